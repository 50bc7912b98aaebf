"""url/utm-name: a misspelt UTM parameter."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.edit import each_pair
from adqa.urls.utm import meant


@rule(
    id="url/utm-name",
    title="A UTM parameter is misspelt",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"misspelt": "{url} has {measured}, which analytics does not read"},
    fix="Write {right}.",
    examples=(
        Example("as they are written", landing("https://a.com/?utm_source=x&utm_creative_format=y")),
        Example("a house's own", landing("https://a.com/?utm_audience=x&utm_flight=y")),
        Example("two letters changed places", landing("https://a.com/?utm_souce=x"), codes=("misspelt",)),
        Example("in capitals", landing("https://a.com/?UTM_Source=x"), codes=("misspelt",)),
        Example("a hyphen", landing("https://a.com/?utm-medium=x"), codes=("misspelt",)),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """What analytics does not read is lost, and the visit is counted without its source."""
    if not facts.is_page:
        return
    right = {one.name: name for one in facts.parameters if (name := meant(one.name))}
    if right:

        def renamed(pair: str) -> str:
            name, mark, value = pair.partition("=")
            return right.get(name, name) + mark + value

        yield found(
            facts,
            "misspelt",
            listing(list(right), "and"),
            correction=each_pair(facts.address, renamed),
            right=listing(list(right.values()), "and"),
        )
