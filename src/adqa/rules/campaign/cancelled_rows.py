"""campaign/cancelled-rows: rows that the sheet cancels, which were not checked."""

from __future__ import annotations

from collections import defaultdict

from adqa.addresses import file_name
from adqa.campaign.model import Row
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts
from adqa.rules.campaign._say import at, rows_text, touched
from adqa.units import count_text

_STRUCK = a_row(101, state="cancelled", state_reason="struck through")


@rule(
    id="campaign/cancelled-rows",
    title="Rows that the sheet cancels",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.NOTE,
    owner=Owner.AD_OPS,
    messages={"cancelled": "{measured} in {tab} {are} cancelled ({why}) and not checked: {rows}"},
    fix="Nothing is to do if they are meant to be cancelled.",
    examples=(
        Example("all run", (campaign_facts(a_row(101)),)),
        Example(
            "struck through",
            (campaign_facts(_STRUCK, a_row(102, state="cancelled", state_reason="struck through")),),
            codes=("cancelled",),
        ),
        Example(
            "for two reasons",
            (campaign_facts(_STRUCK, a_row(7, state="cancelled", state_reason="status says cancelled")),),
            codes=("cancelled", "cancelled"),
        ),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """A line through a row may be a slip of the hand; whoever struck it through should see it named."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in facts.campaign.rows:
        if row.state == "cancelled":
            groups[row.file, row.tab, row.state_reason or "as the sheet says"].append(row)
    for (file, tab, why), rows in groups.items():
        count = len({row.row for row in rows})
        yield Found(
            code="cancelled",
            path=file,
            measured=Measured(value=count, unit="rows", text=count_text(count, "row")),
            where=at(rows[0]),
            occurrence=f"{tab} {why}",
            words={
                "tab": tab or file_name(file),
                "are": "is" if count == 1 else "are",
                "why": why,
                "rows": rows_text(rows),
            },
            applies_to=touched(rows),
        )
