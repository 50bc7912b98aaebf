"""A workbook's package cut down to what is used of it, before a library sees it.

The libraries that read workbooks bound nothing: calamine lays a tab out as one rectangle, so that two
cells in far corners take gigabytes, and openpyxl walks every formatted row of a million. So tabs end after
their last used row, within a bound, and parts that say nothing about cells (pictures, macros, pivots,
links to other files) are left out. Nothing is read here: what stands in a cell is the libraries' business.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from posixpath import join, normpath
from typing import TYPE_CHECKING

from adqa.campaign.sheets.grid import MOST_ROWS, column_letters
from adqa.errors import SheetError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_AREA = 4_000_000
"""Rows times columns of the rectangle that is laid out for one tab."""
_KEPT_OF_TAB = 64 * 1024 * 1024
"""XML of one tab: some hundred thousand cells."""
_SEEN_OF_TAB = 2 * 1024**3
"""XML of one tab that is looked through for values that were not kept."""
_MOST_OF_PART = 128 * 1024 * 1024
"""XML of any other part."""
_MOST_PARTS = 20_000
_CHUNK = 1024 * 1024
_OVERLAP = 64
"""More than the longest tag that is looked for, which may lie across two chunks."""
_TOO_LARGE = "the tab is too large; its last rows were not read"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip
"""Namespaces of workbooks saved as "Strict Open XML", which the libraries do not know."""
_OPEN = re.compile(rb"<(?:(\w+):)?sheetData\b[^>]*?(/)?>")
_CLOSE = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_VALUE = re.compile(rb"</(?:\w+:)?(?:v|is|f)>")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNUSED_OF_WORKBOOK = re.compile(
    rb"<((?:\w+:)?(?:definedNames|pivotCaches|externalReferences|extLst))\b[^>]*>.*?</\1>", re.DOTALL
)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})\d")
_USED_BELOW_CELLS = re.compile(rb"<((?:\w+:)?(?:mergeCells|hyperlinks))\b[^>]*>.*?</\1\s*>", re.DOTALL)
_NO_CELLS = (
    b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData/></worksheet>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One worksheet, cut to what is used of it."""

    name: str
    part: str
    xml: bytes
    cells: int
    """Cells in its XML, those that only have a format included."""
    truncated: str
    """Why not all of it is there, in words; empty if all is."""


def damaged(path: str) -> SheetError:
    """The error for a workbook that breaks the rules of its format."""
    return SheetError(
        f"{path} is damaged and cannot be read; open the workbook in Excel, let it repair what it finds "
        "and save it again, or ask for it once more"
    )


