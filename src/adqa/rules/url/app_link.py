"""url/app-link: a link that opens only where an app is installed."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found, landing
from adqa.rules.base import Example, Judgement, rule


@rule(
    id="url/app-link",
    title="The URL opens only in an app",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"app": "{url} opens only where the app or its store is installed: {measured}"},
    fix="Give an https address that opens the app or, without it, a page or the store.",
    examples=(
        Example("a page", landing("https://www.bestbuy.com/tv")),
        Example("a store's page", landing("https://apps.apple.com/us/app/x/id314855255")),
        Example("a store", landing("market://details?id=com.bestbuy.android"), codes=("app",)),
        Example("an app's own address", landing("bestbuy://product/6534615"), codes=("app",)),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """On a computer, or without the app, nothing happens at a click."""
    if facts.form == "app" and not facts.is_tracker:
        yield found(facts, "app", excerpt(facts.text))
