"""Damaged and hostile files: always Unreadable with a state, never another exception, never a wrong value."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from adqa.inspectors.base import Unreadable
from adqa.inspectors.image import INSPECTOR
from adqa.inspectors.sniff import sniff
from adqa.probes import DECODE, PERCEPTUAL, STILLS
from inspectors.images import SAMPLES, SIZE, art, encoded, facts, moving, png_chunk, surface


def _state(content: bytes, format_: str | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        facts(content, format_)
    assert refused.value.text
    return refused.value.state


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_anywhere_is_unreadable(name: str, tenths: int) -> None:
    content = SAMPLES[name]
    assert _state(content[: len(content) * tenths // 10], sniff(content)) in ("truncated", "damaged")


@pytest.mark.parametrize("name", [one for one in SAMPLES if "tiff" not in one])
def test_a_file_without_its_last_byte_is_cut_off(name: str) -> None:
    assert _state(SAMPLES[name][:-1], sniff(SAMPLES[name])) == "truncated"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(SAMPLES)),
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), min_size=1, max_size=6),
    keep=st.floats(0, 1),
)
def test_no_damage_raises_anything_but_unreadable(
    name: str, flips: list[tuple[float, int]], keep: float
) -> None:
    content = bytearray(SAMPLES[name])
    for place, bits in flips:
        content[int(place * len(content))] ^= bits
    broken = bytes(content[: max(16, int(len(content) * keep))])
    probes = frozenset({DECODE, PERCEPTUAL, STILLS})
    with suppress(Unreadable):
        assert DECODE in INSPECTOR.inspect(broken, sniff(SAMPLES[name]) or "", probes).facts


@settings(max_examples=300, deadline=None)
@given(format_=st.sampled_from(sorted(INSPECTOR.formats)), content=st.binary(max_size=300))
def test_no_noise_raises_anything_but_unreadable(format_: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        INSPECTOR.inspect(content, format_, frozenset({DECODE}))


def _png_of(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        png_chunk(name, part) for name, part in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def _bmp_of(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, width, height, 1, 24, 1, 0, 0, 0, 0, 0)


def _gif_of(width: int, height: int, frames: int = 1) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0" * 6 + frame * frames + b";"


@pytest.mark.parametrize(
    "content",
    [_png_of(50_000, 50_000), _bmp_of(50_000, 50_000), _gif_of(50_000, 50_000)],
    ids=["png", "bmp", "gif"],
)
def test_a_canvas_of_billions_of_pixels_is_refused_unseen(content: bytes) -> None:
    assert _state(content) == "too_large"


def test_a_jpeg_header_of_billions_of_pixels_is_refused_unseen() -> None:
    content = bytearray(SAMPLES["jpeg"])
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 50_000, 50_000)
    assert _state(bytes(content)) == "too_large"


def test_a_webp_header_of_hundreds_of_millions_of_pixels_is_refused_unseen() -> None:
    content = bytearray(SAMPLES["animated webp"])
    place = content.index(b"VP8X") + 12
    content[place : place + 6] = (16_000).to_bytes(3, "little") * 2
    assert _state(bytes(content)) == "too_large"


def test_many_small_frames_are_played_and_too_many_large_ones_are_refused() -> None:
    animation = facts(_gif_of(10, 10, 10_000)).animation
    assert animation is not None
    assert (animation.frames, animation.pass_ms) == (10_000, 1_000_000)
    assert _state(_gif_of(4000, 4000, 1000)) == "too_large"
    assert _state(_gif_of(9000, 9000, 2)) == "too_large"


def test_a_picture_without_pixels_is_damaged() -> None:
    assert _state(_png_of(0, 10)) == "damaged"
    assert _state(b"GIF89a" + struct.pack("<HHBBB", 5, 5, 0, 0, 0) + b";") == "damaged"


def test_a_wrong_checksum_is_damage() -> None:
    content = bytearray(SAMPLES["png"])
    content[content.index(b"IDAT") + 60] ^= 1
    assert _state(bytes(content)) == "damaged"


def test_animation_frames_out_of_order_are_damage() -> None:
    content = SAMPLES["apng"]
    start = content.index(b"fdAT") - 4
    length = int.from_bytes(content[start : start + 4], "big") + 12
    assert _state(content[:start] + content[start + length :]) == "damaged"


def test_text_that_expands_is_not_read() -> None:
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000))
    content = SAMPLES["png"]
    found = facts(content[:33] + bomb + content[33:])
    assert (found.width, found.height) == SIZE


def test_a_broken_profile_or_exif_block_does_not_spoil_the_picture() -> None:
    content = SAMPLES["png"]
    broken = png_chunk(b"iCCP", b"x\0\0noise") + png_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff")
    found = facts(content[:33] + broken + content[33:])
    assert (found.profile, found.orientation) == (None, 1)
    assert facts(encoded(art(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")).orientation == 1


def test_a_later_frame_beyond_the_canvas_is_cut_off() -> None:
    content = bytearray(moving("GIF", (100, 100)))
    place = content.rindex(b"\x2c\0\0\0\0")
    content[place + 1 : place + 5] = struct.pack("<HH", 30, 30)
    found = facts(bytes(content))
    assert (found.width, found.height) == SIZE


def test_the_largest_picture_taken_fits_into_a_worker() -> None:
    from adqa.inspectors.image._structure import LARGEST_FRAME

    content = encoded(Image.new("L", (10_000, LARGEST_FRAME // 10_000), 7), "PNG")
    assert surface(content).dominant_share == 1.0
