"""`adqa.toml` (or `[tool.adqa]` in pyproject.toml): which units, severities, waivers and context hold."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from adqa.campaign.settings import STARTER, CampaignSettings, ManualItem, PartnerSettings, UrlSettings
from adqa.errors import ConfigError
from adqa.report.model import Severity
from adqa.spec.base import Model, OneOrMany, nearest
from adqa.spec.load import in_words
from adqa.spec.resolve import CONTEXT_KEYS
from adqa.units import parse_weight, weight_text

FILE_NAME = "adqa.toml"
_SIGNS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_SAID = {
    "string_type": "write text in quotes",
    "model_type": "a table belongs here",
    "dict_type": "a table belongs here",
    "tuple_type": "text or a list belongs here",
}
_OURS = re.compile(r"^\s*\[+\s*tool\s*\.\s*adqa\s*[].]", re.MULTILINE)


class PathRule(Model):
    """Files of a place and the units that hold for them."""

    match: OneOrMany[str]
    """Glob on the path below adqa.toml; `**` crosses folders."""
    spec: OneOrMany[str]
    role: str | None = None
    """Which part of the unit these files are, where it has several (logo, background …)."""


class SeverityChange(Model):
    """A severity of this house for a rule or a code."""

    level: Literal["error", "warning", "note", "off"]
    reason: str

    @property
    def severity(self) -> Severity | None:
        """The severity; None if the rule is off."""
        return None if self.level == "off" else Severity(self.level)


class Waiver(Model):
    """A finding that somebody accepted: for what, why, who, until when, and up to which value."""

    rule: str
    """Rule id, or `rule id:code`."""
    subject: str
    """Glob on the path below adqa.toml or the typed argument, or a content id."""
    spec: str | None = None
    reason: str
    owner: str
    until: date | None = None
    """Last day it holds, inclusive."""
    up_to: str | None = None
    """Largest measured value it covers, e.g. `220 KB` or `20`."""

    @model_validator(mode="after")
    def _ceiling_is_a_number(self) -> Waiver:
        if self.up_to is not None:
            try:
                self.ceiling()
            except ValueError as error:
                raise PydanticCustomError("up_to", "{said}", {"said": str(error)}) from None
        return self

    def ceiling(self) -> float | None:
        """`up_to` as a number in the unit findings measure in (bytes for a weight)."""
        if self.up_to is None:
            return None
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", self.up_to.strip()):
            return float(self.up_to)
        return float(parse_weight(self.up_to).low)

    def covers(self, value: float, op: str | None) -> bool:
        """Whether a measured value is no further from its limit than `up_to`.

        A weight written as reports print it (`220 KB`) covers every weight that they print like that.
        """
        ceiling = self.ceiling()
        if ceiling is None or value == ceiling:
            return True
        printed = weight_text(int(ceiling))
        if self.up_to == printed == weight_text(int(value)):
            return True
        return value > ceiling if op == "at_least" else value < ceiling


class Config(Model):
    """Everything adqa.toml may say."""

    spec: OneOrMany[str] = ()
    """Units that hold where no path rule says otherwise."""
    house_specs: OneOrMany[str] = ()
    """YAML files with the house's own units, below adqa.toml."""
    paths: tuple[PathRule, ...] = ()
    context: dict[str, str] = Field(default_factory=dict)
    severity: dict[str, SeverityChange] = Field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    time_zone: str | None = None
    units: dict[str, str] = Field(default_factory=dict)
    """Ad-unit name as sheets have it → `publisher/unit`."""
    campaign: CampaignSettings = CampaignSettings()
    urls: UrlSettings = UrlSettings()
    partners: tuple[PartnerSettings, ...] = ()
    manual: tuple[ManualItem, ...] = ()
    """What people check by hand; a box for each stands in every report."""
    manual_starter: bool = False
    """Begin that list with what most teams check: budget, geo, frequency cap …"""
    root: str | None = Field(default=None, exclude=True)
    file: str | None = Field(default=None, exclude=True)
    """The file these settings were read from."""

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (ValueError, OSError, ZoneInfoNotFoundError):
                hint = nearest(name, available_timezones())
                said = f"{name!r} is no time zone{hint}; write one like 'Europe/Paris'"
                raise PydanticCustomError("time_zone", "{said}", {"said": said}) from None
        return name

    @field_validator("context")
    @classmethod
    def _context_is_known(cls, given: dict[str, str]) -> dict[str, str]:
        for key in given:
            if key not in CONTEXT_KEYS:
                keys = ", ".join(CONTEXT_KEYS)
                said = f"{key!r} is not known here{nearest(key, CONTEXT_KEYS)}; known keys: {keys}"
                raise PydanticCustomError("context", "{said}", {"said": said})
        return given

    @property
    def manual_items(self) -> tuple[ManualItem, ...]:
        """What people check by hand, the starter list first if it is on."""
        return (*STARTER, *self.manual) if self.manual_starter else self.manual

    def specs_for(self, key: str) -> tuple[str, ...]:
        """Units for a path below adqa.toml: the last path rule that matches, else `spec`."""
        rule = self._path_rule(key)
        return self.placed(rule.spec if rule else self.spec)

    def placed(self, specs: Iterable[str]) -> tuple[str, ...]:
        """Names of units as written here, with spec files below adqa.toml wherever the command is given."""
        return tuple(
            str(Path(self.root, name)) if self.root and name.lower().endswith((".yaml", ".yml")) else name
            for name in specs
        )

    def role_for(self, key: str) -> str | None:
        """Role that a path rule gives to a path below adqa.toml."""
        rule = self._path_rule(key)
        return rule.role if rule else None

    def _path_rule(self, key: str) -> PathRule | None:
        matching = (
            rule for rule in reversed(self.paths) if any(glob_matches(pattern, key) for pattern in rule.match)
        )
        return next(matching, None)

    def house_files(self) -> list[Path]:
        """The house documents. Raises ConfigError if a pattern matches nothing."""
        base = Path(self.root or ".")
        files: list[Path] = []
        for pattern in self.house_specs:
            try:
                found = sorted(base.glob(pattern))
            except (ValueError, NotImplementedError):
                found = []
            if not found:
                raise ConfigError(f"{FILE_NAME}: house_specs {pattern!r} matches no file below {base}")
            files += found
        return files


