"""The kick-off workbook: specs with sources, the blank matrix, and one file for several units."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from adqa.campaign.common import common_limits
from adqa.campaign.kickoff import kickoff
from adqa.campaign.model import Campaign, Flight, Row, SheetLimits
from adqa.errors import UsageError
from adqa.spec.model import AdUnitSpec
from adqa.units import Size
from campaign.bookings import booked_row
from handover.desk import table

SIZE = Size(300, 250)


def unit(name: str, **asset: Any) -> AdUnitSpec:
    """A unit with one part that takes 300x250."""
    return AdUnitSpec.model_validate(
        {
            "id": f"{name}/mpu",
            "publisher": name,
            "title": f"{name.title()} MPU",
            "sources": {"guide": {"title": f"{name} guide", "confidence": "high"}},
            "source": "guide",
            "assets": {"main": {"kind": "image", "sizes": ["300x250"], **asset}},
        }
    )


def taken(*units: AdUnitSpec, size: Size | None = SIZE) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What → (take, whose)."""
    return {one.what: (one.take, one.decides) for one in common_limits(units, size)}


ONE = ("One MPU (one)",)
TWO = ("Two MPU (two)",)


def test_the_smallest_weight_and_the_shortest_animation_decide() -> None:
    one = unit("one", weight={"file": "150 KB"}, animation={"duration": "30 s", "loops": "2 loops"})
    two = unit("two", weight={"file": "0.1 MB"}, animation={"duration": "15 s", "loops": "3 loops"})
    found = taken(one, two)
    assert found["weight file"] == ("at most 0.1 MB", TWO)
    assert found["animation duration"] == ("at most 15 s", TWO)
    assert found["animation loops"] == ("at most 2 loops", ONE)


def test_a_kilobyte_of_unknown_base_is_the_small_one() -> None:
    said = unit("one", weight={"file": {"max": "150 KB", "base": "1024"}})
    unsaid = unit("two", weight={"file": "150 KB"})
    assert taken(said, unsaid)["weight file"][1] == TWO


def test_formats_are_what_all_accept() -> None:
    found = taken(unit("one", formats=["jpg", "png", "gif"]), unit("two", formats=["png", "jpg"]))
    assert found["formats"] == ("jpeg or png", TWO)


def test_what_no_file_can_keep_is_said() -> None:
    one = unit("one", formats=["jpg"], border="required", image={"transparency": "required"})
    two = unit("two", formats=["gif"], image={"transparency": "forbidden"})
    limits = {limit.what: limit for limit in common_limits((one, two), SIZE)}
    assert limits["formats"].impossible
    assert limits["formats"].take == (
        "not possible with one file: nothing is accepted by all (One MPU (one): jpeg; Two MPU (two): gif)"
    )
    assert limits["image transparency"].impossible
    assert "required by One MPU (one), forbidden by Two MPU (two)" in limits["image transparency"].take
    assert not limits["border"].impossible
    assert limits["border"].decides == ONE


def test_a_unit_that_does_not_take_the_size_is_named() -> None:
    found = taken(unit("one"), unit("two", sizes=["728x90"]))
    assert found["size"] == ("not possible with one file: 300x250 is not taken by Two MPU (two)", TWO)


def test_units_of_different_kinds_have_no_file_in_common() -> None:
    found = taken(unit("one"), unit("two", kind="video"))
    assert "no kind is taken by all" in found["kind"][0]


def test_a_condition_on_the_size_is_decided_and_another_takes_the_strictest_case() -> None:
    weight = {
        "variants": [
            {"max": "300 KB"},
            {"max": "50 KB", "when": {"size": "320x50"}},
            {"max": "100 KB", "when": {"size": "300x250", "format": "gif"}},
        ]
    }
    one, two = unit("one", weight={"file": weight}), unit("two", weight={"file": "200 KB"})
    (limit,) = (each for each in common_limits((one, two), SIZE) if each.what == "weight file")
    assert limit.take.startswith("at most 100 KB")
    assert limit.note == "strictest case: format is gif"


def test_must_and_should_are_kept_apart() -> None:
    one = unit("one", weight={"file": "150 KB"})
    two = unit("two", weight={"file": {"max": "80 KB", "strength": "should"}})
    found = [(limit.take, limit.strength.value) for limit in common_limits((one, two), SIZE)]
    assert found == [("at most 150 KB", "must"), ("at most 80 KB", "should")]


# --- the workbook

HOUSE = """
publisher: {name}
title: {name}
schema: 1
sources: {{guide: {{title: {name} guide, section: "2", confidence: high}}}}
defaults: {{source: guide}}
units:
  mpu:
    title: MPU
    assets:
      main: {{kind: image, sizes: [300x250, 728x90], formats: [{formats}], weight: {{file: {weight}}}}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two publishers of our own, and what the sheet calls their units."""
    for name, formats, weight in (("north", "jpg, png", "150 KB"), ("south", "png, gif", "100 KB")):
        (tmp_path / f"{name}.yaml").write_text(HOUSE.format(name=name, formats=formats, weight=weight))
    (tmp_path / "adqa.toml").write_text(
        'house_specs = ["north.yaml", "south.yaml"]\n[units]\n"Rail" = "north/mpu"\n"Side" = "south/mpu"\n'
    )
    return tmp_path / "adqa.toml"


