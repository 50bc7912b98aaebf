"""What the art looks like: a difference hash, and how sharp it is."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

from adqa.facts.image import PerceptualFacts
from adqa.inspectors.image._picture import on_white

_ROWS = 8
_MIDDLE = 256
"""Side of the part of a large picture that is looked at for sharpness."""
_SMALLEST = 32
"""Side under which a picture holds too little to tell."""
_DETAIL, _ENLARGED = 3.0, 0.42
_SHARP, _STEEPEST, _ACROSS = 0.7, 0.002, 3
"""The steepest steps between neighbours (the top fifth of a percent) reach this share of those across three
pixels only in art drawn at its size: enlarging turns every step into a ramp."""
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=4, offset=128)
_LAPLACIAN_SCALE = 16


def perceptual(picture: Image.Image) -> PerceptualFacts:
    """Measures an upright picture."""
    gray = on_white(picture).convert("L")
    middle = _middle(gray)
    return PerceptualFacts(dhash=_dhash(gray), sharpness=_sharpness(middle), enlarged=_enlarged(middle))


def _middle(gray: Image.Image) -> Image.Image:
    """The middle of a large picture, which tells its sharpness as well as all of it."""
    width, height = gray.size
    if width * height <= _MIDDLE * _MIDDLE:
        return gray
    left, top = max(0, width - _MIDDLE) // 2, max(0, height - _MIDDLE) // 2
    return gray.crop((left, top, min(width, left + _MIDDLE), min(height, top + _MIDDLE)))


def _sharpness(gray: Image.Image) -> float:
    if min(gray.size) < 3:
        return 0.0
    laplacian = gray.filter(_LAPLACIAN).crop((1, 1, gray.width - 1, gray.height - 1))
    return round(ImageStat.Stat(laplacian).var[0] * _LAPLACIAN_SCALE, 1)


def _dhash(gray: Image.Image) -> str:
    """One bit for each pair of neighbours of a 9x8 picture: is the right one lighter?"""
    cells = gray.resize((_ROWS + 1, _ROWS), Image.Resampling.BOX, reducing_gap=2).tobytes()
    bits = 0
    for row in range(_ROWS):
        for column in range(_ROWS):
            at = row * (_ROWS + 1) + column
            bits = bits << 1 | (cells[at + 1] > cells[at])
    return f"{bits:016x}"


def _enlarged(gray: Image.Image) -> bool:
    """Art made at its size loses about as much when it is halved as its half does when halved again.

    Among 229 published ads the first loss was never under 0.45 of the second; after they were scaled up to
    the double it was under 0.42 in nine of ten. Enlarging by less than a half is not told from soft art.
    Flat art with few sharp edges loses little as well, but its edges stay steep.
    """
    if min(gray.size) < _SMALLEST:
        return False
    half, lost = _halved(gray)
    _, lost_again = _halved(half)
    return lost_again > _DETAIL and lost < _ENLARGED * lost_again and not _sharp(gray)


def _sharp(gray: Image.Image) -> bool:
    return any(
        _step(gray, right, down) >= _SHARP * (_step(gray, _ACROSS * right, _ACROSS * down) or 1)
        for right, down in ((1, 0), (0, 1))
    )


def _step(gray: Image.Image, right: int, down: int) -> int:
    """How steep the steepest steps between pixels this far apart are."""
    width, height = gray.size
    here, there = gray.crop((0, 0, width - right, height - down)), gray.crop((right, down, width, height))
    steps = ImageChops.difference(here, there).histogram()
    left = _STEEPEST * here.width * here.height
    for value in range(255, 0, -1):
        left -= steps[value]
        if left <= 0:
            return value
    return 0


def _halved(gray: Image.Image) -> tuple[Image.Image, float]:
    """The picture at half its size, and how far it is off when doubled again."""
    half = gray.reduce(2)
    again = half.resize(gray.size, Image.Resampling.BICUBIC)
    return half, ImageStat.Stat(ImageChops.difference(gray, again)).rms[0]
