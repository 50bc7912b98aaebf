"""What notes and status cells ask for: add, pause, swap, unassign, no change; cancelled, on hold, live.

A note is read as an action only where its words can mean nothing else: "add tracker" adds no creative.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from adqa.campaign.model import Action, State
from adqa.campaign.sheets.headers import words


@dataclass(frozen=True, slots=True)
class Asked:
    """An action as a note asks for it."""

    action: Action
    text: str
    """The words that were read so."""
    swaps_in: str = ""
    swaps_out: str = ""


_QUOTE = "\"'“”‘’"
_NAME = (
    rf"(?:the\s+)?(?:creative\s+|ad\s+|banner\s+|file\s+|version\s+)?[{_QUOTE}]?"
    rf"(?P<NAME>[^\s{_QUOTE},;]+(?:[ ][^\s{_QUOTE},;]+)??)[{_QUOTE}]?"
)
_END = r"(?=\s*(?:$|[,;.)]|\b(?:on|from|as of|starting|effective|per|by|please|only|at|and)\b|\d{1,2}/))"


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Sentences in which IN and OUT stand for names of creatives and END for where the second one ends."""
    names = {"IN": _NAME.replace("NAME", "into"), "OUT": _NAME.replace("NAME", "out"), "END": _END}
    return tuple(
        re.compile(re.sub("IN|OUT|END", lambda word: names[word[0]], text), re.IGNORECASE) for text in texts
    )


