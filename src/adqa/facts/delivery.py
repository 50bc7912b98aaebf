"""Facts about several creatives together, built from a compact index after inspection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """What relation rules may know of one creative; small, as all of them stay in memory."""

    address: str
    kind: str
    format: str | None
    width: int
    """0 if not known."""
    height: int
    content_id: str
    dhash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFacts:
    """All creatives that arrived."""

    KIND: ClassVar[str] = "delivery"
    VERSION: ClassVar[int] = 1

    same_content: tuple[tuple[IndexEntry, ...], ...] = ()
    """Groups of two or more creatives with equal content, each in address order."""
    unplaced: tuple[tuple[str, str], ...] = ()
    """(address, what it seems to be) of files that are neither a creative nor known other material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFacts:
    """The creatives of one concept under one unit that sells sets."""

    KIND: ClassVar[str] = "set"
    VERSION: ClassVar[int] = 1

    concept: str
    """The common part of the names, without size and extension."""
    members: tuple[IndexEntry, ...] = ()
