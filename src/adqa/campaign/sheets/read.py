"""Sheets into a campaign: find the tables, understand their columns, and read every line of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from adqa.campaign.document import is_document, read_document
from adqa.campaign.model import (
    Campaign,
    CellProblem,
    Flight,
    Partner,
    Row,
    SheetManual,
    SheetWaiver,
    TabReceipt,
)
from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.candidate import looks_like_campaign
from adqa.campaign.sheets.dates import ResolvedDate, read_date
from adqa.campaign.sheets.dating import Dates, decide_dates
from adqa.campaign.sheets.form import WHOLE, read_form, read_preamble
from adqa.campaign.sheets.grid import Book, Cell, Grid, column_letters
from adqa.campaign.sheets.headers import MANY, key, words
from adqa.campaign.sheets.layout import Source, Table, is_device, read_table, rows_text
from adqa.campaign.sheets.mapping import ColumnMapping, read_mapping
from adqa.campaign.sheets.profiles import recognised_book
from adqa.campaign.sheets.receipt import missing_columns, receipt_lines
from adqa.campaign.sheets.rows import Built, Setting, build_rows
from adqa.campaign.sheets.tabs import MANUAL, PARTNERS, UNITS, WAIVERS, sorted_tabs, special
from adqa.campaign.sheets.values import read_contacts, read_sizes
from adqa.campaign.sheets.weeks import FiscalYear, WeekCalendar
from adqa.errors import UsageError
from adqa.units import listing

__all__ = ["campaign_of", "looks_like_campaign", "missing_columns", "read_campaign", "receipt_lines"]


def read_campaign(
    paths: Iterable[str | os.PathLike[str]],
    *,
    date_order: Literal["mdy", "dmy"] | None = None,
    year: int | None = None,
    weeks: str | None = None,
    mapping: Path | None = None,
) -> Campaign:
    """The campaign that workbooks, delimited texts or YAML documents describe, each in its own layout.

    `date_order` and `year` are used where a sheet does not tell itself; `weeks` is the calendar of week
    numbers. `mapping` is a file that says what columns of unknown names hold. What could not be understood
    is in `problems`, how each tab was read in `tabs`.

    Raises SheetError if a file cannot be read or is no sheet, UsageError if no path is given.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    if not given:
        raise UsageError("no campaign sheet was given")
    columns = read_mapping(mapping) if mapping else ColumnMapping()
    options = _Options(columns.date_order or date_order, columns.year or year, _calendar(weeks), columns)
    return _joined([_read_one(path, options) for path in given])


@dataclass(frozen=True, slots=True)
class _Options:
    order: Literal["mdy", "dmy"] | None = None
    year: int | None = None
    weeks: WeekCalendar | None = None
    mapping: ColumnMapping = field(default_factory=ColumnMapping)


def _calendar(name: str | None) -> WeekCalendar | None:
    """A calendar of weeks by its name, or the start of a fiscal year like `FY26=2026-02-01`."""
    match name:
        case None | "iso" | "us" | "nrf-4-5-4":
            return name
    given = re.fullmatch(r"(?:FY)?(\d{2}|\d{4})=(\d{4}-\d{2}-\d{2})", name, re.IGNORECASE)
    try:
        if given:
            return FiscalYear(int(given[1][-2:]) + 2000, date.fromisoformat(given[2]))
    except ValueError:
        pass
    raise UsageError(
        f"{name!r} is no calendar of weeks; use iso, us, nrf-4-5-4, or the start of a fiscal year like "
        "FY26=2026-02-01"
    )


def _read_one(path: str | os.PathLike[str], options: _Options) -> Campaign:
    if is_document(path):
        return read_document(path)
    return campaign_of(read_book(Path(path)), Path(path).as_posix(), options.mapping, options)


def campaign_of(
    book: Book, file: str, mapping: ColumnMapping | None = None, options: _Options | None = None
) -> Campaign:
    """The campaign of one book that was read already."""
    options = options or _Options(mapping=mapping or ColumnMapping())
    return _BookReader(book, file, options).campaign()


