"""When something is due, and where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.booking import book
from adqa.campaign.model import Campaign, Flight, Row
from adqa.campaign.schedule import LeadTime, Schedule, read_lead_time
from adqa.campaign.settings import CampaignSettings
from adqa.spec.limits import LeadTimeLimit
from campaign.bookings import booked_row

MAY = Flight(start=date(2026, 5, 21), end=date(2026, 6, 3))


@pytest.mark.parametrize(
    ("text", "days", "business"),
    [
        ("5 business days", 5, True),
        ("7 working days", 7, True),
        ("5 bd", 5, True),
        ("5BD", 5, True),
        ("3", 3, True),
        ("6 days", 6, False),
        ("6 calendar days", 6, False),
        ("2 weeks", 14, False),
        ("48 hours", 2, False),
        ("36 h", 2, False),
        ("3-5 business days", 5, True),
        ("at least 3 business days prior to launch", 3, True),
        ("10 business days before start", 10, True),
        ("1 day", 1, False),
    ],
)
def test_lead_times_as_they_are_written(text: str, days: int, business: bool) -> None:
    assert read_lead_time(text) == LeadTime(days, business)


@pytest.mark.parametrize(
    "text", ["", "soon", "14 May", "2026-05-14", "5/14", "999 weeks", "five days", "5 %"]
)
def test_what_is_no_lead_time(text: str) -> None:
    assert read_lead_time(text) is None


@given(st.text(max_size=30))
def test_any_text_is_read_or_not(text: str) -> None:
    lead = read_lead_time(text)
    assert lead is None or 0 <= lead.days <= 366


def _schedule(*rows: Row, units: Any = None, **house: Any) -> tuple[Schedule, Campaign]:
    campaign = Campaign(rows=rows, time_zone="America/Chicago")
    settings = SimpleNamespace(campaign=CampaignSettings(**house))
    return Schedule(campaign, settings, units), campaign


def _due(row: Row, units: Any = None, **house: Any) -> tuple[str, str] | None:
    schedule, _ = _schedule(row, units=units, **house)
    due = schedule.due_of_row(row)
    return (due.text, due.why) if due else None


def _unit(*texts: str) -> Any:
    return SimpleNamespace(
        title="HP Hero", lead_time=tuple(LeadTimeLimit.model_validate(text) for text in texts)
    )


def test_the_due_column_counts_first() -> None:
    row = booked_row(5, "300x250", flight=MAY, due=date(2026, 5, 14), lead_time="10 bd")
    assert _due(row) == ("Thu 14 May 12:00 CT", "the due date on the sheet")


def test_a_time_on_the_sheet_or_of_the_house() -> None:
    row = booked_row(5, "300x250", due=date(2026, 5, 14), due_time=time(17, 30))
    assert _due(row) == ("Thu 14 May 17:30 CT", "the due date on the sheet")
    plain = booked_row(5, "300x250", due=date(2026, 5, 14))
    assert _due(plain, due_time="09:00") == ("Thu 14 May 09:00 CT", "the due date on the sheet")


def test_the_lead_time_of_the_row_then_the_unit_then_the_house() -> None:
    start = "before the start on Thu 21 May"
    row = booked_row(5, "300x250", flight=MAY, lead_time="5 business days")
    units = {row.id: [_unit("3 working days")]}
    assert _due(row, units, lead_time="1 day") == (
        "Thu 14 May 12:00 CT",
        f"5 business days {start}, as the sheet asks",
    )
    row = booked_row(5, "300x250", flight=MAY, lead_time="in good time")
    assert _due(row, units, lead_time="1 day") == (
        "Mon 18 May 12:00 CT",
        f"3 business days {start}, as HP Hero asks",
    )
    assert _due(row, lead_time="1 day") == (
        "Wed 20 May 12:00 CT",
        f"1 day {start}, as is usual in this house",
    )
    assert _due(row) is None


def test_of_several_units_the_longest_lead_time_counts() -> None:
    row = booked_row(5, "300x250", flight=MAY)
    units = {row.id: [_unit("6 days"), _unit("5 business days")]}
    assert _due(row, units) == (
        "Thu 14 May 12:00 CT",
        "5 business days before the start on Thu 21 May, as HP Hero asks",
    )


@pytest.mark.parametrize("flight", [Flight(), Flight(start=date(2026, 5, 21), tentative="mid-May")])
def test_without_a_firm_start_nothing_is_due(flight: Flight) -> None:
    assert _due(booked_row(5, "300x250", flight=flight), lead_time="5 bd") is None


def test_another_year_is_named() -> None:
    flight = Flight(start=date(2027, 1, 4))
    rows = [booked_row(5, "300x250", flight=MAY), booked_row(6, "728x90", flight=flight)]
    schedule, _ = _schedule(*rows, lead_time="2 bd")
    texts = [due.text for row in rows if (due := schedule.due_of_row(row))]
    assert texts == ["Tue 19 May 12:00 CT", "Wed 30 Dec 12:00 CT"]
    assert schedule.text(datetime(2027, 1, 4, 18, tzinfo=UTC)) == "Mon 4 Jan 2027 12:00 CT"
    assert schedule.text(datetime(2026, 5, 14, 17, tzinfo=UTC), comma=True) == "Thu 14 May, 12:00 CT"


def test_without_a_zone_times_are_utc() -> None:
    row = booked_row(5, "300x250", due=date(2026, 5, 14))
    schedule = Schedule(Campaign(rows=(row,)), SimpleNamespace(campaign=CampaignSettings()))
    due = schedule.due_of_row(row)
    assert due is not None
    assert (due.text, due.at) == ("Thu 14 May 12:00 UTC", datetime(2026, 5, 14, 12, tzinfo=UTC))


def _standing(as_of: date | None, *, arrived: bool = False, rows: Any = None) -> str:
    given = rows or [booked_row(5, "300x250", creative="A", flight=MAY, due=date(2026, 5, 14))]
    schedule, campaign = _schedule(*given)
    (one,) = book(campaign)
    return schedule.standing(one, as_of, arrived=arrived)


@pytest.mark.parametrize(
    ("as_of", "stands"),
    [
        (date(2026, 5, 11), "waiting"),
        (date(2026, 5, 12), "waiting"),
        (date(2026, 5, 13), "due_soon"),
        (date(2026, 5, 14), "due_soon"),
        (date(2026, 5, 15), "missing"),
        (date(2026, 6, 4), "ended"),
        (datetime(2026, 5, 14, 17, tzinfo=UTC), "due_soon"),
        (datetime(2026, 5, 14, 17, 0, 1, tzinfo=UTC), "missing"),
        (datetime(2026, 5, 14, 12, 0), "due_soon"),
        (datetime(2026, 5, 14, 12, 1), "missing"),
        (datetime(2026, 5, 13, 3, tzinfo=UTC), "waiting"),  # still the 12th in Chicago
        (datetime(2026, 6, 4, 4, tzinfo=UTC), "missing"),  # still the last day there
        (None, "waiting"),
    ],
)
def test_where_something_stands(as_of: date | None, stands: str) -> None:
    assert _standing(as_of) == stands


def test_over_a_weekend_the_day_before_is_friday() -> None:
    rows = [booked_row(5, "300x250", creative="A", due=date(2026, 5, 18))]
    assert _standing(date(2026, 5, 14), rows=rows) == "waiting"
    assert [_standing(date(2026, 5, day), rows=rows) for day in (15, 16, 17)] == ["due_soon"] * 3


def test_what_arrived_is_neither_late_nor_on_hold() -> None:
    assert _standing(date(2026, 5, 20), arrived=True) == "arrived"
    rows = [booked_row(5, "300x250", creative="A", state="on_hold")]
    assert _standing(date(2026, 5, 20), arrived=True, rows=rows) == "arrived"
    assert _standing(date(2026, 5, 20), rows=rows) == "on_hold"
    assert _standing(date(2026, 7, 1), arrived=True) == "ended"


def test_without_any_due_time_it_is_missing() -> None:
    assert _standing(date(2026, 5, 1), rows=[booked_row(5, "300x250", creative="A")]) == "missing"
    assert _standing(None, rows=[booked_row(5, "300x250", creative="A")]) == "missing"


def test_a_tentative_start_is_waited_for() -> None:
    rows = [booked_row(5, "300x250", creative="A", flight=Flight(tentative="TBD"))]
    assert _standing(date(2026, 5, 20), rows=rows) == "waiting"


def test_the_first_row_that_runs_sets_the_due_time() -> None:
    rows = [
        booked_row(5, "300x250", creative="A", due=date(2026, 5, 20)),
        booked_row(6, "300x250", creative="A", due=date(2026, 5, 13)),
        booked_row(7, "300x250", creative="A", due=date(2026, 5, 1), state="on_hold"),
    ]
    schedule, campaign = _schedule(*rows)
    due = schedule.due(book(campaign)[0])
    assert due is not None
    assert due.text == "Wed 13 May 12:00 CT"


def test_it_has_ended_only_if_all_its_rows_have() -> None:
    rows = [
        booked_row(5, "300x250", creative="A", flight=Flight(end=date(2026, 5, 1))),
        booked_row(6, "300x250", creative="A", flight=Flight(end=date(2026, 5, 30))),
    ]
    assert _standing(date(2026, 5, 10), rows=rows) == "missing"
    assert _standing(date(2026, 5, 31), rows=rows) == "ended"


@given(days=st.integers(-400, 400))
def test_time_only_makes_things_later(days: int) -> None:
    order = ["waiting", "due_soon", "missing", "ended"]
    today = date(2026, 5, 14) + timedelta(days=days)
    earlier, later = _standing(today), _standing(today + timedelta(days=1))
    assert order.index(earlier) <= order.index(later)


@pytest.mark.parametrize(
    ("today", "on_file", "text"),
    [
        (date(2026, 5, 12), False, "Wed 20 May"),
        (date(2026, 5, 20), False, "today"),
        (date(2026, 5, 22), False, "today"),
        (None, False, "Wed 20 May"),
        (date(2026, 5, 12), True, "Thu 14 May"),
        (date(2026, 5, 15), True, "Mon 18 May"),
        (date(2026, 5, 19), True, "Wed 20 May"),
        (date(2026, 5, 20), True, "today"),
    ],
)
def test_what_the_house_has_to_settle_is_due_before_it_shows(
    today: date | None, on_file: bool, text: str
) -> None:
    row = booked_row(5, "300x250", flight=MAY)
    schedule, _ = _schedule(row, lead_time="5 business days")
    assert schedule.answer_by(row, date(2026, 5, 21), today, on_file=on_file) == text
