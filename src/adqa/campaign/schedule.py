"""When something is due, and where it stands on the day of judging. Pure: that day is an input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Protocol

from adqa.campaign.booking import Deliverable
from adqa.campaign.calendar import (
    NOON,
    BusinessCalendar,
    business_days_before,
    business_days_between,
    zone_of,
)
from adqa.campaign.model import Campaign, Row
from adqa.campaign.settings import CampaignSettings
from adqa.facts.campaign import Due, Standing
from adqa.spec.limits import LeadTimeLimit
from adqa.units import count_text, short_day_text

_LEAD = re.compile(
    r"(?:(?:at least|min(?:imum)?\.?)\s*)?(?:\d{1,3}\s*(?:-|–|to)\s*)?(\d{1,3})\s*\+?\s*"
    r"(business|working|work|biz|calendar)?\s*(b/?d|days?|weeks?|wks?|hours?|hrs?|h|d)?"
    r"(?:\s+(?:before|prior|ahead|in advance|lead|notice)\b.*)?",
    re.IGNORECASE,
)
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long before the start files are due."""

    days: int
    business: bool

    def __str__(self) -> str:
        return count_text(self.days, "business day" if self.business else "day")


def read_lead_time(text: str) -> LeadTime | None:
    """Reads `5 business days`, `7 working days`, `6 days`, `2 weeks`, `48 hours`, `5 bd`, `3-5 days`.

    Of a range the longer counts, so that nobody is late by it. A bare number is read as business days,
    which is what the trade counts in. None for anything else.
    """
    found = _LEAD.fullmatch(text.strip())
    if not found:
        return None
    number, adjective, noun = int(found[1]), (found[2] or "").lower(), (found[3] or "").lower()
    if noun.startswith("h"):
        lead = LeadTime(-(-number // 24), adjective in ("business", "working", "work", "biz"))
    elif noun.startswith("w"):
        lead = LeadTime(number * 7, business=False)
    else:
        business = noun in ("", "bd", "b/d") or adjective in ("business", "working", "work", "biz")
        lead = LeadTime(number, business and adjective != "calendar")
    return lead if lead.days <= _LONGEST_DAYS else None


def due_of_row(
    row: Row,
    calendar: BusinessCalendar,
    *,
    lead_times: Sequence[tuple[str, str]] = (),
    cut_off: time = NOON,
    year: int | None = None,
) -> Due | None:
    """When the files of a row are due: as the sheet says, else so long before the start as is asked.

    `lead_times` are (text, whose it is) in order of rank after the row's own column; the first that can
    be read counts. `year` is the one everybody has in mind, left out of texts. None if nothing says it.
    """
    clock = row.due_time or cut_off
    if row.due:
        return _due(calendar, row.due, clock, year, "the due date on the sheet")
    start = row.runs.start
    if start is None or row.runs.tentative:
        return None
    own = [(row.lead_time, "as the sheet asks")] if row.lead_time else []
    for text, whose in (*own, *lead_times):
        lead = read_lead_time(text)
        if lead is None:
            continue
        day = (
            business_days_before(start, lead.days, calendar)
            if lead.business
            else start - timedelta(days=lead.days)
        )
        why = f"{lead} before the start on {short_day_text(start, year)}, {whose}"
        return _due(calendar, day, clock, year, why)
    return None


def _due(calendar: BusinessCalendar, day: date, clock: time, year: int | None, why: str) -> Due:
    at = calendar.at(day, clock)
    return Due(at=at, text=moment_text(at, calendar, year), why=why)


def moment_text(at: datetime, calendar: BusinessCalendar, year: int | None = None, *, comma: str = "") -> str:
    """`Thu 14 May 12:00 CT`, where the publisher is; mails put a comma behind the day."""
    local = at.astimezone(calendar.tzinfo)
    return f"{short_day_text(local.date(), year)}{comma} {local:%H:%M} {calendar.label(local)}"


def standing(
    deliverable: Deliverable,
    due: Due | None,
    as_of: date | None,
    calendar: BusinessCalendar,
    *,
    arrived: bool,
) -> Standing:
    """Where a deliverable stands.

    `as_of` is a moment, or a day; on a day nothing is late before that day is over. A moment without a
    zone is one at the publisher's. Without `as_of` nothing is late that has a due time.
    """
    today = _today(as_of, calendar)
    ends = [row.runs.end for row in deliverable.rows]
    if today is not None and all(end is not None and end < today for end in ends):
        return "ended"
    if arrived:
        return "arrived"
    if all(row.state == "on_hold" for row in deliverable.rows):
        return "on_hold"
    if due is None:
        tentative = all(row.runs.tentative for row in deliverable.rows if row.state == "live")
        return "waiting" if tentative else "missing"
    if as_of is None or today is None:
        return "waiting"
    if _is_past(due, as_of, calendar):
        return "missing"
    due_day = due.at.astimezone(calendar.tzinfo).date()
    return "due_soon" if business_days_between(today, due_day, calendar) <= 1 else "waiting"


def _today(as_of: date | None, calendar: BusinessCalendar) -> date | None:
    if not isinstance(as_of, datetime):
        return as_of
    return as_of.astimezone(calendar.tzinfo).date() if as_of.tzinfo else as_of.date()


def _is_past(due: Due, as_of: date, calendar: BusinessCalendar) -> bool:
    if not isinstance(as_of, datetime):
        return due.at.astimezone(calendar.tzinfo).date() < as_of
    return due.at < (as_of if as_of.tzinfo else as_of.replace(tzinfo=calendar.tzinfo))


class Settings(Protocol):
    """Where a house keeps what it sets about dates."""

    @property
    def campaign(self) -> CampaignSettings: ...


class Unit(Protocol):
    """What an ad unit says of lead times."""

    @property
    def title(self) -> str: ...
    @property
    def lead_time(self) -> tuple[LeadTimeLimit, ...]: ...


class Schedule:
    """The due times of one campaign, worked out once."""

    def __init__(
        self, campaign: Campaign, settings: Settings, units: Mapping[str, Sequence[Unit]] | None = None
    ) -> None:
        """`units` are those of each row, by row id."""
        house = settings.campaign
        named = campaign.time_zone or ""
        zone = zone_of(named) if named else None
        self.calendar = BusinessCalendar(
            zone=str(getattr(zone, "key", "UTC")), country=house.country, region=house.region
        )
        self.year = _year_of(campaign)
        units = units or {}
        self._due_of_row = {
            row.id: due_of_row(
                row,
                self.calendar,
                lead_times=_asked(units.get(row.id, ()), house.lead_time),
                cut_off=house.due_time,
                year=self.year,
            )
            for row in campaign.rows
        }

    def due_of_row(self, row: Row) -> Due | None:
        """When the files of a row are due."""
        return self._due_of_row.get(row.id)

    def due(self, deliverable: Deliverable) -> Due | None:
        """When a deliverable is due: for the first of its rows that is meant to run."""
        live = [row for row in deliverable.rows if row.state == "live"] or list(deliverable.rows)
        dues = [due for row in live if (due := self.due_of_row(row))]
        return min(dues, key=lambda due: due.at, default=None)

    def standing(self, deliverable: Deliverable, as_of: date | None, *, arrived: bool) -> Standing:
        """Where a deliverable stands on a day or at a moment."""
        return standing(deliverable, self.due(deliverable), as_of, self.calendar, arrived=arrived)

    def answer_by(self, row: Row, first: date, today: date | None, *, on_file: bool) -> str:
        """`Wed 20 May`: the last business day before a day on which something shows, at the latest `today`.

        What is open about the file itself is due with the files, on the next business day if they were due.
        """
        last = business_days_before(first, 1, self.calendar)
        due = self.due_of_row(row) if on_file else None
        if due is not None:
            day = due.at.astimezone(self.calendar.tzinfo).date()
            if today is not None and day <= today:
                day = next(
                    one
                    for one in (today + timedelta(days=ahead) for ahead in count(1))
                    if self.calendar.is_business_day(one)
                )
            last = min(last, day)
        return "today" if today is not None and last <= today else short_day_text(last, self.year)

    def text(self, at: datetime, *, comma: bool = False) -> str:
        """`Thu 14 May 12:00 CT`; `Thu 14 May, 12:00 CT` for mails."""
        return moment_text(at, self.calendar, self.year, comma="," if comma else "")


def _asked(units: Sequence[Unit], house: str | None) -> list[tuple[str, str]]:
    """Lead times of the units, the longest first, then the house's."""
    found: list[tuple[str, str]] = []
    for unit in units:
        found += [(limit.min, f"as {unit.title} asks") for limit in unit.lead_time if not limit.conditions]
    found.sort(key=lambda one: _calendar_days(one[0]), reverse=True)
    return [*found, (house, "as is usual in this house")] if house else found


def _calendar_days(text: str) -> float:
    lead = read_lead_time(text)
    return 0 if lead is None else lead.days * (1.4 if lead.business else 1)


def _year_of(campaign: Campaign) -> int | None:
    """The year in which the campaign starts, which nobody needs to be told."""
    starts = [campaign.flight.start, *(row.runs.start or row.due for row in campaign.rows)]
    return min((day.year for day in starts if day), default=None)
