"""A sheet as it lies in its file: tabs of cells, with the formats that carry meaning. No interpretation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

MOST_ROWS, MOST_CELLS = 100_000, 1_000_000
"""Read of one tab; no campaign is larger, and what lies beyond is said in `Grid.truncated`."""
CellValue = str | int | float | bool | date | datetime | None
BookFormat = Literal["xlsx", "xlsm", "xls", "csv", "html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that holds something or whose format means something."""

    value: CellValue
    """As stored: text stays text (leading zeros, macros), a real date is a date, a number is a number."""
    text: str
    """What a person sees or typed, trimmed of outer white space; numbers without a trailing `.0`."""
    struck: bool = False
    """Struck through, or the row of it is."""
    comment: str = ""
    formula: str = ""
    """The formula, if the value comes from one."""
    error: str = ""
    """`#REF!`, `#N/A` …, or `no cached value` for a formula that was never calculated."""
    merged: bool = False
    """The value is carried from the first cell of a merged range."""
    struck_part: str = ""
    """The words that are struck through, where others in the cell are not."""
    number_format: str = ""
    """As the workbook has it, if it is not `General` and was read."""
    link: str = ""
    """Address that a click on the cell opens, where the cell says so apart from its text."""


@dataclass(slots=True, kw_only=True)
class Grid:
    """One tab."""

    tab: str
    """Name of the tab; empty for delimited text."""
    rows: dict[int, dict[int, Cell]]
    """Row number as the spreadsheet shows it (from 1) → column number (from 1) → cell; sparse."""
    hidden_rows: frozenset[int] = frozenset()
    """Hidden by hand or by a filter."""
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    """The tab itself is hidden."""
    truncated: str = ""
    """Why not all of the tab was read, in words; empty if all was."""


@dataclass(slots=True, kw_only=True)
class Book:
    """One file with its tabs."""

    path: str
    format: BookFormat
    grids: list[Grid]
    encoding: str = ""
    """Of delimited text, as Python calls it, without the mark at its beginning (`utf-8`, `utf-16-le`)."""
    byte_order_mark: bool = False
    """Whether the delimited text begins with one."""
    separator_line: bool = False
    """Whether a line `sep=;`, which Excel shows to nobody, stands before the first row."""
    delimiter: str = ""
    line_ending: str = "\n"
    quoting: bool = False
    """Whether every cell of the delimited text is quoted."""
    notes: list[str] = field(default_factory=list)
    """What was decided in reading, one sentence each."""


def column_letters(number: int) -> str:
    """`1` → `A`, `28` → `AB`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
