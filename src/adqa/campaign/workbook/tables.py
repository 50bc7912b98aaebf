"""Excel Tables: a table that ends where our columns begin is widened to hold them.

Sorting by a table's buttons moves only the table's own columns; beside it, our answers would stay behind
and stand next to other rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adqa.campaign.workbook.package import Package
from adqa.campaign.workbook.refs import Area, area, whole
from adqa.campaign.workbook.text import xml_attribute
from adqa.campaign.workbook.xml_source import Node, Part, append_child, parse, retag, splice


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a tab."""

    name: str
    """Of its part."""
    part: Part
    root: Node
    area: Area

    def takes(self, header: int, titles: Sequence[str]) -> bool:
        """Whether columns of these titles may join: its header is the sheet's, and its rows are its own."""
        attributes = self.root.attributes
        columns = self.root.child("tableColumns")
        theirs = (
            {one.attributes.get("name", "").casefold() for one in columns.all("tableColumn")}
            if columns
            else None
        )
        return (
            self.area.top == header
            and attributes.get("headerRowCount", "1") == "1"
            and attributes.get("tableType", "worksheet") == "worksheet"
            and theirs is not None
            and not theirs & {title.casefold() for title in titles}
        )

    def widened(self, titles: Sequence[str]) -> bytes:
        """The part with these columns at the right."""
        text, root = self.part.text, self.root
        right = self.area.right + len(titles)
        edits = [retag(text, root, {"ref": str(replace(self.area, right=right))})]
        filter_ = root.child("autoFilter")
        if filter_ is not None and filter_.attributes.get("ref"):
            wide = replace(area(filter_.attributes["ref"]), right=right)
            edits.append(retag(text, filter_, {"ref": str(wide)}))
        columns = root.child("tableColumns")
        if columns is not None:
            old = columns.all("tableColumn")
            first = max((whole(one.attributes.get("id", "0")) for one in old), default=0) + 1
            new = "".join(
                f'<{root.prefix}tableColumn id="{number}" name="{xml_attribute(title)}"/>'
                for number, title in enumerate(titles, first)
            )
            edits.append(append_child(text, columns, new.encode()))
            edits.append(retag(text, columns, {"count": str(len(old) + len(titles))}))
        return self.part.bytes_of(splice(text, edits))


def tables_of(package: Package, sheet: str) -> list[Table]:
    """The tables of a sheet's part. Raises CannotEdit."""
    found = []
    for link in package.relationships(sheet):
        if link.type.endswith("/table") and link.target:
            name, part = package.part(link.target)
            root = parse(part.text)
            found.append(Table(name, part, root, area(root.attributes.get("ref", ""))))
    return found
