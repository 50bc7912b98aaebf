"""SVG: read as XML, never rendered.

The parser is expat without any access to other files. Entities are refused unless they are short plain
text, as Illustrator writes them for its namespaces, so that nothing expands.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from adqa.facts.image import ImageFacts, Metadata
from adqa.inspectors.image._private import read_private
from adqa.inspectors.image._structure import damaged, truncated

_NAMESPACE = "http://www.w3.org/2000/svg"
_LONGEST_ENTITY = 200
_DEFAULT_SIZE = (300.0, 150.0)
"""What a browser gives a picture without size and ratio."""
_PIXELS_PER_UNIT = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|in|cm|mm)?\s*")
_LARGEST = 1_000_000
_SMIL = {"animate", "animateTransform", "animateMotion", "animateColor", "set"}
_CSS_MOTION = re.compile(r"@(?:-\w+-)?keyframes|(?<![\w-])(?:-\w+-)?(?:animation|transition)(?:-name)?\s*:")
_CSS_FETCH = re.compile(r"@import|url\(\s*['\"]?\s*(?:https?:|//|file:)", re.IGNORECASE)
_FETCH = re.compile(r"\s*(?:https?:|//|file:)", re.IGNORECASE)
_LOADS = {"image", "use", "feImage", "script", "link", "mpath", "pattern", "linearGradient", "radialGradient"}
"""Elements whose `href` is fetched; that of `a` is followed only when clicked."""


def read_svg(content: bytes) -> ImageFacts:
    """The facts of a vector image; what only rendering would show stays unknown."""
    reading = _Reading()
    reading.parse(content)
    width, height, sized = reading.size()
    private = read_private(b"", bytes(reading.metadata))
    return ImageFacts(
        format="svg",
        width=width,
        height=height,
        sized=sized,
        alpha="unknown",
        metadata=Metadata(
            bytes=len(reading.metadata), gps=private.gps, camera=private.camera, personal=private.personal
        ),
        unmeasured_motion=tuple(sorted(reading.motion)),
        active_content=tuple(sorted(reading.active)),
    )


class _Reading:
    """What is gathered while the parser runs."""

    def __init__(self) -> None:
        self.root: dict[str, str] | None = None
        self.motion: set[str] = set()
        self.active: set[str] = set()
        self.metadata = bytearray()
        self._content = b""
        self._metadata_from: int | None = None
        self._style: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._parser.CommentHandler = self._comment

    def parse(self, content: bytes) -> None:
        """Reads the whole document; what is not well formed is Unreadable: browsers show nothing of it."""
        self._content = content
        try:
            self._parser.Parse(content, False)
        except expat.ExpatError as error:
            damaged(f"line {error.lineno} is not well-formed XML")
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            truncated()

    def size(self) -> tuple[int, int, bool]:
        """Width, height, and whether the file states them."""
        root = self.root or {}
        box = _view_box(root.get("viewBox", ""))
        width, height = _pixels(root.get("width")), _pixels(root.get("height"))
        if box and (width is None) != (height is None):
            width = width if width is not None else (height or 0) * box[0] / box[1]
            height = height if height is not None else width * box[1] / box[0]
        if width is not None and height is not None:
            return _whole(width), _whole(height), True
        shown = box or _DEFAULT_SIZE
        return _whole(shown[0]), _whole(shown[1]), False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self.root is None:
            if local != "svg" or namespace != _NAMESPACE:
                damaged("it does not say that it is SVG (xmlns), so browsers do not draw it")
            self.root = attributes
        if local in _SMIL:
            self.motion.add("smil")
        elif local == "script":
            self._found_script("script")
        elif local == "foreignObject":
            self.active.add("foreign object")
        elif local == "style":
            self._style = []
        elif local == "metadata" and self._metadata_from is None:
            self._metadata_from = self._parser.CurrentByteIndex
        for key, value in attributes.items():
            self._attribute(local, key.rpartition(" ")[2], value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key.startswith("on") and key[2:].isalpha():
            self._found_script("event handler")
        elif key == "style":
            self._css(value)
        elif key in ("href", "src"):
            if value.lstrip().lower().startswith("javascript:"):
                self._found_script("script")
            elif element in _LOADS and _FETCH.match(value):
                self.active.add("external reference")
        elif _CSS_FETCH.search(value):
            self.active.add("external reference")

    def _found_script(self, what: str) -> None:
        self.active.add(what)
        self.motion.add("script")

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "style" and self._style is not None:
            self._css("".join(self._style))
            self._style = None
        elif local == "metadata" and self._metadata_from is not None:
            self.metadata += self._content[self._metadata_from : self._parser.CurrentByteIndex]
            self._metadata_from = None

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _css(self, text: str) -> None:
        if _CSS_MOTION.search(text):
            self.motion.add("css")
        if _CSS_FETCH.search(text):
            self.active.add("external reference")

    def _comment(self, text: str) -> None:
        if self._metadata_from is None:
            self.metadata += f"<!--{text}-->".encode()

    def _entity(
        self, name: str, is_parameter: bool, value: str | None, base: str | None, *_: str | None
    ) -> None:
        if is_parameter or value is None or len(value) > _LONGEST_ENTITY or "&" in value or "<" in value:
            damaged("it declares XML entities that expand, which is refused")


def _pixels(text: str | None) -> float | None:
    """A length in pixels; None if it is missing or relative."""
    match = _LENGTH.fullmatch(text or "")
    value = float(match[1]) * _PIXELS_PER_UNIT[match[2] or ""] if match else 0.0
    return value if 0.5 <= value <= _LARGEST else None


def _whole(length: float) -> int:
    """Whole pixels, halves rounded up as browsers do."""
    return max(1, int(length + 0.5))


def _view_box(text: str) -> tuple[float, float] | None:
    parts = text.replace(",", " ").split()
    try:
        width, height = float(parts[2]), float(parts[3])
    except (IndexError, ValueError):
        return None
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None
