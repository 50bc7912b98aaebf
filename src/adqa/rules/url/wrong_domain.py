"""url/wrong-domain: a page on a site that is not allowed."""

from __future__ import annotations

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Allowed, Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.hosts import within

_ONLY = UrlPolicy(domains=("bestbuy.com", "lumen.co.uk"))


@rule(
    id="url/wrong-domain",
    title="The URL leads to a site that is not allowed",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"site": "{url} leads to {measured}; it must be on {allowed}"},
    fix="Give a page on {allowed}.",
    examples=(
        Example("anything goes", landing("https://www.bestbuy.com/tv")),
        Example("the site", landing("https://bestbuy.com/tv", policy=_ONLY)),
        Example("below the site", landing("https://www.deals.bestbuy.com/tv", policy=_ONLY)),
        Example("a site that a macro names", landing("https://${HOST}/tv", policy=_ONLY)),
        Example("a wrapped link to the site", landing("https://www.google.com/url?q=https://bestbuy.com/")),
        Example("another site", landing("https://www.walmart.com/tv", policy=_ONLY), codes=("site",)),
        Example(
            "a name that only begins like it",
            landing("https://www.bestbuy.com.deals.net/tv", policy=_ONLY),
            codes=("site",),
        ),
        Example(
            "a name that only ends like it", landing("https://notbestbuy.com/", policy=_ONLY), codes=("site",)
        ),
        Example(
            "a whole country is no site",
            landing("https://www.walmart.co.uk/", policy=UrlPolicy(domains=("co.uk",))),
            codes=("site",),
        ),
    ),
    changes="Judged only where the unit or the project names the sites.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Retailers and buyers refuse ads that lead away from the sites agreed on."""
    domains = tuple(one.lower().removeprefix("www.") for one in facts.policy.domains)
    if facts.is_page and facts.host and domains and not any(within(facts.host, one) for one in domains):
        allowed = Allowed(op="one_of", values=domains, text=listing(list(domains)))
        yield found(facts, "site", facts.host, allowed=allowed)
