"""adqa campaigns: many folders in one message, what cannot be checked, and what records say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from adqa.commands.campaigns import RollUp, campaigns, open_since
from adqa.commands.check import check
from adqa.config import load_config
from adqa.errors import UsageError
from adqa.records.checked import record_check
from handover.desk import picture, table

AS_OF = date(2026, 5, 15)  # a Friday
HEADER = ("Campaign", "Placement", "Size", "Message", "Start date", "Due", "Partner", "Max KB")


def folder(place: Path, name: str, start: date, *, due: date, sizes: Sequence[str] = ("300x250",)) -> Path:
    """A campaign folder: its sheet, and a file for each size but the last of several."""
    made = place / name / "from Northpeak"
    made.mkdir(parents=True)
    with xlsxwriter.Workbook(made / f"{name}_IO.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Display")
        sheet.write_row(0, 0, HEADER)
        for number, size in enumerate(sizes, 1):
            sheet.write_row(number, 0, (name, f"Home {size}", size, "A"))
            sheet.write_datetime(number, 4, datetime(start.year, start.month, start.day))
            sheet.write_datetime(number, 5, datetime(due.year, due.month, due.day))
            sheet.write_row(number, 6, ("Northpeak Studio", 150))
    for size in sizes[:1] if len(sizes) == 1 else sizes[:-1]:
        (made / f"{name}_A_{size}.jpg").write_bytes(picture(size))
    return made


def recorded(place: Path, day: date) -> None:
    """A check of a folder on record."""
    with check([place], as_of=day, jobs=1) as report:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        record_check(report, [str(place)], load_config(None), recorded=noon)


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """One campaign that is fine, and one of which a file is two business days late for Monday."""
    return [
        folder(tmp_path, "Aurora", date(2026, 5, 18), due=date(2026, 5, 13), sizes=("300x250", "728x90")),
        folder(tmp_path, "Borealis", date(2026, 5, 19), due=date(2026, 5, 13)),
    ]


def rolled_up(folders: Sequence[Path], out: Path | None = None) -> RollUp:
    return campaigns(folders, as_of=AS_OF, out=out, jobs=1)


def test_the_message_names_what_is_at_risk(two: list[Path]) -> None:
    text = rolled_up(two).text()
    first = text.splitlines()[0]
    assert first == (
        "2 campaigns, 1 at risk for Mon-Wed starts: Aurora (1 file missing, partner, 2 business days late)."
    )
    assert len([line for line in text.splitlines() if line]) <= 5


def test_a_page_a_workbook_and_a_report_for_each(two: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "roll"
    result = rolled_up(two, out)
    assert [file.name for file in result.files] == ["campaigns.html", "campaigns.xlsx"]
    page = (out / "campaigns.html").read_text()
    for one in result.campaigns:
        assert f'href="{one.link}"' in page
        assert (out / one.link).is_file()
    rows = table(out / "campaigns.xlsx", "Campaigns", header_row=len(result.text().splitlines()[0:1]) + 2)
    assert [(one["Campaign"], one["Booked"], one["Ready"], one["Missing"]) for one in rows] == [
        ("Aurora", 2, 1, 1),
        ("Borealis", 1, 1, 0),
    ]


def test_a_folder_that_cannot_be_checked_spoils_nothing(two: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "x_300x250.jpg").write_bytes(picture("300x250"))
    result = rolled_up([two[0], tmp_path / "empty", tmp_path / "art", tmp_path / "gone"])
    assert len(result.campaigns) == 1
    assert [Path(name).name for name, _ in result.failed] == ["empty", "art", "gone"]
    text = result.text()
    assert text.startswith("1 campaign, 1 at risk")
    assert "Not in these numbers: 3 folders" in text
    assert "no sheet in it reads as a campaign's" in text
    assert "does not exist" in text


def test_no_folder_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="name the folders"):
        campaigns([], as_of=AS_OF)


def test_records_say_how_first_deliveries_went_and_how_long_something_is_open(
    two: list[Path], tmp_path: Path
) -> None:
    wrong = two[1] / "Borealis_A_300x250.jpg"
    good = wrong.read_bytes()
    wrong.write_bytes(picture("300x251"))
    recorded(two[1], date(2026, 5, 11))
    recorded(two[1], date(2026, 5, 13))
    before = rolled_up([two[1]])
    assert before.campaigns[0].open_since == date(2026, 5, 11)
    assert before.campaigns[0].first_pass == 0.0
    assert "Oldest open: 4 days." in before.text()
    wrong.write_bytes(good)
    result = rolled_up(two, tmp_path / "roll")
    assert result.campaigns[1].open_since is None
    (partner,) = result.partners
    assert (partner.partner, partner.first_delivered, partner.first_ready) == ("Northpeak Studio", 1, 0)
    assert (
        "Northpeak Studio: 0 of 1 ready (0 %); most often the pixel size is not accepted (1)" in result.text()
    )
    (row,) = table(tmp_path / "roll" / "partners.xlsx", "Partners")
    assert (row["Partner"], row["Share"]) == ("Northpeak Studio", "0 %")


def test_a_fault_that_was_mended_in_between_is_open_anew(two: list[Path]) -> None:
    file = two[1] / "Borealis_A_300x250.jpg"
    good = file.read_bytes()
    file.write_bytes(picture("300x251"))
    recorded(two[1], date(2026, 5, 11))
    file.write_bytes(good)
    recorded(two[1], date(2026, 5, 12))
    file.write_bytes(picture("300x251"))
    recorded(two[1], date(2026, 5, 14))
    assert rolled_up([two[1]]).campaigns[0].open_since == date(2026, 5, 14)


def test_without_a_record_nobody_knows_since_when(two: list[Path]) -> None:
    with check([two[0]], as_of=AS_OF, jobs=1) as report:
        assert open_since(report, ()) is None
    result = rolled_up(two)
    assert result.partners == ()
    assert [one.first_pass for one in result.campaigns] == [None, None]
    assert not (two[0].parent / ".adqa").exists()
