"""Approvals in words, and the examples that rules about them share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from adqa.facts.approval import ApprovalFacts, SignOff
from adqa.units import date_text

RUIZ = SignOff(by="M. Ruiz", role="legal", on=date(2026, 5, 12), standing="stands")


def approved(**changes: Any) -> tuple[ApprovalFacts]:
    """Facts of a creative that M. Ruiz approved, with what is other than usual."""
    return (ApprovalFacts(sign_offs=(replace(RUIZ, **changes),), year=2026),)


def on_day(day: date | None, facts: ApprovalFacts) -> str:
    """`12 May`, as it is read beside today's date."""
    return date_text(day, facts.year) if day else "a day that is not known"
