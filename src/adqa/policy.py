"""What a house makes of findings: changed severities, waivers, and a baseline of known ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from adqa.config import SeverityChange, Waiver, glob_matches
from adqa.errors import ConfigError, UsageError
from adqa.report.model import Finding, Waived

BASELINE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as the baseline recorded it."""

    measured: float | str | None
    op: str | None


@dataclass(slots=True)
class Policy:
    """Applied to every finding after judging; pure."""

    severity: Mapping[str, SeverityChange]
    waivers: tuple[Waiver, ...]
    as_of: date | None
    baseline: Mapping[str, Known] = field(default_factory=dict)
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
        known = self.baseline.get(finding.fingerprint)
        if known is not None and not _further(finding, known):
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
                ended = f"waiver by {waiver.owner} ended {waiver.until.isoformat()}"
                finding = replace(finding, waiver_ended=ended)
                continue
            value = finding.measured.value if finding.measured else None
            op = finding.allowed.op if finding.allowed else None
            if isinstance(value, int | float) and not waiver.covers(value, op):
                said = f"waiver by {waiver.owner} covers up to {waiver.up_to} only"
                finding = replace(finding, waiver_ended=said)
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


def _further(finding: Finding, known: Known) -> bool:
    """Whether a finding is now further from its limit than the baseline recorded."""
    value = finding.measured.value if finding.measured else None
    if not isinstance(value, int | float) or not isinstance(known.measured, int | float):
        return False
    if known.op == "at_least":
        return value < known.measured
    return known.op in ("at_most", "between") and value > known.measured


def read_baseline(path: Path) -> dict[str, Known]:
    """Reads a baseline file. Raises ConfigError if it is not one."""
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        if data["baseline_version"] != BASELINE_VERSION:
            raise ConfigError(f"{path}: this baseline was written by another version of adqa; write it anew")
        return {key: Known(one["measured"], one["op"]) for key, one in data["findings"].items()}
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(f"{path}: this is not a baseline file; write one with --write-baseline") from None


def baseline_text(findings: Iterable[Finding]) -> str:
    """A baseline of all findings that count or were known, as JSON text."""
    known = {
        one.fingerprint: {
            "rule": one.rule,
            "code": one.code,
            "path": one.path,
            "measured": one.measured.value if one.measured else None,
            "op": one.allowed.op if one.allowed else None,
        }
        for one in findings
        if one.waived is None
    }
    data = {"baseline_version": BASELINE_VERSION, "findings": dict(sorted(known.items()))}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
