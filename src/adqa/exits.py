"""Exit codes: 0 nothing to hold, 1 findings, 2 wrong use or nothing checked, 3 not fully checked."""

from __future__ import annotations

from enum import IntEnum

from adqa.report.model import Severity, Verdict
from adqa.report.report import Summary


class Exit(IntEnum):
    """What the command ends with; 2 beats 3 beats 1."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOT_CHECKED = 3


def exit_code(summary: Summary, *, fail_on: Severity = Severity.ERROR, strict: bool = False) -> Exit:
    """The exit code of a finished check.

    `fail_on` is the mildest severity that fails. A crash of adqa is never green; under `strict` neither is
    a creative that was not fully checked, nor a check that was not asked for. A run that judged neither a
    creative nor a sheet checked nothing.
    """
    if not summary.creatives and summary.booked is None:
        return Exit.USAGE
    unsure = summary.not_fully_checked or summary.verdicts[Verdict.INCOMPLETE] or summary.not_requested
    if summary.crashed or (strict and unsure):
        return Exit.NOT_CHECKED
    failing = sum(summary.findings[severity.value] for severity in Severity if severity.rank <= fail_on.rank)
    return Exit.FINDINGS if failing else Exit.CLEAN
