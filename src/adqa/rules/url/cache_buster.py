"""url/cache-buster: an impression tracker without a random number, where the house rules ask for one."""

from __future__ import annotations

import re

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.urls.leftovers import asks_for_random
from adqa.urls.macros import CACHE_BUSTERS

_BUSTED = UrlPolicy(cache_buster=True)
_RANDOM = re.compile(r"cache|random|timestamp|^%n$", re.IGNORECASE)


@rule(
    id="url/cache-buster",
    title="An impression tracker without a cache-buster",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    messages={"none": "{url} has no macro for a random number: {measured}"},
    fix="Add {macro}.",
    examples=(
        Example("nobody asks for it", tracker("https://t.a.com/p.gif")),
        Example("a macro", tracker("https://t.a.com/p.gif?r=%%CACHEBUSTER%%", policy=_BUSTED)),
        Example("room for one", tracker("https://t.a.com/p.gif?r=[timestamp]", policy=_BUSTED)),
        Example("none", tracker("https://t.a.com/p.gif", policy=_BUSTED), codes=("none",)),
    ),
    changes="A house rule, off by default.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Browsers may keep the pixel and do not call it again, so impressions are missing."""
    if not facts.policy.cache_buster or facts.role != "impression_tracker" or not facts.has_address:
        return
    marked = any(_RANDOM.search(one.text) for one in facts.macros)
    if not marked and not any(asks_for_random(one) for one in facts.placeholders):
        macro = CACHE_BUSTERS.get(facts.platform or "", "the ad server's cache-buster macro")
        yield found(facts, "none", excerpt(facts.text), macro=macro)
