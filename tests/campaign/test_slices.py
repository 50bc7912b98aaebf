"""Slices and gaps against counting every day by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.model import Flight, Row
from adqa.campaign.slices import ALWAYS, FOREVER, fills, gaps, overlap, slices

START = date(2026, 5, 1)
DAYS = [START + timedelta(days=number) for number in range(-2, 25)]


def row(number: int, first: int | None, last: int | None, **fields: object) -> Row:
    flight = Flight(
        start=START + timedelta(days=first) if first is not None else None,
        end=START + timedelta(days=last) if last is not None else None,
        open_ended=last is None,
    )
    given = {"creative": f"c{number}", "flight": flight, **fields}
    return Row(id=f"T!{number}", file="t.xlsx", tab="T", row=number, **given)  # type: ignore[arg-type]


bounds = st.one_of(st.none(), st.integers(0, 20))
some_rows = st.lists(st.tuples(bounds, bounds), min_size=1, max_size=6).map(
    lambda pairs: [row(number, first, last) for number, (first, last) in enumerate(pairs)]
)


@given(some_rows)
def test_a_slice_holds_exactly_the_rows_of_each_of_its_days(rows: list[Row]) -> None:
    found = slices(rows)
    for day in DAYS:
        running = [one for one in rows if _in_order(one.flight) and one.flight.covers(day)]
        holding = [one for one in found if one.first <= day <= one.last]
        assert [list(one.rows) for one in holding] == ([running] if running else [])


@given(some_rows)
def test_slices_stand_in_order_and_none_can_be_longer(rows: list[Row]) -> None:
    found = slices(rows)
    for one, other in pairwise(found):
        assert one.last < other.first
        if one.last + timedelta(days=1) == other.first:
            assert one.rows != other.rows


@given(some_rows)
def test_a_gap_is_exactly_the_days_between_on_which_nothing_runs(rows: list[Row]) -> None:
    if not all(_in_order(one.flight) for one in rows):
        assert gaps(rows) == ()
        return
    starts = [one.flight.start or ALWAYS for one in rows]
    ends = [one.flight.end or FOREVER for one in rows]
    for day in DAYS:
        uncovered = min(starts) <= day <= max(ends) and not any(one.flight.covers(day) for one in rows)
        assert uncovered == any(gap.first <= day <= gap.last for gap in gaps(rows))


def _in_order(flight: Flight) -> bool:
    return flight.start is None or flight.end is None or flight.start <= flight.end


def test_a_gap_names_its_neighbours_and_its_days() -> None:
    whole = Flight(start=START, end=START + timedelta(days=10))
    first = row(1, 0, 4, flight=whole, creative_flight=Flight(end=START + timedelta(days=4)))
    second = row(2, 6, 10, flight=whole, creative_flight=Flight(start=START + timedelta(days=6)))
    (gap,) = gaps([first, second])
    assert (gap.first, gap.last, gap.days) == (date(2026, 5, 6), date(2026, 5, 6), 1)
    assert (gap.before, gap.after, gap.booked) == ((first,), (second,), True)


def test_a_day_between_two_flights_is_not_booked() -> None:
    (gap,) = gaps([row(1, 0, 4), row(2, 6, 10)])
    assert not gap.booked


def test_a_placement_row_without_a_creative_says_how_long_the_flight_is() -> None:
    (gap,) = gaps([row(1, 0, 10, creative=""), row(2, 0, 6)])
    assert (gap.first, gap.last, gap.after, gap.booked) == (date(2026, 5, 8), date(2026, 5, 11), (), True)


def test_days_that_are_past_are_no_gap_any_more() -> None:
    rows = [row(1, 0, 4), row(2, 8, 10)]
    assert [gap.days for gap in gaps(rows, since=date(2026, 5, 7))] == [2]
    assert gaps(rows, since=date(2026, 5, 9)) == ()


def test_nothing_is_said_of_a_slot_with_a_date_that_is_not_firm() -> None:
    open_ = row(2, 8, None, flight=Flight(start=date(2026, 5, 9), tentative="TBD"))
    assert gaps([row(1, 0, 4), open_]) == ()


def test_until_further_notice_leaves_no_gap_behind() -> None:
    assert gaps([row(1, 0, 4), row(2, 5, None)]) == ()
    assert gaps([row(1, 0, None, creative=""), row(2, 0, 6)]) == ()


@pytest.mark.parametrize("action", ["pause", "unassign"])
def test_what_is_taken_out_fills_nothing(action: str) -> None:
    assert not fills(row(1, 0, 4, action=action))


def test_a_tag_fills_a_slot() -> None:
    assert fills(row(1, 0, 4, creative="", tag="<script src='https://ads.example.com/t.js'></script>"))


def test_an_overlap_is_bounded_by_what_is_known() -> None:
    may = Flight(start=START, end=date(2026, 5, 31))
    assert overlap(may, Flight(start=date(2026, 5, 20))) == (date(2026, 5, 20), date(2026, 5, 31))
    assert overlap(may, Flight(start=date(2026, 6, 1))) is None
    assert overlap(Flight(), Flight()) == (ALWAYS, FOREVER)
