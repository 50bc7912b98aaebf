"""campaign/publisher-mismatch: the creative on a row is named for another publisher."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from adqa.campaign.model import Row
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Allowed, Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts
from adqa.rules.campaign._say import at, creative_of, touched

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4
"""Letters of the shortest name that is looked for; shorter ones stand in too many words."""

_LUMEN = a_row(1, publisher="Lumen TV", creative="Aurora_LumenTV_300x250")
_WRONG = a_row(3, publisher="Lumen TV", creative="Aurora_Northpeak_728x90")
_NORTH = a_row(2, publisher="Northpeak", creative="Aurora_Northpeak_300x250")


@rule(
    id="campaign/publisher-mismatch",
    title="The creative is named for another publisher",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.ERROR,
    owner=Owner.AD_OPS,
    changes="Judged only in a campaign whose creatives are named after their publishers.",
    messages={"other": "Creative {creative} is named for {measured}; this row runs on {allowed}"},
    fix="Assign the creative for {allowed}.",
    examples=(
        Example("each has its own", (campaign_facts(_LUMEN, _NORTH),)),
        Example(
            "names that say no publisher",
            (campaign_facts(a_row(1, publisher="Lumen TV", creative="A"), a_row(2, publisher="Northpeak")),),
        ),
        Example(
            "a word that is a publisher too, in a campaign that does not name them",
            (
                campaign_facts(
                    a_row(1, publisher="Target", creative="Aurora_A"),
                    a_row(2, publisher="Lumen TV", creative="Aurora_Target_Group"),
                ),
            ),
        ),
        Example(
            "one for both",
            (campaign_facts(_LUMEN, _NORTH, a_row(3, publisher="Lumen TV", creative="LumenTV_Northpeak_A")),),
        ),
        Example(
            "exchanged",
            (campaign_facts(_LUMEN, _NORTH, _WRONG),),
            codes=("other",),
        ),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: CampaignFacts) -> Judgement:
    """Art with one retailer's logo on another retailer's site is what nobody forgives."""
    rows = [row for row in facts.campaign.live_rows if row.publisher and creative_of(row)]
    publishers = {_joined(row.publisher): row.publisher for row in rows}
    if len(publishers) < 2:
        return
    named: Mapping[str, set[str]] = defaultdict(set)
    for row in rows:
        for publisher in _publishers_in(creative_of(row), publishers):
            named[publisher].add(row.publisher)
    telling = {name for name, where in named.items() if publishers[name] in where}
    for row in rows:
        own = _joined(row.publisher)
        said = _publishers_in(creative_of(row), publishers)
        others = sorted(said & telling)
        if own in telling and own not in said and others:
            yield _found(row, publishers[others[0]])


def _publishers_in(name: str, publishers: Iterable[str]) -> set[str]:
    """Publishers whose name stands in the name of a creative as whole words."""
    words = [word.casefold() for word in _WORD.findall(name)]
    runs = {"".join(words[at : at + count]) for count in (1, 2, 3) for at in range(len(words))}
    return {one for one in publishers if len(one) >= _SHORTEST and one in runs}


def _joined(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()


def _found(row: Row, other: str) -> Found:
    return Found(
        code="other",
        path=row.file,
        measured=Measured(value=other, text=other),
        allowed=Allowed(op="exactly", value=row.publisher, text=row.publisher),
        where=at(row, "creative", "publisher"),
        occurrence=f"{row.publisher} {row.place} {creative_of(row)} {row.size_text}",
        words={"creative": creative_of(row)},
        applies_to=touched((row,)),
    )
