"""Sheets of systems, recognised by their columns, with the quirks that public pages describe."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adqa.campaign.sheets.cells import salesforce_id
from adqa.campaign.sheets.headers import FOLDER, read_data
from adqa.campaign.sheets.profiles import profiles, recognised
from campaign.sheets.made import read, read_rows, read_text

CM360 = [
    "Campaign ID",
    "Campaign Name",
    "Trafficking Status",
    "Site ID",
    "Site",
    "Channel",
    "Placement ID",
    "Placement Name",
    "Placement Size",
    "Compatibility",
    "Placement Status",
    "Placement Payment Source",
    "Pricing Schedule Type",
    "Pricing Schedule Start Date",
    "Pricing Schedule End Date",
    "Placement Tag Formats",
    "Ad Server",
    "Ad ID",
    "Ad Name",
    "Ad Start Date",
    "Ad End Date",
    "Ad Type",
    "Delivery Schedule Priority",
    "Delivery Schedule Impression Ratio",
    "Ad Click Through Url",
    "Ad Dynamic Click Tracker",
    "Creative ID",
    "Creative Name",
    "Creative Start Date",
    "Creative End Date",
    "Creative Rotation",
    "Creative Dimensions",
    "Creative Type",
    "Creative asset file link",
    "Base URL",
    "Final Trafficking URL",
    "Brand Safety/Verification",
    "Brand Safety/Verification Measurement Type",
    "Research Partner",
    "Notes",
    "Campaign Funding",
    "Campaign Quarter",
    "Creative Detail",
    "Fiscal",
    "Language",
    "Salesforce ID",
]
"""Header of the public test sheet of Google's agent, 46 columns in row 5."""


def test_cm360_trafficking_sheet(tmp_path: Path) -> None:
    row = {
        "Campaign ID": "30111",
        "Campaign Name": "Aurora",
        "Trafficking Status": "New",
        "Site": "Lumen",
        "Placement ID": "00123",
        "Placement Name": "HP_300x600",
        "Placement Size": "300x600",
        "Compatibility": "Display",
        "Placement Status": "Active",
        "Pricing Schedule Start Date": "8/2/2026",
        "Pricing Schedule End Date": "8/29/3000",
        "Ad Start Date": "8/1/2026",
        "Ad Click Through Url": "https://www.example.com/?dc=1",
        "Creative ID": "77",
        "Creative Name": "Aurora_A_300x250",
        "Creative Start Date": "8/3/2026",
        "Creative Rotation": "100%",
        "Creative Dimensions": "300x250",
        "Creative Type": "HTML5",
        "Creative asset file link": "https://drive.google.com/f",
        "Base URL": "https://www.example.com/",
        "Final Trafficking URL": "https://www.example.com/?utm_source=x",
        "Notes": "swap in Aurora_v3",
        "Language": "EN",
    }
    assert len(CM360) == 46
    campaign = read_rows(
        tmp_path,
        ["Campaign", "Advertiser"],
        ["Aurora", "Lumen TV"],
        ["Trafficking sheet"],
        [],
        CM360,
        [row.get(name, "") for name in CM360],
    )
    receipt = campaign.tabs[0]
    assert (receipt.profile, receipt.header_row) == ("CM360 trafficking sheet", 5)
    assert len(receipt.understood) + len(receipt.unused_columns) == 46
    made = campaign.rows[0]
    assert (made.placement_id, made.publisher, made.locale) == ("00123", "Lumen", "EN")
    assert ([str(one) for one in made.sizes], [str(one) for one in made.creative_sizes]) == (
        ["300x600"],
        ["300x250"],
    )
    assert (made.flight.start, made.flight.open_ended) == (date(2026, 8, 2), True)
    assert made.creative_flight.start == date(2026, 8, 3)
    assert (made.landing_url, made.final_url) == (
        "https://www.example.com/",
        "https://www.example.com/?utm_source=x",
    )
    assert (made.kind, made.action, made.swaps_in) == ("html5", "swap", "Aurora_v3")
    assert made.trafficked
    assert campaign.problems == ()


