"""A status that fits a CRM field."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from adqa.report.report import Report
from adqa.report.reporters.note import MOST, note
from report.campaigns import case_a, case_b, case_d, two_partners
from report.samples import SAMPLES, realistic
from report.test_send import waiting_for

REPORTS: dict[str, Callable[[], Report]] = {
    **SAMPLES,
    "case_b": case_b,
    "case_d": case_d,
    "two_partners": two_partners,
    "realistic": realistic,
    "hundred partners": lambda: waiting_for(
        *(f"A partner with a rather long name {number}" for number in range(100))
    ),
}
MONDAY = """\
Aurora · Lumen · starts Thu 21 May 2026 · as of Mon 11 May 2026
38 booked, 27 ready, 5 to fix, 6 waiting (due Thu 14 May 12:00 CT)
Northpeak Studio, by Thu 14 May 12:00 CT: 5 to fix, 6 to come, 2 files to place
- Aurora_A_728x90_v2.jpg: is 728x91, needs 728x90
- Aurora_A_300x600.gif: is 212 KB, limit 150 KB
- Aurora_A_160x600.zip and Aurora_A_320x50.zip: click tag missing
- Aurora_B_970x250.jpg: is a PNG with a .jpg name; please export as JPG
- to come: Aurora B 300x250, 728x90, 160x600 and 300x600
- to come: Aurora A 320x100 and 970x90
Not checked: landing pages
"""


def test_monday_s_note() -> None:
    with case_a() as report:
        assert note(report) == MONDAY


def test_tuesday_s_note_counts_rows_and_each_fault_once() -> None:
    with case_b() as report:
        text = note(report)
    assert "117 live rows, 113 ready (3 of them: please check), 4 to fix\n" in text
    assert "account manager: 2 to fix\nad ops: 2 to fix, 1 to look at\n" in text
    assert text.count("row 17") == 1


@pytest.mark.parametrize("name", REPORTS)
def test_a_note_fits_and_is_plain(name: str) -> None:
    with REPORTS[name]() as report:
        text = note(report)
        rules = {one.rule for one in report.findings()}
    assert len(text) <= MOST
    assert text.endswith("\n")
    assert text.replace("\n", "").isprintable()
    assert not [rule for rule in rules if rule in text]
    if name != "hostile":
        assert not re.search(r"\b(error|warning|severity|incomplete)\b", text)


def test_what_does_not_fit_is_counted() -> None:
    with REPORTS["hundred partners"]() as report:
        text = note(report)
    owners = text.count("A partner with")
    more = re.search(r"^\+(\d+) more$", text, re.MULTILINE)
    assert more is not None
    assert owners + int(more[1]) == 100
    assert "100 booked, 0 ready, 0 to fix, 100 waiting" in text


def test_nothing_open_is_said_only_if_all_was_checked() -> None:
    with SAMPLES["all_pass"]() as report:
        assert "Nothing is open." in note(report)
    with SAMPLES["every_outcome"]() as report:
        assert "Nothing is open." not in note(report)
