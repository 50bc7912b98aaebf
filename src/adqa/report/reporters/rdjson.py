"""reviewdog's rdjson: comments on the lines of a pull request, with corrections to accept by a click.

* A finding about a row of a delimited sheet stands on its line. Where the correction of a cell is certain
  the comment has a suggestion that replaces that cell and nothing else.
* What somebody accepted or the baseline knows is left out, as the format cannot mark it.
* What could not be checked is a warning: no fault of the creative, and never silence.
* The numbers of the whole report stand beside the diagnostics in `summary`; reviewdog reads past it.
* Columns are bytes of UTF-8 from 1, and the end is exclusive, as the format has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.model import Finding, Severity
from adqa.report.report import Report
from adqa.report.reporters._ci import (
    SheetPlaces,
    Unchecked,
    file_of,
    json_text,
    line_in,
    listed,
    not_asked,
    numbers,
    sentences,
    unchecked_once,
)
from adqa.report.reporters._words import web_link
from adqa.report.safe_text import visible

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """One diagnostic a line."""
    places = SheetPlaces(report.campaign)
    counts = report.summary.findings
    gravest = next((one for one in Severity if counts[one.value]), Severity.NOTE)
    about = {**numbers(report), "notChecked": not_asked(report.header)}
    yield f'{{"source": {{"name": "adqa"}}, "severity": "{_SEVERITIES[gravest]}",\n'.encode()
    yield f'"summary": {json_text(about)},\n"diagnostics": ['.encode()
    yield from listed(_diagnostics(report, places))
    yield b"\n]}\n"


def _diagnostics(report: Report, places: SheetPlaces) -> Iterator[dict[str, Any]]:
    for one in report.findings():
        if one.counts:
            yield _diagnostic(one, places)
    for lacking in unchecked_once(report):
        yield _not_checked(lacking)


def _diagnostic(one: Finding, places: SheetPlaces) -> dict[str, Any]:
    place = places.of(one)
    location: dict[str, Any] = {"path": file_of(place.sheet if place else one.path)}
    suggestions = _suggestions(one) if place else []
    if suggestions:
        location["range"] = suggestions[0]["range"]
    elif place and place.line:
        location["range"] = {"start": {"line": place.line}}
    elif place is None and (found := line_in(one)):
        location["range"] = {"start": {"line": found[0], **({"column": found[1]} if found[1] else {})}}
    url = web_link(one.source)
    words = f"{place.words}: {one.message}" if place and place.words else one.message
    diagnostic: dict[str, Any] = {
        "message": sentences(words, one.fix),
        "location": location,
        "severity": _SEVERITIES[one.severity],
        "code": {"value": visible(one.rule), **({"url": url} if url else {})},
    }
    if suggestions:
        diagnostic["suggestions"] = suggestions
    if one.related:
        diagnostic["related_locations"] = [
            {"message": visible(other.text), "location": {"path": file_of(other.path)}}
            for other in one.related
        ]
    return diagnostic


def _suggestions(one: Finding) -> list[dict[str, Any]]:
    """The corrected cell, where its place in the line is known."""
    if one.suggestion is None or "byte" not in one.suggestion.where:
        return []
    where = one.suggestion.where
    start = {"line": where["line"], "column": where["byte"]}
    end = {"line": where["line"], "column": where["end_byte"]}
    return [{"range": {"start": start, "end": end}, "text": one.suggestion.replacement}]


def _not_checked(one: Unchecked) -> dict[str, Any]:
    return {
        "message": f"Not fully checked: {one.text}",
        "location": {"path": file_of(one.path)},
        "severity": "ERROR" if one.crashed else "WARNING",
        "code": {"value": visible(one.rule) or "not-checked"},
    }


REPORTER = Reporter(
    name="rdjson", title="reviewdog rdjson", media_type="application/json", suffix=".rdjson", render=render
)
