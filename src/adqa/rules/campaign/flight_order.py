"""campaign/flight-order: a flight ends before it starts."""

from __future__ import annotations

from adqa.campaign.model import Flight
from adqa.facts.campaign import RowFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, day, flight, row_facts
from adqa.rules.campaign._say import at, creative_of, touched
from adqa.units import day_text


@rule(
    id="campaign/flight-order",
    title="A flight ends before it starts",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "flight": "{what} ends {measured}, before it starts on {start}",
        "creative": "{what} ends {measured}, before it starts on {start}",
    },
    fix="Correct the start or the end.",
    examples=(
        Example("in order", (row_facts(a_row(flight=flight(14, 24))),)),
        Example("one day", (row_facts(a_row(flight=flight(14, 14))),)),
        Example("no end", (row_facts(a_row(flight=flight(14, None, open_ended=True))),)),
        Example("tentative", (row_facts(a_row(flight=flight(24, 14, tentative="TBC"))),)),
        Example("days exchanged", (row_facts(a_row(flight=flight(24, 14))),), codes=("flight",)),
        Example(
            "over the turn of the year, without it",
            (row_facts(a_row(flight=Flight(start=day(20, 12), end=day(5, 1)))),),
            codes=("flight",),
        ),
        Example(
            "the creative's own dates",
            (row_facts(a_row(creative="Aurora_A", flight=flight(1, 30), creative_flight=flight(24, 14))),),
            codes=("creative",),
        ),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """Dates in the wrong order run on no day at all, and no ad server takes them."""
    row = facts.row
    for code, dates, what in (
        ("flight", row.flight, f"The flight of {row.place}"),
        ("creative", row.creative_flight, creative_of(row) or "The creative"),
    ):
        if dates.start and dates.end and dates.end < dates.start and not dates.tentative:
            field = "end" if code == "flight" else "creative_end"
            yield Found(
                code=code,
                measured=Measured(value=dates.end.isoformat(), text=day_text(dates.end)),
                where=at(row, field, "dates"),
                occurrence=code,
                words={"what": what, "start": day_text(dates.start)},
                applies_to=touched((row,)),
            )
