"""campaign/duplicate-row: two rows book the same thing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from adqa.campaign.model import Row
from adqa.campaign.slices import fills
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts, flight
from adqa.rules.campaign._say import at, creative_of, rows_text, touched

_A = a_row(12, creative="Aurora_A", flight=flight(14, 24))


def _again(**changes: Any) -> Row:
    return replace(_A, id="Traffic!40", row=40, **changes)


@rule(
    id="campaign/duplicate-row",
    title="Two rows book the same thing",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    messages={"same": "{rows} book {what} on {placement} for the same days"},
    fix="Delete all but one, or say what tells them apart.",
    examples=(
        Example("other days", (campaign_facts(_A, _again(flight=flight(25, 30))),)),
        Example("another market", (campaign_facts(_A, _again(market="CA")),)),
        Example("a note tells them apart", (campaign_facts(_A, _again(notes="retargeting")),)),
        Example("another landing page", (campaign_facts(_A, _again(landing_url="https://x.com/")),)),
        Example("placements without creatives", (campaign_facts(a_row(12), a_row(40)),)),
        Example("another sheet", (campaign_facts(_A, _again(file="Plan.xlsx")),)),
        Example("one is cancelled", (campaign_facts(_A, _again(state="cancelled")),)),
        Example("the same again", (campaign_facts(_A, _again()),), codes=("same",)),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """A row that was copied and not changed doubles a share, or stands where another creative should be."""
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in facts.campaign.live_rows:
        if row.placement and fills(row):
            groups[_key(row)].append(row)
    for rows in groups.values():
        if len({row.row for row in rows}) > 1:
            first = rows[0]
            yield Found(
                code="same",
                path=first.file,
                measured=Measured(value=len(rows), unit="rows", text=rows_text(rows)),
                where=at(rows[1], "creative", "placement"),
                occurrence=" ".join(
                    (first.tab, first.placement, first.size_text, creative_of(first), *_told_apart(first))
                ),
                words={
                    "rows": rows_text(rows).capitalize(),
                    "what": creative_of(first) or "the same tag",
                    "placement": first.place,
                },
                applies_to=touched(rows),
            )


def _key(row: Row) -> Hashable:
    """Everything that may tell two bookings apart, and be it a note."""
    words = (
        row.file, row.publisher, row.placement, row.placement_id, row.package, row.unit, row.channel,
        row.device, row.market, row.locale, row.size_text, row.kind, row.creative, row.creative_id,
        row.asset, row.message, row.version, row.landing_url, row.final_url, row.click_tracker, row.tag,
        row.offer, row.price, row.notes, *(text for _, text in row.trackers),
    )  # fmt: skip
    pairs = (tuple(sorted(row.copy.items())), tuple(sorted(row.utm.items())))
    dates = (row.flight, row.creative_flight, row.rotation)
    return (
        tuple(word.strip().casefold() for word in words),
        row.sizes,
        row.skus,
        row.disclaimers,
        pairs,
        dates,
    )


def _told_apart(row: Row) -> tuple[str, ...]:
    return row.market, row.locale, row.device, str(row.runs.start)
