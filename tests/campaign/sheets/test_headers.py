"""What headers mean: synonyms, brackets, languages, trackers, and headers that only their values explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from adqa.campaign.sheets.headers import candidates, decided, key, meaning, words
from adqa.campaign.sheets.profiles import profiles
from campaign.sheets.made import read_rows

FROM_THE_FIELD = {
    "campaign, campaign name, opportunity, IO name, order": "campaign",
    "advertiser, client, sponsor": "advertiser",
    "brand": "brand",
    "placement, placement name, line item, ad slot": "placement",
    "ad unit, placement type": "unit",
    "placement size, dimensions, sizes": "sizes",
    "creative dimensions": "creative_sizes",
    "creative name, ad name, asset name, exported - creative name": "creative",
    "file name, creative asset file link, creative files - links, asset URL": "asset",
    "trafficking version, V": "version",
    "net new creative": "news",
    "trafficking status, operation": "action",
    "notes": "notes",
    "click-through URL, CTURL, landing page, destination, base URL, ad click through url": "landing_url",
    "final trafficking URL, UTM link": "final_url",
    "1x1, tracking pixel, impression tracker, additional tracking": "tracker",
    "click tracker": "click_tracker",
    "utm_source": "utm.source",
    "start date, flight start, pricing schedule start date, date booked": "start",
    "creative start date": "creative_start",
    "creative rotation": "rotation",
    "SKU, item, model, TCIN, ASIN, product ID": "skus",
    "headline": "copy.headline",
    "subhead": "copy.subhead",
    "CTA": "copy.cta",
    "alt text": "copy.alt_text",
    "legal, disclaimer, legal copy, T&C": "disclaimer",
    "language, locale": "locale",
    "region": "market",
    "approved by": "approved_by",
    "approval date": "approved_on",
    "contact, creative / marketing manager": "contact",
    "due date": "due",
}
"""Headers as public sheets and templates have them."""


@pytest.mark.parametrize(
    ("header", "field"),
    [(one.strip(), field) for many, field in FROM_THE_FIELD.items() for one in many.split(",")],
)
def test_headers_seen_in_the_field_are_understood(header: str, field: str) -> None:
    found = meaning(header)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    "header", ["Start Date", "start_date", "START DATE", "StartDate", " Start  date* ", "start-date:"]
)
def test_case_spaces_and_punctuation_do_not_count(header: str) -> None:
    found = meaning(header)
    assert found is not None
    assert found.field == "start"


@pytest.mark.parametrize(
    ("header", "field", "hint"),
    [
        ("Max File Size (KB)", "weight", "KB"),
        ("Max. file size in KB", "weight", "KB"),
        ("Duration (seconds)", "seconds", ""),
        ("Headline (max 35 characters)", "copy.headline", "max 35 characters"),
        ("Size (px)", "sizes", "px"),
    ],
)
def test_units_in_headers_are_kept_apart(header: str, field: str, hint: str) -> None:
    found = meaning(header)
    assert found is not None
    assert (found.field, found.hint) == (field, hint)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Größe", "sizes"),
        ("Startdatum", "start"),
        ("Anlieferungsdatum", "due"),
        ("Date de début", "start"),
        ("Taille", "sizes"),
        ("Fecha de inicio", "start"),
        ("Tamaño", "sizes"),
        ("Data inizio", "start"),
        ("Dimensioni", "sizes"),
        ("Placement / Platzierung", "placement"),
    ],
)
def test_other_languages(header: str, field: str) -> None:
    found = meaning(header)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Tracking Pixel 1", "tracker"),
        ("Tracking Pixel 3", "tracker"),
        ("DCM 1x1 (mobile)", "tracker"),
        ("IAS Tag for DSP", "tracker"),
        ("Moat pixel", "tracker"),
        ("DoubleVerify tag", "tracker"),
        ("3rd party click tracker", "click_tracker"),
        ("Click tracking pixel DSP", "click_tracker"),
    ],
)
def test_trackers_have_many_names(header: str, field: str) -> None:
    found = meaning(header)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("header", ["Favourite colour", "Zone 51", "", "???", "Bemusement"])
def test_unknown_headers_are_unknown(header: str) -> None:
    assert meaning(header) is None


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Format", ["JPG/PNG", "HTML5"], "formats"),
        ("Format", ["300x250", "728x90"], "sizes"),
        ("Format", ["Billboard", "Half page"], "unit"),
        ("Size", ["150 KB", "150 KB"], "weight"),
        ("Size", ["300x250", "Fluid"], "sizes"),
        ("Creative", ["a.jpg", "b.zip"], "asset"),
        ("Creative", ["Aurora A", "Aurora B"], "creative"),
        ("URL", ["https://drive.google.com/x"], "asset"),
        ("URL", ["https://ad.doubleclick.net/ddm/trackimp/N1"], "tracker"),
        ("URL", ["https://www.example.com/tv"], "landing_url"),
        ("Tracking URL", ["https://www.example.com/?utm_source=a"], "final_url"),
        ("Tracking URL", ["https://ad.doubleclick.net/ddm/trackclk/N1"], "click_tracker"),
        ("Version", ["v2", "v3"], "version"),
        ("Version", ["Save $200", "Free delivery"], "message"),
        ("Weight", ["50%", "50%"], "rotation"),
        ("Weight", ["150 KB", "200 KB"], "weight"),
        ("Type", ["Package", "Placement"], "row_kind"),
        ("Type", ["Static", "HTML5"], "formats"),
        ("Contact", ["jo@example.com"], "email"),
        ("Contact", ["Jo Park"], "contact"),
        ("Length", [":15", "30s"], "seconds"),
    ],
)
def test_headers_that_say_little_are_decided_by_their_values(
    header: str, values: list[str], field: str
) -> None:
    found = meaning(header)
    assert found is not None
    assert decided(header, found, values).field == field


def test_a_landing_page_is_never_a_tracker_nor_the_other_way_round(tmp_path: Path) -> None:
    campaign = read_rows(
        tmp_path,
        [
            "Placement",
            "Size",
            "1x1",
            "Tracking Pixel 1",
            "Tracking Pixel 2",
            "IAS tag",
            "Landing page",
            "Click tracker",
        ],
        [
            "Home",
            "300x250",
            "https://ad.example.com/imp/1",
            "https://t.example.com/1",
            "",
            "<script src='https://ias.example.com/x'></script>",
            "https://www.example.com/tv",
            "https://ad.example.com/clk/1",
        ],
    )
    row = campaign.rows[0]
    assert row.landing_url == "https://www.example.com/tv"
    assert row.click_tracker == "https://ad.example.com/clk/1"
    assert [column for column, _ in row.trackers] == ["C", "D", "F"]


def test_words_of_a_verification_vendor_are_no_tracker(tmp_path: Path) -> None:
    campaign = read_rows(tmp_path, ["Placement", "Size", "Verification"], ["Home", "300x250", "IAS"])
    assert campaign.rows[0].trackers == ()


def test_the_vocabulary_has_no_word_for_two_fields() -> None:
    first = {name: key(word) for name, word in words().first.items()}
    assert {name: words().fields[word] for name, word in first.items()} == {name: name for name in first}


def test_every_field_a_profile_names_exists() -> None:
    known = {*words().first, "-"}
    assert {field for one in profiles() for field in one.columns.values()} <= known
    assert all(set(names) <= known | {"asset_url", "bare_sizes"} for names in words().by_values.values())


def test_names_that_hold_sizes_are_names() -> None:
    found = meaning("Creative")
    assert found is not None
    assert decided("Creative", found, ["Aurora_300x250_V1", "Aurora_728x90_V1"]).field == "creative"
    assert decided("Creative", found, ["300x250", "728 x 90 px, 970x250"]).field == "sizes"


def test_candidates_only_for_doubtful_headers() -> None:
    assert candidates("Start date") == ()
    assert "unit" in candidates("Format")
