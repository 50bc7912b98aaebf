"""url/question-marks: parameters that are lost because `?` stands in the wrong place."""

from __future__ import annotations

import re

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found, landing
from adqa.rules.base import Example, Judgement, rule

_SECOND = re.compile(r"\?+(?=[\w.~%-]+=)")
_URL_INSIDE = re.compile(r"(?:^|=)(?:https?(?::|%3a)|%2f)", re.IGNORECASE)


@rule(
    id="url/question-marks",
    title="A question mark in the wrong place",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"stray": Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "second": "{url} has a second ? where & belongs, at {measured}",
        "doubled": "{url} begins its parameters with more than one ?: {measured}",
        "after-fragment": "{url} has its parameters after the #, where they are lost: {measured}",
        "stray": "{url} has a ? within its parameters: {measured}",
    },
    fix={
        "second": "Write & in its place.",
        "doubled": "Keep one ?.",
        "after-fragment": "Put the parameters before the #.",
        "stray": "If the ? is part of a value, write it as %3F; else remove it.",
    },
    examples=(
        Example("no parameters", landing("https://a.com/tv")),
        Example("one ?", landing("https://a.com/tv?a=1&b=2")),
        Example("open for parameters", landing("https://a.com/tv?")),
        Example("a URL within a parameter", landing("https://a.com/r?to=https://b.com/?x=1&y=2")),
        Example("a path within a parameter", landing("https://a.com/r?to=/b?x=1")),
        Example("a page of an app in the fragment", landing("https://a.com/#/tv?x=1")),
        Example("a second ?", landing("https://a.com/tv?a=1?utm_source=x"), codes=("second",)),
        Example("two at once", landing("https://a.com/tv??a=1"), codes=("doubled",)),
        Example("behind the #", landing("https://a.com/tv#top?utm_source=x"), codes=("after-fragment",)),
        Example("within a value", landing("https://a.com/tv?q=why?"), codes=("stray",)),
    ),
    changes="A question mark that may belong to a value is a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Everything behind a wrong question mark becomes part of something else, so that tracking is lost."""
    if not facts.is_page:
        return
    before, mark, fragment = facts.address.partition("#")
    place, _, query = before.partition("?")
    own = _own(query)
    rest = query[len(own) :]
    if own.startswith("?"):
        single = f"{place}?{_SECOND.sub('&', own.lstrip('?'))}{rest}{mark}{fragment}"
        yield found(facts, "doubled", excerpt(f"?{query}"), correction=single)
        own = own.lstrip("?")
    second = _SECOND.search(own)
    if second:
        joined = f"{place}?{_SECOND.sub('&', own)}{rest}{mark}{fragment}"
        yield found(facts, "second", excerpt(own[second.start() :]), correction=joined)
    elif "?" in own:
        yield found(facts, "stray", excerpt(f"?{own}"))
    moved = re.fullmatch(r"([^/!?][^?]*|)\?([\w.~%-]+=.*)", fragment)
    if moved:
        whole = f"{place}?{query + '&' if query else ''}{moved[2]}{'#' + moved[1] if moved[1] else ''}"
        yield found(facts, "after-fragment", excerpt(f"#{fragment}"), correction=whole)


def _own(query: str) -> str:
    """The query up to where a URL begins that is a value and has a ? of its own."""
    inside = _URL_INSIDE.search(query)
    own = query[: inside.start()] if inside else query
    before, mark, _ = own.lstrip("?").partition("?")
    value = re.split("[&=]", before)[-1]
    return own[: own.index(before) + len(before) - len(value)] if mark and "/" in value else own
