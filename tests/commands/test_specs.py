"""The catalogue at hand: found, shown, validated, drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

import adqa
from adqa.commands.specs import draft, validate
from adqa.config import load_config
from adqa.errors import SpecError, UsageError
from contracts.running import run

HOUSE = """\
publisher: house
title: House
schema: 1
sources:
  s: {title: Ours, confidence: high}
defaults: {source: s}
units:
  a: {title: Zebra, assets: {main: {kind: image, sizes: [300x250]}}}
  b: {title: Banner, status: sunset, assets: {main: {kind: image, sizes: [728x90]}}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house document and the configuration that names it."""
    (tmp_path / "house.yaml").write_text(HOUSE)
    (tmp_path / "adqa.toml").write_text('house_specs = "house.yaml"')
    return tmp_path


def test_all_of_them_a_line_each() -> None:
    lines = adqa.specs().splitlines()
    ids = [line.split()[0] for line in lines]
    assert ids == sorted(ids)
    assert "iab/fixed-image" in ids
    assert len({line.index(line.split()[1], len(line.split()[0])) for line in lines}) == 1


def test_words_narrow_the_list() -> None:
    found = adqa.specs("iab fixed").splitlines()
    assert [line.split()[0] for line in found] == ["iab/fixed-html5", "iab/fixed-image"]


def test_an_id_shows_the_unit() -> None:
    text = adqa.specs("iab/fixed-image")
    assert text.startswith("iab/fixed-image: ")
    assert "300x250" in text
    assert "https://www.iab.com/" in text


def test_nothing_found() -> None:
    with pytest.raises(UsageError, match=r"no ad unit has 'zzz' .*adqa specs lists them all"):
        adqa.specs("zzz")


def test_house_units_are_there_too(house: Path) -> None:
    config = load_config(house / "adqa.toml")
    assert adqa.specs("zebra", config=config) == "house/a  Zebra\n"
    assert adqa.specs("house/b", config=config).startswith("house/b: Banner")
    assert "Banner (sunset)" in adqa.specs("banner house", config=config)
    assert "house/a" in run("specs", "zebra", cwd=house).stdout


def test_load_spec(house: Path) -> None:
    assert adqa.load_spec("iab/fixed-image").title
    assert adqa.load_spec("house/a", config=load_config(house / "adqa.toml")).title == "Zebra"
    with pytest.raises(UsageError, match="holds several ad units: house/a, house/b; name one"):
        adqa.load_spec(house / "house.yaml")
    with pytest.raises(SpecError, match="did you mean iab/fixed-image"):
        adqa.load_spec("iab/fixed-imag")
    with pytest.raises(UsageError, match="does not exist"):
        adqa.load_spec(house / "gone.yaml")


def test_validate(house: Path) -> None:
    said = validate(house / "house.yaml")
    assert said.endswith(": valid; 2 ad units with 2 limits: house/a, house/b\n")
    done = run("specs", "--validate", "house.yaml", cwd=house)
    assert (done.returncode, done.stdout) == (
        0,
        "house.yaml: valid; 2 ad units with 2 limits: house/a, house/b\n",
    )


def test_validate_names_every_mistake(house: Path) -> None:
    (house / "bad.yaml").write_text(
        HOUSE.replace("sizes: [300", "size: [300").replace(
            "kind: image, sizes: [7", "kind: picture, sizes: [7"
        )
    )
    done = run("specs", "--validate", "bad.yaml", cwd=house)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "bad.yaml:8: " in done.stderr
    assert "did you mean 'sizes'?" in done.stderr


def test_a_draft_is_yaml_that_names_its_gaps(tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("name,size,format,max weight\nZebra,300x250,jpg,150 KB\n")
    text = draft(table, publisher="ours")
    assert text.startswith("#") or "publisher: ours" in text
    assert "publisher: ours" in text
    assert "300x250" in text
    done = run("specs", "--draft", table, "--publisher", "ours")
    assert (done.returncode, done.stdout) == (0, text)


def test_a_table_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    done = run("specs", "--draft", "empty.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "empty.csv" in done.stderr
    assert "Traceback" not in done.stderr
