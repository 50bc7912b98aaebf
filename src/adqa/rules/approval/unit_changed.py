"""approval/unit-changed: the ad unit asks for something else than when the creative was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from adqa.facts.approval import ApprovalFacts, UnitChange
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.approval._words import approved, on_day
from adqa.rules.base import Example, Found, Judgement, rule

_CHANGE = UnitChange(spec="iab/mrec", by="M. Ruiz", on=date(2026, 5, 12))


@rule(
    id="approval/unit-changed",
    title="The ad unit changed since the creative was approved",
    needs=ApprovalFacts,
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    subject="creative",
    messages={"changed": "{name} was approved by {by} on {on}; the limits of {measured} changed since"},
    fix="See what is found under the new limits; the approval of the art stands.",
    examples=(
        Example("the same unit", approved()),
        Example("another revision", (replace(approved()[0], unit_changes=(_CHANGE,)),), codes=("changed",)),
    ),
    since="0.1",
)
def judge(facts: ApprovalFacts) -> Judgement:
    """What was clean when it was approved may not be any more once the publisher changed its limits."""
    for one in facts.unit_changes:
        yield Found(
            code="changed",
            measured=Measured(value=one.spec, text=one.spec),
            occurrence=f"{one.spec} {one.by}",
            words={"by": one.by, "on": on_day(one.on, facts)},
        )
