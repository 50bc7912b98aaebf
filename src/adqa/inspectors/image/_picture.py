"""Looking at a decoded picture as a browser shows it: transparent art stands on a white page."""

from __future__ import annotations

from PIL import Image

from adqa.facts.image import Alpha

_WHITE = (255, 255, 255)
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


def on_white(picture: Image.Image, page: tuple[int, int, int] = _WHITE) -> Image.Image:
    """The picture as RGB, transparent parts white (or of another page), 16-bit channels cut to 8."""
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
    flat = Image.new("RGB", layer.size, page)
    flat.paste(layer, mask=layer.getchannel("A"))
    return flat


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


def hex_of(colour: tuple[int, ...]) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
