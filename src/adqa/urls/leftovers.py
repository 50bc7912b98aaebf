"""Words that stand in a URL until somebody puts the real thing there."""

from __future__ import annotations

import re

from adqa.urls.macros import RANDOM_NUMBERS

_HOST = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|net|org|edu)|[\w-]+\.example"
    r"|(?:your|insert)-?(?:domain|site|website|company|brand|url|client|landing-?page)\.[a-z]{2,10})"
)
_WORD = (
    r"x{4,}|placeholder|replace[_ -]?me|change[_ -]?me|lorem(?:[_ +-]ipsum)?"
    r"|insert[_ -][\w -]+|your[_ -][\w -]+[_ -]here|add[_ -][\w -]+[_ -]here"
)
_WHOLE = re.compile(
    rf"(?:(?<=/)(?:{_WORD})|(?<==)(?:{_WORD}|tb[cda]|todo|fixme))(?=[&/?#;]|$)", re.IGNORECASE
)
_BRACKETS = re.compile(r"(?<=[=/;,])(?:\[[A-Za-z][A-Za-z0-9 _+%-]*\]|<[A-Za-z][^<>&]*>)")
_NO_RANDOM = re.compile(r"(?:(?<=[;&?])|^)(?:ord|rnd|cb)=\?(?=[&;]|$)")


def leftovers(host: str, address: str) -> tuple[str, ...]:
    """Placeholders in a URL whose macros are masked, each once, in order."""
    found = [host] if _HOST.fullmatch(host) else []
    rest = address.partition("://")[2]
    spots = [match for pattern in (_WHOLE, _BRACKETS, _NO_RANDOM) for match in pattern.finditer(rest)]
    found += [match.group() for match in sorted(spots, key=lambda one: one.start())]
    return tuple(dict.fromkeys(found))


def asks_for_random(leftover: str) -> bool:
    """Whether a placeholder is one for a random number: `[timestamp]`, `ord=?`."""
    return leftover.endswith("=?") or leftover.strip("[]<>").lower().replace(" ", "_") in RANDOM_NUMBERS
