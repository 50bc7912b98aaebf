"""Where pictures, charts and text boxes lie: our columns keep clear of them.

A drawing over our cells would hide the answers, and our column widths would stretch it.
"""

from __future__ import annotations

from collections.abc import Iterator

from adqa.campaign.workbook.package import Package
from adqa.campaign.workbook.refs import whole
from adqa.campaign.workbook.xml_source import Node, parse


def drawn_columns(package: Package, sheet: str) -> list[tuple[int, int]]:
    """(first, last) column of each drawing of a sheet's part, from the left. Raises CannotEdit."""
    found: list[tuple[int, int]] = []
    for link in package.relationships(sheet):
        if link.type.endswith("/drawing") and link.target:
            _, part = package.part(link.target)
            found += _anchors(parse(part.text))
    return sorted(found)


def clear_of(first: int, count: int, drawn: list[tuple[int, int]]) -> int:
    """The first column from which `count` columns lie under no drawing."""
    for left, right in drawn:
        if left < first + count and right >= first:
            first = right + 1
    return first


def _anchors(node: Node) -> Iterator[tuple[int, int]]:
    """Anchors count columns from 0; one without an end says only where it begins."""
    start, end = node.child("from"), node.child("to")
    if start is not None:
        left = _column(start)
        yield left, max(left, _column(end)) if end is not None else left
    for child in node.children:
        yield from _anchors(child)


def _column(place: Node) -> int:
    column = place.child("col")
    return whole(column.text.strip()) + 1 if column is not None else 1
