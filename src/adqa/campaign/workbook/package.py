"""The parts of a workbook file. What is not put anew is copied: content, order and way of packing."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from adqa.campaign.workbook.errors import CannotEdit
from adqa.campaign.workbook.text import xml_attribute
from adqa.campaign.workbook.xml_source import Node, Part, append_child, parse, splice
from adqa.container import Archive, ArchiveError

WRITTEN = (2000, 1, 1, 0, 0, 0)
"""The date of the parts written here, which no spreadsheet program gives: see `give_back.py`."""
CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One link from a part to another."""

    id: str
    type: str
    target: str
    """Name of the part; empty if it leads out of the package."""


class Package:
    """An OPC package in memory. Part names have no leading slash and are found whatever their case."""

    def __init__(self, content: bytes) -> None:
        """Raises CannotEdit if it is no package that can be read whole."""
        try:
            self._infos = [one for one in zipfile.ZipFile(io.BytesIO(content)).infolist() if not one.is_dir()]
            self._archive = Archive(zipfile.ZipFile(io.BytesIO(content)))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise CannotEdit("the file is damaged") from None
        except ArchiveError as error:
            raise CannotEdit(error.text) from None
        self._names = {info.filename.casefold(): info.filename for info in self._infos}
        self._new: dict[str, bytes] = {}
        self._gone: set[str] = set()

    def name(self, wanted: str) -> str | None:
        """The name of a part as it is written in the package; None if there is none."""
        return self._names.get(wanted.casefold())

    def names(self) -> list[str]:
        """All parts, as they stand now."""
        return list(self._names.values())

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now. Raises CannotEdit."""
        if name in self._new:
            return self._new[name]
        try:
            return self._archive.read(name)
        except ArchiveError as error:
            raise CannotEdit(error.text) from None

    def part(self, wanted: str) -> tuple[str, Part]:
        """(name, text) of an XML part that must be there. Raises CannotEdit."""
        name = self.name(wanted)
        if name is None:
            raise CannotEdit("one of its parts is missing")
        return name, Part(self.read(name))

    def put(self, name: str, content: bytes) -> None:
        """Gives a part new content; a part of a new name comes last."""
        self._names.setdefault(name.casefold(), name)
        self._new[name] = content

    def forget_relationships(self, source: str) -> None:
        """Leaves out the links of a part whose new content uses none."""
        name = self.name(relationships_name(source))
        if name is not None:
            del self._names[name.casefold()]
            self._gone.add(name)

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Puts a new part and says what it is."""
        self.put(name, content)
        types, part = self.part(CONTENT_TYPES)
        root = parse(part.text)
        tag = f'<{root.prefix}Override PartName="/{xml_attribute(name)}" ContentType="{content_type}"/>'
        self.put(types, part.bytes_of(splice(part.text, [append_child(part.text, root, tag.encode())])))

    def new_name(self, pattern: str) -> str:
        """The first name of the form `xl/worksheets/sheet{}.xml` that is free."""
        number = 1
        while self.name(pattern.format(number)) is not None:
            number += 1
        return pattern.format(number)

    def relationships(self, source: str) -> list[Relationship]:
        """The links of a part; of the package itself for an empty name. Raises CannotEdit."""
        name = self.name(relationships_name(source))
        if name is None:
            return []
        found = parse(Part(self.read(name)).text).all("Relationship")
        return [_relationship(source, node) for node in found]

    def relate(self, source: str, type_: str, target: str) -> str:
        """Links a part to another and gives the id of the link. Raises CannotEdit."""
        wanted = relationships_name(source)
        if self.name(wanted) is None:
            self.add(wanted, _NO_RELATIONSHIPS, _RELATIONSHIPS_TYPE)
        name, part = self.part(wanted)
        root = parse(part.text)
        used = {node.attributes.get("Id") for node in root.children}
        number = 1
        while f"rId{number}" in used:
            number += 1
        path = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
        tag = f'<{root.prefix}Relationship Id="rId{number}" Type="{type_}" Target="{xml_attribute(path)}"/>'
        self.put(name, part.bytes_of(splice(part.text, [append_child(part.text, root, tag.encode())])))
        return f"rId{number}"

    def build(self) -> bytes:
        """The file. The list of content types is marked as written here even if nothing changed in it."""
        stream = io.BytesIO()
        known = {info.filename for info in self._infos}
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._infos:
                if info.filename in self._gone:
                    continue
                written = info.filename in self._new or info.filename == CONTENT_TYPES
                copy = zipfile.ZipInfo(info.filename, WRITTEN if written else info.date_time)
                copy.compress_type, copy.create_system = info.compress_type, 0
                out.writestr(copy, self.read(info.filename))
            for name, content in self._new.items():
                if name not in known:
                    new = zipfile.ZipInfo(name, WRITTEN)
                    new.compress_type, new.create_system = zipfile.ZIP_DEFLATED, 0
                    out.writestr(new, content)
        return stream.getvalue()


def relationships_name(source: str) -> str:
    """`xl/workbook.xml` → `xl/_rels/workbook.xml.rels`."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(source: str, node: Node) -> Relationship:
    attributes = node.attributes
    target = ""
    if attributes.get("TargetMode") != "External":
        path = posixpath.join("/", posixpath.dirname(source), attributes.get("Target", ""))
        target = posixpath.normpath(path).lstrip("/")
    return Relationship(attributes.get("Id", ""), attributes.get("Type", ""), target)
