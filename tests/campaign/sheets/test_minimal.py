"""The least that is a campaign: one column of sizes; what each further column would add is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from adqa.campaign.booking import book
from adqa.campaign.model import Campaign
from adqa.campaign.sheets.read import read_campaign
from adqa.campaign.sheets.receipt import missing_columns, receipt_lines
from adqa.errors import SheetError, UsageError
from campaign.sheets.made import read, read_rows, read_text


@pytest.mark.parametrize(
    "text",
    [
        "Size\n300x250\n728x90\n160x600\n",
        "300x250\n728x90\n160x600\n",
        "Sizes we need\n300 x 250\n728X90\n160×600\n",
    ],
)
def test_a_column_of_sizes_is_a_campaign(tmp_path: Path, text: str) -> None:
    campaign = read_text(tmp_path, text)
    assert [one.size_text.replace(" ", "").replace("×", "x").lower() for one in campaign.rows] == [
        "300x250",
        "728x90",
        "160x600",
    ]
    assert len(book(campaign)) == 3
    assert campaign.problems == ()


def test_all_in_one_cell_or_one_line(tmp_path: Path) -> None:
    one = read_rows(tmp_path, ["Size"], ["300x250, 728x90; 160x600"])
    assert [str(size) for size in one.rows[0].sizes] == ["300x250", "728x90", "160x600"]
    line = read_text(tmp_path, "300x250,728x90,160x600\n")
    assert [str(size) for row in line.rows for size in row.sizes] == ["300x250", "728x90", "160x600"]


def test_each_missing_column_is_named_once_with_what_it_would_add(tmp_path: Path) -> None:
    lines = missing_columns(read_text(tmp_path, "Size\n300x250\n728x90\n"))
    assert len(lines) == len(set(lines)) == 6
    assert "No due date or start column: missing files cannot be told from late ones" in lines
    assert all(line.startswith("No ") and ": " in line for line in lines)


def test_nothing_is_missing_from_a_full_sheet(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Message", "Max KB", "Start date", "Contact", "Landing page"],
        ["Home", "300x250", "A", 150, "2026-05-21", "Jo Park", "https://www.example.com"],
    )
    assert missing_columns(campaign) == []


@pytest.mark.parametrize(
    ("column", "value", "gone"),
    [
        ("Placement", "Home", "No placement column"),
        ("Message", "A", "No message, version or creative name column"),
        ("Max KB", "150", "No file size, file type or ad unit column"),
        ("Due date", "2026-05-14", "No due date or start column"),
        ("E-mail", "jo@example.com", "No partner or contact column"),
        ("Landing page", "https://www.example.com", "No landing page column"),
    ],
)
def test_a_column_that_is_there_is_not_missed(tmp_path: Path, column: str, value: str, gone: str) -> None:
    lines = missing_columns(read_rows(tmp_path, ["Size", column], ["300x250", value]))
    assert not any(line.startswith(gone) for line in lines)


def test_a_campaign_without_rows_misses_nothing() -> None:
    assert missing_columns(Campaign()) == []


def test_a_sheet_without_sizes_says_so(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Placement", "Creative name"], ["Home", "Aurora"])
    assert [problem.code for problem in campaign.problems] == ["no_sizes"]
    assert any(line.startswith("No size column") for line in missing_columns(campaign))


def test_sizes_are_read_from_names_where_no_column_has_them(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Placement", "Start date"], ["HP_Rail_300x600", "2026-05-21"])
    assert [str(size) for size in campaign.rows[0].sizes] == ["300x600"]
    assert campaign.tabs[0].notes == ("sizes read from the placement in row 2",)
    assert campaign.rows[0].columns["sizes"] == "A"


def test_a_workbook_without_a_table_is_named(tmp_path: Path) -> None:
    campaign = read(tmp_path, {"Hello": [["Dear Ana"], ["see you on Monday"]]})
    assert campaign.rows == ()
    assert receipt_lines(campaign) == ["sheet.xlsx › Hello: set aside (no table of placements found)"]


def test_no_path_and_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_campaign([])
    with pytest.raises(SheetError, match="does not exist"):
        read_campaign([tmp_path / "gone.xlsx"])
