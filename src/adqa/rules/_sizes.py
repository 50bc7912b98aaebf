"""Sizes written in file names, as several rules read them."""

from __future__ import annotations

from adqa.facts.file import NameFacts
from adqa.units import Size

SMALLEST_SIDE, LARGEST_SIDE = 20, 10_000
"""Sides of ads; a feature-phone banner is 120x20."""
LONGER_SIDE_FROM = 88
"""The longer side of the smallest ad in use, 88x31: 24x36 is a poster in inches, 16x9 a ratio."""
DENSITIES = (1, 2, 3, 4)


def is_ad_size(size: Size) -> bool:
    """Whether two numbers with an x between them can be the pixel size of an ad."""
    short, long = sorted((size.width, size.height))
    return short >= SMALLEST_SIDE and LONGER_SIDE_FROM <= long <= LARGEST_SIDE


def named_sizes(name: NameFacts) -> list[Size]:
    """Pixel sizes a file name states, each once, in order."""
    sizes = dict.fromkeys(Size(width, height) for width, height in name.sizes)
    return [size for size in sizes if is_ad_size(size)]


def is_multiple(size: Size, of: Size) -> bool:
    """Whether a picture is art of a size, at any usual density."""
    return any(of.times(density) == size for density in DENSITIES)