def test_cm360_bulk_sheet(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        "Site name (Placement),Placement ID (Placement),Placement name (Placement),Compatibility (Placement),"
        "Group type,"
        "Group ID,Primary placement,Dimensions\n"
        'Lumen,1,HP,Display,Roadblock,9,Yes,"350x50, 125x125, 468x60"\n'
        "Lumen,2,Preroll,In-stream video,,,,0x0\n"
        "Grand Total:,,,,,,,\n",
    )
    assert campaign.tabs[0].profile == "CM360 bulk sheet"
    assert [(row.placement, row.publisher, row.kind, len(row.sizes)) for row in campaign.rows] == [
        ("HP", "Lumen", "", 3),
        ("Preroll", "Lumen", "video", 0),
    ]
    assert campaign.tabs[0].skipped == {"total": 1}


def test_dv360_structured_data_file(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        "Line Item Id,Io Id,Type,Subtype,Name,Status,Start Date,End Date,Budget Type,Pacing\n"
        "101,9,Display,Simple,HP_300x250,Active,05/14/2026 00:00,05/24/2026 23:59,x,y\n"
        "102,9,Video,Simple,Preroll,Paused,05/14/2026 00:00,05/24/2026 23:59,x,y\n",
    )
    assert campaign.tabs[0].profile == "DV360 structured data file"
    first, second = campaign.rows
    assert (first.placement_id, first.flight.end, first.trafficked) == ("101", date(2026, 5, 24), True)
    assert (second.kind, second.state) == ("video", "on_hold")
    ads = read_text(
        tmp_path,
        "Ad Id,Ad Group Id,Name,Status,Video Id,Display URL,Landing Page URL\n"
        "1,2,Aurora,Active,,,https://www.example.com\n",
    )
    assert ads.tabs[0].profile == "DV360 structured data file (ads)"
    assert (ads.rows[0].creative, ads.rows[0].landing_url) == ("Aurora", "https://www.example.com")


def test_amazon_bulksheet_reads_ads_and_names_the_other_rows(tmp_path: Path) -> None:
    header = (
        "Product,Entity,Operation,Campaign ID,Portfolio ID,Ad Group ID,Ad ID,Keyword ID,Product Targeting ID,"
        "Campaign name,Ad group name,Ad name,Start date,End date,State,Brand Entity ID,"
        "Budget type,Budget,Bid optimization"
    )
    campaign = read_text(
        tmp_path,
        f"{header}\n"
        "Sponsored Brands,Campaign,Create,c1,,,,,,Aurora,,,20260514,20260524,enabled,E,Daily,10,\n"
        "Sponsored Brands,Ad group,Create,c1,,g1,,,,,G,,,,enabled,,,,\n"
        "Sponsored Brands,Keyword,Create,c1,,g1,,k,,,,,,,enabled,,,,\n"
        "Sponsored Brands,Sponsored Brands video ad,Create,c1,,g1,a1,,,Aurora,G,Aurora_A,"
        "20260514,20260524,archived,,,,\n",
    )
    assert campaign.tabs[0].profile == "Amazon bulksheet"
    assert campaign.tabs[0].skipped == {"campaign row": 1, "ad group row": 1, "keyword row": 1}
    row = campaign.rows[0]
    assert (row.creative, row.action, row.state) == ("Aurora_A", "add", "cancelled")
    assert (row.flight.start, row.flight.end) == (date(2026, 5, 14), date(2026, 5, 24))
    assert campaign.problems == ()


def test_google_ads_editor_matches_headers_as_it_does_itself(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        "CAMPAIGN,campaign type,daily_budget,AdGroup,Headline 1,Headline 2,final url,Status\n"
        "Aurora,Display,10,G1,Big TV,Small price,https://www.example.com,Enabled\n"
        "Aurora,Display,[],G2,[],Free,https://www.example.com,Paused\n",
    )
    assert campaign.tabs[0].profile == "Google Ads Editor"
    assert [row.copy for row in campaign.rows] == [
        {"headline_1": "Big TV", "headline_2": "Small price"},
        {"headline_2": "Free"},
    ]
    assert campaign.rows[1].state == "on_hold"


