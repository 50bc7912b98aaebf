"""url/macro-encoding: a macro that is encoded, or of the wrong depth for its place."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.macros import ESCAPED

_RAW = {escaped: raw for raw, escaped in ESCAPED.items()}


@rule(
    id="url/macro-encoding",
    title="A macro is encoded wrongly for its place",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    severities={"unescaped": Severity.NOTE},
    owner=Owner.AD_OPS,
    messages={
        "encoded": "{url} has a macro that is percent-encoded and so not replaced: {measured}",
        "unescaped": "{url} has {measured} as the value of a parameter, where {right} belongs",
        "escaped": "{url} begins with {measured}, where {right} belongs",
    },
    fix={
        "encoded": "Write it as {right}.",
        "unescaped": "Write {right}, so that the address behind it stays one value.",
        "escaped": "Write {right}; the other one is for the value of a parameter.",
    },
    examples=(
        Example("in front", landing("%%CLICK_URL_UNESC%%https://a.com/")),
        Example("as a value", tracker("https://t.a.com/c?to=%%CLICK_URL_ESC%%https%3A%2F%2Fa.com")),
        Example("encoded", tracker("https://t.a.com/p?r=%24%7BCACHEBUSTER%7D"), codes=("encoded",)),
        Example("raw as a value", tracker("https://t.a.com/c?to=%%CLICK_URL_UNESC%%"), codes=("unescaped",)),
        Example("escaped in front", landing("%%CLICK_URL_ESC%%https://a.com/"), codes=("escaped",)),
    ),
    changes="A raw click macro as a value, which many a tracker takes at its end, is a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """An encoded macro is plain text, and a click macro of the wrong depth sends people nowhere."""
    if not facts.has_address:
        return
    encoded = [one for one in facts.macros if one.encoded]
    if encoded:
        written = listing(list(dict.fromkeys(one.text for one in encoded)), "and")
        right = listing(list(dict.fromkeys(one.correct for one in encoded)), "and")
        correction = facts.address
        for one in encoded:
            correction = correction.replace(one.text, one.correct)
        yield found(facts, "encoded", written, correction=correction, right=right)
    for raw, escaped in ESCAPED.items():
        if any(one.value.startswith(raw) for one in facts.parameters):
            yield found(facts, "unescaped", raw, occurrence=raw, right=escaped)
    if facts.lead in _RAW:
        yield found(facts, "escaped", facts.lead, right=_RAW[facts.lead])
