"""The reading receipt: what was read, cancelled, skipped and not used, tab by tab; and how fast it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adqa.campaign.sheets.candidate import looks_like_campaign
from adqa.campaign.sheets.read import read_campaign
from adqa.campaign.sheets.receipt import receipt_lines, unused_lines
from campaign.sheets.made import Tab, accounted, lines_with_content, read, read_rows, workbook

START, END = date(2026, 5, 21), date(2026, 5, 31)


def test_the_receipt_of_a_real_looking_order(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Lumen IO"], ["Advertiser", "Lumen TV"], [], []]
    rows.append(["Placement", "Size", "Start date", "End date", "Rate", "CPM", "Net", "PO"])
    rows += [[f"Placement {number}", "300x250", START, END, 1, 2, 3, "P1"] for number in range(41)]
    rows += [["Subtotal", "", "", "", 41, "", "", ""], ["Total", "", "", "", 41, "", "", ""]]
    tab = Tab(rows, struck=[10, 11, 12], hidden_rows=[20, 21])
    campaign = read(
        tmp_path, {"Display": tab, "old": [["Placement", "Size"], ["x", "1x1"]]}, "Lumen_IO_v3.xlsx"
    )
    display, old = receipt_lines(campaign)
    assert display == (
        "Lumen_IO_v3.xlsx › Display: header in row 5, 41 rows read as placements "
        "(2 hidden rows included: 20, 21 · 3 struck through = cancelled: 10-12 · 2 total rows skipped)"
    )
    assert unused_lines(campaign) == ["4 columns not used: Rate, CPM, Net, PO"]
    assert old == "Lumen_IO_v3.xlsx › old: set aside (named old)"
    assert accounted(campaign, "Display") == lines_with_content(rows, 5)


def test_a_text_file_has_no_tab_and_one_row_is_singular(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Placement;Size;Budget\nHome;300x250;10\n", "utf-8")
    campaign = read_campaign([path])
    assert receipt_lines(campaign) == ["plan.csv: header in row 1, 1 row read as placements"]
    assert unused_lines(campaign) == ["1 column not used: Budget"]


def test_many_unused_columns_are_cut_short(tmp_path: Path) -> None:
    names = [f"Zone {letter}" for letter in "abcdefghijklmnop"]
    (line,) = unused_lines(read_rows(tmp_path, ["Size", *names], ["300x250", *"abcdefghijklmnop"]))
    assert line.startswith("16 columns not used: Zone a, ")
    assert line.endswith(" and 4 more")


def test_each_tab_says_which_columns_it_does_not_use(tmp_path: Path) -> None:
    tab: list[list[object]] = [["Placement", "Size", "Rate"], ["Home", "300x250", 5]]
    campaign = read(tmp_path, {"Display": tab, "Mobile": tab, "Tags": [["Size"], ["300x250"]]}, "a.xlsx")
    assert unused_lines(campaign) == [
        "a.xlsx › Display: 1 column not used: Rate",
        "a.xlsx › Mobile: 1 column not used: Rate",
    ]


def test_several_sheets_are_one_campaign_with_ids_of_their_own(tmp_path: Path) -> None:
    tabs = {"Plan": [["Campaign", "Aurora"], [], ["Placement", "Size"], ["Home", "300x250"]]}
    campaign = read_campaign([workbook(tmp_path / "a.xlsx", tabs), workbook(tmp_path / "b.xlsx", tabs)])
    assert [row.id for row in campaign.rows] == ["Plan!4", "b.xlsx!Plan!4"]
    assert [Path(file).name for file in campaign.files] == ["a.xlsx", "b.xlsx"]
    assert campaign.name == "Aurora"


def test_the_same_sheet_reads_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    header = [
        "Placement",
        "Size",
        "Start",
        "End",
        "Creative start",
        "Due",
        "1x1",
        "Pixel 2",
        "utm_source",
        "Headline",
    ]
    line = [
        "Home",
        "300x250",
        "5/21/2026",
        "6/7/2026",
        "5/22/2026",
        "5/6/2026",
        "https://a",
        "https://b",
        "x",
        "Hi",
    ]
    path = workbook(tmp_path / "a.xlsx", {"One": [header, line], "Two": [header, line], "v1": [header, line]})
    code = (
        "import sys; from adqa.campaign.sheets.read import read_campaign, receipt_lines\n"
        "c = read_campaign([sys.argv[1]]); print(c); print(*receipt_lines(c))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_two_thousand_rows_of_twenty_columns_take_about_a_second(tmp_path: Path) -> None:
    header: list[Any] = [
        "Placement ID",
        "Placement",
        "Size",
        "Message",
        "Creative name",
        "Start date",
        "End date",
        "Rotation",
        "Landing page",
        "1x1",
        "Tracking Pixel 2",
        "Max KB",
        "File type",
        "Contact",
        "Due",
        "Status",
        "Notes",
        "Headline",
        "Rate",
        "PO",
    ]
    lines: list[list[Any]] = [
        [
            f"{number:06}",
            f"Placement {number}",
            "300x250, 728x90",
            "A",
            f"Aurora_{number}",
            f"5/{number % 28 + 1}/2026",
            "6/30/2026",
            "50%",
            f"https://www.example.com/{number}",
            "https://t.example.com/1",
            "",
            150,
            "JPG, HTML5",
            "Jo Park <jo@northpeak.example>",
            "2026-05-14",
            "Live",
            "swap in Aurora_v3 for Aurora_v2",
            "Big TV",
            1.5,
            "P",
        ]
        for number in range(2000)
    ]
    path = tmp_path / "big.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in [header, *lines]), "utf-8")
    began = time.process_time()
    campaign = read_campaign([path])
    assert time.process_time() - began < 5  # about one second of work; the rest is for slow machines
    assert len(campaign.rows) == 2000
    assert campaign.problems == ()


# --- which file of a folder is the sheet


def test_a_campaign_sheet_is_told_from_other_files(tmp_path: Path) -> None:
    sheet = workbook(
        tmp_path / "Lumen_IO.xlsx",
        {
            "Display": [
                ["Placement", "Size", "Message", "Start date", "Contact"],
                ["Home", "300x250", "A", START, "Jo"],
            ]
            * 1
        },
    )
    good = looks_like_campaign(sheet)
    assert good.score > 60
    assert (
        good.words == "1 row with sizes, placements, creatives or messages, dates and due dates or contacts"
    )
    table = workbook(
        tmp_path / "units.xlsx",
        {"Units": [["Ad unit", "Size", "Max KB"], ["Hero", "970x250", 150], ["MPU", "300x250", 150]]},
    )
    assert 0 < looks_like_campaign(table).score * 2 <= good.score


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "prices.csv",
            "SKU,Title,Price,Availability\n6534615,TV,799.99,in stock\n",
            "no table of placements",
        ),
        ("notes.csv", "Dear Ana,\nsee you on Monday\n", "no table of placements"),
        (
            "tags.csv",
            "Placement,Size,Ad tag\nHome,300x250,<script src='x'></script>\n",
            "1 tag, a sheet of tags",
        ),
        ("~$Lumen_IO.xlsx", "", "a mark that somebody has a workbook open"),
        ("Lumen_IO.qa.xlsx", "", "written by adqa"),
        ("Lumen_IO.qa (2).xlsx", "", "written by adqa"),
        ("recheck.csv", "Placement,Size\nA,300x250\n", "written by adqa"),
        ("banner.jpg", "x", "no workbook, delimited text or YAML"),
        ("spec.yaml", "publisher: x\n", "YAML, but no campaign"),
        ("campaign.yaml", "campaign: Aurora\n", "a campaign in YAML"),
    ],
)
def test_other_files_are_not(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = looks_like_campaign(path)
    assert found.words == words
    assert bool(found.score) is (name == "campaign.yaml")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(range(256))]
)
def test_a_broken_file_has_a_reason_and_raises_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    found = looks_like_campaign(path)
    assert (found.score, bool(found.words)) == (0, True)
    assert looks_like_campaign(tmp_path / "gone.csv").score == 0
