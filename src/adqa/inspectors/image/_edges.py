"""The outermost lines of the art along each edge: is there a border, and what does it stand against?"""

from __future__ import annotations

from typing import Any

from PIL import Image

from adqa.facts.image import Edge
from adqa.inspectors.image._picture import hex_of, on_white

DEPTH = 20
"""Lines looked at from each edge."""
_EXACT, _LOSSY = 8, 40
"""How far apart channels of one colour may lie; a lossy codec smears a thin line by up to this much."""
_LOSSY_FORMATS = {"jpeg", "webp", "avif"}


def edges(picture: Image.Image, format_: str) -> tuple[Edge, Edge, Edge, Edge]:
    """Top, right, bottom, left of an upright picture."""
    width, height = picture.size
    deep, wide = min(DEPTH, height), min(DEPTH, width)
    tolerance = _LOSSY if format_ in _LOSSY_FORMATS else _EXACT
    flip, turn = Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose
    top = on_white(picture.crop((0, 0, width, deep)))
    right = on_white(picture.crop((width - wide, 0, width, height))).transpose(turn.ROTATE_90)
    bottom = on_white(picture.crop((0, height - deep, width, height))).transpose(flip)
    left = on_white(picture.crop((0, 0, wide, height))).transpose(turn.TRANSPOSE)
    first, second, third, fourth = (_edge(strip, tolerance) for strip in (top, right, bottom, left))
    return first, second, third, fourth


def _edge(strip: Image.Image, tolerance: int) -> Edge:
    """One edge, its outermost line first."""
    outer = strip.crop((0, 0, strip.width, 1))
    band = _band(strip, tolerance)
    inner = strip.crop((0, band, strip.width, band + 1)) if 0 < band < strip.height else None
    return Edge(
        width=band,
        colour=_mean(outer) if band else None,
        lightest=_lightest(outer),
        inner=_mean(inner) if inner else None,
    )


def _band(strip: Image.Image, tolerance: int) -> int:
    """How many outer lines together have one colour, found by halving: part of a band is a band."""
    uniform, mixed = 0, strip.height + 1
    probe = 1
    while uniform + 1 < mixed:
        if _one_colour(strip.crop((0, 0, strip.width, probe)), tolerance):
            uniform = probe
            probe = strip.height if probe == 1 else (uniform + mixed) // 2
        else:
            mixed = probe
            probe = (uniform + mixed) // 2
    return uniform


def _one_colour(lines: Image.Image, tolerance: int) -> bool:
    pairs: Any = lines.getextrema()
    return all(high - low <= tolerance for low, high in pairs)


def _mean(line: Image.Image) -> str:
    return _at(line.resize((1, 1), Image.Resampling.BOX), 0)


def _lightest(line: Image.Image) -> str:
    gray = line.convert("L")
    return _at(line, gray.tobytes().index(bytes([int(gray.getextrema()[1])])))  # type: ignore[arg-type]


def _at(line: Image.Image, place: int) -> str:
    colour = line.getpixel((place, 0))
    assert isinstance(colour, tuple)
    return hex_of(colour)
