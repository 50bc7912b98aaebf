"""url/macro-left-over: a macro in an address where none may be left."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.read import url_facts


def _final(text: str) -> tuple[UrlFacts]:
    return (url_facts(text, role="final"),)


@rule(
    id="url/macro-left-over",
    title="A macro is left in the final URL",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    owner=Owner.AD_OPS,
    messages={
        "left": "{url} still has macros in it: {measured}",
        "price": "{url} has a macro for the price of the auction: {measured}",
    },
    fix={
        "left": "Give the address as people land on it, or find out why they were not replaced.",
        "price": "Take it out; it belongs in trackers of the buyer only.",
    },
    examples=(
        Example("none left", _final("https://a.com/?utm_source=x")),
        Example("a landing URL may have macros", landing("https://a.com/?c=${CREATIVE_ID}")),
        Example("one left", _final("https://a.com/?c=${CREATIVE_ID}"), codes=("left",)),
        Example("one left, encoded", _final("https://a.com/?c=%24%7BCREATIVE_ID%7D"), codes=("left",)),
        Example("a price", landing("https://a.com/?p=${AUCTION_PRICE}"), codes=("price",)),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """What is left in the final URL is what analytics counts, for every visit."""
    if not facts.is_page:
        return
    if facts.role == "final" and facts.macros:
        yield found(facts, "left", listing(list(dict.fromkeys(one.text for one in facts.macros)), "and"))
    prices = [one.text for one in facts.macros if "AUCTION_PRICE" in one.correct]
    if facts.role == "landing" and prices:
        yield found(facts, "price", prices[0])
