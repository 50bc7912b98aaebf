"""url/bad-encoding: characters that may not stand in a URL as they are."""

from __future__ import annotations

import re

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing, tracker
from adqa.rules.base import Example, Judgement, rule

_OF_TRACKERS = frozenset({"space", "invisible", "html"})
"""What is no matter of the tracker's own dialect."""
_LIKE_A_MACRO = re.compile(r"%[a-f][0-9A-Fa-f]")


@rule(
    id="url/bad-encoding",
    title="Characters that may not stand in a URL",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={
        "forbidden": Severity.WARNING,
        "non-ascii": Severity.WARNING,
        "double": Severity.WARNING,
        "like-macro": Severity.WARNING,
    },
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "space": "{url} has a space in it",
        "invisible": "{url} has an invisible character in it: {measured}",
        "non-ascii": "{url} has characters that must be written as %-codes: {measured}",
        "forbidden": "{url} has characters that must be written as %-codes: {measured}",
        "percent": "{url} has a % that begins no %-code: {measured}",
        "double": "{url} is encoded twice in places: {measured}",
        "html": "{url} has {measured} where & belongs",
        "like-macro": "{url} has %-codes that Google Ad Manager may take for macros: {measured}",
    },
    fix={
        "space": "Remove it, or write it as %20 if it belongs there.",
        "invisible": "Type the address anew or copy it from the browser, not from a document.",
        "non-ascii": "Copy the address from the browser's address bar, which writes the %-codes.",
        "forbidden": "Copy the address from the browser's address bar, which writes the %-codes.",
        "percent": "Write a percent sign as %25, or complete the %-code.",
        "double": "Copy the address again from the page itself; %25 belongs there only for a percent sign.",
        "html": "Write & in its place; it was copied from the source of a page.",
        "like-macro": "Write the letters of the %-codes in capitals.",
    },
    examples=(
        Example("clean", landing("https://a.com/tv%20sale?q=50%25&s=a+b")),
        Example("macros", landing("https://a.com/?a=${CREATIVE_ID}&b=%%CACHEBUSTER%%&c=[CACHEBUSTING]")),
        Example(
            "an encoded URL within an encoded URL", landing("https://a.com/?u=https%3A%2F%2Fb.com%2F%253F")
        ),
        Example("brackets of a list", landing("https://a.com/?f[0]=x")),
        Example("a tracker's own dialect", tracker("https://t.a.com/p;x=a|b;y=50%")),
        Example("a space", landing("https://a.com/tv sale"), codes=("space",)),
        Example("a zero-width space", landing("https://a.com/tv\u200b"), codes=("invisible",)),
        Example("an umlaut", landing("https://a.com/möbel"), codes=("non-ascii",)),
        Example("a bar", landing("https://a.com/?f=a|b"), codes=("forbidden",)),
        Example("half a code", landing("https://a.com/50%off"), codes=("percent",)),
        Example("encoded twice", landing("https://a.com/tv%2520sale"), codes=("double",)),
        Example("from the source of a page", landing("https://a.com/?a=1&amp;b=2"), codes=("html",)),
        Example(
            "small letters in Google Ad Manager",
            landing("https://a.com/m%c3%b6bel", platform="gam"),
            codes=("like-macro",),
        ),
    ),
    changes="What browsers mend in every case is a warning.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Browsers mend such addresses; ad servers, redirects and reports cut them off or refuse them."""
    if not facts.has_address:
        return
    for one in facts.faults:
        if not facts.is_tracker or one.kind in _OF_TRACKERS:
            text = "a space" if one.kind == "space" else one.text
            yield found(facts, one.kind, text, correction=facts.encoded)
    if facts.platform == "gam" and not facts.faults:
        codes = _LIKE_A_MACRO.findall(facts.address)
        if codes:
            upper = _LIKE_A_MACRO.sub(lambda match: match.group().upper(), facts.address)
            text = " ".join(dict.fromkeys(codes))
            yield found(facts, "like-macro", text, correction=upper, safe=True)
