"""campaign/missing-landing-url: a row has no landing page."""

from __future__ import annotations

from adqa.campaign.model import Campaign, Row, TabReceipt
from adqa.facts.campaign import RowFacts
from adqa.report.model import Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, row_facts
from adqa.rules.campaign._say import at, column_of, creative_of, plain, touched

_FIELDS = ("landing_url", "final_url")
_COLUMNS = TabReceipt(
    file="Q2.xlsx", tab="Traffic", header_row=5, understood={"Placement": "placement", "URL": "landing_url"}
)
_OTHER = a_row(18, landing_url="https://www.example.com/a", placement="Footer", columns={"landing_url": "K"})


@rule(
    id="campaign/missing-landing-url",
    title="A row has no landing page",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    severities={"waiting": Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A note before it is due. Not asked of tracking pixels and third-party tags, nor where the sheet "
    "has no column for it.",
    messages={
        "missing": "No landing page for {what}",
        "waiting": "No landing page yet for {what}",
    },
    fix={
        "missing": "Put the address in {column}.",
        "waiting": "Put the address in {column} before it is due.",
    },
    examples=(
        Example("it has one", (row_facts(_OTHER),)),
        Example("with parameters", (row_facts(a_row(final_url="https://x.com/?a=b"), rows=(_OTHER,)),)),
        Example("the sheet names no links", (row_facts(a_row()),)),
        Example("a tracking pixel", (row_facts(a_row(serving="tracking"), rows=(_OTHER,)),)),
        Example("a tag that brings its own", (row_facts(a_row(serving="tag"), rows=(_OTHER,)),)),
        Example(
            "another sheet has it",
            (
                row_facts(
                    a_row(),
                    campaign=Campaign(
                        files=("Q2.xlsx", "URLs.xlsx"),
                        rows=(_OTHER, a_row(3, file="URLs.xlsx", tab="", landing_url="https://x.com/")),
                    ),
                ),
            ),
        ),
        Example("none", (row_facts(a_row(), rows=(_OTHER,)),), codes=("missing",)),
        Example(
            "the whole column is empty",
            (row_facts(a_row(), campaign=Campaign(rows=(a_row(),), tabs=(_COLUMNS,))),),
            codes=("missing",),
        ),
        Example("not due yet", (row_facts(a_row(), rows=(_OTHER,), before_due=True),), codes=("waiting",)),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: RowFacts) -> Judgement:
    """Without a landing page the row cannot be trafficked, or clicks end nowhere."""
    row = facts.row
    if row.landing_url or row.final_url or row.serving in ("tag", "tracking"):
        return
    if _asked(row, facts.campaign) and not _linked_elsewhere(row, facts.campaign):
        name = creative_of(row)
        column = column_of(_beside(row, facts.campaign) or row, *_FIELDS)
        place = at(row)
        yield Found(
            code="waiting" if facts.before_due else "missing",
            where={**place, "column": column} if column else place,
            words={
                "what": f"{row.place} ({name})" if name and name != row.place else row.place,
                "column": f"column {column}" if column else "the sheet",
            },
            applies_to=touched((row,)),
        )


def _asked(row: Row, campaign: Campaign) -> bool:
    """Whether the tab has a column for links; of a tab without a receipt, whether some row has one."""
    for tab in campaign.tabs:
        if (tab.file, tab.tab) == (row.file, row.tab):
            return not set(_FIELDS).isdisjoint(tab.understood.values())
    return _beside(row, campaign) is not None


def _beside(row: Row, campaign: Campaign) -> Row | None:
    """The first row of the tab that has a link."""
    return next(
        (
            other
            for other in campaign.rows
            if (other.landing_url or other.final_url) and (other.file, other.tab) == (row.file, row.tab)
        ),
        None,
    )


def _linked_elsewhere(row: Row, campaign: Campaign) -> bool:
    """Whether another sheet of the campaign has the link of this placement."""
    return len(campaign.files) > 1 and any(
        other.file != row.file and (other.landing_url or other.final_url) and _same_place(other, row)
        for other in campaign.rows
    )


def _same_place(one: Row, other: Row) -> bool:
    if one.placement_id and other.placement_id:
        return one.placement_id == other.placement_id
    return bool(one.placement) and plain(one.placement) == plain(other.placement)
