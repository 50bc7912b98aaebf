"""Tuesday's trafficking sheet, moment 3: 120 rows against the creatives they assign; the same sheet back."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import tuesday
from adqa.commands.check import check
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from adqa.report.files import write_folder
from adqa.report.model import Severity
from adqa.report.report import Report
from contracts.running import run

AS_OF = "2026-05-12"
QA = slice(len(tuesday.COLUMNS), len(tuesday.COLUMNS) + 6)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tuesday")
    tuesday.write(place)
    return place


@pytest.fixture(scope="module")
def report(desk: Path) -> Iterator[Report]:
    with check([desk / tuesday.FOLDER], as_of=date.fromisoformat(AS_OF), formats=["html"]) as made:
        yield made


@pytest.fixture(scope="module")
def folder(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("out")
    write_folder(report, place, load_registry())
    return place


def test_the_terminal_says_what_was_read_and_what_is_open(desk: Path) -> None:
    done = run("check", tuesday.FOLDER, "--as-of", AS_OF, "--no-record", cwd=desk)
    assert done.returncode == 1, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    for words in (
        "Sheet: Q2_Trafficking_v7.xlsx › Traffic: header in row 5, 120 rows read as placements",
        "(2 hidden rows included: 88, 89 · 3 struck through = cancelled: 101-103 · 1 total row skipped)",
        "117 live rows 113 ready (10 of them: please check) 4 to fix",
        "TO FIX (4 rows, 3 fixes) for: ad ops / AM",
        "row 17 creative is 300x250, placement is 300x600 (HP_Rail_300x600)",
        'row 52 Notes say "swap in Aurora_v3" but not which creative goes out',
        "rows 31, 64 no creative on Tue 19 May: A ends 18 May, B starts 20 May",
        "PLEASE DECIDE (2) for: ad ops / AM",
        "rows 77-79 19-24 May: rotation adds to 90 % (40 + 30 + 20)",
        "rows 31-38 share utm_content=aurora_a; your UTM policy asks for one per creative",
        "5 columns not used: Rate, CPM, Net, PO, Salesforce ID",
    ):
        assert words in lines
    assert not {"MISSING", "WAITING", "NOT FULLY CHECKED", "WHICH IS IT?"} & {
        line.partition(" (")[0] for line in lines
    }


def test_totals_add_up(report: Report) -> None:
    campaign = report.campaign
    assert campaign is not None
    assert Counter(row.verdict for row in campaign.rows) == {
        RowVerdict.PASS: 103,
        RowVerdict.REVIEW: 10,
        RowVerdict.FAIL: 4,
        RowVerdict.CANCELLED: 3,
    }
    assert campaign.live_rows == 117
    standing = {row.row: row.verdict for row in campaign.rows}
    assert [row for row, verdict in standing.items() if verdict is RowVerdict.FAIL] == [17, 31, 52, 64]
    review = [row for row, verdict in standing.items() if verdict is RowVerdict.REVIEW]
    assert review == [*range(32, 39), *range(77, 80)]
    assert campaign.delivered == campaign.matched == len(tuesday.creatives())


def test_a_row_with_the_wrong_creative_is_one_fault_of_the_row(report: Report) -> None:
    found = [one for one in report.findings() if one.severity is not Severity.NOTE]
    assert [one.rule for one in found if "row:Traffic!17" in one.applies_to] == ["campaign/size-mismatch"]
    assert not [one for one in found if one.rule.startswith("size/")]
    campaign = report.campaign
    assert campaign is not None
    row = next(one for one in campaign.rows if one.row == 17)
    assert [Path(path).name for path in row.creative] == ["Aurora_A_300x250.jpg"]


def test_a_name_without_its_size_is_the_same_creative(report: Report) -> None:
    campaign = report.campaign
    assert campaign is not None
    (one,) = (one for one in campaign.booked if "Traffic!31" in one.rows)
    assert [Path(path).name for path in one.creatives] == ["Aurora_A_970x250.jpg"]
    assert len(one.rows) > 1


def test_hidden_rows_are_told_without_a_point_of_their_own(report: Report) -> None:
    found = {one.rule: one for one in report.findings()}
    assert found["campaign/hidden-rows"].severity is Severity.NOTE
    assert found["campaign/cancelled-rows"].severity is Severity.NOTE


def test_the_sheet_comes_back_with_an_answer_in_every_row(folder: Path) -> None:
    tab = openpyxl.load_workbook(folder / "Q2_Trafficking_v7.qa.xlsx")["Traffic"]
    answers = {
        number: [cell.value or "" for cell in tab[number]][QA]
        for number in range(tuesday.FIRST, tuesday.LAST + 1)
    }
    assert Counter(one[0] for one in answers.values()) == {
        "Ready": 103,
        "Ready, please check": 10,
        "To fix": 4,
        "Cancelled": 3,
    }
    assert answers[17] == [
        "To fix",
        "Creative Aurora_A_300x250 is 300x250; placement HP_Rail_300x600 needs 300x600",
        "Assign Aurora_A_300x600 (in the delivery, ready)",
        "Ad ops",
        "Wed 20 May",
        "campaign/size-mismatch",
    ]
    assert answers[31] == [
        "To fix",
        "Nothing runs on Tue 19 May: Aurora_A ends 18 May, Aurora_B starts 20 May",
        "Move Aurora_A's end to 19 May, or Aurora_B's start",
        "Account manager",
        "Mon 18 May",
        "campaign/uncovered-days",
    ]
    assert answers[77] == [
        "Ready, please check",
        "19-24 May: shares on this placement add to 90 % (40 + 30 + 20, rows 77-79)",
        'Make them 100 %, or write "even"',
        "Ad ops",
        "",
        "campaign/rotation-sum",
    ]
    assert answers[101] == ["Cancelled", "Row is struck through; not checked", "", "", "", ""]


def test_formats_formulas_and_drawings_are_as_they_were(desk: Path, folder: Path) -> None:
    given = (desk / tuesday.FOLDER / tuesday.SHEET).read_bytes()
    back = (folder / "Q2_Trafficking_v7.qa.xlsx").read_bytes()
    _same_parts(given, back)
    before, after = (openpyxl.load_workbook(BytesIO(data))[tuesday.TAB] for data in (given, back))
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            assert (other.value, other.number_format) == (cell.value, cell.number_format)
            assert (repr(other.font), repr(other.fill)) == (repr(cell.font), repr(cell.fill))
    assert after["M126"].value == "=SUM(M6:M125)"
    assert [number for number, row in after.row_dimensions.items() if row.hidden] == [*tuesday.HIDDEN]
    assert after.auto_filter.ref == before.auto_filter.ref
    assert after.freeze_panes == before.freeze_panes
    cached = openpyxl.load_workbook(BytesIO(back), data_only=True)[tuesday.TAB]
    assert cached["M17"].value == pytest.approx((1000 + 170) * 0.85)


def test_macros_come_back_byte_for_byte(tmp_path: Path) -> None:
    place = tuesday.write(tmp_path / "desk", macros=True)
    with check([place], as_of=date.fromisoformat(AS_OF)) as made:
        write_folder(made, tmp_path, load_registry())
    back = (tmp_path / "Q2_Trafficking_v7.qa.xlsm").read_bytes()
    _same_parts((place / tuesday.WITH_MACROS).read_bytes(), back)
    with zipfile.ZipFile(BytesIO(back)) as book:
        assert book.read("xl/vbaProject.bin") == tuesday.MACROS


def _same_parts(given: bytes, back: bytes) -> None:
    """Everything but the list of tabs, the styles and the tab itself is in the copy, byte for byte."""
    with zipfile.ZipFile(BytesIO(given)) as one, zipfile.ZipFile(BytesIO(back)) as other:
        kept = [name for name in one.namelist() if name.startswith(("xl/drawings", "xl/media", "xl/charts"))]
        kept += [name for name in one.namelist() if "comments" in name or name.endswith(".bin")]
        assert len(kept) >= 5
        for name in kept:
            assert other.read(name) == one.read(name), name


def test_the_account_manager_is_asked_what_is_open(folder: Path) -> None:
    text = (folder / "mail-account-manager.txt").read_text("utf-8")
    for words in (
        "Subject: Aurora Q2 – 4 rows need an answer before I can traffic",
        "Hi, 113 of 117 rows are good to go; I am starting with those. Open:",
        " • Row 17: 300x250 creative on a 300x600 placement. OK to use Aurora_A_300x600?",
        " • Row 52: Aurora_v3 goes in; which creative goes out?",
        " • Rows 31 and 64: nothing runs on Tue 19 May (A ends 18 May, B starts 20 May). Which date moves?",
        "ows 77-79 add to 90 %.",
        "Rows 88-89 are hidden and 101-103 struck through; I treat the first as live, the last as cancelled.",
    ):
        assert words in text
    assert len(text.split()) <= 200
