"""Single cells: what people type is read, what is not understood is given back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.sheets.values import (
    Contact,
    read_contacts,
    read_formats,
    read_money,
    read_rotation,
    read_seconds,
    read_sizes,
    read_skus,
    read_urls,
    read_version,
    read_weight,
    read_yes_no,
)
from adqa.units import Size, parse_seconds, parse_weight


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("300x250", "300x250"),
        ("300 x 250", "300x250"),
        ("300X250px", "300x250"),
        ("300×250", "300x250"),
        ("300*250", "300x250"),
        ("300 by 250", "300x250"),
        ("300w x 250h", "300x250"),
        ("W300 x H250", "300x250"),
        ("300 px x 250 px", "300x250"),
        ("720 X 350; 400 X 350", "720x350 400x350"),
        ("300x250,728x90", "300x250 728x90"),
        ("300x250, 728 x 90", "300x250 728x90"),
        ("300x250/728x90", "300x250 728x90"),
        ("300x250 & 728x90 + 160x600", "300x250 728x90 160x600"),
        ("300x250\n728x90", "300x250 728x90"),
        ("300x250 300x250", "300x250"),
        ("HP_Rail_300x600", "300x600"),
        ("MPU (300x250)", "300x250"),
        ("1920x1080 (16:9)", "1920x1080"),
        ("640x480 in-stream", "640x480"),
        ("300x250 in app", "300x250"),
    ],
)
def test_pixel_sizes(text: str, sizes: str) -> None:
    reading = read_sizes(text)
    assert " ".join(map(str, reading.sizes)) == sizes
    assert reading.kind == "pixels"
    assert reading.understood


@pytest.mark.parametrize(
    ("text", "density"),
    [("300x250 (2x)", 2), ("300x250@2x", 2), ("300x250 @3x", 3), ("300x250 Retina", 2), ("300x250", 1)],
)
def test_art_at_twice_the_size_is_booked_as_the_slot(text: str, density: int) -> None:
    reading = read_sizes(text)
    assert (reading.sizes, reading.densities) == ((Size(300, 250),), (density,))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1x1", ["tracking"]),
        ("1 x 1 tracking pixel", ["tracking"]),
        ("0x0", ["video"]),
        ("Fluid", ["fluid"]),
        ("Native", ["native"]),
        ("Responsive", ["responsive"]),
        ("Custom", ["custom"]),
        ("Various", ["various"]),
        ("Multi-size", ["various"]),
        ("Pre-roll", ["video"]),
        ("16:9", ["ratio"]),
        ("N/A", ["none"]),
        ("-", ["none"]),
        ("", []),
        ("   ", []),
        ("Leaderboard", []),
        ("24x36 in", []),
        ("10x15 cm", []),
        ("1,200x628", []),
        ("300x1.5", []),
        ("16x9", []),
        ("Canada", []),
    ],
)
def test_what_is_no_pixel_size(text: str, kinds: list[str]) -> None:
    reading = read_sizes(text)
    assert (reading.sizes, list(reading.kinds)) == ((), kinds)


def test_a_list_may_hold_a_tracker_too() -> None:
    reading = read_sizes("300x250, 1x1")
    assert (reading.sizes, reading.kinds) == ((Size(300, 250),), ("pixels", "tracking"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("HP_Rail_300x600", "HP Rail"),
        ("300x250; 728x90", ""),
        ("Leaderboard", "Leaderboard"),
        ("300x250 / 12", "12"),
        ("1,200x628", "1 200x628"),
    ],
)
def test_what_is_left_over_is_given_back(text: str, left: str) -> None:
    assert read_sizes(text).left == left


@pytest.mark.parametrize(
    ("text", "header", "value"),
    [
        ("150 KB", "", "150 KB"),
        ("150kb", "", "150 KB"),
        ("150k", "", "150 KB"),
        ("Max. 1.5 MB", "", "1.5 MB"),
        ("1,500 KB", "", "1,500 KB"),
        ("<= 200 KB", "", "200 KB"),
        ("150 KB max", "", "150 KB"),
        ("150", "Max File Size (KB)", "150 KB"),
        ("2", "Weight MB", "2 MB"),
        ("150 KB", "Weight MB", "150 KB"),
    ],
)
def test_weights(text: str, header: str, value: str) -> None:
    reading = read_weight(text, header)
    assert (reading.value, reading.problem) == (value, "")
    assert parse_weight(value).low


@pytest.mark.parametrize("text", ["150", "150KB/1MB", "0 KB", "light", "1.2.3 KB", "300x250"])
def test_what_is_no_weight(text: str) -> None:
    reading = read_weight(text, "Max size")
    assert reading.value is None
    assert reading.problem


@pytest.mark.parametrize(
    ("text", "header", "value"),
    [
        (":15", "", "15 s"),
        ("15s", "", "15 s"),
        ("15 sec", "", "15 s"),
        ("15-second", "", "15 s"),
        ('30"', "", "30 s"),
        ("00:00:15", "", "15 s"),
        ("0:15", "", "15 s"),
        ("01:30", "", "90 s"),
        ("00:00:15.500", "", "15.5 s"),
        ("1 min", "", "60 s"),
        ("500 ms", "", "0.5 s"),
        ("max 15 seconds", "", "15 s"),
        ("15", "Duration (seconds)", "15 s"),
        ("15", "Duration", "15 s"),
        ("15", "Video Length", "15 s"),
    ],
)
def test_lengths(text: str, header: str, value: str) -> None:
    reading = read_seconds(text, header)
    assert (reading.value, reading.problem) == (value, "")
    assert parse_seconds(value)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("15", ""),
        ("15", "Max length"),
        ("15", "Duration (min)"),
        ("15/30", ""),
        (":15/:30", ""),
        ("0:00", ""),
        ("long", "Duration"),
    ],
)
def test_what_is_no_length(text: str, header: str) -> None:
    reading = read_seconds(text, header)
    assert reading.value is None
    assert reading.problem


def test_nothing_is_no_problem() -> None:
    for text in ("", "N/A", "-"):
        assert (read_weight(text).value, read_weight(text).problem) == (None, "")
        assert (read_seconds(text).value, read_seconds(text).problem) == (None, "")
        assert read_formats(text).left == ""


@pytest.mark.parametrize(
    ("text", "formats", "left"),
    [
        ("JPG/PNG", "jpg png", ""),
        ("jpeg, gif", "jpg gif", ""),
        (".jpg .png", "jpg png", ""),
        ("HTML5 zip", "html5", ""),
        ("GIF or static JPG", "gif jpg", ""),
        ("MP4 (H.264)", "mp4", "h 264"),
        ("PSD", "", "psd"),
    ],
)
def test_formats(text: str, formats: str, left: str) -> None:
    reading = read_formats(text)
    assert (" ".join(reading.formats), reading.left) == (formats, left)


@pytest.mark.parametrize(
    ("text", "percent", "weight", "even"),
    [
        ("50%", 50, None, False),
        ("33.3 %", 33.3, None, False),
        ("33,3%", 33.3, None, False),
        ("Creative Rotation 100%", 100, None, False),
        ("2", None, 2, False),
        ("1.0", None, 1, False),
        ("Weight: 3", None, 3, False),
        ("Even", None, None, True),
        ("evenly", None, None, True),
        ("50/50", None, None, True),
        ("33/33/33", None, None, True),
        ("50% / 50%", None, None, True),
        ("60/40", None, None, False),
        ("A 50% B 50%", None, None, False),
        ("0.5", None, None, False),
        ("150%", None, None, False),
        ("sequential", None, None, False),
        ("", None, None, False),
        ("0", None, None, False),
    ],
)
def test_rotation(text: str, percent: float | None, weight: int | None, even: bool) -> None:
    reading = read_rotation(text)
    assert (reading.percent, reading.weight, reading.even, reading.text) == (percent, weight, even, text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$799.99", "799.99", "$"),
        ("799,99 €", "799.99", "EUR"),
        ("1,299.00 USD", "1299.00", "USD"),
        ("1.299,00 €", "1299.00", "EUR"),
        ("1 299,00 €", "1299.00", "EUR"),
        ("$1,299", "1299", "$"),
        ("US$ 5", "5", "USD"),
        ("£5.5", "5.5", "GBP"),
        ("799", "799", ""),
    ],
)
def test_money(text: str, amount: str, currency: str) -> None:
    money = read_money(text)
    assert money is not None
    assert (money.amount, money.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text", ["", "Save $200", "$5-$10", "$5 USD", "1.2.3", "1,299,00", "12,34,56", "free"]
)
def test_what_is_no_amount(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "number", "letter"),
    [
        ("v2", 2, ""),
        ("V 2", 2, ""),
        ("Version 2", 2, ""),
        ("2", 2, ""),
        ("2.0", 2, ""),
        ("R3", 3, ""),
        ("A", None, "A"),
        ("Version b", None, "B"),
        ("v2_final", None, ""),
        ("final", None, ""),
        ("", None, ""),
    ],
)
def test_versions(text: str, number: int | None, letter: str) -> None:
    reading = read_version(text)
    assert (reading.number, reading.letter) == (number, letter)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Y", True),
        ("yes", True),
        ("TRUE", True),
        ("✓", True),
        ("N", False),
        ("no.", False),
        ("0", False),
        ("", None),
        ("maybe", None),
    ],
)
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert read_yes_no(text) is answer


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("Jo Park <jo@x.com>", [("Jo Park", "jo@x.com")]),
        ("Jo Park (jo@x.com)", [("Jo Park", "jo@x.com")]),
        ("jo@x.com Jo Park", [("Jo Park", "jo@x.com")]),
        ("Northpeak Studio - jo@n.co.uk", [("Northpeak Studio", "jo@n.co.uk")]),
        ("jo@x.com; ana@x.com", [("", "jo@x.com"), ("", "ana@x.com")]),
        ("Park, Jo <jo@x.com>, Ana <ana@x.com>", [("Park, Jo", "jo@x.com"), ("Ana", "ana@x.com")]),
        ("Jo Park and Ana Diaz", [("Jo Park", ""), ("Ana Diaz", "")]),
        ("Fern & Field", [("Fern & Field", "")]),
        ("Smith Brothers and Sons; Jo Park", [("Smith Brothers and Sons", ""), ("Jo Park", "")]),
        ("mailto:jo@x.com", [("", "jo@x.com")]),
        ("Anders Andersen", [("Anders Andersen", "")]),
        ("N/A", []),
        ("", []),
    ],
)
def test_contacts(text: str, contacts: list[tuple[str, str]]) -> None:
    assert list(read_contacts(text)) == [Contact(name=name, email=email) for name, email in contacts]


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("6534615, 6401234", "6534615 6401234"),
        ("SKU 0065346", "0065346"),
        ("SKUs: A-1\nA-2", "A-1 A-2"),
        ("B08N5WRWNW", "B08N5WRWNW"),
        ("none", ""),
        ("6534615; 6534615", "6534615"),
    ],
)
def test_skus(text: str, skus: str) -> None:
    assert " ".join(read_skus(text)) == skus


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("https://a.com/?x=1,2;3 https://b.com", ["https://a.com/?x=1,2;3", "https://b.com"]),
        ("https://a.com, https://b.com", ["https://a.com", "https://b.com"]),
        ("<https://a.com>", ["https://a.com"]),
        ("www.a.com", ["www.a.com"]),
        ("//a.com/x", ["//a.com/x"]),
        ("%%CLICK_URL_ESC%%https://a.com", ["%%CLICK_URL_ESC%%https://a.com"]),
        ("https://a.com/p?u=${CLICK}&t=[timestamp]", ["https://a.com/p?u=${CLICK}&t=[timestamp]"]),
        ("see brief", []),
        ("", []),
    ],
)
def test_urls(text: str, urls: list[str]) -> None:
    assert list(read_urls(text)) == urls


READERS: list[Callable[[str], object]] = [
    read_sizes,
    read_weight,
    read_seconds,
    read_formats,
    read_rotation,
    read_money,
    read_version,
    read_yes_no,
    read_contacts,
    read_skus,
    read_urls,
]


@pytest.mark.parametrize("read", READERS)
@given(text=st.text(max_size=60) | st.from_regex(r"[0-9a-z$€%@:.,x×/ ]{1,40}", fullmatch=True))
def test_any_text_is_read_without_fault(read: Callable[[str], object], text: str) -> None:
    assert read(text) == read(text)


@given(st.integers(10, 9_999), st.integers(10, 9_999), st.sampled_from(["x", " x ", "X", "×", "*"]))
def test_every_size_is_read_as_written(width: int, height: int, times: str) -> None:
    assert read_sizes(f"{width}{times}{height}").sizes == (Size(width, height),)
