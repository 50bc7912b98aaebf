"""Frames between parent and worker."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.engine.wire import read_frame, write_frame

HEADERS = st.dictionaries(st.text(), st.text() | st.none() | st.lists(st.integers())).filter(
    lambda header: "blobs" not in header
)


@given(HEADERS, st.lists(st.binary()))
def test_round_trip(header: dict[str, Any], blobs: list[bytes]) -> None:
    stream = io.BytesIO()
    write_frame(stream, header, tuple(blobs))
    write_frame(stream, {"next": 1})
    stream.seek(0)
    assert read_frame(stream) == (header, blobs)
    assert read_frame(stream) == ({"next": 1}, [])
    with pytest.raises(EOFError):
        read_frame(stream)


def frame(header: bytes) -> io.BytesIO:
    return io.BytesIO(struct.pack(">Q", len(header)) + header)


@pytest.mark.parametrize(
    "header",
    [
        b"", b"nonsense", b"[]", b"{}", b"null", b'{"blobs": 3}', b'{"blobs": null}', b'{"blobs": ["x"]}',
        b'{"blobs": [-1]}', b'{"blobs": [1e30]}', b'{"blobs": [999999999999999]}', b"\xff\xfe",
        b"[" * 100_000, b'{"blobs": [[1]]}', b'{"blobs": [600000000, 600000000]}',
    ],
)  # fmt: skip
def test_nonsense_is_a_value_error(header: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_frame(frame(header))


def test_a_huge_header_is_not_read() -> None:
    with pytest.raises(ValueError, match="too large"):
        read_frame(io.BytesIO(struct.pack(">Q", 2**63)))


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", struct.pack(">Q", 10) + b"{", frame(b'{"blobs": [5]}').getvalue() + b"abc"]
)
def test_an_early_end_is_an_end(content: bytes) -> None:
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(content))
