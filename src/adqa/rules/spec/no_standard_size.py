"""spec/no-standard-size: no ad unit was named and the size is no standard one."""

from __future__ import annotations

from adqa.facts.assignment import AssignmentFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule


@rule(
    id="spec/no-standard-size",
    title="No ad unit was named, and none can be assumed from the size",
    needs=AssignmentFacts,
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    kinds=("image",),
    follows=("size/name-mismatch",),
    messages={
        "size": "{name} is {measured}, a size without usual limits, and no ad unit was named: "
        "only the file was checked"
    },
    fix="Name the ad unit with --spec or in adqa.toml, so that size, weight and animation are checked.",
    examples=(
        Example("named", (AssignmentFacts(kind="image", width=640, height=305, named=("a/b",)),)),
        Example("assumed", (AssignmentFacts(kind="image", width=300, height=250, taken_by=("iab/x",)),)),
        Example("no usual size", (AssignmentFacts(kind="image", width=640, height=305),), codes=("size",)),
    ),
    since="0.1",
)
def judge(facts: AssignmentFacts) -> Judgement:
    """Without a unit nothing says which size and weight are right; people must not read that as approval."""
    if not facts.named and not facts.taken_by and facts.width:
        size = f"{facts.width}x{facts.height}"
        yield Found(code="size", measured=Measured(value=size, unit="px", text=size))
