"""The tables of a web page into grids: what Salesforce and others export as `.xls` is often one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from adqa.campaign.sheets.delimited import decode
from adqa.campaign.sheets.grid import MOST_CELLS, MOST_ROWS, Book, Cell, Grid
from adqa.errors import SheetError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SPAN = 200
"""Columns or rows that one cell may span."""
_MOST_SPANNED = 50_000
"""Cells of one table that may be filled by others that span them."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_STRIKES = ("s", "strike", "del")
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|meta|body|table|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = ("row-headers-background", "column-headers-background", "freezebar-cell", "row-header")
"""Classes of the row numbers and column letters that Google Sheets draws around a table."""


def looks_like_html(text: str) -> bool:
    """Whether text begins like a web page or one of its tables."""
    return bool(_BEGINS.match(text[:4096]))


def read_html(data: bytes, path: str) -> Book:
    """The grids of a page's tables, each for itself. Raises SheetError if it has none."""
    from lxml import etree, html

    said = _CHARSET.search(data[:4096])
    text = _by_name(data, said[1].decode("ascii")) if said else None
    if text is None:
        text = decode(data).text
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise _no_table(path) from None
    tables = [table for table in page.iter("table") if not _holds_tables(table)]
    grids = [grid for grid in (_grid(table) for table in tables) if grid.rows]
    if not grids:
        raise _no_table(path)
    for number, grid in enumerate(grids, 1):
        grid.tab = "" if len(grids) == 1 else f"Table {number}"
    note = f"{path}: this is a web page with a table, not a workbook; its values are read as text"
    return Book(path=path, format="html", grids=grids, notes=[note])


def _no_table(path: str) -> SheetError:
    return SheetError(
        f"{path} is a web page without a table, perhaps a sign-in page that was saved instead of the sheet; "
        "export the sheet again as .xlsx or .csv"
    )


def _by_name(data: bytes, charset: str) -> str | None:
    """The text in the character set a page names; None if it does not keep to it."""
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _holds_tables(table: HtmlElement) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def _grid(table: HtmlElement) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    taken: dict[tuple[int, int], Cell | None] = {}
    hidden_rows: set[int] = set()
    number = cells = spanned = 0
    for line in table.iter("tr"):
        if number >= MOST_ROWS or cells > MOST_CELLS:
            return Grid(
                tab="",
                rows=rows,
                hidden_rows=frozenset(hidden_rows),
                truncated=f"only the first {number:,} rows were read",
            )
        if all(_is_drawn_around(cell) for cell in line):
            continue
        number += 1
        column = 1
        for element in line.iterchildren("td", "th"):
            if _is_drawn_around(element):
                continue
            while (number, column) in taken:
                column += 1
            cell = _cell(element)
            across, down = _span(element, "colspan"), _span(element, "rowspan")
            if spanned + across * down > _MOST_SPANNED:
                across = down = 1
            spanned += across * down - 1
            again = replace(cell, merged=True) if cell else None
            for row in range(number, number + down):
                for place in range(column, column + across):
                    taken[row, place] = again
            taken[number, column] = cell
            column += across
            cells += 1
        found = {place: cell for (row, place), cell in list(taken.items()) if row == number and cell}
        taken = {key: cell for key, cell in taken.items() if key[0] > number}
        if found:
            rows[number] = dict(sorted(found.items()))
            if _is_hidden(line):
                hidden_rows.add(number)
    return Grid(tab="", rows=rows, hidden_rows=frozenset(hidden_rows))


def _span(element: HtmlElement, name: str) -> int:
    text = element.get(name, "1").strip()
    return max(1, min(int(text), _MOST_SPAN)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _is_drawn_around(element: HtmlElement) -> bool:
    return element.tag == "th" and any(name in (element.get("class") or "") for name in _LETTERED)


def _is_hidden(element: HtmlElement) -> bool:
    return bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None


def _cell(element: HtmlElement) -> Cell | None:
    pieces = list(_pieces(element))
    text = "\n".join(" ".join(line.split()) for line in "".join(text for text, _ in pieces).split("\n"))
    text = text.strip()
    if not text:
        return None
    words = [(piece.strip(), struck) for piece, struck in pieces if piece.strip()]
    struck = all(struck for _, struck in words)
    links = {link for one in element.iter("a") if (link := one.get("href", "")) and link != text}
    return Cell(
        value=text,
        text=text,
        struck=struck,
        struck_part="" if struck else " ".join(piece for piece, struck in words if struck),
        link=links.pop() if len(links) == 1 else "",
    )


def _pieces(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The texts in a cell in their order, and whether each is struck through; `<br>` ends a line."""
    from lxml import etree

    depth = int(_strikes(element) or any(_strikes(above) for above in element.iterancestors("tr")))
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            depth += _strikes(node) and node is not element
            if node.tag == "br":
                yield "\n", False
            elif node.text:
                yield re.sub(r"\s", " ", node.text), depth > 0
            continue
        if event == "end":
            depth -= _strikes(node) and node is not element
        if node.tail and node is not element:
            yield re.sub(r"\s", " ", node.tail), depth > 0


def _strikes(element: HtmlElement) -> bool:
    return element.tag in _STRIKES or bool(_STRUCK.search(element.get("style", "")))
