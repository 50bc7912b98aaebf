"""The catalogue: what is shipped, which reading is in force, and what a reference resolves to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from adqa.errors import SpecError, UsageError
from adqa.spec.catalogue import Catalogue
from adqa.spec.describe import describe
from adqa.spec.load import Document
from spec.documents import catalogue_of, read, text_of

REVISIONS = Path(__file__).with_name("revisions.json")
SHIPPED = Catalogue().ids()
BOOKED = (
    "iab/fixed-image",
    "google-ads/uploaded-image",
    "campaign-manager-360/display-image",
    "display-video-360/image",
    "amazon-dsp/static-image",
    "criteo-retail-media/commerce-display-spotlight",
    "walmart-connect/sponsored-brands",
    "microsoft-advertising/owned-properties-image",
    "yahoo-dsp/native-stream",
    "liveintent/email-display",
    "meta/facebook-feed-image",
    "pinterest/standard-image",
    "asda-media-partnerships/live-static",
)


@pytest.mark.parametrize("id_", SHIPPED)
def test_every_shipped_unit_loads_with_sources(id_: str) -> None:
    unit = Catalogue().unit(id_)
    assert unit.title
    assert unit.channel
    for place, limit, _ in unit.limits():
        assert unit.sources[unit.source_key(limit, place)].title, place
    assert describe(unit).startswith(f"{id_}: {unit.title}\n")


def test_the_units_people_book_are_there() -> None:
    assert set(BOOKED) <= set(SHIPPED)


def test_every_shipped_document_is_named_for_its_publisher_and_cites_all_its_sources() -> None:
    catalogue = Catalogue()
    for publisher in catalogue.publishers():
        (document,) = catalogue.documents(publisher)
        assert document.publisher == publisher
        units = [catalogue.unit(id_) for id_ in document.unit_ids]
        cited = {unit.source_key(limit, place) for unit in units for place, limit, _ in unit.limits()}
        cited |= {one.source or "" for unit in units for one in unit.by_eye}
        assert set(units[0].sources) == cited, publisher


def test_revisions_are_those_on_record() -> None:
    """A changed revision is a change of what people's creatives are judged by."""
    catalogue = Catalogue()
    now = {id_: catalogue.unit(id_).revision for id_ in catalogue.ids()}
    recorded = json.loads(REVISIONS.read_text("utf-8"))
    changed = sorted(id_ for id_ in now.keys() | recorded.keys() if now.get(id_) != recorded.get(id_))
    assert not changed, (
        f"{', '.join(changed)}: these ad units changed. Say so in CHANGELOG.md, then record the revisions "
        "with PYTHONPATH=tests python tests/spec/test_catalogue.py"
    )


A_UNIT = "a: {{source: sheet, title: A, {more}assets: {{main: {{kind: image, weight: {{file: {max}}}}}}}}}"


def _revision(max_: str = "150 KB", more: str = "", change: tuple[str, str] = ("", "")) -> str:
    text = text_of(A_UNIT.format(max=max_, more=more)).replace(*change)
    return catalogue_of(Document(text, "house.yaml")).unit("house/a").revision


def test_a_revision_is_twelve_digits_and_follows_the_meaning() -> None:
    revision = _revision()
    assert len(revision) == 12
    assert int(revision, 16)
    assert _revision("{max: 150 KB}") == revision
    assert _revision("{max: 150 KB, strength: must}") == revision
    assert _revision("151 KB") != revision
    assert _revision("{max: 150 KB, strength: should}") != revision
    assert _revision(more="note: x, ") != revision


def test_a_revision_leaves_out_read_dates_and_sources_that_are_not_cited() -> None:
    revision = _revision()
    sheet = "sheet: {title: Our sheet, confidence: high"
    assert _revision(change=(sheet, sheet + ", read_on: 2026-02-01")) == revision
    assert _revision(change=("Another page", "Changed")) == revision
    assert _revision(change=(sheet, sheet + ", as_of: 2026-02-01")) != revision
    assert _revision(change=("Our sheet", "Changed")) != revision


READINGS = """\
old:
  source: sheet
  title: Old
  effective: {until: 2026-06-30}
  assets: {main: {kind: image}}
new:
  extends: old
  title: New
  effective: {from: 2026-07-01, until: ~}
  supersedes: house/old
"""


@pytest.mark.parametrize("asked", ["house/old", "house/new"])
@pytest.mark.parametrize(
    ("day", "title"),
    [("2026-06-30", "Old"), ("2026-07-01", "New"), ("2020-01-01", "Old"), ("9999-12-31", "New")],
)
def test_the_reading_in_force_on_the_day_is_taken(asked: str, day: str, title: str) -> None:
    catalogue = catalogue_of(read(READINGS))
    assert [unit.title for unit in catalogue.resolve(asked, date.fromisoformat(day))] == [title]


