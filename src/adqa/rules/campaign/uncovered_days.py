"""campaign/uncovered-days: on some day of the flight nothing runs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from adqa.campaign.model import Row
from adqa.campaign.slices import Gap, gaps
from adqa.facts.campaign import SlotFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, day, flight, slot_facts
from adqa.rules.campaign._say import ENDS, at, creative_of, plain, touched
from adqa.units import date_text, listing, short_day_text

_A = a_row(31, creative="Aurora_A", flight=flight(14, 24), creative_flight=flight(14, 18))
_B = a_row(64, creative="Aurora_B", flight=flight(14, 24), creative_flight=flight(20, 24))
_WHOLE = a_row(12, creative="Aurora_C", flight=flight(14, 24))


@rule(
    id="campaign/uncovered-days",
    title="On some day of the flight nothing runs",
    needs=SlotFacts,
    subject="placement",
    severity=Severity.ERROR,
    severities={"waiting": Severity.NOTE, "break": Severity.WARNING},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A note before the creatives are due. Days between two flights are judged only where another "
    "creative follows and the break is shorter than both: one day is taken for a slip, more is a warning.",
    messages={
        "gap": "Nothing runs {measured}: {who}",
        "waiting": "Nothing is booked so far {measured}: {who}",
        "break": "Nothing is booked {measured}: {who}",
    },
    fix={
        "gap": "{advice}.",
        "waiting": "Book a creative for these days.",
        "break": "If no break is meant, {move}.",
    },
    examples=(
        Example("the whole flight is covered", (slot_facts(_WHOLE),)),
        Example(
            "one creative follows the other",
            (slot_facts(_A, a_row(64, creative="Aurora_B", creative_flight=flight(19, 24))),),
        ),
        Example("a default creative fills the hole", (slot_facts(_A, _B, _WHOLE),)),
        Example("the hole is past", (slot_facts(_A, _B, as_of=day(20)),)),
        Example(
            "ends are not known yet",
            (slot_facts(_A, a_row(64, creative="B", flight=flight(20, None, tentative="TBD"))),),
        ),
        Example(
            "until further notice",
            (slot_facts(_A, a_row(64, creative="B", flight=flight(14, None, open_ended=True))),),
        ),
        Example("a placement without creatives yet", (slot_facts(a_row(flight=flight(14, 24))),)),
        Example(
            "one creative in two flights",
            (
                slot_facts(
                    a_row(31, creative="Aurora_A", flight=flight(1, 7)),
                    a_row(32, creative="Aurora_A", flight=flight(15, 21)),
                ),
            ),
        ),
        Example(
            "takeovers of single days",
            (
                slot_facts(
                    a_row(31, creative="Aurora_A", flight=flight(4, 4)),
                    a_row(32, creative="Aurora_B", flight=flight(6, 6)),
                    a_row(33, creative="Aurora_C", flight=flight(8, 8)),
                ),
            ),
        ),
        Example("a hole in the flight", (slot_facts(_A, _B),), codes=("gap",)),
        Example("the hole is partly past", (slot_facts(_A, as_of=day(20)),), codes=("gap",)),
        Example("nothing at the end", (slot_facts(_A),), codes=("gap",)),
        Example("nothing at the start", (slot_facts(_B),), codes=("gap",)),
        Example("not due yet", (slot_facts(_A, _B, before_due=True),), codes=("waiting",)),
        Example(
            "a paused creative runs no more",
            (slot_facts(_A, a_row(64, creative="Aurora_B", creative_flight=flight(19, 24), action="pause")),),
            codes=("gap",),
        ),
        Example(
            "two rows that miss each other by a day",
            (
                slot_facts(
                    a_row(31, creative="Aurora_A", flight=flight(14, 18)),
                    a_row(64, creative="Aurora_B", flight=flight(20, 24)),
                ),
            ),
            codes=("gap",),
        ),
        Example(
            "three days between two weeks",
            (
                slot_facts(
                    a_row(31, creative="Aurora_A", flight=flight(1, 7)),
                    a_row(64, creative="Aurora_B", flight=flight(11, 17)),
                ),
            ),
            codes=("break",),
        ),
        Example(
            "two holes",
            (
                slot_facts(
                    a_row(31, creative="A", flight=flight(1, 30), creative_flight=flight(1, 9)),
                    a_row(32, creative="B", flight=flight(1, 30), creative_flight=flight(11, 19)),
                    a_row(33, creative="A", flight=flight(1, 30), creative_flight=flight(21, 30)),
                ),
            ),
            codes=("gap", "gap"),
        ),
    ),
    since="0.1",
)
def judge(facts: SlotFacts) -> Judgement:
    """A day without a creative shows a house ad or nothing, is paid for, and nobody sees it in time.

    Judged for each placement, size and language over all rows together. Days that are past are over.
    """
    seen: Counter[str] = Counter()
    year = next((row.runs.start.year for row in facts.rows if row.runs.start), None)
    for gap in gaps(facts.rows, facts.as_of):
        code = _code(gap)
        if code is None:
            continue
        beside = gap.before + gap.after
        occurrence = ">".join("+".join(sorted(map(creative_of, rows))) for rows in (gap.before, gap.after))
        seen[occurrence] += 1
        days, advice = _on(gap, year), _advice(gap, facts.rows)
        yield Found(
            code="waiting" if facts.before_due and code == "gap" else code,
            measured=Measured(value=gap.days, unit="days", text=days),
            occurrence=f"{occurrence}#{seen[occurrence]}" if seen[occurrence] > 1 else occurrence,
            where={
                **at((beside or facts.rows)[0], *ENDS),
                "first": gap.first.isoformat(),
                "last": gap.last.isoformat(),
            },
            words={
                "who": ", ".join(_neighbours(gap, facts.rows, year)),
                "advice": advice,
                "move": advice[0].lower() + advice[1:],
            },
            applies_to=touched(beside or facts.rows),
        )


def _code(gap: Gap) -> str | None:
    if gap.booked:
        return "gap"
    same = {plain(creative_of(row)) for row in gap.before} & {plain(creative_of(row)) for row in gap.after}
    if same or gap.days >= min(_days(row) for row in gap.before + gap.after):
        return None
    return "gap" if gap.days == 1 else "break"


def _days(row: Row) -> float:
    runs = row.runs
    return (runs.end - runs.start).days + 1 if runs.start and runs.end else math.inf


def _on(gap: Gap, year: int | None) -> str:
    first, last = short_day_text(gap.first, year), short_day_text(gap.last, year)
    return f"on {first}" if gap.days == 1 else f"from {first} to {last}"


def _neighbours(gap: Gap, rows: Sequence[Row], year: int | None) -> Iterator[str]:
    start = min((row.flight.start for row in rows if row.flight.start), default=gap.first)
    end = max((row.flight.end for row in rows if row.flight.end), default=gap.last)
    if gap.before:
        yield _said(gap.before, "ends", "end", gap.before[0].runs.end, year)
    else:
        yield f"the flight starts {date_text(start, year)}"
    if gap.after:
        yield _said(gap.after, "starts", "start", gap.after[0].runs.start, year)
    else:
        yield f"the flight ends {date_text(end, year)}"


def _said(rows: Sequence[Row], one: str, several: str, when: date | None, year: int | None) -> str:
    names = _names(rows)
    assert when is not None, "a row beside a gap has the date that makes it so"
    return f"{listing(names, 'and')} {one if len(names) == 1 else several} {date_text(when, year)}"


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(creative_of(row) for row in rows))


def _advice(gap: Gap, rows: Sequence[Row]) -> str:
    ends, starts = _names(gap.before), _names(gap.after)
    end = f"{ends[0]}'s end" if len(ends) == 1 else "an end"
    start = f"{starts[0]}'s start" if len(starts) == 1 else "a start"
    if ends and starts:
        return f"Move {end} to {date_text(gap.last)}, or {start}"
    if ends:
        return f"Move {end} to {date_text(gap.last)}, or book another creative"
    if starts:
        return f"Move {start} to {date_text(gap.first)}, or book another creative"
    return f"Book a creative for {'this day' if gap.days == 1 else 'these days'}"