_SWAPS = _patterns(
    r"\bswap(?:ping)?\s+in:?\s+IN\s+(?:for|in place of|instead of|over)\s+OUTEND",
    r"\bswap(?:ping)?\s+(?:out:?\s+)?OUT\s+(?:with|to|for|out for)\s+INEND",
    r"\bswap\s+out:?\s+OUT\s*(?:,|;|/|and|&|\+)?\s*(?:swap\s+)?in:?\s+INEND",
    r"\bswap\s+in:?\s+IN\s*(?:,|;|/|and|&|\+)?\s*(?:swap\s+)?out:?\s+OUTEND",
    r"\breplac(?:e|ing)\s+OUT\s+(?:with|by)\s+INEND",
    r"\bIN\s+(?:replaces|to replace|will replace)\s+OUTEND",
    r"\buse\s+IN\s+(?:instead of|in place of)\s+OUTEND",
    r"\bswap\s+OUT\s*(?:->|→|=>|>)\s*INEND",
)
_SWAP_IN = _patterns(
    r"\bswap(?:ping)?\s+in:?\s+INEND", r"\bswap(?:ping)?\s+to\s+INEND", r"\breplace\s+with\s+INEND"
)
_SWAP_OUT = _patterns(r"\bswap(?:ping)?\s+out:?\s+OUTEND", r"\bswap(?:ping)?\s+OUTEND")
_SWAP_ALONE = re.compile(r"^\W*swap(?:\s+(?:creative|creatives|ad|art|assets?|banner))?\W*$", re.IGNORECASE)
_PLAIN_FOR = re.compile(r"\bswap(?:ping)?\s+(?!in\b)(?!out\b).*\sfor\s", re.IGNORECASE)
_VERSION = re.compile(r"[\s_.-]v(?:er(?:sion)?)?[ ._-]?(\d+)\b", re.IGNORECASE)
_NOT_CREATIVES = (
    r"(?:tracker|tracking|pixel|tag|1x1|utm|url|link|click|ias|dv|moat|legal|logo|border|disclaimer|note|budget"
    r"|impression|day|date|week|targeting|geo|frequency|cap|line|text|copy|cta|parameter|macro|sku|po"
    r"|headline|price|offer|background|font|font size|caption|footnote)"
)
_OTHER_THING = rf"(?!\s+(?:(?:the|all|old|any|this|your)\s+)*(?:\w+\s+)?{_NOT_CREATIVES}s?\b)"
_UNASSIGN = re.compile(
    rf"\b(?:un-?assign|remove|take\s+(?:down|off)|delete){_OTHER_THING}"
    r"|\b(?:drop|pull)\s+(?:this|the\s+(?:creative|ad|banner)|creative|ad|banner|it|from\s+rotation)\b|^\W*(?:drop|pull)\W*$",
    re.IGNORECASE,
)
_PAUSE = re.compile(rf"\bpaus(?:e|ing){_OTHER_THING}\b|^\W*paused\b", re.IGNORECASE)
_ADD = re.compile(
    r"^\W*(?:add(?:\s+(?:new|creative|creatives|the|this|ad|banner|as new|to rotation|in|row|placement)"
    r"\b.*)?|"
    r"new|new\s+(?:creative|ad|placement|banner|row)|create)\W*$"
    r"|\badd(?:ing)?\s+(?:this\s+|the\s+|new\s+|a\s+)*(?:creative|ad|banner|placement)s?\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"^\W*(?:no\s+changes?(?:\s+needed)?|unchanged|as\s+is|same|keep|keep\s+as\s+is|n/?c|leave\s+(?:as\s+is|live)|"
    r"continue|stays?\s+live|keep\s+running)\W*$|\bno\s+change\b|\bleave\s+as\s+is\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:do\s*n[o']?t|don’t|dont|never|not|no\s+need\s+to|without)\s+(?:\w+\s+){0,2}"
    r"(?:swap|pause|remove|delete|add|un-?assign|replace|drop|pull)",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(r"\bwas\s+(?:paused|swapped|added|removed)|\balready\s+\w+ed\b", re.IGNORECASE)
_OTHERS: tuple[tuple[re.Pattern[str], Action], ...] = (
    (_NO_CHANGE, "no_change"),
    (_UNASSIGN, "unassign"),
    (_PAUSE, "pause"),
    (_ADD, "add"),
)
_LONGEST = 1_000
_COLUMN: dict[str, Action] = {
    "new": "add", "add": "add", "create": "add", "pause": "pause", "paused": "pause", "swap": "swap",
    "replace": "swap", "unassign": "unassign", "remove": "unassign", "delete": "unassign",
    "archive": "unassign",
    "no change": "no_change", "unchanged": "no_change", "none": "no_change", "keep": "no_change",
}  # fmt: skip


def action_of_note(note: str) -> Asked | None:
    """The action a free note asks for; None if it asks for none, or not clearly."""
    text = " ".join(note[:_LONGEST].split())
    if not text or _NEGATED.search(text) or _ASKED_BEFORE.search(text):
        return None
    if _SWAP_ALONE.match(text):
        return Asked("swap", text)
    return _swap(text) or next(
        (
            Asked(action, found[0].strip(" .;,"))
            for pattern, action in _OTHERS
            if (found := pattern.search(text))
        ),
        None,
    )


def _swap(text: str) -> Asked | None:
    for pattern in (*_SWAPS, *_SWAP_IN, *_SWAP_OUT):
        found = pattern.search(text)
        if found is None:
            continue
        names = {name: _clean(given) for name, given in found.groupdict().items()}
        if _about_something_else(*names.values()):
            continue
        into, out = names.get("into", ""), names.get("out", "")
        if _PLAIN_FOR.search(found[0]) and _is_later(out, into):
            into, out = out, into
        return Asked("swap", found[0].strip(), into, out)
    return None


def _is_later(one: str, other: str) -> bool:
    """Whether one name is of a higher version: people write `swap v3 for v2` in both directions."""
    first, second = _VERSION.search(f" {one}"), _VERSION.search(f" {other}")
    return bool(first and second and int(first[1]) > int(second[1]))


def _clean(name: str) -> str:
    return name.strip(" .,;:\"'“”‘’()")


def _about_something_else(*names: str) -> bool:
    """Whether what is swapped is no creative: `swap the tracker for the new one`."""
    return any(re.fullmatch(rf"\W*{_NOT_CREATIVES}s?\W*", name.split()[-1], re.IGNORECASE) for name in names)


def action_of_column(text: str) -> Asked | None:
    """The action in a column that is made for it (`Trafficking Status`, `Operation`)."""
    plain = " ".join(text.casefold().split()).strip(" .!")
    if plain in _COLUMN:
        return Asked(_COLUMN[plain], text)
    return action_of_note(text)


def state_of(status: str) -> tuple[State, str] | None:
    """What a status cell says of whether the row runs, with its reason; None if it says nothing of that."""
    plain = " ".join(re.sub(r"[^\w\s]+", " ", status.casefold()).split())
    for state in ("cancelled", "on_hold"):
        if _says(plain, words().status[state]):
            said: Literal["cancelled", "on_hold"] = "cancelled" if state == "cancelled" else "on_hold"
            return said, f"status says {status.strip()!r}".replace("'", "“", 1).replace("'", "”")
    return None


def is_trafficked(status: str) -> bool:
    """Whether a status says that the row is live already, or unchanged."""
    return " ".join(re.sub(r"[^\w\s]+", " ", status.casefold()).split()) in words().status["trafficked"]


def _says(plain: str, phrases: tuple[str, ...]) -> bool:
    return any(plain == phrase or plain.startswith(f"{phrase} ") for phrase in phrases)
