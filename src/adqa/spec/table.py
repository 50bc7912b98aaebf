"""Reading a table that somebody made by hand: CSV, TSV or a workbook, as text cells with their references."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from adqa.errors import UsageError

_TEXT = (".csv", ".tsv", ".txt")
_BOOK = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_DELIMITERS = ",;\t|"
_MOST_BYTES = 20_000_000
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. A cell is text, stripped; empty where nothing stands."""

    sheet: str | None
    """Name of the sheet; None for a text file."""
    rows: tuple[tuple[str, ...], ...]
    """From the first row of the sheet on, so that references are right."""
    hidden: bool = False


def reference(row: int, column: int) -> str:
    """`C5` for zero-based row 4, column 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_tables(path: Path) -> list[Table]:
    """The sheets of a file. Raises UsageError if it cannot be read or is no table."""
    suffix = path.suffix.lower()
    if suffix not in (*_TEXT, *_BOOK):
        raise UsageError(
            f"{path} is not a table that can be read; give a {', '.join(_TEXT)} or {_BOOK[0]} file"
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if size > _MOST_BYTES:
        raise UsageError(f"{path} is too large for a table of ad units; save the sheet of units alone")
    tables = [_text_table(path)] if suffix in _TEXT else _book_tables(path)
    if any(len(table.rows) > _MOST_ROWS for table in tables):
        raise UsageError(f"{path} has more than {_MOST_ROWS:,} rows; save the table of units alone")
    return tables


def _text_table(path: Path) -> Table:
    text = _decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    try:
        read = [_rows_of(csv.reader(io.StringIO(text), delimiter=one)) for one in _DELIMITERS]
    except csv.Error as error:
        raise UsageError(f"{path} cannot be read as a table: {error}") from None
    return Table(None, max(read, key=_columns))


def _columns(rows: tuple[tuple[str, ...], ...]) -> int:
    """How much a delimiter splits: rows of equal width count, a comma inside sentences does not."""
    widths = [len(row) for row in rows if len(row) > 1]
    return max((width * widths.count(width) for width in set(widths)), default=0)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _book_tables(path: Path) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
        tables = []
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
            _fill_merged(rows, sheet.merged_cell_ranges or [])
            hidden = about.visible != SheetVisibleEnum.Visible
            tables.append(Table(about.name, _rows_of(rows), hidden))
    except (CalamineError, OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as a workbook: {error}") from None
    return tables


def _fill_merged(rows: list[list[Any]], ranges: Iterable[Any]) -> None:
    """A value merged over several rows counts for each of them; over columns it stands once."""
    for (top, left), (bottom, _) in ranges:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]) and left < len(rows[top]):
                rows[row][left] = rows[top][left]


def _rows_of(rows: Iterable[Iterable[Any]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_cell(value) for value in row) for row in rows)


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        value = value.isoformat()
    return "".join(
        one for one in " ".join(str(value if value is not None else "").split()) if one.isprintable()
    )