def test_a_unit_that_is_not_tied_by_supersedes_never_stands_in() -> None:
    catalogue = catalogue_of(read(READINGS.replace("  supersedes: house/old\n", "")))
    with pytest.raises(
        SpecError, match="house/old is not in force on 2026-07-01, and nothing stands in for it"
    ):
        catalogue.resolve("house/old", date(2026, 7, 1))
    with pytest.raises(SpecError, match="house/new is not in force on 2026-06-30"):
        catalogue.resolve("house/new", date(2026, 6, 30))


def test_the_superseding_reading_is_taken_where_both_are_in_force() -> None:
    catalogue = catalogue_of(read(READINGS.replace("  effective: {until: 2026-06-30}\n", "")))
    for asked in ("house/old", "house/new"):
        (unit,) = catalogue.resolve(asked, date(2026, 8, 1))
        assert unit.title == "New"
        (unit,) = catalogue.resolve(asked, date(2026, 6, 1))
        assert unit.title == "Old"


def test_a_gap_is_told_and_a_chain_is_followed() -> None:
    third = READINGS.replace("until: ~", "until: 2026-07-31") + (
        "third: {extends: old, title: Third, effective: {from: 2026-09-01, until: ~}, "
        "supersedes: house/new}\n"
    )
    catalogue = catalogue_of(read(third))
    with pytest.raises(SpecError, match="house/old is not in force on 2026-08-15"):
        catalogue.resolve("house/old", date(2026, 8, 15))
    (unit,) = catalogue.resolve("house/old", date(2026, 9, 1))
    assert unit.title == "Third"


def test_two_successors_in_force_are_a_question_not_a_guess() -> None:
    catalogue = catalogue_of(
        read(
            READINGS
            + "rival: {extends: old, effective: {from: 2026-07-01, until: ~}, supersedes: house/old}\n"
        )
    )
    with pytest.raises(SpecError, match="house/new and house/rival are in force for house/old"):
        catalogue.resolve("house/old", date(2026, 7, 1))


DAY = date(2026, 1, 1)


def test_a_reference_is_an_id_a_publisher_or_a_file(tmp_path: Path) -> None:
    catalogue = Catalogue()
    assert [one.id for one in catalogue.resolve("liveintent/email-display", DAY)] == [
        "liveintent/email-display"
    ]
    assert [one.id for one in catalogue.resolve("liveintent", DAY)] == ["liveintent/email-display"]
    with pytest.raises(
        UsageError, match="pinterest has several ad units; name one of pinterest/carousel, pint"
    ):
        catalogue.resolve("pinterest", DAY)
    path = tmp_path / "mine.yaml"
    path.write_text(text_of("a: {source: sheet, assets: {main: {kind: image}}}\nb: {extends: a}\n"))
    assert [one.id for one in catalogue.resolve(str(path), DAY)] == ["house/a", "house/b"]
    assert [one.id for one in catalogue.resolve(str(path), DAY)] == ["house/a", "house/b"]
    with pytest.raises(UsageError, match="does not exist"):
        catalogue.resolve(str(tmp_path / "other.yaml"), DAY)
    with pytest.raises(
        SpecError, match="no ad unit 'liveintent/email'; did you mean liveintent/email-display"
    ):
        catalogue.resolve("liveintent/email", DAY)


def test_two_house_files_with_one_id_are_refused(tmp_path: Path) -> None:
    text = text_of("a: {source: sheet, assets: {main: {kind: image}}}")
    paths = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for path in paths:
        path.write_text(text)
    with pytest.raises(SpecError, match=r"house/a is in .*one\.yaml and in .*two\.yaml"):
        Catalogue(paths)


def test_house_files_are_checked_when_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(text_of("a: {source: sheet, assets: {main: {kind: image, weight: {file: 150}}}}"))
    with pytest.raises(SpecError, match="'150' has no unit"):
        Catalogue([path])


def test_units_are_found_by_words() -> None:
    catalogue = Catalogue()
    assert [one.id for one in catalogue.find("liveintent e-mail")] == ["liveintent/email-display"]
    assert "yahoo-dsp/outdoor" in [one.id for one in catalogue.find("DOOH")]
    assert [one.id for one in catalogue.find("")] == SHIPPED
    assert catalogue.find("nothing has this") == []


def test_standard_units_may_be_assumed() -> None:
    assert [one.id for one in Catalogue().assumable()] == ["iab/fixed-image", "iab/custom-image"]


if __name__ == "__main__":
    found = {id_: Catalogue().unit(id_).revision for id_ in SHIPPED}
    REVISIONS.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
