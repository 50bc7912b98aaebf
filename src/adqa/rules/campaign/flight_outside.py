"""campaign/flight-outside: dates of a creative outside its flight, or of a flight outside the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adqa.campaign.model import Campaign, Flight
from adqa.campaign.slices import is_firm
from adqa.facts.campaign import RowFacts
from adqa.report.model import Allowed, Measured, Operator, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, flight, row_facts
from adqa.rules.campaign._say import at, creative_of, touched
from adqa.units import short_day_text


def _in_campaign(start: int, end: int | None, first: int, last: int) -> tuple[RowFacts]:
    campaign = Campaign(name="Aurora", flight=flight(first, last))
    return (row_facts(a_row(flight=flight(start, end, open_ended=end is None)), campaign=campaign),)


def _own(start: int | None, end: int | None, **more: bool) -> tuple[RowFacts]:
    own = flight(start, end, **more)
    return (row_facts(a_row(creative="Aurora_A", flight=flight(14, 24), creative_flight=own)),)


@rule(
    id="campaign/flight-outside",
    title="Dates of a creative outside its flight, or of a flight outside its campaign",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    severities={"creative-by-a-day": Severity.WARNING, "campaign-by-a-day": Severity.WARNING},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A warning where it is one day, which is often a time zone or an end that is counted in or not.",
    messages={
        "creative": "{what} {verb} {measured}; the flight of {whole} {bound} {allowed}",
        "creative-by-a-day": "{what} {verb} {measured}; the flight of {whole} {bound} {allowed}",
        "campaign": "{what} {verb} {measured}; the campaign {bound} {allowed}",
        "campaign-by-a-day": "{what} {verb} {measured}; the campaign {bound} {allowed}",
    },
    fix={
        "creative": "Correct the dates of the creative or of the flight.",
        "creative-by-a-day": "Correct one of the two; one day often is a time zone, or a last day that is "
        "not counted in.",
        "campaign": "Correct the dates of the placement or of the campaign.",
        "campaign-by-a-day": "Correct one of the two; one day often is a time zone, or a last day that is "
        "not counted in.",
    },
    examples=(
        Example("inside", _own(15, 20)),
        Example("the same days", _own(14, 24)),
        Example("no dates of its own", (row_facts(a_row(flight=flight(14, 24))),)),
        Example("until further notice", _own(14, None, open_ended=True)),
        Example("dates in the wrong order are their own fault", _own(26, 10)),
        Example("inside the campaign", _in_campaign(14, 24, 1, 31)),
        Example("open-ended in a campaign that ends", _in_campaign(14, None, 1, 31)),
        Example("ends late", _own(14, 28), codes=("creative",)),
        Example("ends a day late", _own(14, 25), codes=("creative-by-a-day",)),
        Example("starts early and ends late", _own(10, 28), codes=("creative", "creative")),
        Example("a day before the campaign", _in_campaign(14, 24, 15, 31), codes=("campaign-by-a-day",)),
        Example("runs on after the campaign", _in_campaign(14, 24, 1, 20), codes=("campaign",)),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: RowFacts) -> Judgement:
    """A creative booked beyond its flight stops with the flight; a flight beyond its campaign is not sold."""
    row = facts.row
    for code, inner, outer, field, what in (
        ("creative", row.creative_flight, row.flight, "creative_", creative_of(row) or "The creative"),
        ("campaign", row.flight, facts.campaign.flight, "", f"The flight of {row.place}"),
    ):
        if not (is_firm(inner) and is_firm(outer)):
            continue
        for side, day, bound in _beyond(inner, outer):
            by_a_day = abs((day - bound).days) == 1
            ending = side == "end"
            op: Operator = "at_most" if ending else "at_least"
            yield Found(
                code=f"{code}-by-a-day" if by_a_day else code,
                measured=Measured(value=day.isoformat(), text=short_day_text(day, bound.year)),
                allowed=Allowed(op=op, value=bound.isoformat(), text=short_day_text(bound, day.year)),
                where=at(row, f"{field}{side}", "dates"),
                occurrence=f"{code} {side}",
                words={
                    "what": what,
                    "whole": row.place,
                    "verb": "runs until" if ending else "starts on",
                    "bound": "ends on" if ending else "starts on",
                },
                applies_to=touched((row,)),
            )


def _beyond(inner: Flight, outer: Flight) -> Iterator[tuple[str, date, date]]:
    """(side, day, bound) where a flight begins before or ends after the one around it."""
    if inner.start and outer.start and inner.start < outer.start:
        yield "start", inner.start, outer.start
    if inner.end and outer.end and inner.end > outer.end:
        yield "end", inner.end, outer.end
