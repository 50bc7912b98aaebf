"""Where rows stand in the text of a delimited sheet: the line, and the characters of a cell to be corrected.

Tools that mark lines in a pull request count lines, not records: a cell with a line break or a first line
`sep=;` parts the two. A correction is only offered for a cell whose text stands once in its line, so that
what is replaced is that cell and nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.delimited import decode
from adqa.campaign.sheets.grid import Book
from adqa.errors import SheetError
from adqa.report.model import Finding, Scalar, Suggestion

_SUFFIXES = (".csv", ".tsv", ".txt")
_FORMULA = ("=", "+", "-", "@")
_NAMES = ("creative", "asset")
"""Fields of a row that hold the name of a creative."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One row as the text has it."""

    line: int
    """Number of its first line, from 1."""
    text: str
    """That line; empty if the row goes over several."""
    cells: tuple[str, ...]


class TextPlaces:
    """The delimited sheets of a campaign as text. Each is read when something is first looked for in it."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._rows = {row.id: row for row in campaign.rows}
        self._texts: dict[str, Mapping[int, _Record]] = {}
        self._exact: dict[str, tuple[bool, str]] = {}

    def placed(self, finding: Finding) -> Finding:
        """The finding with its line, and with the place of what its suggestion replaces, where it has them."""
        row = self._row(finding)
        record = self._record(row) if row else None
        if row is None or record is None:
            return finding
        suggestion = finding.suggestion
        if suggestion is not None and finding.where.get("row") == row.row:
            suggestion = self._suggestion(finding, suggestion, row, record)
        return replace(finding, where={**finding.where, "line": record.line}, suggestion=suggestion)

    def _row(self, finding: Finding) -> Row | None:
        """The row that a finding is about: where it says it stands, else the first one it touches."""
        touched = [
            self._rows[name.removeprefix("row:")]
            for name in finding.applies_to
            if name.removeprefix("row:") in self._rows
        ]
        if "row" not in finding.where:
            return touched[0] if touched and finding.path in self._campaign.files else None

        def is_it(row: Row) -> bool:
            return row.row == finding.where["row"] and finding.where.get("sheet") in (
                row.tab,
                row.file,
                file_name(row.file),
            )

        return next((row for row in (*touched, *self._campaign.rows) if is_it(row)), None)

    def _record(self, row: Row) -> _Record | None:
        if row.file not in self._texts:
            self._texts[row.file] = self._read(row.file)
        return self._texts[row.file].get(row.row)

    def _read(self, address: str) -> Mapping[int, _Record]:
        if not address.lower().endswith(_SUFFIXES):
            return {}
        try:
            data = Path(address).read_bytes()
            book = read_book(address)
        except (OSError, SheetError):
            return {}
        if book.format != "csv":
            return {}
        self._exact[address] = (book.encoding == "utf-8" and b"\0" not in data, book.delimiter)
        return _records(decode(data).text, book)

    def _suggestion(
        self, finding: Finding, suggestion: Suggestion, row: Row, record: _Record
    ) -> Suggestion | None:
        column = _number(str(finding.where.get("column", "")))
        cell = record.cells[column - 1].strip() if 0 < column <= len(record.cells) else ""
        field = next((name for name, letters in row.columns.items() if _number(letters) == column), "")
        text = suggestion.replacement
        if finding.subject.kind != "url":
            if field not in _NAMES or "/" in cell or "\\" in cell:
                return suggestion
            text = _as_in(cell, text)
        exact, delimiter = self._exact[row.file]
        place = _place(record, cell, text, delimiter) if exact or record.text.isascii() else None
        return suggestion if place is None else replace(suggestion, replacement=text, where=place)


def _records(text: str, book: Book) -> Mapping[int, _Record]:
    """The rows that stand in the text as the reader of sheets has them, by number."""
    lines = list(io.StringIO(text, newline=""))
    skipped = 1 if book.separator_line else 0
    reader = csv.reader(lines[skipped:], delimiter=book.delimiter)
    rows = book.grids[0].rows
    found: dict[int, _Record] = {}
    first = skipped
    try:
        for number, cells in enumerate(reader, 1):
            after = skipped + reader.line_num
            read = {column: cell.text for column, cell in rows.get(number, {}).items()}
            if read == {place: one.strip() for place, one in enumerate(cells, 1) if one.strip()}:
                alone = lines[first].rstrip("\r\n") if after - first == 1 else ""
                found[number] = _Record(first + 1, alone, tuple(cells))
            first = after
    except csv.Error:
        return found
    return found


def _place(record: _Record, cell: str, text: str, delimiter: str) -> dict[str, Scalar] | None:
    """Characters and bytes of a cell in its line, if the new text can stand there as it is."""
    start = record.text.find(cell) if cell else -1
    if start < 0 or record.text.find(cell, start + 1) >= 0:
        return None
    end = start + len(cell)
    quoted = record.text[start - 1 : start] == '"' == record.text[end : end + 1]
    if not text.isprintable() or '"' in text + cell or (delimiter in text and not quoted):
        return None
    if text.startswith(_FORMULA) and not cell.startswith(_FORMULA):
        return None
    width: Callable[[int], int] = lambda index: len(record.text[:index].encode("utf-8", "replace"))
    return {
        "line": record.line,
        "column": start + 1,
        "end_column": end + 1,
        "byte": width(start) + 1,
        "end_byte": width(end) + 1,
    }


def _as_in(cell: str, name: str) -> str:
    """A name with its extension only where the cell has one."""
    stem, dot, extension = name.rpartition(".")
    return stem if dot and extension.isalnum() and "." not in cell else name


def _number(letters: str) -> int:
    """`A` → 1, `AB` → 28; 0 for what is no column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number
