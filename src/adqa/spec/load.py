"""Reading one spec document: inheritance, validation, and errors a spec author can act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from adqa.errors import SpecError
from adqa.spec.base import nearest
from adqa.spec.inherit import source_of, sourced
from adqa.spec.model import AdUnitSpec, SpecHead
from adqa.spec.yamltext import Located, line_of, read_yaml
from adqa.units import listing, weight_text

FindUnit = Callable[[str, tuple[str, ...]], Located]
"""Gives the resolved raw unit of another document by `publisher/unit`; raises SpecError.

The second argument is the chain of units that led there, so that a circle across files is seen.
"""


class Document:
    """A spec document whose units are resolved when asked for."""

    def __init__(self, text: str, name: str) -> None:
        """Reads and checks the document's own shape. Raises SpecError."""
        self.name = name
        self._raw = read_yaml(text, name)
        try:
            head = SpecHead.model_validate(self._raw)
        except ValidationError as error:
            raise SpecError(_explain(error, self._raw, name)) from None
        self.publisher, self.title = head.publisher, head.title
        self.unit_ids = tuple(f"{head.publisher}/{key}" for key in head.units)
        written = [self._raw.get("defaults"), *self._raw["units"].values()]
        self.has_readings = any(isinstance(one, Located) and "supersedes" in one for one in written)
        """Whether some unit stands for another one from a day on."""

    def raw_unit(self, key: str, find: FindUnit, seen: tuple[str, ...] = ()) -> Located:
        """Unit `key` with defaults and `extends` applied, its sources beside it.

        A unit of another document keeps its sources and takes nothing from this document's but what is
        laid over it; limits written here must therefore name a source of this document.
        """
        identity = f"{self.publisher}/{key}"
        written: Located = self._raw["units"][key]
        own = written.without("extends")
        defaults = sourced(self._raw.get("defaults") or Located({}, {}))
        above = written.get("extends")
        if above is None:
            unit = Located({}, {}).merged(defaults).merged(sourced(own, source_of(defaults)))
            return self._with_sources(unit, Located({}, {}))
        line = written.lines["extends"]
        if not isinstance(above, str):
            raise SpecError(f"{line}: `extends` takes one unit, like google-ads/uploaded-image")
        target = above if "/" in above else f"{self.publisher}/{above}"
        if target in (*seen, identity):
            raise SpecError(f"{line}: {' extends '.join((*seen, identity, target))}: a circle")
        here = target.removeprefix(f"{self.publisher}/")
        if here in self._raw["units"]:
            base = self.raw_unit(here, find, (*seen, identity))
            unit = base.merged(sourced(own, source_of(base)))
        else:
            try:
                base = find(target, (*seen, identity)).without("source")
            except SpecError as error:
                raise SpecError(f"{line}: extends: {error}") from None
            unit = base.merged(defaults).merged(sourced(own, source_of(defaults)))
        return self._with_sources(unit, base["sources"])

    def _with_sources(self, unit: Located, inherited: Located) -> Located:
        own: Located = self._raw["sources"]
        for key in own.keys() & inherited.keys():
            if own[key] != inherited[key]:
                raise SpecError(
                    f"{own.lines[key]}: the source {key!r} is also one of the unit that is extended "
                    f"({inherited.lines[key]}); give this one another key"
                )
        return unit.merged(
            Located({"sources": inherited.merged(own)}, {"sources": self._raw.lines["sources"]})
        )

    def unit(self, key: str, find: FindUnit) -> AdUnitSpec:
        """The resolved unit. Raises SpecError naming file, line and remedy."""
        raw = self.raw_unit(key, find)
        data = {**raw, "id": f"{self.publisher}/{key}", "publisher": self.publisher}
        try:
            return AdUnitSpec.model_validate(Located(data, raw.lines))
        except ValidationError as error:
            raise SpecError(_explain(error, raw, self.name, ("units", key), self._raw)) from None


def load_document(path: Path, name: str | None = None) -> Document:
    """Reads a spec file. Raises SpecError if it cannot be read as UTF-8 text or is not a spec document.

    Messages call the file `name`, else by its path as given.
    """
    name = name or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SpecError(f"{name}: cannot be read: {error.strerror}") from None
    if len(data) > _MOST_BYTES:
        raise SpecError(
            f"{name}: {weight_text(len(data))} is too much for a spec document; is this the right file?"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SpecError(
            f"{name}:{line}: not UTF-8 text (byte {error.start}); save the file as UTF-8"
        ) from None
    return Document(text, name)


_MOST_BYTES = 2_000_000

_SAID = {
    "missing": "this key is missing",
    "model_type": "a mapping (key: value) belongs here",
    "dict_type": "a mapping (key: value) belongs here",
    "dataclass_type": "one value belongs here, not a list or a mapping",
    "string_type": "one value belongs here, not a list or a mapping",
    "tuple_type": "a list belongs here",
    "bool_parsing": "write yes or no",
    "bool_type": "write yes or no",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "float_parsing": "write a number",
    "float_type": "write a number",
    "date_from_datetime_parsing": "write a day like 2026-02-01",
    "date_from_datetime_inexact": "write a day like 2026-02-01",
    "date_parsing": "write a day like 2026-02-01",
    "date_type": "write a day like 2026-02-01",
    "string_pattern_mismatch": "use small letters, digits and dashes only",
    "too_short": "at least one unit belongs here",
}


def _explain(
    error: ValidationError, data: Any, name: str, place: tuple[str, ...] = (), whole: Any = None
) -> str:
    """All problems of a document, one a line, each with file, line, place and what to do."""
    lines = []
    for problem in error.errors(include_url=False):
        context = problem.get("ctx", {})
        path = tuple(step for step in problem["loc"] if step != "[key]")
        if "place" in context:
            path = (*path, *context["place"].split("."))
        where = line_of(data, (*path, context["key"]) if "key" in context else path, name)
        if where == name and whole is not None:
            where = line_of(whole, place, name)
        shown = ".".join(str(step) for step in (*place, *path) if not isinstance(step, int))
        lines.append(f"{where}: {shown}: {in_words(problem)}" if shown else f"{where}: {in_words(problem)}")
    return "\n".join(dict.fromkeys(lines))


def in_words(problem: ErrorDetails) -> str:
    """A problem in an author's words."""
    if problem["type"] in ("literal_error", "enum"):
        words = re.findall(r"'([^']*)'", problem["ctx"]["expected"])
        given = str(problem["input"])
        return f"{given!r} is not one of {listing(words)}{nearest(given, words)}"
    return _SAID.get(problem["type"], problem["msg"].removeprefix("Value error, "))
