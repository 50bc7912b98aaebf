"""adqa diff: two deliveries, a delivery against the record, two sheets; case E as the desk reads it."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from adqa.campaign.changes import SheetDiff
from adqa.commands.approve import approve
from adqa.commands.diff import FileDiff, diff
from adqa.errors import UsageError
from adqa.records.store import Store
from adqa.report.diff_text import diff_text, passing, reapproval_mails, totals
from adqa.report.reapprove import reapprove_page, write_reapproval
from records.art import drawn, encoded, package, recorded

FRIDAY = date(2026, 5, 15)


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """Case E: 34 creatives of Thursday, approved on 12 May, and what came on Friday."""
    thu, fri = tmp_path / "thu", tmp_path / "fri"
    thu.mkdir()
    for number in range(24):
        (thu / f"Aurora_{number:02}_300x250.jpg").write_bytes(encoded(drawn(seed=number * 5), "JPEG"))
    for number in range(5):
        package(thu / f"Aurora_{number:02}_160x600.zip", {"index.html": f"<html>{number}", "a.js": "1"})
    (thu / "Aurora_A_300x250.jpg").write_bytes(encoded(drawn(), "JPEG"))
    (thu / "Aurora_A_728x90.jpg").write_bytes(encoded(drawn(728, 90), "JPEG"))
    (thu / "Aurora_B_970x250.jpg").write_bytes(encoded(drawn(970, 250)))
    for size in ("160x600", "320x50"):
        package(thu / f"Aurora_A_{size}.zip", {"index.html": size, "a.js": "1"})
    shutil.copytree(thu, fri)
    for number in range(5):
        package(
            fri / f"Aurora_{number:02}_160x600.zip", {"a.js": "1", "index.html": f"<html>{number}"}, day=15
        )
    (fri / "Aurora_A_300x250.jpg").write_bytes(encoded(drawn(line="Ends 24 May. Terms apply."), "JPEG"))
    (fri / "Aurora_A_728x90.jpg").write_bytes(encoded(drawn(728, 90, seed=600), "JPEG"))
    (fri / "Aurora_B_970x250.jpg").write_bytes(encoded(drawn(970, 250), "JPEG", quality=90))
    for size in ("160x600", "320x50"):
        package(fri / f"Aurora_A_{size}.zip", {"index.html": f"{size} new", "a.js": "1"})
    approve(
        [thu],
        by="M. Ruiz",
        role="legal",
        on=date(2026, 5, 12),
        recorded=datetime(2026, 5, 14, 15, tzinfo=UTC),
    )
    Store(tmp_path / ".adqa").add_run(recorded(thu))
    return tmp_path


def files(old: Path, new: Path, *, check_new: bool = False) -> FileDiff:
    found = diff(old, new, as_of=FRIDAY, check_new=check_new)
    assert isinstance(found, FileDiff)
    return found


@pytest.mark.parametrize("old", ["thu", ".adqa"])
def test_the_totals_of_case_e(campaign: Path, old: str) -> None:
    found = files(campaign / old, campaign / "fri")
    assert totals(found) == "29 same (24 identical, 5 only zipped again)   5 changed   0 gone   0 new"
    assert (found.old.files, found.new.files) == (34, 34)
    counted = sum(len(found.of(kind)) for kind in ("same", "repacked", "renamed", "changed", "new"))
    assert counted == found.new.files


def test_the_terminal_text_of_case_e(campaign: Path) -> None:
    text = diff_text(files(campaign / ".adqa", campaign / "fri", check_new=True), page="out/reapprove.html")
    lines = text.splitlines()
    assert lines[0] == "New delivery against the one of Thu 14 May (34 creatives then, 34 now)"
    assert lines[2] == "29 same (24 identical, 5 only zipped again)   5 changed   0 gone   0 new"
    assert lines[4] == "CHANGED (5): sign-off no longer covers these"
    listed = {line.split()[0]: line.partition("   ")[2].strip() for line in lines[5:10]}
    signed = "approved 12 May by M. Ruiz (legal)"
    package_changed = f"{signed}; same name, its files changed, version not raised"
    mended = "was PNG named .jpg, now JPG: last round's fix is done"
    assert listed == {
        "Aurora_A_160x600.zip": package_changed,
        "Aurora_A_300x250.jpg": f"{signed}; same name, differs at the bottom left, version not raised",
        "Aurora_A_320x50.zip": package_changed,
        "Aurora_A_728x90.jpg": f"{signed}; same name, new art, version not raised",
        "Aurora_B_970x250.jpg": f"{signed}; {mended}; looks alike; compare the small print",
    }
    assert lines[10].endswith(". Re-approval list: out/reapprove.html (side by side)")
    assert " of 5 pass" in lines[10] or "All 5 pass the spec" in lines[10]


def test_a_delivery_that_can_be_read_names_the_files_that_differ(campaign: Path) -> None:
    found = files(campaign / "thu", campaign / "fri")
    (one,) = [one for one in found.of("changed") if one.name == "Aurora_A_320x50.zip"]
    assert one.members == ("index.html",)
    assert one.said == ("same name, index.html changed, version not raised",)


def test_the_mail_of_case_e(campaign: Path) -> None:
    found = files(campaign / ".adqa", campaign / "fri")
    (mail,) = reapproval_mails(found, campaign="Aurora", due="Mon 18 May, 12:00 CT")
    assert mail.approver == "M. Ruiz"
    assert mail.subject == (
        "Aurora – 5 of 34 creatives changed since 12 May, please re-approve by Mon 18 May, 12:00 CT"
    )
    assert "29 are unchanged, your approval of 12 May stands for them." in mail.text
    assert "Please look at the five that changed (before and after side by side, attached):" in mail.text
    assert " • Aurora_A_160x600.zip and Aurora_A_320x50.zip – its files changed" in mail.text
    assert " • Aurora_A_728x90.jpg – new picture" in mail.text
    assert 'A reply "approved" or "approved except …" is enough; we file it with the record.' in mail.text
    assert "limits" not in mail.text, "what was not checked is not said to be good"
    assert len(mail.text.split()) <= 200


def test_a_mail_has_twelve_points_at_most(tmp_path: Path) -> None:
    for folder, extra in (("old", 0), ("new", 40)):
        (tmp_path / folder).mkdir()
        for number in range(15):
            image = drawn(300 + number, 250 + extra)
            (tmp_path / folder / f"Art_{number}.png").write_bytes(encoded(image))
    approve([tmp_path / "old"], by="Marta Ruiz", on=FRIDAY, recorded=datetime(2026, 5, 15, tzinfo=UTC))
    (mail,) = reapproval_mails(files(tmp_path / "old", tmp_path / "new"))
    assert mail.text.startswith("Hi Marta,\n")
    bullets = [line for line in mail.text.splitlines() if line.startswith(" • ")]
    assert len(bullets) == 12
    assert bullets[-1] == " • and 4 more; the attached page has all 15"


def test_the_page_shows_before_and_after_and_fetches_nothing(campaign: Path) -> None:
    page = reapprove_page(files(campaign / ".adqa", campaign / "fri"), campaign="Aurora <b>").decode()
    assert page.count('class="change"') == 5
    assert page.count("<figcaption>Before") == page.count("<figcaption>Now") == 3
    assert page.count("data:image/png;base64,") == 6
    assert 'class="box"' in page
    assert "Aurora &lt;b&gt;" in page
    assert "29 creatives as approved" in page
    assert "<script" not in page
    assert "http" not in page.replace('http-equiv="', "")
    assert page == reapprove_page(files(campaign / ".adqa", campaign / "fri"), campaign="Aurora <b>").decode()


def test_everything_to_send_is_written(campaign: Path, tmp_path: Path) -> None:
    found = files(campaign / ".adqa", campaign / "fri")
    written = write_reapproval(found, tmp_path, campaign="Aurora", to={"M. Ruiz": "m.ruiz@example.com"})
    assert [one.name for one in written] == [
        "reapprove.html",
        "mail-m-ruiz-approval.eml",
        "mail-m-ruiz-approval.txt",
    ]
    mail = message_from_bytes(written[1].read_bytes(), policy=default)
    assert mail["To"] == "m.ruiz@example.com"
    assert mail["X-Unsent"] == "1"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "reapprove.html"
    assert (
        written[2].read_text("utf-8").startswith("Subject: Aurora – 5 of 34 creatives changed since 12 May")
    )


def test_without_approvals_nobody_is_said_to_have_signed(campaign: Path) -> None:
    shutil.rmtree(campaign / ".adqa")
    found = files(campaign / "thu", campaign / "fri")
    text = diff_text(found)
    assert "CHANGED (5)\n" in text
    assert "sign-off no longer" not in text
    assert "No approval is on record" in text
    assert len(found.to_approve) == 5
    assert reapproval_mails(found) == []


def test_zips_are_compared_as_folders_are(campaign: Path) -> None:
    shutil.make_archive(str(campaign / "fri"), "zip", campaign / "fri")
    assert totals(files(campaign / "thu", campaign / "fri.zip")) == totals(
        files(campaign / "thu", campaign / "fri")
    )


def test_gone_new_and_renamed(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    (old / "Aurora_300x250_v1.png").write_bytes(encoded(drawn()))
    (new / "Aurora_300x250_v2.png").write_bytes(encoded(drawn()))
    (old / "Gone_728x90.png").write_bytes(encoded(drawn(728, 90)))
    (new / "Fresh_160x600.png").write_bytes(encoded(drawn(160, 600)))
    text = diff_text(files(old, new))
    assert "1 same (0 identical, 1 renamed)   0 changed   1 gone   1 new" in text
    assert "was Aurora_300x250_v1.png: version raised, content unchanged" in text
    assert "GONE (1)\n  Gone_728x90.png" in text
    assert "NEW (1)\n  Fresh_160x600.png" in text


def test_a_raised_version_is_said(tmp_path: Path) -> None:
    for folder, version, seed in (("old", 1, 0), ("new", 2, 150)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"Aurora_300x250_v{version}.png").write_bytes(encoded(drawn(seed=seed)))
    (one,) = files(tmp_path / "old", tmp_path / "new").of("changed")
    assert one.said[-1].endswith("version v2, was v1")
    assert one.was == "Aurora_300x250_v1.png"


def test_a_stripped_picture_is_no_change(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, comment in ((old, b"by somebody"), (new, b"")):
        folder.mkdir()
        (folder / "a_300x250.jpg").write_bytes(encoded(drawn(), "JPEG", comment=comment))
    again = "1 same (0 identical, 1 only saved again with every pixel the same)   0 changed   0 gone   0 new"
    assert totals(files(old, new)) == again
    approve([old], by="M. Ruiz", on=FRIDAY, recorded=datetime(2026, 5, 15, tzinfo=UTC))
    run = Store(tmp_path / ".adqa").add_run(recorded(old))
    assert totals(files(run, new)) == again, "the pixels are known from the approval"


def test_a_record_without_pictures_does_not_claim_new_art(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a_300x250.jpg").write_bytes(encoded(drawn(), "JPEG", comment=b"by somebody"))
    run = Store(tmp_path / ".adqa").add_run(recorded(tmp_path / "in"))
    (tmp_path / "in" / "a_300x250.jpg").write_bytes(encoded(drawn(), "JPEG"))
    (one,) = files(run, tmp_path / "in").changes
    assert one.said == ("same name, other bytes (no picture of before was kept), version not raised",)


def test_what_cannot_be_opened_is_named(campaign: Path) -> None:
    (campaign / "fri" / "Aurora_A_728x90.jpg").write_bytes(b"")
    found = files(campaign / "thu", campaign / "fri")
    assert [Path(path).name for path in found.unreadable] == ["Aurora_A_728x90.jpg"]
    assert "COULD NOT BE COMPARED (1)" in diff_text(found)


def test_only_what_was_checked_is_said_to_pass(campaign: Path) -> None:
    unchecked = files(campaign / "thu", campaign / "fri")
    assert passing(unchecked.of("changed")) == ""
    checked = files(campaign / "thu", campaign / "fri", check_new=True)
    assert all(one.verdict is not None for one in checked.changes)


def test_json_holds_everything_that_differs(campaign: Path) -> None:
    data = json.loads(json.dumps(files(campaign / "thu", campaign / "fri").as_json()))
    assert data["counts"] == {"same": 24, "repacked": 5, "renamed": 0, "changed": 5, "gone": 0, "new": 0}
    assert len(data["changes"]) == 10
    changed = next(one for one in data["changes"] if one["kind"] == "changed")
    assert changed["broken"][0]["on"] == "2026-05-12"


def test_hostile_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    for folder, seed in (("old", 0), ("new", 90)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a\x1b[2J_<i>.png").write_bytes(encoded(drawn(seed=seed)))
    found = files(tmp_path / "old", tmp_path / "new")
    assert "\x1b" not in diff_text(found)
    page = reapprove_page(found).decode()
    assert "\x1b" not in page
    assert "<i>" not in page


def sheet(path: Path, *rows: list[str]) -> Path:
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(
            [["Placement", "Size", "Creative", "Start", "End", "Landing URL"], *rows]
        )
    return path


def test_two_sheets(tmp_path: Path) -> None:
    hero = ["HP Hero", "970x250", "Aurora_A", "2026-05-21", "2026-05-31", "https://example.com/a"]
    rail = ["HP Rail", "300x600", "Aurora_B", "2026-05-21", "2026-05-31", "https://example.com/b"]
    old = sheet(tmp_path / "v3.csv", hero, rail)
    new = sheet(tmp_path / "v4.csv", [*rail[:4], "2026-05-30", rail[5]], hero)
    found = diff(old, new)
    assert isinstance(found, SheetDiff)
    assert diff_text(found) == (
        "v4.csv against v3.csv\n\n1 row same   1 changed   0 added   0 dropped\n\n"
        "  row 2  HP Rail   dates moved: ends Sat 30 May, was Sun 31 May (1 day earlier)\n"
    )


def test_wrong_use(campaign: Path, tmp_path: Path) -> None:
    plan = sheet(tmp_path / "plan.csv")
    with pytest.raises(UsageError, match="one is a sheet and the other is none"):
        diff(plan, campaign / "fri")
    with pytest.raises(UsageError, match="does not exist"):
        diff(campaign / "nowhere", campaign / "fri")
    (campaign / "empty").mkdir()
    with pytest.raises(UsageError, match="there is no creative in"):
        diff(campaign / "empty", campaign / "fri")
    (campaign / "run.json").write_text("{}")
    with pytest.raises(UsageError, match="is no check on record, or it is damaged"):
        diff(campaign / "run.json", campaign / "fri")
