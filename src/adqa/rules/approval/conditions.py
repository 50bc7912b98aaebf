"""approval/conditions: approved, but only under a condition."""

from __future__ import annotations

from adqa.facts.approval import ApprovalFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.approval._words import approved, on_day
from adqa.rules.base import Example, Found, Judgement, rule


@rule(
    id="approval/conditions",
    title="Approved under a condition",
    needs=ApprovalFacts,
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages={"conditions": "{name} is approved by {by} ({on}) on the condition: {measured}"},
    fix="See that the condition is kept.",
    examples=(
        Example("without any", approved()),
        Example("with one", approved(conditions="only until 24 May"), codes=("conditions",)),
        Example("of an approval that no longer covers it", approved(standing="changed", conditions="x")),
    ),
    since="0.1",
)
def judge(facts: ApprovalFacts) -> Judgement:
    """A condition in a mail is forgotten by the week of the launch unless something repeats it."""
    for one in facts.sign_offs:
        if one.conditions and one.standing in ("stands", "same_content"):
            yield Found(
                code="conditions",
                measured=Measured(value=one.conditions, text=one.conditions),
                occurrence=one.role or one.by,
                words={"by": one.by, "on": on_day(one.on, facts)},
            )
