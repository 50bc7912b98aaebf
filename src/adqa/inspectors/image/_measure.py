"""From the bytes of one image to its facts."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from adqa.facts.image import Colour, ImageFacts, Metadata
from adqa.inspectors.base import Inspected, Unreadable
from adqa.inspectors.image._avif import read_avif
from adqa.inspectors.image._bmp import read_bmp
from adqa.inspectors.image._decode import Decoded, decoded
from adqa.inspectors.image._gif import read_gif
from adqa.inspectors.image._jpeg import read_jpeg
from adqa.inspectors.image._motion import animation
from adqa.inspectors.image._perceptual import perceptual
from adqa.inspectors.image._picture import alpha, upright
from adqa.inspectors.image._png import read_png
from adqa.inspectors.image._private import Private, read_private
from adqa.inspectors.image._profile import profile
from adqa.inspectors.image._quality import quality
from adqa.inspectors.image._stills import stills
from adqa.inspectors.image._structure import Structure
from adqa.inspectors.image._surface import surface
from adqa.inspectors.image._svg import read_svg
from adqa.inspectors.image._tiff import read_tiff
from adqa.inspectors.image._trailing import trailing
from adqa.inspectors.image._webp import read_webp
from adqa.probes import DECODE, PERCEPTUAL, STILLS, SURFACE, Probe

_READERS: dict[str, Callable[[bytes], Structure]] = {
    "jpeg": read_jpeg,
    "png": read_png,
    "apng": read_png,
    "gif": read_gif,
    "webp": read_webp,
    "avif": read_avif,
    "bmp": read_bmp,
    "tiff": read_tiff,
}
_MODES: dict[str, Colour] = {
    "1": "bilevel", "L": "gray", "LA": "gray", "La": "gray", "I": "gray", "F": "gray", "P": "palette",
    "PA": "palette", "CMYK": "cmyk", "LAB": "lab",
}  # fmt: skip


def measure(content: bytes, format_: str, probes: frozenset[Probe]) -> Inspected:
    """Takes the probes asked for; decodes once for all of them."""
    if format_ == "svg":
        return Inspected({DECODE: read_svg(content)} if DECODE in probes else {})
    if format_ not in _READERS:
        raise Unreadable("not_recognised", f"{format_.upper()} pictures cannot be opened by this version")
    structure = _READERS[format_](content)
    found = Inspected({})
    with decoded(structure) as picture:
        private = read_private(structure.exif, structure.xmp)
        turn = 1 if structure.turned else private.orientation
        last = upright(picture.last, turn)
        if DECODE in probes:
            found.facts[DECODE] = _image_facts(content, structure, private, picture, last)
        if SURFACE in probes and not structure.painted:
            found.facts[SURFACE] = surface(last, structure.format)
        if PERCEPTUAL in probes:
            found.facts[PERCEPTUAL] = perceptual(last)
        if STILLS in probes:
            first = upright(picture.first, turn) if len(picture.delays) > 1 else None
            found.facts[STILLS], found.evidence = stills(first, last)
    return found


def _image_facts(
    content: bytes, structure: Structure, private: Private, picture: Decoded, last: Image.Image
) -> ImageFacts:
    width, height = picture.first.size
    if private.orientation >= 5 and not structure.turned:
        width, height = height, width
    trailing_bytes, trailing_format = trailing(content, structure.end)
    return ImageFacts(
        format=structure.format,
        width=width,
        height=height,
        orientation=private.orientation,
        colour=structure.colour or _MODES.get(picture.first.mode.partition(";")[0], "rgb"),
        bit_depth=structure.bit_depth,
        alpha=alpha([last] if len(picture.delays) < 2 else [picture.first, last]),
        progressive=structure.progressive,
        profile=profile(structure.icc),
        metadata=Metadata(
            bytes=structure.metadata_bytes,
            gps=private.gps,
            camera=private.camera,
            personal=private.personal,
        ),
        dpi=structure.dpi or private.dpi,
        animation=animation(picture.delays, structure.plays),
        jpeg_quality=quality(structure.jpeg_tables),
        trailing_bytes=trailing_bytes,
        trailing_format=trailing_format,
    )
