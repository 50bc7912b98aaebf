"""Sizes written in file names, as several rules read them."""

from __future__ import annotations

from adqa.facts.file import NameFacts
from adqa.units import Size

SMALLEST_SIDE, LARGEST_SIDE = 20, 10_000
"""Sides of ads; a feature-phone banner is 120x20."""
LONGER_SIDE_FROM = 88
"""The longer side of the smallest ad in use, 88x31: 24x36 is a poster in inches, 16x9 a ratio."""
DENSITIES = (1, 2, 3, 4)
_SOLD = """
88x31 120x60 120x90 120x240 120x600 125x125 160x600 180x150 200x200 234x60 240x400 250x250 250x360
300x50 300x75 300x100 300x250 300x300 300x600 300x1050 320x50 320x100 320x250 320x320 320x480 336x280
414x125 468x60 480x320 580x400 600x314 600x315 600x500 600x600 640x100 640x200 640x480 640x960 728x90
750x200 768x1024 800x250 800x600 930x180 960x250 970x66 970x90 970x250 970x550 980x120 1024x768
1080x1080 1080x1350 1080x1920 1200x300 1200x627 1200x628 1200x1200 1280x720 1456x180 1920x1080 1940x500
"""
_USUAL = frozenset(_SOLD.split())
"""Sizes every ad server knows: two numbers that make one of them mean pixels, wherever they stand."""
_NEAR = 0.1


def is_ad_size(size: Size) -> bool:
    """Whether two numbers with an x between them can be the pixel size of an ad."""
    short, long = sorted((size.width, size.height))
    return short >= SMALLEST_SIDE and LONGER_SIDE_FROM <= long <= LARGEST_SIDE


def named_sizes(name: NameFacts) -> list[Size]:
    """Pixel sizes a file name states, each once, in order."""
    sizes = dict.fromkeys(Size(width, height) for width, height in name.sizes)
    return [size for size in sizes if is_ad_size(size)]


def is_multiple(size: Size, of: Size) -> bool:
    """Whether a picture is art of a size, at any usual density; phones also ask for one and a half."""
    halves = max(abs(2 * size.width - 3 * of.width), abs(2 * size.height - 3 * of.height))
    return halves <= 1 or any(of.times(density) == size for density in DENSITIES)


def means_pixels(named: Size, size: Size) -> bool:
    """Whether two numbers in the name of a picture of this size are a pixel size rather than centimetres.

    They are if ads are sold at that size, or if they nearly are the picture's own numbers, in any order.
    """
    sides, said = (size.width, size.height), (named.width, named.height)
    return (
        str(named) in _USUAL
        or bool(set(sides) & set(said))
        or all(abs(side - number) <= _NEAR * side for side, number in zip(sides, said, strict=True))
    )
