"""TIFF: its directories are read by the decoder; facts are those of the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adqa.inspectors.image._structure import Structure, number, truncated

_BITS, _PROFILE = 258, 34675
_METADATA = {700, 33723, 34377, 315, 305, 270, 316}
"""XMP, IPTC, Photoshop blocks, artist, software, description and host computer."""


def read_tiff(content: bytes) -> Structure:
    """A TIFF has no end mark and no fixed order, so little is known before it is opened."""
    little, big = content[:2] == b"II", content[2:4] in (b"+\0", b"\0+")
    directory = number(content, 8, 8, little=little) if big else number(content, 4, 4, little=little)
    if directory + 2 > len(content):
        truncated()
    return Structure(format="tiff", stream=content, end=None, exif=content, frames=None, turned=True)


def read_directory(tags: Mapping[int, Any], structure: Structure) -> None:
    """Takes depth, profile and metadata from the opened first page."""
    bits = tags.get(_BITS, (1,))
    structure.bit_depth = int(bits[0] if isinstance(bits, tuple) else bits)
    profile = tags.get(_PROFILE, b"")
    structure.icc = profile if isinstance(profile, bytes) else b""
    xmp = tags.get(700, b"")
    structure.xmp = xmp if isinstance(xmp, bytes) else b""
    structure.metadata_bytes = sum(
        len(value) for tag in _METADATA if isinstance(value := tags.get(tag), (bytes, str))
    )
