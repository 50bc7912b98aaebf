"""Pictures of the creative for reports."""

from __future__ import annotations

import hashlib
from io import BytesIO

from PIL import Image

from adqa.facts.image import StillFacts
from adqa.inspectors.image._picture import on_white

_THUMBNAIL = (640, 320)
_FRAME = (640, 640)
_FLAT = 256
"""Up to so many colours a picture is smaller, and sharper, as PNG."""


def stills(first: Image.Image | None, last: Image.Image) -> tuple[StillFacts, dict[str, bytes]]:
    """The thumbnail and, if `first` is given, the first and the last frame, with their bytes by hash."""
    blobs: dict[str, bytes] = {}

    def keep(picture: Image.Image, box: tuple[int, int]) -> str:
        data = _encoded(_within(picture, box))
        name = hashlib.sha256(data).hexdigest()
        blobs[name] = data
        return name

    facts = StillFacts(
        thumbnail=keep(last, _THUMBNAIL),
        first=keep(first, _FRAME) if first else None,
        last=keep(last, _FRAME) if first else None,
    )
    return facts, blobs


def _within(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    """The picture as shown on a white page, made smaller if it does not fit."""
    factor = min(picture.width // (2 * box[0]) or 1, picture.height // (2 * box[1]) or 1)
    page = on_white(picture).reduce(factor) if factor > 1 else on_white(picture).copy()
    page.info = {}
    page.thumbnail(box, Image.Resampling.BICUBIC)
    return page


def _encoded(picture: Image.Image) -> bytes:
    data = BytesIO()
    if picture.getcolors(_FLAT):
        picture.save(data, "PNG", compress_level=2)
    else:
        picture.save(data, "JPEG", quality=82)
    return data.getvalue()