class Package:
    """The parts of a workbook, read within bounds. Raises SheetError in every method."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError):
            raise damaged(self.path) from None
        if len(self._parts) > _MOST_PARTS:
            raise self._too_large(f"it lists {len(self._parts):,} parts")
        self.workbook = self._workbook()
        self._others: dict[str, bytes] = {}
        self.tabs = tuple(self._tabs())

    @property
    def names(self) -> Collection[str]:
        """Names of all parts."""
        return self._parts

    def _too_large(self, what: str) -> SheetError:
        return SheetError(
            f"{self.path} is far larger than a campaign sheet ({what}); save the tabs with placements as a "
            "workbook of their own"
        )

    def cut(self, only: Collection[str] | None = None) -> io.BytesIO:
        """The package with the cells of all tabs, or only of those named."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for name, content in self._others.items():
                target.writestr(name, content)
            for tab in self.tabs:
                target.writestr(tab.part, tab.xml if only is None or tab.name in only else _NO_CELLS)
        packed.seek(0)
        return packed

    def size(self, ending: str) -> int:
        """Bytes of the kept parts whose name ends so."""
        return sum(len(content) for name, content in self._others.items() if name.endswith(ending))

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._parts[name]) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (KeyError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
            raise damaged(self.path) from None

    def _read(self, name: str) -> bytes:
        data = bytearray()
        for chunk in self._chunks(name):
            data += chunk
            if len(data) > _MOST_OF_PART:
                raise self._too_large(f"{name} alone expands to more than 128 MB")
        return self._plain(bytes(data))

    def _plain(self, data: bytes) -> bytes:
        """XML as UTF-8, in the namespaces that the libraries know, without a document type."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16", errors="replace")
            data = re.sub(r"^<\?xml[^>]*\?>", "", text).encode()
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise damaged(self.path)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return data

    def _xml(self, data: bytes) -> _Element:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise damaged(self.path) from None

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(id, kind, part) of what a part refers to within the package."""
        folder, _, name = part.rpartition("/")
        rels = join(folder, "_rels", f"{name}.rels")
        if rels in self._parts:
            for element in self._xml(self._read(rels)):
                target = normpath(join("/", folder, element.get("Target", ""))).lstrip("/")
                if element.get("TargetMode") != "External":
                    yield element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target

    def _workbook(self) -> str:
        for _, kind, part in self._relations(""):
            if kind == "officeDocument" and part in self._parts:
                return part
        raise damaged(self.path)

    def _tabs(self) -> Iterator[Tab]:
        content = _UNUSED_OF_WORKBOOK.sub(b"", self._read(self.workbook))
        self._keep("[Content_Types].xml")
        self._keep("_rels/.rels")
        self._others[self.workbook] = content
        sheets: dict[str, str] = {}
        folder, _, name = self.workbook.rpartition("/")
        self._keep(join(folder, "_rels", f"{name}.rels"))
        for key, kind, part in self._relations(self.workbook):
            if kind == "worksheet":
                sheets[key] = part
            elif kind in ("sharedStrings", "styles"):
                self._keep(part)
        for element in self._xml(content).iter("{*}sheet"):
            part = sheets.pop(element.get(_ID) or "", "")
            if part in self._parts:
                yield self._tab(element.get("name", ""), part)

    def _keep(self, name: str) -> None:
        if name in self._parts:
            self._others[name] = self._read(name)

    def _tab(self, name: str, part: str) -> Tab:
        self._keep_relations(part)
        chunks = self._chunks(part)
        first = next(chunks, b"")
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            first, chunks = self._read(part), iter(())
        cells = _cells(
            chain([self._plain(first)], chunks),
            self._too_large(f"{part} expands to more than 128 MB before its first cell"),
        )
        if cells is None:
            return Tab(name=name, part=part, xml=_NO_CELLS, cells=0, truncated="")
        xml, truncated = _used(cells)
        below = b"".join(match[0] for match in _USED_BELOW_CELLS.finditer(cells.below))
        closed = b"</%bsheetData>%b</%bworksheet>" % (cells.prefix, below, cells.prefix)
        return Tab(
            name=name,
            part=part,
            xml=self._plain(xml + closed),
            cells=len(_CELL.findall(xml)),
            truncated=truncated,
        )

    def _keep_relations(self, part: str) -> None:
        """The comments of a tab, and the addresses its cells link to."""
        from lxml import etree

        folder, _, name = part.rpartition("/")
        rels = join(folder, "_rels", f"{name}.rels")
        if rels not in self._parts:
            return
        root = self._xml(self._read(rels))
        for element in list(root):
            kind = element.get("Type", "").rpartition("/")[2]
            if kind not in ("hyperlink", "comments"):
                root.remove(element)
        for _, kind, target in self._relations(part):
            if kind == "comments":
                self._keep(target)
        self._others[rels] = etree.tostring(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """XML of a tab, taken apart at its cells."""

    begin: bytes
    """Up to and with the tag that opens the cells."""
    rows: bytes
    below: bytes
    """What follows the cells."""
    prefix: bytes
    """Of every tag, `x:`, mostly empty."""
    more: bool
    """Whether values follow on the rows that were kept."""


def _cells(chunks: Iterable[bytes], too_large: SheetError) -> _Cells | None:
    """The cells of a tab, as far as they are kept; None if it has none.

    Raises `too_large` if they do not begin within bounds.
    """
    stream = iter(chunks)
    head = bytearray()
    for chunk in stream:
        start = max(0, len(head) - _OVERLAP)
        head += chunk
        if opened := _OPEN.search(head, start):
            break
        if len(head) > _MOST_OF_PART:
            raise too_large
    else:
        return None
    prefix = opened[1] + b":" if opened[1] else b""
    begin, rows = bytes(head[: opened.end()]), head[opened.end() :]
    if opened[2]:
        return None
    end = _CLOSE.search(rows)
    while not end and len(rows) <= _KEPT_OF_TAB and (chunk := next(stream, b"")):
        start = max(0, len(rows) - _OVERLAP)
        rows += chunk
        end = _CLOSE.search(rows, start)
    if end:
        more, below = False, rows[end.end() :]
        del rows[end.start() :]
    else:
        more, below = _beyond(bytes(rows[-_OVERLAP:]), stream)
    for chunk in stream:
        if len(below) > _KEPT_OF_TAB:
            break
        below += chunk
    return _Cells(begin=begin, rows=bytes(rows), below=bytes(below), prefix=prefix, more=more)


def _beyond(last: bytes, stream: Iterator[bytes]) -> tuple[bool, bytearray]:
    """Whether values follow on the rows that were kept, and what follows the cells."""
    more, seen = False, 0
    for chunk in stream:
        window = last + chunk
        end = _CLOSE.search(window)
        stop = end.start() if end else len(window)
        more = more or bool(_VALUE.search(window, max(0, len(last) - 4), stop))
        if end:
            return more, bytearray(window[end.end() :])
        seen += len(chunk)
        if seen > _SEEN_OF_TAB:
            return True, bytearray()
        last = window[-_OVERLAP:]
    return more, bytearray()


def _used(cells: _Cells) -> tuple[bytes, str]:
    """XML of a tab to the end of the last row that has a value and is read, and why no more is read."""
    rows, truncated = cells.rows, ""
    end = _end_of_values(rows, cells.prefix, len(rows))
    if end < 0:  # the last row that was kept is not whole
        end, truncated = rows.rfind(b"</%brow>" % cells.prefix), _TOO_LARGE
        end = _end_of_values(rows, cells.prefix, max(end, 0) + 1)
    if cells.more:
        truncated = _TOO_LARGE
    width = _width(rows[:end])
    most = min(MOST_ROWS, _MOST_AREA // width)
    number = 0
    for row in _ROW.finditer(rows, 0, end):
        given = _NUMBER.search(row[1])
        number = int(given[1][:9]) if given else number + 1
        if number > most:
            end = _end_of_values(rows, cells.prefix, row.start())
            truncated = f"only the rows up to {most:,} were read"
            if most < MOST_ROWS:
                truncated += f", because cells are used as far out as column {column_letters(width)}"
            break
    return cells.begin + rows[: max(end, 0)], truncated


def _end_of_values(rows: bytes, prefix: bytes, before: int) -> int:
    """Where the last row before a place ends that has a value; 0 if none has, -1 if it does not end."""
    last = max(rows.rfind(b"</%b%b>" % (prefix, tag), 0, before) for tag in (b"v", b"is", b"f"))
    if last < 0:
        return 0
    row = b"</%brow>" % prefix
    end = rows.find(row, last)
    return end + len(row) if end >= 0 else -1


def _width(rows: bytes) -> int:
    """The last column used, from 1; cells that do not say theirs stand side by side."""
    named = _COLUMN.findall(rows)
    letters = max(set(named), key=lambda one: (len(one), one), default=b"A")
    width = 0
    for letter in letters:
        width = width * 26 + letter - ord("A") + 1
    if len(named) < len(_CELL.findall(rows)):
        width += max(len(_CELL.findall(row)) for row in rows.split(b"row>"))
    return width
