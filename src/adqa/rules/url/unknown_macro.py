"""url/unknown-macro: macros that the platform would not replace."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.macros import ANYWHERE, PLATFORMS


@rule(
    id="url/unknown-macro",
    title="A macro that the platform does not know",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    messages={
        "not-known": "{url} has a macro that no platform known here replaces: {measured}",
        "other-platform": "{url} has {measured}, a macro of {family}, but it runs in {platform}",
    },
    fix={
        "not-known": "Look it up in the macro list of the ad server; a misspelt macro stays as it is.",
        "other-platform": "Use the macro of {platform}.",
    },
    examples=(
        Example("no macro", landing("https://a.com/")),
        Example("a macro of Google Ad Manager", tracker("https://a.com/?r=%%CACHEBUSTER%%", platform="gam")),
        Example("consent macros", tracker("https://a.com/?g=${GDPR}&c=${GDPR_CONSENT_755}", platform="gam")),
        Example("a random number is a placeholder", tracker("https://a.com/?r=[timestamp]")),
        Example("misspelt", tracker("https://a.com/?r=%%CASHBUSTER%%"), codes=("not-known",)),
        Example("nobody's", landing("https://a.com/?r={{my.thing}}"), codes=("not-known",)),
        Example(
            "another platform's",
            tracker("https://a.com/?r=${CACHEBUSTER}", platform="gam"),
            codes=("other-platform",),
        ),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """A macro that is not replaced is counted as its own name, in every report."""
    if not facts.has_address:
        return
    unknown = [one.text for one in facts.macros if not one.known]
    if unknown:
        yield found(facts, "not-known", listing(list(dict.fromkeys(unknown)), "and"))
    if facts.platform not in PLATFORMS:
        return
    for one in {one.text: one for one in facts.macros if one.known}.values():
        if facts.platform not in one.families and ANYWHERE not in one.families:
            yield found(
                facts,
                "other-platform",
                one.text,
                occurrence=one.text,
                family=listing([PLATFORMS[family] for family in one.families]),
                platform=PLATFORMS[facts.platform],
            )
