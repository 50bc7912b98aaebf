"""Small pictures made for the tests of the image inspector."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from adqa.facts.image import ImageFacts, PerceptualFacts, SurfaceFacts
from adqa.inspectors.image import INSPECTOR
from adqa.inspectors.sniff import sniff
from adqa.probes import DECODE, PERCEPTUAL, SURFACE

SIZE = (64, 48)


def art(size: tuple[int, int] = SIZE, mode: str = "RGB", shift: int = 0) -> Image.Image:
    """A picture with something in every corner, so that no edge is of one colour."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    width, height = size
    for step in range(0, max(size), 4):
        colour = (step * 37 % 256, step * 91 % 256, (step * 53 + shift) % 256)
        draw.line((step, 0, (step * 3 + shift) % width, height), fill=colour)
        draw.line((0, step, width, (step * 5 + shift) % height), fill=colour)
    return picture.convert(mode)


def encoded(picture: Image.Image, format_: str, **options: Any) -> bytes:
    """The picture as a file."""
    data = BytesIO()
    picture.save(data, format_, **options)
    return data.getvalue()


def moving(format_: str, delays: Sequence[int], *, loop: int | None = 0, **options: Any) -> bytes:
    """An animation of different frames with these delays in milliseconds."""
    frames = [art(shift=17 * index) for index in range(len(delays))]
    if loop is not None:
        options["loop"] = loop
    return encoded(
        frames[0], format_, save_all=True, append_images=frames[1:], duration=list(delays), **options
    )


def facts(content: bytes, format_: str | None = None) -> ImageFacts:
    """What the inspector finds."""
    found = INSPECTOR.inspect(content, format_ or sniff(content) or "", frozenset({DECODE}))
    value = found.facts[DECODE]
    assert isinstance(value, ImageFacts)
    return value


def surface(content: bytes) -> SurfaceFacts:
    """The pixels that stay on screen."""
    value = maybe_surface(content)
    assert value is not None
    return value


def maybe_surface(content: bytes) -> SurfaceFacts | None:
    """The same, or None where it is not known."""
    value = INSPECTOR.inspect(content, sniff(content) or "", frozenset({SURFACE})).facts.get(SURFACE)
    assert value is None or isinstance(value, SurfaceFacts)
    return value


def look(content: bytes) -> PerceptualFacts:
    """What the art looks like."""
    found = INSPECTOR.inspect(content, sniff(content) or "", frozenset({PERCEPTUAL}))
    assert DECODE not in found.facts
    value = found.facts[PERCEPTUAL]
    assert isinstance(value, PerceptualFacts)
    return value


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    import zlib

    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


SAMPLES: dict[str, bytes] = {
    "jpeg": encoded(art(), "JPEG"),
    "progressive": encoded(art(), "JPEG", progressive=True),
    "png": encoded(art(), "PNG"),
    "palette": encoded(art().quantize(16), "PNG"),
    "apng": moving("PNG", (100, 200, 300)),
    "gif": encoded(art(), "GIF"),
    "animated gif": moving("GIF", (100, 200, 300)),
    "webp": encoded(art(), "WEBP"),
    "lossless webp": encoded(art(), "WEBP", lossless=True),
    "animated webp": moving("WEBP", (100, 200, 300)),
    "avif": encoded(art(), "AVIF"),
    "animated avif": moving("AVIF", (100, 200, 300), loop=None),
    "bmp": encoded(art(), "BMP"),
    "tiff": encoded(art(), "TIFF"),
    "packed tiff": encoded(art(), "TIFF", compression="tiff_lzw"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="250"><rect width="9"/></svg>',
}
