"""How well a file in a folder reads as the campaign sheet, so that `adqa check FOLDER` can choose it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from adqa.campaign.document import is_document
from adqa.campaign.sheets.grid import Grid
from adqa.errors import AdqaError
from adqa.report.partner_book import COLUMNS
from adqa.units import count_text, listing

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".yaml", ".yml"})
"""Files that are looked into at all."""
_TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv"})
"""Files that are sheets by their name, whatever is in them."""
_FEWEST = 40
"""Points below which a file is no campaign sheet."""
_OURS = re.compile(
    r"\.qa(?: \(\d+\))?\.(?:xlsx|xlsm|csv|xls)$|^(?:landing|recheck|claims)\.csv$", re.IGNORECASE
)
_WORTH = (
    ("sizes", 40, "sizes"),
    ("placement", 15, "placements"),
    ("creative", 15, "creatives or messages"),
    ("dates", 10, "dates"),
    ("people", 10, "due dates or contacts"),
    ("links", 5, "landing pages"),
    ("several", 5, ""),
)
"""(what rows have, points, what it is called)."""
_BEHIND = re.compile(
    r"(?:\b|_)(?:old|archive|archived|backup|superseded|spec sheet|specs?)(?:\b|_)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One file, weighed."""

    path: Path
    score: int
    """0 to 100; 0 if it is no campaign sheet. One that is twice another is clearly better."""
    words: str
    """Why, or why not: `19 rows with sizes, placements and dates`, `a list of prices`."""
    unread: bool = False
    """It is a workbook or table that could not be read, so nobody knows what it is."""
    ours: bool = False
    """adqa wrote it."""

    @property
    def is_table(self) -> bool:
        """Whether it could be a sheet of somebody's: neither one that adqa wrote nor YAML or text."""
        return self.path.suffix.lower() in _TABLES and not (self.ours or _OURS.search(self.path.name))


def looks_like_campaign(path: str | os.PathLike[str]) -> Candidate:
    """How well a file reads as a campaign sheet, with words for why or why not; never raises."""
    file = Path(path)
    if file.suffix.lower() not in SUFFIXES:
        return Candidate(path=file, score=0, words="no workbook, delimited text or YAML")
    if file.name.startswith(("~$", ".")):
        return Candidate(path=file, score=0, words="a mark that somebody has a workbook open")
    if _OURS.search(file.name):
        return Candidate(path=file, score=0, words="written by adqa")
    try:
        return _document(file) if is_document(file) else _weighed(file)
    except (AdqaError, OSError) as error:
        said = str(error).removeprefix(f"{file} ")
    except Exception as error:  # nobody named this file: what is wrong with it is its reason, not a stop
        said = f"cannot be read ({type(error).__name__})"
    return Candidate(path=file, score=0, words=said, unread=file.suffix.lower() in _TABLES)


def _document(file: Path) -> Candidate:
    with file.open("rb") as stream:
        begin = stream.read(4096)
    if re.search(rb"^campaign\s*:", begin, re.MULTILINE):
        return Candidate(path=file, score=95, words="a campaign in YAML")
    return Candidate(path=file, score=0, words="YAML, but no campaign")


def _is_fix_list(grid: Grid) -> bool:
    """Whether a tab is the list that went with a mail: partners send it back among their files."""
    return any(
        tuple(cell.text for _, cell in sorted(row.items()))[-len(COLUMNS) :] == COLUMNS
        for number, row in grid.rows.items()
        if number <= 5
    )


def _weighed(file: Path) -> Candidate:
    from adqa.campaign.sheets.book import read_book
    from adqa.campaign.sheets.read import campaign_of

    book = read_book(file)
    if any(_is_fix_list(grid) for grid in book.grids):
        return Candidate(path=file, score=0, words="a list of fixes, written by adqa", ours=True)
    campaign = campaign_of(book, file.as_posix())
    rows = campaign.rows
    if not rows:
        return Candidate(path=file, score=0, words="no table of placements")
    has = {
        "sizes": any(row.sizes or row.size_text for row in rows),
        "placement": any(row.placement or row.placement_id or row.unit for row in rows),
        "creative": any(row.creative or row.asset or row.message for row in rows),
        "dates": any(row.flight.start or row.flight.tentative or row.creative_flight.start for row in rows),
        "people": any(row.due or row.owner or row.email for row in rows),
        "links": any(row.landing_url or row.final_url for row in rows),
        "several": len(rows) > 1,
    }
    if not has["sizes"] and any(row.price for row in rows):
        return Candidate(path=file, score=0, words="a list of prices")
    if all(row.serving == "tag" for row in rows):
        return Candidate(path=file, score=0, words=f"{count_text(len(rows), 'tag')}, a sheet of tags")
    points = sum(worth for name, worth, _ in _WORTH if has[name])
    profiles = {tab.profile for tab in campaign.tabs if tab.profile}
    points += 10 * bool(profiles) - 20 * bool(_BEHIND.search(file.stem))
    called = [word for name, _, word in _WORTH if word and has[name]]
    kind = f"{sorted(profiles)[0]}, " if profiles else ""
    number = sum(tab.rows for tab in campaign.tabs)
    words = (
        f"{kind}{count_text(number, 'row')} with {listing(called, 'and')}" if called else f"{kind}no sizes"
    )
    if points < _FEWEST:
        return Candidate(path=file, score=0, words=f"{words}; too little for a campaign sheet")
    # Squared, so that a sheet with everything is twice as good as a list of sizes with names.
    return Candidate(path=file, score=min(points, 100) ** 2 // 100, words=words)
