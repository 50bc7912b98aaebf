"""The kick-off workbook: what every booked unit asks for, a blank asset matrix, and one file for several.

It goes to whoever builds the creatives before anything is built. It says nothing of rates, and only what the
sheet books and what specs say with their sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from adqa.campaign.booking import Deliverable, book
from adqa.campaign.common import CommonLimit, common_limits, title_of
from adqa.campaign.find import read_house_campaign
from adqa.campaign.model import Campaign
from adqa.campaign.schedule import Schedule
from adqa.campaign.units import PUBLISHER, RowUnits, units_of
from adqa.campaign.workbook.fresh import CellContent, Marked, SheetData, new_workbook
from adqa.config import Config, find_config, load_config
from adqa.errors import UsageError
from adqa.facts.campaign import Due
from adqa.relations import concept_of
from adqa.report.safe_text import visible
from adqa.spec.catalogue import Catalogue
from adqa.spec.describe import limit_text, source_text
from adqa.spec.limits import SizesLimit
from adqa.spec.model import AdUnitSpec
from adqa.units import Size, count_text, listing

_SPECS = ("Ad unit", "Placements", "Part", "What", "What it asks", "How strongly", "Confidence", "Source")
_FOR_SEVERAL = ("Size", "Ad units", "What", "Take", "Whose limit decides", "How strongly", "Note")
_MATRIX = ("Size", "Placements", "Ad unit", "Due")
_STRENGTH = {"must": "must", "should": "should", "info": "for information"}
_NOT_BOOKED = "–"
_ANY_SIZE = "see Specs"
"""Size of a unit that lists no exact ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kickoff:
    """The workbook and what to say of it."""

    book: bytes
    units: int
    creatives: int
    """Creatives to be built."""
    several: int
    """Sizes in which one file serves several units."""
    impossible: int
    """Of these, such as no one file can serve."""
    without_spec: tuple[str, ...]
    """Names of ad units of which nothing is known."""

    def text(self) -> str:
        """The same for the terminal."""
        lines = [f"{count_text(self.creatives, 'creative')} to build for {count_text(self.units, 'ad unit')}"]
        if self.several:
            said = f"{count_text(self.several, 'size')} where one file serves several units"
            lines.append(f"{said}; in {self.impossible} no one file can" if self.impossible else said)
        if self.without_spec:
            named = listing([visible(name) for name in self.without_spec], "and")
            lines.append(f"No spec is known for {named}; ask the publisher")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One creative to build."""

    size: Size | None
    size_text: str
    message: str
    locale: str
    placements: tuple[str, ...]
    units: tuple[AdUnitSpec, ...]
    due: Due | None

    @property
    def column(self) -> str:
        return " · ".join(filter(None, (self.message, self.locale))) or "File"


def kickoff(
    sheets: Iterable[str | Path] | Campaign = (),
    *,
    spec: Iterable[str] = (),
    as_of: date | None = None,
    config: Path | Config | None = None,
) -> Kickoff:
    """The kick-off workbook of what sheets book, or of ad units named by `publisher/unit`.

    Raises UsageError if neither books anything, SheetError, ConfigError, SpecError.
    """
    given = sheets if isinstance(sheets, Campaign) else [*sheets]
    near = given.files if isinstance(given, Campaign) else [str(one) for one in given]
    settings = config if isinstance(config, Config) else load_config(config or find_config(near or ["."]))
    catalogue = Catalogue(settings.house_files())
    if isinstance(given, Campaign):
        campaign = given
    else:
        campaign = read_house_campaign(given, settings) if given else Campaign()
    units = units_of(campaign, settings.units, catalogue, as_of)
    schedule = Schedule(campaign, settings, units.of)
    wanted = [_booked(one, units, schedule.due) for one in book(campaign)]
    named = [unit for name in spec for unit in catalogue.resolve(name, as_of or date.max)]
    wanted += _of_units(named)
    if not wanted:
        raise UsageError(
            "there is nothing to build: name a sheet that books creatives, or ad units with --spec"
        )
    groups = _several(wanted)
    common = [(size, shared, common_limits(shared, size)) for size, shared in groups]
    every = list({unit.id: unit for one in wanted for unit in one.units}.values())
    unknown = _unknown(campaign, units)
    tabs = [
        SheetData("Specs", _SPECS, [*_spec_rows(every, wanted), *_unknown_rows(unknown)]),
        _matrix(wanted),
        SheetData("One file for several units", _FOR_SEVERAL, _common_rows(common)),
    ]
    return Kickoff(
        book=new_workbook(tabs),
        units=len(every),
        creatives=len(wanted),
        several=len(groups),
        impossible=sum(any(limit.impossible for limit in limits) for _, _, limits in common),
        without_spec=tuple(unknown),
    )


# --- what is wanted


def _booked(one: Deliverable, units: RowUnits, due: Callable[[Deliverable], Due | None]) -> _Wanted:
    mine = {unit.id: unit for row in one.rows for unit in units.of[row.id]}
    return _Wanted(
        size=one.size,
        size_text=one.size_text,
        message=one.message or (concept_of(f"{one.creative or one.asset}.x") if one.group else ""),
        locale=one.locale,
        placements=one.placements,
        units=tuple(mine.values()),
        due=due(one),
    )


def _of_units(units: Sequence[AdUnitSpec]) -> list[_Wanted]:
    """One creative for each exact size of each required part; one size of several units is one creative."""
    sizes: dict[Size | None, list[AdUnitSpec]] = {}
    for unit in units:
        slots = {
            slot
            for asset in unit.assets.values()
            if asset.required
            for limit in asset.sizes
            for slot in limit.exact.values()
        }
        listed: list[Size | None] = [*sorted(slots)] or [None]
        for slot in listed:
            sizes.setdefault(slot, []).append(unit)
    exact = [_Wanted(size, str(size), "", "", (), tuple(mine), None) for size, mine in sizes.items() if size]
    return exact + [_Wanted(None, _ANY_SIZE, "", "", (), (unit,), None) for unit in sizes.get(None, ())]


def _several(wanted: Iterable[_Wanted]) -> list[tuple[Size | None, tuple[AdUnitSpec, ...]]]:
    """Sizes in which one creative serves several units, each set of units once.

    A sheet that says no more than the size of a row has nothing to reconcile with the row's unit.
    """
    found: dict[tuple[Size | None, frozenset[str]], tuple[AdUnitSpec, ...]] = {}
    for one in wanted:
        units = tuple(unit for unit in one.units if unit.publisher != PUBLISHER or _says_more(unit))
        if len(units) > 1:
            found.setdefault((one.size, frozenset(unit.id for unit in units)), units)
    return [(size, units) for (size, _), units in found.items()]


def _says_more(unit: AdUnitSpec) -> bool:
    return any(not isinstance(limit, SizesLimit) for _, limit, _ in unit.limits())


def _unknown(campaign: Campaign, units: RowUnits) -> dict[str, tuple[int, str]]:
    """Names of ad units without a spec → rows with it, and what they are judged by."""
    return {
        name: (len(rows), "the sheet's own columns" if any(units.of[row.id] for row in rows) else "")
        for name, rows in units.unresolved.items()
    }


# --- tabs


def _spec_rows(units: Sequence[AdUnitSpec], wanted: Iterable[_Wanted]) -> list[tuple[CellContent, ...]]:
    places: dict[str, dict[str, None]] = {}
    for one in wanted:
        for unit in one.units:
            places.setdefault(unit.id, {}).update(dict.fromkeys(one.placements))
    rows: list[tuple[CellContent, ...]] = []
    for unit in units:
        head = (visible(title_of(unit)), visible(", ".join(places.get(unit.id, ()))))
        for place, limit, later in unit.limits():
            part, what = _part(unit, place)
            said = [limit_text(limit), *([f"({limit.note})"] if limit.note else [])]
            rows.append(
                (
                    *head,
                    part,
                    what,
                    " ".join(said),
                    _STRENGTH[limit.strength.value] + (", not checked by this version" if later else ""),
                    unit.confidence_of(limit, place).value,
                    visible(source_text(unit.sources[unit.source_key(limit, place)])),
                )
            )
        for eye in unit.by_eye:
            source = unit.sources.get(eye.source or unit.source or "")
            said_by = visible(source_text(source)) if source else ""
            rows.append((*head, "", "to be looked at by a person", eye.text, "", "", said_by))
    return rows


def _part(unit: AdUnitSpec, place: str) -> tuple[str, str]:
    """`assets.logo.weight.file` → (`logo`, `weight file`); the part is left out where there is only one."""
    pieces = place.split(".")
    if pieces[0] == "assets":
        role = pieces[1] if len(unit.assets) > 1 else ""
        return role, " ".join(pieces[2:]).replace("_", " ")
    return "", " ".join(pieces).replace("_", " ")


def _unknown_rows(unknown: dict[str, tuple[int, str]]) -> list[tuple[CellContent, ...]]:
    return [
        (
            visible(name),
            "",
            "",
            "",
            Marked(f"No spec is known ({count_text(rows, 'row')}); ask the publisher", "check"),
            "",
            "",
            f"what is listed for it is {instead}" if instead else "",
        )
        for name, (rows, instead) in unknown.items()
    ]


def _matrix(wanted: Sequence[_Wanted]) -> SheetData:
    """Size × message × locale: an empty cell is a file to build, a dash is not booked."""
    columns = list(dict.fromkeys(one.column for one in wanted))
    lines: dict[tuple[str, tuple[str, ...]], dict[str, list[_Wanted]]] = {}
    for one in wanted:
        key = (one.size_text, tuple(title_of(unit) for unit in one.units))
        lines.setdefault(key, {}).setdefault(one.column, []).append(one)
    rows: list[tuple[CellContent, ...]] = []
    for (size, units), cells in lines.items():
        mine = [one for those in cells.values() for one in those]
        dues = [one.due for one in mine if one.due]
        due = min(dues, key=lambda one: one.at).text if dues else ""
        places = dict.fromkeys(place for one in mine for place in one.placements)
        head = (size, visible(", ".join(places)), visible("; ".join(units)), due)
        rows.append((*head, *(_cell(cells.get(column, [])) for column in columns)))
    note = "An empty cell is a file to build: put its name there. A dash: not booked."
    return SheetData("Assets", (*_MATRIX, *map(visible, columns)), rows, notes=(note,))


def _cell(those: Sequence[_Wanted]) -> CellContent:
    if not those:
        return _NOT_BOOKED
    return None if len(those) == 1 else f"{len(those)} files"


def _common_rows(
    common: Iterable[tuple[Size | None, Sequence[AdUnitSpec], Sequence[CommonLimit]]],
) -> list[tuple[CellContent, ...]]:
    rows: list[tuple[CellContent, ...]] = []
    for size, units, limits in common:
        titles = visible("; ".join(title_of(unit) for unit in units))
        rows += [
            (
                str(size) if size else "",
                titles,
                limit.what,
                Marked(limit.take, "bad") if limit.impossible else limit.take,
                visible("; ".join(limit.decides)),
                _STRENGTH[limit.strength.value],
                limit.note,
            )
            for limit in limits
        ]
    return rows
