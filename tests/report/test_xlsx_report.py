"""The report as a workbook, read back with another library."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.fixes import fixes
from adqa.report.report import Report
from adqa.report.reporters.xlsx import REPORTER
from report.campaigns import case_a, case_b
from report.samples import SAMPLES, every_outcome, hostile, realistic

ALL = {**SAMPLES, "realistic": realistic, "case_b": case_b}


def book(report: Report) -> Any:
    with report:
        return openpyxl.load_workbook(io.BytesIO(b"".join(REPORTER.render(report, NO_EVIDENCE))))


def table(report: Report, tab: str) -> list[dict[str, Any]]:
    """Rows of a tab by the words of its header; an empty cell is an empty text."""
    header, *rows = ([cell.value for cell in row] for row in book(report)[tab].iter_rows())
    return [{name: value or "" for name, value in zip(header, row, strict=True)} for row in rows]


def test_tabs() -> None:
    plain = ["Summary", "Fixes", "Creatives"]
    assert book(SAMPLES["all_pass"]()).sheetnames == plain
    assert book(every_outcome()).sheetnames == [*plain, "Not checked"]
    assert book(case_a()).sheetnames == ["Summary", "Fixes", "Rows", "Booked", "Creatives"]


def test_fixes_and_what_does_not_count() -> None:
    rows = table(every_outcome(), "Fixes")
    assert [(one["State"], one["Creative"], one["Check"]) for one in rows] == [
        ("To fix", "delivery", "campaign/missing-size"),
        ("To fix", "delivery/over.jpg", "weight/file"),
        ("Please check", "delivery/near.jpg", "weight/file"),
        ("Note", "delivery/noted.jpg", "image/profile"),
        ("Known before", "delivery/known.jpg", "weight/file"),
        ("Accepted", "delivery/waived.jpg", "weight/file"),
    ]
    waived, near = rows[-1], rows[2]
    assert waived["Remark"] == "accepted by M. Ruiz: accepted by mail; up to 220 KB; until Sun 24 May 2026"
    assert near["Remark"] == "waiver by M. Ruiz ended Mon 18 May 2026; agreed with the publisher"
    assert near["What is wrong"] == "Weighs 212 KB; limit 150 KB (62 KB over)"
    assert near["Who"] == "Creative partner"


@pytest.mark.parametrize("sample", ALL)
def test_every_fix_has_a_line(sample: str) -> None:
    with ALL[sample]() as report:
        wanted = sum(not one.counts for one in report.findings()) + len(fixes(report.findings()))
    assert len(table(ALL[sample](), "Fixes")) == wanted


def test_rows_and_what_they_book() -> None:
    rows, booked = table(case_a(), "Rows"), table(case_a(), "Booked")
    assert (len(rows), len(booked)) == (19, 38)
    states = [one["State"] for one in booked]
    assert (states.count("Ready"), states.count("To fix"), states.count("Waiting")) == (27, 5, 6)
    waiting = next(one for one in booked if one["State"] == "Waiting")
    assert (waiting["Files"], waiting["Due"]) == ("", "Thu 14 May 12:00 CT")
    assert rows[0]["Row"] == 6
    assert rows[0]["Start"] == "2026-05-21"
    absent = [one for one in table(case_a(), "Fixes") if one["Check"] == "campaign/missing-creative"]
    assert {one["State"] for one in absent} == {"Waiting"}


def test_rows_that_are_touched_are_named() -> None:
    named = {one["Check"]: one["Rows"] for one in table(case_b(), "Fixes")}
    assert named["campaign/uncovered-days"] == "rows 31, 64"
    assert named["campaign/rotation-sum"] == "rows 77-79"


def test_states_have_a_colour_beside_their_words() -> None:
    made = book(every_outcome())["Fixes"]
    fills = {made.cell(row, 1).value: made.cell(row, 1).fill.fgColor.rgb for row in range(2, 8)}
    assert len({fills[name] for name in ("To fix", "Please check", "Accepted")}) == 3


def test_creatives_have_their_measures() -> None:
    one = table(SAMPLES["all_pass"](), "Creatives")[0]
    assert (one["Width"], one["Height"], one["Bytes"], one["Format"]) == (300, 250, 84_000, "jpeg")


def test_what_was_not_checked() -> None:
    told = [(one["Creative"], one["Check"]) for one in table(every_outcome(), "Not checked")]
    assert told == [
        ("delivery/crash.jpg", "html/package"),
        ("delivery/package.zip", "html/package"),
        ("delivery/package.zip", "html/package"),
        ("delivery/empty.jpg", ""),
    ]
    summary = [row[1].value for row in book(every_outcome())["Summary"].iter_rows()]
    assert "Not checked in this run: landing pages, words in the picture" in summary


def test_nothing_is_a_formula_or_a_link() -> None:
    for tab in book(hostile()).worksheets:
        for row in tab.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert not isinstance(cell.value, str) or cell.value.isprintable()
