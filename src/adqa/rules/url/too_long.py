"""url/too-long: more characters than the unit or the platform takes."""

from __future__ import annotations

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Allowed, Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import count_text
from adqa.urls.macros import PLATFORMS

_PAGES = {"google_ads": 2048}
_TRACKERS = {"cm360": 500}
"""Platform → most characters, as its help says."""
_SHORT = UrlPolicy(max_length=25)


@rule(
    id="url/too-long",
    title="The URL is too long",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"platform": Severity.WARNING},
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "long": "{url} has {measured}; at most {allowed}",
        "platform": "{url} has {measured}; {platform} takes at most {allowed}",
    },
    fix="Shorten it by {excess}.",
    examples=(
        Example("no limit", landing("https://www.bestbuy.com/tv")),
        Example("exactly at the limit", landing("https://www.bestbuy.com/1", policy=_SHORT)),
        Example("one more", landing("https://www.bestbuy.com/12", policy=_SHORT), codes=("long",)),
        Example("a platform's limit", landing("https://a.com/" + "a" * 2034, platform="google_ads")),
        Example(
            "one more than the platform takes",
            landing("https://a.com/" + "a" * 2035, platform="google_ads"),
            codes=("platform",),
        ),
    ),
    changes="A platform's own limit, which the unit does not name, is a warning.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """The ad server refuses it or cuts it off, and what is cut off is the tracking."""
    length = len(facts.lead + facts.address)
    known = (_TRACKERS if facts.is_tracker else _PAGES).get(facts.platform or "")
    for code, limit in (("long", facts.policy.max_length), ("platform", known)):
        if facts.has_address and limit and length > limit:
            yield found(
                facts,
                code,
                count_text(length, "character"),
                value=length,
                unit="characters",
                allowed=Allowed(
                    op="at_most", value=limit, unit="characters", text=count_text(limit, "character")
                ),
                excess=count_text(length - limit, "character"),
                platform=PLATFORMS.get(facts.platform or "", ""),
            )
            return
