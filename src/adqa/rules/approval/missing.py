"""approval/missing: others of this campaign are approved, this creative is not."""

from __future__ import annotations

from dataclasses import replace

from adqa.facts.approval import ApprovalFacts
from adqa.report.model import Owner, Reason, Severity
from adqa.rules.approval._words import approved, on_day
from adqa.rules.base import Example, Found, Judgement, Undecided, rule


@rule(
    id="approval/missing",
    title="Not approved, while others of the campaign are",
    needs=ApprovalFacts,
    severity=Severity.WARNING,
    severities={"missing-at-export": Severity.ERROR, "other-version-at-export": Severity.ERROR},
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages={
        "missing": "{name} is not approved",
        "other-version": "{name} is not approved; {by} approved {version} on {on}",
        "missing-at-export": "{name} is not approved",
        "other-version-at-export": "{name} is not approved; {by} approved {version} on {on}",
    },
    fix="Ask for approval, and put the answer on record.",
    examples=(
        Example("approved", approved()),
        Example("changed since is a finding of its own", approved(standing="changed")),
        Example("nobody approved it", (ApprovalFacts(),), codes=("missing",)),
        Example("before a hand-over", (ApprovalFacts(exporting=True),), codes=("missing-at-export",)),
        Example(
            "an older version was", approved(standing="other_version", version="v2"), codes=("other-version",)
        ),
        Example(
            "before a hand-over, an older version was",
            (replace(approved(standing="other_version", version="v2")[0], exporting=True),),
            codes=("other-version-at-export",),
        ),
        Example(
            "typed in a sheet, for a file that nobody can name",
            approved(standing="unbound", said="no check on record reaches back to that day"),
            codes=("unknown",),
        ),
    ),
    changes="An error in a hand-over; the rule is off while no approval is on record.",
    since="0.1",
)
def judge(facts: ApprovalFacts) -> Judgement:
    """Where some creatives were signed off, one that was not has slipped through or came late."""
    standings = {one.standing for one in facts.sign_offs}
    if standings & {"stands", "same_content", "changed"}:
        return
    ending = "-at-export" if facts.exporting else ""
    unbound = next((one for one in facts.sign_offs if one.standing == "unbound"), None)
    if unbound is not None and not facts.exporting:
        yield Undecided(
            Reason.NOT_SUPPLIED,
            f"the sheet says that {unbound.by} approved it, but {unbound.said}",
            "adqa approve",
        )
        return
    other = next((one for one in facts.sign_offs if one.standing == "other_version"), None)
    if other is not None:
        words = {"by": other.by, "on": on_day(other.on, facts), "version": other.version}
        yield Found(code=f"other-version{ending}", words=words)
    else:
        yield Found(code=f"missing{ending}")
