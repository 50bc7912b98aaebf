"""What the rules on URLs share: how they name a URL, quote from it and offer a correction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adqa.facts.url import UrlFacts
from adqa.report.model import Allowed, Measured, Owner, Suggestion
from adqa.rules.base import Found
from adqa.urls.read import url_facts

_NAMES = {
    "landing": "The landing URL",
    "final": "The final URL",
    "click_tracker": "The click tracker",
    "impression_tracker": "The impression tracker",
    "other": "The URL",
}
_LONGEST = 80

EARLY = "early"
"""Code of a fault in a URL that is not due yet; always a note."""
EARLY_MESSAGE = "{said}; it is not due yet"


def found(
    facts: UrlFacts,
    code: str,
    text: str,
    *,
    value: str | int | None = None,
    unit: str | None = None,
    allowed: Allowed | None = None,
    occurrence: str = "",
    correction: str = "",
    safe: bool = False,
    **words: str,
) -> Found:
    """A finding about one URL; `correction` is the address put right, where that is certain."""
    suggestion = Suggestion(replacement=facts.lead + correction, safe=safe) if correction else None
    return Found(
        code=code,
        measured=Measured(value=text if value is None else value, unit=unit, text=text),
        allowed=allowed,
        occurrence="/".join(part for part in (facts.role, occurrence) if part),
        suggestion=suggestion,
        words={"url": _NAMES[facts.role], **words},
        owner=Owner.AD_OPS if facts.is_tracker else None,
    )


def early(facts: UrlFacts, one: Found, messages: Mapping[str, str], fixes: Mapping[str, str]) -> Found:
    """The finding as a note if the URL need not be there yet, else as it is."""
    if not facts.before_due:
        return one
    words = {**one.words, "measured": one.measured.text if one.measured else ""}
    said, advice = messages[one.code].format_map(words), fixes[one.code].format_map(words)
    occurrence = f"{one.occurrence}/{one.code}"
    return replace(one, code=EARLY, occurrence=occurrence, words={**words, "said": said, "advice": advice})


def excerpt(text: str) -> str:
    """A URL for a sentence: without a password, in one line, cut in the middle where it is long."""
    plain = " ".join(re.sub(r"(?<=//)[^/@?#\s]*@", "…@", text).split())
    if len(plain) <= _LONGEST:
        return plain
    half = (_LONGEST - 1) // 2
    return f"{plain[:half]}…{plain[-half:]}"


def landing(text: str, **said: Any) -> tuple[UrlFacts]:
    """A landing URL, for examples."""
    return (url_facts(text, role="landing", **said),)


def tracker(text: str, **said: Any) -> tuple[UrlFacts]:
    """An impression tracker, for examples."""
    return (url_facts(text, role="impression_tracker", **said),)
