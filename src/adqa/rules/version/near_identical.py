"""version/near-identical: art that looks the same under two messages or versions."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.facts.version import TwinFacts
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_booking, a_file


def _case(second: str, *, same: bool = False) -> tuple[TwinFacts]:
    return (
        TwinFacts(
            first=a_file("Aurora_A.jpg"),
            second=a_file("Aurora_B.jpg"),
            same_content=same,
            first_serves=(a_booking("A"),),
            second_serves=(a_booking(second),),
        ),
    )


@rule(
    id="version/near-identical",
    title="Art for two messages looks the same",
    needs=TwinFacts,
    severity=Severity.NOTE,
    subject="creative",
    messages={"alike": "{name} looks almost the same as {measured}"},
    fix="Look at the two side by side; nothing is to do if they differ in words or prices as they should.",
    examples=(
        Example("two names for one booked creative", _case("A")),
        Example("the very same is another finding", _case("B", same=True)),
        Example("two messages", _case("B"), codes=("alike",)),
    ),
    changes="Compared within one size only, as the sizes of one concept are alike by nature.",
    since="0.1",
)
def judge(facts: TwinFacts) -> Judgement:
    """Two tests of one idea look alike on purpose; now and then it is the same art exported twice."""
    keys = {one.key for one in facts.first_serves}
    if facts.same_content or any(one.key in keys for one in facts.second_serves):
        return
    yield Found(
        code="alike",
        path=facts.second.address,
        occurrence=facts.first.address,
        measured=Measured(value=facts.first.address, text=file_name(facts.first.address)),
        related=(Related(path=facts.first.address, text="the other file"),),
    )
