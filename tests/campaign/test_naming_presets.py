"""The naming presets: complete, usable, and true to their own examples."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.model import Campaign, Flight, Row
from adqa.campaign.name_dates import periods_in
from adqa.campaign.naming import Preset, preset, presets
from adqa.errors import ConfigError
from adqa.facts.delivery import IndexEntry
from adqa.facts.naming import NamingFacts, naming_facts
from adqa.registry import load_registry
from adqa.rules.base import Found

RULE = load_registry().rules["naming/taxonomy"]
EVERY = pytest.mark.parametrize("one", presets().values(), ids=list(presets()))


def judged(name: str, one: Preset, **row: object) -> list[str]:
    booked = Row(id="T!1", file="t.xlsx", tab="T", row=1, creative=name, **row)  # type: ignore[arg-type]
    facts = NamingFacts(name=name, preset=one, rows=(booked,), campaign=Campaign(rows=(booked,)))
    found = list(RULE.judge(facts))
    return [item.code for item in found if isinstance(item, Found)]


@EVERY
def test_a_preset_passes_its_own_example_and_no_shorter_name(one: Preset) -> None:
    assert judged(one.example, one) == []
    parts = one.example.split(one.pattern.separator)
    needed = [part for part, segment in zip(parts, one.pattern.segments, strict=True) if not segment.optional]
    assert judged(one.pattern.separator.join(needed), one) == []
    assert judged(one.pattern.separator.join(needed[:-1]), one) == ["parts"]


@EVERY
def test_a_preset_says_where_it_was_read_and_has_only_shapes_of_its_parts(one: Preset) -> None:
    assert one.source
    assert one.evidence != "house"
    assert one.shapes.keys() <= {segment.name for segment in one.pattern.segments}
    for name, shape in one.shapes.items():
        assert re.fullmatch(shape, one.example_of(name), re.IGNORECASE)


def test_the_retailer_portal_has_its_six_parts_in_order() -> None:
    names = [segment.name for segment in preset("retailer-portal").pattern.segments]
    assert names == [
        "campaign name",
        "ad size",
        "ad format",
        "flight dates",
        "flight message",
        "trafficking version",
    ]


def test_a_house_writes_its_own_pattern() -> None:
    own = preset("<advertiser>-<ad size>-[<market>]-<version>")
    assert [segment.equals for segment in own.pattern.segments] == ["brand", "size", None, "version"]
    assert judged("Lumen-300x250-V1", own) == []
    assert judged("Lumen-300x250-US-V1", own) == []
    assert judged("Lumen_300x250_V1", own) == ["parts"]


@pytest.mark.parametrize(
    "setting", ["portal", "<a><b>", "<a>_<b>-<c>", "x<a>_<b>", "<a>_[<b>", "", "<>", "<a>_<b>_"]
)
def test_what_is_no_preset_says_how_to_write_one(setting: str) -> None:
    with pytest.raises(ConfigError, match=r"like <campaign>|did you mean"):
        preset(setting)


@given(st.text())
def test_any_setting_is_a_preset_or_is_refused(setting: str) -> None:
    with suppress(ConfigError):
        assert preset(setting).pattern.segments


@given(st.text())
def test_any_name_is_judged(name: str) -> None:
    flight = Flight(start=date(2026, 5, 14), end=date(2026, 5, 24))
    for one in presets().values():
        judged(name, one, flight=flight, version="2", locale="en-US")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("20260514", [("2026-05-14", "2026-05-14")]),
        ("2026-05-14", [("2026-05-14", "2026-05-14")]),
        ("0514", [("2026-05-14", "2026-05-14")]),
        ("051426", [("2026-05-14", "2026-05-14")]),
        ("May14", [("2026-05-14", "2026-05-14")]),
        ("14May", [("2026-05-14", "2026-05-14")]),
        ("202605", [("2026-05-01", "2026-05-31")]),
        ("May2025", [("2025-05-01", "2025-05-31")]),
        ("Q2", [("2026-04-01", "2026-06-30")]),
        ("2027", [("2027-01-01", "2027-12-31")]),
        ("Save200", []),
        ("99999999", []),
    ],
)
def test_a_date_in_a_name_is_read(text: str, periods: list[tuple[str, str]]) -> None:
    found = periods_in(text, 2026)
    wanted = [tuple(map(date.fromisoformat, one)) for one in periods]
    assert [one in readings for one, readings in zip(wanted, found, strict=True)] == [True] * len(wanted)


def test_a_date_that_can_be_read_both_ways_is_read_both_ways() -> None:
    (readings,) = periods_in("0506", 2026)
    assert {start for start, _ in readings} == {date(2026, 5, 6), date(2026, 6, 5)}


@given(st.text(), st.integers(1, 9999))
def test_any_text_has_its_dates_or_none(text: str, year: int) -> None:
    for readings in periods_in(text, year):
        assert all(start <= end for start, end in readings)


def test_names_on_the_sheet_are_judged_until_a_file_is_there() -> None:
    rows = tuple(
        Row(id=f"T!{number}", file="t.xlsx", tab="T", row=number, creative=name)
        for number, name in enumerate(("Aurora_A", "Aurora_B", "Aurora_B"), 1)
    )
    entry = IndexEntry(
        address="in/aurora_a.jpg", kind="image", format="jpeg", width=300, height=250, content_id="a"
    )
    found = list(naming_facts(preset("audience"), Campaign(rows=rows), [(entry, rows[:1])]))
    assert [(one.name, len(one.rows)) for one in found] == [("aurora_a.jpg", 1), ("Aurora_B", 2)]
