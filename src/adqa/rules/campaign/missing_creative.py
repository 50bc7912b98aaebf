"""campaign/missing-creative: a booked creative has not arrived."""

from __future__ import annotations

from datetime import UTC, datetime

from adqa.facts.campaign import DeliverableFacts, Due, Standing
from adqa.report.model import Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_booking, a_file
from adqa.rules.campaign._say import at

_DUE = Due(
    at=datetime(2026, 5, 14, 17, tzinfo=UTC),
    text="Thu 14 May 12:00 CT",
    why="5 business days before the start on Thu 21 May",
)


def _case(standing: Standing, due: Due | None = _DUE) -> tuple[DeliverableFacts]:
    creatives = (a_file("Aurora_A_300x250.jpg"),) if standing == "arrived" else ()
    return (DeliverableFacts(deliverable=a_booking(), standing=standing, due=due, creatives=creatives),)


@rule(
    id="campaign/missing-creative",
    title="A booked creative has not arrived",
    needs=DeliverableFacts,
    severity=Severity.ERROR,
    severities={"waiting": Severity.NOTE, "due-soon": Severity.WARNING},
    subject="creative",
    messages=dict.fromkeys(("waiting", "due-soon", "missing"), "{label} has not arrived"),
    fix="Send the file.",
    examples=(
        Example("it is there", _case("arrived")),
        Example("nobody waits for what is on hold", _case("on_hold")),
        Example("nobody waits for what is over", _case("ended")),
        Example("not due yet", _case("waiting"), codes=("waiting",)),
        Example("due within a business day", _case("due_soon"), codes=("due-soon",)),
        Example("late", _case("missing"), codes=("missing",)),
        Example("no due time can be told", _case("missing", None), codes=("missing",)),
    ),
    changes="A note before it is due, a warning within one business day of that, an error after it or where "
    "nothing says when it is due.",
    since="0.1",
)
def judge(facts: DeliverableFacts) -> Judgement:
    """What is not there cannot start; before it is due it is only waited for."""
    one = facts.deliverable
    if facts.standing in ("waiting", "due_soon", "missing"):
        yield Found(
            code=facts.standing.replace("_", "-"),
            where=at(one.rows[0], "sizes", "creative"),
            words={"label": one.label},
            applies_to=one.touches,
        )
