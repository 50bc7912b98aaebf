"""Monday's intake, moments 1 and 2: a folder and a six-column sheet in; text, workbook and mail out."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

import monday
from adqa.commands.check import check
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from adqa.report.files import write_folder
from adqa.report.report import Report
from contracts.running import run

HERE = Path(__file__).parents[2] / "fixtures" / "monday"
INTAKE = "from Northpeak"
AS_OF = "2026-05-11"
WAITING = {"B": "728x90 300x600 160x600 300x250", "A": "320x100 970x90"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the intake, so that nothing is written beside the fixtures."""
    place = tmp_path_factory.mktemp("desk")
    shutil.copytree(HERE / INTAKE, place / INTAKE)
    shutil.copy(HERE / "adqa.toml", place)
    return place


@pytest.fixture(scope="module")
def report(desk: Path) -> Iterator[Report]:
    with check([desk / INTAKE], as_of=date.fromisoformat(AS_OF), formats=["html"]) as made:
        yield made


def test_the_intake_is_what_the_program_writes() -> None:
    committed = {
        file.relative_to(HERE / INTAKE).as_posix() for file in (HERE / INTAKE).rglob("*") if file.is_file()
    }
    assert set(monday.delivery()) == committed


def test_everything_booked_is_counted_once(report: Report) -> None:
    campaign = report.campaign
    assert campaign is not None
    assert Counter(one.verdict for one in campaign.booked) == {
        RowVerdict.PASS: 27,
        RowVerdict.FAIL: 3,
        RowVerdict.INCOMPLETE: 2,
        RowVerdict.WAITING: 6,
    }
    assert (campaign.placements, len(campaign.booked), campaign.delivered, campaign.matched) == (
        19,
        38,
        34,
        32,
    )
    assert sorted(Path(one.path).name for one in campaign.files) == ["banner (1).jpg", "hero_new.jpg"]
    assert all(one.question for one in campaign.files)


def test_totals_add_up(report: Report) -> None:
    campaign, summary = report.campaign, report.summary
    assert campaign is not None
    assert summary.booked is not None
    assert sum(summary.booked.values()) == len(campaign.booked)
    four = summary.ready + summary.to_fix + summary.missing + summary.not_fully_checked
    assert four + summary.waiting == len(campaign.booked)
    assert campaign.matched + len(campaign.files) == campaign.delivered
    arrived = [one for one in campaign.booked if one.creatives]
    assert len(arrived) + summary.waiting == len(campaign.booked)


def test_the_command_needs_no_option(desk: Path) -> None:
    done = run("check", INTAKE, "--as-of", AS_OF, cwd=desk)
    assert done.returncode == 1, done.stderr
    text = " ".join(done.stdout.split())
    for words in (
        "Aurora launch · Lumen TV · starts Thu 21 May 2026",
        "Lumen_IO_v3.xlsx › Display: header in row 5, 48 rows read as placements",
        "38 booked 27 ready 3 to fix 2 not fully checked 6 waiting (due Thu 14 May 12:00 CT)",
        "34 delivered 32 matched 2 not recognized 9 working files set aside (7 PSD, 1 AI, 1 OTF)",
        "TO FIX (3) for: Northpeak Studio",
        "Aurora_A_728x90_v2.jpg 728x91 px; must be 728x90 · 3 placements",
        "Aurora_A_300x600.gif weighs 212 KB; limit 150 KB (62 KB over) · 2 placements",
        "Aurora_B_970x250.jpg PNG, not JPEG · 1 placement",
        f"WAITING (6) for: Northpeak Studio B: {WAITING['B']} · A: {WAITING['A']}",
        "hero_new.jpg twice 970x250; backup or 2x version?",
        "banner (1).jpg fits A and B, not named on the sheet",
        "workbook Lumen_IO_v3.qa.xlsx · mail mail-northpeak.eml",
    ):
        assert words in text
    assert {one.name for one in (desk / "adqa-report").iterdir()} >= {
        "report.html",
        "Lumen_IO_v3.qa.xlsx",
        "mail-northpeak.eml",
        "mail-northpeak.txt",
        "list-northpeak.xlsx",
    }
    assert not (desk / INTAKE / "adqa-report").exists()


@pytest.fixture(scope="module")
def folder(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("out")
    write_folder(report, place, load_registry())
    return place


def test_the_sheet_comes_back_with_an_answer_in_every_row(report: Report, folder: Path) -> None:
    tab = openpyxl.load_workbook(folder / "Lumen_IO_v3.qa.xlsx")["Display"]
    header, *rows = ([cell.value for cell in row] for row in tab.iter_rows(min_row=monday.HEADER_ROW))
    assert header[:6] == list(monday.COLUMNS)
    assert header[6:] == [
        "QA status",
        "What is wrong",
        "How to fix",
        "Who",
        "Due",
        "QA code",
        "Your comment",
    ]
    assert Counter(row[6] for row in rows) == {
        "Ready": 28,
        "To fix": 6,
        "Not fully checked": 4,
        "Waiting": 10,
    }
    answers = {(row[0], row[1], row[2]): row[6:12] for row in rows}
    due = "Thu 14 May 12:00 CT"
    assert answers["Home – Leaderboard", "728x90", "A"] == [
        "To fix",
        "728x91 px; must be 728x90 (Aurora_A_728x90_v2.jpg)",
        "Export again at 728x90 px",
        "Northpeak Studio",
        due,
        "size/not-allowed",
    ]
    assert answers["Home – Half page", "300x600", "B"] == [
        "Waiting",
        "Aurora launch B 300x600 has not arrived",
        "Send the file",
        "Northpeak Studio",
        due,
        "campaign/missing-creative",
    ]
    assert answers["ROS – Button", "180x150", "A"] == ["Ready", None, None, None, None, None]


def test_the_mail_can_be_sent(folder: Path) -> None:
    mail = message_from_bytes((folder / "mail-northpeak.eml").read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Jo Park <jo.park@northpeak.example>"
    assert not {"From", "Date", "Message-ID"} & set(mail.keys())
    assert mail["Subject"] == (
        'Lumen TV "Aurora launch" – 27 of 38 ready, 3 fixes and 6 files needed by Thu 14 May, 12:00 CT'
    )
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert len(text.split()) <= 200
    for words in (
        "Hi Jo,",
        "Please fix (3)",
        "Aurora_A_728x90_v2.jpg – is 728x91, needs 728x90",
        "Aurora_A_300x600.gif – is 212 KB, limit 150 KB",
        "Aurora_B_970x250.jpg – is a PNG with a .jpg name; please export as JPG",
        "Still to come (6)",
        'what are "banner (1).jpg" and hero_new.jpg for?',
    ):
        assert words in text
    assert not re.search(r"size/not-allowed|error|warning|adqa", text)


def test_the_same_day_gives_the_same_bytes(report: Report, folder: Path, desk: Path, tmp_path: Path) -> None:
    with check([desk / INTAKE], as_of=date.fromisoformat(AS_OF), formats=["html"], jobs=1) as again:
        write_folder(again, tmp_path, load_registry())
    first = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == first


def test_after_the_due_time_what_has_not_come_is_missing(desk: Path) -> None:
    with check([desk / INTAKE], as_of=date(2026, 5, 15)) as late:
        assert late.campaign is not None
        assert late.campaign.count(RowVerdict.MISSING) == 6
        assert late.summary.missing == 6
        assert late.campaign.count(RowVerdict.WAITING) == 0
