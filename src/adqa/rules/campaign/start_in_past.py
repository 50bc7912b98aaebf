"""campaign/start-in-past: a row was to start before the day of the check."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from adqa.campaign.model import Row
from adqa.facts.campaign import RowFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, day, flight, row_facts
from adqa.rules.campaign._say import STARTS, at, ended, touched
from adqa.units import count_text, short_day_text

_NEW = re.compile(r"\W*(?:new|add|to be trafficked|not (?:yet )?trafficked)\b", re.IGNORECASE)


def _case(as_of: date | None, **fields: Any) -> tuple[RowFacts]:
    return (row_facts(a_row(**{"flight": flight(14, 24), **fields}), as_of=as_of),)


@rule(
    id="campaign/start-in-past",
    title="The start is past",
    needs=RowFacts,
    subject="row",
    severity=Severity.NOTE,
    severities={"new": Severity.ERROR},
    owner=Owner.ACCOUNT_MANAGER,
    changes="An error only where the sheet says that the row is new and it is not live yet.",
    messages={
        "past": "Started {measured}, {ago} before the day of this check",
        "new": "Starts {measured}, {ago} before the day of this check, and the sheet calls it new",
    },
    fix={
        "past": "Nothing is to do if it is live.",
        "new": "Move the start to a day that can still be met, or say that the row is live.",
    },
    examples=(
        Example("starts later", _case(day(10), action="add", action_text="New")),
        Example("starts on the day", _case(day(14), action="add", action_text="New")),
        Example("is over", _case(day(25), action="add", action_text="New")),
        Example("no day to compare with", _case(None, action="add")),
        Example("tentative", _case(day(20), action="add", flight=flight(14, 24, tentative="TBC"))),
        Example("live", _case(day(20), trafficked=True, status="New"), codes=("past",)),
        Example("the sheet does not say", _case(day(20)), codes=("past",)),
        Example("no change", _case(day(20), action="no_change"), codes=("past",)),
        Example(
            "a creative that is added to a placement which is live",
            _case(day(20), action="add", action_text="add creative", notes="add creative"),
            codes=("past",),
        ),
        Example("to be added", _case(day(20), action="add", action_text="New"), codes=("new",)),
        Example("status New", _case(day(20), status="New"), codes=("new",)),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """Ad servers refuse a start that is past, and days that are lost are seldom given back."""
    row, start = facts.row, facts.row.runs.start
    if facts.as_of is None or start is None or start >= facts.as_of or row.runs.tentative:
        return
    if ended(row, facts.as_of):
        return
    days = (facts.as_of - start).days
    yield Found(
        code="new" if _is_new(row) else "past",
        measured=Measured(value=start.isoformat(), text=short_day_text(start, facts.as_of.year)),
        where=at(row, *STARTS),
        words={"ago": count_text(days, "day")},
        applies_to=touched((row,)),
    )


def _is_new(row: Row) -> bool:
    """Whether the row is new; a creative that a note adds is so only if it has a start of its own."""
    if row.trafficked:
        return False
    if row.action == "add":
        return row.creative_flight.start is not None or row.action_text not in row.notes
    return row.action is None and bool(_NEW.match(row.status))
