"""Which file serves which deliverable, as `adqa.campaign.matching` found it: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

By = Literal["path", "name", "id", "tokens", "size", "content"]
"""What decided: the path on the sheet, the name, an id, the words of the name, the size, same content."""
QuestionCode = Literal["fits-several", "two-files", "twice-the-size", "fits-none"]
AsideCode = Literal["older-version", "companion", "other-publisher", "other-campaign", "same-bytes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A file that serves a deliverable."""

    deliverable: str
    """Its key."""
    address: str
    by: By
    how: str
    """In words, for the report: `named on row 17`, `the only 300x250 booked`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A file that a person must place; never a guess."""

    address: str
    code: QuestionCode
    text: str
    """`fits A and B, not named on the sheet`."""
    candidates: tuple[str, ...] = ()
    """Keys of deliverables it may be."""
    others: tuple[str, ...] = ()
    """Addresses of other files that claim the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A creative that is not judged against the sheet, and why."""

    address: str
    code: AsideCode
    text: str
    belongs_to: str = ""
    """Address of the creative that it accompanies or that replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The whole answer; every creative delivered is in exactly one of the three lists or matched."""

    matches: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    asides: tuple[Aside, ...] = ()
