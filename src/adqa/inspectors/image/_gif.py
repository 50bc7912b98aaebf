"""The blocks of a GIF file."""

from __future__ import annotations

from adqa.inspectors.image._structure import Structure, damaged, number, truncated

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION, _PLAIN_TEXT = 0xF9, 0xFE, 0xFF, 0x01
_TRANSPARENT, _DISPOSAL, _TO_BACKGROUND = 0x01, 0x1C, 0x08
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def read_gif(content: bytes) -> Structure:
    """Walks the blocks up to the trailer.

    A byte that begins no block ends the picture, as browsers have it. The stored loop count is the number
    of repeats: browsers play the sequence once more than it says, and once if there is no loop block.
    """
    flags = number(content, 10, 1)
    width, height = number(content, 6, 2, little=True), number(content, 8, 2, little=True)
    found = Structure(format="gif", stream=b"", end=None, colour="palette", frames=0)
    place = 13 + _table(flags)
    delays: list[float] = []
    delay, control, cleared = 0.0, 0, False
    while (kind := number(content, place, 1)) in (_EXTENSION, _IMAGE):
        start = place
        if kind == _IMAGE:
            left, top, wide, high = (number(content, place + 1 + 2 * at, 2, little=True) for at in range(4))
            local = number(content, place + 9, 1)
            if not delays:
                width, height = max(width, left + wide), max(height, top + high)
                found.progressive = bool(local & 0x40)
            place = _skip_blocks(content, place + 11 + _table(local))
            opaque = not control & _TRANSPARENT
            if opaque and (left, top) == (0, 0) and wide >= width and high >= height:
                found.painted = False
            elif cleared or (opaque and not delays):
                found.painted = True
            cleared = opaque and control & _DISPOSAL == _TO_BACKGROUND
            delays.append(delay)
            delay, control = 0.0, 0
            continue
        label = number(content, place + 1, 1)
        place = _skip_blocks(content, place + 2)
        if label == _CONTROL and content[start + 2] >= 4:
            control = content[start + 3]
            delay = 10.0 * int.from_bytes(content[start + 4 : start + 6], "little")
        elif label == _APPLICATION and content[start + 3 : start + 14] in _LOOPS:
            if content[start + 14] >= 3 and content[start + 15] & 7 == 1:
                stored = int.from_bytes(content[start + 16 : start + 18], "little")
                found.plays = stored + 1 if stored else None
        elif label in (_COMMENT, _APPLICATION, _PLAIN_TEXT):
            found.metadata_bytes += place - start
            if content[start + 3 : start + 14] == b"XMP DataXMP":
                found.xmp = content[start + 14 : place]
    if not delays:
        damaged("it holds no picture")
    found.size, found.frames, found.delays = (width, height), len(delays), tuple(delays)
    found.stream = content[:place] + b";"
    found.end = place + (kind == _TRAILER)
    return found


def _table(flags: int) -> int:
    """Bytes of the colour table the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(content: bytes, place: int) -> int:
    """The offset behind a sequence of sub-blocks."""
    try:
        while length := content[place]:
            place += 1 + length
    except IndexError:
        truncated()
    return place + 1
