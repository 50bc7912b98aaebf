"""JUnit XML: one suite a creative, one case a check, for any CI that draws test results.

JUnit knows only passed, failed, errored and skipped, so this is what each stands for:

* A finding that is an error or a warning is a failure of `type` `error` or `warning`, one case each.
* A note is a passed case that says so in its output: notes never hold a creative back.
* A finding that somebody accepted, or that the baseline knows, is skipped, with who and why.
* What could not be checked, or crashed, is an error; what was not asked for is skipped.
* What passed is one passed case "further checks" a creative with their number, as the report lists such
  checks one by one only where all are asked for; likewise one skipped case for those that do not concern
  it. A broken limit that another finding explains has no case of its own.
* A creative on which nothing could be judged has an error, and so has a report without any creative:
  what was not checked is never green.

With a sheet, what concerns its rows stands in a suite of the sheet, each case with its rows in the name. A
booked creative that is awaited is skipped, one that is overdue a failure. Rows have no case of their own
beside that, as most of what is wrong with a row is wrong with its creative and would count twice; those that
are ready are one passed case "rows ready" with their number.

The first suite holds the numbers of the report as properties. There are no time stamps and no host, so
that the same delivery gives the same bytes, and each suite is canonical XML, so that it does not matter
which XML library `junitparser` found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import canonicalize
from xml.sax.saxutils import quoteattr

from adqa.addresses import natural_key
from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import CampaignRecord
from adqa.report.model import CreativeRecord, Finding, Outcome, Run, Severity, Verdict
from adqa.report.report import Report
from adqa.report.reporters._campaign import rows_named
from adqa.report.reporters._ci import SheetPlaces
from adqa.report.reporters._words import (
    NOT_ARRIVED,
    by_creative,
    checked_what,
    four_numbers,
    run_text,
    run_todo,
    source_text,
    undecided,
    waiver_text,
)
from adqa.report.safe_text import visible
from adqa.units import count_text

if TYPE_CHECKING:
    from junitparser import Error, Failure, Skipped, TestCase, TestSuite

_OWN = ("asset", "creative")
"""Subjects of checks on one creative; the others are about several of them together."""


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The numbers, then creatives in address order, then what concerns several of them."""
    name = quoteattr(f"{checked_what(report.header)}: {four_numbers(report.summary)}")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name}>\n'.encode()
    yield _bytes(_numbers(report))
    creatives: set[str] = set()
    places = SheetPlaces(report.campaign)
    for creative, found, ran in by_creative(report):
        creatives.add(creative.path)
        own = [run for run in ran if run.subject.kind in _OWN]
        mine = (one for one in found if places.of(one) is None)
        cases = [*_findings(mine), *_runs(own), *_unlisted(creative, own)]
        yield _bytes(_suite(creative.path, cases))
    shared: dict[str, list[TestCase]] = defaultdict(list)
    for one in report.findings():
        if place := places.of(one):
            shared[place.sheet] += _findings([one], rows_named(one, one.applies_to, report.campaign))
        elif one.path not in creatives:
            shared[one.path] += _findings([one])
    if report.campaign is not None:
        for sheet, case in _rows_ready(report.campaign):
            shared[sheet].append(case)
    for run in report.runs():
        if run.subject.kind not in _OWN:
            shared[run.path] += _runs([run])
    for address in sorted(shared, key=natural_key):
        yield _bytes(_suite(f"{address} as a whole", shared[address]))
    yield b"</testsuites>\n"


def _bytes(suite: TestSuite) -> bytes:
    return f"{canonicalize(suite.tostring())}\n".encode()


def _numbers(report: Report) -> TestSuite:
    from junitparser import Error, TestSuite

    summary, header = report.summary, report.header
    suite = TestSuite("adqa")
    for name, value in (
        ("ready", summary.ready),
        ("please check", summary.please_check),
        ("to fix", summary.to_fix),
        ("missing", summary.missing),
        ("not fully checked", summary.not_fully_checked),
        ("adqa version", header.adqa_version),
        ("as of", header.as_of),
        *(("ad unit", f"{spec.id} {spec.revision}") for spec in header.specs),
        *(("note", note) for note in header.notes),
        *(("not checked", what) for what in header.not_checked),
    ):
        suite.add_property(name, visible(str(value)))
    nothing = _case("creatives delivered", Error("nothing was checked", "nothing"))
    suite.add_testcases([] if summary.creatives or report.campaign else [nothing])
    return suite


