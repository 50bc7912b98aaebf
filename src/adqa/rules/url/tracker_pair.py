"""url/tracker-pair: a click tracker without an impression tracker, or the other way round."""

from __future__ import annotations

from adqa.facts.url import UrlPolicy, UrlSetFacts, UrlUse
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.urls.read import url_facts

_PAIR = UrlPolicy(tracker_pair=True)
_CLICK = UrlUse(url=url_facts("https://t.a.com/c", role="click_tracker"), place="row 3", row="Display!3")
_SEEN = UrlUse(url=url_facts("https://t.a.com/p", role="impression_tracker"), place="row 3", row="Display!3")


@rule(
    id="url/tracker-pair",
    title="One of two trackers is missing",
    needs=UrlSetFacts,
    subject="campaign",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    messages={"single": "{place} has {measured} but no {other}"},
    fix="Add the {other}, or take the other one out.",
    examples=(
        Example("nobody asks for it", (UrlSetFacts(uses=(_CLICK,)),)),
        Example("both", (UrlSetFacts(uses=(_CLICK, _SEEN), policy=_PAIR),)),
        Example("none", (UrlSetFacts(policy=_PAIR),)),
        Example("only one", (UrlSetFacts(uses=(_CLICK,), policy=_PAIR),), codes=("single",)),
    ),
    changes="A house rule, off by default.",
    since="0.2",
)
def judge(facts: UrlSetFacts) -> Judgement:
    """Clicks without impressions give no rate, and impressions without clicks no result."""
    if not facts.policy.tracker_pair:
        return
    rows: dict[str, dict[str, UrlUse]] = {}
    for use in facts.uses:
        if use.url.is_tracker and use.url.form != "empty":
            rows.setdefault(use.row, {}).setdefault(use.url.role, use)
    for row, there in rows.items():
        if len(there) == 1:
            role, use = next(iter(there.items()))
            words = {"click_tracker": "click tracker", "impression_tracker": "impression tracker"}
            other = next(word for key, word in words.items() if key != role)
            yield Found(
                code="single",
                measured=Measured(value=role, text=f"a{'n' if role[0] == 'i' else ''} {words[role]}"),
                occurrence=row,
                words={"place": use.place[0].upper() + use.place[1:], "other": other},
                applies_to=(f"row:{row}",),
            )
