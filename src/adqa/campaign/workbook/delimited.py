"""CSV and TSV back in their own dialect: delimiter, quoting, line ends, encoding and byte-order mark.

A record that gets no answer keeps its bytes. The columns are found again by their titles, since delimited
text has no hidden names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from adqa.campaign.sheets.grid import Book
from adqa.campaign.workbook.errors import CannotEdit
from adqa.campaign.workbook.rows import COMMENT, OURS, TITLES, QaRow
from adqa.campaign.workbook.text import delimited_text

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SENTINEL = "end of the text"
"""Read as a record of its own unless a quotation mark before it is still open."""


def annotate_text(content: bytes, book: Book, header: int, rows: Sequence[QaRow]) -> tuple[bytes, list[str]]:
    """The text with the answers, and what the user should know. Raises CannotEdit."""
    encoding = book.encoding or "utf-8"
    bom = "\ufeff".encode(encoding) if book.byte_order_mark else b""
    try:
        text = content[len(bom) :].decode(encoding)
    except (UnicodeError, LookupError):
        raise CannotEdit(f"it holds bytes that are no text in its encoding ({encoding})") from None
    changed = _annotated(text, book, header, {row.row: row for row in rows})
    try:
        return bom + changed.encode(encoding), []
    except UnicodeError:
        note = f"The answers hold characters that {encoding} cannot write, so the file is in UTF-8 now"
        return b"\xef\xbb\xbf" + changed.encode("utf-8"), [note]


def _annotated(text: str, book: Book, header: int, answers: dict[int, QaRow]) -> str:
    delimiter = book.delimiter or ","
    hidden = io.StringIO(text, newline="").readline() if book.separator_line else ""
    records = _records(text[len(hidden) :], delimiter)
    if max([header, *answers]) > len(records):
        raise CannotEdit("its rows were not found again")
    titles = records[header - 1][1]
    places = _ours(titles)
    width = max(len(fields) for _, fields in records)
    missing = [key for key in (*OURS, COMMENT) if key not in places]
    places |= {key: width + number for number, key in enumerate(missing)}
    known = "status" not in missing
    out = [hidden]
    for number, (raw, fields) in enumerate(records, 1):
        new: dict[int, str] = {}
        answer = answers.get(number)
        if number == header:
            new = {places[key]: TITLES[key] for key in missing}
        elif answer is not None:
            new = {places[key]: text for key, text in answer.texts().items()}
        elif known and number > header and _has_text(fields, places["status"]):
            new = {places[key]: "" for key in OURS}
        out.append(_rewritten(raw, new, width + len(missing), delimiter, book.quoting) if new else raw)
    return "".join(out)


def _ours(titles: Sequence[str]) -> dict[str, int]:
    """Our columns, by their titles from `QA status` on: a sheet may have a column `Due` of its own."""
    first = titles.index(TITLES["status"]) if TITLES["status"] in titles else len(titles)
    return {key: titles.index(title, first) for key, title in TITLES.items() if title in titles[first:]}


def has_comments(content: bytes) -> bool:
    """Whether people wrote into the column that is theirs, in a file of ours."""
    bom, encoding = next((one for one in _BOMS if content.startswith(one[0])), (b"", "latin-1"))
    text = content[len(bom) :].decode(encoding, errors="replace")
    title = TITLES[COMMENT]
    for delimiter in ",;\t|":
        records = [fields for _, fields in _records(text, delimiter)]
        top = next((number for number, fields in enumerate(records) if title in fields), None)
        if top is not None:
            place = records[top].index(title)
            return any(_has_text(fields, place) for fields in records[top + 1 :])
    return False


def _has_text(fields: Sequence[str], place: int) -> bool:
    return len(fields) > place and bool(fields[place].strip())


def _records(text: str, delimiter: str) -> list[tuple[str, list[str]]]:
    """(as written, fields) of each record; a record may span lines. Raises CannotEdit."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader([*lines, _SENTINEL], delimiter=delimiter)
    records, place = [], 0
    try:
        for fields in reader:
            records.append(("".join(lines[place : reader.line_num]), fields))
            place = reader.line_num
    except csv.Error:
        raise CannotEdit("it cannot be taken apart into rows") from None
    if records.pop()[1] != [_SENTINEL]:
        raise CannotEdit("a quotation mark is opened in it and never closed")
    return records


def _rewritten(raw: str, new: dict[int, str], width: int, delimiter: str, quoting: bool) -> str:
    body = raw.rstrip("\r\n")
    ending = raw[len(body) :]
    fields = _split(body, delimiter)
    fields += ['""' if quoting else ""] * (width - len(fields))
    for place, text in new.items():
        fields[place] = _written(delimited_text(text), delimiter, quoting)
    return delimiter.join(fields) + ending


def _split(body: str, delimiter: str) -> list[str]:
    """The fields of a record as they are written, with their quotes."""
    fields: list[str] = []
    for piece in body.split(delimiter):
        if fields and fields[-1].startswith('"') and fields[-1].count('"') % 2:
            fields[-1] += delimiter + piece
        else:
            fields.append(piece)
    return fields


def _written(text: str, delimiter: str, quoting: bool) -> str:
    if quoting or any(mark in text for mark in (delimiter, '"', "\n")) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
