"""url/not-landing-plus-parameters: the final URL is not the landing URL with parameters added."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.read import url_facts


def _final(text: str, landing: str) -> tuple[UrlFacts]:
    return (url_facts(text, role="final", landing=landing),)


@rule(
    id="url/not-landing-plus-parameters",
    title="The final URL is another page than the landing URL",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "page": "{url} is another page than the landing URL: {measured}, not {landing}",
        "parameter": "{url} lacks parameters of the landing URL: {measured}",
    },
    fix={
        "page": "Find out which of the two is meant, and make both the same page.",
        "parameter": "Add them, or find out which of the two URLs is meant.",
    },
    examples=(
        Example("no landing URL to compare with", (url_facts("https://a.com/", role="final"),)),
        Example("parameters added", _final("https://a.com/tv?utm_source=x", "https://a.com/tv")),
        Example("in another order", _final("https://a.com/tv?b=2&a=1", "https://a.com/tv?a=1")),
        Example("www and the last slash", _final("https://www.a.com/tv/?x=1", "http://a.com/tv")),
        Example("the rest is a macro", _final("https://a.com/tv", "https://a.com/tv?c=${CREATIVE_ID}")),
        Example("another page", _final("https://a.com/radio?x=1", "https://a.com/tv"), codes=("page",)),
        Example("another site", _final("https://b.com/tv?x=1", "https://a.com/tv"), codes=("page",)),
        Example(
            "one got lost", _final("https://a.com/tv?x=1", "https://a.com/tv?sku=7"), codes=("parameter",)
        ),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """One of the two columns is then from an older sheet or another row."""
    landing = facts.landing
    if not facts.is_page or landing is None or not landing.is_page or not landing.host or not facts.host:
        return
    if _page(facts) != _page(landing):
        yield found(facts, "page", excerpt(_shown(facts)), landing=excerpt(_shown(landing)))
        return
    there = {(one.name, one.value) for one in facts.parameters}
    lost = [
        one.raw
        for one in landing.parameters
        if one.raw and (one.name, one.value) not in there and not landing.holds_macro(one.value)
    ]
    if lost:
        yield found(facts, "parameter", listing([excerpt(one) for one in lost], "and"))


def _page(facts: UrlFacts) -> tuple[str, str]:
    return facts.host.removeprefix("www."), facts.path.rstrip("/")


def _shown(facts: UrlFacts) -> str:
    return facts.host + facts.path
