"""campaign/tentative: rows whose dates are not firm yet."""

from __future__ import annotations

import re
from collections import defaultdict

from adqa.campaign.model import Row
from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts, flight
from adqa.rules.campaign._say import STARTS, at, rows_text, touched
from adqa.units import count_text, listing

_AMBIGUOUS = re.compile(r"[\d/. -]+")
"""A date that could be two days; campaign/cell-not-understood says so of its column."""
_WEEK = re.compile(r"(?:fw|wk|week|kw)\W*\d{1,2}\b.*", re.IGNORECASE)


def _row(number: int, said: str) -> Row:
    return a_row(number, flight=flight(None, None, tentative=said))


@rule(
    id="campaign/tentative",
    title="Dates that are not firm yet",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "tentative": "No firm dates yet for {measured}: {which}",
        "weeks": "Week numbers without a calendar in {measured}: {which}",
    },
    fix={
        "tentative": "Put the dates in once they are firm; until then these rows wait.",
        "weeks": "Write the dates, or name the calendar: weeks = \"iso\", \"us\" or \"nrf-4-5-4\" below "
        "[campaign] in adqa.toml.",
    },
    examples=(
        Example("firm dates", (campaign_facts(a_row(flight=flight(14, 24))),)),
        Example("until further notice", (campaign_facts(a_row(flight=flight(14, None, open_ended=True))),)),
        Example("a date that could be two days", (campaign_facts(_row(12, "5/6/2026")),)),
        Example("one note for all", (campaign_facts(_row(12, "TBD"), _row(13, "TBD"), _row(15, "mid-May")),),
                codes=("tentative",)),
        Example("a fiscal week", (campaign_facts(_row(12, "FW16")),), codes=("weeks",)),
        Example("both", (campaign_facts(_row(12, "TBD"), _row(13, "Wk 20")),), codes=("tentative", "weeks")),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: CampaignFacts) -> Judgement:
    """What has no date has no due date; it is listed once so that nobody forgets it."""
    groups: dict[str, dict[str, list[Row]]] = {"tentative": defaultdict(list), "weeks": defaultdict(list)}
    for row in facts.campaign.live_rows:
        said = row.runs.tentative
        if said and not _AMBIGUOUS.fullmatch(said):
            groups["weeks" if _WEEK.fullmatch(said.strip()) else "tentative"][said].append(row)
    for code, by_text in groups.items():
        rows = [row for same in by_text.values() for row in same]
        if rows:
            yield Found(
                code=code,
                path=rows[0].file,
                measured=Measured(value=len(rows), unit="rows", text=count_text(len(rows), "row")),
                where=at(rows[0], *STARTS),
                occurrence=code,
                words={
                    "which": listing([f"{rows_text(same)} ({said})" for said, same in by_text.items()], "and")
                },
                applies_to=touched(rows),
            )
