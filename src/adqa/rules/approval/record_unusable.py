"""approval/record-unusable: a part of the approvals on record cannot be trusted or read."""

from __future__ import annotations

from adqa.facts.approval import ApprovalRecordFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _case(code: str, text: str) -> tuple[ApprovalRecordFacts]:
    return (ApprovalRecordFacts(problems=(("approved.lock.json", code, text),)),)


@rule(
    id="approval/record-unusable",
    title="Approvals on record that cannot be used",
    needs=ApprovalRecordFacts,
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    subject="campaign",
    messages={
        "edited": "{measured} {said}",
        "damaged": "{measured} {said}",
        "newer": "{measured} {said}",
    },
    fix={
        "edited": "Approve again what was approved, or put the file back as it was.",
        "damaged": "Put the file back from a copy; the next approval writes the lock file anew.",
        "newer": "Update adqa.",
    },
    examples=(
        Example("all is well", (ApprovalRecordFacts(),)),
        Example("edited by hand", _case("edited", "was changed by hand"), codes=("edited",)),
        Example("damaged", _case("damaged", "cannot be read: it is damaged"), codes=("damaged",)),
        Example("from a newer version", _case("newer", "was written by a newer adqa"), codes=("newer",)),
    ),
    since="0.1",
)
def judge(facts: ApprovalRecordFacts) -> Judgement:
    """An approval that was typed into the record by hand is nobody's signature, so it does not count."""
    for number, (file, code, said) in enumerate(facts.problems):
        yield Found(
            code=code,
            measured=Measured(value=file, text=file),
            occurrence=f"{file} {number}",
            words={"said": said},
        )
