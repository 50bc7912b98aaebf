"""url/shortener: a short link, where the house rules are against them."""

from __future__ import annotations

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.urls.hosts import is_shortener

_NONE = UrlPolicy(no_shorteners=True)


@rule(
    id="url/shortener",
    title="The URL is a short link",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"short": "{url} is a short link of {measured}"},
    fix="Give the address of the page itself.",
    examples=(
        Example("nobody minds", landing("https://bit.ly/3abc")),
        Example("the page itself", landing("https://www.bestbuy.com/tv", policy=_NONE)),
        Example("a short link", landing("https://bit.ly/3abc", policy=_NONE), codes=("short",)),
    ),
    changes="A house rule, off by default.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Where it leads can change at any time without anybody seeing it in the URL."""
    if facts.policy.no_shorteners and facts.is_page and is_shortener(facts.host):
        yield found(facts, "short", facts.host)
