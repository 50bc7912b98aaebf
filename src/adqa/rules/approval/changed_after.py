"""approval/changed-after: the file is no longer what was approved."""

from __future__ import annotations

from adqa.facts.approval import ApprovalFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.approval._words import approved, on_day
from adqa.rules.base import Example, Found, Judgement, rule


@rule(
    id="approval/changed-after",
    title="The file changed after it was approved",
    needs=ApprovalFacts,
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages={"changed": "File changed after {by} approved it on {on}"},
    fix="Ask for approval again (before/after on reapprove.html), or put the {on} file back.",
    examples=(
        Example("as approved", approved()),
        Example("zipped again", approved(standing="same_content", said="zipped again")),
        Example("changed", approved(standing="changed"), codes=("changed",)),
        Example("another version", approved(standing="other_version", version="v2")),
    ),
    changes="Other bytes with the same content are a note; the rule is off while no approval is on record.",
    since="0.1",
)
def judge(facts: ApprovalFacts) -> Judgement:
    """What runs must be what was signed off; a late swap is how an unapproved claim goes live."""
    for one in facts.sign_offs:
        if one.standing == "changed":
            yield Found(
                code="changed",
                measured=Measured(value="changed", text="changed"),
                occurrence=one.role or one.by,
                words={"by": one.by, "on": on_day(one.on, facts)},
            )
