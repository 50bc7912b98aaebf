"""url/empty-parameter: parameters without a value or a name."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.edit import each_pair


@rule(
    id="url/empty-parameter",
    title="A parameter of the URL is empty",
    needs=UrlFacts,
    subject="url",
    severity=Severity.NOTE,
    severities={"utm": Severity.WARNING},
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "utm": "{url} has {measured} without a value",
        "value": "{url} has parameters without a value: {measured}",
        "gap": "{url} has {measured} with nothing between",
    },
    fix={
        "utm": "Fill it in, or take it out.",
        "value": "Take them out, unless the page needs them.",
        "gap": "Keep one &.",
    },
    examples=(
        Example("filled in", landing("https://a.com/?a=1&utm_source=x")),
        Example("a flag", landing("https://a.com/?sale&a=1")),
        Example("open for more", landing("https://a.com/?a=1&")),
        Example("a campaign without a name", landing("https://a.com/?utm_campaign=&a=1"), codes=("utm",)),
        Example("an empty filter", landing("https://a.com/?q=tv&cp="), codes=("value",)),
        Example("two &", landing("https://a.com/?a=1&&b=2"), codes=("gap",)),
    ),
    changes="An empty UTM parameter is a warning.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """An empty UTM parameter is mostly a cell that was not filled in; reports show it as not set."""
    if not facts.is_page:
        return
    empty = [one.name for one in facts.parameters if one.raw.endswith("=") and one.name and not one.value]
    for code, utm in (("utm", True), ("value", False)):
        names = list(dict.fromkeys(one for one in empty if one.lower().startswith("utm_") == utm))
        if names:
            yield found(facts, code, listing(names, "and"))
    if "" in [one.raw for one in facts.parameters[:-1]]:
        closed = each_pair(facts.address, lambda pair: pair or None)
        yield found(facts, "gap", "&&" if "&&" in facts.query else "?&", correction=closed, safe=True)
