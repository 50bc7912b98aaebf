"""The XML of one sheet: where its rows and cells stand, and cells spliced into it.

A row's `spans` and the sheet's `dimension` are widened to hold what is put in; nothing else about a row
changes. Rows that have no XML yet are put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from adqa.campaign.workbook.errors import CannotEdit
from adqa.campaign.workbook.refs import area, cell_place, cell_ref, column_number, whole
from adqa.campaign.workbook.text import xml_text
from adqa.campaign.workbook.xml_source import (
    Edit,
    Node,
    append_child,
    close_node,
    end_tag,
    node_at,
    opened,
    parse_row,
    reader,
    retag,
    run,
    splice,
    with_attributes,
)

_DIGITS = "0123456789"
_BLANK_FORMATS_COUNT = 16
"""Formatted empty cells this far right of the last content still belong to the table somebody drew."""


@dataclass(frozen=True, slots=True)
class NewCell:
    """What stands in one of our cells; no text, no cell."""

    text: str
    style: int
    number: bool = False
    """The text is a number, written as one."""


Cells = Mapping[int, NewCell]
"""Column → cell."""


class Sheet:
    """One sheet as it stands, read once; `wanted` are the rows that will be edited."""

    def __init__(self, text: bytes, wanted: Iterable[int], status_column: int | None = None) -> None:
        """Raises CannotEdit. Rows with content in `status_column` were answered before and are found too."""
        self._text = text
        self._left = sorted(set(wanted), reverse=True)
        self._wanted = set(self._left)
        self._status = status_column
        self._places: dict[int, tuple[int, int]] = {}
        """Row → its start and end; equal where the row has no XML yet."""
        self.answered: set[int] = set()
        self.content_column = 0
        self.cell_column = 0
        self._depth = 0
        self._row_name = self._cell_name = ""
        self._content_names: set[str] = set()
        self._open: list[Node] = []
        self._in_rows = False
        self._row = self._column = self._row_start = 0
        self._keep = False
        self._parser = reader(self._start, self._end)
        self._top: list[Node] = []
        run(self._parser, text)
        self.root = self._top[0]
        data = self.root.child("sheetData")
        if data is None:
            raise CannotEdit("one of its tabs has no cells")
        self.data = data
        for number in self._left:
            self._places[number] = (data.close, data.close)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._in_rows and self._depth > 2:
            if self._depth == 4 and name == self._cell_name:
                ref = attributes.get("r")
                self._column = column_number(ref.rstrip(_DIGITS)) if ref else self._column + 1
                self.cell_column = max(self.cell_column, self._column)
            elif self._depth == 5 and name in self._content_names:
                self.content_column = max(self.content_column, self._column)
                if self._column == self._status:
                    self.answered.add(self._row)
                    self._keep = True
            elif self._depth == 3 and name == self._row_name:
                self._begin_row(attributes)
            return
        node = node_at(self._text, self._parser.CurrentByteIndex, name, attributes)
        if self._depth == 1:
            self._top.append(node)
            space = node.space
            self._row_name, self._cell_name = f"{space} row", f"{space} c"
            self._content_names = {f"{space} v", f"{space} f", f"{space} is"}
        elif self._depth == 2 and node.name == "sheetData":
            self._in_rows = True
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = whole(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise CannotEdit("the rows of one of its tabs are out of order")
        self._row, self._column, self._row_start = number, 0, self._parser.CurrentByteIndex
        self._keep = number in self._wanted
        while self._left and self._left[-1] <= number:
            missing = self._left.pop()
            if missing < number:
                self._places[missing] = (self._row_start, self._row_start)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._in_rows and self._depth >= 2:
            if self._depth == 2 and self._keep and name == self._row_name:
                row = node_at(self._text, self._row_start, name, {})
                close_node(row, self._text, self._parser.CurrentByteIndex)
                self._places[self._row] = (row.start, row.end)
                self._keep = False
            return
        close_node(self._open.pop(), self._text, self._parser.CurrentByteIndex)
        if self._depth == 1:
            self._in_rows = False

    @property
    def protected(self) -> bool:
        """Whether its cells are locked."""
        found = self.root.child("sheetProtection")
        return found is not None and found.attributes.get("sheet") in ("1", "true")

    @property
    def used_column(self) -> int:
        """The last column that holds something: a cell, a merged range or a table's place."""
        merged = self.root.child("mergeCells")
        ranges = [area(one.attributes.get("ref", "")) for one in merged.all("mergeCell")] if merged else []
        used = max([self.content_column, *(one.right for one in ranges)])
        return self.cell_column if used < self.cell_column <= used + _BLANK_FORMATS_COUNT else used

    def edited(
        self, cells: Mapping[int, Cells], cleared: Mapping[int, Iterable[int]], new: Mapping[int, float]
    ) -> bytes:
        """The sheet with these cells (row → column → cell) in place of what stood there.

        `cleared` names the columns of a row that are emptied; `new` are columns that get a width.
        """
        edits = [*self._column_edits(new), *self._dimension_edits(cells)]
        inner: list[Edit] = []
        for number in sorted({*cells, *cleared}):
            start, end = self._places[number]
            put: dict[int, bytes] = dict.fromkeys(cleared.get(number, ()), b"")
            for column, cell in cells.get(number, {}).items():
                put[column] = cell_xml(self.data.prefix, cell_ref(number, column), cell)
            if start == end:
                inner.append(Edit(start, end, _new_row(self.data.prefix, number, put)))
            else:
                inner.append(Edit(start, end, _edited_row(self._text[start:end], number, put)))
        if self.data.empty:
            rows = b"".join(edit.new for edit in inner)
            inner = [append_child(self._text, self.data, rows)] if rows else []
        return splice(self._text, [*edits, *inner])

    def _dimension_edits(self, cells: Mapping[int, Cells]) -> list[Edit]:
        node = self.root.child("dimension")
        if node is None or not node.attributes.get("ref"):
            return []
        old = wide = area(node.attributes["ref"])
        for row, columns in cells.items():
            for column, cell in columns.items():
                if cell.text:
                    wide = wide.around(row, column)
        return [] if wide == old else [retag(self._text, node, {"ref": str(wide)})]

    def _column_edits(self, new: Mapping[int, float]) -> list[Edit]:
        """Gives new columns a width; a definition that spans them keeps holding for the columns around."""
        if not new:
            return []
        node = self.root.child("cols")
        pieces: list[tuple[int, bytes]] = []
        edits: list[Edit] = []
        for old in node.all("col") if node else []:
            low, high = (whole(old.attributes.get(key, "")) for key in ("min", "max"))
            if not any(low <= column <= high for column in new):
                continue
            tag = opened(self._text[old.start : old.inside])
            edits.append(Edit(old.start, old.end, b""))
            for first, last in _around(low, high, new):
                changed = with_attributes(tag, {"min": str(first), "max": str(last)})
                pieces.append((first, changed[:-1] + b"/>"))
        for column, width in new.items():
            text = f'<{self.data.prefix}col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
            pieces.append((column, text.encode()))
        pieces.sort()
        if node is None:
            tag = b"<%scols>" % self.data.prefix.encode()
            whole_text = tag + b"".join(piece for _, piece in pieces) + end_tag(tag)
            return [Edit(self.data.start, self.data.start, whole_text)]
        if node.empty:
            return [append_child(self._text, node, b"".join(piece for _, piece in pieces))]
        for first, piece in pieces:
            later = (one.start for one in node.all("col") if whole(one.attributes.get("min", "")) > first)
            place = next(later, node.close)
            edits.append(Edit(place, place, piece))
        return edits


