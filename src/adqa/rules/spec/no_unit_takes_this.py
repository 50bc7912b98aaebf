"""spec/no-unit-takes-this: none of the named ad units accepts this kind of creative."""

from __future__ import annotations

from adqa.facts.assignment import AssignmentFacts
from adqa.report.model import Allowed, Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing


@rule(
    id="spec/no-unit-takes-this",
    title="None of the named ad units accepts this kind of creative",
    needs=AssignmentFacts,
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"kind": "{name} is {measured}; the named ad units accept {allowed}"},
    fix="Name the ad unit this creative is booked on, or leave it out of this check.",
    examples=(
        Example("taken", (AssignmentFacts(kind="image", named=("a/b",), taken_by=("a/b",)),)),
        Example("nothing named", (AssignmentFacts(kind="html5"),)),
        Example(
            "an HTML5 package under an image unit",
            (AssignmentFacts(kind="html5", named=("a/b",), accepted_kinds=("image",)),),
            codes=("kind",),
        ),
    ),
    since="0.1",
)
def judge(facts: AssignmentFacts) -> Judgement:
    """A creative that is judged under no unit is not checked; a list of failures would hide that."""
    if facts.named and not facts.taken_by:
        kinds = listing([_WORDS.get(kind, kind) for kind in facts.accepted_kinds])
        yield Found(
            code="kind",
            measured=Measured(value=facts.kind, text=_WORDS.get(facts.kind, facts.kind)),
            allowed=Allowed(op="one_of", values=facts.accepted_kinds, text=kinds),
        )


_WORDS = {"html5": "an HTML5 package", "image": "an image", "video": "a video", "audio": "an audio file"}
