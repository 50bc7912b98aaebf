"""url/macro-case: a macro in the wrong case."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing

_STRICT = frozenset({"gam", "cm360"})
"""Their help says that case counts."""


@rule(
    id="url/macro-case",
    title="A macro in the wrong case",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"perhaps": Severity.WARNING},
    owner=Owner.AD_OPS,
    messages={
        "case": "{url} has a macro in the wrong case, which is not replaced: {measured}",
        "perhaps": "{url} has a macro in another case than its platform writes it: {measured}",
    },
    fix="Write {correct}.",
    examples=(
        Example("right", tracker("https://a.com/?r=%%CACHEBUSTER%%&p=%epid!&c=[CACHEBUSTING]")),
        Example("platforms that take both", landing("https://a.com/?k={Keyword}")),
        Example("Google Ad Manager", tracker("https://a.com/?r=%%Cachebuster%%"), codes=("case",)),
        Example("Campaign Manager 360", landing("https://a.com/?p=%EPID!"), codes=("case",)),
        Example("Xandr", tracker("https://a.com/?r=${cachebuster}"), codes=("perhaps",)),
    ),
    changes="A warning where the platform does not say that case counts.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Most platforms replace a macro only if it is written as in their list."""
    wrong = [one for one in facts.macros if one.known and not one.encoded and one.text != one.correct]
    if not facts.has_address or not wrong:
        return
    correction = facts.address
    for one in wrong:
        correction = correction.replace(one.text, one.correct)
    for code, strict in (("case", True), ("perhaps", False)):
        some = [one for one in wrong if bool(_STRICT & set(one.families)) == strict]
        if some:
            written = listing(list(dict.fromkeys(one.text for one in some)), "and")
            right = listing(list(dict.fromkeys(one.correct for one in some)), "and")
            yield found(facts, code, written, correction=correction, safe=True, correct=right)
