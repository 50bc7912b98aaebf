"""The one new tab: the numbers first, then every fix, then what else is worth saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adqa.campaign.workbook.refs import cell_ref
from adqa.campaign.workbook.rows import QaTab
from adqa.campaign.workbook.sheet_xml import NewCell, cell_xml
from adqa.campaign.workbook.styles import Formats

_NARROWEST, _WIDEST = 12, 60


def tab_xml(tab: QaTab, space: str, formats: Formats) -> bytes:
    """The sheet's XML, in the workbook's own namespace."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_widths(tab), 1)
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        f"<cols>{columns}</cols><sheetData>"
    )
    return head.encode() + b"".join(_rows(tab, formats)) + b"</sheetData></worksheet>"


def _rows(tab: QaTab, formats: Formats) -> Iterator[bytes]:
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
    number = 0
    for block in blocks:
        for cells in block:
            number += 1
            inner = b"".join(
                cell_xml("", cell_ref(number, column), cell) for column, cell in enumerate(cells, 1)
            )
            yield b'<row r="%d">%s</row>' % (number, inner)
        number += bool(block)  # an empty line between the parts


def _widths(tab: QaTab) -> list[int]:
    """Column widths in characters, from the table and the numbers; title and notes may run over."""
    lines: list[Sequence[str]] = [tab.table, *tab.rows, *tab.numbers]
    widths = [_NARROWEST] * max(1, *map(len, lines))
    for line in lines:
        for column, text in enumerate(line):
            longest = max((len(part) for part in text.splitlines()), default=0)
            widths[column] = max(widths[column], min(longest + 2, _WIDEST))
    return widths