def _around(low: int, high: int, taken: Iterable[int]) -> Iterable[tuple[int, int]]:
    """The ranges of `low..high` that are left between the columns taken."""
    first = low
    for column in sorted(one for one in taken if low <= one <= high):
        if first < column:
            yield first, column - 1
        first = column + 1
    if first <= high:
        yield first, high


def cell_xml(prefix: str, ref: str, cell: NewCell) -> bytes:
    """A cell that carries its own text, so that it is text whatever it looks like; none for no text."""
    if not cell.text:
        return b""
    p = prefix
    if cell.number:
        return f'<{p}c r="{ref}" s="{cell.style}"><{p}v>{int(cell.text)}</{p}v></{p}c>'.encode()
    return (
        f'<{p}c r="{ref}" s="{cell.style}" t="inlineStr"><{p}is><{p}t xml:space="preserve">'
        f"{xml_text(cell.text)}</{p}t></{p}is></{p}c>"
    ).encode()


def _new_row(prefix: str, number: int, put: Mapping[int, bytes]) -> bytes:
    cells = b"".join(put[column] for column in sorted(put))
    return f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode() if cells else b""


def _edited_row(row: bytes, number: int, put: Mapping[int, bytes]) -> bytes:
    """The XML of a row with cells put in, replaced or (empty) taken out."""
    node = parse_row(row)
    if node.empty:
        row = opened(row) + end_tag(row)
        node = parse_row(row)
    left = dict(put)
    edits: list[Edit] = []
    column, place, moved = 0, node.inside, False
    for cell in node.all("c"):
        ref = cell.attributes.get("r")
        column = cell_place(ref)[1] if ref else column + 1
        for before in sorted(one for one in left if one < column):
            new = left.pop(before)
            edits.append(Edit(cell.start, cell.start, new))
            moved = moved or bool(new)
        if column in left:
            edits.append(Edit(cell.start, cell.end, left.pop(column)))
            moved = True
        elif moved and not ref:  # its place was that of the cell before it, plus one
            edits.append(retag(row, cell, {"r": cell_ref(number, column)}))
        place = cell.end
    edits += [Edit(place, place, left[one]) for one in sorted(left)]
    low, mark, high = node.attributes.get("spans", "").partition(":")
    used = [one for one, new in put.items() if new]
    if mark and used:
        spans = f"{min(whole(low), *used)}:{max(whole(high), *used)}"
        edits.append(retag(row, node, {"spans": spans}))
    return splice(row, edits)
