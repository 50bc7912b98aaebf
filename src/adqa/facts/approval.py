"""Facts about who approved a creative, and whether it is still what was approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

Standing = Literal["stands", "same_content", "changed", "other_version", "unbound"]
"""Of an approval: for these bytes; for the same ad in other bytes; for something else by now; for another
version of it; or for a file that nobody can name, as nothing on record reaches back to that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The latest word of one approver on one creative."""

    by: str
    role: str = ""
    on: date | None = None
    standing: Standing
    said: str = ""
    """`zipped again`; why it is unbound; how a date typed in a sheet was bound to a file."""
    conditions: str = ""
    version: str = ""
    """Version that was approved, where it is another one: `v2`."""
    from_sheet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """An ad unit that asks for something else than it did when the creative was approved."""

    spec: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """The approvals of one creative; known only where any approval of the campaign is on record."""

    KIND: ClassVar[str] = "approval"
    VERSION: ClassVar[int] = 1

    sign_offs: tuple[SignOff, ...] = ()
    unit_changes: tuple[UnitChange, ...] = ()
    exporting: bool = False
    """The creative is about to be handed over."""
    year: int | None = None
    """The year of judging; a date of another one is printed with its year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRecordFacts:
    """What of the record of approvals cannot be used: (file, what is wrong with it)."""

    KIND: ClassVar[str] = "approval_record"
    VERSION: ClassVar[int] = 1

    problems: tuple[tuple[str, str, str], ...] = ()
    """(file, code, what is wrong): code is `damaged`, `edited` or `newer`."""
