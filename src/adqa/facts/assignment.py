"""Facts about which ad units a creative was judged under, and how that came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFacts:
    """Units named for a creative, and those that take it."""

    KIND: ClassVar[str] = "assignment"
    VERSION: ClassVar[int] = 1

    kind: str
    """Kind of the creative, `image`, `html5` …"""
    width: int | None = None
    height: int | None = None
    named: tuple[str, ...] = ()
    """Unit ids that the call, the sheet or adqa.toml named."""
    taken_by: tuple[str, ...] = ()
    """Of these (or assumed), the units that accept this kind."""
    accepted_kinds: tuple[str, ...] = ()
    """Kinds the named units accept."""
    accepted_formats: tuple[str, ...] = ()
    """Formats every unit that takes it accepts; empty if one of them does not say."""
    channels: tuple[str, ...] = ()
    """Sales channels of these units, as far as they say."""
    unclear_roles: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    """(unit, roles of this kind, roles whose size fits) where not exactly one role fits."""
