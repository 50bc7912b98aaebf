"""file/unrecognised: a delivered file that is neither a creative nor known other material."""

from __future__ import annotations

from adqa.facts.delivery import DeliveryFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule


@rule(
    id="file/unrecognised",
    title="A delivered file is of no known kind",
    needs=DeliveryFacts,
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    subject="delivery",
    messages={"unplaced": "{name} is neither a creative nor known other material ({measured})"},
    fix="Ask the sender what it is for; rename it if it is a creative, or leave it out.",
    examples=(
        Example("everything placed", (DeliveryFacts(),)),
        Example(
            "a file without meaning",
            (DeliveryFacts(unplaced=(("in/x.dat", "unknown content"),)),),
            codes=("unplaced",),
        ),
    ),
    since="0.1",
)
def judge(facts: DeliveryFacts) -> Judgement:
    """Nothing delivered is dropped: what nobody recognises may be the creative that seems to be missing."""
    for address, seems in facts.unplaced:
        yield Found(
            code="unplaced", path=address, occurrence=address, measured=Measured(value=seems, text=seems)
        )
