"""What a house makes of findings: changed severities, waivers, and what it knew before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from adqa.baseline import Baseline
from adqa.config import SeverityChange, Waiver, glob_matches
from adqa.errors import UsageError
from adqa.report.model import Finding, Waived
from adqa.units import day_text


@dataclass(slots=True)
class Policy:
    """Applied to every finding after judging; pure."""

    severity: Mapping[str, SeverityChange]
    waivers: tuple[Waiver, ...]
    as_of: date | None
    baseline: Baseline | None = None
    used: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.as_of is None and any(waiver.until for waiver in self.waivers):
            raise UsageError("a waiver has an end date, so the day of judging is needed: pass as_of")

    def apply(self, finding: Finding, key: str, content_id: str | None) -> Finding | None:
        """The finding as this house sees it; None if its rule is off. `key` is the subject's path."""
        changed = self.severity.get(f"{finding.rule}:{finding.code}") or self.severity.get(finding.rule)
        if changed is not None:
            if changed.severity is None:
                return None
            finding = replace(
                finding,
                severity=changed.severity,
                original_severity=finding.severity,
                severity_reason=changed.reason,
            )
        finding = self._waive(finding, key, content_id)
        if self.baseline is not None and self.baseline.knows(finding, content_id):
            finding = replace(finding, baselined=True)
        return finding

    def _waive(self, finding: Finding, key: str, content_id: str | None) -> Finding:
        """The finding under the first waiver that holds, else with words on the last that did not."""
        for index, waiver in enumerate(self.waivers):
            if waiver.rule not in (finding.rule, f"{finding.rule}:{finding.code}"):
                continue
            if waiver.spec is not None and waiver.spec != finding.spec:
                continue
            if not glob_matches(waiver.subject, key) and waiver.subject != content_id:
                continue
            self.used.add(index)
            if waiver.until and self.as_of and self.as_of > waiver.until:
                finding = replace(finding, waiver_ended=ended_words(waiver.owner, waiver.until))
                continue
            value = finding.measured.value if finding.measured else None
            op = finding.allowed.op if finding.allowed else None
            if isinstance(value, int | float) and not waiver.covers(value, op):
                finding = replace(finding, waiver_ended=ceiling_words(waiver.owner, waiver.up_to or ""))
                continue
            waived = Waived(
                reason=waiver.reason,
                owner=waiver.owner,
                until=waiver.until.isoformat() if waiver.until else None,
                up_to=waiver.up_to,
            )
            return replace(finding, waived=waived, waiver_ended=None)
        return finding

    def unused(self) -> tuple[str, ...]:
        """Waivers that met no finding, in words."""
        return tuple(
            f"{waiver.rule} on {waiver.subject} ({waiver.owner}: {waiver.reason})"
            for index, waiver in enumerate(self.waivers)
            if index not in self.used
        )


def ended_words(owner: str, until: date) -> str:
    """What is said of a finding that came back because a waiver ended."""
    return f"waiver by {owner} ended {day_text(until)}"


def ceiling_words(owner: str, up_to: str) -> str:
    """What is said of a finding that is further from its limit than was accepted."""
    return f"waiver by {owner} covers up to {up_to} only"
