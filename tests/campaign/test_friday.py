"""Friday 16:00, moment 9: a new version after sign-off; what changed, who looks again, and their mail."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

import friday
from contracts.running import run

CHANGED = (
    "Aurora_A_160x600.zip",
    "Aurora_A_300x250.jpg",
    "Aurora_A_320x50.zip",
    "Aurora_A_728x90.jpg",
    "Aurora_B_970x250.jpg",
)
AT_THE_DESK = ("--campaign", friday.SHEET)
SETTINGS = Path(__file__).parents[2] / "fixtures" / "monday" / "adqa.toml"
SIGNED = "approved 12 May by M. Ruiz (legal)"
DUE = "Mon 18 May, 12:00 CT"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thursday's delivery checked and signed off, and Friday's beside it."""
    place = tmp_path_factory.mktemp("friday")
    friday.write(place)
    shutil.copy(SETTINGS, place)
    done = run("check", friday.THURSDAY, *AT_THE_DESK, "--as-of", "2026-05-14", cwd=place)
    assert done.returncode == 1, "one file is a PNG named .jpg"
    mail = place / "RE Aurora.eml"
    mail.write_text("From: M. Ruiz\nSubject: RE: Aurora\n\nApproved.\n", "utf-8")
    signed = _approve(place, [friday.THURSDAY], "2026-05-12", "--evidence", mail.name)
    assert signed.startswith("34 creatives approved by M. Ruiz (legal) on 12 May")
    return place


def _approve(place: Path, what: Sequence[str], day: str, *more: str) -> str:
    done = run("approve", *what, "--by", "M. Ruiz", "--role", "legal", "--on", day, *more, cwd=place)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def compared(desk: Path) -> str:
    """The terminal's words on Friday's delivery; the files to send are in the folder `changes`."""
    day = ("--as-of", "2026-05-15")
    done = run("diff", ".adqa", friday.FRIDAY, "--out", "changes", "--due", DUE, *day, cwd=desk)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checked(desk: Path) -> str:
    """The terminal's words when Friday's delivery is checked against the sheet."""
    where = ("--out", "checked", "--no-record")
    done = run("check", friday.FRIDAY, *AT_THE_DESK, "--as-of", "2026-05-15", *where, cwd=desk)
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_the_approval_is_proven(desk: Path) -> None:
    (kept,) = (desk / ".adqa" / "evidence").iterdir()
    assert kept.read_bytes() == (desk / "RE Aurora.eml").read_bytes()


def test_what_changed_is_told_from_what_was_only_zipped_again(compared: str) -> None:
    lines = compared.splitlines()
    assert lines[0] == "New delivery against the one of Thu 14 May (34 creatives then, 34 now)"
    assert lines[2] == "29 same (24 identical, 5 only zipped again)   5 changed   0 gone   0 new"
    assert lines[4] == "CHANGED (5): sign-off no longer covers these"
    listed = dict(re.split(r" {3,}", line.strip(), maxsplit=1) for line in lines[5:10])
    assert tuple(listed) == CHANGED
    assert all(words.startswith(SIGNED) for words in listed.values())
    assert listed["Aurora_A_300x250.jpg"].endswith("; same name, differs at the bottom, version not raised")
    assert listed["Aurora_A_728x90.jpg"] == f"{SIGNED}; same name, new art, version not raised"
    for size in ("160x600", "320x50"):
        words = listed[f"Aurora_A_{size}.zip"]
        assert words == f"{SIGNED}; same name, its files changed, version not raised"
    assert "was PNG named .jpg, now JPG: last round's fix is done" in listed["Aurora_B_970x250.jpg"]


def test_totals_add_up(compared: str) -> None:
    found = re.search(r"(\d+) same \((\d+) identical, (\d+) only zipped again\) +(\d+) changed", compared)
    assert found
    same, identical, again, changed = map(int, found.groups())
    assert same == identical + again
    assert same + changed == len(friday.friday()) == len(friday.thursday())
    truly = {name for name, data in friday.friday().items() if friday.thursday()[name] != data}
    assert len(truly) == again + changed


