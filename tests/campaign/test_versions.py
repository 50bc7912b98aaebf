"""Rounds of one creative, and creatives that are alike."""

from __future__ import annotations

from dataclasses import replace

from adqa.campaign.matching import match_files
from adqa.facts.delivery import IndexEntry
from adqa.facts.version import TwinFacts, twin_facts, version_facts
from campaign.bookings import arrived, booked_row, bookings

LOOKS = "0f1e2d3c4b5a6978"
NEARLY = "0f1e2d3c4b5a6979"
UNLIKE = "f0e1d2c3b4a59687"


def _follows(previous: list[str], now: list[str]) -> list[tuple[str, str]]:
    facts = version_facts(
        [arrived(one, "300x250") for one in previous], [arrived(one, "300x250") for one in now]
    )
    return [(one.entry.address, one.before.address) for one in facts]


def test_a_creative_follows_the_one_of_its_name() -> None:
    assert _follows(
        ["old/Aurora_A_300x250_v1.jpg", "old/B.jpg"], ["new/aurora-a-300x250-v2.jpg", "new/C.jpg"]
    ) == [("new/aurora-a-300x250-v2.jpg", "old/Aurora_A_300x250_v1.jpg")]


def test_it_follows_the_highest_version_before_its_own() -> None:
    before = [f"A_v{number}.jpg" for number in (1, 2, 5)]
    assert _follows(before, ["A_v3.jpg"]) == [("A_v3.jpg", "A_v2.jpg")]
    assert _follows(["A_v4.jpg"], ["A_v3.jpg"]) == []


def test_a_name_that_several_share_tells_nothing() -> None:
    assert _follows(["one/A.jpg", "two/A.jpg"], ["A.jpg"]) == []
    assert _follows(["A.jpg"], ["one/A.jpg", "two/A.jpg"]) == []


def test_another_size_is_another_creative() -> None:
    assert _follows(["A_300x250.jpg"], ["A_728x90.jpg"]) == []


def _twins(*entries: IndexEntry) -> list[tuple[str, str, bool]]:
    rows = [booked_row(n, "300x250 728x90", message=message) for n, message in enumerate("ABC", 5)]
    booked = bookings(*rows)
    facts: tuple[TwinFacts, ...] = twin_facts(entries, match_files(booked, entries), booked)
    assert all(one.first_serves and one.second_serves for one in facts)
    return [(one.first.address, one.second.address, one.same_content) for one in facts]


def _file(name: str, dhash: str | None = None, content: str = "", size: str = "300x250") -> IndexEntry:
    return replace(arrived(name, size, content=content), dhash=dhash)


def test_the_same_content_for_two_messages() -> None:
    entries = [_file(f"{one}_300x250.jpg", LOOKS, "same") for one in "ABC"]
    assert _twins(*entries) == [
        ("A_300x250.jpg", "B_300x250.jpg", True),
        ("A_300x250.jpg", "C_300x250.jpg", True),
    ]


def test_art_that_looks_alike() -> None:
    entries = [_file("A_300x250.jpg", LOOKS), _file("B_300x250.jpg", NEARLY), _file("C_300x250.jpg", UNLIKE)]
    assert _twins(*entries) == [("A_300x250.jpg", "B_300x250.jpg", False)]


def test_of_many_that_look_alike_each_is_paired_with_the_first() -> None:
    entries = [_file(f"{one}_300x250.jpg", LOOKS, content=one) for one in "ABC"]
    assert _twins(*entries) == [
        ("A_300x250.jpg", "B_300x250.jpg", False),
        ("A_300x250.jpg", "C_300x250.jpg", False),
    ]


def test_sizes_of_one_concept_are_alike_by_nature() -> None:
    assert _twins(_file("A_300x250.jpg", LOOKS), _file("A_728x90.jpg", LOOKS, size="728x90")) == []


def test_plain_areas_all_look_alike() -> None:
    assert _twins(_file("A_300x250.jpg", "0" * 16), _file("B_300x250.jpg", "0" * 16)) == []


def test_what_serves_nothing_is_not_compared() -> None:
    assert (
        _twins(_file("A_300x250.jpg", content="same"), _file("x_468x60.jpg", content="same", size="468x60"))
        == []
    )
