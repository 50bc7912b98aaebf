"""The chunks of a PNG or APNG file."""

from __future__ import annotations

import zlib

from adqa.facts.image import Colour
from adqa.inspectors.image._structure import Structure, damaged, number, truncated

_COLOURS: dict[int, Colour] = {0: "gray", 2: "rgb", 3: "palette", 4: "gray", 6: "rgb"}
_PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"}
"""Chunks the decoder needs."""
_TEXT = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_LARGEST_PROFILE = 4 * 1024 * 1024
_METRES_PER_INCH = 0.0254


def read_png(content: bytes) -> Structure:
    """Walks the chunks up to IEND; what follows it is not part of the picture."""
    found = Structure(format="png", stream=b"", end=None)
    pieces, place = [content[:8]], 8
    view = memoryview(content)
    pictured = False
    announced: int | None = None
    order: list[int] = []
    """Numbers the chunks of the animation bear; they must count up from 0."""
    delays: list[float] = []
    while True:
        length, name = number(content, place, 4), content[place + 4 : place + 8]
        after = place + 12 + length
        if after > len(content):
            truncated()
        if place == 8 and name != b"IHDR":
            damaged("it does not begin with its header")
        if zlib.crc32(view[place + 4 : after - 4]) != number(content, after - 4, 4):
            if not name[:1].islower() or name in _PICTURE:
                damaged("a checksum is wrong")
        else:
            data = view[place + 8 : after - 4]
            if name == b"IHDR":
                _read_header(bytes(data), found)
            elif name == b"acTL" and not pictured and length == 8:
                announced = int.from_bytes(data[:4], "big")
                found.plays = int.from_bytes(data[4:], "big") or None
            elif name == b"fcTL" and length == 26:
                found.poster = found.poster or (pictured and not delays)
                delays.append(_delay(data))
                order.append(int.from_bytes(data[:4], "big"))
            elif name == b"fdAT" and length >= 4:
                order.append(int.from_bytes(data[:4], "big"))
            elif name == b"IDAT":
                pictured = True
            elif name not in _PICTURE:
                _read_other(name, bytes(data), found)
            if name in _PICTURE:
                pieces.append(content[place:after])
        place = after
        if name == b"IEND":
            break
    if not pictured:
        damaged("it holds no picture")
    if announced is not None:
        if announced != len(delays) or order != list(range(len(order))) or not delays:
            damaged("the frames of its animation are not complete or not in order")
        found.format = "apng"
        found.frames, found.delays = len(delays), tuple(delays)
    else:
        found.poster, found.plays = False, 1
    found.stream, found.end = b"".join(pieces), place
    return found


def _read_header(data: bytes, found: Structure) -> None:
    if len(data) != 13:
        damaged("the header has a wrong length")
    found.size = (int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big"))
    found.bit_depth = data[8]
    if data[9] not in _COLOURS:
        damaged("the header names a colour type that does not exist")
    found.colour = "bilevel" if data[8] == 1 and data[9] == 0 else _COLOURS[data[9]]
    found.progressive = data[12] == 1


def _delay(control: memoryview) -> float:
    """Milliseconds; a denominator of zero counts as 100, as the format says."""
    numerator = int.from_bytes(control[20:22], "big")
    return 1000 * numerator / (int.from_bytes(control[22:24], "big") or 100)


def _read_other(name: bytes, data: bytes, found: Structure) -> None:
    if name in _TEXT:
        found.metadata_bytes += len(data) + 12
    if name == b"eXIf":
        found.exif = data.removeprefix(b"Exif\0\0")
    elif name == b"iTXt" and data.startswith(b"XML:com.adobe.xmp\0"):
        found.xmp = data[22:]
    elif name == b"pHYs" and len(data) == 9 and data[8] == 1:
        found.dpi = round(int.from_bytes(data[:4], "big") * _METRES_PER_INCH, 1) or None
    elif name == b"iCCP":
        found.icc = _profile(data)


def _profile(data: bytes) -> bytes:
    """The unpacked profile; empty if it is broken, as browsers then ignore it."""
    packed = data[data.find(b"\0") + 2 :]
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST_PROFILE)
    except zlib.error:
        return b""
