"""Frames between parent and worker: a JSON header and blobs, each with its length.

Not pickle: a worker that a hostile creative has taken over must not be able to run code in the parent.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_LARGEST_HEADER = 64 * 1024 * 1024
_LARGEST_BLOB = 1024**3
"""More than the largest file that is opened."""


def write_frame(stream: IO[bytes], header: dict[str, Any], blobs: tuple[bytes, ...] = ()) -> None:
    """Writes one frame; the blobs' lengths travel in the header."""
    head = json.dumps({**header, "blobs": [len(one) for one in blobs]}).encode()
    stream.write(_LENGTH.pack(len(head)) + head)
    for one in blobs:
        stream.write(one)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Reads one frame. Raises EOFError when the other side is gone, ValueError when it talks nonsense."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _LARGEST_HEADER:
        raise ValueError("frame header too large")
    try:
        header = json.loads(_exactly(stream, length))
        sizes = [int(size) for size in header.pop("blobs")]
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a frame header") from error
    if any(size < 0 for size in sizes) or sum(sizes) > _LARGEST_BLOB:
        raise ValueError("blobs too large")
    return header, [_exactly(stream, size) for size in sizes]


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise EOFError
    return data
