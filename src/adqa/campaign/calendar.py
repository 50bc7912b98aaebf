"""Business days and times of day where the publisher is.

Holidays come from the `holidays` library, per country and region; a country it does not know has
weekends only, which is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOON = time(12)
_SHARED = {
    ("EST", "EDT"): "ET",
    ("CST", "CDT"): "CT",
    ("MST", "MDT"): "MT",
    ("PST", "PDT"): "PT",
    ("AKST", "AKDT"): "AKT",
}
"""Abbreviations in winter and summer → what people in North America call both."""
_SPELLED = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "mt": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
}
"""What sheets of this trade write for a time zone, besides its full name."""


@dataclass(frozen=True)
class BusinessCalendar:
    """The working days and the clock of one publisher."""

    zone: str = "UTC"
    """IANA name of the time zone."""
    country: str = ""
    """ISO 3166 code; empty: weekends only."""
    region: str | None = None
    closed: frozenset[date] = field(default=frozenset())
    """Further days on which the publisher does not work."""

    @cached_property
    def tzinfo(self) -> tzinfo:
        """The time zone; UTC where its name is not known."""
        return zone_of(self.zone) or UTC

    @property
    def knows_holidays(self) -> bool:
        """Whether holidays of the country are known, so that a due day can be trusted around them."""
        return _holidays(self.country, self.region, 2026) is not None

    def is_business_day(self, day: date) -> bool:
        """Neither a weekend nor a holiday."""
        if day.weekday() >= 5 or day in self.closed:
            return False
        return day not in (_holidays(self.country, self.region, day.year) or ())

    def at(self, day: date, clock: time = NOON) -> datetime:
        """A time of day there, aware of its zone."""
        return datetime.combine(day, clock, self.tzinfo)

    def label(self, moment: datetime) -> str:
        """What people call the zone: `CT`, `CEST`, `UTC`, `UTC+3`."""
        return zone_label(moment.astimezone(self.tzinfo), self.zone)


def business_days_before(day: date, count: int, calendar: BusinessCalendar) -> date:
    """The business day that lies `count` business days before a day; for 0 the day or the one before it."""
    if count == 0:
        while not calendar.is_business_day(day):
            day -= timedelta(days=1)
        return day
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_business_day(day)
    return day


def business_days_between(first: date, last: date, calendar: BusinessCalendar) -> int:
    """Business days after `first` up to and with `last`: 0 if `last` is not later."""
    days = range(1, (last - first).days + 1)
    return sum(calendar.is_business_day(first + timedelta(days=one)) for one in days)


@lru_cache
def zone_of(name: str) -> tzinfo | None:
    """The time zone of a name as a sheet may write it: `America/Chicago`, `CT`, `Central`, `UTC`."""
    spelled = _SPELLED.get(re.sub(r"\s*time$", "", name.strip().casefold()), name.strip())
    if spelled == "UTC":
        return UTC
    try:
        return ZoneInfo(spelled)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_label(moment: datetime, zone: str) -> str:
    """What people call the zone of an aware moment: `CT` in Chicago whether in summer or winter."""
    name = moment.tzname() or "UTC"
    key = getattr(moment.tzinfo, "key", zone)
    if key.startswith(("America/", "US/", "Canada/")):
        winter, summer = (moment.replace(month=month, day=1).tzname() or "" for month in (1, 7))
        return _SHARED.get((winter, summer), name)
    if re.fullmatch(r"[+-]\d{2}(?:\d{2})?", name):
        hours, minutes = int(name[:3]), name[3:]
        return f"UTC{hours:+d}" + (f":{minutes}" if minutes else "")
    return name


@lru_cache
def _holidays(country: str, region: str | None, year: int) -> frozenset[date] | None:
    if not country:
        return None
    import holidays

    for subdivision in (region, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
        except NotImplementedError:
            continue
    return None
