"""Which tabs of a workbook are read, which hold something else, and which are set aside."""

from __future__ import annotations

import re
from collections.abc import Collection

from adqa.campaign.sheets.grid import Book, Grid
from adqa.campaign.sheets.headers import key
from adqa.campaign.sheets.profiles import Profile

UNITS, WAIVERS, PARTNERS, MANUAL = "adqaunits", "adqawaivers", "adqapartners", "adqamanual"
_SPECIAL = frozenset({UNITS, WAIVERS, PARTNERS, MANUAL})
_OUR_TABS = frozenset({"qa", "qaadqa", "adqaqa", "held"})
_OLD = re.compile(
    r"(?P<before>.*?)[\s_(\[-]*(?<![A-Za-z])(?P<word>old|archived?|backup|bak|obsolete|superseded|deprecated"
    r"|do not use|previous|not used|archiv|ancien|viejo|vecchio)[)\]]?\s*",
    re.IGNORECASE,
)
_OLD_FIRST = re.compile(
    r"(?P<word>old|archived?|backup|obsolete|superseded|do not use)[\s_:–-]+(?P<rest>.+)", re.I
)
_COPY = re.compile(
    r"copy of\s+(?P<of>.+)|(?P<before>.+?)[\s_-]*\(?(?:copy|kopie)(?:\s*\d+)?\)?|(?P<again>.+?)\s*\(\d\)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?P<stem>.*?)[\s_-]*\bv(?:ersion)?[\s._-]?(?P<number>\d+)\s*", re.IGNORECASE)


def special(grid: Grid) -> str:
    """Which of our own tabs this is (`adqa units` …); empty if it is none."""
    name = key(grid.tab)
    return name if name in _SPECIAL else ""


def sorted_tabs(
    book: Book, *, only: Collection[str] = (), profile: Profile | None = None
) -> tuple[list[Grid], list[tuple[Grid, str]]]:
    """Tabs to read, and those set aside with the reason. `only` are keys of names from a mapping file.

    A workbook whose tabs would all be set aside is read as it is.
    """
    named = [grid for grid in book.grids if not special(grid) and key(grid.tab) not in _OUR_TABS]
    reasons = {id(grid): _aside(grid, named, only, profile) for grid in named}
    if all(reasons.values()) and not only:
        visible = [grid for grid in named if not grid.hidden] or named
        reasons |= {id(grid): "" for grid in visible}
    return (
        [grid for grid in named if not reasons[id(grid)]],
        [(grid, reasons[id(grid)]) for grid in named if reasons[id(grid)]],
    )


def _aside(grid: Grid, all_tabs: list[Grid], only: Collection[str], profile: Profile | None) -> str:
    if only:
        return "" if key(grid.tab) in only else "not named in the mapping file"
    if profile is not None and profile.read_tab and key(grid.tab) != profile.read_tab:
        return "describes campaigns, not ads"
    if grid.hidden:
        return "hidden tab"
    others = {key(one.tab) for one in all_tabs if one is not grid}
    return _old(grid.tab.strip(), others)


def _old(name: str, others: Collection[str]) -> str:
    """Why a tab is an older or second state of another one, by its name."""
    old = _OLD.fullmatch(name)
    if old:
        return f"named {old['word'].lower()}"
    first = _OLD_FIRST.fullmatch(name)
    if first and key(first["rest"]) in others:
        return f"named {first['word'].lower()}"
    copy = _COPY.fullmatch(name)
    if copy and key(copy["of"] or copy["before"] or copy["again"]) in others:
        return "a copy of another tab"
    version = _VERSION.fullmatch(name)
    if version:
        stem, number = key(version["stem"]), int(version["number"])
        higher = [
            int(match[1])
            for other in others
            if (match := re.fullmatch(rf"{re.escape(stem)}v(?:ersion)?(\d+)", other))
        ]
        if (stem in others and stem) or any(one > number for one in higher):
            return f"named v{number}"
    return ""
