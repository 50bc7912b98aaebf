"""Workbooks into grids: calamine reads the values, openpyxl what their formats say."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adqa.campaign.sheets.cell_text import as_value, cell_text
from adqa.campaign.sheets.grid import Book, Cell, Grid, column_letters
from adqa.campaign.sheets.opc import Package, damaged
from adqa.engine.wire import read_frame, write_frame
from adqa.errors import SheetError
from adqa.platform_support import kill_group, own_group

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenedCell
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.worksheet.worksheet import Worksheet

MOST_FORMATTED_CELLS = 200_000
"""Cells of a workbook whose formats are read; openpyxl takes some seconds for so many."""
_MOST_STYLE_BYTES = 8 * 1024 * 1024
_MOST_STRING_BYTES = 24 * 1024 * 1024
_MOST_CARRIED = 100_000
"""Cells of a tab that take the value of a merged range."""
_EXACT = 10**15
"""Excel keeps 15 digits of a number."""
_MOST_SECONDS = 60
_NO_VALUE = "no cached value"
_TEXT_RESULT = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']str[\"'])[^>]*\br=[\"']([A-Z]{1,3}\d+)[\"']")
_HYPERLINK = re.compile(r'=\s*HYPERLINK\s*\(\s*"([^"]+)"', re.IGNORECASE)
_THREAD = re.compile(r"\A\[Threaded comment\].*?\n+[^\n:]{3,20}:[ \n]*", re.DOTALL)
"""What Excel writes above a comment for versions of it that know no threads."""


@dataclass(slots=True)
class _Look:
    """What the formats of one tab say."""

    cells: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    """(row, column) → fields of `Cell`."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_workbook(data: bytes, path: str) -> Book:
    """The grids of an XLSX or XLSM workbook. Raises SheetError if it cannot be read.

    Formats (struck-through words, hidden rows and columns, comments, formulas, links, percent signs) are
    read of the tabs that have up to 200,000 cells between them, the smallest first; `Book.notes` names the
    tabs where they were not. They are never looked for below the last row that has a value.
    """
    package = Package(data, path)
    macros = any(name.endswith("vbaProject.bin") for name in package.names)
    values = _values(package.cut().getvalue(), path)
    looks, notes = _looks(package)
    tabs = {tab.name: tab for tab in package.tabs}
    grids = []
    for name, sheet in values.items():
        look = looks.get(name, _Look())
        rows = _rows(sheet, look)
        grids.append(
            Grid(
                tab=name,
                rows=rows,
                hidden_rows=frozenset(look.hidden_rows & rows.keys()),
                hidden_columns=look.hidden_columns,
                hidden=sheet.hidden,
                truncated=tabs[name].truncated if name in tabs else "",
            )
        )
    notes += _notes_on_numbers(grids, path)
    return Book(path=path, format="xlsm" if macros else "xlsx", grids=grids, notes=notes)


def read_old_workbook(data: bytes, path: str) -> Book:
    """The grids of an XLS workbook. Raises SheetError if it cannot be read."""
    grids = [
        Grid(tab=name, rows=_rows(sheet, _Look()), hidden=sheet.hidden)
        for name, sheet in _values(data, path).items()
    ]
    note = (
        f"{path}: of the old .xls format no formats are read: rows that are struck through or hidden, "
        "comments and error values are not known; save it as .xlsx to have them read"
    )
    return Book(path=path, format="xls", grids=grids, notes=[note, *_notes_on_numbers(grids, path)])


def protected(path: str) -> SheetError:
    """The error for a workbook that only opens with a password."""
    return SheetError(
        f"{path} is protected with a password or by rights management; open it in Excel, remove the "
        "protection (File, Info, Protect Workbook) and save it again"
    )


