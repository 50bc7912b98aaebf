"""What two sheets of one campaign say of one placement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.model import Flight, Row
from adqa.campaign.sheets_compare import disagreements
from adqa.units import Size

MAY = Flight(start=date(2026, 5, 14), end=date(2026, 5, 24))
RAIL = Size(300, 600)


def row(file: str, number: int = 1, **fields: Any) -> Row:
    given = {"placement": "HP_Rail", "sizes": (RAIL,), "flight": MAY, **fields}
    return Row(id=f"{file}!{number}", file=file, tab="", row=number, **given)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("start", {"flight": Flight(start=date(2026, 5, 15), end=MAY.end)}),
        ("end", {"flight": Flight(start=MAY.start, end=date(2026, 5, 31))}),
        ("landing_url", {"landing_url": "https://www.example.com/b"}),
        ("skus", {"skus": ("6534616",)}),
        ("price", {"price": "$849.99"}),
        ("offer_end", {"offer_end": date(2026, 5, 18)}),
        ("placement_id", {"placement_id": "P2"}),
    ],
)
def test_one_field_that_differs_is_one_disagreement(field: str, change: dict[str, Any]) -> None:
    plan: dict[str, Any] = {
        "landing_url": "https://www.example.com/a",
        "skus": ("6534615",),
        "price": "$799.99",
        "offer_end": date(2026, 5, 24),
        "placement_id": "P1",
    }
    (one,) = disagreements([row("plan.xlsx", **plan), row("traffic.xlsx", **{**plan, **change})])
    assert one.field == field
    assert [said.file for _, said in one.said] == ["plan.xlsx", "traffic.xlsx"]


def test_sizes_are_compared_where_an_id_joins_the_rows() -> None:
    rows = [row("plan.xlsx", placement_id="P1"), row("t.xlsx", placement_id="P1", sizes=(Size(300, 250),))]
    (one,) = disagreements(rows)
    assert [text for text, _ in one.said] == ["300x600", "300x250"]


def test_a_name_with_two_ids_joined_by_one_id_is_only_spelled_differently() -> None:
    rows = [row("a.xlsx", placement_id="P1"), row("b.xlsx", placement_id="P1", placement="hp rail")]
    (one,) = disagreements(rows)
    assert (one.field, one.spelling) == ("placement", True)


def test_another_name_under_one_id_is_no_spelling() -> None:
    rows = [row("a.xlsx", placement_id="P1"), row("b.xlsx", placement_id="P1", placement="Footer")]
    (one,) = disagreements(rows)
    assert (one.field, one.spelling) == ("placement", False)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"flight": Flight()},
        {"flight": Flight(start=MAY.start, open_ended=True)},
        {"flight": Flight(tentative="TBD")},
        {"landing_url": "https://www.example.com/a/"},
        {"state": "cancelled", "flight": Flight(start=date(2026, 1, 1))},
        {"sizes": (Size(728, 90),), "flight": Flight(start=date(2026, 1, 1))},
        {"placement": "Footer", "flight": Flight(start=date(2026, 1, 1))},
    ],
    ids=str,
)
def test_what_one_sheet_leaves_open_or_says_of_something_else_differs_from_nothing(
    other: dict[str, Any],
) -> None:
    assert not disagreements([row("a.xlsx", landing_url="https://www.example.com/a"), row("b.xlsx", **other)])


def test_rows_of_one_sheet_never_disagree() -> None:
    assert not disagreements([row("a.xlsx"), row("a.xlsx", 2, flight=Flight(start=date(2026, 1, 1)))])


def test_creatives_that_follow_each_other_make_up_the_flight_of_the_plan() -> None:
    first = row("t.xlsx", 1, flight=Flight(start=MAY.start, end=date(2026, 5, 18)))
    second = row("t.xlsx", 2, flight=Flight(start=date(2026, 5, 19), end=MAY.end))
    assert not disagreements([row("plan.xlsx"), first, second])


def test_a_sheet_with_some_of_the_sizes_is_a_part_of_the_other() -> None:
    both = row("plan.xlsx", placement_id="P1", sizes=(RAIL, Size(300, 250)))
    assert not disagreements([both, row("t.xlsx", placement_id="P1")])


def test_one_name_at_two_publishers_is_two_placements() -> None:
    rows = [
        row("plan.xlsx", 1, publisher="Lumen"),
        row("plan.xlsx", 2, publisher="Aurora", flight=Flight(start=date(2026, 1, 1))),
        row("t.xlsx", 1, publisher="Lumen"),
        row("t.xlsx", 2),
    ]
    assert not disagreements(rows)


def test_three_sheets_make_one_disagreement() -> None:
    later = Flight(start=date(2026, 5, 15), end=MAY.end)
    (one,) = disagreements([row("a.xlsx"), row("b.xlsx"), row("c.xlsx", flight=later)])
    assert len(one.said) == 3


days = st.dates(date(2026, 5, 1), date(2026, 5, 5))


@given(st.lists(st.tuples(st.sampled_from("ab"), days), min_size=2, max_size=6))
def test_the_order_of_the_rows_changes_nothing(said: list[tuple[str, date]]) -> None:
    rows = [row(f"{file}.xlsx", at, flight=Flight(start=day)) for at, (file, day) in enumerate(said)]
    fields: Callable[[list[Row]], set[str]] = lambda some: {one.field for one in disagreements(some)}  # noqa: E731
    assert fields(rows) == fields(rows[::-1])
