"""What goes into a workbook: the answer to each row, and the tab that sums up."""

from __future__ import annotations

from dataclasses import dataclass

from adqa.campaign.workbook.levels import Level

TITLES = {
    "status": "QA status",
    "wrong": "What is wrong",
    "fix": "How to fix",
    "who": "Who",
    "due": "Due",
    "code": "QA code",
    "comment": "Your comment",
}
"""Our columns in their order. The last is for people: made with the others, never touched after."""
WIDTHS = {"status": 18, "wrong": 48, "fix": 42, "who": 18, "due": 24, "code": 26, "comment": 30}
OURS = ("status", "wrong", "fix", "who", "due", "code")
COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class QaRow:
    """The answer to one row of the user's sheet: the texts of the six columns."""

    tab: str
    """Empty for delimited text."""
    row: int
    """From 1, as the spreadsheet shows it."""
    status: str
    """Never empty: a row that was checked says so."""
    wrong: str
    fix: str
    who: str
    due: str
    code: str
    level: Level

    def texts(self) -> dict[str, str]:
        """Column key → text."""
        return {key: str(getattr(self, key)) for key in OURS}


@dataclass(frozen=True, slots=True, kw_only=True)
class QaTab:
    """The one new tab."""

    title: str
    numbers: tuple[tuple[str, str], ...]
    """As `("Ready", "27")`."""
    table: tuple[str, ...]
    """Header of the list of all fixes."""
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TickTab:
    """The tab on which people tick what they checked by hand. Made once: from then on it is theirs."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A file to give back."""

    content: bytes
    file_name: str
    notes: tuple[str, ...]
    """What the user should know about it, one sentence each."""
