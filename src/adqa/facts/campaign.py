"""Facts about rows, booked creatives, slots and the campaign as a whole, for rules that relate them.

Built by pure functions from the campaign and the index of what was delivered; `as_of` is the only day a
rule knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from adqa.campaign.booking import Deliverable
from adqa.campaign.matches import Aside, Match, Question
from adqa.campaign.model import Campaign, CellProblem, Row
from adqa.facts.delivery import IndexEntry

Standing = Literal["arrived", "waiting", "due_soon", "missing", "on_hold", "ended"]
"""Of a deliverable on the day of judging; `due_soon`: within one business day of its due time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something must be there."""

    at: datetime
    """Aware, in the publisher's zone."""
    text: str
    """`Thu 14 May 12:00 CT`."""
    why: str
    """`5 business days before the start on Thu 21 May`, `column Due of the sheet`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableFacts:
    """One booked creative and what arrived for it."""

    KIND: ClassVar[str] = "deliverable"
    VERSION: ClassVar[int] = 1

    deliverable: Deliverable
    standing: Standing
    due: Due | None = None
    creatives: tuple[IndexEntry, ...] = ()
    """What arrived: several are a rotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """What became of one delivered creative beside the sheet."""

    KIND: ClassVar[str] = "match"
    VERSION: ClassVar[int] = 1

    entry: IndexEntry
    matches: tuple[Match, ...] = ()
    question: Question | None = None
    aside: Aside | None = None
    booked: tuple[Deliverable, ...] = ()
    """Deliverables it serves, or may serve where it is a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One row that is meant to run, with what serves it."""

    KIND: ClassVar[str] = "row"
    VERSION: ClassVar[int] = 1

    row: Row
    campaign: Campaign
    as_of: date | None = None
    creatives: tuple[IndexEntry, ...] = ()
    """Creatives that serve it."""
    ready: tuple[IndexEntry, ...] = ()
    """Other delivered creatives of the campaign that are ready to run; candidates for a suggestion."""
    problems: tuple[CellProblem, ...] = ()
    """Cells of this row that could not be understood."""
    before_due: bool = False
    """Nothing is due for this row yet, so what is missing is waited for."""
    unit_title: str = ""
    unit_sizes: tuple[str, ...] = ()
    """The exact sizes that the row's unit sells, if that is all it sells; empty if it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFacts:
    """One placement × size × locale with all rows that put creatives in it."""

    KIND: ClassVar[str] = "slot"
    VERSION: ClassVar[int] = 1

    placement: str
    size: str
    rows: tuple[Row, ...]
    campaign: Campaign
    as_of: date | None = None
    creatives: Mapping[str, tuple[IndexEntry, ...]] = field(default_factory=dict)
    """Row id → creatives that serve it."""
    before_due: bool = False
    """Nothing is due in this slot yet, so what is missing is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """The campaign as a whole."""

    KIND: ClassVar[str] = "campaign"
    VERSION: ClassVar[int] = 1

    campaign: Campaign
    as_of: date | None = None
    unresolved_units: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Ad-unit name without a known spec → rows that carry it."""