# --- values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """Values of one tab as calamine gives them."""

    hidden: bool
    rows: list[tuple[int, list[tuple[int, object]]]]
    """Row number → column number → value."""
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def _values(data: bytes, path: str) -> dict[str, _Sheet]:
    """Name → values of each worksheet, read in a process of its own (`calamine_worker` says why)."""
    question = io.BytesIO()
    write_frame(question, {}, (data,))
    home = str(Path(__file__).resolve().parents[3])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    with subprocess.Popen(
        [sys.executable, "-m", "adqa.campaign.sheets.calamine_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        **own_group(),
    ) as process:
        try:
            answer, _ = process.communicate(question.getvalue(), timeout=_MOST_SECONDS)
            header, (tabs,) = read_frame(io.BytesIO(answer))
        except (OSError, EOFError, ValueError, subprocess.TimeoutExpired):
            raise damaged(path) from None
        finally:
            kill_group(process)
    if header["failed"] == "password":
        raise protected(path)
    if header["failed"]:
        raise damaged(path)
    return {
        tab["name"]: _Sheet(hidden=tab["hidden"], rows=tab["rows"], merged=tab["merged"])
        for tab in json.loads(tabs, object_hook=_day)
    }


def _day(marked: dict[str, Any]) -> object:
    """Days as the process marks them; anything else is an object of its own."""
    if text := marked.get("date"):
        return date.fromisoformat(text)
    if text := marked.get("datetime"):
        return datetime.fromisoformat(text)
    return marked


def _rows(sheet: _Sheet, look: _Look) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for number, line in sheet.rows:
        row = {}
        for column, raw in line:
            extra = look.cells.pop((number, column), None)
            number_format = extra.get("number_format", "") if extra else ""
            value = as_value(raw, number_format)
            if value is not None:
                row[column] = Cell(value=value, text=cell_text(value, number_format), **(extra or {}))
        if row:
            rows[number] = row
    for (number, column), extra in look.cells.items():
        rows.setdefault(number, {})[column] = Cell(value=None, text="", **extra)
    _carry(rows, sheet.merged)
    return {number: dict(sorted(rows[number].items())) for number in sorted(rows)}


def _carry(
    rows: dict[int, dict[int, Cell]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """The value of each merged range in all its cells, as far down and out as the tab is used."""
    bottom = max(rows, default=0)
    right = max((max(row) for row in rows.values()), default=0)
    carried = 0
    for (top, left), (last_row, last_column) in ranges:
        first = rows.get(top + 1, {}).get(left + 1)
        if first is None:
            continue
        again = replace(first, merged=True, comment="")
        for number in range(top + 1, min(last_row + 1, bottom) + 1):
            for column in range(left + 1, min(last_column + 1, max(right, left + 1)) + 1):
                if (number, column) != (top + 1, left + 1) and carried < _MOST_CARRIED:
                    rows.setdefault(number, {})[column] = again
                    carried += 1


def _notes_on_numbers(grids: Iterable[Grid], path: str) -> list[str]:
    """Where an id was typed as a number and lost its last digits; Excel shows no sign of it."""
    notes = []
    for grid in grids:
        places = [
            f"{column_letters(column)}{number}"
            for number, row in grid.rows.items()
            for column, cell in row.items()
            if isinstance(cell.value, int) and abs(cell.value) >= _EXACT and not cell.merged
        ]
        if places:
            more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
            notes.append(
                f"{path} › {grid.tab}: {places[0]}{more} holds a number of more than 15 digits, of which "
                "Excel keeps 15; if it is an id, its last digits are lost: format the column as text and "
                "enter it again"
            )
    return notes


# --- what formats say


def _looks(package: Package) -> tuple[dict[str, _Look], list[str]]:
    """What the formats of each tab say, and notes on the tabs where they were not read."""
    looks: dict[str, _Look] = {}
    why = "too large for its formats to be read"
    if chosen := _with_formats(package):
        try:
            looks = _read_looks(package, chosen)
        except Exception as error:  # openpyxl raises many things on what other programs write
            why = f"its formats could not be read ({type(error).__name__})"
    return looks, [
        f"{package.path} › {tab.name}: {why}, so that rows that are struck through or hidden, comments and "
        "error values are not known"
        for tab in package.tabs
        if tab.cells and tab.name not in looks
    ]


def _with_formats(package: Package) -> set[str]:
    """Names of the tabs that are small enough, together, for their formats to be read."""
    if package.size("styles.xml") > _MOST_STYLE_BYTES or package.size("Strings.xml") > _MOST_STRING_BYTES:
        return set()
    chosen, cells = set(), 0
    for tab in sorted(package.tabs, key=lambda tab: tab.cells):
        cells += tab.cells
        if tab.cells and cells <= MOST_FORMATTED_CELLS:
            chosen.add(tab.name)
    return chosen


def _read_looks(package: Package, chosen: set[str]) -> dict[str, _Look]:
    looks = {sheet.title: _look(sheet) for sheet in _worksheets(package.cut(chosen), chosen)}
    calculated = {
        name for name, look in looks.items() if any("formula" in extra for extra in look.cells.values())
    }
    xml = {tab.name: tab.xml for tab in package.tabs}
    for sheet in _worksheets(package.cut(calculated), calculated, cached=True):
        texts = _text_results(xml[sheet.title])
        for (row, column), extra in looks[sheet.title].cells.items():
            if "formula" in extra:
                cell = sheet.cell(row, column)
                if cell.data_type == "e":
                    extra["error"] = str(cell.value)
                elif cell.value is None and f"{column_letters(column)}{row}" not in texts:
                    extra["error"] = _NO_VALUE
    return looks


def _worksheets(data: io.BytesIO, only: set[str], *, cached: bool = False) -> list[Worksheet]:
    if not only:
        return []
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(data, data_only=cached, rich_text=not cached, keep_links=False)
    return [sheet for sheet in book.worksheets if sheet.title in only]


def _text_results(xml: bytes) -> set[str]:
    """References of the formulas whose result is a text, which may be an empty one."""
    return {match[1].decode() for match in _TEXT_RESULT.finditer(xml)}


def _look(sheet: Worksheet) -> _Look:
    look = _Look(
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(
            number
            for column in sheet.column_dimensions.values()
            if column.hidden or column.width == 0
            for number in range(column.min or 0, (column.max or 0) + 1)
        ),
    )
    from openpyxl.cell.cell import Cell as OpenedCell

    for place, cell in sheet._cells.items():  # iter_rows would make every cell of the rectangle
        if isinstance(cell, OpenedCell) and (extra := _extra(cell)):
            look.cells[place] = extra
    return look


def _extra(cell: OpenedCell) -> dict[str, Any]:
    """The fields of a `Cell` that its format gives; empty if it says nothing."""
    from openpyxl.cell.rich_text import CellRichText

    extra: dict[str, Any] = {}
    value = cell.value
    if cell.comment:
        extra["comment"] = _THREAD.sub("", cell.comment.text or "").strip()
    if cell.hyperlink:
        link = cell.hyperlink.target or ""
        if link and link != str(value):
            extra["link"] = link
    if value is None:
        return extra
    if cell.data_type == "f":
        extra["formula"] = value if isinstance(value, str) else f"={getattr(value, 'text', '') or ''}"
        if found := _HYPERLINK.match(extra["formula"]):
            extra["link"] = found[1]
    elif cell.data_type == "e":
        extra["error"] = str(value)
    if cell.has_style:
        if cell.number_format != "General":
            extra["number_format"] = cell.number_format
        if cell.font.strike:
            extra["struck"] = True
    if isinstance(value, CellRichText):
        extra |= _struck_words(value, whole=bool(cell.font.strike))
    return extra


def _struck_words(text: CellRichText, *, whole: bool) -> dict[str, Any]:
    """Which words of a text with several fonts are struck through; `whole` says it of those without one."""
    from openpyxl.cell.rich_text import TextBlock

    parts = [(str(part), part.font.strike if isinstance(part, TextBlock) else whole) for part in text]
    words = [(part, struck) for part, struck in parts if part.strip()]
    if not any(struck for _, struck in words):
        return {"struck": False}
    if all(struck for _, struck in words):
        return {"struck": True}
    return {"struck": False, "struck_part": " ".join(part.strip() for part, struck in words if struck)}
