"""The chunks of a WebP file."""

from __future__ import annotations

from adqa.inspectors.image._structure import Structure, damaged, number, truncated


def read_webp(content: bytes) -> Structure:
    """Walks the chunks within the length the RIFF header states."""
    end = 8 + number(content, 4, 4, little=True)
    if end > len(content):
        truncated()
    found = Structure(format="webp", stream=content[:end], end=end, colour="rgb")
    delays: list[float] = []
    place = 12
    while place + 8 <= end:
        name, length = content[place : place + 4], number(content, place + 4, 4, little=True)
        if place + 8 + length > end:
            damaged("a chunk is longer than the file")
        _read_chunk(name, content[place + 8 : place + 8 + length], found, delays)
        place += 8 + length + (length & 1)
    if found.size is None:
        damaged("it holds no picture")
    if delays:
        found.frames, found.delays = len(delays), tuple(delays)
    return found


def _read_chunk(name: bytes, data: bytes, found: Structure, delays: list[float]) -> None:
    if name == b"VP8X" and len(data) >= 10:
        found.size = (_u24(data, 4) + 1, _u24(data, 7) + 1)
    elif name == b"VP8 " and found.size is None and len(data) >= 10:
        found.size = (
            int.from_bytes(data[6:8], "little") & 0x3FFF,
            int.from_bytes(data[8:10], "little") & 0x3FFF,
        )
    elif name == b"VP8L" and found.size is None and len(data) >= 5:
        bits = int.from_bytes(data[1:5], "little")
        found.size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif name == b"ANIM" and len(data) >= 6:
        found.plays = int.from_bytes(data[4:6], "little") or None
    elif name == b"ANMF" and len(data) >= 16:
        delays.append(float(_u24(data, 12)))
    elif name == b"ICCP":
        found.icc = data
    elif name in (b"EXIF", b"XMP "):
        found.metadata_bytes += len(data) + 8
        if name == b"EXIF":
            found.exif = data.removeprefix(b"Exif\0\0")
        else:
            found.xmp = data


def _u24(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 3], "little")
