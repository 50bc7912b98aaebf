"""The pixels that stay on screen: the outermost lines along each edge, and the commonest colour."""

from __future__ import annotations

from operator import mul
from typing import Any

from PIL import Image

from adqa.facts.image import Edge, SurfaceFacts
from adqa.inspectors.image._picture import hex_of, on_white

DEPTH = 20
"""Lines looked at from each edge."""
_APART = 8
"""How far apart the channels of one colour may lie."""
_APART_SMEARED, _VARIANCE_SMEARED = 128, 12.0**2
"""The same for a lossy codec, which smears a thin line of strong colour, and how much its gray may vary."""
_SQUARES = tuple(value * value for value in range(256))
_SAMPLED = 32
"""Longest side of the sample that finds the commonest colour."""
_COUNTED_FROM = 0.8
"""From this share on the sample, where a picture may be nearly empty, every pixel is counted."""
_MOST_COLOURS = 1 << 16
_LOSSY_FORMATS = {"jpeg", "webp", "avif"}


def surface(picture: Image.Image, format_: str) -> SurfaceFacts:
    """Measures an upright picture."""
    lossy = format_ in _LOSSY_FORMATS
    share, colour = _dominant(picture)
    return SurfaceFacts(
        lossy=lossy, edges=_edges(picture, lossy), dominant_share=share, dominant_colour=colour
    )


def _edges(picture: Image.Image, lossy: bool) -> tuple[Edge, Edge, Edge, Edge]:
    """Top, right, bottom, left of an upright picture."""
    width, height = picture.size
    deep, wide = min(DEPTH, height), min(DEPTH, width)
    turn = Image.Transpose
    return (
        _edge(picture, (0, 0, width, deep), None, lossy),
        _edge(picture, (width - wide, 0, width, height), turn.ROTATE_90, lossy),
        _edge(picture, (0, height - deep, width, height), turn.FLIP_TOP_BOTTOM, lossy),
        _edge(picture, (0, 0, wide, height), turn.TRANSPOSE, lossy),
    )


def _edge(
    picture: Image.Image, box: tuple[int, int, int, int], turn: Image.Transpose | None, lossy: bool
) -> Edge:
    """One edge: the strip in `box`, turned so that its outermost line comes first."""
    strip = on_white(picture.crop(box))
    if turn is not None:
        strip = strip.transpose(turn)
    outer = strip.crop((0, 0, strip.width, 1))
    band = _band(strip, lossy) if _one_colour(outer, lossy) else 0
    inner = strip.crop((0, band, strip.width, band + 1)) if 0 < band < strip.height else None
    return Edge(
        width=band,
        colour=_mean(outer) if band else None,
        lightest=_lightest(outer),
        inner=_mean(inner) if inner else None,
    )


def _band(strip: Image.Image, lossy: bool) -> int:
    """How many outer lines together have one colour, found by halving: part of a band is a band."""
    uniform, mixed = 1, strip.height + 1
    while uniform + 1 < mixed:
        probe = (uniform + mixed) // 2
        if _one_colour(strip.crop((0, 0, strip.width, probe)), lossy):
            uniform = probe
        else:
            mixed = probe
    return uniform


def _one_colour(lines: Image.Image, lossy: bool) -> bool:
    pairs: Any = lines.getextrema()
    apart = max(high - low for low, high in pairs)
    if apart <= _APART or not lossy:
        return bool(apart <= _APART)
    return bool(apart <= _APART_SMEARED) and _variance(lines.convert("L").histogram()) <= _VARIANCE_SMEARED


def _variance(histogram: list[int]) -> float:
    count = sum(histogram)
    mean: float = sum(map(mul, histogram, range(256))) / count
    square: float = sum(map(mul, histogram, _SQUARES)) / count
    return square - mean * mean


def _mean(line: Image.Image) -> str:
    return _at(line.resize((1, 1), Image.Resampling.BOX), 0)


def _lightest(line: Image.Image) -> str:
    gray = line.convert("L")
    return _at(line, gray.tobytes().index(bytes([int(gray.getextrema()[1])])))  # type: ignore[arg-type]


def _at(line: Image.Image, place: int) -> str:
    colour = line.getpixel((place, 0))
    assert isinstance(colour, tuple)
    return hex_of(colour)


def _dominant(picture: Image.Image) -> tuple[float, str]:
    """Share and colour of the commonest colour.

    Counted on a sample first, on every pixel only where one colour takes nearly all of it.
    """
    width, height = picture.size
    step = max(1, -(-max(width, height) // _SAMPLED))
    sample = picture
    if step > 1:
        size = (max(1, width // step), max(1, height // step))
        sample = picture.resize(size, Image.Resampling.NEAREST)
    counted = _commonest(on_white(sample))
    if step > 1 and counted and counted[0] >= _COUNTED_FROM:
        counted = _commonest(on_white(picture)) or counted
    assert counted is not None
    return round(counted[0], 3), counted[1]


def _commonest(picture: Image.Image) -> tuple[float, str] | None:
    """None if there are too many colours to count; a sample never has."""
    colours = picture.getcolors(_MOST_COLOURS)
    if colours is None:
        return None
    count, colour = max(colours)
    assert isinstance(colour, tuple)
    return count / (picture.width * picture.height), hex_of(colour)
