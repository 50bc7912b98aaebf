"""Names that Excel accepts for tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_UNITS = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def tab_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """The name nearest to the one wanted that Excel accepts and that is not taken (whatever the case)."""
    used = {name.casefold() for name in taken} | {"history"}  # reserved by Excel
    name = " ".join(_REFUSED.sub(" ", wanted).split()).strip("' ") or "Sheet"
    candidate, number = _cut(name), 1
    while candidate.casefold() in used:
        number += 1
        ending = f" ({number})"
        candidate = _cut(name, MOST_UNITS - len(ending)) + ending
    return candidate


def _cut(name: str, units: int = MOST_UNITS) -> str:
    return name.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore").rstrip(" '")
