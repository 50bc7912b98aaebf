"""Numbers: what publishers print is read, and what is printed can be read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa import units
from adqa.units import (
    Size,
    Weight,
    both_readings,
    count_text,
    listing,
    parse_count,
    parse_frame_rate,
    parse_percent,
    parse_pixels,
    parse_ratio,
    parse_seconds,
    parse_size,
    parse_weight,
    weight_text,
)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("150 KB", 150_000, 153_600),
        ("150KB", 150_000, 153_600),
        (" 150 kb ", 150_000, 153_600),
        ("1.5 MB", 1_500_000, 1_572_864),
        ("1,5 MB", 1_500_000, 1_572_864),
        ("2.2 MB", 2_200_000, 2_306_867),
        ("1,500 KB", 1_500_000, 1_536_000),
        ("12,345,678 bytes", 12_345_678, 12_345_678),
        ("1,234.5 KB", 1_234_500, 1_264_128),
        ("0,5 MB", 500_000, 524_288),
        ("0,500 MB", 500_000, 524_288),
        ("150 KiB", 153_600, 153_600),
        ("1 GiB", 1_073_741_824, 1_073_741_824),
        ("153600 bytes", 153_600, 153_600),
        ("1 byte", 1, 1),
        ("200k", 200_000, 204_800),
    ],
)
def test_weights(text: str, low: int, high: int) -> None:
    assert parse_weight(text) == Weight(text.strip(), low, high)


@pytest.mark.parametrize(
    "text",
    [
        "150",
        "",
        "KB",
        "150 kg",
        "-1 KB",
        "1.2.3 KB",
        "1,00,000 KB",
        "1 500 KB",
        "١٥٠ KB",
        "nan KB",
        "0,500,000 KB",
    ],
)
def test_no_weights(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a weight|has no unit|has an unknown unit"):
        parse_weight(text)


def test_a_stated_base() -> None:
    weight = parse_weight("150 KB")
    assert weight.with_base(1000) == Weight("150 KB", 150_000, 150_000)
    assert weight.with_base(1024) == Weight("150 KB", 153_600, 153_600)
    assert str(weight) == "150 KB"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (1_049, "1 KB"),
        (1_050, "1.1 KB"),
        (99_949, "99.9 KB"),
        (150_000, "150 KB"),
        (150_499, "150 KB"),
        (212_304, "212 KB"),
        (999_499, "999 KB"),
        (999_999, "1 MB"),
        (1_500_000, "1.5 MB"),
        (999_999_999, "1 GB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_printed_weights(size: int, text: str) -> None:
    assert weight_text(size) == text


@given(st.integers(0, 10**13))
def test_a_printed_weight_can_be_read_and_printed_again(size: int) -> None:
    text = weight_text(size)
    again = parse_weight(text).low
    assert weight_text(again) == text
    assert abs(again - size) <= max(size * 0.05, 0)


@given(st.integers(0, 10**10), st.integers(-2_000, 2_000))
def test_two_weights_are_never_printed_alike(limit: int, over: int) -> None:
    size = max(limit + over, 0)
    if size == limit:
        assert weight_text(size, limit) == weight_text(limit)
    else:
        text = weight_text(size, limit)
        assert text != weight_text(limit)
        assert "bytes" not in text or size < 1000 or parse_weight(text).low == size


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_sizes_round_trip(width: int, height: int) -> None:
    size = Size(width, height)
    assert parse_size(str(size)) == size
    assert parse_size(f" {width} × {height} px") == size


@pytest.mark.parametrize(
    "text", ["300", "300x", "0x250", "300x0", "-1x2", "300x250x2", "300*250", "", "9" * 5000 + "x1"]
)
def test_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a size|Exceeds the limit"):
        parse_size(text)


def test_sizes_are_ordered() -> None:
    assert sorted([Size(728, 90), Size(300, 600), Size(300, 250)])[0] == Size(300, 250)
    assert Size(300, 250).times(2) == Size(600, 500)
    assert Size(300, 250).ratio == 1.2


@pytest.mark.parametrize(
    ("text", "value"), [("4:5", 0.8), ("1.91:1", 1.91), ("16 : 9", 16 / 9), ("1,91:1", 1.91)]
)
def test_ratios(text: str, value: float) -> None:
    assert parse_ratio(text).value == pytest.approx(value)
    assert str(parse_ratio(text)) == text


@pytest.mark.parametrize("text", ["4/5", "4:0", "0:4", "4", "a:b", ""])
def test_no_ratios(text: str) -> None:
    with pytest.raises(ValueError, match="is not a ratio"):
        parse_ratio(text)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_seconds, "15 s", 15),
        (parse_seconds, "500 ms", 0.5),
        (parse_seconds, "2 min", 120),
        (parse_seconds, "1,500 ms", 1.5),
        (parse_seconds, "7,5 sec", 7.5),
        (parse_frame_rate, "24 fps", 24),
        (parse_frame_rate, "23.976fps", 23.976),
        (parse_pixels, "1 px", 1),
        (parse_percent, "1 %", 0.01),
        (parse_percent, "50 percent", 0.5),
    ],
)
def test_quantities(parse: Callable[[str], float], text: str, value: float) -> None:
    assert parse(text) == pytest.approx(value)


@pytest.mark.parametrize("parse", [parse_seconds, parse_frame_rate, parse_pixels, parse_percent])
@pytest.mark.parametrize("text", ["15", "s", "15 x", "", "-1 s", "15 s s", "1e3 s", "inf s"])
def test_no_quantities(parse: Callable[[str], float], text: str) -> None:
    with pytest.raises(ValueError, match="is not understood"):
        parse(text)


def test_counts() -> None:
    assert parse_count("35 characters", ("characters", "character")) == 35
    assert parse_count("1,000", ("characters",)) == 1000
    with pytest.raises(ValueError, match="not a whole number"):
        parse_count("3.5 loops", ("loops",))
    with pytest.raises(ValueError, match="write it like 3 loops"):
        parse_count("3 frames", ("loops",))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (units.group(1_234_567), "1,234,567"),
        (units.seconds_text(22.0), "22 s"),
        (units.seconds_text(8.25), "8.25 s"),
        (units.seconds_text(100.0), "100 s"),
        (units.fps_text(12.5), "12.5 fps"),
        (units.percent_text(0.014), "1.4 %"),
        (units.percent_text(1), "100 %"),
        (units.pixels_text(1), "1 px"),
        (units.ratio_text(1.91), "1.91:1"),
        (units.ratio_text(10), "10:1"),
        (both_readings(152_300), "152,300 bytes = 152.3 KB on a Mac, 148.7 KB in Windows"),
        (count_text(1, "fix"), "1 fix"),
        (count_text(8, "fix"), "8 fixes"),
        (count_text(1_200, "creative"), "1,200 creatives"),
        (count_text(0, "loop"), "0 loops"),
        (count_text(2, "image has", "images have"), "2 images have"),
        (listing([]), ""),
        (listing(["a"]), "a"),
        (listing(["a", "b", "c"], "and"), "a, b and c"),
        (listing(units.spans([79, 31, 77, 78, 64, 31])), "31, 64 or 77-79"),
        (listing(units.spans([])), ""),
    ],
)
def test_printing(printed: str, text: str) -> None:
    assert printed == text


@given(st.floats(0, 1e6))
def test_printed_seconds_can_be_read(seconds: float) -> None:
    assert parse_seconds(units.seconds_text(seconds)) == pytest.approx(seconds, abs=0.0051)


@given(st.floats(0.001, 1e6))
def test_printed_ratios_can_be_read(value: float) -> None:
    text = units.ratio_text(value)
    assert text == "0:1" or parse_ratio(text).value == pytest.approx(value, abs=0.00051)
