"""An XML part as its own text: elements are found by place, and only what changes is spliced in.

Writing a parsed tree again would lose or reorder namespaces, `mc:Ignorable` prefixes, entities, white space
and attributes that somebody's Excel needs. Here the bytes around an edit stay the bytes that were there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from adqa.campaign.workbook.errors import CannotEdit

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<(?:([^\s/>:]+):)?[^\s/>]+((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class Part:
    """One XML part: its text as UTF-8, and the way back to the encoding it came in."""

    __slots__ = ("_bom", "_encoding", "text")

    def __init__(self, raw: bytes) -> None:
        """Raises CannotEdit if the part is not text in the encoding that it names."""
        self._bom, self._encoding = next(
            ((bom, name) for bom, name in _BOMS if raw.startswith(bom)), (b"", "")
        )
        if not self._encoding:
            declared = _DECLARED.match(raw)
            self._encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        bare = raw[len(self._bom) :]
        try:
            self.text = bare if self._encoding == "utf-8" else bare.decode(self._encoding).encode("utf-8")
            whole = self.bytes_of(self.text) == raw
        except (UnicodeError, LookupError):
            whole = False
        if not whole:
            raise CannotEdit("one of its parts is not in the encoding that it names")

    def bytes_of(self, text: bytes) -> bytes:
        """Changed text in the encoding of the part; what that cannot hold becomes a character reference."""
        if self._encoding == "utf-8":
            return self._bom + text
        return self._bom + text.decode("utf-8").encode(self._encoding, errors="xmlcharrefreplace")


@dataclass(slots=True)
class Node:
    """One element and the places of its tags in the text."""

    name: str
    """Local name."""
    space: str
    """Namespace; empty if it has none or the text is a fragment."""
    attributes: dict[str, str]
    """Local name, or `namespace local` if the attribute has one, → value."""
    start: int
    inside: int
    """After the start tag."""
    close: int = 0
    """Before the end tag; `inside` for an empty element."""
    end: int = 0
    empty: bool = False
    """Written as `<x/>`."""
    prefix: str = ""
    """Of its tag, with the colon."""
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, name: str) -> Node | None:
        """The first child of this local name in the node's own namespace."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[Node]:
        """Its children of this local name in the node's own namespace."""
        return [one for one in self.children if one.name == name and one.space == self.space]


def parse(text: bytes) -> Node:
    """The root of a document, with its whole tree. Raises CannotEdit."""
    return _tree(text, namespaces=True)


def parse_row(text: bytes) -> Node:
    """A row cut out of a document, with its cells but not what is in them.

    Its names keep no namespace, since that is declared elsewhere.
    """
    return _tree(text, namespaces=False, deepest=2)


def _tree(text: bytes, *, namespaces: bool, deepest: int | None = None) -> Node:
    roots: list[Node] = []
    open_: list[Node] = []
    below = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal below
        if len(open_) == deepest:
            below += 1
            return
        node = node_at(text, parser.CurrentByteIndex, name, attributes)
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)

    def end(_: str) -> None:
        nonlocal below
        if below:
            below -= 1
        else:
            close_node(open_.pop(), text, parser.CurrentByteIndex)

    def data(words: str) -> None:
        open_[-1].text += words

    parser = reader(start, end, namespaces=namespaces)
    if deepest is None:
        parser.CharacterDataHandler = data
    run(parser, text)
    return roots[0]


def reader(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], *, namespaces: bool = True
) -> expat.XMLParserType:
    """A parser that refuses a document type: entities have no place in a workbook."""
    parser = expat.ParserCreate("utf-8", " " if namespaces else None)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def run(parser: expat.XMLParserType, text: bytes) -> None:
    """Parses all of it. Raises CannotEdit if it is not well formed."""
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        raise CannotEdit("one of its parts is damaged") from None


def _refuse_doctype(*_: object) -> None:
    raise CannotEdit("one of its parts declares a document type, which workbooks never do")


def node_at(text: bytes, place: int, name: str, attributes: dict[str, str]) -> Node:
    """The node of a start event; the parser reports only where a tag begins."""
    tag = _TAG.match(text, place)
    if tag is None:  # expat accepts nothing else, so this is a tag that it expanded from elsewhere
        raise CannotEdit("one of its parts is written in a way that cannot be followed")
    space, _, local = name.rpartition(" ")
    if ":" in local:
        local = local.partition(":")[2]
    prefix = tag[1].decode("utf-8") + ":" if tag[1] else ""
    return Node(local, space, attributes, place, tag.end(), empty=bool(tag[3]), prefix=prefix)


def close_node(node: Node, text: bytes, place: int) -> None:
    """Sets the places of the end tag, from an end event."""
    if node.empty:
        node.close = node.end = node.inside
    else:
        node.close, node.end = place, text.index(b">", place) + 1


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replaces `text[start:end]`; an insertion if they are equal."""

    start: int
    end: int
    new: bytes


def splice(text: bytes, edits: Iterable[Edit]) -> bytes:
    """The text with all edits made; insertions at one place keep the order they were given in."""
    parts: list[bytes] = []
    place = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        parts += (text[place : edit.start], edit.new)
        place = edit.end
    return b"".join((*parts, text[place:]))


def append_child(text: bytes, node: Node, new: bytes) -> Edit:
    """The edit that puts markup before the end tag of a node, which may be written as `<x/>`."""
    if not node.empty:
        return Edit(node.close, node.close, new)
    tag = text[node.start : node.inside]
    return Edit(node.start, node.end, opened(tag) + new + end_tag(tag))


def opened(tag: bytes) -> bytes:
    """`<x a="1"/>` → `<x a="1">`."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def end_tag(tag: bytes) -> bytes:
    """`<x a="1">` → `</x>`."""
    name = re.match(rb"<([^\s/>]+)", tag)
    return b"</" + (name[1] if name else b"") + b">"


def with_attributes(tag: bytes, changes: dict[str, str]) -> bytes:
    """A start tag with attributes set, in place where they exist and at the end where not."""
    left = {name.encode(): value.encode() for name, value in changes.items()}
    first = re.match(rb"<[^\s/>]+", tag)
    place = first.end() if first else 0
    parts = [tag[:place]]
    while found := _ATTRIBUTE.match(tag, place):
        value = left.pop(found[1], None)
        parts.append(
            found[0] if value is None else b"%s%s%s" % (found[0][: -len(found[2])] + b'"', value, b'"')
        )
        place = found.end()
    parts += [b' %s="%s"' % item for item in left.items()]
    return b"".join((*parts, tag[place:]))


def retag(text: bytes, node: Node, changes: dict[str, str]) -> Edit:
    """The edit that sets attributes of a node."""
    return Edit(node.start, node.inside, with_attributes(text[node.start : node.inside], changes))
