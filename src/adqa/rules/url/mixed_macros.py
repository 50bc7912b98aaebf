"""url/mixed-macros: macros of two platforms in one URL."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.macros import ANYWHERE, PLATFORMS, Macro


@rule(
    id="url/mixed-macros",
    title="Macros of different platforms in one URL",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"nested": Severity.WARNING},
    owner=Owner.AD_OPS,
    messages={
        "mixed": "{url} has macros of different platforms: {measured}",
        "nested": "{url} has macros of different platforms: {measured}",
    },
    fix={
        "mixed": "Keep those of the platform that serves it; it leaves the others as they are.",
        "nested": "Make sure that each of these platforms handles the tracker before it is called.",
    },
    examples=(
        Example("one platform", landing("%%CLICK_URL_UNESC%%https://a.com/?r=%%CACHEBUSTER%%")),
        Example("what two platforms share", tracker("https://a.com/?r=${CACHEBUSTER}&d=${DEVICE_AAID}")),
        Example("consent macros", tracker("https://a.com/?r=%%CACHEBUSTER%%&g=${GDPR}")),
        Example(
            "two platforms",
            landing("%%CLICK_URL_UNESC%%https://a.com/?r=${CREATIVE_ID}"),
            codes=("mixed",),
        ),
        Example(
            "a tracker within another platform's tag",
            tracker("https://a.com/?r=%%CACHEBUSTER%%&d=${DEVICE_AAID}"),
            codes=("nested",),
        ),
    ),
    changes="A warning in trackers, which pass through several platforms.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Each platform replaces its own macros only, so one of the two is left as it stands."""
    groups: dict[frozenset[str], Macro] = {}
    common: frozenset[str] | None = None
    for one in facts.macros:
        if not one.known or ANYWHERE in one.families:
            continue
        families = frozenset(one.families)
        common = families if common is None else common & families
        groups.setdefault(families, one)
    if not facts.has_address or common is None or common:
        return
    said = [f"{one.text} of {listing([PLATFORMS[each] for each in one.families])}" for one in groups.values()]
    yield found(facts, "nested" if facts.is_tracker else "mixed", listing(said, "and"))
