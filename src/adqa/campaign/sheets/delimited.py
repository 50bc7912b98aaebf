"""Delimited text into a grid: encoding and delimiter are found, the parsing is the csv module's."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from adqa.campaign.sheets.grid import MOST_CELLS, MOST_ROWS, Book, Cell, Grid
from adqa.errors import SheetError

MOST_BYTES = 64 * 1024 * 1024
"""Of one text; a sheet of a hundred thousand placements stays far below."""
_DELIMITERS = ("\t", "|", ";", ",")
"""The least likely inside a cell first: it is taken when two fit alike."""
_SAMPLE_LINES = 300
_SENTINEL = "\x02"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WESTERN = re.compile(r"[À-ÖØ-öø-ÿ]{3,}|[\x80-\x9f¤¦¨¬¯´¸]")
"""What Western text hardly has: three accented letters in a row, and signs that nobody types."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with what was found out about its bytes."""

    text: str
    encoding: str
    byte_order_mark: bool
    notes: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """Text of any bytes: by its mark, as UTF-8, as Windows-1252, else what charset-normalizer says.

    Windows-1252 decodes almost anything, so it is taken only where the result looks like Western text. The
    mark of UTF-8 is not believed where most characters beyond ASCII are none in UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            text = data.decode(encoding, errors="replace")
            bad = text.count("\ufffd")
            if encoding == "utf-8" and bad and 2 * bad > sum(not letter.isascii() for letter in text):
                break
            return _decoded(text, encoding, marked=True)
    if (wide := _unmarked_utf16(data)) is not None:
        return _decoded(data.decode(wide, errors="replace"), wide)
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and not _WESTERN.search(western):
        return _decoded(western, "cp1252", note="its characters were read as Windows-1252")
    encoding = _guessed(data) or ("latin-1" if western is None else "cp1252")
    note = f"its characters were read as {encoding}, which is a guess: save it as UTF-8 if names look wrong"
    return _decoded(data.decode(encoding, errors="replace"), encoding, note=note)


def _decoded(text: str, encoding: str, *, marked: bool = False, note: str = "") -> Decoded:
    notes = [note] if note else []
    if "\ufffd" in text and encoding != "latin-1":
        notes.append("some characters could not be read and are shown as \ufffd")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("it holds NUL characters, which were left out")
    return Decoded(text=text, encoding=encoding, byte_order_mark=marked, notes=tuple(notes))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly English text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 256 * 1024]).best()
    return best.encoding if best else None


def looks_binary(text: str) -> bool:
    """Whether text is no text: control characters, or hardly a character that could be read."""
    sample = text[:8192]
    odd = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return odd > max(2, len(sample) // 100)


def read_delimited(decoded: Decoded, path: str) -> Book:
    """The grid of a delimited text. Raises SheetError if it holds nothing to read."""
    text, separator = _separator_line(decoded.text)
    if not text.strip():
        raise SheetError(f"{path} is empty; export the sheet again")
    notes = [f"{path}: {note}" for note in decoded.notes]
    truncated = ""
    if len(text) > MOST_BYTES:
        text = text[: text.rfind("\n", 0, MOST_BYTES) + 1 or MOST_BYTES]
        truncated = "the text is longer than 64 MB; the rest was not read"
    delimiter = separator or _delimiter(text)
    if _is_closed(text, delimiter):
        rows, cut = _grid_rows(_records(_lines(text), delimiter))
    else:
        notes.append(f"{path}: a quotation mark is opened and never closed; each line was read for itself")
        rows, cut = _grid_rows(_line_by_line(text, delimiter))
    grid = Grid(tab="", rows=rows, truncated=cut or truncated)
    return Book(
        path=path,
        format="csv",
        grids=[grid],
        encoding=decoded.encoding,
        byte_order_mark=decoded.byte_order_mark,
        separator_line=separator is not None,
        delimiter=delimiter,
        line_ending=_line_ending(text),
        quoting=_all_quoted(text, delimiter),
        notes=notes,
    )


def _separator_line(text: str) -> tuple[str, str | None]:
    """The text below a first line `sep=;`, by which Excel is told the delimiter and which it never shows."""
    match = re.match(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, None)


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter)


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _line_by_line(text: str, delimiter: str) -> Iterator[list[str]]:
    """Each line for itself, for a text in which a quotation mark is opened and never closed.

    Read as one, the rest of the text would be a single cell and its rows would be gone.
    """
    for line in _lines(text):
        if _is_closed(line, delimiter):
            yield from _records([line], delimiter)
        else:
            yield line.rstrip("\r\n").split(delimiter)


def _is_closed(text: str, delimiter: str) -> bool:
    """Whether every quotation mark that opens a cell is closed: then a line put behind is one of its own."""
    lines = chain(_lines(text.rstrip("\r\n") + "\n"), [_SENTINEL])
    try:
        return deque(_records(lines, delimiter), maxlen=1).pop() == [_SENTINEL]
    except csv.Error:
        return False


def _sample(text: str) -> str:
    return "".join(islice(_lines(text), _SAMPLE_LINES))[:1_000_000]


def _delimiter(text: str) -> str:
    """The delimiter by which most lines have the same number of cells; a comma if there is only one column.

    A delimiter that stands inside the text of cells splits some lines and not others, and a decimal comma
    splits no header, so that the number of cells in lines of the commonest width tells them apart.
    """
    sample = _sample(text)
    scores = {one: _consistency(sample, one) for one in _DELIMITERS}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else ","


def _consistency(sample: str, delimiter: str) -> int:
    closed = _is_closed(sample, delimiter)
    records = _records(_lines(sample), delimiter) if closed else _line_by_line(sample, delimiter)
    widths = Counter(len(record) for record in records)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _grid_rows(records: Iterator[list[str]]) -> tuple[dict[int, dict[int, Cell]], str]:
    rows: dict[int, dict[int, Cell]] = {}
    cells = 0
    for number, record in enumerate(records, 1):
        if number > MOST_ROWS or cells > MOST_CELLS:
            return rows, f"only the first {number - 1:,} rows were read"
        row = {
            column: Cell(value=text, text=text.strip())
            for column, text in enumerate(record, 1)
            if text.strip()
        }
        if row:
            rows[number] = row
            cells += len(row)
    return rows, ""


def _line_ending(text: str) -> str:
    windows, unix, mac = text.count("\r\n"), text.count("\n"), text.count("\r")
    if windows and 2 * windows >= unix:
        return "\r\n"
    return "\r" if mac > unix else "\n"


def _all_quoted(text: str, delimiter: str) -> bool:
    """Whether every cell is quoted, told by writing the beginning again that way."""
    if not text.startswith('"'):
        return False
    sample = "".join(islice(_lines(text), 20))
    if not _is_closed(sample, delimiter):
        return False
    again = io.StringIO(newline="")
    records = [record for record in _records(_lines(sample), delimiter) if record]
    csv.writer(again, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(records)
    plain = sample.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return again.getvalue().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") == plain
