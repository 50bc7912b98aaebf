"""The catalogue of ad units: find, show, validate, draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from adqa.config import Config
from adqa.errors import UsageError
from adqa.spec.catalogue import Catalogue
from adqa.spec.describe import describe
from adqa.spec.draft import draft_spec
from adqa.spec.load import load_document
from adqa.spec.model import AdUnitSpec


def load_spec(
    reference: str | Path, *, as_of: date | None = None, config: Config | None = None
) -> AdUnitSpec:
    """The one ad unit an id (`publisher/unit`) or a YAML file names.

    `as_of` picks the reading in force on that day, by default the latest. Raises SpecError if there is no
    such unit or the document has a mistake, UsageError if the file is missing or holds several units.
    """
    units = _catalogue(config).resolve(str(reference), as_of or date.max)
    if len(units) != 1:
        raise UsageError(
            f"{reference} holds several ad units: {', '.join(unit.id for unit in units)}; name one"
        )
    return units[0]


def specs(query: str | None = None, *, config: Config | None = None) -> str:
    """The units that a query finds, a line each; one unit in full if the query is its id.

    Without a query: all of them. Raises UsageError if nothing is found.
    """
    catalogue = _catalogue(config)
    if query in catalogue.ids():
        return describe(catalogue.unit(query))
    found = catalogue.find(query or "")
    if not found:
        raise UsageError(f"no ad unit has {query!r} in its id, title or channel (adqa specs lists them all)")
    width = max(len(unit.id) for unit in found)
    return "".join(f"{unit.id:{width}}  {_title(unit)}\n" for unit in found)


def validate(path: Path) -> str:
    """One line saying that a document is valid and what it holds. Raises SpecError naming every mistake."""
    document = load_document(path)
    catalogue = Catalogue()
    catalogue.add(document)
    catalogue.check(document)
    units = [catalogue.unit(id_) for id_ in document.unit_ids]
    limits = sum(1 for unit in units for _ in unit.limits())
    return f"{path}: valid; {len(units)} ad units with {limits} limits: {', '.join(document.unit_ids)}\n"


def draft(table: Path, *, publisher: str = "house") -> str:
    """A spec document drafted from a table of units, as YAML with every gap marked. Raises UsageError."""
    return draft_spec(table, publisher=publisher)


def _catalogue(config: Config | None) -> Catalogue:
    return Catalogue(config.house_files() if config else ())


def _title(unit: AdUnitSpec) -> str:
    return unit.title if unit.status == "active" else f"{unit.title} ({unit.status})"