def test_salesforce_report_with_its_footer(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        '"Opportunity Name","Account Name","Product Name","Quantity","Sales Price",'
        '"Line Description","Service Date"\n'
        '"Aurora Q2","Lumen TV","HP Billboard","1","1000","970x250 and 300x600, HTML5 or JPG, max 150 KB",'
        '"5/14/2026"\n'
        '"Aurora Q2","Lumen TV","ROS","1","1000","300x250","5/24/2026"\n'
        "\n"
        '"Q2 line items"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n'
        '"Generated By:  Ana Diaz  5/1/2026 9:00 AM"\n'
        '"Lumen"\n',
    )
    receipt = campaign.tabs[0]
    assert (receipt.profile, receipt.rows, receipt.skipped) == ("Salesforce report", 2, {"footer": 5})
    assert (campaign.name, campaign.advertiser) == ("Aurora Q2", "Lumen TV")
    row = campaign.rows[0]
    assert (row.unit, row.limits.weight, row.flight.start) == ("HP Billboard", "150 KB", date(2026, 5, 14))
    assert [str(size) for size in row.sizes] == ["970x250", "300x600"]


def test_salesforce_group_rows_and_subtotals(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        ["Product Name", "Size", "Quantity", "Service Date"],
        ["Opportunity Name: Aurora Q2 (2 records)"],
        ["HP Billboard", "970x250", 1, "5/14/2026"],
        ["ROS", "300x250", 1, "5/24/2026"],
        ["Subtotal", "", 2, ""],
        ["Opportunity Name: Borealis (1 record)"],
        ["HP Billboard", "970x250", 1, "6/14/2026"],
        ["Grand Totals (3 records)"],
    )
    assert [row.campaign for row in campaign.rows] == ["Aurora Q2", "Aurora Q2", "Borealis"]
    assert sum(campaign.tabs[0].skipped.values()) == 4


def test_salesforce_media_cloud(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        "Id,Name,AdSpaceSpecification,AdCreativeSizeTypes,AdCreativeUrl,AdRequestedStartDate,AdRequestedEndDate,"
        "AdPlacementPriorityType,AdServerOrderLineIdentifier\n"
        "802000000000001AAA,HP,Home,720 X 350; 400 X 350,https://cdn.example.com/a.zip,2026-05-01T00:00:00.000Z,"
        "2026-05-30T00:00:00.000Z,Standard,802000000001AbC\n",
    )
    row = campaign.rows[0]
    assert campaign.tabs[0].profile == "Salesforce Media Cloud order items"
    assert [str(size) for size in row.sizes] == ["720x350", "400x350"]
    assert (row.flight.start, row.flight.end) == (date(2026, 5, 1), date(2026, 5, 30))
    assert row.placement_id == salesforce_id("802000000001AbC")
    assert len(row.placement_id) == 18


def test_ids_of_15_and_18_characters_are_one() -> None:
    # The example of Salesforce's own help: the three more characters say which letters are capitals.
    assert salesforce_id("001A000000LgrPx") == salesforce_id(salesforce_id("001A000000LgrPx"))
    assert salesforce_id("001A000000lgrpx") != salesforce_id("001A000000LgrPx")
    assert salesforce_id("00000000AAAAAAA")[15:] == "AY5"
    assert salesforce_id("123456789012345") == "123456789012345"
    assert salesforce_id("short") == "short"


def test_mediaocean_rows_of_packages_and_placements(tmp_path: Path) -> None:
    campaign = read_text(
        tmp_path,
        "advertiser_code,campaign_id,campaign_name,campaign_start_date,buy_type,buy_detail_id,placement_name,size\n"
        "L,1,Aurora,2026/05/14,Package,10,Takeover,\n"
        "L,1,Aurora,2026/05/14,Package Placement,11,HP,970x250\n"
        "L,1,Aurora,2026/05/14,Placement,12,ROS,300x250\n",
    )
    assert campaign.tabs[0].profile == "Mediaocean / Prisma"
    assert [(row.package, row.placement, row.placement_id) for row in campaign.rows] == [
        ("Takeover", "HP", "11"),
        ("", "ROS", "12"),
    ]
    assert campaign.tabs[0].skipped == {"package": 1}


