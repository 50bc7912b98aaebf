"""rdjson, held against reviewdog's own schema and against what it comments on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.model import Outcome, Related, Scalar, Severity, Suggestion, Verdict
from adqa.report.report import Report
from adqa.report.reporters.rdjson import REPORTER
from report.campaigns import case_a, case_b, on_csv
from report.samples import SAMPLES, Art, build, every_outcome, finding, realistic, unknown

SCHEMA = json.loads((Path(__file__).parent / "data" / "rdf-DiagnosticResult.json").read_text("utf-8"))
ALL = {**SAMPLES, "realistic": realistic, "case_b": case_b}
AT: dict[str, Scalar] = {"line": 9, "column": 4, "end_column": 7, "byte": 5, "end_byte": 9}


def document(report: Report) -> Any:
    with report:
        return json.loads(b"".join(REPORTER.render(report, NO_EVIDENCE)).decode())


def only(report: Report) -> Any:
    (diagnostic,) = document(report)["diagnostics"]
    return diagnostic


@pytest.mark.parametrize("sample", ALL)
def test_the_schema_of_reviewdog(sample: str) -> None:
    errors = Draft4Validator(SCHEMA).iter_errors(document(ALL[sample]()))
    assert [f"{list(one.absolute_path)}: {one.message}" for one in errors] == []


def test_what_counts_and_what_was_not_checked() -> None:
    made = document(every_outcome())
    assert (made["source"], made["severity"]) == ({"name": "adqa"}, "ERROR")
    told = [(one["location"]["path"], one["severity"], one["code"]["value"]) for one in made["diagnostics"]]
    assert told == [
        ("delivery", "ERROR", "campaign/missing-size"),
        ("delivery/near.jpg", "WARNING", "weight/file"),
        ("delivery/noted.jpg", "INFO", "image/profile"),
        ("delivery/over.jpg", "ERROR", "weight/file"),
        ("delivery/crash.jpg", "ERROR", "html/package"),
        ("delivery/package.zip", "WARNING", "html/package"),
        ("delivery/package.zip", "WARNING", "html/package"),
        ("delivery/empty.jpg", "WARNING", "not-checked"),
    ]
    assert document(SAMPLES["all_pass"]())["severity"] == "INFO"


def test_words_and_source() -> None:
    one = only(build([Art("./d/a.jpg", Verdict.FAIL, [finding("./d/a.jpg")])]))
    assert one["location"] == {"path": "d/a.jpg"}
    assert one["message"].startswith("a.jpg weighs 212 KB; limit 150 KB (62 KB over). 62 KB must go:")
    assert one["code"] == {"value": "weight/file", "url": "https://ads.example.com/display"}


def test_a_row_of_text_stands_on_its_line() -> None:
    one = only(on_csv())
    assert one["location"] == {"path": "in/campaign.csv", "range": {"start": {"line": 9}}}
    assert one["message"] == "No address. Give one."
    assert "suggestions" not in one


def test_a_certain_correction_replaces_the_bytes_of_its_cell() -> None:
    one = only(on_csv(suggestion=Suggestion(replacement="https://x.com/", where=AT, safe=True)))
    place = {"start": {"line": 9, "column": 5}, "end": {"line": 9, "column": 9}}
    assert one["location"]["range"] == place
    assert one["suggestions"] == [{"range": place, "text": "https://x.com/"}]


def test_a_correction_without_a_place_is_no_suggestion() -> None:
    assert "suggestions" not in only(on_csv(suggestion=Suggestion(replacement="x", safe=True)))


def test_a_row_of_a_workbook_is_named_in_the_message() -> None:
    made = document(case_b())["diagnostics"]
    (one,) = (each for each in made if each["code"]["value"] == "campaign/size-mismatch")
    assert one["location"] == {"path": "in/Q2_Trafficking_v7.xlsx"}
    assert one["message"].startswith("Traffic, row 17: Creative Aurora_A_300x250 is 300x250;")


def test_what_is_awaited_stands_on_the_sheet() -> None:
    paths = {
        one["location"]["path"]
        for one in document(case_a())["diagnostics"]
        if one["code"]["value"] == "campaign/missing-creative"
    }
    assert paths == {"in/Lumen_IO_v3.xlsx"}


def test_a_line_of_a_file_that_is_text() -> None:
    art = Art("d/x.html", Verdict.FAIL, [finding("d/x.html", where={"line": 3, "column": 7})])
    assert only(build([art]))["location"]["range"] == {"start": {"line": 3, "column": 7}}
    inside = Art("d/x.zip", Verdict.FAIL, [finding("d/x.zip", member="a.js", where={"line": 3})])
    assert only(build([inside]))["location"] == {"path": "d/x.zip"}


def test_related_places() -> None:
    found = finding("d/a.jpg", related=(Related(path="d/b.jpg", text="the same"),))
    one = only(build([Art("d/a.jpg", Verdict.FAIL, [found])]))
    assert one["related_locations"] == [{"message": "the same", "location": {"path": "d/b.jpg"}}]


def test_what_many_checks_lack_is_said_once() -> None:
    lacking = [unknown("d/a.jpg", "not here", rule=rule) for rule in ("image/profile", "image/cmyk")]
    failed = unknown("d/a.jpg", "boom", outcome=Outcome.CRASHED, reason=None)
    made = document(build([Art("d/a.jpg", Verdict.INCOMPLETE, runs=[*lacking, failed])]))["diagnostics"]
    assert [(one["code"]["value"], one["severity"]) for one in made] == [
        ("not-checked", "WARNING"),
        ("html/package", "ERROR"),
    ]


def test_severity_of_the_whole_is_the_gravest() -> None:
    warned = Art("d/a.jpg", Verdict.REVIEW, [finding("d/a.jpg", severity=Severity.WARNING)])
    assert document(build([warned]))["severity"] == "WARNING"