def glob_matches(pattern: str, path: str) -> bool:
    """Whether a path below the root matches; a pattern without a slash is tried on the name alone.

    `*` and `?` stay within a folder, `**` crosses folders; `[ab]` and `[!ab]` are one character.
    """
    subject = path if "/" in pattern else PurePosixPath(path).name
    return _glob(pattern).fullmatch(subject) is not None


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    parts = []
    for step in re.finditer(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", pattern, re.DOTALL):
        sign = step[0]
        if sign in _SIGNS:
            parts.append(_SIGNS[sign])
        elif len(sign) > 2 and sign[0] == "[":
            negated = sign[1] == "!"
            inner = re.sub(r"([\\\[\]^&~|])", r"\\\1", sign[1 + negated : -1])
            parts.append(f"[{'^/' if negated else ''}{inner}]")
        else:
            parts.append(re.escape(sign))
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern))


def find_config(paths: Iterable[str]) -> Path | None:
    """The nearest adqa.toml, or pyproject.toml with `[tool.adqa]`, from the first path upwards."""
    first = next(iter(paths), ".")
    start = Path(first).absolute()
    for folder in [start, *start.parents]:
        own, project = folder / FILE_NAME, folder / "pyproject.toml"
        if os.path.isfile(own):
            return own
        with suppress(OSError):
            if os.path.isfile(project) and _OURS.search(project.read_text("utf-8", errors="replace")):
                return project
    return None


def load_config(path: Path | None) -> Config:
    """Reads a configuration; None gives the defaults. Raises ConfigError naming file, key and remedy."""
    if path is None:
        return Config()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        data: Mapping[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: cannot be read: not UTF-8 text; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: this is not valid TOML: {error}") from None
    if path.name == "pyproject.toml":
        tools = data.get("tool")
        data = tools.get("adqa", {}) if isinstance(tools, dict) else {}
    if not isinstance(data, dict):
        raise ConfigError(f"{path}: tool.adqa is not a table; write [tool.adqa]")
    for key in ("root", "file"):
        if key in data:
            raise ConfigError(f"{path}: {key!r} is not a key; paths are below the folder of this file")
    try:
        return Config.model_validate({**data, "root": str(path.parent), "file": str(path)})
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_url=False):
            place = ".".join(str(step) for step in problem["loc"])
            said = _SAID.get(problem["type"]) or in_words(problem)
            lines.append(f"{path}: {place}: {said}" if place else f"{path}: {said}")
        raise ConfigError("\n".join(lines)) from None
