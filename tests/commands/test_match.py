"""Which ad units take a file: ranked by the smallest change, never a fit while a must is unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import adqa
from adqa.commands.match import Change, Match, Matches, _order
from adqa.errors import UsageError
from adqa.report.match_text import matches_text
from contracts.running import picture, run


def _match(spec: str, **changes: object) -> Match:
    given = {
        "title": "T",
        "role": "main",
        "change": Change.NOTHING,
        "broken": (),
        "unknown": (),
        "please_check": (),
    }
    return Match(spec=spec, **(given | changes))  # type: ignore[arg-type]


def test_the_order() -> None:
    ranked = [
        _match("a/plain"),
        _match("b/plain"),
        _match("a/advised", please_check=("x",)),
        _match("a/uncertain", unknown=("x",)),
        _match("z/export-one", change=Change.RE_EXPORT, broken=("x",)),
        _match("a/export-two", change=Change.RE_EXPORT, broken=("x", "y")),
        _match("a/code", change=Change.RE_CODE, broken=("x",)),
        _match("a/design", change=Change.RE_DESIGN, broken=("x",)),
        _match("a/other", change=Change.OTHER, broken=("x",)),
        _match("a/other", role="second", change=Change.OTHER, broken=("x",)),
    ]
    shuffled = ranked[::-1]
    assert sorted(shuffled, key=_order) == ranked
    assert [one.spec for one in ranked if one.fits] == ["a/plain", "b/plain", "a/advised"]


def test_the_ranks_are_those_of_the_smallest_change() -> None:
    assert sorted(Change, key=lambda one: one.rank) == [
        Change.NOTHING,
        Change.RE_EXPORT,
        Change.RE_CODE,
        Change.RE_DESIGN,
        Change.OTHER,
    ]


HOUSE = """
publisher: house
title: House
schema: 1
sources:
  s: {title: Ours, confidence: high}
defaults: {source: s}
units:
  fits: {title: Fits, assets: {main: {kind: image, sizes: [300x250]}}}
  format: {title: Format, assets: {main: {kind: image, sizes: [300x250], formats: [jpg]}}}
  heavy: {title: Heavy, assets: {main: {kind: image, sizes: [300x250], formats: [jpg], weight: {file: 1 KB}}}}
  double: {title: Double, assets: {main: {kind: image, sizes: [600x500]}}}
  other: {title: Other, assets: {main: {kind: image, sizes: [728x90]}}}
  video: {title: Video, assets: {main: {kind: video}}}
  sample: {title: Sample, status: example, assets: {main: {kind: image, sizes: [300x250]}}}
  sunset: {title: Sunset, status: sunset, assets: {main: {kind: image, sizes: [300x250]}}}
  later: {title: Later, effective: {from: 2030-01-01}, assets: {main: {kind: image, sizes: [300x250]}}}
  market:
    title: Market
    assets:
      main:
        kind: image
        sizes: [300x250]
        weight: {file: {variants: [{max: 1 KB, when: {market: FR}}, {max: 200 KB, when: {market: DE}}]}}
"""


@pytest.fixture
def house(delivery: Path) -> Path:
    """A delivery with one picture beside house units of every rank."""
    (delivery / "a_300x250.png").write_bytes(picture())
    (delivery.parent / "house.yaml").write_text(HOUSE)
    (delivery.parent / "adqa.toml").write_text('house_specs = "house.yaml"')
    return delivery


def _ours(found: Matches) -> dict[str, Match]:
    return {one.spec.removeprefix("house/"): one for one in found.matches if one.spec.startswith("house/")}


def test_what_a_picture_fits(house: Path) -> None:
    (found,) = adqa.match([house], as_of=date(2026, 3, 2))
    ours = _ours(found)
    assert [(name, one.change) for name, one in ours.items()] == [
        ("fits", Change.NOTHING),
        ("market", Change.NOTHING),
        ("format", Change.RE_EXPORT),
        ("heavy", Change.RE_EXPORT),
        ("double", Change.RE_DESIGN),
        ("other", Change.OTHER),
    ]
    assert ours["fits"].fits
    assert ours["fits"] in found.fitting
    assert len(ours["heavy"].broken) > len(ours["format"].broken)
    assert (found.kind, found.size, found.problem) == ("image", "300x250", "")


def test_what_depends_on_something_unknown_is_no_fit(house: Path) -> None:
    (found,) = adqa.match([house])
    market = _ours(found)["market"]
    assert market.unknown
    assert not market.fits
    assert market not in found.fitting


def test_what_is_not_in_force_or_not_sold_is_left_out(house: Path) -> None:
    (early,) = adqa.match([house], as_of=date(2026, 3, 2))
    (late,) = adqa.match([house], as_of=date(2031, 3, 2))
    assert "later" not in _ours(early)
    assert "later" in _ours(late)
    assert not {"sample", "sunset", "video"} & _ours(late).keys()


def test_the_catalogue_is_ranked_by_the_contract(house: Path) -> None:
    (house / "b_301x250.png").write_bytes(picture(301))
    for found in adqa.match([house]):
        assert list(found.matches) == sorted(found.matches, key=_order)
        assert [one.fits for one in found.matches] == sorted(
            (one.fits for one in found.matches), reverse=True
        )
        assert all(not one.broken and not one.unknown for one in found.fitting)


def test_a_broken_file_fits_nothing(delivery: Path) -> None:
    (delivery / "empty.png").write_bytes(b"")
    (found,) = adqa.match(delivery)
    assert (found.matches, found.problem) == ((), "the file cannot be opened")


def test_a_package_is_not_looked_into(delivery: Path) -> None:
    (delivery / "index.html").write_text("<!doctype html><title>a</title>")
    (found,) = adqa.match(delivery)
    assert "not looked into by this version" in found.problem
    assert found.fitting == ()


def test_nothing_to_match(delivery: Path) -> None:
    with pytest.raises(UsageError, match="there is nothing to match"):
        list(adqa.match(delivery))


def test_the_words(house: Path) -> None:
    (found,) = adqa.match([house])
    lines = matches_text(found, 1000).splitlines()
    starts = {line.split("house/")[1].split(" ")[0]: line.strip() for line in lines if " house/" in line}
    assert starts["fits"].startswith("fits ")
    assert starts["market"].startswith("perhaps ")
    assert starts["format"].startswith("re-export ")
    assert starts["double"].startswith("re-design within the ratio ")
    assert starts["other"].startswith("another creative ")
    assert any(line.strip().startswith("cannot be told: ") for line in lines)


def test_the_command_says_what_is_left_out(house: Path) -> None:
    done = run("match", house, "--most", "1", cwd=house.parent)
    assert done.returncode == 0
    assert "more ad units within reach, shown with --most" in done.stdout
    assert done.stdout.count("fits  ") == 1


def test_an_image_no_screen_shows_fits_nowhere_as_it_is(delivery: Path) -> None:
    from PIL import Image

    Image.new("CMYK", (300, 250), (9, 40, 80, 3)).save(delivery / "a_300x250.jpg")
    (found,) = adqa.match([delivery])
    assert not found.fitting
    takes = next(one for one in found.matches if one.spec == "google-ads/uploaded-image")
    assert takes.change is Change.RE_EXPORT
    assert "CMYK" in takes.broken[0]


def test_a_size_that_is_only_advised_is_no_fit_either(delivery: Path) -> None:
    (delivery / "a_300x250.png").write_bytes(picture())
    (found,) = adqa.match([delivery])
    story = next(one for one in found.matches if one.spec == "meta/instagram-stories-carousel")
    assert not story.fits
    assert "300x250" in " ".join(story.broken)
