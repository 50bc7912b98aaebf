"""JUnit XML, read back as CI systems read it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.campaign import RowVerdict
from adqa.report.model import Outcome, Reason, Subject, Verdict
from adqa.report.report import Report
from adqa.report.reporters.junit import REPORTER
from report.campaigns import case_a, case_b
from report.samples import SAMPLES, Art, build, every_outcome, finding, hostile, many, unknown


def tree(report: Report) -> ElementTree.Element:
    """The document; malformed XML raises."""
    with report:
        return ElementTree.fromstring(b"".join(REPORTER.render(report, NO_EVIDENCE)))


def ended(report: Report) -> dict[str, list[tuple[str, str, str]]]:
    """Suite → (case, how it ended, type)."""
    with report:
        document = JUnitXml.fromstring(b"".join(REPORTER.render(report, NO_EVIDENCE)))
    suites = {}
    for suite in document:
        cases = []
        for case in suite:
            kinds = {Failure: "failure", Error: "error", Skipped: "skipped"}
            (how,) = [(kinds[type(one)], str(one.type)) for one in case.result] or [("passed", "")]
            cases.append((str(case.name), *how))
        suites[str(suite.name)] = cases
    return suites


def test_mapping() -> None:
    under = " under example-retail/display"
    further = ("further checks", "passed", "")
    assert ended(every_outcome()) == {
        "adqa": [],
        "delivery/crash.jpg": [
            (f"html/package{under}", "error", "crashed"),
            (f"html/package{under} (2)", "skipped", "not asked for"),
            further,
        ],
        "delivery/empty.jpg": [further, ("fully checked", "error", "not checked")],
        "delivery/known.jpg": [(f"weight/file over{under}", "skipped", "accepted"), further],
        "delivery/near.jpg": [(f"weight/file near{under}", "failure", "warning"), further],
        "delivery/noted.jpg": [("image/profile not-srgb", "passed", ""), further],
        "delivery/over.jpg": [(f"weight/file over{under}", "failure", "error"), further],
        "delivery/package.zip": [
            (f"html/package{under}", "error", "engine_cannot_see"),
            (f"html/package{under} (2)", "error", "depends_on_context"),
            further,
        ],
        "delivery/waived.jpg": [(f"weight/file over{under}", "skipped", "accepted"), further],
        "delivery as a whole": [(f"campaign/missing-size required{under}", "failure", "error")],
    }


def test_words_of_a_failure() -> None:
    (failure,) = tree(every_outcome()).findall("testsuite[@name='delivery/near.jpg']/testcase/failure")
    assert failure.get("message") == "near.jpg weighs 212 KB; limit 150 KB (62 KB over)"
    assert (failure.text or "").splitlines() == [
        "near.jpg weighs 212 KB; limit 150 KB (62 KB over)",
        "How to fix: 62 KB must go: export again with stronger compression or fewer frames.",
        "For: creative partner",
        "waiver by M. Ruiz ended Mon 18 May 2026",
        "Source: Display creative guide §2.1, read Sun 1 Feb 2026, https://ads.example.com/display",
    ]


@pytest.mark.parametrize("sample", SAMPLES)
def test_shape_of_the_public_schema(sample: str) -> None:
    """What the Ant and Jenkins schemas agree on, and counts that agree with the cases."""
    report = SAMPLES[sample]()
    root = tree(report)
    assert root.tag == "testsuites"
    names = [suite.get("name") for suite in root]
    assert len(set(names)) == len(names)
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped", "time"}
        children = [child.tag for child in suite]
        assert children == sorted(children)
        assert set(children) <= {"properties", "testcase"}
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(count) == str(len(suite.findall(f"testcase/{tag}")))
        assert len({case.get("name") for case in cases}) == len(cases)
        for case in cases:
            assert case.get("name")
            assert [child.tag for child in case] in (
                [], ["failure"], ["error"], ["skipped"], ["system-out"]
            )  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_four_numbers(sample: str) -> None:
    report = SAMPLES[sample]()
    values = {one.get("name"): one.get("value") for one in tree(report).iter("property")}
    assert [values[name] for name in ("ready", "to fix", "missing", "not fully checked")] == [
        str(number)
        for number in (
            report.summary.ready,
            report.summary.to_fix,
            report.summary.missing,
            report.summary.not_fully_checked,
        )
    ]


def test_hostile_text_is_text() -> None:
    root = tree(hostile())
    tags = {one.tag for one in root.iter()}
    assert tags <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped",
        "system-out",
    }  # fmt: skip
    said = "".join(f"{one.text}{list(one.attrib.values())}" for one in root.iter())
    assert not any(ord(char) < 32 and char not in "\n\t" for char in said)
    assert "\u202e" not in said
    assert "<script>alert(1)</script>.jpg" in said


def test_nothing_checked_is_not_green() -> None:
    nothing = build([])
    assert ended(nothing)["adqa"] == [("creatives delivered", "error", "nothing")]


def test_all_runs() -> None:
    path = "d/a.jpg"
    run = unknown(path, "")
    listed = [
        replace(run, rule=f"x/{outcome.value}", outcome=outcome, reason=None)
        for outcome in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
    ]
    other = replace(run, rule="x/asked", reason=Reason.NOT_REQUESTED)
    whole = replace(run, rule="x/set", subject=Subject(kind="set", id="s"), path=path)
    cases = ended(build([Art(path, Verdict.PASS, runs=[*listed, other, whole])]))
    under = " under example-retail/display"
    assert cases[path] == [
        (f"x/pass{under}", "passed", ""),
        (f"x/not_applicable{under}", "skipped", "does not concern"),
        (f"x/asked{under}", "skipped", "not asked for"),
        ("further checks", "passed", ""),
    ]
    assert cases[f"{path} as a whole"] == [(f"x/set{under}", "error", "engine_cannot_see")]


def test_checks_that_do_not_concern_it_are_counted() -> None:
    path = "d/a.jpg"
    run = replace(unknown(path, ""), outcome=Outcome.NOT_APPLICABLE, reason=None)
    report = build([Art(path, runs=[run, run])])
    assert ("checks that do not concern it", "skipped", "does not concern") not in ended(report)[path]
    hidden = build([Art(path, runs=[run, run])])
    hidden.runs = lambda: iter(())  # type: ignore[method-assign] # as a report that lists no such run
    assert ("checks that do not concern it", "skipped", "does not concern") in ended(hidden)[path]


def test_two_findings_of_one_check_have_two_names() -> None:
    path = "d/a.jpg"
    found = [finding(path, where={"edge": edge}) for edge in ("left", "top")]
    names = [name for name, *_ in ended(build([Art(path, Verdict.FAIL, found)]))[path]]
    assert names[:2] == [f"weight/file over under example-retail/display{end}" for end in ("", " (2)")]


def test_is_streamed_suite_by_suite() -> None:
    with many() as report:
        parts = list(REPORTER.render(report, NO_EVIDENCE))
        assert len(parts) == 1003
        assert parts == list(REPORTER.render(report, NO_EVIDENCE))


def test_rows_have_their_suite() -> None:
    suites = ended(case_b())
    assert suites["adqa"] == [], "a sheet without files is no empty check"
    assert suites["in/Q2_Trafficking_v7.xlsx as a whole"] == [
        ("campaign/rotation-sum sum in rows 77-79", "failure", "warning"),
        ("campaign/size-mismatch assigned in row 17", "failure", "error"),
        ("campaign/swap-without-outgoing swap in row 52", "failure", "error"),
        ("campaign/uncovered-days gap in rows 31, 64", "failure", "error"),
        ("rows ready", "passed", ""),
    ]
    (said,) = (one.text for one in tree(case_b()).iter("system-out"))
    assert said == "113 rows"


@pytest.mark.parametrize(
    ("verdict", "how"),
    [(RowVerdict.WAITING, ("skipped", "waiting")), (RowVerdict.MISSING, ("failure", "error"))],
)
def test_what_is_awaited_and_what_is_overdue(verdict: RowVerdict, how: tuple[str, str]) -> None:
    cases = ended(case_a(verdict))["in/Lumen_IO_v3.xlsx as a whole"]
    assert {case[1:] for case in cases if "missing-creative" in case[0]} == {how}
