"""The campaign as a report lists it: booked rows and creatives, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from adqa.report.model import Scalar


class RowVerdict(StrEnum):
    """Where a booked row or creative stands; ordered from what most needs a person."""

    FAIL = "fail"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    REVIEW = "review"
    PASS = "pass"
    UNCHANGED = "unchanged"
    """As it was on an older sheet, and therefore not checked again."""
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """The printed words; ids never appear in text for people."""
        return _WORDS[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(RowVerdict).index(self)

    @property
    def ready(self) -> bool:
        """Whether it may run."""
        return self in (RowVerdict.PASS, RowVerdict.REVIEW)


_WORDS = {
    RowVerdict.FAIL: "To fix",
    RowVerdict.MISSING: "Missing",
    RowVerdict.INCOMPLETE: "Not fully checked",
    RowVerdict.REVIEW: "Ready, please check",
    RowVerdict.WAITING: "Waiting",
    RowVerdict.ON_HOLD: "On hold",
    RowVerdict.PASS: "Ready",
    RowVerdict.UNCHANGED: "Unchanged, not checked again",
    RowVerdict.ENDED: "Ended",
    RowVerdict.CANCELLED: "Cancelled",
}


def worst_row(verdicts: Iterable[RowVerdict]) -> RowVerdict:
    """The worst of some; ready if there is none, as nothing is wanted."""
    return min(verdicts, key=lambda one: one.rank, default=RowVerdict.PASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRecord:
    """One row of a sheet."""

    id: str
    """`Display!17`; findings that touch the row have `row:Display!17` in `applies_to`."""
    sheet: str
    """Address of the file."""
    tab: str
    row: int
    placement: str
    placement_id: str
    creative: tuple[str, ...]
    """Addresses of the creatives that serve it."""
    booked: tuple[str, ...]
    """Keys of the creatives it books."""
    spec: tuple[str, ...]
    owner: str
    due: str
    """`Thu 14 May 12:00 CT`; empty if no due time is known."""
    verdict: RowVerdict
    reason: str = ""
    """Why a row is cancelled or on hold."""
    publisher: str = ""
    size: str = ""
    start: str | None = None
    end: str | None = None
    hidden: bool = False
    answer_by: str = ""
    """`Wed 20 May`: the last working day to settle what the house has to, before the row goes wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRecord:
    """One booked creative, however many placements it serves."""

    key: str
    label: str
    """`Aurora A 300x250`."""
    group: str
    """`A`: what it shares with its other sizes."""
    size: str
    rows: tuple[str, ...]
    placements: tuple[str, ...]
    creatives: tuple[str, ...]
    """Addresses of what arrived for it."""
    owner: str
    due: str
    due_at: str | None
    """ISO 8601."""
    verdict: RowVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A delivered creative that serves nothing booked: a question, or set aside with the reason."""

    path: str
    code: str
    """As in `adqa.campaign.matches`: `fits_several`, `older_version` …"""
    text: str
    question: bool
    """A person must answer; else it is only set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRecord:
    """Somebody who delivers."""

    name: str
    contact: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedRecord:
    """How far a fault was accepted on the sheet; kept on record, so that a later, graver one fails again."""

    acceptance: str
    """Who accepted it, for whom and until when."""
    rule: str
    place: str
    """The booked creative or the row it is accepted for."""
    unit: str | None = None
    value: Scalar = None
    """What was measured when it was accepted; null where nothing is measured."""
    text: str = ""
    """The same for people."""


@dataclass(frozen=True, kw_only=True)
class CampaignHead:
    """The campaign as a whole."""

    name: str
    advertiser: str
    brand: str
    start: str | None
    """First day of the earliest flight."""
    end: str | None
    as_of: str | None
    """Day or moment of judging, an input."""
    time_zone: str
    sheets: tuple[str, ...]
    receipts: tuple[str, ...]
    """How each tab was read, one sentence each."""
    placements: int
    live_rows: int
    delivered: int
    """Creatives delivered."""
    matched: int
    """Of these, creatives that serve something booked."""
    files: tuple[FileRecord, ...]
    """Delivered creatives that serve nothing booked."""
    partners: tuple[PartnerRecord, ...]
    unused: tuple[str, ...] = ()
    """Columns of each tab that were not used, one sentence each."""


@dataclass(frozen=True, kw_only=True)
class CampaignRecord(CampaignHead):
    """The campaign part of a report."""

    rows: tuple[RowRecord, ...]
    booked: tuple[BookedRecord, ...]
    headers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Sheet → tab → header row, for writing into a copy of the sheet."""
    accepted: tuple[AcceptedRecord, ...] = ()
    """How far faults were accepted on the sheet."""
    since: str = ""
    """Address of the older sheet; only rows that are new or differ from it were checked."""

    @cached_property
    def owners(self) -> dict[str, str]:
        """Row id → who delivers for it, where the row says so."""
        return {one.id: one.owner for one in self.rows if one.owner}

    @cached_property
    def has_several_tabs(self) -> bool:
        """Whether a row is found only by its tab and its number."""
        return len({one.tab for one in self.rows}) > 1

    def count(self, *verdicts: RowVerdict) -> int:
        """Booked creatives that stand so."""
        return sum(one.verdict in verdicts for one in self.booked)

    def row_count(self, *verdicts: RowVerdict) -> int:
        """Rows that stand so."""
        return sum(one.verdict in verdicts for one in self.rows)