def _suite(address: str, cases: Sequence[TestCase]) -> TestSuite:
    """A suite whose cases have one name each, as CI systems follow a case by its name."""
    from junitparser import TestSuite

    shown = visible(address)
    suite = TestSuite(shown)
    seen: Counter[str] = Counter()
    for case in cases:
        name = str(case.name)
        seen[name] += 1
        if seen[name] > 1:
            case.name = f"{name} ({seen[name]})"
        case.classname = shown
    suite.add_testcases(list(cases))
    return suite


def _case(name: str, *results: Failure | Error | Skipped) -> TestCase:
    from junitparser import TestCase

    case = TestCase(visible(name))
    case.result = list(results)
    return case


def _name(what: str, spec: str | None, member: str | None) -> str:
    return what + (f" of {member}" if member else "") + (f" under {spec}" if spec else "")


def _findings(found: Iterable[Finding], rows: str = "") -> Iterator[TestCase]:
    from junitparser import Failure, Skipped

    for one in found:
        name = _name(f"{one.rule} {one.code}", one.spec, one.member) + (f" in {rows}" if rows else "")
        message = visible(one.message)
        if not one.counts:
            yield _case(name, Skipped(f"{waiver_text(one)}: {message}", "accepted"))
        elif one.severity is Severity.NOTE and one.rule == NOT_ARRIVED:
            yield _case(name, Skipped(message, "waiting"))
        elif one.severity is Severity.NOTE:
            case = _case(name)
            case.system_out = f"Note: {message}\n{visible(one.fix)}"
            yield case
        else:
            failure = Failure(message, one.severity.value)
            failure.text = "\n".join(_details(one))
            yield _case(name, failure)


def _rows_ready(campaign: CampaignRecord) -> Iterator[tuple[str, TestCase]]:
    """For each sheet one passed case with the number of rows that are ready."""
    for sheet in campaign.sheets:
        ready = sum(one.sheet == sheet and one.verdict.ready for one in campaign.rows)
        if ready:
            case = _case("rows ready")
            case.system_out = count_text(ready, "row")
            yield sheet, case


def _details(one: Finding) -> Iterator[str]:
    yield visible(one.message)
    yield f"How to fix: {visible(one.fix)}"
    yield f"For: {one.owner.value}"
    if one.waiver_ended:
        yield visible(one.waiver_ended)
    for other in one.related:
        yield f"See also {visible(other.path)}: {visible(other.text)}"
    if one.source:
        yield f"Source: {source_text(one.source)}"


def _runs(runs: Iterable[Run]) -> Iterator[TestCase]:
    """Cases of the checks that the report lists; a failed one stands there as its findings already."""
    from junitparser import Error, Skipped

    for run in runs:
        name = _name(run.rule, run.spec, run.member)
        if undecided(run):
            yield _case(name, Error(f"{run_text(run)}: {run_todo(run)}", run.reason or run.outcome))
        elif run.outcome is Outcome.UNKNOWN:
            yield _case(name, Skipped(f"not asked for: {run_text(run)}", "not asked for"))
        elif run.outcome is Outcome.NOT_APPLICABLE:
            yield _case(name, Skipped("does not concern this creative", "does not concern"))
        elif run.outcome is Outcome.PASS:
            yield _case(name)


def _unlisted(creative: CreativeRecord, runs: Sequence[Run]) -> Iterator[TestCase]:
    """What the report knows of a creative by its number only, and that nothing could be judged."""
    from junitparser import Error, Skipped

    listed = Counter(run.outcome for run in runs)
    passed, other = (
        creative.counts.get(outcome, 0) - listed[outcome]
        for outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    )
    if passed > 0:
        case = _case("further checks")
        case.system_out = f"{count_text(passed, 'further check')} passed"
        yield case
    if other > 0:
        words = count_text(other, "check does", "checks do")
        skipped = Skipped(f"{words} not concern this creative", "does not concern")
        yield _case("checks that do not concern it", skipped)
    if creative.verdict is Verdict.INCOMPLETE and not any(map(undecided, runs)):
        yield _case("fully checked", Error("Nothing on it could be judged: name its ad unit", "not checked"))


REPORTER = Reporter(
    name="junit", title="JUnit XML", media_type="application/xml", suffix=".xml", render=render
)
