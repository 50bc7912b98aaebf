"""The ad units that rows are judged under: those their names stand for, and the sheet's own columns.

A sheet never says `publisher/unit`; the house says once what its names mean. What the sheet demands in
columns (size, weight, formats, length) is a unit like any other, whose source is the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.errors import ConfigError, UsageError
from adqa.inspectors.sniff import kind_of
from adqa.spec.base import Confidence
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec, Source
from adqa.units import Size

PUBLISHER = "sheet"
"""Publisher part of the ids of units made of a sheet's own columns."""
_HTML = ("html5", "html", "zip")
_ANY_KIND = ("image", "html5", "video", "audio")


@dataclass(slots=True)
class RowUnits:
    """Units of every row, and the names nobody has explained yet."""

    of: dict[str, list[AdUnitSpec]] = field(default_factory=dict)
    """Row id → units."""
    unresolved: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    """Ad-unit name as first written → rows with it."""
    assumable: set[str] = field(default_factory=set)
    """Ids of rows that say neither a unit nor a weight: the usual limits of the size are worth saying."""


def units_of(
    campaign: Campaign, aliases: Mapping[str, str], catalogue: Catalogue, as_of: date | None
) -> RowUnits:
    """Finds the units of all rows. Raises ConfigError if an alias names a unit that does not exist."""
    found = RowUnits()
    known = {_plain(name): id_ for name, id_ in {**campaign.units, **aliases}.items()}
    made: dict[str, AdUnitSpec] = {}
    unknown: dict[str, list[Row]] = {}
    for row in campaign.rows:
        units: list[AdUnitSpec] = []
        id_ = known.get(_plain(row.unit)) or (row.unit if "/" in row.unit and " " not in row.unit else "")
        if id_:
            day = row.flight.start or as_of or date.max
            try:
                units += catalogue.resolve(id_, day)
            except UsageError as error:
                if _plain(row.unit) in known:
                    raise ConfigError(f"the ad unit {row.unit!r} stands for {id_!r}, but {error}") from None
                unknown.setdefault(_plain(row.unit), []).append(row)
        elif row.unit:
            unknown.setdefault(_plain(row.unit), []).append(row)
        if _demands(row):
            slug = _slug(row)
            if slug not in made:
                made[slug] = _sheet_unit(row, slug)
            units.append(made[slug])
        found.of[row.id] = units
        if not row.unit and row.limits.weight is None:
            found.assumable.add(row.id)
    found.unresolved = {rows[0].unit: tuple(rows) for rows in unknown.values()}
    return found


def _plain(name: str) -> str:
    """A name without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _demands(row: Row) -> bool:
    """Whether a row's own columns demand anything of a file."""
    return bool(row.sizes or row.limits.weight is not None or row.limits.formats)


def _sheet_unit(row: Row, slug: str) -> AdUnitSpec:
    """The unit that a row's own columns make."""
    limits = row.limits
    asset: dict[str, object] = {"kind": _kinds(row)}
    if row.sizes:
        asset["sizes"] = [str(size) for size in row.sizes]
    if limits.formats:
        asset["formats"] = [_format(name) for name in limits.formats]
    if limits.weight is not None:
        asset["weight"] = {"file": limits.weight}
    motion: dict[str, object] = {}
    if limits.seconds is not None:
        motion["duration"] = limits.seconds
    if limits.loops is not None:
        motion["loops"] = f"{limits.loops} loops"
    if motion:
        asset["animation"] = motion
    sheet = file_name(row.file)
    return AdUnitSpec.model_validate(
        {
            "id": f"{PUBLISHER}/{slug}",
            "publisher": PUBLISHER,
            "title": f"{_sizes_text(row.sizes) or row.size_text or row.place} as booked in {sheet}",
            "sources": {"sheet": Source(title=_source_title(row), confidence=Confidence.HIGH)},
            "source": "sheet",
            "assets": {"main": asset},
        }
    )


def _source_title(row: Row) -> str:
    columns = [
        row.columns[name]
        for name in ("sizes", "weight", "formats", "seconds", "loops")
        if name in row.columns
    ]
    place = f"{file_name(row.file)} › {row.tab}" if row.tab else file_name(row.file)
    listed = ", ".join(dict.fromkeys(columns))
    return f"{place}, column{'s' if len(set(columns)) > 1 else ''} {listed}" if listed else place


def _slug(row: Row) -> str:
    """What tells the demands of two rows apart, as the name of a unit."""
    limits = row.limits
    parts = [_sizes_text(row.sizes), limits.weight or "", *limits.formats, row.kind, limits.seconds or ""]
    parts.append(str(limits.loops) if limits.loops is not None else "")
    words = "-".join(part for part in parts if part)
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "row"


def _sizes_text(sizes: Iterable[Size]) -> str:
    return ", ".join(str(size) for size in sizes)


def _kinds(row: Row) -> list[str]:
    """Kinds of creative a row takes: by its formats, else by the kind it names, else any."""
    kinds: list[str] = []
    for name in row.limits.formats:
        kind = "html5" if name.casefold() in _HTML else kind_of(_signature(name))
        if kind in _ANY_KIND and kind not in kinds:
            kinds.append(kind)
    if not kinds and row.kind:
        kinds = [row.kind]
    return kinds or list(_ANY_KIND)


def _format(name: str) -> str:
    lower = name.casefold().lstrip(".")
    return "zip" if lower in _HTML else lower


def _signature(name: str) -> str:
    lower = name.casefold().lstrip(".")
    return {"jpg": "jpeg", "tif": "tiff"}.get(lower, lower)


def offered(name: str, rows: Iterable[Row], catalogue: Catalogue) -> list[str]:
    """Ids of units that a name may stand for, to be offered and never taken."""
    words = {word for word in re.split(r"[\W_]+", name.casefold()) if len(word) > 2}
    publishers = {word for row in rows for word in re.split(r"[\W_]+", row.publisher.casefold()) if word}
    ids = [id_ for id_ in catalogue.ids() if publishers & set(id_.partition("/")[0].split("-"))]
    ranked = sorted(ids, key=lambda id_: (-len(words & set(re.split(r"[/-]", id_))), id_))
    return [id_ for id_ in ranked if words & set(re.split(r"[/-]", id_))][:3]
