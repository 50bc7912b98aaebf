"""campaign/sheets-disagree: two sheets of one campaign say different things of one placement."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.campaign.sheets_compare import Disagreement, disagreements
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts, flight
from adqa.rules.campaign._say import at, touched
from adqa.units import listing

_WORDS = {
    "placement": "Name",
    "placement_id": "Placement ID",
    "sizes": "Size",
    "start": "Start",
    "end": "End",
    "landing_url": "Landing page",
    "skus": "SKU",
    "price": "Price",
    "offer_end": "End of the offer",
}
_PLAN = a_row(3, id="Plan!3", file="Plan.xlsx", tab="Plan", flight=flight(14, 24))


@rule(
    id="campaign/sheets-disagree",
    title="Two sheets of the campaign say different things",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.ERROR,
    severities={"spelling": Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A note where a placement is only spelled differently.",
    messages={
        "differs": "{field} of {placement}: {said}",
        "spelling": "One placement is spelled in two ways: {said}",
    },
    fix={
        "differs": "Decide which of them holds, and correct the other.",
        "spelling": "Spell it alike, so that reports can be joined.",
    },
    examples=(
        Example("they agree", (campaign_facts(_PLAN, a_row(17, flight=flight(14, 24))),)),
        Example("one leaves it open", (campaign_facts(_PLAN, a_row(17)),)),
        Example("one sheet alone", (campaign_facts(a_row(17), a_row(18, flight=flight(1, 9))),)),
        Example("another size is another placement", (campaign_facts(_PLAN, a_row(17, size="728x90")),)),
        Example("dates", (campaign_facts(_PLAN, a_row(17, flight=flight(15, 24))),), codes=("differs",)),
        Example(
            "both dates",
            (campaign_facts(_PLAN, a_row(17, flight=flight(15, 25))),),
            codes=("differs", "differs"),
        ),
        Example(
            "spelling",
            (campaign_facts(_PLAN, a_row(17, placement="HP Rail", flight=flight(14, 24))),),
            codes=("spelling",),
        ),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """Order, plan and trafficking sheet that differ are the commonest cause of a campaign run wrong."""
    for one in disagreements(facts.campaign.rows):
        said = _said(one)
        rows = [row for _, row in one.said]
        yield Found(
            code="spelling" if one.spelling else "differs",
            path=rows[-1].file,
            measured=Measured(value=one.said[-1][0], text=one.said[-1][0]),
            where=at(rows[-1], one.field),
            occurrence=f"{one.field} {one.placement} {','.join(sorted(map(str, rows[0].sizes)))}",
            related=tuple(
                Related(path=row.file, where=at(row, one.field), text=text) for text, row in one.said[:-1]
            ),
            words={"field": _WORDS[one.field], "placement": one.placement, "said": said},
            applies_to=touched(rows),
        )


def _said(one: Disagreement) -> str:
    """`Plan.xlsx and IO.xlsx say 300x250, Traffic.xlsx says 300x600`."""
    by_text: dict[str, list[str]] = {}
    for text, row in one.said:
        by_text.setdefault(text, []).append(file_name(row.file))
    return ", ".join(
        f"{listing(files, 'and')} {'says' if len(files) == 1 else 'say'} {text}"
        for text, files in by_text.items()
    )
