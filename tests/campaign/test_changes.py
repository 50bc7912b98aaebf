"""Two states of a sheet: joined whatever the order, and said in words a trafficker acts on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.changes import sheet_diff
from adqa.campaign.model import Campaign, Flight, Row
from adqa.units import Size

MAY = Flight(start=date(2026, 5, 21), end=date(2026, 5, 31))


def a_row(number: int = 17, **changes: Any) -> Row:
    plain = Row(
        id=f"Display!{number}",
        file="plan.xlsx",
        tab="Display",
        row=number,
        placement=f"HP Hero {number}",
        placement_id=f"P{number}",
        sizes=(Size(300, 250),),
        creative="Aurora_A_300x250_v1",
        flight=MAY,
        landing_url="https://example.com/a",
    )
    return replace(plain, **changes)


def said(before: Row | None, after: Row | None) -> list[tuple[str, str]]:
    old = Campaign(rows=(before,) if before else ())
    new = Campaign(rows=(after,) if after else ())
    return [(one.code, one.text) for one in sheet_diff(old, new).changes]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"placement": "hp  HERO 17", "hidden": True, "row": 3}, []),
        (
            {"flight": Flight(start=MAY.start, end=date(2026, 6, 2))},
            [("dates", "dates moved: ends Tue 2 Jun, was Sun 31 May (2 days later)")],
        ),
        (
            {"flight": Flight(start=date(2026, 5, 22), end=MAY.end)},
            [("dates", "dates moved: starts Fri 22 May, was Thu 21 May (1 day later)")],
        ),
        (
            {"flight": Flight(start=MAY.start, open_ended=True)},
            [("dates", "dates moved: is open-ended now")],
        ),
        (
            {"flight": Flight(tentative="TBD")},
            [("dates", "dates are open again (TBD), were Thu 21 May to Sun 31 May")],
        ),
        (
            {"landing_url": "https://example.com/A"},
            [("url", "landing page now https://example.com/A, was https://example.com/a")],
        ),
        ({"landing_url": ""}, [("url", "landing page taken out, was https://example.com/a")]),
        (
            {"creative": "Aurora_A_300x250_v2"},
            [("version", "new version Aurora_A_300x250_v2, was Aurora_A_300x250_v1")],
        ),
        (
            {"creative": "Borealis_300x250"},
            [("creative", "creative swapped: now Borealis_300x250, was Aurora_A_300x250_v1")],
        ),
        ({"sizes": (Size(300, 600),)}, [("size", "size is now 300x600, was 300x250")]),
        ({"placement": "HP Rail"}, [("renamed", "renamed, was HP Hero 17")]),
        (
            {"state": "cancelled", "state_reason": "struck through"},
            [("cancelled", "cancelled (struck through)")],
        ),
        ({"copy": {"call_to_action": "Shop"}}, [("copy", "copy changed: call to action")]),
        ({"notes": "swap in Aurora_v3"}, [("notes", 'notes say now: "swap in Aurora_v3"')]),
        ({"trackers": (("K", "https://t.example/1"),)}, [("tracker", "trackers changed")]),
    ],
)
def test_one_change_is_said_in_words(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert said(a_row(), a_row(**changes)) == expected


def test_added_and_dropped() -> None:
    assert said(None, a_row()) == [("added", "new: Aurora_A_300x250_v1, 300x250, Thu 21 May to Sun 31 May")]
    assert said(a_row(), None) == [
        ("dropped", "no longer on the sheet: Aurora_A_300x250_v1, 300x250, Thu 21 May to Sun 31 May")
    ]
    assert said(None, a_row(state="cancelled")) == []
    assert said(a_row(state="cancelled"), None) == []


def test_a_row_is_back_on() -> None:
    codes = [code for code, _ in said(a_row(state="cancelled"), a_row())]
    assert codes == ["back_on"]


def test_without_placement_ids_rows_are_joined_by_name_size_and_dates() -> None:
    june = Flight(start=date(2026, 6, 1), end=date(2026, 6, 9))
    may, later = (
        a_row(5, placement_id="", placement="Hero"),
        a_row(6, placement_id="", placement="Hero", flight=june),
    )
    other = replace(may, creative="Borealis_300x250")
    found = sheet_diff(Campaign(rows=(may, later)), Campaign(rows=(later, other)))
    (one,) = found.changes
    assert one.code == "creative"
    assert one.before == may
    assert found.same == 1
    assert found.changed_rows == (other.id,)


def test_several_creatives_of_one_placement_are_not_mixed_up() -> None:
    rows = [
        a_row(number, placement_id="P1", placement="Hero", creative=f"Art_{number}") for number in (1, 2, 3)
    ]
    found = sheet_diff(Campaign(rows=tuple(rows)), Campaign(rows=(rows[2], rows[0])))
    assert [(one.code, one.before.creative if one.before else "") for one in found.changes] == [
        ("dropped", "Art_2")
    ]


@given(order=st.permutations(range(8)))
def test_order_says_nothing(order: list[int]) -> None:
    rows = [a_row(number, placement_id=f"P{number}" if number % 2 else "") for number in range(8)]
    found = sheet_diff(Campaign(rows=tuple(rows)), Campaign(rows=tuple(rows[index] for index in order)))
    assert found.changes == ()
    assert found.same == 8


def test_numbers_add_up() -> None:
    rows = [a_row(number) for number in range(1, 7)]
    new = [replace(rows[0], sizes=(Size(728, 90),), landing_url="x"), *rows[1:4], a_row(99)]
    found = sheet_diff(Campaign(rows=tuple(rows)), Campaign(rows=tuple(new)))
    assert found.same + found.differing + found.count("added") == len(new)
    assert found.same + found.differing + found.count("dropped") == len(rows)
    assert (found.same, found.differing) == (3, 1)
