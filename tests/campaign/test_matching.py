"""Which file serves what was booked."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.campaign.matching import match_files
from adqa.campaign.model import Row, SheetLimits
from adqa.facts.delivery import IndexEntry
from campaign.bookings import Answer, arrived, booked_row, bookings, package

A_300 = [booked_row(5, "300x250", creative="Aurora_A")]
AB = [booked_row(n, "300x250", brand="Aurora", message=message) for n, message in ((5, "A"), (6, "B"))]
_BOOKED = """
    300x250 728x90 160x600 300x600 320x50 970x250 320x100 970x90 320x480 336x280 468x60 120x600 300x50
    180x150 234x60 125x125 970x66 300x1050 250x250
"""
SIZES = _BOOKED.split()


# --- Monday, 34 files for 38 booked


def _monday() -> tuple[list[Row], list[IndexEntry]]:
    rows = [
        booked_row(6 + at, size, placement=f"P{at}", brand="Aurora", advertiser="Lumen TV", message=message)
        for at, size in enumerate(SIZES)
        for message in "AB"
    ]
    late = {("B", size) for size in SIZES[:4]} | {("A", "320x100"), ("A", "970x90")}
    entries = []
    for message in "AB":
        for size in SIZES:
            name = f"in/Aurora_{message}_{size}"
            if (message, size) in late:
                continue
            if message == "A" and size in ("160x600", "320x50"):
                entries.append(package(f"{name}.zip"))
            elif (message, size) == ("A", "728x90"):
                entries.append(arrived(f"{name}_v2.jpg", "728x91"))
            else:
                entries.append(arrived(f"{name}.jpg", size))
    return rows, [*entries, arrived("in/hero_new.jpg", "1940x500"), arrived("in/banner (1).jpg", "300x250")]


def test_monday() -> None:
    rows, entries = _monday()
    answer = Answer(rows, entries)
    assert (len(answer.booked), len(entries), len(answer.served)) == (38, 34, 32)
    assert answer.questions == {
        "in/banner (1).jpg": ("fits-several", "fits A and B, not named on the sheet"),
        "in/hero_new.jpg": ("twice-the-size", "twice 970x250; backup or 2x version?"),
    }
    assert answer.waiting == [
        *("Aurora B 300x250", "Aurora B 728x90", "Aurora B 160x600", "Aurora B 300x600"),
        *("Aurora A 320x100", "Aurora A 970x90"),
    ]
    assert answer.served["in/Aurora_A_728x90_v2.jpg"] == ["Aurora A 728x90"]


# --- names


@pytest.mark.parametrize(
    ("creative", "file"),
    [
        ("Aurora_A_300x250", "Aurora_A_300x250.jpg"),
        ("Aurora_A_300x250", "AURORA-a 300X250.JPG"),
        ("Aurora_A_300x250", "300x250_Aurora_A.jpg"),
        ("Aurora_A_300x250", "A.Aurora.300 x 250.png"),
        ("Aurora_A_300x250.png", "Aurora_A_300x250.jpg"),
        ("Aurora A", "Aurora_A_300x250_v3.jpg"),
        ("Aurora A v1", "Aurora_A_300x250.jpg"),
        ("Aurora A", "Aurora_A_300x250 (1).jpg"),
        ("Aurora A", "Aurora_A_300x250 - Copy.jpg"),
        ("Aurora A", "Copy of Aurora_A_300x250.jpg"),
        ("Aurora A", "Copy of Aurora_A_300x250 (2) - Copy.jpg"),
        ("Aurora A", "Aurora_A_300x250_final_FINAL.jpg"),
        ("AuroraLaunch", "aurora_launch_300x250.jpg"),
        ("Aurora Launch: Save 50%", "Aurora Launch_ Save 50_ 300x250.jpg"),
        ("Mother's Day?", "Mother_s Day_ 300x250.jpg"),
        ("Café Été", "Cafe\u0301_E\u0301te\u0301_300x250.jpg"),
        ("300x250", "300x250.jpg"),
    ],
)
def test_what_does_not_tell_names_apart(creative: str, file: str) -> None:
    rows = [booked_row(5, "300x250", creative=creative), booked_row(6, "300x250", creative="Zephyr")]
    answer = Answer(rows, [arrived(f"in/{file}", "300x250")])
    assert answer.by == {f"in/{file}": "name"}
    assert answer.waiting == ["Zephyr 300x250"]
    assert answer.how[f"in/{file}"] == "named on row 5"


@pytest.mark.parametrize("separator", ["_", "-", " "])
def test_a_size_whose_x_was_replaced(separator: str) -> None:
    rows = [booked_row(5, "300x250 728x90", creative="Aurora_A")]
    answer = Answer(rows, [package(f"in/Aurora_A_300{separator}250")])
    assert answer.served == {f"in/Aurora_A_300{separator}250": ["Aurora_A 300x250"]}


def test_a_path_on_the_sheet_decides_between_files_of_one_name() -> None:
    rows = [booked_row(n, "300x250", asset=f"{place}/hero.jpg") for n, place in ((5, "onsite"), (6, "email"))]
    answer = Answer(rows, [arrived("in/email/hero.jpg", "300x251"), arrived("in/onsite/hero.jpg", "300x250")])
    assert answer.how == {"in/email/hero.jpg": "named on row 6", "in/onsite/hero.jpg": "named on row 5"}
    assert set(answer.by.values()) == {"path"}


def test_a_pattern_on_the_sheet_lists_several_files() -> None:
    rows = [booked_row(5, "300x250", asset="Aurora_*.jpg"), booked_row(6, "300x250", creative="Zephyr")]
    answer = Answer(rows, [arrived("in/Aurora_x.jpg", "300x250"), arrived("in/Aurora_yz.jpg", "300x250")])
    assert len(answer.served) == 2


def test_a_cell_that_lists_files_is_a_rotation() -> None:
    rows = [booked_row(5, "300x250", asset="summer_one.jpg; winter-two-b.jpg")]
    answer = Answer(
        rows, [arrived("in/summer_one.jpg", "300x250"), arrived("in/winter-two-b.jpg", "300x250")]
    )
    assert set(answer.how.values()) == {"named on row 5; in rotation"}


def test_a_link_names_its_file() -> None:
    rows = [booked_row(5, "300x250", asset="https://files.test/d/Aurora%20A.jpg?dl=1")]
    assert Answer(rows, [arrived("in/Aurora A.jpg", "301x250")]).by == {"in/Aurora A.jpg": "name"}


@pytest.mark.parametrize("name", ["CR10294.jpg", "cr-10294_x.jpg", "banner_10294.jpg"])
def test_an_id_in_the_name(name: str) -> None:
    rows = [booked_row(n, "300x250", creative_id=f"CR-1029{n}") for n in (3, 4)]
    answer = Answer(rows, [arrived(f"in/{name}", "300x250")])
    assert answer.by == {f"in/{name}": "id"}
    assert answer.how[f"in/{name}"] == "its name has the id on row 4"


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("in/A/300x250.jpg", "Aurora A 300x250"),
        ("in/300x250/concept b/img.jpg", "Aurora B 300x250"),
        ("in/Aurora/B_300x250.jpg", "Aurora B 300x250"),
        ("in.zip!/A/banner_300x250.jpg", "Aurora A 300x250"),
    ],
)
def test_folders_say_what_the_name_does_not(address: str, label: str) -> None:
    entries = [arrived(address, "300x250"), arrived("other/x.jpg", "1x1")]
    assert Answer(AB, entries).served[address] == [label]


def test_a_package_takes_its_size_from_its_folder() -> None:
    rows = [booked_row(n, size) for n, size in ((5, "300x250"), (6, "160x600"))]
    answer = Answer(rows, [package("in/300x250/index"), package("in/160x600/index")])
    assert answer.served == {"in/300x250/index": ["300x250"], "in/160x600/index": ["160x600"]}


def test_locales_by_folder() -> None:
    rows = [
        booked_row(n, "300x250", creative="Aurora", locale=locale)
        for n, locale in ((5, "en-US"), (6, "es-US"))
    ]
    entries = [arrived(f"in/{place}/Aurora_300x250.jpg", "300x250") for place in ("es", "en-US")]
    answer = Answer(rows, entries)
    assert answer.how == {
        "in/es/Aurora_300x250.jpg": "named on row 6",
        "in/en-US/Aurora_300x250.jpg": "named on row 5",
    }


def test_a_file_may_serve_several_that_name_it() -> None:
    rows = [
        booked_row(n, "300x250", creative="Aurora", locale=one) for n, one in ((5, "en-US"), (6, "es-US"))
    ]
    assert len(Answer(rows, [arrived("in/Aurora.jpg", "300x250")]).served["in/Aurora.jpg"]) == 2


# --- sizes


def test_a_clear_name_serves_although_the_pixels_are_wrong() -> None:
    answer = Answer(AB, [arrived("in/Aurora_A_300x250.jpg", "728x90"), arrived("in/Aurora_B.jpg", "300x251")])
    assert answer.waiting == []


def test_the_pixels_tell_where_the_name_has_no_size() -> None:
    rows = [booked_row(5, "300x250 728x90", creative="Aurora_A")]
    answer = Answer(rows, [arrived("in/Aurora_A.jpg", "728x90")])
    assert answer.served == {"in/Aurora_A.jpg": ["Aurora_A 728x90"]}


@pytest.mark.parametrize("name", ["Aurora_A_600x500.jpg", "Aurora_A_300x250@2x.jpg", "Aurora_A.jpg"])
def test_twice_the_size_under_a_matching_name(name: str) -> None:
    answer = Answer(A_300, [arrived(f"in/{name}", "600x500"), arrived("in/Aurora_A_300x250.jpg", "300x250")])
    assert answer.how[f"in/{name}"] == "named on row 5; 2x version of 300x250"
    assert answer.how["in/Aurora_A_300x250.jpg"] == "named on row 5"


def test_a_size_that_is_booked_is_not_twice_another() -> None:
    rows = [booked_row(5, "300x250"), booked_row(6, "600x500")]
    assert Answer(rows, [arrived("in/x.jpg", "600x500")]).served == {"in/x.jpg": ["600x500"]}


def test_nothing_of_that_size_is_booked() -> None:
    answer = Answer(AB, [arrived("in/x.jpg", "468x60"), arrived("in/y.jpg", "301x250")])
    assert answer.questions == {
        "in/x.jpg": ("fits-none", "no 468x60 is booked"),
        "in/y.jpg": ("fits-none", "no 301x250 is booked; 300x250 is"),
    }


def test_the_only_one_of_its_size() -> None:
    answer = Answer(A_300, [arrived("in/hero.jpg", "300x250")])
    assert answer.how == {"in/hero.jpg": "the only 300x250 booked, on row 5"}


def test_an_image_does_not_serve_a_package_on_the_strength_of_its_size() -> None:
    rows = [booked_row(5, "300x250", creative="Aurora_A", kind="html5")]
    assert Answer(rows, [arrived("in/hero.jpg", "300x250")]).questions == {
        "in/hero.jpg": ("fits-none", "300x250, but Aurora_A 300x250 is booked as HTML5")
    }
    assert Answer(rows, [arrived("in/Aurora_A.jpg", "300x250")]).waiting == []


def test_a_package_without_any_size() -> None:
    answer = Answer(AB, [package("in/x"), package("in/Aurora_A")])
    assert answer.questions == {"in/x": ("fits-none", "not named on the sheet, and nothing tells its size")}
    assert answer.served == {"in/Aurora_A": ["Aurora A 300x250"]}


def test_a_video_without_a_size_on_the_sheet() -> None:
    rows = [booked_row(n, creative=f"Aurora {n}s", kind="video", size_text="0x0") for n in (15, 30)]
    entries = [arrived(f"in/Aurora_{n}s.mp4", "1920x1080", "video") for n in (15, 30)]
    answer = Answer(rows, [*entries, arrived("in/Aurora_30s.jpg", "1920x1080")])
    assert answer.waiting == []
    assert answer.asides["in/Aurora_30s.jpg"][1].startswith("poster of Aurora_30s.mp4")


# --- what is not guessed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Aurora_C_300x250.jpg", "says C, which is not booked in 300x250"),
        ("Aurora_B_970x90.jpg", "says B, which is not booked in 970x90"),
    ],
)
def test_a_variant_that_is_not_booked(name: str, text: str) -> None:
    rows = [*AB, booked_row(7, "970x90", brand="Aurora", message="A")]
    size = name.rpartition("_")[2].removesuffix(".jpg")
    assert Answer(rows, [arrived(f"in/{name}", size)]).questions == {f"in/{name}": ("fits-none", text)}


def test_half_a_message_fits_all_that_share_it() -> None:
    rows = [
        booked_row(n, "300x250", message=one)
        for n, one in ((5, "Spring TV"), (6, "Spring Audio"), (7, "Fall"))
    ]
    answer = Answer(
        rows, [arrived("in/spring_300x250.jpg", "300x250"), arrived("in/audio_300x250.jpg", "300x250")]
    )
    assert answer.questions == {
        "in/spring_300x250.jpg": ("fits-several", "fits Spring TV and Spring Audio, not named on the sheet")
    }
    assert answer.how["in/audio_300x250.jpg"] == "its name says audio, booked on row 6"


def test_many_candidates_are_counted() -> None:
    rows = [booked_row(n, "300x250", message=f"M{n}") for n in range(1, 8)]
    answer = Answer(rows, [arrived("in/x.jpg", "300x250")])
    assert answer.questions["in/x.jpg"][1] == "fits M1, M2, M3, M4 and 3 more, not named on the sheet"


def test_another_word_in_place_of_the_campaigns() -> None:
    answer = Answer(AB, [arrived(f"in/{one}_300x250.jpg", "300x250") for one in ("Aurora_A", "Zephyr_B")])
    assert answer.questions == {
        "in/Zephyr_B_300x250.jpg": (
            "fits-none",
            "says zephyr, which is not on the sheet; else it would be Aurora B 300x250",
        )
    }


def test_a_word_of_the_sheet_with_a_number_is_no_stranger() -> None:
    rows = [booked_row(n, "300x250", creative=f"Lumen_Aurora_P000{n}_300x250") for n in (5, 6)]
    entries = [
        arrived("in/Lumen_Aurora_P0005_300x250.jpg", "300x250"),
        arrived("in/P0006 final 300x250.jpg", "300x250"),
    ]
    answer = Answer(rows, entries)
    assert (answer.questions, answer.waiting) == ({}, [])


def test_a_house_word_on_every_file_is_no_stranger() -> None:
    answer = Answer(AB, [arrived(f"in/LTV_{one}_300x250.jpg", "300x250") for one in "AB"])
    assert answer.waiting == []


def test_a_file_nobody_asked_for_beside_the_one_named() -> None:
    answer = Answer(A_300, [arrived("in/Aurora_A_300x250.jpg", "300x250"), arrived("in/hero.jpg", "300x250")])
    assert answer.questions == {
        "in/hero.jpg": ("fits-none", "not named on the sheet; Aurora_A 300x250 has Aurora_A_300x250.jpg")
    }


# --- copies, rounds, rotation


@pytest.mark.parametrize(
    "other", ["Aurora_A_300x250 (1).jpg", "Aurora_A_300x250_final.jpg", "Copy of Aurora_A_300x250.jpg"]
)
def test_two_files_for_one(other: str) -> None:
    answer = Answer(A_300, [arrived("in/Aurora_A_300x250.jpg", "300x250"), arrived(f"in/{other}", "300x250")])
    assert list(answer.served) == ["in/Aurora_A_300x250.jpg"]
    assert answer.questions == {
        f"in/{other}": ("two-files", "two different files claim to be Aurora_A 300x250 – which is final?")
    }
    assert answer.matching.questions[0].others == ("in/Aurora_A_300x250.jpg",)


def test_none_is_taken_where_all_claim_alike() -> None:
    entries = [arrived(f"in/Aurora_A_300x250{one}", "300x250") for one in (".jpg", ".png", ".gif")]
    answer = Answer(A_300, entries)
    assert answer.waiting == ["Aurora_A 300x250"]
    assert {code for code, _ in answer.questions.values()} == {"two-files"}
    assert next(iter(answer.questions.values()))[1].startswith("3 different files")


def test_the_extension_on_the_sheet_decides() -> None:
    rows = [booked_row(5, "300x250", asset="Aurora_A_300x250.png")]
    answer = Answer(rows, [arrived(f"in/Aurora_A_300x250.{one}", "300x250") for one in ("jpg", "png")])
    assert list(answer.served) == ["in/Aurora_A_300x250.png"]


def test_a_second_download_of_the_same_is_set_aside() -> None:
    entries = [arrived(f"in/Aurora_A_300x250{one}.jpg", "300x250", content="x") for one in ("", " (1)")]
    answer = Answer(A_300, entries)
    assert answer.asides == {
        "in/Aurora_A_300x250 (1).jpg": ("same-bytes", "the same as Aurora_A_300x250.jpg")
    }


def test_earlier_rounds_are_set_aside() -> None:
    names = ("Aurora_A_300x250", "Aurora_A_300x250_v2", "Aurora_A_v10_300x250", "old/Aurora_A_300x250_v11")
    answer = Answer(A_300, [arrived(f"in/{one}.jpg", "300x250") for one in names])
    assert list(answer.served) == ["in/Aurora_A_v10_300x250.jpg"]
    assert {text for _, text in answer.asides.values()} == {"older, not used"}


def test_rounds_by_folder() -> None:
    answer = Answer(A_300, [arrived(f"in/Round {n}/Aurora_A_300x250.jpg", "300x250") for n in (1, 2)])
    assert list(answer.served) == ["in/Round 2/Aurora_A_300x250.jpg"]


def test_versions_that_are_both_booked_both_run() -> None:
    rows = [booked_row(n, "300x250", creative=f"Aurora_v{n}") for n in (1, 2)]
    answer = Answer(rows, [arrived(f"in/Aurora_300x250_v{n}.jpg", "300x250") for n in (1, 2)])
    assert answer.waiting == []
    assert answer.asides == {}


def test_a_version_above_the_one_booked_is_a_question() -> None:
    rows = [booked_row(5, "300x250", creative="Aurora", version="v2")]
    answer = Answer(rows, [arrived(f"in/Aurora_300x250_v{n}.jpg", "300x250") for n in (1, 2, 3)])
    assert list(answer.served) == ["in/Aurora_300x250_v2.jpg"]
    assert answer.questions == {
        "in/Aurora_300x250_v3.jpg": (
            "two-files",
            "v3 of Aurora 300x250; the sheet books v2 – which is final?",
        )
    }


@pytest.mark.parametrize(
    "names",
    [
        ("Aurora_A_300x250", "Aurora_B_300x250"),
        ("Aurora_300x250_1", "Aurora_300x250_2", "Aurora_300x250_3"),
        ("A/300x250", "B/300x250"),
    ],
)
def test_one_slot_with_several_concepts_is_a_rotation(names: tuple[str, ...]) -> None:
    rows = [booked_row(5, "300x250", campaign="Aurora")]
    answer = Answer(rows, [arrived(f"in/{one}.jpg", "300x250") for one in names])
    assert len(answer.served) == len(names)
    assert all(how.endswith("; in rotation") for how in answer.how.values())


def test_concepts_that_come_in_several_sizes_rotate() -> None:
    rows = [booked_row(5, "300x250"), booked_row(6, "728x90")]
    names = [
        f"in/{one}-{size}.jpg" for one in ("summer-sale", "big-winter-deal") for size in ("300x250", "728x90")
    ]
    answer = Answer(rows, [arrived(one, one[-11:-4].strip("-l")) for one in names])
    assert len(answer.served) == 4


def test_two_unlike_names_for_one_slot_are_a_question() -> None:
    answer = Answer(A_300, [arrived("in/one thing.jpg", "300x250"), arrived("in/another.jpg", "300x250")])
    assert {code for code, _ in answer.questions.values()} == {"two-files"}


# --- companions and others


def test_an_image_beside_a_package_is_its_backup() -> None:
    answer = Answer(
        A_300, [package("in/Aurora_A_300x250.zip"), arrived("in/Aurora_A_300x250.jpg", "300x250")]
    )
    assert answer.asides == {
        "in/Aurora_A_300x250.jpg": (
            "companion",
            "backup image of Aurora_A_300x250.zip; the sheet books no image of 300x250",
        )
    }
    assert answer.matching.asides[0].belongs_to == "in/Aurora_A_300x250.zip"


@pytest.mark.parametrize(
    "name", ["backup/Aurora_A_300x250.jpg", "Aurora_A_300x250_backup.jpg", "static/still.jpg"]
)
def test_a_backup_by_its_folder_or_name(name: str) -> None:
    answer = Answer(A_300, [package("in/Aurora_A_300x250.zip"), arrived(f"in/{name}", "300x250")])
    assert answer.asides[f"in/{name}"][0] == "companion"


@pytest.mark.parametrize("fields", [{"kind": "image"}, {"limits": SheetLimits(formats=("jpg", "png"))}])
def test_an_image_that_is_booked_is_no_backup(fields: dict[str, object]) -> None:
    rows = [
        booked_row(5, "300x250", creative="Aurora_A", kind="html5"),
        booked_row(6, "300x250", creative="Aurora_A", locale="en", **fields),
    ]
    answer = Answer(rows, [package("in/Aurora_A_300x250.zip"), arrived("in/Aurora_A_300x250.jpg", "300x250")])
    assert answer.how == {
        "in/Aurora_A_300x250.zip": "named on row 5",
        "in/Aurora_A_300x250.jpg": ("named on row 6; not taken as the backup image of Aurora_A_300x250.zip"),
    }


def test_a_backup_without_its_package() -> None:
    answer = Answer(A_300, [arrived("in/Aurora_A_300x250_backup.jpg", "300x250")])
    assert answer.asides["in/Aurora_A_300x250_backup.jpg"][0] == "companion"
    assert answer.waiting == ["Aurora_A 300x250"]


def test_another_publishers_files_are_set_aside() -> None:
    rows = [booked_row(5, "300x250", brand="Aurora", message="A", publisher="Shopmart")]
    entries = [
        arrived("in/Aurora_A_300x250.jpg", "300x250"),
        arrived("in/Buyfair/Aurora_A_300x250.jpg", "300x250"),
        arrived("in/Big Buyfair_Aurora_A_300x250.jpg", "300x250"),
    ]
    answer = Answer(rows, entries, other_publishers=["Buyfair", "Shopmart", "BigBuyfair"])
    assert list(answer.served) == ["in/Aurora_A_300x250.jpg"]
    assert {code for code, _ in answer.asides.values()} == {"other-publisher"}


def test_without_a_publisher_on_the_sheet_no_publisher_is_another() -> None:
    answer = Answer(AB, [arrived("in/Buyfair_Aurora_A_300x250.jpg", "300x250")], other_publishers=["Buyfair"])
    assert answer.asides == {}


def test_another_campaigns_files_are_set_aside() -> None:
    answer = Answer(AB, [arrived("in/Zephyr_B_300x250.jpg", "300x250")], other_campaigns=["Zephyr", "Aurora"])
    assert answer.asides["in/Zephyr_B_300x250.jpg"] == (
        "other-campaign",
        "for Zephyr, which is not on the sheet",
    )


def test_folders_of_the_argument_are_no_words_of_a_name() -> None:
    entries = [arrived("work/A/hero.jpg", "300x250")]
    assert Answer(AB, entries, roots=["work/A"]).questions["work/A/hero.jpg"][0] == "fits-several"
    assert Answer(AB, entries, roots=["work"]).served == {"work/A/hero.jpg": ["Aurora A 300x250"]}


def test_no_sheet_and_no_files() -> None:
    assert Answer([], [arrived("x.jpg", "300x250")]).questions == {
        "x.jpg": ("fits-none", "no 300x250 is booked")
    }
    assert Answer(A_300, []).waiting == ["Aurora_A 300x250"]


# --- properties

WORDS = st.sampled_from(
    ["Aurora", "A", "B", "summer", "v1", "v2", "final", "backup", "(1)", "300x250", "728x90", "x"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map("_".join)
ANY_ROWS = st.lists(
    st.builds(
        lambda number, size, creative, message, kind: booked_row(
            number, size, creative=creative, message=message, kind=kind
        ),
        st.integers(2, 99),
        st.sampled_from(["300x250", "728x90", "300x250 728x90", ""]),
        st.sampled_from(["", "Aurora_A", "Aurora_B_300x250", "Aurora_v1", "summer x"]),
        st.sampled_from(["", "A", "B"]),
        st.sampled_from(["", "image", "html5"]),
    ),
    max_size=6,
)
ANY_FILES = st.lists(
    st.builds(
        lambda folder, name, size, kind, content: arrived(f"in/{folder}{name}.bin", size, kind, content),
        st.sampled_from(["", "A/", "old/", "300x250/", "backup/"]),
        NAMES | st.text(min_size=1, max_size=12).filter(lambda text: "/" not in text),
        st.sampled_from(["300x250", "728x90", "600x500", "0x0", "301x250"]),
        st.sampled_from(["image", "html5", "video"]),
        st.sampled_from(["", "same"]),
    ),
    max_size=8,
    unique_by=lambda entry: entry.address,
)


@settings(max_examples=300, deadline=None)
@given(rows=ANY_ROWS, entries=ANY_FILES, seed=st.integers())
def test_the_order_of_the_files_changes_nothing(
    rows: list[Row], entries: list[IndexEntry], seed: int
) -> None:
    answer = Answer(rows, entries)
    shuffled = list(entries)
    random.Random(seed).shuffle(shuffled)
    assert match_files(answer.booked, shuffled) == answer.matching


@settings(max_examples=200, deadline=None)
@given(rows=ANY_ROWS, entries=ANY_FILES)
def test_all_that_is_said_is_said_of_what_is_there(rows: list[Row], entries: list[IndexEntry]) -> None:
    answer = Answer(rows, entries)
    keys = {one.key for one in answer.booked}
    addresses = {one.address for one in entries}
    for match in answer.matching.matches:
        assert match.deliverable in keys
        assert match.how
    for question in answer.matching.questions:
        assert set(question.candidates) <= keys
        assert set(question.others) <= addresses - {question.address}
        assert question.text
    for aside in answer.matching.asides:
        assert aside.belongs_to in addresses | {""}
        assert aside.belongs_to != aside.address


@settings(max_examples=200, deadline=None)
@given(
    names=st.lists(
        st.from_regex(r"[A-Za-z]{2,8}(_[A-Za-z0-9]{1,6}){0,3}", fullmatch=True),
        min_size=1,
        max_size=6,
        unique_by=lambda name: name.casefold().replace("_", ""),
    )
)
def test_an_exact_name_always_matches(names: list[str]) -> None:
    rows = [booked_row(5 + at, "300x250", creative=name) for at, name in enumerate(names)]
    entries = [arrived(f"in/{name}.jpg", "300x250") for name in names]
    answer = Answer(rows, entries)
    booked = {one.creative: one.label for one in answer.booked}
    for name in names:
        assert booked[name] in answer.served[f"in/{name}.jpg"]


def test_four_times_the_files_take_about_four_times_as_long() -> None:
    def seconds(concepts: int) -> float:
        sizes = SIZES[:4]
        rows = [
            booked_row(at, size, message=f"Concept {number} spring", campaign="Aurora")
            for at, (number, size) in enumerate((n, s) for n in range(concepts) for s in sizes)
        ]
        entries = [
            arrived(f"in/{n % 7}/Aurora_Concept{n}_spring_{s}.jpg", s) for n in range(concepts) for s in sizes
        ]
        booked = bookings(*rows)
        start = time.process_time()
        matching = match_files(booked, entries)
        assert len(matching.matches) == 4 * concepts
        return time.process_time() - start

    few, many = (min(seconds(count) for _ in range(2)) for count in (125, 500))
    assert many < 3
    assert many < 12 * few
