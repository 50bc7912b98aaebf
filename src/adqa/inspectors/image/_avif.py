"""The boxes of an AVIF file, a still or a sequence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adqa.inspectors.image._structure import Structure, damaged, number, truncated


def read_avif(content: bytes) -> Structure:
    """Walks the outermost boxes; how many frames there are only the decoder knows."""
    found = Structure(format="avif", stream=b"", end=None, frames=None)
    place = 0
    heads: dict[bytes, bytes] = {}
    while place < len(content):
        name = content[place + 4 : place + 8]
        if place and not _is_name(name):
            break
        size, header = number(content, place, 4), 8
        if size == 1:
            size, header = number(content, place + 8, 8), 16
        after = place + size if size else len(content)
        if after > len(content):
            truncated()
        if after < place + header:
            damaged("a box has no length")
        heads.setdefault(name, content[place + header : after])
        place = after
    found.stream, found.end = content[:place], place
    meta, movie = heads.get(b"meta", b""), heads.get(b"moov", b"")
    _read_coding(meta or movie, found)
    found.size = _canvas(meta)
    found.plays = _plays(movie)
    return found


def read_decoder(info: Mapping[Any, Any], structure: Structure) -> None:
    """Takes what the decoder read; it puts the turn of the picture into EXIF, made for that if need be."""
    structure.icc, structure.xmp = info.get("icc_profile", b""), info.get("xmp", b"")
    structure.exif = info.get("exif", b"").removeprefix(b"Exif\0\0")
    stored = len(structure.exif) if b"Exif" in structure.stream else 0
    structure.metadata_bytes = len(structure.xmp) + stored


def _is_name(name: bytes) -> bool:
    return len(name) == 4 and all(32 <= one < 127 for one in name)


def _read_coding(boxes: bytes, found: Structure) -> None:
    """Bit depth and colour stand in the coding box, which is nested differently in stills and sequences."""
    at = boxes.find(b"av1C")
    if at < 0 or at + 7 > len(boxes):
        return
    flags = boxes[at + 6]
    found.bit_depth = 12 if flags & 0x20 else 10 if flags & 0x40 else 8
    found.colour = "gray" if flags & 0x10 else "rgb"


def _canvas(meta: bytes) -> tuple[int, int] | None:
    """The largest extent any part of the still states; tiles of a grid state their own."""
    sizes, at = [], meta.find(b"ispe")
    while at >= 0:
        sizes.append(
            (int.from_bytes(meta[at + 8 : at + 12], "big"), int.from_bytes(meta[at + 12 : at + 16], "big"))
        )
        at = meta.find(b"ispe", at + 4)
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if size < 8:
            return
        yield data[place + 4 : place + 8], data[place + 8 : place + size]
        place += size


def _plays(movie: bytes) -> int | None:
    """Browsers repeat a sequence as often as its edit list says, and without end if it has none."""
    for name, track in _boxes(movie):
        if name != b"trak":
            continue
        parts = dict(_boxes(track))
        edit = dict(_boxes(parts.get(b"edts", b""))).get(b"elst", b"")
        header = parts.get(b"tkhd", b"")
        if len(edit) < 16 or len(header) < 24:
            return None
        if not edit[3] & 1:
            return 1
        wide = header[0] == 1
        duration = int.from_bytes(header[28:36] if wide else header[20:24], "big")
        segment = int.from_bytes(edit[8:16] if edit[0] == 1 else edit[8:12], "big")
        if duration == (1 << (64 if wide else 32)) - 1 or not segment:
            return None
        return max(1, -(-duration // segment))
    return 1
