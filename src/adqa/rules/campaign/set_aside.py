"""campaign/set-aside: a creative that is not judged against the sheet, and why."""

from __future__ import annotations

from adqa.facts.campaign import MatchFacts
from adqa.report.model import Measured, Owner, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_file, put_aside

_CODES = ("companion", "other-publisher", "other-campaign", "same-bytes")


@rule(
    id="campaign/set-aside",
    title="A delivered creative is not one of those booked",
    needs=MatchFacts,
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages=dict.fromkeys(_CODES, "{name}: {measured}"),
    fix={
        "companion": "Nothing is to do; if it is to run by itself, book an image of that size.",
        "other-publisher": "Nothing is to do; if it is for this campaign, name the publisher on the sheet.",
        "other-campaign": "Nothing is to do; if it is for this campaign, name it as on the sheet.",
        "same-bytes": "Nothing is to do; one of the two is enough.",
    },
    examples=(
        Example("a file that serves something", (MatchFacts(entry=a_file("Aurora_A_300x250.jpg")),)),
        Example(
            "a backup image",
            (
                put_aside(
                    "Aurora_A_300x250.jpg",
                    "companion",
                    "backup image of Aurora_A_300x250.zip; the sheet books no image of 300x250",
                    "Aurora_A_300x250.zip",
                ),
            ),
            codes=("companion",),
        ),
        Example(
            "another retailer's size",
            (
                put_aside(
                    "Shopmart_300x250.jpg", "other-publisher", "for Shopmart, which is not on the sheet"
                ),
            ),
            codes=("other-publisher",),
        ),
        Example(
            "a file of another campaign",
            (put_aside("Zephyr_300x250.jpg", "other-campaign", "for Zephyr, which is not on the sheet"),),
            codes=("other-campaign",),
        ),
        Example(
            "a second download",
            (put_aside("a (1).jpg", "same-bytes", "the same as a.jpg", "a.jpg"),),
            codes=("same-bytes",),
        ),
    ),
    since="0.1",
)
def judge(facts: MatchFacts) -> Judgement:
    """Nothing delivered is dropped: what serves no placement is named with the reason."""
    aside = facts.aside
    if aside is not None and aside.code in _CODES:
        related = (Related(path=aside.belongs_to, text="belongs to this"),) if aside.belongs_to else ()
        yield Found(code=aside.code, measured=Measured(value=aside.text, text=aside.text), related=related)
