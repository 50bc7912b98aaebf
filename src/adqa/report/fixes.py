"""Findings as people read them: one fault is one fix, one line, one count.

Findings with the same creative, rule, code and measured value are one fix, whichever units it touches;
fixes of one rule, code, severity and owner stand together under one headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from adqa.addresses import natural_key
from adqa.report.model import Finding, Owner, Severity

_OF_FILES = ("asset", "set", "delivery")
_AMOUNT = re.compile(r"\d[\d.,]*( ?(bytes?|[KMG]B|px|s|fps|%))?")


@dataclass(slots=True)
class Fix:
    """One thing to do on one creative."""

    finding: Finding
    """The gravest of the findings that are this fix."""
    specs: list[str] = field(default_factory=list)
    applies_to: list[str] = field(default_factory=list)

    def touched(self, what: str) -> list[str]:
        """Names of the rows, placements or booked creatives (`row`, `placement`, `booked`) it touches."""
        return [name.removeprefix(f"{what}:") for name in self.applies_to if name.startswith(f"{what}:")]


@dataclass(slots=True)
class FixGroup:
    """The same fault on one or more creatives of one owner."""

    rule: str
    code: str
    severity: Severity
    owner: Owner
    fixes: list[Fix]


def fixes(findings: Iterable[Finding]) -> list[Fix]:
    """Counting findings (not waived, not baselined) merged into fixes, in the order first met."""
    merged: dict[tuple[str | None, ...], Fix] = {}
    for one in findings:
        if not one.counts:
            continue
        said = one.measured.text if one.measured else None
        if one.subject.kind not in _OF_FILES:  # one path, the sheet's, for many faults
            said = f"{one.message}\0{one.fix}"
        key = (one.path, one.member, one.rule, one.code, said)
        fix = merged.setdefault(key, Fix(one))
        if one.severity.rank < fix.finding.severity.rank:
            fix.finding = one
        if one.spec and one.spec not in fix.specs:
            fix.specs.append(one.spec)
        fix.applies_to += [name for name in one.applies_to if name not in fix.applies_to]
    return list(merged.values())


def grouped(all_fixes: Iterable[Fix]) -> list[FixGroup]:
    """Fixes under headlines: gravest first, then what touches most placements, the commonest, by rule."""
    groups: dict[tuple[str, str, Severity, Owner], FixGroup] = {}
    for fix in all_fixes:
        one = fix.finding
        key = (one.rule, one.code, one.severity, one.owner)
        groups.setdefault(key, FixGroup(*key, fixes=[])).fixes.append(fix)
    for group in groups.values():
        group.fixes.sort(key=lambda fix: (-_touched(fix), natural_key(fix.finding.path)))
    return sorted(
        groups.values(),
        key=lambda one: (one.severity.rank, -_touched(one.fixes[0]), -len(one.fixes), one.rule, one.code),
    )


def _touched(fix: Fix) -> int:
    return sum(one.startswith("placement:") for one in fix.applies_to)


def without_name(finding: Finding) -> str:
    """The message for a list that already shows the file name."""
    from adqa.addresses import file_name

    name = file_name(finding.member or finding.path)
    return finding.message.removeprefix(f"{name}: ").removeprefix(f"{name} ").removeprefix("is ")


def missing_in(finding: Finding) -> list[str]:
    """Creatives that a finding says are asked for and were not delivered, by size; else empty."""
    if finding.rule != "campaign/missing-size" or finding.code != "required":
        return []
    return str(finding.where.get("missing", "")).split(", ")


def shared_advice(group: FixGroup) -> str | None:
    """How to fix, once for the whole group; None if every fix needs its own words.

    Advice that differs only in an amount before a colon ("62 KB must go: export again smaller") is shared
    from the colon on, as the line of each file names the amount.
    """
    advice = {fix.finding.fix for fix in group.fixes}
    if len(advice) > 1:
        parts = [text.partition(": ") for text in advice]
        if len({_AMOUNT.sub("#", head) for head, _, _ in parts}) > 1:
            return None
        advice = {tail[:1].upper() + tail[1:] for _, _, tail in parts}
    said = advice.pop()
    return said if said and not advice else None
