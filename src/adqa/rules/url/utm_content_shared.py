"""url/utm-content-shared: creatives that share an utm_content, where each must have its own."""

from __future__ import annotations

from adqa.facts.url import UrlPolicy, UrlSetFacts, UrlUse
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._say import numbers_text
from adqa.units import listing
from adqa.urls.read import url_facts

_UNIQUE = UrlPolicy(utm_content_unique=True)


def _all(policy: UrlPolicy, *uses: tuple[str, str]) -> tuple[UrlSetFacts]:
    read = (
        UrlUse(
            url=url_facts(f"https://a.com/?utm_content={content}", role="landing"),
            place=f"row {row}",
            row=f"Display!{row}",
            creative=creative,
        )
        for row, (creative, content) in enumerate(uses, 31)
    )
    return (UrlSetFacts(uses=tuple(read), policy=policy),)


@rule(
    id="url/utm-content-shared",
    title="Creatives share an utm_content",
    needs=UrlSetFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "shared": "{places} share utm_content={measured}; your UTM policy asks for one per creative",
    },
    fix="Give each creative an utm_content of its own.",
    examples=(
        Example("nobody asks for it", _all(UrlPolicy(), ("A", "x"), ("B", "x"))),
        Example("each its own", _all(_UNIQUE, ("A", "a"), ("B", "b"))),
        Example("one creative on two rows", _all(_UNIQUE, ("A", "a"), ("A", "a"))),
        Example("filled in later", _all(_UNIQUE, ("A", "%25ecid!"), ("B", "${CREATIVE_ID}"))),
        Example("shared", _all(_UNIQUE, ("A", "aurora"), ("B", "aurora")), codes=("shared",)),
    ),
    changes="Judged only where the policy asks for it.",
    since="0.2",
)
def judge(facts: UrlSetFacts) -> Judgement:
    """Reports cannot tell such creatives apart."""
    if not facts.policy.utm_content_unique:
        return
    groups: dict[str, list[UrlUse]] = {}
    for use in facts.uses:
        content = use.url.utm.get("utm_content", "")
        if content and use.creative and not use.url.holds_macro(content):
            groups.setdefault(content, []).append(use)
    for content, uses in groups.items():
        if len({" ".join(use.creative.casefold().split()) for use in uses}) < 2:
            continue
        text = _places(list(dict.fromkeys(use.place for use in uses)))
        yield Found(
            code="shared",
            measured=Measured(value=content, text=content),
            occurrence=content,
            words={"places": text[0].upper() + text[1:]},
            applies_to=tuple(dict.fromkeys(f"row:{use.row}" for use in uses)),
        )


def _places(places: list[str]) -> str:
    """`rows 31-38`; the places as they are called where they are no rows."""
    numbers = [place.removeprefix("row ") for place in places]
    if all(number.isdecimal() for number in numbers):
        return numbers_text(sorted(map(int, numbers)))
    return listing(places, "and")