class _BookReader:
    """Reads the tabs of one book."""

    def __init__(self, book: Book, file: str, options: _Options) -> None:
        self._book = book
        self._file = file
        self._options = options
        self._profile = recognised_book(grid.tab for grid in book.grids)
        self._problems: list[CellProblem] = []
        self._receipts: dict[str, TabReceipt] = {}
        self._tables: list[tuple[Grid, Table]] = []

    def campaign(self) -> Campaign:
        """Everything the book says."""
        mapping = self._options.mapping
        grids, aside = sorted_tabs(self._book, only=mapping.tabs, profile=self._profile)
        for grid in grids:
            table = self._table(grid)
            if table is not None:
                self._tables.append((grid, table))
            elif any(cell.text for cells in grid.rows.values() for cell in cells.values()):
                self._set_aside(grid, "no table of placements found")
        for grid, reason in aside:
            self._set_aside(grid, reason + self._could_be_read(grid, reason))
        pairs = [(grid.tab, table) for grid, table in self._tables]
        dates = decide_dates(
            pairs, self._file, order=self._options.order, year=self._options.year, weeks=self._options.weeks
        )
        self._problems += dates.problems
        whole = self._whole()
        built = [self._rows(grid, table, dates, whole) for grid, table in self._tables]
        return self._assembled(built, dates, whole)

    # -- tabs

    def _table(self, grid: Grid) -> Table | None:
        mapping = self._options.mapping
        fixed = dict(mapping.columns)
        if self._profile is not None and self._profile.read_tab == key(grid.tab):
            fixed = {**self._profile.columns, **fixed}
        table = read_table(grid, fixed, mapping.header_row)
        if table is None or not table.header_row:
            return read_form(grid) or table
        if self._profile is not None:
            table.profile = self._profile
        above = [
            (row, cells)
            for row, cells in sorted(grid.rows.items())
            if row < table.header_row and not _is_group(row, table)
        ]
        pairs, table.title, rest = read_preamble(above)
        table.preamble = [(name, source) for name, source in pairs if name in WHOLE]
        if len(rest) > 1 or (rest and rest[0] != table.title):
            shown = [text for text in rest if text != table.title]
            table.notes.append(f"lines above the header that say nothing of the campaign: {_shown(shown)}")
        return table

    def _set_aside(self, grid: Grid, reason: str) -> None:
        self._receipts[grid.tab] = TabReceipt(file=self._file, tab=grid.tab, header_row=0, set_aside=reason)

    def _could_be_read(self, grid: Grid, reason: str) -> str:
        """What a hidden tab holds, so that hiding it is no way to lose placements."""
        if reason != "hidden tab":
            return ""
        table = read_table(grid, self._options.mapping.columns)
        rows = len(table.records) if table else 0
        if rows == 1:
            return ", 1 row that reads as a placement"
        return f", {rows} rows that read as placements" if rows else ""

    # -- what lines above the tables say

    def _whole(self) -> dict[str, tuple[str, Source]]:
        """Field → (tab, cell) of lines above tables; the first tab that says it counts."""
        found: dict[str, tuple[str, Source]] = {}
        for grid, table in self._tables:
            for name, source in table.preamble:
                found.setdefault(name, (grid.tab, source))
        return found

    def _rows(self, grid: Grid, table: Table, dates: Dates, whole: Mapping[str, tuple[str, Source]]) -> Built:
        fields = {column.field for column in table.columns}
        own = {name: (grid.tab, source) for name, source in reversed(table.preamble)}
        shared = {**whole, **own}
        dated = {"start", "end", "dates"}
        usable = {
            name: source
            for name, (_, source) in shared.items()
            if name not in ("campaign_id", "time_zone", "naming") and not (name in dated and fields & dated)
        }
        tabs = {name: shared[name][0] for name in usable}
        if not fields & dated and not usable.keys() & dated and _is_date(grid.tab):
            cell = Cell(value=grid.tab, text=grid.tab)
            usable["dates"], tabs["dates"] = Source(cell, 0, 0, "name of the tab"), grid.tab
            table.notes.append(f'the name of the tab, "{grid.tab}", read as dates')
        setting = Setting(
            file=self._file,
            tab=grid.tab,
            label=grid.tab or Path(self._file).stem,
            table=table,
            dates=dates,
            whole=usable,
            tabs=tabs,
            named=self._named(grid, table, usable),
        )
        built = build_rows(setting)
        self._problems += built.problems
        self._note_columns(grid, table)
        self._receipts[grid.tab] = self._receipt(grid, table, built, dates, setting)
        return built

    def _named(self, grid: Grid, table: Table, whole: Mapping[str, Source]) -> dict[str, str]:
        """What only the name of a tab says: a device, a channel, a publisher, a unit."""
        read = [one for one, two in self._tables if two.records]
        name = grid.tab.strip()
        fields = {column.field for column in table.columns} | set(whole)
        if table.profile and table.profile.tab and table.profile.tab not in fields:
            return {table.profile.tab: name}
        if len(read) < 2 or not name or key(name) in words().tabs["plain"] or _is_date(name):
            return {}
        if is_device(name):
            return {} if "device" in fields else {"device": name}
        if key(name) in words().tabs["channels"]:
            return {} if "channel" in fields else {"channel": name}
        wanted = ("unit", "publisher") if read_sizes(name).sizes else ("publisher", "unit")
        return next(({one: name} for one in wanted if one not in fields), {})

    def _note_columns(self, grid: Grid, table: Table) -> None:
        """Problems of the table as a whole: headers that stand twice, lines of one word, no sizes at all."""
        by_header: dict[tuple[str, str], list[int]] = {}
        for column in table.columns:
            if column.field and column.field not in MANY and column.number:
                number = column.meaning.number if column.meaning else ""
                by_header.setdefault((key(column.header), column.field + number), []).append(column.number)
        headers = {column.number: column.header for column in table.columns}
        for numbers in by_header.values():
            if len(numbers) > 1 and table.header_row:
                places = listing([column_letters(number) for number in numbers], "and")
                self._problem(
                    grid,
                    table.header_row,
                    column_letters(numbers[1]),
                    headers[numbers[1]],
                    "duplicate_header",
                    f'the header "{headers[numbers[1]]}" stands in columns {places}; '
                    "the first that is filled counts",
                    "Delete or rename one of them",
                )
        for source in table.lone:
            self._problem(
                grid,
                source.row,
                source.letters,
                source.header,
                "not_understood",
                f'only "{source.text}" stands in this row; it was read as a heading, but nothing follows it',
                "Give it a size, or delete the row",
            )

    def _problem(
        self,
        grid: Grid,
        row: int,
        column: str,
        header: str,
        code: Literal["duplicate_header", "not_understood", "no_sizes"],
        text: str,
        remedy: str,
    ) -> None:
        self._problems.append(
            CellProblem(
                file=self._file,
                tab=grid.tab,
                row=row,
                column=column,
                header=header,
                code=code,
                text=text,
                remedy=remedy,
            )
        )

    def _receipt(self, grid: Grid, table: Table, built: Built, dates: Dates, setting: Setting) -> TabReceipt:
        notes = [*table.notes, *dates.notes.get(grid.tab, ())]
        if any(cell.merged for cells in grid.rows.values() for cell in cells.values()):
            notes.append("merged cells hold for all rows they cover")
        for name, rows in built.sizes_from.items():
            notes.append(f"sizes read from the {name.replace('_', ' ')} in {rows_text(rows)}")
        for name, text in setting.named.items():
            notes.append(f'the name of the tab, "{text}", read as {name}')
        if grid.truncated:
            notes.append(grid.truncated)
        live_or_not: dict[int, list[Row]] = {}
        for row in built.rows:
            live_or_not.setdefault(row.row, []).append(row)
        cancelled = [
            row for row, made in live_or_not.items() if all(one.state == "cancelled" for one in made)
        ]
        sizeless = table.profile is not None and "sizes" not in table.profile.columns.values()
        if table.records and not sizeless and not any(row.sizes or row.size_text for row in built.rows):
            self._problem(
                grid,
                table.header_row,
                "",
                "",
                "no_sizes",
                "no column of this table holds sizes",
                "Name the column of sizes Size, or say which it is in a mapping file",
            )
        return TabReceipt(
            file=self._file,
            tab=grid.tab,
            header_row=table.header_row,
            profile=table.profile.title if table.profile else "",
            rows=len(table.records),
            cancelled=tuple(cancelled),
            hidden=tuple(record.row for record in table.records if record.hidden),
            skipped=dict(table.skipped),
            unused_columns=table.unused,
            understood={
                column.header: column.field or (column.axis.kind if column.axis else "")
                for column in table.columns
                if column.header and (column.field or column.axis)
            },
            notes=tuple(notes),
        )

    # -- the campaign

    def _assembled(
        self, built: Sequence[Built], dates: Dates, whole: Mapping[str, tuple[str, Source]]
    ) -> Campaign:
        rows = [row for one in built for row in one.rows]
        said = {name: source.text for name, (_, source) in whole.items()}
        order = {grid.tab: at for at, grid in enumerate(self._book.grids)}
        title = next((table.title for _, table in self._tables if table.title), "")
        return Campaign(
            name=said.get("campaign") or _only(row.campaign for row in rows) or title,
            id=said.get("campaign_id", ""),
            advertiser=said.get("advertiser") or _only(row.advertiser for row in rows),
            brand=said.get("brand") or _only(row.brand for row in rows),
            time_zone=_zone(said.get("time_zone", "")),
            flight=_whole_flight(dates, whole),
            rows=tuple(rows),
            partners=self._partners(built, said),
            units=self._units(),
            waivers=self._waivers(dates),
            manual=self._manual(dates),
            naming=said.get("naming", ""),
            files=(self._file,),
            tabs=tuple(sorted(self._receipts.values(), key=lambda tab: order.get(tab.tab, 0))),
            problems=tuple(self._problems),
        )

    def _partners(self, built: Sequence[Built], said: Mapping[str, str]) -> tuple[Partner, ...]:
        """Who delivers, as a tab `adqa partners`, rows and the lines above them name them."""
        found: dict[str, Partner] = {}
        for _, cells in self._lines_of(PARTNERS):
            name, contact, mail = (*cells, "", "")[:3]
            found[name.casefold()] = Partner(name=name, contact=contact, email=mail or _mail(contact))
        for name, contact, mail in (one for each in built for one in each.contacts):
            label = name or mail
            known = found.get(label.casefold()) or Partner(name=label)
            found[label.casefold()] = replace(
                known, contact=known.contact or contact, email=known.email or mail
            )
        return tuple(found.values())

    def _units(self) -> dict[str, str]:
        return {
            cells[0]: cells[1] for _, cells in self._lines_of(UNITS) if len(cells) > 1 and "/" in cells[1]
        }

    def _waivers(self, dates: Dates) -> tuple[SheetWaiver, ...]:
        """Lines of the tab `adqa waivers`, by its headers."""
        return tuple(
            SheetWaiver(
                **{name: cell.text for name, cell in cells.items() if name != "until"},
                until=self._day(dates, grid, row, cells.get("until")),
                row=row,
            )
            for grid, row, cells in self._table_of(WAIVERS, _WAIVER_WORDS)
            if "rule" in cells
        )

    def _manual(self, dates: Dates) -> tuple[SheetManual, ...]:
        """Lines of the tab `adqa manual`, by its headers."""
        return tuple(
            SheetManual(
                **{name: cell.text for name, cell in cells.items() if name != "done_on"},
                done_on=self._day(dates, grid, row, cells.get("done_on")),
                row=row,
            )
            for grid, row, cells in self._table_of(MANUAL, _MANUAL_WORDS)
            if "text" in cells
        )

    def _table_of(self, name: str, known: Mapping[str, str]) -> Iterator[tuple[Grid, int, dict[str, Cell]]]:
        """The filled cells of the lines of one of our own tabs, by what its headers mean."""
        grid = next((one for one in self._book.grids if special(one) == name), None)
        if grid is None or not grid.rows:
            return
        lines = sorted(grid.rows.items())
        names = {number: known.get(key(cell.text), "") for number, cell in lines[0][1].items()}
        for row, cells in lines[1:]:
            filled = {names.get(number, ""): cell for number, cell in cells.items() if cell.text.strip()}
            yield grid, row, {named: cell for named, cell in filled.items() if named}

    def _day(self, dates: Dates, grid: Grid, row: int, cell: Cell | None) -> date | None:
        """The day in a cell of one of our own tabs; one that is none is named."""
        if cell is None:
            return None
        meant = dates.resolved(Source(cell, row, 0, ""), grid.tab)
        if meant.date is None and not meant.open_ended:
            said = f'"{cell.text}" is not understood as a date'
            self._problem(grid, row, "", "", "not_understood", said, "Write the date like 2026-05-21")
        return meant.last or meant.date

    def _lines_of(self, name: str) -> list[tuple[int, list[str]]]:
        """Filled cells of the lines of one of our own tabs, its header left out."""
        grid = next((one for one in self._book.grids if special(one) == name), None)
        if grid is None:
            return []
        lines = [
            (row, [cell.text for _, cell in sorted(cells.items())])
            for row, cells in sorted(grid.rows.items())
        ]
        lines = [(row, texts) for row, texts in lines if texts and texts[0]]
        return lines[1:] if lines and key(lines[0][1][0]) in _HEADERS_OF_OURS else lines


