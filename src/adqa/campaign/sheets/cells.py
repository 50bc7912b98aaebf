"""Small readings of cells that only rows need: marks, lists of messages, words for what is still to come."""

from __future__ import annotations

import re

from adqa.campaign.sheets.headers import key

_NOTHING = frozenset(
    {"", "na", "none", "null", "nil", "keine", "ninguno", "nessuno", "aucun", "notapplicable"}
)
_TO_COME = re.compile(
    r"(?:tbd|tbc|tba|to be (?:determined|confirmed|announced|supplied|provided)|to come|coming|pending"
    r"|awaiting.*"
    r"|waiting.*|will follow|to follow|folgt|asap|n/?a yet|not yet|\?+|xx+)[.!]*",
    re.IGNORECASE,
)
_MARK = re.compile(r"x|✓|✔|●|•|√|y|yes|ja|oui|s[ií]|booked|gebucht|ok|true|\d[\d.,]*k?", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|zip|mp4|mov|webm|mp3|wav|html?|tiff?|bmp)$", re.IGNORECASE
)
_TOKEN = re.compile(
    r"(?:v|msg|message|version|concept|var)?[ ._-]?(?:[a-z]|\d{1,2}|[a-z]\d{1,2})", re.IGNORECASE
)
_TAG = re.compile(r"<\s*(?:script|iframe|ins|a|img|div|noscript|vast|!--)|!\[CDATA", re.IGNORECASE)
_SALESFORCE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{15}")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def is_nothing(text: str) -> bool:
    """`N/A`, `-`, `none`: a cell that says there is nothing."""
    return key(text) in _NOTHING and text.strip() != "?"


def is_to_come(text: str) -> bool:
    """`TBD`, `pending`: something will stand here later."""
    return bool(_TO_COME.fullmatch(text.strip()))


def is_mark(text: str) -> bool:
    """Whether a cell only says that something is booked: an x, a tick, a number."""
    return bool(_MARK.fullmatch(text.strip()))


def is_file(text: str) -> bool:
    """Whether a text is the name of a file or a link."""
    plain = text.strip()
    return bool(_FILE.search(plain)) or "://" in plain or plain.startswith("www.") or "\\" in plain


def is_tag(text: str) -> bool:
    """Whether a text is the code of a tag."""
    return bool(_TAG.search(text))


def messages_of(text: str) -> tuple[str, ...]:
    """The messages of a cell: `A, B` are two, `Save $200, today only` is one."""
    lines = [part.strip() for part in re.split(r"[\n;]+", text) if part.strip()]
    if len(lines) > 1:
        return tuple(dict.fromkeys(lines))
    parts = [
        part.strip() for part in re.split(r"\s*(?:[,/&+|]|\band\b|\bund\b)\s*", text.strip()) if part.strip()
    ]
    if len(parts) > 1 and all(_TOKEN.fullmatch(part) for part in parts):
        return tuple(dict.fromkeys(parts))
    return (text.strip(),) if text.strip() else ()


def files_of(text: str) -> tuple[str, ...]:
    """The files of a cell: one on each line, or names with extensions between commas."""
    lines = [part.strip() for part in re.split(r"[\n;]+", text) if part.strip()]
    if len(lines) == 1 and "://" not in text:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) > 1 and all(_FILE.search(part) for part in parts):
            lines = parts
    return tuple(dict.fromkeys(lines))


def salesforce_id(text: str) -> str:
    """An id of 15 characters with the three that make it one of 18, so that both forms are equal."""
    plain = text.strip()
    if not _SALESFORCE.fullmatch(plain):
        return plain
    ends = (
        _ALPHABET[sum(1 << at for at, letter in enumerate(plain[start : start + 5]) if letter.isupper())]
        for start in (0, 5, 10)
    )
    return plain + "".join(ends)
