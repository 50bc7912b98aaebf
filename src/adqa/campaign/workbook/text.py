"""Text made fit for a cell: nothing a spreadsheet refuses, runs or cuts without a word."""

from __future__ import annotations

import re

MOST_UNITS = 32_767
"""Characters a cell holds, counted as Excel does, in UTF-16 units."""
_CUT = "… (cut: too long for one cell)"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell_text(text: str) -> str:
    """The text without control characters, with plain line breaks, no longer than a cell holds."""
    clean = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) * 2 <= MOST_UNITS or _units(clean) <= MOST_UNITS:
        return clean
    room = (MOST_UNITS - len(_CUT)) * 2
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT


def xml_text(text: str) -> str:
    """Cell text as the content of an element; what looks like Excel's own escape (`_x000D_`) stays text."""
    return _markup(_ESCAPE_LIKE.sub("_x005F_", cell_text(text)))


def xml_attribute(text: str) -> str:
    """Text for a double-quoted attribute."""
    return _markup(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def delimited_text(text: str) -> str:
    """Cell text for a CSV file, where a program would run what looks like a formula (OWASP)."""
    bare = _UNFIT.sub("", text)
    return ("'" if bare.startswith(_STARTS_A_FORMULA) else "") + cell_text(text)


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
