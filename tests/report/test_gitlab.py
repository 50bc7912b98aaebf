"""GitLab Code Quality: every entry complete, fingerprints stable, nothing green that was not checked."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.model import Severity, Verdict
from adqa.report.report import Report
from adqa.report.reporters.gitlab import REPORTER
from report.campaigns import case_b, on_csv
from report.samples import SAMPLES, Art, build, every_outcome, finding, realistic

ALL = {**SAMPLES, "realistic": realistic, "case_b": case_b}
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def entries(report: Report) -> list[dict[str, Any]]:
    with report:
        made = json.loads(b"".join(REPORTER.render(report, NO_EVIDENCE)).decode())
    assert isinstance(made, list)
    return made


@pytest.mark.parametrize("sample", ALL)
def test_what_gitlab_needs_of_every_entry(sample: str) -> None:
    made = entries(ALL[sample]())
    for one in made:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["description"]
        assert one["check_name"]
        assert re.fullmatch("[0-9a-f]{64}", one["fingerprint"])
        assert one["severity"] in SEVERITIES
        assert one["location"]["path"]
        assert not one["location"]["path"].startswith("./")
        assert one["location"]["lines"]["begin"] >= 1
    if sample not in ("monday", "case_b"):  # whose findings are made without the keys of their rows
        assert len({one["fingerprint"] for one in made}) == len(made)


def test_what_counts_and_what_was_not_checked() -> None:
    *made, numbers = entries(every_outcome())
    told = [(one["location"]["path"], one["severity"], one["check_name"]) for one in made]
    assert told == [
        ("delivery", "critical", "campaign/missing-size"),
        ("delivery/near.jpg", "minor", "weight/file"),
        ("delivery/noted.jpg", "info", "image/profile"),
        ("delivery/over.jpg", "critical", "weight/file"),
        ("delivery/crash.jpg", "blocker", "html/package"),
        ("delivery/package.zip", "minor", "html/package"),
        ("delivery/package.zip", "minor", "html/package"),
        ("delivery/empty.jpg", "minor", "not-checked"),
    ]
    assert (numbers["check_name"], numbers["severity"]) == ("summary", "info")
    assert "Not checked in this run: landing pages, words in the picture" in numbers["description"]


def test_the_entry_with_the_numbers_is_never_new() -> None:
    first, second = entries(every_outcome())[-1], entries(SAMPLES["all_pass"]())[-1]
    assert first["fingerprint"] == second["fingerprint"]
    assert first["description"] != second["description"]


def test_fingerprints_are_those_of_the_findings() -> None:
    found = finding("d/a.jpg")
    (one, _) = entries(build([Art("d/a.jpg", Verdict.FAIL, [found])]))
    assert f"1:{one['fingerprint']}" == found.fingerprint
    (milder, _) = entries(
        build([Art("d/a.jpg", Verdict.REVIEW, [finding("d/a.jpg", severity=Severity.WARNING, message="x")])])
    )
    assert milder["fingerprint"] == one["fingerprint"]


def test_a_row_of_text_stands_on_its_line() -> None:
    one = entries(on_csv())[0]
    assert one["location"] == {"path": "in/campaign.csv", "lines": {"begin": 9}}
    assert one["description"] == "No address. Give one."


def test_a_row_of_a_workbook_is_named_in_the_description() -> None:
    one = next(one for one in entries(case_b()) if one["check_name"] == "campaign/size-mismatch")
    assert one["location"] == {"path": "in/Q2_Trafficking_v7.xlsx", "lines": {"begin": 1}}
    assert one["description"].startswith("Traffic, row 17: ")