def test_that_it_changed_is_no_fault_of_the_art(compared: str) -> None:
    """HTML5 is not looked into, which is said; nothing that can be looked into fails."""
    assert "3 of 5 pass the spec, 2 not fully checked. Re-approval list: changes" in compared


def test_zipped_as_a_whole_it_is_the_same_delivery(desk: Path, compared: str, tmp_path: Path) -> None:
    archive = desk / "Aurora_new.zip"
    with ZipFile(archive, "w") as made:
        for name, data in friday.friday().items():
            made.writestr(f"Aurora new/{name}", data)
    done = run("diff", ".adqa", archive.name, "--as-of", "2026-05-15", cwd=desk)
    assert done.stdout.splitlines()[2] == compared.splitlines()[2]


def test_the_approver_gets_a_mail_with_the_page(desk: Path, compared: str) -> None:
    mail = message_from_bytes(
        (desk / "changes" / "mail-m-ruiz-approval.eml").read_bytes(), policy=policy.default
    )
    assert isinstance(mail, EmailMessage)
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == (f"Aurora – 5 of 34 creatives changed since 12 May, please re-approve by {DUE}")
    (page,) = mail.iter_attachments()
    assert page.get_filename() == "reapprove.html"
    assert page.get_content().count('class="change"') == len(CHANGED)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "29 are unchanged, your approval of 12 May stands for them." in text
    for name in CHANGED:
        assert name in text
    assert 'A reply "approved" or "approved except …" is enough; we file it with the record.' in text
    assert len(text.split()) <= 200


def test_a_check_holds_what_changed_and_nothing_else(checked: str) -> None:
    lines = [" ".join(line.split()) for line in checked.splitlines()]
    assert "34 booked 24 ready 5 to fix 5 not fully checked" in lines
    assert "TO FIX (5) for: account manager" in lines
    assert "5 files File changed after M. Ruiz approved it on 12 May" in lines


def test_the_sheet_says_which_rows_need_approval_again(desk: Path, checked: str) -> None:
    book = openpyxl.load_workbook(desk / "checked" / "Lumen_IO_v3.qa.xlsx")
    rows = list(book["Display"].iter_rows(min_row=5, values_only=True))
    assert Counter(row[6] for row in rows) == {"Ready": 24, "To fix": 5, "Not fully checked": 5}
    held = {str(row[2]): row[6:12] for row in rows if row[6] == "To fix"}
    assert sorted(held) == [name.rpartition(".")[0] for name in CHANGED]
    assert set(held.values()) == {
        (
            "To fix",
            "File changed after M. Ruiz approved it on 12 May",
            "Ask for approval again (before/after on reapprove.html), or put the 12 May file back",
            "Account manager",
            "Mon 18 May",
            "approval/changed-after",
        )
    }
    notes = [row[0] for row in book["QA"].iter_rows(values_only=True)]
    assert "5 files were zipped again; contents are the same, approval stands" in notes


def test_the_account_manager_is_told_once(desk: Path, checked: str) -> None:
    text = (desk / "checked" / "mail-account-manager.txt").read_text("utf-8")
    assert "Subject: Aurora – 5 rows need an answer before I can traffic" in text
    assert "Aurora_B_970x250.jpg: changed after M. Ruiz approved on 12 May. Ask for approval again" in text


def test_approved_again_nothing_is_held(desk: Path, checked: str, tmp_path: Path) -> None:
    place = tmp_path / "desk"
    shutil.copytree(desk, place)
    _approve(place, [f"{friday.FRIDAY}/{name}" for name in CHANGED], "2026-05-18")
    done = run("check", friday.FRIDAY, *AT_THE_DESK, "--as-of", "2026-05-18", "--no-record", cwd=place)
    assert done.returncode == 0, done.stdout
    assert "34 booked   27 ready   0 to fix   7 not fully checked" in done.stdout