_HEADERS_OF_OURS = frozenset({"name", "adunit", "unit", "partner", "alias", "nameonthesheet", "owner"})
_WAIVER_WORDS = {
    "rule": "rule", "code": "rule", "qacode": "rule", "subject": "subject", "creative": "subject",
    "creativeorplacement": "subject", "placement": "subject", "unit": "unit", "adunit": "unit",
    "publisher": "publisher", "site": "publisher", "by": "by", "owner": "by", "acceptedby": "by",
    "qaacceptedby": "by", "until": "until", "accepteduntil": "until", "qaaccepteduntil": "until",
    "upto": "up_to",
    "reason": "reason", "note": "reason", "qaacceptednote": "reason",
}  # fmt: skip
_MANUAL_WORDS = {
    "check": "text", "whattocheck": "text", "item": "text", "text": "text", "task": "text", "per": "per",
    "for": "of", "of": "of", "placementorcreative": "of", "placement": "of", "creative": "of", "who": "who",
    "owner": "who", "doneby": "done_by", "doneon": "done_on", "done": "done_by",
}  # fmt: skip


def _is_date(name: str) -> bool:
    """Whether the name of a tab is a flight: `May 14-24`, `June 2026`."""
    reading = read_date(name)
    return bool(reading.first or reading.tentative) and not reading.code and any(map(str.isdigit, name))


