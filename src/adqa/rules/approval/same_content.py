"""approval/same-content: other bytes, the same ad; the approval stands."""

from __future__ import annotations

from adqa.facts.approval import ApprovalFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.approval._words import approved, on_day
from adqa.rules.base import Example, Found, Judgement, rule


@rule(
    id="approval/same-content",
    title="Approved with the same content in another file",
    needs=ApprovalFacts,
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages={
        "same": "{name} was {measured}; the contents are the same, so the approval by {by} of {on} stands",
        "bound": "{name} counts as approved by {by} on {on}, as the sheet says: {said}",
    },
    fix={"same": "Nothing needs to be done.", "bound": "Nothing needs to be done if that is the right file."},
    examples=(
        Example("as approved", approved()),
        Example("zipped again", approved(standing="same_content", said="zipped again"), codes=("same",)),
        Example("changed", approved(standing="changed")),
        Example("typed in the sheet", approved(from_sheet=True, said="of 12 May"), codes=("bound",)),
    ),
    since="0.1",
)
def judge(facts: ApprovalFacts) -> Judgement:
    """Zipping again or a metadata stripper changes bytes, and asking for approval again would waste a day.

    An approval typed in a sheet names no file, so it is said which one it was taken for.
    """
    for one in facts.sign_offs:
        words = {"by": one.by, "on": on_day(one.on, facts), "said": one.said}
        who = one.role or one.by
        if one.standing == "same_content":
            yield Found(
                code="same", measured=Measured(value=one.said, text=one.said), occurrence=who, words=words
            )
        elif one.standing == "stands" and one.from_sheet:
            yield Found(code="bound", occurrence=who, words=words)
