"""Layouts of real sheets: title rows, blocks, columns of sizes, packages, forms, tabs and struck rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adqa.campaign.booking import book
from adqa.campaign.model import Campaign
from adqa.campaign.sheets.grid import Book, Cell, Grid
from adqa.campaign.sheets.layout import books, rows_text
from adqa.campaign.sheets.read import campaign_of
from campaign.sheets.made import Tab, accounted, booked, lines_with_content, read, read_rows, read_text

START, END = date(2026, 5, 21), date(2026, 5, 31)


def _sizes(campaign: Campaign) -> list[str]:
    return [" ".join(map(str, row.sizes)) for row in campaign.rows]


# --- case A


def _case_a() -> list[list[Any]]:
    """19 placements in six columns below title rows, two messages each: 38 creatives."""
    sizes = [
        "300x250",
        "728x90",
        "160x600",
        "300x600",
        "320x50",
        "970x250",
        "320x100",
        "970x90",
        "336x280",
        "468x60",
        "120x600",
        "250x250",
        "200x200",
        "180x150",
        "320x480",
        "480x320",
        "768x1024",
        "1024x768",
        "300x1050",
    ]
    rows: list[list[Any]] = [
        ["Lumen TV – Insertion order v3"],
        ["Campaign", "Aurora launch", "", "Advertiser", "Lumen TV"],
        ["Contact", "Jo Park <jo.park@northpeak.example>"],
        [],
        ["Placement", "Size", "Message", "Max KB", "Start date", "Due"],
    ]
    for number, size in enumerate(sizes):
        rows.append([f"Placement {number + 1}", size, "A, B", 150, START, date(2026, 5, 14)])
    return rows


def test_case_a_books_38_creatives_on_19_placements(tmp_path: Path) -> None:
    campaign = read(tmp_path, {"Display": _case_a()}, "Lumen_IO_v3.xlsx")
    assert (campaign.name, campaign.advertiser) == ("Aurora launch", "Lumen TV")
    assert campaign.tabs[0].header_row == 5
    assert campaign.tabs[0].rows == 19
    assert len(book(campaign)) == 38
    row = campaign.rows[0]
    assert (row.id, row.message, row.limits.weight) == ("Display!6#A", "A", "150 KB")
    assert (row.flight.start, row.due) == (START, date(2026, 5, 14))
    assert (row.owner, row.email) == ("Jo Park", "jo.park@northpeak.example")
    assert row.columns["sizes"] == "B"
    assert row.columns["weight"] == "D"
    assert [partner.name for partner in campaign.partners] == ["Jo Park"]
    assert campaign.problems == ()


# --- headers


def test_keys_and_values_above_the_table_describe_the_campaign(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Advertiser: Lumen TV", "", "Time zone", "Central"],
        ["Campaign", "Aurora", "IO number", "00123"],
        ["Flight", "5/21/2026 - 5/31/2026"],
        ["Creative due", "5/14/2026"],
        [],
        ["Placement", "Size"],
        ["Home", "300x250"],
    )
    assert (campaign.name, campaign.advertiser, campaign.id) == ("Aurora", "Lumen TV", "00123")
    assert campaign.time_zone == "America/Chicago"
    assert (campaign.flight.start, campaign.flight.end) == (START, END)
    row = campaign.rows[0]
    assert (row.flight.start, row.flight.end, row.due) == (START, END, date(2026, 5, 14))


def test_keys_may_stand_above_their_values(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Campaign", "Advertiser"],
        ["Aurora", "Lumen TV"],
        [],
        ["Placement", "Size"],
        ["Home", "300x250"],
    )
    assert (campaign.name, campaign.advertiser) == ("Aurora", "Lumen TV")
    assert booked(campaign) == [("Home", "300x250", "")]


def test_a_group_header_above_the_header_tells_equal_names_apart(tmp_path: Path) -> None:
    tab = Tab(
        [
            ["", "", "Flight", "", "Creative", "", ""],
            ["Placement", "Size", "Start", "End", "Name", "Start", "End"],
            ["Home", "300x250", START, END, "Aurora", date(2026, 5, 22), date(2026, 5, 23)],
        ],
        merged=["C1:D1", "E1:G1"],
    )
    campaign = read(tmp_path, {"Plan": tab})
    row = campaign.rows[0]
    assert (row.flight.start, row.flight.end) == (START, END)
    assert (row.creative_flight.start, row.creative_flight.end) == (date(2026, 5, 22), date(2026, 5, 23))
    assert row.creative == "Aurora"
    assert campaign.tabs[0].header_row == 2
    assert campaign.problems == ()


def test_a_header_that_goes_on_in_the_next_row(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Flight", "", "Creative", ""],
        ["", "", "Start", "End", "Name", "Rotation"],
        ["Home", "300x250", START, END, "Aurora", "50%"],
    )
    row = campaign.rows[0]
    assert (row.placement, row.flight.end, row.creative) == ("Home", END, "Aurora")
    assert row.rotation is not None
    assert row.rotation.percent == 50


def test_a_duplicate_header_is_a_problem_and_the_first_that_is_filled_counts(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Start date", "Start Date"],
        ["A", "300x250", START, date(2026, 6, 1)],
        ["B", "300x250", "", date(2026, 6, 1)],
    )
    assert [row.flight.start for row in campaign.rows] == [START, date(2026, 6, 1)]
    problem = campaign.problems[0]
    assert (problem.code, problem.row, problem.column) == ("duplicate_header", 1, "D")


def test_headers_repeated_on_each_page_are_skipped(tmp_path: Path) -> None:
    header = ["Placement", "Size", "Start date"]
    campaign = read_rows(tmp_path, header, ["A", "300x250", START], header, ["B", "728x90", START])
    assert _sizes(campaign) == ["300x250", "728x90"]
    assert campaign.tabs[0].skipped == {"repeated header": 1}


def test_a_second_table_below_is_read_by_its_own_header(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Start date"],
        ["A", "300x250", START],
        [],
        ["Size", "Creative name", "Placement", "End date"],
        ["728x90", "Aurora", "B", END],
    )
    assert booked(campaign) == [("A", "300x250", ""), ("B", "728x90", "")]
    assert campaign.rows[1].creative == "Aurora"
    assert campaign.rows[1].flight.end == END


def test_our_own_columns_of_an_earlier_check_are_left_out(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        [
            "Placement",
            "Size",
            "Due",
            "QA status",
            "What is wrong",
            "How to fix",
            "Who",
            "Due",
            "QA code",
            "Your comment",
            "QA accepted by",
            "QA accepted until",
            "QA accepted note",
        ],
        [
            "A",
            "300x250",
            date(2026, 5, 14),
            "To fix",
            "too heavy",
            "export",
            "Jo",
            "Thu 14 May",
            "weight/file",
            "ok?",
            "M. Ruiz",
            date(2026, 6, 1),
            "by mail",
        ],
    )
    row = campaign.rows[0]
    assert campaign.tabs[0].unused_columns == ()
    assert (row.due, row.owner) == (date(2026, 5, 14), "")
    assert row.accepted is not None
    assert (row.accepted.by, row.accepted.until, row.accepted.note) == (
        "M. Ruiz",
        date(2026, 6, 1),
        "by mail",
    )
    assert campaign.problems == ()


# --- what a line books


def test_one_row_with_many_sizes(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Placement", "Sizes"], ["ROS", "300x250, 300 x 600; 728X90"])
    assert _sizes(campaign) == ["300x250 300x600 728x90"]


def test_a_column_for_each_size(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Asset matrix"],
        ["Placement", "Message", "300x250", "728 x 90", "160x600", "Landing page"],
        ["Home", "A", "x", 2, "", "https://www.example.com"],
        ["ROS", "B", "Aurora_B.jpg", 0, "https://drive.google.com/file/1", "https://www.example.com"],
        ["Total", "", 2, 2, 1, ""],
    )
    assert [(row.id, row.size_text, row.asset) for row in campaign.rows] == [
        ("Traffic!3#300x250", "300x250", ""),
        ("Traffic!3#728x90", "728x90", ""),
        ("Traffic!4#300x250", "300x250", "Aurora_B.jpg"),
        ("Traffic!4#160x600", "160x600", "https://drive.google.com/file/1"),
    ]
    assert campaign.rows[3].columns["sizes"] == "E"
    assert campaign.tabs[0].rows == 2
    assert campaign.tabs[0].unused_columns == ()


def test_a_column_for_each_message(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Message A", "Message B"],
        ["Home", "300x250", "x", "x"],
        ["ROS", "728x90", "", "✓"],
    )
    assert booked(campaign) == [("Home", "300x250", "A"), ("Home", "300x250", "B"), ("ROS", "728x90", "B")]


def test_a_column_for_each_creative(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Creative 1", "Creative 2"],
        ["Home", "300x250", "Aurora_A.jpg", "Aurora B"],
    )
    assert [(row.asset, row.creative) for row in campaign.rows] == [("Aurora_A.jpg", ""), ("", "Aurora B")]


def test_lists_of_messages_and_files_are_booked_one_by_one(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Message", "File name"],
        ["A", "300x250", "A / B", ""],
        ["B", "300x250", "Save $200, today only", ""],
        ["C", "300x250, 728x90", "", "x_300x250.jpg\nx_728x90.jpg"],
    )
    assert [(row.id, row.message, row.asset, row.size_text) for row in campaign.rows] == [
        ("Traffic!2#A", "A", "", "300x250"),
        ("Traffic!2#B", "B", "", "300x250"),
        ("Traffic!3", "Save $200, today only", "", "300x250"),
        ("Traffic!4#1", "", "x_300x250.jpg", "300x250"),
        ("Traffic!4#2", "", "x_728x90.jpg", "728x90"),
    ]


def test_width_and_height_in_two_columns(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Placement", "Width", "Height"], ["Home", 300, 250])
    assert _sizes(campaign) == ["300x250"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", True),
        ("✓", True),
        ("3", True),
        ("a.jpg", True),
        ("0", False),
        ("no", False),
        ("n/a", False),
        ("–", False),
        ("", False),
    ],
)
def test_what_a_cell_below_a_size_books(text: str, said: bool) -> None:
    assert books(text) is said


# --- blocks


def test_section_rows_and_values_carried_down(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Start date", "End date", "Creative"],
        ["DESKTOP"],
        ["Home", "970x250", START, END, "A"],
        ["", "300x250", "", "", "A"],
        ["", "300x600", "", "", "B"],
        ["MOBILE"],
        ["Home", "320x50", date(2026, 6, 1), "", "A"],
    )
    assert [(row.device, row.placement, row.flight.start) for row in campaign.rows] == [
        ("DESKTOP", "Home", START),
        ("DESKTOP", "Home", START),
        ("DESKTOP", "Home", START),
        ("MOBILE", "Home", date(2026, 6, 1)),
    ]
    assert campaign.rows[3].flight.open_ended
    assert "values carried down from the row above in rows 4-5" in campaign.tabs[0].notes
    assert campaign.tabs[0].skipped == {"section": 2}


def test_a_row_with_its_own_placement_takes_no_dates_from_above(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Start date", "Due"],
        ["A", "300x250", START, START],
        ["B", "728x90", "", ""],
    )
    assert (campaign.rows[1].flight.start, campaign.rows[1].due) == (None, None)


def test_a_publisher_written_once_for_its_block(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Publisher", "Placement", "Size"],
        ["Bestmart", "Home", "300x250"],
        ["", "ROS", "728x90"],
        ["", "Deals", "728x90"],
        ["Lumenshop", "Home", "300x250"],
        ["", "ROS", "728x90"],
    )
    assert [row.publisher for row in campaign.rows] == ["Bestmart"] * 3 + ["Lumenshop"] * 2


def test_merged_cells_hold_for_all_rows_they_cover(tmp_path: Path) -> None:
    tab = Tab(
        [
            ["Placement", "Size", "Start date"],
            ["Home", "300x250", START],
            ["", "728x90", ""],
            ["ROS", "300x250", END],
        ],
        merged=["A2:A3", "C2:C3"],
    )
    campaign = read(tmp_path, {"Plan": tab})
    assert [(row.placement, row.flight.start) for row in campaign.rows] == [
        ("Home", START),
        ("Home", START),
        ("ROS", END),
    ]
    assert "merged cells hold for all rows they cover" in campaign.tabs[0].notes


def test_packages_head_their_placements(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Line item", "Type", "Dimensions", "Start date", "End date"],
        ["HP Takeover", "Package", "", "5/14/26", "5/30/26"],
        ["HP Billboard", "Placement", "970x250", "", ""],
        ["HP Half page", "Placement", "300x600", "", ""],
        ["ROS", "Roadblock", "", "6/1/26", "6/30/26"],
        ["ROS Rectangle", "Placement", "300x250", "", ""],
    )
    assert [(row.package, row.placement, row.flight.start) for row in campaign.rows] == [
        ("HP Takeover", "HP Billboard", date(2026, 5, 14)),
        ("HP Takeover", "HP Half page", date(2026, 5, 14)),
        ("ROS", "ROS Rectangle", date(2026, 6, 1)),
    ]
    assert campaign.tabs[0].skipped == {"package": 2}


def test_totals_are_skipped_and_shops_called_total_are_not(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Impressions"],
        ["Total Wine home page", "300x250", 1000],
        ["Subtotal", "", 1000],
        ["Grand Total:", "", 1000],
        ["Display total", "", 1000],
    )
    assert [row.placement for row in campaign.rows] == ["Total Wine home page"]
    assert campaign.tabs[0].skipped == {"total": 3}


def test_a_lone_word_at_the_end_is_named_not_dropped(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Placement", "Size", "Start date", "Contact"],
        ["Home", "300x250", START, "Jo"],
        ["Category banner"],
        ["* all sizes in pixels"],
    )
    assert campaign.tabs[0].skipped == {"section": 1, "note": 1}
    assert [(problem.row, problem.code) for problem in campaign.problems] == [(3, "not_understood")]
    assert "Category banner" in campaign.problems[0].text


# --- forms


def test_an_order_form_of_keys_and_values(tmp_path: Path) -> None:
    campaign = read(
        tmp_path,
        {
            "IO": [
                ["Advertiser Name", "Lumen TV"],
                ["Campaign (name in the IO)", "Aurora"],
                ["Start Date", "5/21/2026"],
                ["End Date", "5/31/2026"],
                ["Contact", "Jo Park"],
                ["Geography", "US"],
                [],
                ["Placement Type", "Billboard"],
                ["Sizes", "970x250, 300x600"],
                ["Click Through URL", "https://www.example.com/1"],
                ["Additional Tracking", "https://t.example.com/p"],
                [],
                ["Placement Type", "Run of site"],
                ["Sizes", "300x250"],
                ["Click Through URL", "https://www.example.com/2"],
            ]
        },
    )
    assert (campaign.name, campaign.advertiser, campaign.tabs[0].header_row) == ("Aurora", "Lumen TV", 0)
    assert [(row.row, row.unit, row.landing_url) for row in campaign.rows] == [
        (9, "Billboard", "https://www.example.com/1"),
        (14, "Run of site", "https://www.example.com/2"),
    ]
    assert _sizes(campaign) == ["970x250 300x600", "300x250"]
    assert {row.flight.start for row in campaign.rows} == {START}
    assert {row.owner for row in campaign.rows} == {"Jo Park"}
    assert len(campaign.rows[0].trackers) == 1


def test_a_form_with_placements_side_by_side(tmp_path: Path) -> None:
    campaign = read(
        tmp_path,
        {
            "IO": [
                ["Campaign", "Aurora"],
                ["Placement", "Home", "ROS"],
                ["Sizes", "970x250", "300x250"],
                ["Start Date", START],
            ]
        },
    )
    assert booked(campaign) == [("Home", "970x250", ""), ("ROS", "300x250", "")]
    assert {row.flight.start for row in campaign.rows} == {START}


# --- tabs


def _tab(placement: str = "Home") -> list[list[Any]]:
    return [["Placement", "Size"], [placement, "300x250"]]


def test_the_name_of_a_tab_fills_the_field_that_is_empty(tmp_path: Path) -> None:
    campaign = read(tmp_path, {"Bestmart": _tab(), "Lumenshop": _tab()})
    assert [row.publisher for row in campaign.rows] == ["Bestmart", "Lumenshop"]
    assert [row.id for row in campaign.rows] == ["Bestmart!2", "Lumenshop!2"]
    devices = read(tmp_path, {"Desktop": _tab(), "Mobile": _tab()})
    assert [row.device for row in devices.rows] == ["Desktop", "Mobile"]
    channels = read(tmp_path, {"Display": _tab(), "Social": _tab()})
    assert [row.channel for row in channels.rows] == ["Display", "Social"]
    plain = read(tmp_path, {"Sheet1": _tab(), "Plan": _tab()})
    assert {row.publisher + row.unit for row in plain.rows} == {""}


def test_a_tab_never_overrules_what_its_rows_say(tmp_path: Path) -> None:
    tab = [["Publisher", "Placement", "Ad unit", "Size"], ["Bestmart", "Home", "Hero", "300x250"]]
    campaign = read(tmp_path, {"June": tab, "July": tab})
    assert {(row.publisher, row.unit) for row in campaign.rows} == {("Bestmart", "Hero")}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("old", "named old"),
        ("Display (old)", "named old"),
        ("Display_OLD", "named old"),
        ("OLD Display", "named old"),
        ("Archive", "named archive"),
        ("v1", "named v1"),
        ("Display v1", "named v1"),
        ("Copy of Display", "a copy of another tab"),
        ("Display copy", "a copy of another tab"),
        ("Display (2)", "a copy of another tab"),
    ],
)
def test_old_tabs_are_set_aside_and_named(tmp_path: Path, name: str, reason: str) -> None:
    campaign = read(tmp_path, {"Display": _tab(), "v2": _tab("B"), name: _tab("old")})
    assert {row.tab for row in campaign.rows} == {"Display", "v2"}
    assert [tab.set_aside for tab in campaign.tabs if tab.tab == name] == [reason]


@pytest.mark.parametrize("name", ["Old Navy", "Copy deck", "Threshold", "v3", "Golden (2)", "Bold"])
def test_tabs_that_only_sound_old_are_read(tmp_path: Path, name: str) -> None:
    assert {row.tab for row in read(tmp_path, {"Display": _tab(), name: _tab()}).rows} == {"Display", name}


def test_the_only_tab_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert len(read(tmp_path, {"old": _tab()}).rows) == 1


def test_a_hidden_tab_is_set_aside_with_what_it_holds(tmp_path: Path) -> None:
    campaign = read(tmp_path, {"Display": _tab(), "Secret": Tab(_tab(), hidden=True)})
    assert campaign.tabs[1].set_aside == "hidden tab, 1 row that reads as a placement"
    assert len(campaign.rows) == 1


def test_our_own_tabs(tmp_path: Path) -> None:
    campaign = read(
        tmp_path,
        {
            "Display": _tab(),
            "adqa units": [["Ad unit", "Spec"], ["HP Hero – Desktop", "lumen/hero"], ["ROS", "iab/display"]],
            "adqa waivers": [
                ["Code", "Creative", "By", "Until", "Up to", "Reason"],
                [
                    "weight/file",
                    "Aurora_A_300x600.gif",
                    "M. Ruiz",
                    date(2026, 6, 1),
                    "220 KB",
                    "publisher's mail",
                ],
                ["", "nothing"],
            ],
            "adqa partners": [
                ["Name", "Contact", "E-mail"],
                ["Northpeak", "Jo Park", "jo@northpeak.example"],
            ],
            "QA": [["Placement", "Size"], ["x", "300x250"]],
        },
    )
    assert campaign.units == {"HP Hero – Desktop": "lumen/hero", "ROS": "iab/display"}
    waiver = campaign.waivers[0]
    assert (waiver.rule, waiver.subject, waiver.by, waiver.until, waiver.up_to, waiver.row) == (
        "weight/file",
        "Aurora_A_300x600.gif",
        "M. Ruiz",
        date(2026, 6, 1),
        "220 KB",
        2,
    )
    assert len(campaign.waivers) == 1
    assert campaign.partners[0].email == "jo@northpeak.example"
    assert {row.tab for row in campaign.rows} == {"Display"}


# --- formats that mean something


def test_struck_rows_are_cancelled_and_hidden_rows_are_read(tmp_path: Path) -> None:
    tab = Tab(
        [
            ["Placement", "Size", "Start date"],
            ["A", "300x250", START],
            ["B", "300x250", START],
            ["C", "300x250", START],
        ],
        struck=[3],
        hidden_rows=[4],
        comments={"A2": "Jo: use the night art"},
    )
    campaign = read(tmp_path, {"Plan": tab})
    assert [(row.state, row.hidden) for row in campaign.rows] == [
        ("live", False),
        ("cancelled", False),
        ("live", True),
    ]
    assert campaign.rows[1].state_reason == "struck through"
    assert "use the night art" in campaign.rows[0].notes
    assert (campaign.tabs[0].cancelled, campaign.tabs[0].hidden) == ((3,), (4,))


def test_one_struck_cell_does_not_cancel_a_row(tmp_path: Path) -> None:
    tab = Tab(
        [["Placement", "Size", "Start date", "Notes"], ["A", "300x250", START, "old remark"]],
        struck=["D2"],
    )
    campaign = read(tmp_path, {"Plan": tab})
    assert campaign.rows[0].state == "live"
    assert [(problem.code, problem.column) for problem in campaign.problems] == [("other", "D")]


def test_a_struck_mark_cancels_only_its_size(tmp_path: Path) -> None:
    tab = Tab([["Placement", "300x250", "728x90"], ["A", "x", "x"]], struck=["C2"])
    assert [(row.size_text, row.state) for row in read(tmp_path, {"Plan": tab}).rows] == [
        ("300x250", "live"),
        ("728x90", "cancelled"),
    ]


# --- dates


def test_an_ambiguous_column_is_reported_once(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path, "Placement,Size,Start\nA,300x250,5/6/2026\nB,300x250,5/7/2026\nC,300x250,5/8/2026\n"
    )
    assert [(one.code, one.row, one.column) for one in campaign.problems] == [("ambiguous_dates", 2, "C")]
    assert '"5/6/2026" and 2 more cells' in campaign.problems[0].text
    assert (campaign.rows[0].flight.start, campaign.rows[0].flight.tentative) == (None, "5/6/2026")


@pytest.mark.parametrize(("order", "day"), [("mdy", date(2026, 5, 6)), ("dmy", date(2026, 6, 5))])
def test_the_caller_may_say_the_order(tmp_path: Path, order: str, day: date) -> None:
    campaign = read_text(tmp_path, "Placement,Size,Start\nA,300x250,5/6/2026\n", date_order=order)
    assert campaign.rows[0].flight.start == day
    assert campaign.problems == ()


def test_one_value_above_12_decides_for_its_column_and_the_workbook(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path, "Placement,Size,Start,End\nA,300x250,5/6/2026,6/7/2026\nB,300x250,5/21/2026,6/8/2026\n"
    )
    assert (campaign.rows[0].flight.start, campaign.rows[0].flight.end) == (
        date(2026, 5, 6),
        date(2026, 6, 7),
    )
    assert campaign.problems == ()
    assert any("as another column shows" in note for note in campaign.tabs[0].notes)


def test_a_missing_year_comes_from_the_campaign_else_it_is_said_once(tmp_path: Path) -> None:
    rows = [["Placement", "Size", "Start date"], ["A", "300x250", "5/21"], ["B", "300x250", "5/22"]]
    told = read_rows(tmp_path, ["Flight", "5/14/2026 - 5/30/2026"], [], *rows)
    assert [row.flight.start for row in told.rows] == [START, date(2026, 5, 22)]
    untold = read_rows(tmp_path, *rows)
    assert [problem.code for problem in untold.problems] == ["no_year"]
    assert untold.rows[0].flight.tentative == "5/21"
    given = read_rows(tmp_path, *rows, year=2027)
    assert given.rows[0].flight.start == date(2027, 5, 21)


@pytest.mark.parametrize(
    ("end", "open_ended", "tentative"),
    [
        ("TBD", False, "TBD"),
        ("TFN", True, ""),
        ("ongoing", True, ""),
        ("12/31/2099", True, ""),
        ("", True, ""),
    ],
)
def test_open_and_tentative_ends(tmp_path: Path, end: str, open_ended: bool, tentative: str) -> None:
    flight = (
        read_rows(tmp_path, ["Placement", "Size", "Start", "End"], ["A", "300x250", START, end])
        .rows[0]
        .flight
    )
    assert (flight.open_ended, flight.tentative, flight.end) == (open_ended, tentative, None)


def test_impossible_dates_are_reported_by_cell(tmp_path: Path) -> None:
    campaign = read_text(tmp_path, "Placement,Size,Start\nA,300x250,29 Feb 2026\nB,300x250,13/13/2026\n")
    assert [(one.row, one.column, one.code, one.holds) for one in campaign.problems] == [
        (2, "C", "impossible_date", True),
        (3, "C", "impossible_date", True),
    ]


def test_weeks_need_a_calendar(tmp_path: Path) -> None:
    rows = (["Placement", "Size", "Start"], ["A", "300x250", "Wk 20"])
    assert read_rows(tmp_path, *rows, year=2026).rows[0].flight.tentative == "Wk 20"
    assert read_rows(tmp_path, *rows, year=2026, weeks="iso").rows[0].flight.start == date(2026, 5, 11)
    fiscal = read_rows(
        tmp_path, ["Placement", "Size", "Start"], ["A", "300x250", "FW16"], year=2026, weeks="FY26=2026-02-01"
    )
    assert fiscal.rows[0].flight.start is not None


# --- cells that could not be understood


def test_error_cells_and_unreadable_sizes_hold_the_row(tmp_path: Path) -> None:
    grid = Grid(
        tab="Plan",
        rows={
            1: {1: _cell("Placement"), 2: _cell("Size"), 3: _cell("Start date")},
            2: {1: _cell("A"), 2: _cell("banner big"), 3: Cell(value=None, text="", error="#REF!")},
            3: {
                1: _cell("B"),
                2: Cell(value=None, text="", error="no cached value", formula="=A1"),
                3: _cell(""),
            },
        },
    )
    campaign = campaign_of(Book(path="x.xlsx", format="xlsx", grids=[grid]), "x.xlsx")
    assert [(one.row, one.column, one.code, one.holds) for one in campaign.problems[:3]] == [
        (2, "C", "error_cell", True),
        (2, "B", "not_understood", True),
        (3, "B", "no_cached_value", True),
    ]


def test_what_is_still_to_come_is_no_value(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path, ["Placement", "Size", "Landing page"], ["A", "300x250", "TBD"], ["B", "300x250", "n/a"]
    )
    assert [row.landing_url for row in campaign.rows] == ["", ""]
    assert [(problem.row, problem.holds) for problem in campaign.problems] == [(2, False)]


@pytest.mark.parametrize(
    ("size", "serving", "kind"),
    [
        ("1x1", "tracking", ""),
        ("0x0", "unknown", "video"),
        ("Native", "native", "native"),
        ("Fluid", "unknown", ""),
        ("300x250", "unknown", ""),
    ],
)
def test_sizes_that_are_no_sizes(tmp_path: Path, size: str, serving: str, kind: str) -> None:
    row = read_rows(tmp_path, ["Placement", "Size"], ["A", size], ["B", "728x90"]).rows[0]
    assert (row.serving, row.kind, row.size_text) == (serving, kind, size)
    assert bool(row.sizes) is (size == "300x250")


@pytest.mark.parametrize(
    ("said", "serving"),
    [
        ("3P tag", "tag"),
        ("Third-party", "tag"),
        ("Hosted", "hosted"),
        ("1P", "hosted"),
        ("Tracking only", "tracking"),
        ("who knows", "unknown"),
    ],
)
def test_who_serves_a_row(tmp_path: Path, said: str, serving: str) -> None:
    assert (
        read_rows(tmp_path, ["Placement", "Size", "Served by"], ["A", "300x250", said]).rows[0].serving
        == serving
    )


def test_a_tag_in_a_cell_is_a_tag(tmp_path: Path) -> None:
    row = read_rows(
        tmp_path,
        ["Placement", "Size", "Ad tag"],
        ["A", "300x250", "<script src='https://x.example/t'></script>"],
    ).rows[0]
    assert (row.serving, row.tag[:7]) == ("tag", "<script")


def test_limits_in_columns_headers_and_free_text(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        [
            "Placement",
            "Size",
            "Max File Size (KB)",
            "File type",
            "Animation",
            "Loops",
            "Headline (max 35 characters)",
            "Specs",
        ],
        ["A", "300x250", 150, "JPG/PNG", ":15", "3", "Big TV", ""],
        ["B", "300x250", "", "", "", "", "", "HTML5 or JPG, max 200KB, 30 sec"],
        ["C", "300x250", "heavy", "", "", "", "", ""],
    )
    first, second, _ = (row.limits for row in campaign.rows)
    assert (first.weight, first.formats, first.seconds, first.loops) == ("150 KB", ("jpg", "png"), "15 s", 3)
    assert first.characters == {"headline": 35}
    assert campaign.rows[0].copy == {"headline": "Big TV"}
    assert (second.weight, second.formats, second.seconds) == ("200 KB", ("html5", "jpg"), "30 s")
    assert [(one.row, one.column, one.code) for one in campaign.problems] == [(4, "C", "not_understood")]


def _cell(text: str) -> Cell:
    return Cell(value=text, text=text)


# --- nothing is dropped in silence

_TEXTS = st.sampled_from(
    [
        "",
        "",
        "A",
        "Home",
        "300x250",
        "728x90",
        "DESKTOP",
        "Total",
        "Subtotal",
        "x",
        "5/21/2026",
        "TBD",
        "cancelled",
        "Package",
        "* a note",
        "https://www.example.com",
        "a.jpg",
        "Placement",
        "Size",
        "Generated By: Ana",
        "150",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_TEXTS, min_size=1, max_size=6), max_size=12))
def test_every_line_below_the_header_is_read_or_skipped_with_a_reason(body: list[list[str]]) -> None:
    rows = [["Placement", "Size", "Creative name", "Start date", "Notes", "Rate"], *body]
    cells = {
        number: {column: _cell(text) for column, text in enumerate(row, 1) if text}
        for number, row in enumerate(rows, 1)
    }
    book_ = Book(path="x.csv", format="csv", grids=[Grid(tab="Plan", rows=cells)])
    campaign = campaign_of(book_, "x.csv")
    if not campaign.tabs[0].set_aside and campaign.tabs[0].header_row == 1:
        assert accounted(campaign, "Plan") == lines_with_content(rows, 1)
    assert len({row.id for row in campaign.rows}) == len(campaign.rows)
    assert {row.row for row in campaign.rows} <= set(range(1, len(rows) + 1))


@pytest.mark.parametrize(
    ("rows", "text"), [([9], "row 9"), ([7, 8, 9, 12], "rows 7-9, 12"), ([2, 4], "rows 2, 4")]
)
def test_rows_in_words(rows: list[int], text: str) -> None:
    assert rows_text(rows) == text


# --- the odd ones


def test_sizes_down_and_messages_across(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Size", "A", "B"], ["300x250", "x", "x"], ["728x90", "", "x"])
    assert booked(campaign) == [("", "300x250", "A"), ("", "300x250", "B"), ("", "728x90", "B")]


def test_a_corner_that_names_both_ways_of_a_matrix(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path, ["Placement \\ Size", "300x250", "728x90"], ["Home", "x", ""], ["ROS", "x", "x"]
    )
    assert booked(campaign) == [("Home", "300x250", ""), ("ROS", "300x250", ""), ("ROS", "728x90", "")]


def test_sizes_of_creatives_are_the_sizes_where_there_are_no_others(tmp_path: Path) -> None:
    row = read_rows(tmp_path, ["Placement", "Creative dimensions"], ["Home", "300x250"]).rows[0]
    assert ([str(size) for size in row.sizes], row.creative_sizes) == (["300x250"], ())


def test_a_list_with_headings_and_nothing_else(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path, ["Deliverables"], ["Desktop"], ["970x250 Billboard"], ["300x600"], ["Mobile"], ["320x50"]
    )
    assert [(row.device, str(row.sizes[0])) for row in campaign.rows] == [
        ("Desktop", "970x250"),
        ("Desktop", "300x600"),
        ("Mobile", "320x50"),
    ]
    assert accounted(campaign, "Traffic") == 6


def test_columns_without_any_header_are_named_as_not_used(tmp_path: Path) -> None:
    campaign = read_text(tmp_path, "Home;300x250\nROS;728x90\n")
    assert campaign.tabs[0].unused_columns == ("column A",)


def test_one_tab_for_each_flight(tmp_path: Path) -> None:
    campaign = read(tmp_path, {"5-14 to 5-24-2026": _tab(), "June 2026": _tab()})
    assert (campaign.rows[0].flight.start, campaign.rows[0].flight.end) == (
        date(2026, 5, 14),
        date(2026, 5, 24),
    )
    assert campaign.rows[1].flight.tentative == "June 2026"
    assert {row.publisher for row in campaign.rows} == {""}


def test_a_lead_time_in_the_column_for_due_dates(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path, ["Placement", "Size", "Due"], ["Home", "300x250", "5 business days before start"]
    )
    assert (campaign.rows[0].due, campaign.rows[0].lead_time) == (None, "5 business days before start")
    assert campaign.problems == ()


def test_an_end_in_the_column_for_starts(tmp_path: Path) -> None:
    flight = (
        read_rows(tmp_path, ["Placement", "Size", "Start"], ["Home", "300x250", "thru 5/30/2026"])
        .rows[0]
        .flight
    )
    assert (flight.start, flight.end) == (None, date(2026, 5, 30))


def test_midnight_as_an_end_is_pointed_out(tmp_path: Path) -> None:
    rows = (["Placement", "Size", "Start", "End"], ["Home", "300x250", "5/21/2026", "5/30/2026 12:00 AM"])
    assert read_rows(tmp_path, *rows).rows[0].flight.ends_at_midnight
