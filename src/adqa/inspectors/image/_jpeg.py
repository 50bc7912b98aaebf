"""The markers of a JPEG file."""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

from adqa.facts.image import Colour
from adqa.inspectors.image._structure import Structure, damaged, number, truncated

_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The marker that ends entropy-coded data; restart markers and stuffed bytes belong to the data."""
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_SCAN, _END, _TABLES, _COMMENT = 0xDA, 0xD9, 0xDB, 0xFE
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_COLOURS: dict[int, Colour] = {1: "gray", 3: "rgb", 4: "cmyk"}


class _Segment(NamedTuple):
    marker: int
    start: int
    """Offset of the marker."""
    data: bytes


def read_jpeg(content: bytes) -> Structure:
    """Walks the markers up to the end of the image."""
    found = Structure(format="jpeg", stream=b"", end=None)
    pieces = [content[:2]]
    profile: dict[int, bytes] = {}
    tables: dict[int, tuple[int, ...]] = {}
    secondary_end = place = 2
    while True:
        place = _next_marker(content, place)
        marker = content[place + 1]
        if marker in _STANDALONE:
            place += 2
            continue
        if marker == _END:
            pieces.append(content[place : place + 2])
            break
        length = number(content, place + 2, 2)
        after = place + 2 + length
        if length < 2:
            damaged("a segment has no length")
        if after > len(content):
            truncated()
        segment = _Segment(marker, place, content[place + 4 : after])
        if marker == _SCAN:
            scan = _AFTER_SCAN.search(content, after)
            if scan is None:
                truncated()
            after = scan.start()
        elif marker in _FRAME:
            _read_frame(segment, found)
        elif marker == _TABLES:
            tables |= _quantisation(segment.data)
        if _carries_no_picture(segment):
            secondary_end = max(secondary_end, _read_block(content, segment, found, profile))
        else:
            pieces.append(content[place:after])
        place = after
    if found.size is None:
        damaged("it holds no picture")
    found.end = max(place + 2, secondary_end)
    found.stream = b"".join(pieces)
    found.icc = b"".join(part for _, part in sorted(profile.items()))
    found.jpeg_tables = tuple(table for _, table in sorted(tables.items()))
    return found


def _next_marker(content: bytes, place: int) -> int:
    """Decoders skip stray bytes between segments, and fill bytes before a marker."""
    place = content.find(b"\xff", place)
    while 0 <= place < len(content) - 1 and content[place + 1] in (0x00, 0xFF):
        place = content.find(b"\xff", place + 1)
    if not 0 <= place < len(content) - 1:
        truncated()
    return place


def _read_frame(segment: _Segment, found: Structure) -> None:
    if len(segment.data) < 6:
        damaged("the frame header is too short")
    data = segment.data
    found.bit_depth = data[0]
    found.size = (int.from_bytes(data[3:5], "big"), int.from_bytes(data[1:3], "big"))
    found.colour = _COLOURS.get(data[5])
    found.progressive = segment.marker in _PROGRESSIVE


def _quantisation(data: bytes) -> dict[int, tuple[int, ...]]:
    tables, place = {}, 0
    while place < len(data):
        wide, name = data[place] >> 4, data[place] & 15
        width = 2 if wide else 1
        cells = data[place + 1 : place + 1 + 64 * width]
        if len(cells) == 64 * width:
            tables[name] = struct.unpack(">64H" if wide else "64B", cells)
        place += 1 + 64 * width
    return tables


def _carries_no_picture(segment: _Segment) -> bool:
    """The decoder needs APP0 and APP14, which say how colours are coded, and no other such block."""
    return segment.marker == _COMMENT or (0xE1 <= segment.marker <= 0xEF and segment.marker != _APP14)


def _read_block(content: bytes, segment: _Segment, found: Structure, profile: dict[int, bytes]) -> int:
    """Reads one metadata block; gives the end of the secondary pictures it lists, or 0."""
    data = segment.data
    if segment.marker == _APP2 and data.startswith(b"ICC_PROFILE\0"):
        profile[data[12] if len(data) > 12 else 0] = data[14:]
        return 0
    if segment.marker == _APP2 and data.startswith(b"MPF\0"):
        return _secondary_end(content, segment.start + 8, data[4:])
    found.metadata_bytes += len(data) + 4
    if segment.marker == _APP1 and data.startswith(b"Exif\0\0"):
        found.exif = found.exif or data[6:]
    elif segment.marker == _APP1 and data.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        found.xmp = data[29:]
    return 0


def _secondary_end(content: bytes, base: int, mpf: bytes) -> int:
    """Where the last further picture of a multi-picture file ends, so that it is not called trailing data."""
    little = mpf[:2] == b"II"

    def at(place: int, length: int) -> int:
        return int.from_bytes(mpf[place : place + length], "little" if little else "big")

    directory, end = at(4, 4), 0
    for entry in range(directory + 2, directory + 2 + 12 * min(at(directory, 2), 16), 12):
        if at(entry, 2) != 0xB002:
            continue
        size, start = at(entry + 4, 4), at(entry + 8, 4)
        for picture in range(start, min(start + size, len(mpf)), 16):
            begin = base + at(picture + 8, 4)
            after = begin + at(picture + 4, 4)
            if begin > base and after <= len(content) and content[begin : begin + 2] == b"\xff\xd8":
                end = max(end, after)
    return end
