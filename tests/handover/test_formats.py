"""The sheets of a hand-over: their columns, what fills them, and what is never in them."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any

import pytest

from adqa.campaign.model import Flight, Rotation
from adqa.campaign.sheets.read import read_campaign
from adqa.commands.export import FORMS, Form
from adqa.handover import cm360, gam, neutral
from handover.desk import Desk, parts_of, picture, row, table

CM360 = """\
Campaign ID, Campaign Name, Trafficking Status, Site ID, Site, Channel, Placement ID, Placement
Name, Placement Size, Compatibility, Placement Status, Placement Payment Source, Pricing Schedule
Type, Pricing Schedule Start Date, Pricing Schedule End Date, Placement Tag Formats, Ad Server, Ad
ID, Ad Name, Ad Start Date, Ad End Date, Ad Type, Delivery Schedule Priority, Delivery Schedule
Impression Ratio, Ad Click Through Url, Ad Dynamic Click Tracker, Creative ID, Creative Name,
Creative Start Date, Creative End Date, Creative Rotation, Creative Dimensions, Creative Type,
Creative asset file link, Base URL, Final Trafficking URL, Brand Safety/Verification, Brand
Safety/Verification Measurement Type, Research Partner, Notes, Campaign Funding, Campaign Quarter,
Creative Detail, Fiscal, Language, Salesforce ID"""
RICH: dict[str, Any] = {
    "publisher": "retailer.example",
    "placement_id": "4711",
    "creative": "Aurora_A_300x250",
    "landing_url": "https://www.lumen-televisions.com/aurora",
    "final_url": "https://www.lumen-televisions.com/aurora?utm_source=x",
    "click_tracker": "https://track.lumen-televisions.com/c",
    "trackers": (("M", "https://track.lumen-televisions.com/i?%%CACHEBUSTER%%"),),
    "rotation": Rotation(text="100%", percent=100.0),
    "locale": "en-US",
    "notes": "internal: our margin is 61827",
    "price": "799.99",
}


@pytest.fixture
def rich(desk: Desk) -> Desk:
    """A row that says everything a sheet can say, and a plain one."""
    desk.rows = (row(6, **RICH), row(7, message="B", landing_url="https://www.lumen-televisions.com/b"))
    return desk


def test_the_campaign_manager_sheet_has_the_46_columns_with_the_header_on_row_5(rich: Desk) -> None:
    assert cm360.SHEET.header == tuple(" ".join(CM360.split()).split(", "))
    assert len(cm360.SHEET.header) == 46
    rich.campaign = replace(rich.campaign, id="30535365")
    (file,) = rich.hand_over("cm360").files
    first, second = table(file, "Traffic", header_row=5)
    assert first["Campaign Name"] == "Aurora launch"
    assert first["Trafficking Status"] == "Update"
    assert second["Trafficking Status"] == "New"
    assert (first["Placement ID"], first["Placement Name"], first["Placement Size"]) == (
        "4711",
        "Placement 6",
        "300x250",
    )
    assert (first["Ad Start Date"], first["Ad End Date"]) == ("5/21/2026", "5/31/2026")
    assert first["Ad Click Through Url"] == RICH["final_url"]
    assert first["Base URL"] == RICH["landing_url"]
    assert first["Creative asset file link"] == "Aurora_A_300x250.jpg"
    assert (first["Compatibility"], first["Creative Dimensions"]) == ("DISPLAY", "300x250")
    assert first["Site ID"] is None
    assert first["Placement Payment Source"] is None
    above = list(table(file, "Traffic", header_row=1)[0].values())
    assert [one or None for one in above[:5]] == [None, None, None, "30535365", "Aurora launch"]


def test_placements_for_campaign_manager_use_its_bulk_sheet(rich: Desk) -> None:
    (file,) = rich.hand_over("cm360", placements_only=True).files
    first, second = table(file, "Placements")
    assert first == {
        "Site ID (Placement)": None,
        "Site name (Placement)": "retailer.example",
        "Placement ID (Placement)": "4711",
        "External ID (Placement)": None,
        "Placement name (Placement)": "Placement 6",
        "Compatibility (Placement)": "Display",
        "Dimensions (Placement)": "300x250",
    }
    assert second["Placement name (Placement)"] == "Placement 7"


def test_the_ad_manager_sheet_says_what_a_creative_and_its_line_item_need(rich: Desk) -> None:
    (file,) = rich.hand_over("gam").files
    first, _ = table(file, "Creatives")
    assert first == {
        "LineItem.id": "4711",
        "LineItem.name": "Placement 6",
        "Creative.id": None,
        "Creative.name": "Aurora_A_300x250",
        "Creative type": "ImageCreative",
        "Creative.size": "300x250",
        "primaryImageAsset.fileName": "Aurora_A_300x250.jpg",
        "destinationUrl": RICH["final_url"],
        "altText": None,
        "thirdPartyImpressionTrackingUrls": "https://track.lumen-televisions.com/i?%%CACHEBUSTER%%",
        "LineItemCreativeAssociation.startDateTime": "2026-05-21",
        "LineItemCreativeAssociation.endDateTime": "2026-05-31",
        "LineItemCreativeAssociation.manualCreativeRotationWeight": 100,
    }


def test_an_instruction_goes_where_there_is_a_column_for_it_and_is_held_else(rich: Desk) -> None:
    swap = {"action": "swap", "action_text": "swap out Aurora_v1", "swaps_out": "Aurora_v1"}
    rich.rows = (
        row(6, **RICH, **swap),
        row(7, message="B", landing_url="https://www.lumen-televisions.com/b"),
    )
    done = rich.hand_over("cm360")
    assert table(done.files[0], "Traffic", header_row=5)[0]["Notes"] == "swap out Aurora_v1"
    held = rich.hand_over("gam").held
    assert [one.row for one in held] == [6]
    assert "swap out Aurora_v1" in held[0].why
    assert held[0].who == "Ad ops"


def test_hashes_go_with_every_form(rich: Desk) -> None:
    done = rich.hand_over("cm360")
    file = done.lines[0].file
    assert file is not None
    assert file.sha256 is not None
    first, _ = table(done.files[0], "Files")
    assert (first["SHA-256"], first["Content ID"]) == (file.sha256, file.content_id)
    first, _ = table(rich.hand_over("neutral").files[0], "Hand-over")
    assert (first["SHA-256"], first["Content ID"]) == (file.sha256, file.content_id)


def test_the_neutral_sheet_reads_back_as_the_campaign(rich: Desk) -> None:
    file, _ = rich.hand_over("csv").files
    read = read_campaign([file])
    first, second = read.rows
    assert (first.placement, first.placement_id, first.publisher) == (
        "Placement 6",
        "4711",
        "retailer.example",
    )
    assert first.creative == "Aurora_A_300x250"
    assert list(map(str, first.sizes)) == ["300x250"]
    assert first.flight == Flight(start=row(6).flight.start, end=row(6).flight.end)
    assert first.landing_url == RICH["landing_url"]
    assert first.final_url == RICH["final_url"]
    assert second.placement == "Placement 7"
    assert read.problems == ()


def test_held_lines_are_on_a_tab_of_their_own(rich: Desk) -> None:
    rich.deliver("Aurora_B_300x250.jpg", picture("300x251"))
    (file,) = rich.hand_over("neutral").files
    assert len(table(file, "Hand-over")) == 1
    (held,) = table(file, "Held")
    assert held["Row"] == "Display, row 7"
    assert held["Placement"] == "Placement 7"
    assert held["Why it is held"] == "Aurora_B_300x250.jpg is 300x251 px; must be 300x250"
    assert held["Who"] == "Northpeak Studio"


def test_delimited_text_comes_as_two_files_and_runs_no_formula(rich: Desk) -> None:
    rich.rows = (row(6, placement="=cmd|' /C calc'!A0"), row(7, message="B", placement="@sum(1)"))
    rich.deliver("Aurora_B_300x250.jpg", picture("300x251"))
    lines, held = rich.hand_over("csv").files
    assert lines.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(lines.read_text("utf-8-sig").splitlines()))
    assert [one["Placement"] for one in rows] == ["'=cmd|' /C calc'!A0"]
    (other,) = csv.DictReader(held.read_text("utf-8-sig").splitlines())
    assert other["Placement"] == "'@sum(1)"


@pytest.mark.parametrize("to", FORMS)
def test_nothing_that_was_noted_for_the_house_is_in_any_file(rich: Desk, to: Form) -> None:
    hosted: dict[str, Any] = {"hosted_at": "https://cdn.example.com/aurora"} if to == "adcp" else {}
    done = rich.hand_over(to, **hosted)
    assert len(done.lines) == 2
    for file in done.files:
        for part in parts_of(file):
            assert b"61827" not in part
            assert b"internal" not in part
            assert b"799.99" not in part
            assert str(rich.place).encode() not in part


@pytest.mark.parametrize("made", [cm360.PLACEMENTS, gam.SHEET, gam.PLACEMENTS, neutral.SHEET])
def test_no_column_stands_twice(made: object) -> None:
    header = made.header  # type: ignore[attr-defined]  # every one is a table
    assert len(set(header)) == len(header)


def test_a_second_hand_over_never_writes_over_the_first(rich: Desk) -> None:
    names = [rich.hand_over("neutral", hour=hour).files[0].name for hour in (12, 13)]
    assert names == ["aurora-launch-neutral.xlsx", "aurora-launch-neutral-2.xlsx"]
    for file in (rich.place / ".adqa" / "exports").iterdir():
        file.unlink()
    assert rich.hand_over("neutral", hour=14).files[0].name == "aurora-launch-neutral (2).xlsx"