def rows(*given: Row) -> Campaign:
    return Campaign(name="Aurora launch", rows=given, files=("Lumen_IO_v3.xlsx",))


DUE = {"due": date(2026, 5, 14), "due_time": time(12), "flight": Flight(start=date(2026, 5, 21))}
A = {"creative": "Aurora_A_300x250", "message": "A", **DUE}


def test_one_creative_on_two_publishers_has_to_suit_both(house: Path) -> None:
    campaign = rows(
        booked_row(6, "300x250", placement="North rail", unit="Rail", **A),
        booked_row(7, "300x250", placement="South side", unit="Side", **A),
        booked_row(8, "728x90", placement="North top", unit="Rail", message="B"),
    )
    made = kickoff(campaign, config=house)
    assert made.text() == (
        "2 creatives to build for 4 ad units\n1 size where one file serves several units\n"
    )
    lines = table(made.book, "One file for several units")
    take = {one["What"]: (one["Take"], one["Whose limit decides"]) for one in lines}
    assert take["weight file"] == ("at most 100 KB", "MPU (south)")
    assert take["formats"] == ("png", "MPU (north); MPU (south)")
    assert {one["Size"] for one in lines} == {"300x250"}


def test_specs_come_with_their_sources_and_unknown_units_are_said(house: Path) -> None:
    campaign = rows(
        booked_row(6, "300x250", placement="North rail", unit="Rail", **A),
        booked_row(7, "970x250", placement="HP", unit="HP Hero", message="C"),
    )
    made = kickoff(campaign, config=house)
    lines = table(made.book, "Specs")
    weight = next(one for one in lines if one["What"] == "weight file")
    assert weight["What it asks"] == "at most 150 KB"
    assert weight["Placements"] == "North rail"
    assert weight["Source"] == "north guide, section 2, confidence high"
    unknown = next(one for one in lines if one["Ad unit"] == "HP Hero")
    assert unknown["What it asks"] == "No spec is known (1 row); ask the publisher"
    assert "No spec is known for HP Hero; ask the publisher" in made.text()


def test_the_matrix_has_an_empty_cell_for_each_file_to_build(house: Path) -> None:
    campaign = rows(
        booked_row(6, "300x250", placement="Rail", message="A", **DUE),
        booked_row(7, "300x250", placement="Rail", message="B", **DUE),
        booked_row(8, "728x90", placement="Top", message="A", locale="fr-CA", **DUE),
    )
    campaign = replace(campaign, time_zone="America/Chicago")
    lines = table(kickoff(campaign, config=house).book, "Assets", header_row=3)
    assert [(one["Size"], one["A"], one["B"], one["A · fr-CA"]) for one in lines] == [
        ("300x250", None, None, "–"),
        ("728x90", "–", "–", None),
    ]
    assert {one["Due"] for one in lines} == {"Thu 14 May 12:00 CT"}
    assert lines[0]["Placements"] == "Rail"


def test_a_sheet_alone_is_enough_and_its_own_columns_are_limits() -> None:
    limits = SheetLimits(weight="150 KB", formats=("jpg",))
    made = kickoff(rows(booked_row(6, "300x250", placement="Rail", message="A", limits=limits)))
    asked = {one["What"]: one["What it asks"] for one in table(made.book, "Specs")}
    assert asked == {"sizes": "300x250", "formats": "jpeg", "weight file": "at most 150 KB"}
    assert table(made.book, "One file for several units") == []


def test_units_can_be_named_without_a_sheet(house: Path) -> None:
    made = kickoff(spec=["north/mpu", "south/mpu"], config=house)
    assert [one["Size"] for one in table(made.book, "Assets", header_row=3)] == ["300x250", "728x90"]
    assert (made.units, made.creatives, made.several, made.impossible) == (2, 2, 2, 0)


def test_nothing_to_build_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="nothing to build"):
        kickoff()


def test_rates_and_notes_are_not_in_it(house: Path) -> None:
    given = booked_row(6, "300x250", placement="Rail", message="A", notes="margin 61827", price="61827")
    assert b"61827" not in b"".join(_parts(kickoff(rows(given), config=house).book))


def test_the_same_sheet_gives_the_same_bytes(house: Path) -> None:
    campaign = rows(booked_row(6, "300x250", placement="Rail", unit="Rail", **A))
    assert kickoff(campaign, config=house).book == kickoff(campaign, config=house).book


def _parts(book: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return [archive.read(name) for name in archive.namelist()]
