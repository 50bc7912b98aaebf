"""Naming presets: how a house builds the names of its creatives, and which names a campaign puts to the test.

A preset is an ordered list of parts, as data with its source, or a pattern that the house wrote itself:
`<campaign>_<size>_<format>_<dates>_<message>_<version>`, with a part that may be left out in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, field_validator

from adqa.errors import ConfigError
from adqa.spec.base import Model, nearest
from adqa.spec.limits import NamePatternLimit, NameSegment
from adqa.spec.yamltext import read_yaml

_FILE = "naming_presets.yaml"
_PART = re.compile(r"(\[)?<([^<>]+)>(\])?")
_EQUALS = frozenset(
    word for one in get_args(NameSegment.model_fields["equals"].annotation) for word in get_args(one)
)
_SAME = {
    "advertiser": "brand",
    "date": "dates",
    "flight dates": "dates",
    "ad size": "size",
    "language": "locale",
}


class Preset(Model):
    """One way of naming creatives."""

    title: str
    source: str
    """Where it was read; for a house's own pattern, the setting."""
    url: str | None = None
    evidence: Literal["primary", "vendor", "crawl", "house"]
    """Who says so: whoever asks for such names, an adviser, a page seen in a public crawl, the house."""
    pattern: NamePatternLimit
    shapes: dict[str, str] = Field(default_factory=dict)
    """Name of a part → regular expression that all of it must match, whatever its case."""
    example: str = ""
    """A name of this kind, without its extension and with every part."""

    def example_of(self, segment: str) -> str:
        """What stands in the example as a part; empty if there is none."""
        names = [one.name for one in self.pattern.segments]
        parts = self.example.split(self.pattern.separator)
        return dict(zip(names, parts, strict=True)).get(segment, "") if len(names) == len(parts) else ""

    @field_validator("shapes")
    @classmethod
    def _shapes_are_patterns(cls, shapes: dict[str, str]) -> dict[str, str]:
        for shape in shapes.values():
            re.compile(shape)
        return shapes


@cache
def presets() -> Mapping[str, Preset]:
    """The presets that are built in, by name."""
    text = (files("adqa.campaign") / _FILE).read_text("utf-8")
    return {name: Preset.model_validate(data) for name, data in read_yaml(text, _FILE).items()}


def preset(setting: str) -> Preset:
    """The preset that a setting names, or the pattern it is. Raises ConfigError if it is neither."""
    if "<" in setting:
        return _own(setting)
    found = presets().get(setting.strip().casefold())
    if found is None:
        names = ", ".join(sorted(presets()))
        raise ConfigError(
            f"naming: {setting!r} is no naming preset{nearest(setting, presets())}; known are {names}, "
            "or write a pattern like <campaign>_<size>_<version>"
        )
    return found


def _own(setting: str) -> Preset:
    """A preset of a pattern like `<brand>_<size>_[<market>]`."""
    parts = list(_PART.finditer(setting))
    between = {setting[one.end() : other.start()] for one, other in pairwise(parts)}
    around = setting[: parts[0].start()] + setting[parts[-1].end() :] if parts else setting
    lopsided = any(bool(one[1]) != bool(one[3]) for one in parts)
    if around or len(between) > 1 or "" in between or lopsided:
        raise ConfigError(
            f"naming: {setting!r} is not understood; write parts in < > with one separator between, "
            "like <campaign>_<size>_[<market>]"
        )
    segments: list[dict[str, Any]] = []
    for one in parts:
        name = one[2].strip()
        equals = _SAME.get(name.casefold(), name.casefold())
        known = {"equals": equals} if equals in _EQUALS else {}
        segments.append({"name": name, "optional": bool(one[1]), **known})
    try:
        pattern = NamePatternLimit.model_validate(
            {"separator": next(iter(between), "_"), "segments": segments}
        )
    except ValidationError as error:
        raise ConfigError(f"naming: {setting!r}: {error.errors()[0]['msg']}") from None
    return Preset(title="The house's own", source="adqa.toml, naming", evidence="house", pattern=pattern)
