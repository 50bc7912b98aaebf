"""Where rows stand in the text of a delimited sheet: the line, and the characters of a cell to be corrected.

Tools that mark lines in a pull request count lines, not records: a cell with a line break or a first line
`sep=;` parts the two. A correction is only offered for a cell whose text stands once in its line, so that
what is replaced is that cell and nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.delimited import decode
from adqa.campaign.sheets.grid import Book
from adqa.campaign.workbook.refs import column_number
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


@dataclass(frozen=True, slots=True)
class _Text:
    """One sheet as text."""

    records: Mapping[int, _Record] = field(default_factory=dict)
    utf8: bool = False
    """Its characters and its bytes are where they seem to be."""
    delimiter: str = ""


class TextPlaces:
    """The delimited sheets of a campaign as text. Each is read when something is first looked for in it."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._rows = {row.id: row for row in campaign.rows}
        self._texts: dict[str, _Text] = {}

    def placed(self, finding: Finding) -> Finding:
        """The finding with its line, and with the place of what its suggestion replaces."""
        row = self._row(finding)
        text = self._text(row.file) if row else _Text()
        record = text.records.get(row.row) if row else None
        if row is None or record is None:
            return finding
        suggestion = finding.suggestion
        if suggestion is not None and finding.where.get("row") == row.row:
            suggestion = _suggestion(finding, suggestion, row, record, text)
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

    def _text(self, address: str) -> _Text:
        if address not in self._texts:
            self._texts[address] = _read(address)
        return self._texts[address]


def _read(address: str) -> _Text:
    """A sheet as text; empty if it is a workbook, was never a file or is gone."""
    if not address.lower().endswith(_SUFFIXES):
        return _Text()
    try:
        data = Path(address).read_bytes()
        book = read_book(address)
    except (OSError, SheetError):
        return _Text()
    if book.format != "csv":
        return _Text()
    utf8 = book.encoding == "utf-8" and b"\0" not in data
    return _Text(_records(decode(data).text, book), utf8, book.delimiter)


def _suggestion(
    finding: Finding, suggestion: Suggestion, row: Row, record: _Record, text: _Text
) -> Suggestion:
    """The suggestion for the cell that the finding names; as it was if that cell is not the one meant."""
    letters = str(finding.where.get("column", ""))
    number = column_number(letters) if letters.isalpha() else 0
    cell = record.cells[number - 1].strip() if 0 < number <= len(record.cells) else ""
    new = suggestion.replacement
    if finding.subject.kind != "url":
        if letters not in [row.columns.get(name) for name in _NAMES] or "/" in cell or "\\" in cell:
            return suggestion
        new = _as_in(cell, new)
    place = _place(record, cell, new, text.delimiter) if text.utf8 or record.text.isascii() else None
    return suggestion if place is None else replace(suggestion, replacement=new, where=place)


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
    before = len(record.text[:start].encode())
    return {
        "line": record.line,
        "column": start + 1,
        "end_column": end + 1,
        "byte": before + 1,
        "end_byte": before + len(cell.encode()) + 1,
    }


def _as_in(cell: str, name: str) -> str:
    """A name with its extension only where the cell has one."""
    stem, dot, extension = name.rpartition(".")
    return stem if dot and extension.isalnum() and "." not in cell else name
