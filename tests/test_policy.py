"""What a house makes of findings: severities and waivers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from adqa.config import SeverityChange, Waiver
from adqa.errors import UsageError
from adqa.policy import Policy
from adqa.report.model import Allowed, Finding, Measured, Severity, Waived
from report.samples import finding, heavy

DAY = date(2026, 5, 20)


def waiver(**changes: Any) -> Waiver:
    return Waiver(
        **{"rule": "weight/file", "subject": "a.jpg", "reason": "by mail", "owner": "M. Ruiz", **changes}
    )


def policy(*waivers: Waiver, as_of: date | None = DAY, **changes: SeverityChange) -> Policy:
    return Policy({key.replace("__", "/"): change for key, change in changes.items()}, waivers, as_of)


def applied(one: Policy, found: Finding, key: str = "a.jpg", content_id: str | None = "c1") -> Finding:
    kept = one.apply(found, key, content_id)
    assert kept is not None
    return kept


OVER = heavy("in/a.jpg", 212_000)


def test_without_a_policy_a_finding_stays() -> None:
    assert applied(policy(), OVER) == OVER


def test_a_changed_severity_keeps_what_it_was() -> None:
    change = SeverityChange(level="note", reason="agreed")
    changed = applied(policy(weight__file=change), OVER)
    assert (changed.severity, changed.original_severity, changed.severity_reason) == (
        Severity.NOTE,
        Severity.ERROR,
        "agreed",
    )
    assert applied(policy(size__other=change), OVER) == OVER


def test_a_code_goes_before_its_rule() -> None:
    changes = {
        "weight/file": SeverityChange(level="off", reason="x"),
        "weight/file:over": SeverityChange(level="warning", reason="y"),
    }
    assert applied(Policy(changes, (), DAY), OVER).severity is Severity.WARNING
    assert Policy(changes, (), DAY).apply(heavy("a.jpg", 1, code="near"), "a.jpg", None) is None


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"subject": "*.jpg"}, True),
        ({"subject": "c1"}, True),
        ({"subject": "b.jpg"}, False),
        ({"rule": "weight/file:over"}, True),
        ({"rule": "weight/file:near"}, False),
        ({"rule": "size/not-allowed"}, False),
        ({"spec": "example-retail/display"}, True),
        ({"spec": "iab/fixed"}, False),
        ({"until": DAY}, True),
        ({"up_to": "212 KB"}, True),
        ({"up_to": "300 KB"}, True),
    ],
)
def test_what_a_waiver_covers(changes: dict[str, Any], holds: bool) -> None:
    one = policy(waiver(**changes))
    kept = applied(one, OVER)
    assert (kept.waived is not None) is holds
    assert kept.counts is not holds
    assert kept.waiver_ended is None
    assert bool(one.unused()) is not holds


def test_what_a_waiver_says() -> None:
    kept = applied(policy(waiver(until=date(2026, 5, 24), up_to="220 KB")), OVER)
    assert kept.waived == Waived(reason="by mail", owner="M. Ruiz", until="2026-05-24", up_to="220 KB")


def test_a_waiver_that_ended_gives_the_finding_back() -> None:
    kept = applied(policy(waiver(until=date(2026, 5, 19))), OVER)
    assert kept.waived is None
    assert kept.waiver_ended == "waiver by M. Ruiz ended Tue 19 May 2026"


def test_a_waiver_covers_no_more_than_its_value() -> None:
    kept = applied(policy(waiver(up_to="211 KB")), OVER)
    assert kept.waived is None
    assert kept.waiver_ended == "waiver by M. Ruiz covers up to 211 KB only"


def test_a_ceiling_on_a_floor() -> None:
    def wide(width: int) -> Finding:
        measured = Measured(value=width, unit="px", text=f"{width} px")
        allowed = Allowed(op="at_least", value=300, unit="px", text="300 px")
        return finding("a.jpg", measured=measured, allowed=allowed)

    one = policy(waiver(up_to="290"))
    assert applied(one, wide(295)).waived is not None
    assert applied(one, wide(290)).waived is not None
    assert applied(one, wide(280)).waived is None


@pytest.mark.parametrize("order", [1, -1])
def test_one_waiver_that_holds_is_enough(order: int) -> None:
    ended = waiver(until=date(2026, 1, 1), owner="Old")
    holding = waiver(owner="New")
    kept = applied(policy(*[ended, holding][::order]), OVER)
    assert kept.waived is not None
    assert kept.waived.owner == "New"
    assert kept.waiver_ended is None


def test_an_unused_waiver_is_named() -> None:
    one = policy(waiver(), waiver(subject="old_*.jpg"))
    applied(one, OVER)
    assert one.unused() == ("weight/file on old_*.jpg (M. Ruiz: by mail)",)


def test_an_end_needs_a_day_of_judging() -> None:
    with pytest.raises(UsageError, match="as_of"):
        policy(waiver(until=DAY), as_of=None)
    assert applied(policy(waiver(), as_of=None), OVER).waived
