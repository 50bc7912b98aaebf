"""url/utm-case: one UTM value in two spellings that differ only in capitals."""

from __future__ import annotations

from adqa.facts.url import UrlSetFacts, UrlUse
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing
from adqa.urls.read import url_facts
from adqa.urls.utm import KEYS


def _all(*sources: str) -> tuple[UrlSetFacts]:
    uses = (
        UrlUse(
            url=url_facts(f"https://a.com/?utm_source={source}", role="landing"),
            place=f"row {row}",
            row=f"Display!{row}",
        )
        for row, source in enumerate(sources, 3)
    )
    return (UrlSetFacts(uses=tuple(uses)),)


@rule(
    id="url/utm-case",
    title="One UTM value in two spellings",
    needs=UrlSetFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"case": "{parameter} is written in different ways: {measured}"},
    fix="Write it as {most} everywhere.",
    examples=(
        Example("one spelling", _all("lumen", "lumen")),
        Example("two values", _all("lumen", "northpeak")),
        Example("macros", _all("${CREATIVE_ID}", "${creative_id}")),
        Example("two spellings", _all("lumen", "Lumen", "lumen"), codes=("case",)),
    ),
    since="0.2",
)
def judge(facts: UrlSetFacts) -> Judgement:
    """Analytics counts them as two, and the report of the campaign is split."""
    spellings: dict[tuple[str, str], dict[str, list[UrlUse]]] = {}
    for use in facts.uses:
        if not use.url.is_page:
            continue
        for name, value in use.url.utm.items():
            if name in KEYS and value and not use.url.holds_macro(value):
                group = spellings.setdefault((name, value.casefold()), {})
                group.setdefault(value, []).append(use)
    for (name, folded), written in spellings.items():
        if len(written) < 2:
            continue
        most = max(written, key=lambda value: (len(written[value]), value == value.lower(), value))
        said = [f"{value} ({_places(uses)})" for value, uses in written.items()]
        text = listing(said, "and")
        yield Found(
            code="case",
            measured=Measured(value=listing(list(written), "and"), text=text),
            occurrence=f"{name}/{folded}",
            words={"parameter": name, "most": most},
            applies_to=tuple(
                dict.fromkeys(
                    f"row:{use.row}" for value, uses in written.items() if value != most for use in uses
                )
            ),
        )


def _places(uses: list[UrlUse]) -> str:
    places = list(dict.fromkeys(use.place for use in uses))
    return listing(places, "and") if len(places) <= 3 else f"{places[0]} and {len(places) - 1} more"
