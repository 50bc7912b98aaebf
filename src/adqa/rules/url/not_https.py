"""url/not-https: the address is not encrypted."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found, landing, tracker
from adqa.rules.base import Example, Judgement, rule


@rule(
    id="url/not-https",
    title="The URL is http, not https",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"http": "{url} is http, not https: {measured}"},
    fix="Open the page with https:// in front; if it comes up, give that address.",
    examples=(
        Example("https", landing("https://www.bestbuy.com/tv")),
        Example("no scheme at all has its own rule", landing("www.bestbuy.com/tv")),
        Example("http", landing("http://www.bestbuy.com/tv"), codes=("http",)),
        Example("in capitals", landing("HTTP://www.bestbuy.com/tv"), codes=("http",)),
        Example("a tracker", tracker("http://ads.example.net/p.gif"), codes=("http",)),
    ),
    changes="A warning once it was seen that it redirects to https with nothing lost.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Browsers warn of such pages and block such trackers, and many buyers refuse them."""
    if facts.has_address and facts.scheme == "http":
        yield found(facts, "http", excerpt(facts.address))
