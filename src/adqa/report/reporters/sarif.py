"""SARIF 2.1.0 for code scanning and security dashboards.

Written here and not with a model library: sarif-pydantic 0.6.2 accepts any key (a misspelt one goes out
unnoticed), adds about 0.1 s to every start that uses it and wants the whole log in memory, while results
are streamed here as they are read. The tests hold the output against the official schema instead.

* Every result carries its `level`, as `adqa.toml` may change a severity, and its `partialFingerprints`.
  `primaryLocationLineHash` is the one GitHub looks at; it would otherwise be made from lines of a binary.
* A location is the file on disk, percent-encoded; what lies inside an archive or a package stands in
  `logicalLocations`. A line is given only where that file is the text itself.
* A finding about a row stands in its sheet: on its line where the sheet is text, else with tab and row in
  the message. A correction of a cell of such a text is a fix.
* A finding that somebody accepted, or that the baseline knows, has a suppression.
* What could not be checked is a notification: it is no fault of the creative, and never silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from adqa.addresses import ARCHIVE, file_name
from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.model import Finding, Scalar, Severity, Suggestion
from adqa.report.report import Report, adapter
from adqa.report.reporters._ci import (
    SheetPlace,
    SheetPlaces,
    json_text,
    listed,
    numbers,
    sentences,
    unchecked,
)
from adqa.report.reporters._words import source_text, waiver_text
from adqa.report.safe_text import visible
from adqa.rules.base import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_UNCHECKED = {
    "crashed": ("error", "adqa failed on a file"),
    "not-checked": ("warning", "Something that must hold could not be checked"),
    "not-asked": ("note", "A check that was not asked for"),
}
"""Notification → level, what it tells."""


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """One run of the tool, one result or notification a line."""
    rules = _rules()
    order = {id_: place for place, id_ in enumerate(rules)}
    header, places = report.header, SheetPlaces(report.campaign)
    driver = {
        "name": "adqa",
        "version": header.adqa_version,
        "shortDescription": _message("Checks advertising creatives against ad-unit specs."),
        "rules": [_descriptor(one) for one in rules.values()],
        "notifications": [
            {"id": id_, "shortDescription": _message(title), "defaultConfiguration": {"level": level}}
            for id_, (level, title) in _UNCHECKED.items()
        ],
    }
    yield f'{{"$schema": {json_text(SCHEMA)}, "version": "2.1.0", "runs": [{{\n"tool": '.encode()
    yield f'{json_text({"driver": driver})},\n"columnKind": "unicodeCodePoints",\n"results": ['.encode()
    yield from listed(_result(one, order, places) for one in report.findings())
    done = {"executionSuccessful": not report.summary.crashed}
    yield f'],\n"invocations": [{json_text(done)[:-1]}, "toolExecutionNotifications": ['.encode()
    yield from listed(_notifications(report, order))
    about = {
        **numbers(report),
        "units": [{"id": one.id, "revision": one.revision, "assumed": one.assumed} for one in header.specs],
        "remarks": header.notes,
        "notChecked": header.not_checked,
    }
    yield f']}}],\n"properties": {json_text(about)}\n}}]}}\n'.encode()


def uri(address: str) -> str:
    """The file on disk that an address leads to, as a URI reference; relative unless typed as absolute."""
    path = address.partition(ARCHIVE)[0]
    if path.startswith("/"):
        return f"file://{_quoted(path)}"
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{_quoted(path[2:])}"
    return _quoted(path.removeprefix("./") or ".")


def _quoted(path: str) -> str:
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "surrogatepass"))


def _message(text: str) -> dict[str, str]:
    """Text whose braces are no placeholders and whose brackets are no link to SARIF viewers."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


# --- rules


def _rules() -> dict[str, Rule]:
    from adqa.registry import load_registry

    return load_registry().rules


def _descriptor(rule: Rule) -> dict[str, Any]:
    fixes = list(dict.fromkeys(rule.fix.values()))
    usual = rule.severity or Severity.ERROR
    gravest = min((rule.severities.get(code, usual) for code in rule.messages), key=lambda one: one.rank)
    help_ = [rule.why, *([rule.changes] if rule.changes else []), f"More: adqa explain {rule.id}"]
    return {
        "id": rule.id,
        "shortDescription": _message(rule.title),
        "fullDescription": _message(rule.why),
        "help": _message("\n\n".join(help_)),
        "defaultConfiguration": {"level": _LEVELS[gravest]},
        "properties": {
            "tags": [rule.family],
            "problem.severity": _LEVELS[gravest].replace("note", "recommendation"),
            "codes": sorted(rule.messages),
            "fixes": fixes,
            "owner": rule.owner.value,
            "since": rule.since,
        },
    }


# --- results


