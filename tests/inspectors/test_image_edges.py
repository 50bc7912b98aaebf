"""Borders, contrast at the edges, and empty pictures."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from adqa.facts.image import Edge
from inspectors.images import art, encoded, surface

_BIG = (300, 250)


def _framed(width: int, colour: str, inside: Image.Image) -> Image.Image:
    picture = inside.copy()
    for step in range(width):
        ImageDraw.Draw(picture).rectangle(
            (step, step, picture.width - 1 - step, picture.height - 1 - step), outline=colour
        )
    return picture


def _edges(picture: Image.Image, format_: str = "PNG", **options: int) -> tuple[Edge, ...]:
    return surface(encoded(picture, format_, **options)).edges


@pytest.mark.parametrize("width", [1, 2, 3, 19])
def test_a_border_is_measured_on_every_edge(width: int) -> None:
    for edge in _edges(_framed(width, "#cccccc", Image.new("RGB", _BIG, "white"))):
        assert (edge.width, edge.colour, set(edge.along)) == (width, "#cccccc", {"#cccccc"})
        assert edge.contrast == 0x33
        assert edge.inner is not None
        assert edge.inner > "#f0"


@pytest.mark.parametrize("colour", ["#000000", "#c80000", "#999999"])
@pytest.mark.parametrize("options", [{"quality": 95}, {"quality": 80}, {"quality": 60}])
def test_a_jpeg_does_not_hide_a_thin_border(colour: str, options: dict[str, int]) -> None:
    for edge in _edges(_framed(1, colour, Image.new("RGB", _BIG, "white")), "JPEG", **options):
        assert edge.width >= 1
        assert edge.colour is not None
        assert edge.inner is not None


def test_art_without_border_has_none() -> None:
    for edge in _edges(art(_BIG)):
        assert (edge.width, edge.colour, edge.inner) == (0, None, None)


def test_one_colour_to_the_depth_measured_is_no_border_but_background() -> None:
    for edge in _edges(Image.new("RGB", _BIG, "#123456")):
        assert (edge.width, edge.colour, edge.inner) == (20, "#123456", None)


def test_each_edge_is_told_apart() -> None:
    picture = art(_BIG)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 299, 1), fill="#ff0000")
    draw.rectangle((0, 245, 299, 249), fill="#0000ff")
    top, right, bottom, left = _edges(picture)
    assert [top.width, right.width, bottom.width, left.width] == [2, 0, 5, 0]
    assert (top.colour, bottom.colour) == ("#ff0000", "#0000ff")


def test_a_mixed_edge_is_described_along_its_length() -> None:
    picture = Image.new("RGB", _BIG, "#202020")
    picture.paste("#ffff00", (150, 0, 300, 10))
    top, right, _, left = _edges(picture)
    assert (top.width, top.colour) == (0, None)
    assert top.along == ("#202020",) * 8 + ("#ffff00",) * 8
    assert right.along[-1] == left.along[-1] == "#202020"


@pytest.mark.parametrize("size", [(300, 250), (320, 50)])
def test_round_corners_do_not_hide_a_border(size: tuple[int, int]) -> None:
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    box = (0, 0, size[0] - 1, size[1] - 1)
    ImageDraw.Draw(picture).rounded_rectangle(box, 8, fill="#eeeeee", outline="#333333", width=2)
    for edge in _edges(picture):
        assert (edge.width, edge.colour) == (2, "#333333")


@pytest.mark.parametrize("quality", [90, 75])
def test_a_photo_as_jpeg_goes_on_to_its_edges(quality: int) -> None:
    picture = Image.effect_mandelbrot(_BIG, (-2, -1.2, 1, 1.2), 30).convert("RGB").resize(_BIG)
    for edge in _edges(picture, "JPEG", quality=quality):
        assert edge.contrast < 16


def test_a_line_on_a_picture_of_its_own_mean_colour_stands_out() -> None:
    picture = Image.new("RGB", _BIG, "#ffffff")
    picture.paste("#333333", (0, 125, 300, 250))
    for edge in _edges(_framed(1, "#999999", picture)):
        assert (edge.width, edge.contrast) == (1, 102)


def test_transparent_art_stands_on_a_white_page() -> None:
    picture = Image.new("RGBA", _BIG, (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (50, 50, 250, 200))
    found = surface(encoded(picture, "PNG"))
    assert {edge.colour for edge in found.edges} == {"#ffffff"}
    assert found.dominant_colour == "#ffffff"


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 1), (20, 20), (21, 21)])
def test_pictures_smaller_than_the_depth_measured(size: tuple[int, int]) -> None:
    top, right, _, _ = _edges(Image.new("RGB", size, "#808080"))
    assert (top.width, right.width) == (min(20, size[1]), min(20, size[0]))


def test_a_nearly_empty_picture_is_counted_exactly() -> None:
    picture = Image.new("RGB", (1000, 500), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 199, 149), fill="black")
    found = surface(encoded(picture, "PNG"))
    assert (found.dominant_share, found.dominant_colour) == (0.99, "#ffffff")


def test_a_rich_picture_has_no_dominant_colour() -> None:
    noise = Image.frombytes("RGB", _BIG, random.Random(7).randbytes(3 * _BIG[0] * _BIG[1]))
    share = surface(encoded(noise, "PNG")).dominant_share
    assert share < 0.1


def test_a_white_logo_on_nothing_is_not_empty() -> None:
    picture = Image.new("RGBA", _BIG, (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((50, 50, 250, 200), fill="white")
    assert surface(encoded(picture, "PNG")).dominant_share < 0.8
    nothing = surface(encoded(Image.new("RGBA", _BIG, (255, 255, 255, 0)), "PNG"))
    assert (nothing.dominant_share, nothing.dominant_colour) == (1, "#ffffff")
