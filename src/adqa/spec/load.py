"""Reading one spec document: inheritance, validation, and errors a spec author can act on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adqa.errors import SpecError
from adqa.spec.model import AdUnitSpec, SpecDocument
from adqa.spec.yamltext import Located, line_of, read_yaml

FindUnit = Callable[[str], Located]
"""Gives the resolved raw unit of another document by `publisher/unit`; raises SpecError."""


class Document:
    """A spec document whose units are resolved when asked for."""

    def __init__(self, text: str, name: str) -> None:
        """Reads and checks the document's own shape. Raises SpecError."""
        self.name = name
        self._raw = read_yaml(text, name)
        try:
            model = SpecDocument.model_validate(self._raw)
        except ValidationError as error:
            raise SpecError(_explain(error, self._raw, name)) from None
        self.publisher, self.title = model.publisher, model.title
        self.unit_ids = tuple(f"{model.publisher}/{key}" for key in model.units)

    def raw_unit(self, key: str, find: FindUnit, seen: tuple[str, ...] = ()) -> Located:
        """Unit `key` with defaults and `extends` applied, its sources beside it."""
        identity = f"{self.publisher}/{key}"
        if identity in seen:
            raise SpecError(f"{self.name}: {' extends '.join((*seen, identity))}: a circle")
        own: Located = self._raw["units"][key]
        above = own.get("extends")
        if above is None:
            base = self._raw.get("defaults") or Located({}, {})
        elif "/" in above and not above.startswith(f"{self.publisher}/"):
            base = find(above)
        else:
            name = above.removeprefix(f"{self.publisher}/")
            if name not in self._raw["units"]:
                known = ", ".join(self._raw["units"])
                raise SpecError(
                    f"{own.lines['extends']}: there is no unit {above!r} to extend; units here: {known}"
                )
            base = self.raw_unit(name, find, (*seen, identity))
        sources = Located({}, {}).merged(base.get("sources", Located({}, {}))).merged(self._raw["sources"])
        unit = base.merged(Located({k: v for k, v in own.items() if k != "extends"}, own.lines))
        return unit.merged(Located({"sources": sources}, {"sources": self._raw.lines["sources"]}))

    def unit(self, key: str, find: FindUnit) -> AdUnitSpec:
        """The resolved unit. Raises SpecError naming file, line and remedy."""
        raw = self.raw_unit(key, find)
        data = {**raw, "id": f"{self.publisher}/{key}", "publisher": self.publisher}
        try:
            return AdUnitSpec.model_validate(data)
        except ValidationError as error:
            raise SpecError(_explain(error, raw, self.name, ("units", key), self._raw)) from None


def load_document(path: Path) -> Document:
    """Reads a spec file. Raises SpecError if it cannot be read as UTF-8 text or is not a spec document."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SpecError(f"{path}: not UTF-8 text (byte {error.start}); save the file as UTF-8") from None
    except OSError as error:
        raise SpecError(f"{path}: cannot be read: {error.strerror}") from None
    return Document(text, path.name)


def _explain(
    error: ValidationError, data: Any, name: str, place: tuple[str, ...] = (), whole: Any = None
) -> str:
    """All problems of a document, one a line, each with file, line, place and what to do."""
    lines = []
    for problem in error.errors(include_url=False):
        path = tuple(problem["loc"])
        context = problem.get("ctx", {})
        target = (*path, context["key"]) if "key" in context else path
        where = line_of(data, target, name)
        if where == name and whole is not None:
            where = line_of(whole, place, name)
        said = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "missing":
            said = "this key is missing"
        shown = ".".join(str(step) for step in (*place, *path) if not isinstance(step, int))
        lines.append(f"{where}: {shown}: {said}" if shown else f"{where}: {said}")
    return "\n".join(dict.fromkeys(lines))
