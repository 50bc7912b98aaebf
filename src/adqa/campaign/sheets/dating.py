"""The dates of a workbook: the order of day and month is decided once for a column, the year for them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from adqa.campaign.model import CellProblem
from adqa.campaign.sheets.dates import (
    OPEN_ENDED_FROM,
    DateReading,
    Moment,
    Order,
    ResolvedDate,
    decide_order,
    is_ambiguous,
    read_date,
    resolve,
)
from adqa.campaign.sheets.grid import CellValue
from adqa.campaign.sheets.layout import Source, Table
from adqa.campaign.sheets.weeks import WeekCalendar
from adqa.units import count_text

DATE_FIELDS = (
    "start", "end", "dates", "creative_start", "creative_end", "live_from", "offer_end", "due", "approved_on",
    "accepted_until",
)  # fmt: skip

Place = tuple[str, int, str]
"""Tab, column and header."""


@dataclass(slots=True)
class Dates:
    """What was decided of all dates of one workbook."""

    year: int | tuple[date, date] | None
    weeks: WeekCalendar | None
    orders: dict[Place, Order | None] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    """Tab → decisions."""
    decided: bool = False
    """Whether orders and year stand."""
    _readings: dict[tuple[type, CellValue], DateReading] = field(default_factory=dict)
    _meant: dict[tuple[type, CellValue, Order | None], ResolvedDate] = field(default_factory=dict)

    def reading(self, source: Source) -> DateReading:
        """What a cell can mean as a date; read once for all cells that hold the same."""
        value = source.cell.value if source.cell.value is not None else source.text
        known = self._readings.get((type(value), value))
        if known is None:
            known = self._readings[type(value), value] = read_date(value, serials=True)
        return known

    def resolved(self, source: Source, tab: str) -> ResolvedDate:
        """What a cell means as a date, once the year is decided."""
        order = self.orders.get((tab, source.column, source.header))
        value = source.cell.value if source.cell.value is not None else source.text
        known = self._meant.get((type(value), value, order)) if self.decided else None
        if known is None:
            known = resolve(self.reading(source), order, self.year, self.weeks)
            if self.decided:
                self._meant[type(value), value, order] = known
        return known


def _moments(reading: DateReading) -> Iterable[Moment]:
    return (moment for moment in (reading.first, reading.last) if moment)


def decide_dates(
    tables: Sequence[tuple[str, Table]],
    file: str,
    *,
    order: Order | None,
    year: int | None,
    weeks: WeekCalendar | None,
) -> Dates:
    """Orders of all date columns, and the year of dates that have none.

    A column decides for itself; else another column of the workbook; else what the caller says; else the
    system the sheet comes from. What is left is reported once for a column, not for each of its rows.
    """
    dates = Dates(year, weeks)
    columns: dict[Place, list[Source]] = {}
    profiles: dict[str, Order | None] = {}
    for tab, table in tables:
        profiles[tab] = table.profile.date_order if table.profile else None
        for source in _sources(table):
            columns.setdefault((tab, source.column, source.header), []).append(source)
    readings = {place: [dates.reading(source) for source in found] for place, found in columns.items()}
    decided = {place: decide_order(found) for place, found in readings.items()}
    said = {one for one in decided.values() if one}
    shared = next(iter(said)) if len(said) == 1 else None
    for place, found in readings.items():
        tab = place[0]
        doubtful = [at for at, reading in enumerate(found) if is_ambiguous(reading)]
        dates.orders[place] = decided[place] or shared or order or profiles[tab]
        if not doubtful or decided[place]:
            continue
        source = columns[place][doubtful[0]]
        chosen = dates.orders[place]
        if chosen is None:
            dates.problems.append(_doubt(file, tab, source, len(doubtful)))
            continue
        first = "month" if chosen == "mdy" else "day"
        why = "as another column shows" if shared else "as set" if order else "as this system writes them"
        dates.notes.setdefault(tab, []).append(
            f"dates in column {source.letters} read with the {first} first, {why}"
        )
    dates.year = year or _flight(dates, tables)
    dates.year = dates.year or _usual_year(reading for found in readings.values() for reading in found)
    if dates.year is None:
        for place, found in readings.items():
            lacking = [at for at, reading in enumerate(found) if _lacks_year(reading)]
            if lacking:
                dates.problems.append(_no_year(file, place[0], columns[place][lacking[0]], len(lacking)))
    dates.decided = True
    return dates


def _lacks_year(reading: DateReading) -> bool:
    return not reading.tentative and any(
        day.year is None for moment in _moments(reading) for day in moment.days
    )


def _flight(dates: Dates, tables: Iterable[tuple[str, Table]]) -> tuple[date, date] | None:
    """First and last day of the campaign, where lines above the tables give both with their year."""
    found: dict[str, date] = {}
    for tab, table in tables:
        for name, source in table.preamble:
            if name in ("start", "end", "dates"):
                meant = dates.resolved(source, tab)
                if meant.date:
                    found.setdefault("end" if name == "end" else "start", meant.date)
                if meant.last:
                    found.setdefault("end", meant.last)
    return (found["start"], found["end"]) if found.keys() >= {"start", "end"} else None


def _sources(table: Table) -> Iterable[Source]:
    """Every cell with a date once, those of packages whose placements take it over included."""
    seen: set[tuple[int, int]] = set()
    above = [source for name, source in table.preamble if name in DATE_FIELDS]
    below = (
        source for record in table.records for name in DATE_FIELDS for source in record.values.get(name, ())
    )
    for source in (*above, *below):
        if (source.row, source.column) not in seen:
            seen.add((source.row, source.column))
            yield source


def _usual_year(readings: Iterable[DateReading]) -> int | None:
    """The one year that the workbook's other dates have; None if they have several or none."""
    years = Counter(
        day.year
        for reading in readings
        if not reading.open_ended
        for moment in _moments(reading)
        for day in moment.days
        if day.year and day.year < OPEN_ENDED_FROM
    )
    return next(iter(years)) if len(years) == 1 else None


def _doubt(file: str, tab: str, source: Source, number: int) -> CellProblem:
    return CellProblem(
        file=file,
        tab=tab,
        row=source.row,
        column=source.letters,
        header=source.header,
        code="ambiguous_dates",
        text=f"{_cells(source, number)} could be month first or day first",
        remedy='Set date_order to "mdy" or "dmy" under [campaign] in adqa.toml, or write 2026-05-21',
        holds=True,
    )


def _no_year(file: str, tab: str, source: Source, number: int) -> CellProblem:
    has = "have" if number > 1 else "has"
    return CellProblem(
        file=file,
        tab=tab,
        row=source.row,
        column=source.letters,
        header=source.header,
        code="no_year",
        text=f"{_cells(source, number)} {has} no year, and the campaign does not say which",
        remedy="Write the year of the campaign once, above the table or in one of the dates",
        holds=True,
    )


def _cells(source: Source, number: int) -> str:
    """`"5/6" and 11 more cells of this column`."""
    if number == 1:
        return f'"{source.text}"'
    return f'"{source.text}" and {count_text(number - 1, "more cell")} of this column'
