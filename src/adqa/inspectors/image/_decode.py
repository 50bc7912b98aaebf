"""Decoding every frame of a picture, one after the other, keeping the first and the last."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile

from adqa.inspectors.base import Unreadable
from adqa.inspectors.image._avif import read_decoder
from adqa.inspectors.image._structure import Structure, check_size, damaged, truncated
from adqa.inspectors.image._tiff import read_directory

_PLUGINS = {
    "jpeg": ("JPEG", "JpegImagePlugin"),
    "png": ("PNG", "PngImagePlugin"),
    "apng": ("PNG", "PngImagePlugin"),
    "gif": ("GIF", "GifImagePlugin"),
    "webp": ("WEBP", "WebPImagePlugin"),
    "avif": ("AVIF", "AvifImagePlugin"),
    "bmp": ("BMP", "BmpImagePlugin"),
    "tiff": ("TIFF", "TiffImagePlugin"),
}
_CUT_OFF = ("truncated", "unexpected end of file", "buffer overrun")
_UNKNOWN_VARIANT = ("cannot identify", "unsupported", "not supported", "unknown", "reformat failed")


@dataclass(slots=True, kw_only=True)
class Decoded:
    """The frames worth keeping; valid while the decoder is open."""

    first: Image.Image
    last: Image.Image
    """The frame that stays on screen: the first one if there are no others."""
    delays: tuple[float, ...]
    """Stored delay of each frame in milliseconds."""


@contextmanager
def decoded(structure: Structure) -> Iterator[Decoded]:
    """Decodes all frames. Raises Unreadable if a frame does not decode in full."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _decoders_errors():
            opened = _opened(structure)
        with opened:
            with _decoders_errors():
                picture = _all_frames(opened, structure)
            yield picture


@contextmanager
def _decoders_errors() -> Iterator[None]:
    """Pillow's readers raise whatever hostile bytes lead them into; all of it says that the file is bad."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable("too_large", "the file asks for too many pixels to open") from error
    except Exception as error:  # Pillow's decoders raise a dozen kinds on damaged pictures
        text = str(error).lower()
        if any(words in text for words in _CUT_OFF):
            truncated()
        if any(words in text for words in _UNKNOWN_VARIANT):
            sentence = "the picture is damaged, or coded in a way that cannot be opened by this version"
            raise Unreadable("not_recognised", sentence) from error
        damaged("its picture cannot be decoded")


def _opened(structure: Structure) -> ImageFile.ImageFile:
    if structure.size:
        check_size(*structure.size, structure.frames or 1)
    name, plugin = _PLUGINS[structure.format]
    importlib.import_module(f"PIL.{plugin}")
    return Image.open(BytesIO(structure.stream), formats=(name,))


def _all_frames(opened: ImageFile.ImageFile, structure: Structure) -> Decoded:
    count = structure.frames if structure.frames is not None else int(getattr(opened, "n_frames", 1))
    check_size(*opened.size, count)
    _ask_decoder(opened, structure)
    first: Image.Image = opened
    delays = list(structure.delays)
    total = count + structure.poster
    for index in range(total):
        if index:
            opened.seek(index)
            check_size(*opened.size, count)
        opened.load()
        if index == structure.poster and total > 1:
            first = opened.copy()
        if structure.frames is None:
            delays.append(opened.info.get("duration", 0))
    if structure.format == "tiff":  # further pages are not frames
        return Decoded(first=first, last=first, delays=())
    last: Image.Image = opened
    if opened.size != first.size:  # a later frame that reaches beyond the canvas is cut off by browsers
        last = opened.crop((0, 0, *first.size))
    return Decoded(first=first, last=last, delays=tuple(delays))


def _ask_decoder(opened: ImageFile.ImageFile, structure: Structure) -> None:
    if structure.format == "tiff":
        read_directory(opened.tag_v2, structure)  # type: ignore[attr-defined]  # opened as TIFF
    elif structure.format == "avif":
        read_decoder(opened.info, structure)
