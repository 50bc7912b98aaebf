"""What a file's container says about its picture, found without decoding a pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from adqa.facts.image import Colour
from adqa.inspectors.base import Unreadable
from adqa.units import Size, group

LARGEST_FRAME = 100_000_000
"""Pixels of one frame. The largest units sold (DOOH walls, double density) stay under 40 million."""
LARGEST_CANVAS_IN_MOTION = 25_000_000
"""Pixels of an animated canvas: decoders hold several copies of it."""
LARGEST_ANIMATION = 500_000_000
"""Pixels over all frames: 30 seconds of 970x250 at 60 frames a second are 436 million."""


@dataclass(slots=True, kw_only=True)
class Structure:
    """A picture's container. `stream` is what the decoder gets."""

    format: str
    stream: bytes
    end: int | None
    """Offset behind the picture; None if the format has no end mark."""
    size: tuple[int, int] | None = None
    """Pixels of the canvas as stored; None if only the decoder knows."""
    colour: Colour | None = None
    """None if only the decoder knows."""
    bit_depth: int = 8
    progressive: bool = False
    icc: bytes = b""
    exif: bytes = b""
    """The TIFF structure, without any prefix; AVIF leaves it to the decoder, which knows how it is turned."""
    xmp: bytes = b""
    metadata_bytes: int = 0
    dpi: float | None = None
    frames: int | None = 1
    """Frames of the picture or animation; None if only the decoder knows."""
    delays: tuple[float, ...] = ()
    """Stored delay of each frame in milliseconds."""
    plays: int | None = 1
    """How often browsers play the sequence; None is without end."""
    poster: bool = False
    """The decoder's first frame is a still shown instead of the animation, not part of it."""
    painted: bool = False
    """The decoder paints a background that browsers leave transparent, so its pixels are not what is seen."""
    turned: bool = False
    """The decoder turns the picture as its orientation asks."""
    jpeg_tables: tuple[tuple[int, ...], ...] = ()
    """Quantisation tables in file order."""


def check_size(width: int, height: int, frames: int = 1) -> None:
    """Refuses a canvas that is empty, or too large to expand."""
    if width < 1 or height < 1:
        damaged("the header gives a picture without pixels")
    size = Size(width, height)
    if width * height > LARGEST_FRAME:
        raise Unreadable("too_large", f"the header asks for {size} pixels, too many to open")
    if frames > 1 and width * height > LARGEST_CANVAS_IN_MOTION:
        raise Unreadable("too_large", f"an animation of {size} pixels is too large to be played")
    if width * height * frames > LARGEST_ANIMATION:
        raise Unreadable("too_large", f"{group(frames)} frames of {size} pixels are too many to be played")


def truncated() -> NoReturn:
    """Refuses a file that ends within the picture."""
    raise Unreadable("truncated", "the file is cut off: it ends before the picture does")


def damaged(what: str) -> NoReturn:
    """Refuses a file whose structure is broken; `what` is a clause for people."""
    raise Unreadable("damaged", f"the file is damaged: {what}")


def number(content: bytes, place: int, length: int, *, little: bool = False) -> int:
    """An unsigned number; refuses the file as truncated if it ends before."""
    data = content[place : place + length]
    if len(data) < length:
        truncated()
    return int.from_bytes(data, "little" if little else "big")
