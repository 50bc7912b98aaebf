"""url/repeated-parameter: one parameter stands in the URL more than once."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import count_text, listing
from adqa.urls.edit import without_repeats
from adqa.urls.junk import junk_kind


@rule(
    id="url/repeated-parameter",
    title="A parameter stands in the URL more than once",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    severities={"same": Severity.NOTE, "list": Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "conflict": "{url} has the parameter {parameter} with different values: {measured}",
        "same": "{url} has the parameter {parameter} {measured}, with one value",
        "list": "{url} has the parameter {parameter} with several values: {measured}",
    },
    fix={
        "conflict": "Keep the one that is meant; a report may take either.",
        "same": "Keep one of them.",
        "list": "Make sure that the page is meant to take several.",
    },
    examples=(
        Example("each once", landing("https://a.com/?a=1&b=1")),
        Example("a list in brackets", landing("https://a.com/?f[]=1&f[]=2")),
        Example("two sources", landing("https://a.com/?utm_source=x&utm_source=y"), codes=("conflict",)),
        Example("the same twice", landing("https://a.com/?a=1&b=2&a=1"), codes=("same",)),
        Example("filters of a shop", landing("https://a.com/?brand=lg&brand=sony"), codes=("list",)),
    ),
    changes="A list of values, or one value twice, is a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Analytics keeps one of two values and nobody knows which; a shop's filters may be a list."""
    if not facts.is_page:
        return
    values: dict[str, list[str]] = {}
    for one in facts.parameters:
        if one.name and not one.name.endswith("]"):
            values.setdefault(one.name, []).append(one.value)
    for name, given in values.items():
        if len(given) < 2:
            continue
        distinct = list(dict.fromkeys(given))
        if len(distinct) == 1:
            correction = without_repeats(facts.address)
            times = count_text(len(given), "time")
            yield found(
                facts, "same", times, occurrence=name, correction=correction, safe=True, parameter=name
            )
            continue
        single = name.lower().startswith("utm_") or junk_kind(name, "x") is not None
        text = listing([one or "nothing" for one in distinct], "and")
        yield found(facts, "conflict" if single else "list", text, occurrence=name, parameter=name)
