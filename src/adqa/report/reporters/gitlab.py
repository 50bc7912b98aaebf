"""GitLab Code Quality: what a merge request changes for better or worse, and marks on its lines.

GitLab shows what one report has and that of the target branch has not, told by fingerprint, so these are
the stable ones of the findings. Errors are critical, warnings minor, notes info, and what adqa itself
failed on is a blocker. What somebody accepted or the baseline knows is left out. What could not be checked
is minor: no fault of the creative, and never silence. The last entry states the numbers of the whole
report; its fingerprint never changes, so that no merge request shows it as new. The format wants a line
everywhere: where there is none, as in a picture or a workbook, it is 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.model import Finding, Severity
from adqa.report.report import Report
from adqa.report.reporters._ci import (
    SheetPlaces,
    file_of,
    line_in,
    listed,
    not_asked,
    numbers,
    sentences,
    unchecked_once,
)
from adqa.report.safe_text import visible

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """One entry a line."""
    yield b"["
    yield from listed(_entries(report))
    yield b"\n]\n"


def _entries(report: Report) -> Iterator[dict[str, Any]]:
    places = SheetPlaces(report.campaign)
    for one in report.findings():
        if one.counts:
            yield _of_finding(one, places)
    for lacking in unchecked_once(report):
        yield _entry(
            f"Not fully checked: {lacking.text}",
            visible(lacking.rule) or "not-checked",
            _digest("not checked", lacking.path, lacking.member or "", lacking.text),
            "blocker" if lacking.crashed else "minor",
            lacking.path,
        )
    about = numbers(report)
    yield _entry(
        sentences(about["checked"], about["numbers"], not_asked(report.header)),
        "summary",
        _digest("summary"),
        "info",
        report.header.arguments[0] if report.header.arguments else ".",
    )


def _of_finding(one: Finding, places: SheetPlaces) -> dict[str, Any]:
    place = places.of(one)
    if place is None:
        line = (line_in(one) or (1, 0))[0]
        return _entry(_says(one, ""), one.rule, one.fingerprint, _SEVERITIES[one.severity], one.path, line)
    said = _says(one, place.words)
    severity = _SEVERITIES[one.severity]
    return _entry(said, one.rule, one.fingerprint, severity, place.sheet, place.line or 1)


def _says(one: Finding, place: str) -> str:
    return sentences(f"{place}: {one.message}" if place else one.message, one.fix)


def _entry(
    description: str, check: str, fingerprint: str, severity: str, address: str, line: int = 1
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": visible(check),
        "fingerprint": fingerprint.rpartition(":")[2],
        "severity": severity,
        "location": {"path": file_of(address), "lines": {"begin": line}},
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


REPORTER = Reporter(
    name="gitlab",
    title="GitLab Code Quality",
    media_type="application/json",
    suffix=".json",
    render=render,
)