def _mail(contact: str) -> str:
    return next((one.email for one in read_contacts(contact) if one.email), "")


def _is_group(row: int, table: Table) -> bool:
    return any(f"{row} and {table.header_row}" in note for note in table.notes)


def _shown(texts: Sequence[str]) -> str:
    cut = [f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"' for text in texts]
    return ", ".join(cut[:5]) + (f" and {len(cut) - 5} more" if len(cut) > 5 else "")


def _only(values: Iterable[str]) -> str:
    """The one text that all rows that say something say; empty if they differ."""
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else ""


def _zone(text: str) -> str | None:
    from zoneinfo import available_timezones

    plain = text.strip()
    if not plain:
        return None
    known = words().zones.get(key(plain))
    return known or (plain if plain in available_timezones() else None)


def _whole_flight(dates: Dates, whole: Mapping[str, tuple[str, Source]]) -> Flight:
    meant: dict[str, ResolvedDate] = {
        name: dates.resolved(whole[name][1], whole[name][0])
        for name in ("start", "end", "dates")
        if name in whole
    }
    start, end = (
        meant.get("start") or meant.get("dates"),
        meant.get("end") or meant.get("dates") or meant.get("start"),
    )
    if start is None and end is None:
        return Flight()
    last = (end.last or (end.date if "end" in meant else None)) if end else None
    return Flight(
        start=start.date if start else None,
        end=last,
        tentative=next((one.tentative for one in meant.values() if one.tentative), ""),
        open_ended=any(one.open_ended for one in meant.values()),
    )


def _joined(parts: Sequence[Campaign]) -> Campaign:
    """Several sheets as one campaign; of what they say of the whole, the first that says it counts."""
    if len(parts) == 1:
        return parts[0]
    names = [Path(part.files[0]).name for part in parts]
    seen: set[str] = set()
    rows: list[Row] = []
    for name, part in zip(names, parts, strict=True):
        for row in part.rows:
            unique = row.id if row.id not in seen else f"{name}!{row.id}"
            seen.add(unique)
            rows.append(replace(row, id=unique))
    partners = {one.name.casefold(): one for part in reversed(parts) for one in part.partners}
    return Campaign(
        name=next((part.name for part in parts if part.name), ""),
        id=next((part.id for part in parts if part.id), ""),
        advertiser=next((part.advertiser for part in parts if part.advertiser), ""),
        brand=next((part.brand for part in parts if part.brand), ""),
        time_zone=next((part.time_zone for part in parts if part.time_zone), None),
        flight=next((part.flight for part in parts if part.flight != Flight()), Flight()),
        rows=tuple(rows),
        partners=tuple(partners.values()),
        units={name: unit for part in reversed(parts) for name, unit in part.units.items()},
        waivers=tuple(one for part in parts for one in part.waivers),
        manual=tuple(one for part in parts for one in part.manual),
        naming=next((part.naming for part in parts if part.naming), ""),
        files=tuple(file for part in parts for file in part.files),
        tabs=tuple(tab for part in parts for tab in part.tabs),
        problems=tuple(problem for part in parts for problem in part.problems),
    )
