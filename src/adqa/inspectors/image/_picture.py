"""Looking at a decoded picture as a browser shows it: transparent art stands on a white page."""

from __future__ import annotations

from PIL import Image

from adqa.facts.image import Alpha

_WHITE = (255, 255, 255)
_SAMPLED = 32
"""Longest side of the sample that finds the commonest colour."""
_COUNTED_FROM = 0.8
"""From this share on the sample, where a picture may be nearly empty, every pixel is counted."""
_MOST_COLOURS = 1 << 16
_FLIPS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture turned as its EXIF orientation asks."""
    return picture.transpose(_FLIPS[orientation]) if orientation in _FLIPS else picture


def on_white(picture: Image.Image) -> Image.Image:
    """The picture as RGB, transparent parts white, 16-bit channels cut to 8."""
    if picture.mode == "RGB" and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I;16") or picture.mode == "I":
        scale = 1 / 257
        return picture.convert("I").convert("F").point(lambda value: value * scale + 0).convert("RGB")
    if picture.mode == "LAB":
        return picture.getchannel("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    page = Image.new("RGB", layer.size, _WHITE)
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def alpha(pictures: list[Image.Image]) -> Alpha:
    """Whether there is transparency in some frames, and whether a pixel uses it."""
    found: Alpha = "none"
    for picture in pictures:
        if picture.has_transparency_data:
            found = "unused"
            if _least_opaque(picture) < 255:
                return "used"
    return found


def _least_opaque(picture: Image.Image) -> int:
    key = picture.info.get("transparency")
    if picture.mode == "P" and key is not None:
        used = [index for index, count in enumerate(picture.histogram()) if count]
        if isinstance(key, bytes):
            return min((key[index] if index < len(key) else 255 for index in used), default=255)
        return 0 if key in used else 255
    layer = picture if picture.getbands()[-1] in "Aa" else picture.convert("RGBA")
    low = layer.getchannel(layer.getbands()[-1]).getextrema()[0]
    return int(low) if isinstance(low, (int, float)) else 255


def dominant(picture: Image.Image) -> tuple[float, str]:
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


def hex_of(colour: tuple[int, ...]) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
