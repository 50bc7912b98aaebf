"""campaign/hidden-rows: the sheet hides rows that count."""

from __future__ import annotations

from collections import defaultdict

from adqa.addresses import file_name
from adqa.campaign.model import Row
from adqa.campaign.sheets.receipt import MOST_NAMED
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts
from adqa.rules.campaign._say import at, rows_text
from adqa.units import count_text, spans

_HIDDEN = a_row(88, hidden=True)


@rule(
    id="campaign/hidden-rows",
    title="The sheet hides rows",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.NOTE,
    severities={"many": Severity.WARNING},
    owner=Owner.AD_OPS,
    changes="A warning where so many rows with booked placements are hidden that not all are named where "
    "it is told how the sheet was read.",
    messages={
        "booked": "{measured} in {tab} {are} hidden or filtered out and {were} read as booked: {rows}",
        "many": "{measured} in {tab} {are} hidden or filtered out and {were} read as booked: {rows}",
        "hidden": "{measured} in {tab} {are} hidden or filtered out: {rows}",
    },
    fix={
        "booked": "Show them if they are to run; else delete them or strike them through.",
        "many": "Show them if they are to run; else delete them or strike them through.",
        "hidden": "Nothing is to do if they are meant to be hidden.",
    },
    examples=(
        Example("nothing is hidden", (campaign_facts(a_row(88)),)),
        Example("booked placements", (campaign_facts(_HIDDEN, a_row(89, hidden=True)),), codes=("booked",)),
        Example(
            "so many that nobody reads them all",
            (campaign_facts(*(a_row(number, id=f"T!{number}", hidden=True) for number in range(20, 60, 2))),),
            codes=("many",),
        ),
        Example(
            "cancelled ones", (campaign_facts(a_row(88, hidden=True, state="cancelled")),), codes=("hidden",)
        ),
        Example(
            "in two tabs",
            (campaign_facts(_HIDDEN, a_row(3, tab="Video", id="Video!3", hidden=True)),),
            codes=("booked", "booked"),
        ),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """What is hidden was dropped, or was only out of somebody's view; the sheet does not say which.

    It is a question about the sheet; the rows themselves are judged like any other. A few are named where
    it is told how the sheet was read, so only many are worth a point of their own.
    """
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in facts.campaign.rows:
        if row.hidden:
            groups[row.file, row.tab, "booked" if row.state == "live" else "hidden"].append(row)
    for (file, tab, code), rows in groups.items():
        count = len({row.row for row in rows})
        if code == "booked" and len(spans(row.row for row in rows)) > MOST_NAMED:
            code = "many"
        yield Found(
            code=code,
            path=file,
            measured=Measured(value=count, unit="rows", text=count_text(count, "row")),
            where=at(rows[0]),
            occurrence=tab,
            words={
                "tab": tab or file_name(file),
                "are": "is" if count == 1 else "are",
                "were": "was" if count == 1 else "were",
                "rows": rows_text(rows),
            },
        )
