"""campaign/ends-at-midnight: ends are written as 12:00 AM, which leaves the last day out."""

from __future__ import annotations

from collections import defaultdict

from adqa.campaign.model import Row
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts, flight
from adqa.rules.campaign._say import ENDS, at, column_of, rows_text, touched
from adqa.units import count_text

_LAST = a_row(1, flight=flight(14, 24, ends_at_midnight=True), columns={"end": "H"})


@rule(
    id="campaign/ends-at-midnight",
    title="Ends are written as 12:00 AM",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"midnight": "{measured} at 12:00 AM ({place}); read like that, the last day does not run"},
    fix="Write the end without a time, or as 11:59 PM, if the last day is to run.",
    examples=(
        Example("ends without a time", (campaign_facts(a_row(flight=flight(14, 24))),)),
        Example("one", (campaign_facts(_LAST),), codes=("midnight",)),
        Example(
            "a whole column is said once",
            (campaign_facts(_LAST, a_row(2, flight=_LAST.flight, columns=_LAST.columns)),),
            codes=("midnight",),
        ),
        Example("cancelled", (campaign_facts(a_row(flight=_LAST.flight, state="cancelled")),)),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """An end at the first minute of a day loses that day, mostly because a spreadsheet added the time."""
    columns: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in facts.campaign.live_rows:
        if row.runs.ends_at_midnight:
            column = column_of(row, *ENDS)
            columns[row.file, row.tab, column].append(row)
    for (file, tab, column), rows in columns.items():
        count = len(rows)
        yield Found(
            code="midnight",
            path=file,
            measured=Measured(
                value=count, unit="rows", text=f"{count_text(count, 'row')} {'ends' if count == 1 else 'end'}"
            ),
            where=at(rows[0], *ENDS),
            occurrence=f"{tab}!{column}",
            words={"place": f"column {column}" if column else rows_text(rows)},
            applies_to=touched(rows),
        )
