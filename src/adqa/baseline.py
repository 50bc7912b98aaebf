"""A baseline: findings known before, so that only new ones count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from adqa.errors import ConfigError
from adqa.report.model import Finding, Scalar
from adqa.report.report import Report

BASELINE_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A finding as the baseline recorded it."""

    rule: str
    code: str
    spec: str | None
    path: str
    content_id: str | None
    measured: Scalar
    op: str | None


class Baseline:
    """Findings known before, by fingerprint; a creative that was only renamed is found by its content."""

    def __init__(self, findings: Mapping[str, Known]) -> None:
        self._by_fingerprint = findings
        self._by_content: dict[tuple[str, str, str | None, str | None], Known] = {
            (one.rule, one.code, one.spec, one.content_id): one for one in findings.values() if one.content_id
        }

    def knows(self, finding: Finding, content_id: str | None) -> bool:
        """Whether the finding was there before and is no further from its limit now."""
        known = self._by_fingerprint.get(finding.fingerprint) or self._by_content.get(
            (finding.rule, finding.code, finding.spec, content_id)
        )
        return known is not None and not _further(finding, known)


def _further(finding: Finding, known: Known) -> bool:
    """Whether a finding is now further from its limit than the baseline recorded."""
    value = finding.measured.value if finding.measured else None
    if not isinstance(value, int | float) or not isinstance(known.measured, int | float):
        return False
    if known.op == "at_least":
        return value < known.measured
    return known.op in ("at_most", "between") and value > known.measured


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline file. Raises ConfigError if it is not one."""
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        if data["baseline_version"] != BASELINE_VERSION:
            raise ConfigError(f"{path}: this baseline was written by another version of adqa; write it anew")
        return Baseline({key: Known(**one) for key, one in data["findings"].items()})
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(f"{path}: this is not a baseline file; write one with --write-baseline") from None


def baseline_text(report: Report) -> str:
    """A baseline of all findings that count or were known, as JSON text."""
    content = {one.path: one.content_id for one in report.creatives()}
    known = {
        one.fingerprint: asdict(
            Known(
                rule=one.rule,
                code=one.code,
                spec=one.spec,
                path=one.path,
                content_id=content.get(one.path),
                measured=one.measured.value if one.measured else None,
                op=one.allowed.op if one.allowed else None,
            )
        )
        for one in report.findings()
        if one.waived is None
    }
    data = {"baseline_version": BASELINE_VERSION, "findings": dict(sorted(known.items()))}
    return json.dumps(data, indent=1, ensure_ascii=True) + "\n"
