"""The one new tab: the numbers first, then every fix, then what else is worth saying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adqa.campaign.workbook.refs import cell_ref
from adqa.campaign.workbook.rows import QaTab, TickTab
from adqa.campaign.workbook.sheet_xml import NewCell, cell_xml
from adqa.campaign.workbook.styles import Formats

_NARROWEST, _WIDEST = 12, 60


def tab_xml(tab: QaTab, space: str, formats: Formats) -> bytes:
    """The sheet's XML, in the workbook's own namespace."""
    return _sheet(_blocks(tab, formats), [tab.table, *tab.rows, *tab.numbers], space)


def tick_xml(tab: TickTab, space: str, formats: Formats) -> bytes:
    """The XML of the tab on which people tick: a plain table."""
    rows = [[NewCell(text, formats.header) for text in tab.header]]
    rows += [[NewCell(text, formats.body) for text in row] for row in tab.rows]
    return _sheet([rows], [tab.header, *tab.rows], space)


def _sheet(blocks: Iterable[list[list[NewCell]]], measured: Sequence[Sequence[str]], space: str) -> bytes:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_widths(measured), 1)
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        f"<cols>{columns}</cols><sheetData>"
    )
    return head.encode() + b"".join(_rows(blocks)) + b"</sheetData></worksheet>"


def _blocks(tab: QaTab, formats: Formats) -> list[list[list[NewCell]]]:
    """The parts of the tab, between which a line stays empty."""
    head, body = formats.header, formats.body
    blocks: list[list[list[NewCell]]] = [
        [[NewCell(tab.title, head)]],
        [
            [NewCell(label, body), NewCell(value, body, number=value.isdecimal())]
            for label, value in tab.numbers
        ],
        [[NewCell(text, head) for text in tab.table]] if tab.rows else [],
        [[NewCell(note, 0)] for note in tab.notes],  # not wrapped: a note may run over the columns
    ]
    blocks[2] += [[NewCell(text, body) for text in row] for row in tab.rows]
    return blocks


def _rows(blocks: Iterable[list[list[NewCell]]]) -> Iterator[bytes]:
    number = 0
    for block in blocks:
        for cells in block:
            number += 1
            inner = b"".join(
                cell_xml("", cell_ref(number, column), cell) for column, cell in enumerate(cells, 1)
            )
            yield b'<row r="%d">%s</row>' % (number, inner)
        number += bool(block)  # an empty line between the parts


def _widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """Column widths in characters; title and notes may run over."""
    widths = [_NARROWEST] * max(1, *map(len, lines))
    for line in lines:
        for column, text in enumerate(line):
            longest = max((len(part) for part in text.splitlines()), default=0)
            widths[column] = max(widths[column], min(longest + 2, _WIDEST))
    return widths
