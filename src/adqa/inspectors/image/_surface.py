"""The pixels that stay on screen: the outermost lines along each edge, and the commonest colour."""

from __future__ import annotations

from operator import itemgetter, mul
from statistics import median_low
from typing import Any

from PIL import Image

from adqa.facts.image import Edge, SurfaceFacts
from adqa.inspectors.image._picture import hex_of, on_white

DEPTH = 20
"""Lines looked at from each edge."""
_CORNER, _CORNER_SHARE = 12, 6
"""Pixels left out at both ends of a line, at most a sixth of it: room for a round corner."""
_PARTS = 16
_FOURTH = 3
_DEEP = 8
"""A uniform band deeper than this is no line; a lossy format may hide one in it."""
_APART = 8
"""How far apart the channels of one colour may lie."""
_APART_SMEARED, _VARIANCE_SMEARED = 128, 12.0**2
"""The same for a lossy codec, which smears a thin line of strong colour, and how much its gray may vary."""
_SQUARES = tuple(value * value for value in range(256))
_BLACK = (0, 0, 0)
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
    corner = min(_CORNER, strip.width // _CORNER_SHARE)
    strip = strip.crop((corner, 0, strip.width - corner, strip.height))
    outer = _line(strip, 0)
    band = _band(strip, lossy) if _one_colour(outer, lossy) else 0
    inner = _line(strip, band) if 0 < band < strip.height else None
    fourth = _line(strip, min(_FOURTH, strip.height - 1))
    along = _parts(outer)
    inside = inner if inner and not (lossy and band > _DEEP) else fourth
    return Edge(
        width=band,
        colour=_mean(outer) if band else None,
        along=tuple(map(hex_of, along)),
        contrast=median_low(map(_apart, along, _parts(inside))),
        inner=_mean(inner) if inner else None,
    )


def _line(strip: Image.Image, place: int) -> Image.Image:
    return strip.crop((0, place, strip.width, place + 1))


def _parts(line: Image.Image) -> list[tuple[int, int, int]]:
    """Mean colours of equal parts of a line."""
    small = line.resize((min(_PARTS, line.width), 1), Image.Resampling.BOX).tobytes()
    return list(zip(small[0::3], small[1::3], small[2::3], strict=True))


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


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
    return hex_of(tuple(line.resize((1, 1), Image.Resampling.BOX).tobytes()))


def _dominant(picture: Image.Image) -> tuple[float, str]:
    """Share and colour of the commonest colour.

    Counted on a sample first, on every pixel only where one colour takes nearly all of it. White art on
    nothing, as logos are, is seen on a black page alone and counted there.
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
    if counted and counted[0] >= _COUNTED_FROM and picture.has_transparency_data:
        counted = min(counted, _commonest(on_white(picture, _BLACK)) or counted, key=itemgetter(0))
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
