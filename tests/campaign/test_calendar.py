"""Business days and zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.calendar import (
    BusinessCalendar,
    business_days_before,
    business_days_between,
    zone_label,
    zone_of,
)

US = BusinessCalendar(zone="America/Chicago", country="US")
PLAIN = BusinessCalendar()


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 5, 21), 5, date(2026, 5, 14)),
        (date(2026, 5, 21), 0, date(2026, 5, 21)),
        (date(2026, 5, 24), 0, date(2026, 5, 22)),
        (date(2026, 5, 26), 1, date(2026, 5, 22)),  # Memorial Day lies between
        (date(2026, 7, 6), 2, date(2026, 7, 1)),  # Independence Day is observed on the Friday
        (date(2027, 1, 4), 1, date(2026, 12, 31)),
    ],
)
def test_business_days_before_a_start(day: date, count: int, before: date) -> None:
    assert business_days_before(day, count, US) == before


def test_a_country_without_known_holidays_has_weekends() -> None:
    nowhere = BusinessCalendar(country="XX")
    assert not nowhere.knows_holidays
    assert US.knows_holidays
    assert business_days_before(date(2026, 5, 26), 1, nowhere) == date(2026, 5, 25)


def test_a_region_adds_its_holidays() -> None:
    bavaria = BusinessCalendar(country="DE", region="BY")
    assert not bavaria.is_business_day(date(2026, 6, 4))
    assert BusinessCalendar(country="DE").is_business_day(date(2026, 6, 4))
    assert BusinessCalendar(country="DE", region="no such").is_business_day(date(2026, 6, 4))


def test_further_closed_days() -> None:
    closed = BusinessCalendar(closed=frozenset({date(2026, 5, 20)}))
    assert business_days_before(date(2026, 5, 21), 1, closed) == date(2026, 5, 19)


@given(day=st.dates(date(2000, 1, 1), date(2040, 1, 1)), count=st.integers(1, 60))
def test_counting_back_and_forth_agrees(day: date, count: int) -> None:
    before = business_days_before(day, count, PLAIN)
    assert PLAIN.is_business_day(before)
    upto = day - timedelta(days=1) if not PLAIN.is_business_day(day) else day
    assert business_days_between(before, upto, PLAIN) == count - (not PLAIN.is_business_day(day))


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert business_days_between(date(2026, 5, 21), date(2026, 5, 14), US) == 0


@pytest.mark.parametrize(
    ("zone", "month", "label"),
    [
        *(("America/Chicago", month, "CT") for month in (1, 7)),
        *(("America/New_York", 5, "ET"), ("America/Denver", 5, "MT"), ("America/Los_Angeles", 5, "PT")),
        *(("America/Phoenix", 5, "MST"), ("Pacific/Honolulu", 5, "HST"), ("America/Anchorage", 5, "AKT")),
        *(("Europe/Berlin", 5, "CEST"), ("Europe/Berlin", 1, "CET"), ("Asia/Shanghai", 5, "CST")),
        *(("UTC", 5, "UTC"), ("Asia/Dubai", 5, "UTC+4"), ("Asia/Kathmandu", 5, "UTC+5:45")),
        ("No/Where", 5, "UTC"),
    ],
)
def test_what_a_zone_is_called(zone: str, month: int, label: str) -> None:
    calendar = BusinessCalendar(zone=zone)
    moment = calendar.at(date(2026, month, 14))
    assert calendar.label(moment) == label
    assert moment.time() == time(12)


def test_a_moment_of_elsewhere_is_told_in_the_publishers_zone() -> None:
    assert US.label(datetime(2026, 5, 14, 17, tzinfo=UTC)) == "CT"
    assert zone_label(datetime(2026, 5, 14, tzinfo=UTC), "UTC") == "UTC"


@pytest.mark.parametrize("name", ["CT", "central", "Central Time", "CDT", "America/Chicago", " cst "])
def test_zones_as_sheets_write_them(name: str) -> None:
    zone = zone_of(name)
    assert zone is not None
    assert zone.utcoffset(datetime(2026, 5, 14)) == timedelta(hours=-5)


@pytest.mark.parametrize("name", ["", "nowhere", "../etc/passwd", "A" * 300])
def test_what_is_no_zone(name: str) -> None:
    assert zone_of(name) is None
