"""A new workbook: plain tables for people, the same bytes for the same content.

Text is text: nothing in a cell is taken for a formula, a link or a number because of how it looks.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from adqa.campaign.workbook.levels import FILLS, HEADER_FILL, Level
from adqa.campaign.workbook.names import tab_name
from adqa.campaign.workbook.package import Package
from adqa.campaign.workbook.text import cell_text
from adqa.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 1_000
_CREATED = datetime(2000, 1, 1)  # a fixed date: a workbook says what was found, not when it was written
_ALWAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell whose words stand on the colour of their level."""

    text: str
    level: Level


CellContent = str | int | float | bool | Marked | None


@dataclass(frozen=True, slots=True)
class SheetData:
    """One tab of a new workbook."""

    title: str
    """Wanted name of the tab; shortened and made unique where Excel demands it."""
    header: Sequence[str]
    rows: Sequence[Sequence[CellContent]]
    """`str` is always text, `int` and `float` are numbers, None is an empty cell."""
    widths: Sequence[float] | None = None
    """Column widths in characters; by default those of the content."""
    notes: Sequence[str | Sequence[str]] = ()
    """Lines above the header, with an empty line after them; a sequence fills cells from the left.

    Without notes the header is row 1."""


def new_workbook(sheets: Sequence[SheetData]) -> bytes:
    """The bytes of an .xlsx with these tabs. Raises UsageError if one is larger than Excel allows."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, _ALWAYS_TEXT) as book:
        book.set_properties({"created": _CREATED})
        head = book.add_format(
            {"bold": True, "bg_color": f"#{HEADER_FILL}", "text_wrap": True, "valign": "top"}
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        marks = {
            level: book.add_format({"bg_color": f"#{fill}", "text_wrap": True, "valign": "top"})
            for level, fill in FILLS.items()
        }
        taken: list[str] = []
        for data in sheets:
            taken.append(tab_name(data.title, taken))
            _fill(book.add_worksheet(taken[-1]), data, head, body, marks)
    return Package(stream.getvalue()).build()


def _fill(sheet: Worksheet, data: SheetData, head: Format, body: Format, marks: dict[Level, Format]) -> None:
    top = len(data.notes) + 1 if data.notes else 0
    columns = max(len(data.header), *(len(row) for row in data.rows), 0) if data.rows else len(data.header)
    if top + 1 + len(data.rows) > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise UsageError(f"the table {data.title!r} has more rows or columns than a workbook holds")
    for number, note in enumerate(data.notes):
        for column, words in enumerate([note] if isinstance(note, str) else note):
            sheet.write_string(number, column, cell_text(words))
    for column, words in enumerate(data.header):
        sheet.write_string(top, column, cell_text(words), head)
    for number, row in enumerate(data.rows, top + 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, body, marks)
    for column, width in enumerate(data.widths or _widths(data, columns)):
        sheet.set_column(column, column, width)
    if data.header:
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + len(data.rows), len(data.header) - 1)


def _write(
    sheet: Worksheet, row: int, column: int, value: CellContent, body: Format, marks: dict[Level, Format]
) -> None:
    if isinstance(value, Marked):
        sheet.write_string(row, column, cell_text(value.text), marks[value.level])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, body)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, body)
    elif value:
        sheet.write_string(row, column, cell_text(value), body)


def _widths(data: SheetData, columns: int) -> list[float]:
    widths = [_NARROWEST] * columns
    for row in (data.header, *data.rows[:_ROWS_MEASURED]):
        for column, value in enumerate(row):
            words = value.text if isinstance(value, Marked) else "" if value is None else str(value)
            longest = max((len(line) for line in words.splitlines()), default=0)
            widths[column] = max(widths[column], min(longest + 2, _WIDEST))
    return [float(width) for width in widths]
