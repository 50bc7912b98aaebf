"""campaign/which-is-it: a delivered creative that only a person can place."""

from __future__ import annotations

from adqa.facts.campaign import MatchFacts
from adqa.report.model import Measured, Owner, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_booking, a_file, asked


@rule(
    id="campaign/which-is-it",
    title="Nobody can tell what a delivered file is for",
    needs=MatchFacts,
    severity=Severity.WARNING,
    severities={"two-files": Severity.ERROR},
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages=dict.fromkeys(
        ("fits-several", "twice-the-size", "fits-none", "two-files"), "{name}: {measured}"
    ),
    fix={
        "fits-several": "Ask the sender which of them it is for, and name the file so.",
        "twice-the-size": "Ask the sender what it is for; name it as the creative it is of, or leave it out.",
        "fits-none": "Ask the sender what it is for; book it on the sheet, or leave it out.",
        "two-files": "Ask the sender which is final, and keep only that one.",
    },
    examples=(
        Example("a file that serves something", (MatchFacts(entry=a_file("Aurora_A_300x250.jpg")),)),
        Example(
            "a size that is booked twice, and no name",
            (
                asked(
                    "banner (1).jpg",
                    "fits-several",
                    "fits A and B, not named on the sheet",
                    *(a_booking("A"), a_booking("B")),
                ),
            ),
            codes=("fits-several",),
        ),
        Example(
            "twice the size of one",
            (
                asked(
                    "hero_new.jpg",
                    "twice-the-size",
                    "twice 970x250; backup or 2x version?",
                    a_booking("B", "970x250"),
                ),
            ),
            codes=("twice-the-size",),
        ),
        Example(
            "a size nobody booked",
            (asked("x.jpg", "fits-none", "no 468x60 is booked"),),
            codes=("fits-none",),
        ),
        Example(
            "two for one",
            (
                asked(
                    "Aurora_A_300x250 (1).jpg",
                    "two-files",
                    "two different files claim to be Aurora A 300x250 – which is final?",
                    a_booking(),
                ),
            ),
            codes=("two-files",),
        ),
    ),
    changes="An error where two different files claim one booked creative, as the wrong one may go live.",
    since="0.1",
)
def judge(facts: MatchFacts) -> Judgement:
    """A file is never guessed into a placement; who sent it knows what it is for."""
    question = facts.question
    if question is None:
        return
    held = question.code == "two-files"
    yield Found(
        code=question.code,
        measured=Measured(value=question.text, text=question.text),
        related=tuple(Related(path=other, text="claims the same") for other in question.others),
        applies_to=tuple(dict.fromkeys(touched for one in facts.booked for touched in one.touches))
        if held
        else (),
    )
