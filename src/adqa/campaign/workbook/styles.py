"""Cell formats for our cells, appended to the workbook's own so that no number of theirs changes."""

from __future__ import annotations

from dataclasses import dataclass

from adqa.campaign.workbook.levels import FILLS, HEADER_FILL, Level
from adqa.campaign.workbook.xml_source import Edit, Node, append_child, parse, retag, splice

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SECTIONS = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
_DEFAULTS = {
    "fonts": ("<{p}font/>",),
    "fills": (
        '<{p}fill><{p}patternFill patternType="none"/></{p}fill>',
        '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    ),
    "borders": ("<{p}border/>",),
    "cellXfs": ('<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
"""What number 0 has to be where a workbook defines nothing, so that its cells look as before."""


@dataclass(frozen=True, slots=True)
class Formats:
    """Numbers of our cell formats."""

    header: int
    body: int
    levels: dict[Level, int]


def empty_styles(space: str) -> bytes:
    """A styles part for a workbook that has none."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{space}"/>'.encode()


class _Section:
    """One list of the styles, read once; what is put in comes after what is there."""

    def __init__(self, text: bytes, root: Node, name: str) -> None:
        self._text, self._root, self._name = text, root, name
        self._node = root.child(name)
        self._numbers: dict[bytes, int] = {}
        self._count = 0
        self._new: list[bytes] = []
        for node in self._node.children if self._node else ():
            self._numbers.setdefault(text[node.start : node.end], self._count)
            self._count += 1
        self._was_empty = not self._count
        if self._was_empty:
            for default in _DEFAULTS[name]:
                self._append(default.format(p=root.prefix).encode())

    def number(self, entry: str) -> int:
        """The number of an entry, which is put in if it is not there."""
        new = entry.encode()
        if new not in self._numbers:
            self._append(new)
        return self._numbers[new]

    def _append(self, new: bytes) -> None:
        self._numbers[new] = self._count
        self._count += 1
        self._new.append(new)

    def first(self) -> Node | None:
        """Its first entry, if the workbook has one of its own."""
        return self._node.children[0] if self._node and self._node.children else None

    def edits(self) -> list[Edit]:
        """What puts the new entries in."""
        if not self._new:
            return []
        inner = b"".join(self._new)
        if self._node is not None and not self._was_empty:
            count = retag(self._text, self._node, {"count": str(self._count)})
            return [count, append_child(self._text, self._node, inner)]
        tag = f"{self._root.prefix}{self._name}"
        whole = f'<{tag} count="{self._count}">'.encode() + inner + f"</{tag}>".encode()
        if self._node is not None:
            return [Edit(self._node.start, self._node.end, whole)]
        later = _SECTIONS[_SECTIONS.index(self._name) + 1 :]
        place = next((one.start for one in self._root.children if one.name in later), self._root.close)
        return [Edit(place, place, whole)]


def with_formats(text: bytes) -> tuple[bytes, Formats]:
    """The styles with our formats in them, and their numbers; formats that are there already are used."""
    root = parse(text)
    if root.empty:
        text = splice(text, [append_child(text, root, b"")])
        root = parse(text)
    p = root.prefix
    fonts, fills, borders, formats = (_Section(text, root, name) for name in _DEFAULTS)
    grey = fills.number(_fill(p, HEADER_FILL))
    header = formats.number(_format(p, font=fonts.number(_bold(text, fonts.first(), p)), fill=grey))
    body = formats.number(_format(p))
    levels = {
        level: formats.number(_format(p, fill=fills.number(_fill(p, colour))))
        for level, colour in FILLS.items()
    }
    edits = [edit for section in (fonts, fills, borders, formats) for edit in section.edits()]
    return splice(text, edits), Formats(header, body, levels)


def _fill(p: str, colour: str) -> str:
    return (
        f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/>'
        f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
    )


def _format(p: str, *, font: int = 0, fill: int = 0) -> str:
    used = ' applyFont="1"' * bool(font) + ' applyFill="1"' * bool(fill)
    return (
        f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0"{used} applyAlignment="1">'
        f'<{p}alignment vertical="top" wrapText="1"/></{p}xf>'
    )


def _bold(text: bytes, font: Node | None, p: str) -> str:
    """The workbook's first font, which its plain cells use, in bold."""
    if font is None:
        return f"<{p}font><{p}b/></{p}font>"
    bold = font.child("b")
    if bold is not None and bold.attributes.get("val") not in ("0", "false"):
        return text[font.start : font.end].decode()
    inner = "".join(text[one.start : one.end].decode() for one in font.children if one is not bold)
    return f"<{p}font><{p}b/>{inner}</{p}font>"
