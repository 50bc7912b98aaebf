"""adqa export end to end: Monday's intake handed over, sign-off asked for, and wrong use."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import monday
from adqa.commands.approve import approve
from adqa.commands.export import Exported, export
from adqa.errors import UsageError
from handover.desk import parts_of, picture, table

SETTINGS = Path(__file__).parents[2] / "fixtures" / "monday" / "adqa.toml"
NOW = datetime(2026, 5, 11, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Monday's folder with the sheet in it."""
    place = tmp_path_factory.mktemp("monday")
    for name, content in monday.delivery().items():
        file = place / "from Northpeak" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    shutil.copy(SETTINGS, place)
    return place


@pytest.fixture
def desk(intake: Path, tmp_path: Path) -> Path:
    """A copy to work on."""
    shutil.copytree(intake, tmp_path / "desk")
    return tmp_path / "desk"


def handed_over(desk: Path, **options: Any) -> Exported:
    given: dict[str, Any] = {"to": "cm360", "out": desk / "out", "by": "A. Lee", "recorded": NOW}
    return export([desk / "from Northpeak"], **{**given, "as_of": date(2026, 5, 11), **options})


def test_half_a_campaign_goes(desk: Path) -> None:
    done = handed_over(desk)
    assert (len(done.lines), len(done.held)) == (28, 20)
    assert done.text().startswith("48 lines: 28 handed over, 20 held\n")
    (file,) = done.files
    assert len(table(file, "Traffic", header_row=5)) == 28
    assert len(table(file, "Files")) == 28
    held = table(file, "Held")
    assert len(held) == 20
    why = Counter(str(one["Why it is held"]).partition(":")[0] for one in held)
    assert why["Aurora launch B 728x90 has not arrived"] == 3
    assert why["Aurora_A_160x600.zip is not fully checked"] == 2
    assert {one["Who"] for one in held} == {"Northpeak Studio", "Ad ops"}
    assert {one["Due"] for one in held} == {"Thu 14 May 12:00 CT"}


def test_a_text_tells_one_fault_once_and_names_no_code(desk: Path) -> None:
    text = handed_over(desk).text()
    assert text.count("has not arrived") + text.count("Has not arrived") == 1
    assert text.count("728x91") == 1
    for word in ("incomplete", "not_applicable", "subject", "facts", "size/not-allowed"):
        assert word not in text.lower()
    assert f"The record of this campaign is kept in {(desk / '.adqa').as_posix()}" in text


def test_without_any_approval_on_record_none_is_asked_for(desk: Path) -> None:
    assert not any("approved" in one.why for one in handed_over(desk).held)


def test_with_approvals_on_record_the_others_are_held_and_a_changed_file_too(desk: Path) -> None:
    folder = desk / "from Northpeak"
    signed = [folder / "Aurora_A_300x250.jpg", folder / "Aurora_A_970x250.jpg"]
    approve(signed, by="M. Ruiz", role="legal", on=date(2026, 5, 11), recorded=NOW)
    signed[1].write_bytes(picture("970x250", 99))
    done = handed_over(desk)
    assert [line.file.name for line in done.lines if line.file] == ["Aurora_A_300x250.jpg"]
    why = {one.creative: one for one in done.held}
    assert why["Aurora launch A 970x250"].why == "File changed after M. Ruiz approved it on 11 May"
    assert why["Aurora launch A 970x250"].who == "Account manager"
    assert why["Aurora launch B 300x1050"].why == "Aurora_B_300x1050.jpg is not approved"
    placements = handed_over(desk, placements_only=True)
    assert (len(placements.lines), len(placements.held)) == (19, 0)


def test_the_two_files_a_person_has_to_place_go_nowhere(desk: Path) -> None:
    names = {line.file.name for line in handed_over(desk).lines if line.file}
    assert not names & {"banner (1).jpg", "hero_new.jpg"}


def test_no_file_names_a_place_on_the_disk(desk: Path) -> None:
    for file in handed_over(desk, to="neutral").files:
        assert not any(str(desk).encode() in part for part in parts_of(file))


def test_only_a_sheet_hands_over_no_creative(desk: Path) -> None:
    sheet = desk / "from Northpeak" / monday.SHEET
    done = export([sheet], to="neutral", out=desk / "out", by="A. Lee", recorded=NOW, as_of=date(2026, 5, 11))
    assert done.lines == ()
    assert {one.why for one in done.held} == {"No files were given with the sheet"}
    assert len(done.held) == 48


def test_without_a_sheet_nothing_can_be_handed_over(desk: Path) -> None:
    (desk / "from Northpeak" / monday.SHEET).unlink()
    with pytest.raises(UsageError, match="no sheet among the files"):
        handed_over(desk)


def test_a_sheet_elsewhere_can_be_named(desk: Path) -> None:
    sheet = (desk / "from Northpeak" / monday.SHEET).rename(desk / "booking.xlsx")
    assert len(handed_over(desk, campaign=[sheet]).lines) == 28


def test_nothing_is_left_half_where_the_folder_cannot_be_made(desk: Path) -> None:
    (desk / "out").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be made"):
        handed_over(desk)
    assert not (desk / ".adqa").exists()


def test_the_same_campaign_gives_the_same_bytes(desk: Path) -> None:
    first = handed_over(desk, to="neutral").files[0].read_bytes()
    shutil.rmtree(desk / ".adqa")
    shutil.rmtree(desk / "out")
    assert handed_over(desk, to="neutral").files[0].read_bytes() == first