def test_xandr_spreadsheets(tmp_path: Path) -> None:
    tags = read_text(
        tmp_path,
        "Placement Name,Legacy JavaScript Tag,Dimensions,Third-Party Pixel\nHP,<script src=x></script>,300x250,https://t.example.com/p\n",
    )
    assert tags.tabs[0].profile == "Xandr third-party creatives"
    assert (tags.rows[0].serving, len(tags.rows[0].trackers)) == ("tag", 1)
    native = read_text(
        tmp_path,
        "Creative Name,Main Image,Sponsored By,Body Text,Call-to-Action,Title,Landing Page\n"
        "Aurora,a.jpg,Lumen,Big picture,Buy,Aurora 55,https://www.example.com\n",
    )
    assert native.tabs[0].profile == "Xandr native creatives"
    row = native.rows[0]
    assert (row.brand, row.asset, row.copy["cta"]) == ("Lumen", "a.jpg", "Buy")
    hosted = read_text(
        tmp_path,
        "Creative Type,Name,Placement ID,Landing Page,Pixel URL\nBanner,Aurora_300x250,1,https://www.example.com,https://t.example.com/p\n",
    )
    assert (hosted.tabs[0].profile, hosted.rows[0].serving) == ("Xandr hosted creatives", "hosted")


def test_promo_sheet_with_a_tab_for_each_unit(tmp_path: Path) -> None:
    header = [
        "Messaging / Beat / Phase",
        "Flight Start",
        "Flight End",
        "Platform",
        "GAM Line Items",
        "Net New Creative",
        "Creative Files - Links",
        "Exported - Creative Name",
        "Click-Through URL",
        "1x1 / Tracking Pixel",
    ]
    line = [
        "Launch",
        "5/14/2026",
        "5/20/2026",
        "Desktop",
        "x",
        "Reused - Prior Flight",
        "https://app.box.com/s/a",
    ]
    campaign = read(
        tmp_path,
        {
            "Leaderboard": [
                ["Salesforce Case #", "0012345"],
                ["Campaign Name", "Aurora"],
                ["Creative / Marketing Manager", "Jo Park"],
                header,
                [*line, "Aurora_728x90", "https://www.example.com", "https://t.example.com/1"],
            ],
            "Rectangle": [header, [*line, "Aurora_300x250", "https://www.example.com", ""]],
        },
    )
    assert [tab.profile for tab in campaign.tabs] == ["promo trafficking sheet"] * 2
    assert [(row.unit, row.message, str(row.sizes[0]), row.owner) for row in campaign.rows] == [
        ("Leaderboard", "Launch", "728x90", "Jo Park"),
        ("Rectangle", "Launch", "300x250", "Jo Park"),
    ]
    assert campaign.rows[0].news == "Reused - Prior Flight"
    assert campaign.tabs[0].header_row == 4


def test_openai_template_reads_its_ads(tmp_path: Path) -> None:
    campaign = read(
        tmp_path,
        {
            "campaigns": [["campaign_name", "start_date"], ["A", "2026-05-14"]],
            "adgroups": [["ad_group_name", "campaign_name"], ["G", "A"]],
            "ads": [
                ["Do not rename the columns."],
                ["ad_name", "ad_group_name", "title", "copy", "landing_page_url", "image_url"],
                ["a1", "G", "Big TV", "Buy now", "https://www.example.com", "https://cdn.example.com/a.png"],
            ],
        },
    )
    assert [tab.set_aside for tab in campaign.tabs] == ["describes campaigns, not ads"] * 2 + [""]
    row = campaign.rows[0]
    assert (row.creative, row.package, row.asset) == ("a1", "G", "https://cdn.example.com/a.png")
    assert row.copy == {"headline": "Big TV", "body": "Buy now"}


def test_a_plain_sheet_has_no_profile() -> None:
    assert recognised(["Placement", "Size", "Message", "Max KB", "Start date", "Contact"]) is None
    assert recognised([]) is None


def test_the_system_decides_the_order_of_its_dates(tmp_path: Path) -> None:
    header = (
        "Trafficking Status,Placement Name,Placement Size,Creative Rotation,Pricing Schedule Start Date\n"
    )
    campaign = read_text(tmp_path, header + "New,HP,300x250,100%,5/6/2026\n")
    assert campaign.rows[0].flight.start == date(2026, 5, 6)
    assert "as this system writes them" in campaign.tabs[0].notes[0]


@pytest.mark.parametrize("profile", profiles(), ids=lambda one: one.title)
def test_every_profile_says_where_its_columns_come_from(profile: object) -> None:
    assert getattr(profile, "source", "")


def test_no_two_profiles_have_one_title() -> None:
    titles = [one.title for one in profiles()]
    assert len(titles) == len(set(titles)) == len(list(FOLDER.glob("*.yaml"))) - 1
    assert set(read_data("words.yaml")) >= {"fields", "by_values", "form", "ours", "lines", "status", "tabs"}
