"""The campaign as its sheets say it: who, what, where and when. No judgement, no clock, no files.

A `Row` is one line of a sheet (or one booked cell of it, where a sheet has a column for each size). What
it books are deliverables (`adqa.campaign.booking`); which files serve them is matched later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from adqa.units import Size

Serving = Literal["hosted", "tag", "tracking", "native", "unknown"]
"""How a row is served: files, a third party's tag, a tracking pixel only, native fields, not said."""
State = Literal["live", "cancelled", "on_hold"]
"""Whether the sheet wants a row to run. Ended is no state of a row: it depends on the day of judging."""
Action = Literal["add", "pause", "swap", "unassign", "no_change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """Days on which something runs, both inclusive, in the campaign's time zone."""

    start: date | None = None
    end: date | None = None
    tentative: str = ""
    """What stands there instead of a firm date (`TBD`, `mid-May`); empty if the dates are firm."""
    open_ended: bool = False
    """Ongoing: no end is no gap in the sheet."""
    ends_at_midnight: bool = False
    """The end was written as 12:00 AM, which would leave the last day out."""

    def covers(self, day: date) -> bool:
        """Whether a day lies within; an end or start that is not given bounds nothing."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLimits:
    """Limits that the sheet itself sets in columns, in the words of the spec language."""

    weight: str | None = None
    """`150 KB`."""
    formats: tuple[str, ...] = ()
    """`jpg`, `png`, `html5` …"""
    seconds: str | None = None
    """Animation or video length, `15 s`."""
    loops: int | None = None
    characters: Mapping[str, int] = field(default_factory=dict)
    """Copy field → most characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """The share of a creative within its slot, as written and as read."""

    text: str
    percent: float | None = None
    """Set only if a percent sign or a percent cell says so."""
    weight: int | None = None
    """A bare whole number: a relative weight, or a percent that lost its sign."""
    even: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetApproval:
    """An approval typed in the sheet."""

    by: str
    on: date | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A finding that somebody accepted in the workbook (columns QA accepted by / until / note)."""

    by: str
    until: date | None = None
    note: str = ""
    rules: tuple[str, ...] | None = None
    """What was accepted, as the row's QA code names it; None if the sheet has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a sheet with everything understood of it."""

    id: str
    """Unique in the campaign: `Display!17`, with `#300x250` behind it for one of several booked cells."""
    file: str
    """Address of the sheet."""
    tab: str
    row: int
    """As the spreadsheet counts, from 1."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of this class → letters of the column it was read from."""

    campaign: str = ""
    advertiser: str = ""
    brand: str = ""
    publisher: str = ""
    """Site or publisher that runs it."""
    placement: str = ""
    placement_id: str = ""
    package: str = ""
    unit: str = ""
    """Ad unit in the words of the sheet, `HP Hero – Desktop`."""
    channel: str = ""
    device: str = ""
    market: str = ""
    locale: str = ""

    sizes: tuple[Size, ...] = ()
    size_text: str = ""
    """As written; says `1x1` or `Fluid` where there is no pixel size."""
    creative_sizes: tuple[Size, ...] = ()
    """Of the creative, where the sheet has a column for it beside that of the placement."""
    serving: Serving = "unknown"
    kind: str = ""
    """Kind of creative, if the sheet says it: `image`, `html5`, `video` …"""
    limits: SheetLimits = SheetLimits()

    creative: str = ""
    """Name of the creative."""
    creative_id: str = ""
    asset: str = ""
    """File name, path, glob or link, as written."""
    message: str = ""
    """Message, concept or variant: `A`, `Save $200`."""
    version: str = ""
    status: str = ""
    built_by: str = ""
    news: str = ""
    """Net new, reused or refresh, as written."""

    flight: Flight = Flight()
    """Of the placement."""
    creative_flight: Flight = Flight()
    """Of this creative in the placement, if it has dates of its own."""
    live_from: date | None = None
    """Day from which the landing page is up, if the sheet says so."""
    rotation: Rotation | None = None

    landing_url: str = ""
    final_url: str = ""
    click_tracker: str = ""
    trackers: tuple[tuple[str, str], ...] = ()
    """(column letters, text) of impression and verification trackers."""
    tag: str = ""
    utm: Mapping[str, str] = field(default_factory=dict)

    skus: tuple[str, ...] = ()
    price: str = ""
    offer: str = ""
    offer_end: date | None = None
    copy: Mapping[str, str] = field(default_factory=dict)
    """Copy field (`headline`, `cta`, `alt_text` …) → text."""
    disclaimers: tuple[str, ...] = ()

    owner: str = ""
    """Who delivers: partner or contact person."""
    email: str = ""
    due: date | None = None
    due_time: time | None = None
    lead_time: str = ""
    """`5 business days`, if the sheet has such a column."""
    approval: SheetApproval | None = None
    accepted: Accepted | None = None
    notes: str = ""
    action: Action | None = None
    action_text: str = ""
    """The words that were read as the action."""
    swaps_out: str = ""
    """What leaves, where a swap names it."""
    swaps_in: str = ""

    state: State = "live"
    state_reason: str = ""
    """`struck through`, `status says cancelled` …"""
    trafficked: bool = False
    """The sheet says that it is live already, or unchanged."""
    hidden: bool = False

    @property
    def runs(self) -> Flight:
        """When this creative runs: its own dates, else the placement's."""
        own = self.creative_flight
        return Flight(
            start=own.start or self.flight.start,
            end=own.end or (None if own.open_ended else self.flight.end),
            tentative=own.tentative or self.flight.tentative,
            open_ended=own.open_ended or (own.end is None and self.flight.open_ended),
            ends_at_midnight=own.ends_at_midnight or (own.end is None and self.flight.ends_at_midnight),
        )

    @property
    def place(self) -> str:
        """What people call it: the placement, else the ad unit, else the row."""
        return self.placement or self.placement_id or self.unit or f"row {self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TabReceipt:
    """What was made of one tab; the first thing a user is told of a sheet."""

    file: str
    tab: str
    header_row: int
    """0 if the tab has no header row, as a form of keys and values."""
    profile: str = ""
    """Layout or system it was recognised as, e.g. `CM360`; empty for a plain table."""
    rows: int = 0
    """Rows read as placements, those that are cancelled included."""
    cancelled: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Why → count: `total`, `section`, `blank`, `footer` …"""
    unused_columns: tuple[str, ...] = ()
    understood: Mapping[str, str] = field(default_factory=dict)
    """Header as written → field."""
    set_aside: str = ""
    """Why the tab was not read (`named old`), empty if it was."""
    notes: tuple[str, ...] = ()
    """Decisions: date order, carried values, merged cells …"""


ProblemCode = Literal[
    "not_understood", "impossible_date", "ambiguous_dates", "error_cell", "no_cached_value", "no_sizes",
    "duplicate_header", "two_headers", "no_year", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """A cell that could not be understood; nothing is dropped in silence."""

    file: str
    tab: str
    row: int
    column: str
    header: str
    code: ProblemCode
    text: str
    """What is wrong, in words, with what stands there."""
    remedy: str
    holds: bool = False
    """The row cannot be judged as booked because of it (a wrong date, an unreadable size)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody who delivers, with the contact for mails."""

    name: str
    contact: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWaiver:
    """A line of a tab `adqa waivers`: a fault that somebody accepts, and how far."""

    rule: str
    """Rule or code."""
    subject: str = ""
    """Creative, placement or pattern."""
    publisher: str = ""
    unit: str = ""
    by: str = ""
    until: date | None = None
    up_to: str = ""
    """Measured value up to which it holds, `220 KB`."""
    reason: str = ""
    row: int = 0
    """Line of the tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetManual:
    """A line of a tab `adqa manual`: something that only a person can check, and whether it was."""

    text: str
    per: str = ""
    """`campaign`, `placement` or `creative`; empty for the campaign."""
    of: str = ""
    """Which placement or creative; empty for all of them."""
    who: str = ""
    done_by: str = ""
    done_on: date | None = None
    row: int = 0
    """Line of the tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Everything the sheets say."""

    name: str = ""
    id: str = ""
    advertiser: str = ""
    brand: str = ""
    time_zone: str | None = None
    flight: Flight = Flight()
    rows: tuple[Row, ...] = ()
    partners: tuple[Partner, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """Ad-unit name of the sheet → `publisher/unit`, from a tab `adqa units`."""
    waivers: tuple[SheetWaiver, ...] = ()
    """From a tab `adqa waivers`."""
    manual: tuple[SheetManual, ...] = ()
    """From a tab `adqa manual`."""
    naming: str = ""
    files: tuple[str, ...] = ()
    """Addresses of the sheets."""
    tabs: tuple[TabReceipt, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    @property
    def live_rows(self) -> tuple[Row, ...]:
        """Rows that are meant to run."""
        return tuple(row for row in self.rows if row.state == "live")
