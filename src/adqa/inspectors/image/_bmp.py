"""The headers of a BMP file."""

from __future__ import annotations

from adqa.facts.image import Colour
from adqa.inspectors.image._structure import Structure, damaged, number, truncated

_PER_CHANNEL = {16: 5, 24: 8, 32: 8}
_PLAIN = {0, 3, 6}
"""Codings whose length follows from the size."""


def read_bmp(content: bytes) -> Structure:
    """Reads size, depth and where the pixels end."""
    offset, header = number(content, 10, 4, little=True), number(content, 14, 4, little=True)
    if header == 12:
        width, height = number(content, 18, 2, little=True), number(content, 20, 2, little=True)
        bits, coding = number(content, 24, 2, little=True), 0
    else:
        width, stored = number(content, 18, 4, little=True), number(content, 22, 4, little=True)
        height = min(stored, (1 << 32) - stored)
        bits, coding = number(content, 28, 2, little=True), number(content, 30, 4, little=True)
    if bits not in (1, 2, 4, 8, 16, 24, 32):
        damaged("the header names a colour depth that does not exist")
    end = number(content, 2, 4, little=True)
    if coding in _PLAIN:
        end = offset + (width * bits + 31) // 32 * 4 * height
        if end > len(content):
            truncated()
    colour: Colour = "palette" if bits <= 8 else "rgb"
    return Structure(
        format="bmp",
        stream=content,
        end=max(end, min(number(content, 2, 4, little=True), len(content))),
        size=(width, height),
        colour=colour,
        bit_depth=_PER_CHANNEL.get(bits, bits),
    )