def _result(one: Finding, order: dict[str, int], places: SheetPlaces) -> dict[str, Any]:
    place = places.of(one)
    words = f"{place.words}: {one.message}" if place and place.words else one.message
    version, _, digest = one.fingerprint.partition(":")
    result: dict[str, Any] = {
        "ruleId": one.rule,
        **({"ruleIndex": order[one.rule]} if one.rule in order else {}),
        "level": _LEVELS[one.severity],
        "message": _message(sentences(words, one.fix)),
        "locations": [_in_sheet(place, one) if place else _location(one.path, one.member, one.where, one)],
        "partialFingerprints": {f"adqa/v{version}": digest, "primaryLocationLineHash": f"{digest}:1"},
        "suppressions": _suppressions(one),
        "properties": _properties(one),
    }
    if one.related:
        result["relatedLocations"] = [
            {**_location(other.path, other.member, other.where), "message": _message(visible(other.text))}
            for other in one.related
        ]
    if place and one.suggestion and "end_column" in one.suggestion.where:
        result["fixes"] = [_correction(place, one.suggestion)]
    return result


def _suppressions(one: Finding) -> list[dict[str, str]]:
    """Empty for a finding that counts: SARIF wants the list on all results or on none."""
    if one.counts:
        return []
    return [{"kind": "external", "status": "accepted", "justification": waiver_text(one)}]


def _properties(one: Finding) -> dict[str, Any]:
    values: dict[str, Any] = adapter(Finding).dump_python(one, mode="json")
    kept = ("code", "spec", "measured", "allowed", "where", "strength", "confidence", "owner", "applies_to")
    properties = {name: values[name] for name in kept if values[name] not in (None, [], {})}
    if one.source:
        properties["source"] = source_text(one.source)
    if one.original_severity:
        properties["originalLevel"] = _LEVELS[one.original_severity]
        properties["severityReason"] = one.severity_reason
    if one.waiver_ended:
        properties["waiverEnded"] = one.waiver_ended
    return properties


def _location(
    path: str, member: str | None, where: dict[str, Scalar], finding: Finding | None = None
) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(path)}}
    inside = path.partition(ARCHIVE)[2] + (
        f"{ARCHIVE}{member}" if member and ARCHIVE in path else member or ""
    )
    line, column = where.get("line"), where.get("column")
    if isinstance(line, int) and line > 0 and not inside:
        physical["region"] = {"startLine": line}
        if isinstance(column, int) and column > 0:
            physical["region"]["startColumn"] = column
    location: dict[str, Any] = {"physicalLocation": physical}
    if inside:
        name, full = visible(file_name(inside)), visible(inside)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": "resource"}]
    elif finding and finding.subject.kind not in ("asset", "creative"):
        subject = finding.subject
        location["logicalLocations"] = [
            {
                "name": visible(file_name(subject.id)),
                "fullyQualifiedName": visible(subject.id),
                "kind": subject.kind,
            }
        ]
    return location


def _in_sheet(place: SheetPlace, one: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.sheet)}}
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.row is not None:
        name = f"row {place.row.row}"
        full = " › ".join(visible(part) for part in (place.sheet, place.row.tab, name) if part)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": "row"}]
    elif one.subject.kind not in ("asset", "creative"):
        name = visible(one.subject.id)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": name, "kind": one.subject.kind}]
    return location


def _correction(place: SheetPlace, suggestion: Suggestion) -> dict[str, Any]:
    """The cell put right; the columns count characters, as `columnKind` says."""
    where = suggestion.where
    region = {
        "startLine": where["line"],
        "startColumn": where["column"],
        "endLine": where["line"],
        "endColumn": where["end_column"],
    }
    change = {"deletedRegion": region, "insertedContent": {"text": suggestion.replacement}}
    return {
        "description": _message(f"Write {visible(suggestion.replacement)}."),
        "artifactChanges": [
            {"artifactLocation": {"uri": uri(place.sheet)}, "replacements": [change]},
        ],
    }


# --- what could not be checked


def _notifications(report: Report, order: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each check without an answer, then creatives without any, then once what was not asked for."""
    for one in unchecked(report):
        told = _notification("crashed" if one.crashed else "not-checked", one.text)
        told["locations"] = [_location(one.path, one.member, {})]
        if one.rule:
            told["associatedRule"] = {
                "id": one.rule,
                **({"index": order[one.rule]} if one.rule in order else {}),
            }
        yield told
    for what in report.header.not_checked:
        yield _notification("not-asked", f"Not checked in this run: {visible(what)}")


def _notification(kind: str, text: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": kind, "index": list(_UNCHECKED).index(kind)},
        "level": _UNCHECKED[kind][0],
        "message": _message(text),
    }


REPORTER = Reporter(
    name="sarif", title="SARIF 2.1.0", media_type="application/sarif+json", suffix=".sarif", render=render
)
