"""Frames, delays and loops as browsers play them."""

from __future__ import annotations

import pytest

from adqa.facts.image import Animation
from inspectors.images import SAMPLES, art, encoded, facts, maybe_surface, moving, surface


def _motion(content: bytes) -> Animation:
    found = facts(content).animation
    assert found is not None
    return found


@pytest.mark.parametrize(("stored", "plays"), [(None, 1), (0, None), (1, 2), (2, 3), (3, 4)])
def test_a_gif_plays_once_more_than_its_loop_block_says(stored: int | None, plays: int | None) -> None:
    motion = _motion(moving("GIF", (100, 200, 300), loop=stored))
    assert (motion.frames, motion.pass_ms, motion.plays) == (3, 600, plays)
    assert motion.total_ms == (None if plays is None else 600 * plays)
    assert motion.last_change_ms == (None if plays is None else 600 * plays - 300)


@pytest.mark.parametrize(("stored", "plays"), [(0, None), (1, 1), (2, 2), (3, 3)])
@pytest.mark.parametrize("format_", ["WEBP", "PNG"])
def test_webp_and_apng_play_as_often_as_they_say(format_: str, stored: int, plays: int | None) -> None:
    motion = _motion(moving(format_, (100, 200, 300), loop=stored))
    assert (motion.frames, motion.pass_ms, motion.plays) == (3, 600, plays)


@pytest.mark.parametrize(("stored", "played"), [(0, 100), (10, 100), (20, 20), (30, 30), (100, 100)])
def test_delays_up_to_ten_milliseconds_are_raised(stored: int, played: int) -> None:
    motion = _motion(moving("GIF", (stored, 500)))
    assert (motion.pass_ms, motion.shortest_ms) == (played + 500, played)
    assert motion.raised_frames == (stored <= 10)
    assert motion.frame_rate == 1000 / played


@pytest.mark.parametrize(("stored", "played"), [(10, 100), (11, 11), (16, 16)])
def test_short_delays_of_webp_are_honoured_from_eleven_milliseconds(stored: int, played: int) -> None:
    assert _motion(moving("WEBP", (stored, 500))).shortest_ms == played


def test_an_avif_sequence_without_edit_list_has_its_frames_and_time() -> None:
    motion = _motion(SAMPLES["animated avif"])
    assert (motion.frames, motion.pass_ms) == (3, 600)


@pytest.mark.parametrize("format_", ["GIF", "PNG", "WEBP"])
def test_a_single_frame_is_not_an_animation(format_: str) -> None:
    assert facts(encoded(art(), format_, save_all=True, loop=3)).animation is None


def test_a_poster_is_not_a_frame_of_the_animation() -> None:
    frames = [art(shift=9), art(shift=30)]
    content = encoded(art(), "PNG", save_all=True, append_images=frames, default_image=True, duration=250)
    motion = _motion(content)
    assert (motion.frames, motion.pass_ms) == (2, 500)


def test_the_edges_are_those_of_the_frame_that_stays() -> None:
    from PIL import Image

    last = Image.new("RGB", (64, 48), "#00ff00")
    content = encoded(art(), "GIF", save_all=True, append_images=[last], duration=100)
    found = surface(content)
    assert [(edge.width, edge.colour) for edge in found.edges] == [(20, "#00ff00")] * 4
    assert (found.dominant_share, found.dominant_colour) == (1.0, "#00ff00")


def _gif(*frames: tuple[int, int, int]) -> bytes:
    """Frames of (size, disposal, transparent) on a canvas of 2x2, all of one colour."""
    content = b"GIF89a\2\0\2\0\x80\0\0" + b"\xff\0\0\0\xff\0"
    for side, disposal, transparent in frames:
        content += b"!\xf9\4" + bytes([disposal << 2 | transparent, 10, 0, 1, 0])
        pixels = {1: b"\2\2\x44\1\0", 2: b"\2\3\4\0\5\0"}[side]
        content += b",\0\0\0\0" + bytes([side, 0, side, 0, 0]) + pixels
    return content + b";"


@pytest.mark.parametrize(
    ("frames", "known"),
    [
        ([(2, 0, 0)], True),
        ([(1, 0, 0)], False),
        ([(1, 0, 1)], True),
        ([(1, 0, 0), (2, 0, 0)], True),
        ([(2, 2, 0), (1, 0, 0)], False),
        ([(2, 2, 0), (2, 0, 0)], True),
        ([(2, 2, 1), (1, 0, 0)], True),
        ([(2, 1, 0), (1, 0, 0)], True),
        ([(2, 2, 0), (1, 0, 0), (2, 0, 0)], True),
    ],
)
def test_a_background_that_shows_through_is_not_measured(
    frames: list[tuple[int, int, int]], known: bool
) -> None:
    assert (maybe_surface(_gif(*frames)) is not None) is known
