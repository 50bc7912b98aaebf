"""Numbered weeks: a number means a day only under a calendar, and three are in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A house calendar: weeks are counted from the day its fiscal year begins."""

    year: int
    """The name of the year, `2026` for FY26."""
    start: date


WeekCalendar = Literal["iso", "us", "nrf-4-5-4"] | FiscalYear


def week_start(calendar: WeekCalendar, year: int, number: int) -> date | None:
    """The first day of a week; None if the year has no such week, or the calendar does not know the year.

    `iso`: ISO 8601, from Monday, week 1 holds 4 January. `us`: from Sunday, week 1 holds 1 January, as
    Excel's WEEKNUM counts. `nrf-4-5-4`: the retail calendar of the National Retail Federation
    (https://nrf.com/resources/4-5-4-calendar): from Sunday, the year ends on the Saturday nearest to the
    end of January; 2023 had 53 weeks.
    """
    if not 1 <= number <= 53 or not date.min.year < year < date.max.year:
        return None
    if calendar == "iso":
        try:
            return date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
    if calendar == "us":
        start = _us_start(year) + timedelta(weeks=number - 1)
        return start if number == 1 or start.year == year else None
    if calendar == "nrf-4-5-4":
        start = _nrf_start(year) + timedelta(weeks=number - 1)
        return start if start < _nrf_start(year + 1) else None
    start = calendar.start + timedelta(weeks=number - 1)
    return start if calendar.year == year else None


def _us_start(year: int) -> date:
    """The Sunday on or before 1 January."""
    first = date(year, 1, 1)
    return first - timedelta(days=(first.weekday() + 1) % 7)


def _nrf_start(year: int) -> date:
    """The Sunday after the Saturday nearest to 31 January."""
    last = date(year, 1, 31)
    ahead = (_SATURDAY - last.weekday()) % 7
    return last + timedelta(days=ahead + 1 if ahead <= 3 else ahead - 6)
