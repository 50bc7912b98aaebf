"""What the art looks like: a difference hash, and how sharp it is."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

from adqa.facts.image import PerceptualFacts
from adqa.inspectors.image._picture import on_white

_ROWS = 8
_MIDDLE = 512
"""Side of the part of a large picture that is looked at for sharpness."""
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=4, offset=128)
_LAPLACIAN_SCALE = 16


def perceptual(picture: Image.Image) -> PerceptualFacts:
    """Measures an upright picture."""
    gray = on_white(picture).convert("L")
    middle = _middle(gray)
    laplacian = ImageStat.Stat(middle.filter(_LAPLACIAN)).var[0] * _LAPLACIAN_SCALE
    return PerceptualFacts(dhash=_dhash(gray), sharpness=round(laplacian, 1), enlarged=_enlarged(middle))


def _middle(gray: Image.Image) -> Image.Image:
    """The middle of a large picture, which tells its sharpness as well as all of it."""
    width, height = gray.size
    if width * height <= _MIDDLE * _MIDDLE:
        return gray
    left, top = max(0, width - _MIDDLE) // 2, max(0, height - _MIDDLE) // 2
    return gray.crop((left, top, min(width, left + _MIDDLE), min(height, top + _MIDDLE)))


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
    if min(gray.size) < 32:
        return False
    half = gray.resize((gray.width // 2, gray.height // 2), Image.Resampling.BOX)
    lost = ImageStat.Stat(ImageChops.difference(gray, half.resize(gray.size, Image.Resampling.BICUBIC))).rms[
        0
    ]
    return lost < 1.0 and ImageStat.Stat(gray).stddev[0] > 20
