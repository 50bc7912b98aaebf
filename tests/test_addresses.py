"""Addresses: names, places and their order."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.addresses import below, file_name, folder_of, member_of, natural_key

ANY = st.text(st.characters(exclude_categories=())) | st.from_regex(r"[a-b0-9/]{0,12}", fullmatch=True)


@given(st.lists(ANY, min_size=3, max_size=3))
def test_a_total_order(three: list[str]) -> None:
    for one, other in itertools.product(three, repeat=2):
        less, more = natural_key(one) < natural_key(other), natural_key(one) > natural_key(other)
        assert less + more + (one == other) == 1
    first, second, third = sorted(three, key=natural_key)
    assert natural_key(first) <= natural_key(third)
    assert sorted([third, first, second], key=natural_key) == [first, second, third]


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "a1", "a2", "a10", "a10b", "b"],
        ["1", "1a", "2", "10"],
        ["banner", "banner.jpg", "banner1.jpg", "banner02.jpg", "banner2.jpg", "banner2x.jpg"],
        ["d", "d/1/a", "d/2/a", "d/10/a"],
        ["a!", "a-b", "a.b", "a/b", "a1", "a9", "a10", "a:b", "aa"],
        ["x" + "9" * 5000, "x1" + "0" * 5000],
        ["v" + "9" * 30, "v1" + "0" * 30],
    ],
)
def test_digits_count_as_numbers(ordered: list[str]) -> None:
    shuffled = list(reversed(ordered))
    assert sorted(shuffled, key=natural_key) == ordered


def test_composed_and_decomposed_names_stand_together() -> None:
    composed = "é.jpg"
    decomposed = unicodedata.normalize("NFD", composed)
    assert natural_key(composed)[0] == natural_key(decomposed)[0]
    assert natural_key(composed) != natural_key(decomposed)


def test_parts() -> None:
    address = member_of(member_of("in/may.zip", "mpu/banner.zip"), "img/a.png")
    assert address == "in/may.zip!/mpu/banner.zip!/img/a.png"
    assert file_name(address) == "a.png"
    assert folder_of(address) == "in/may.zip!/mpu/banner.zip!/img"
    assert folder_of("in/may.zip!/a.png") == "in/may.zip"
    assert folder_of("a.png") == "a.png"
    assert file_name("a.png") == "a.png"


@pytest.mark.parametrize(
    ("folder", "address"),
    [("in", "in/a"), ("in/", "in/a"), ("/", "/a"), ("", "a"), (".", "./a"), ("/x", "/x/a")],
)
def test_below(folder: str, address: str) -> None:
    assert below(folder, "a") == address
