"""The workbook part: its tabs, and the hidden names by which our columns are found again.

Excel keeps a name with its cell when people insert, move or sort columns, and marks it `#REF!` when they
delete it. A name belongs to one tab, so that a copied tab brings its own along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adqa.campaign.sheets.grid import column_letters
from adqa.campaign.sheets.headers import key as plain_key
from adqa.campaign.workbook.errors import CannotEdit
from adqa.campaign.workbook.names import tab_name
from adqa.campaign.workbook.package import Package
from adqa.campaign.workbook.refs import cell_place, whole
from adqa.campaign.workbook.text import xml_attribute
from adqa.campaign.workbook.xml_source import Edit, Node, append_child, parse, splice

TAB_NAME = "QA"
TICK_TAB = "adqa manual"
_PREFIX = "_adqa_"
_QA_TAB = f"{_PREFIX}qa"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the workbook."""

    index: int
    name: str
    part: str
    """Name of its part; empty for what is no worksheet."""


class BookPart:
    """The workbook part of a package. Changes are made in the package at once."""

    def __init__(self, package: Package) -> None:
        """Raises CannotEdit."""
        self._package = package
        main = [one for one in package.relationships("") if one.type.endswith("/officeDocument")]
        if not main:
            raise CannotEdit("it is no Excel workbook")
        self.name, self._part = package.part(main[0].target)
        if not self.name.lower().endswith(".xml"):
            raise CannotEdit("it is a binary workbook (.xlsb)")
        self._text = self._part.text
        self._read()

    def _read(self) -> None:
        self._root = parse(self._text)
        sheets = self._root.child("sheets")
        if sheets is None or not sheets.all("sheet"):
            raise CannotEdit("it holds no tabs")
        self._sheets = sheets
        links = {one.id: one for one in self._package.relationships(self.name)}
        self.tabs: list[Tab] = []
        for index, node in enumerate(sheets.all("sheet")):
            id_ = next(
                (value for key, value in node.attributes.items() if key.endswith("/relationships id")), ""
            )
            link = links.get(id_)
            part = link.target if link and link.type.endswith("/worksheet") else ""
            self.tabs.append(Tab(index, node.attributes.get("name", ""), self._package.name(part) or ""))
        names = self._root.child("definedNames")
        self._names = names.all("definedName") if names else []

    @property
    def space(self) -> str:
        """Namespace of the workbook, transitional or strict."""
        return self._root.space

    @property
    def locked(self) -> bool:
        """Whether tabs may not be added."""
        found = self._root.child("workbookProtection")
        return found is not None and found.attributes.get("lockStructure") in ("1", "true")

    def related(self, kind: str) -> str | None:
        """The part that the workbook is linked to by a relationship of this kind."""
        links = self._package.relationships(self.name)
        return next((self._package.name(one.target) for one in links if one.type.endswith(f"/{kind}")), None)

    def relationship_type(self, kind: str) -> str:
        """The type of a link of this kind, in the workbook's own family of namespaces."""
        strict = "purl.oclc.org" in self.space
        base = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
        middle = "officeDocument/relationships" if strict else "officeDocument/2006/relationships"
        return f"{base}/{middle}/{kind}"

    def columns(self, tab: Tab) -> dict[str, tuple[int, int] | None]:
        """Header cells (row, column) of our columns of a tab, by key; None for one that was deleted since."""
        found: dict[str, tuple[int, int] | None] = {}
        for node in self._ours(tab.index):
            place = node.text.strip().rpartition("!")[2]
            try:
                found[node.attributes["name"].removeprefix(_PREFIX)] = cell_place(place)
            except CannotEdit:  # `#REF!`
                found[node.attributes["name"].removeprefix(_PREFIX)] = None
        return found

    def remember(self, tab: Tab, columns: Mapping[str, int], row: int) -> None:
        """Names columns of a tab by their header cells."""
        quoted = tab.name.replace("'", "''")
        old = {node.attributes["name"]: node for node in self._ours(tab.index)}
        edits: list[Edit] = []
        new = b""
        for key, column in columns.items():
            name = f"{_PREFIX}{key}"
            ref = f"'{quoted}'!${column_letters(column)}${row}"
            text = _name_xml(self._root.prefix, name, tab.index, ref)
            if name in old:
                edits.append(Edit(old[name].start, old[name].end, text))
            else:
                new += text
        self._change([*edits, *self._added_names(new)])

    def _ours(self, index: int) -> list[Node]:
        return [
            node
            for node in self._names
            if node.attributes.get("name", "").startswith(_PREFIX)
            and node.attributes.get("localSheetId") == str(index)
        ]

    def _added_names(self, new: bytes) -> list[Edit]:
        if not new:
            return []
        names = self._root.child("definedNames")
        if names is not None:
            return [append_child(self._text, names, new)]
        before = [self._root.child(one) for one in ("externalReferences", "functionGroups")]
        place = next((one.end for one in before if one is not None), self._sheets.end)
        p = self._root.prefix.encode()
        return [Edit(place, place, b"<%sdefinedNames>%s</%sdefinedNames>" % (p, new, p))]

    def _change(self, edits: list[Edit]) -> None:
        self._text = splice(self._text, edits)
        self._package.put(self.name, self._part.bytes_of(self._text))
        self._read()

    def put_qa_tab(self, content: bytes) -> None:
        """Replaces the tab of ours that is there, or adds one at the end. Raises CannotEdit."""
        for tab in self.tabs:
            if tab.part and any(node.attributes["name"] == _QA_TAB for node in self._ours(tab.index)):
                self._package.put(tab.part, content)
                self._package.forget_relationships(tab.part)
                return
        theirs = TAB_NAME.casefold() in {tab.name.casefold() for tab in self.tabs}
        self._add_tab(f"{TAB_NAME} (adqa)" if theirs else TAB_NAME, content)
        self.remember(self.tabs[-1], {"qa": 1}, 1)

    def add_tick_tab(self, content: bytes) -> None:
        """Adds the tab on which people tick, unless it is there: what they wrote on it stays."""
        if plain_key(TICK_TAB) not in {plain_key(tab.name) for tab in self.tabs}:
            self._add_tab(TICK_TAB, content)

    def _add_tab(self, wanted: str, content: bytes) -> None:
        """Adds a tab at the end, under a name that is free."""
        name = tab_name(wanted, [tab.name for tab in self.tabs])
        folder = self.name.rpartition("/")[0]
        part = self._package.new_name(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
        self._package.add(part, content, _SHEET_TYPE)
        link = self._package.relate(self.name, self.relationship_type("worksheet"), part)
        number = max(whole(one.attributes.get("sheetId", "0")) for one in self._sheets.all("sheet")) + 1
        space = self.relationship_type("x").removesuffix("/x")
        tag = (
            f'<{self._root.prefix}sheet xmlns:r="{space}" name="{xml_attribute(name)}" sheetId="{number}" '
            f'r:id="{link}"/>'
        )
        self._change([append_child(self._text, self._sheets, tag.encode())])


def _name_xml(prefix: str, name: str, index: int, ref: str) -> bytes:
    inner = ref.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<{prefix}definedName name="{name}" localSheetId="{index}" hidden="1">{inner}</{prefix}definedName>'
    ).encode()
