"""Units inherit and extend, and every limit keeps the source it was read in."""

from __future__ import annotations

import pytest

from adqa.errors import SpecError
from adqa.spec.model import AdUnitSpec
from spec.documents import catalogue_of, read, unit_of

BASE = """\
a:
  source: sheet
  assets:
    main:
      kind: image
      formats: [jpg, png]
      weight: {file: {max: 1 MB, when: {route: programmatic}, note: as printed}}
      animation: {duration: 15 s, loops: 3 loops}
"""


def _cited(unit: AdUnitSpec) -> dict[str, str]:
    return {
        place.removeprefix("assets.main."): unit.source_key(limit, place) for place, limit, _ in unit.limits()
    }


def test_defaults_hold_for_every_unit_and_are_overridden() -> None:
    catalogue = catalogue_of(
        read(
            """\
            a: {assets: {main: {kind: image}}}
            b: {channel: email, assets: {main: {kind: image, formats: png}}}
            """,
            defaults="source: sheet\nchannel: social\nassets: {main: {formats: jpg}}\n",
        )
    )
    first, second = catalogue.unit("house/a"), catalogue.unit("house/b")
    assert (first.channel, first.assets["main"].formats[0].any_of) == ("social", ("jpeg",))
    assert (second.channel, second.assets["main"].formats[0].any_of) == ("email", ("png",))


def test_extending_a_unit_merges_mappings_and_replaces_values() -> None:
    unit = unit_of(BASE + "b:\n  extends: a\n  title: B\n  assets: {main: {formats: gif}}\n", "house/b")
    assert unit.title == "B"
    assert unit.assets["main"].formats[0].any_of == ("gif",)
    assert unit.assets["main"].animation.loops[0].max == 3


def test_a_tilde_removes_what_is_inherited() -> None:
    unit = unit_of(
        BASE + "b:\n  extends: a\n  assets: {main: {formats: ~, animation: {loops: ~}, weight: ~}}\n",
        "house/b",
    )
    main = unit.assets["main"]
    assert (main.formats, main.animation.loops, main.weight.file) == ((), (), ())
    assert main.animation.duration[0].max == 15


def test_a_quoted_tilde_is_text() -> None:
    unit = unit_of(BASE + "b:\n  extends: a\n  title: '~'\n", "house/b")
    assert unit.title == "~"


def test_a_value_takes_the_place_of_the_inherited_limit_with_its_conditions() -> None:
    for value in ("100 KB", "{max: 100 KB}", "{variants: [100 KB]}"):
        unit = unit_of(
            BASE + f"b:\n  extends: a\n  assets: {{main: {{weight: {{file: {value}}}}}}}\n", "house/b"
        )
        (limit,) = unit.assets["main"].weight.file
        assert (str(limit.max), limit.when, limit.note) == ("100 KB", None, None)


def test_a_strength_alone_changes_the_inherited_limit() -> None:
    unit = unit_of(
        BASE + "b:\n  extends: a\n  assets: {main: {weight: {file: {strength: should}}}}\n", "house/b"
    )
    (limit,) = unit.assets["main"].weight.file
    assert (str(limit.max), limit.strength.value) == ("1 MB", "should")
    assert limit.conditions == {"route": frozenset({"programmatic"})}


def test_each_limit_keeps_the_source_of_the_unit_it_was_written_in() -> None:
    unit = unit_of(
        BASE + "b:\n  extends: a\n  source: other\n  assets: {main: {formats: gif, border: required}}\n",
        "house/b",
    )
    assert _cited(unit) == {
        "formats": "other",
        "weight.file": "sheet",
        "animation.duration": "sheet",
        "animation.loops": "sheet",
        "border": "other",
    }


def test_limits_of_defaults_keep_the_source_of_defaults() -> None:
    unit = unit_of(
        "a: {source: other, assets: {main: {kind: image, border: required}}}",
        defaults="source: sheet\nassets: {main: {formats: jpg}}\nby_eye: [Nice]\n",
    )
    assert _cited(unit) == {"formats": "sheet", "border": "other"}
    assert unit.by_eye[0].source == "sheet"


def test_an_asset_source_holds_for_its_limits() -> None:
    unit = unit_of("a: {source: sheet, assets: {main: {kind: image, source: other, formats: jpg}}}")
    assert _cited(unit) == {"formats": "other"}


def test_a_house_unit_extends_the_catalogue_and_the_sources_merge() -> None:
    unit = unit_of(
        """\
        a:
          extends: google-ads/uploaded-image
          title: Ours
          source: sheet
          assets: {main: {weight: {file: 100 KB}, animation: {frame_rate: ~}}}
        """
    )
    cited = _cited(unit)
    assert cited["weight.file"] == "sheet"
    assert cited["sizes"] == cited["formats"] == cited["animation.duration"] == "uploaded"
    assert (unit.id, unit.publisher, unit.title) == ("house/a", "house", "Ours")
    assert unit.sources["uploaded"].url == "https://support.google.com/google-ads/answer/1722096"
    assert unit.assets["main"].animation.frame_rate == ()


def test_a_house_limit_is_never_quoted_from_the_publisher() -> None:
    with pytest.raises(
        SpecError, match=r"house\.yaml:10: units\.a\.assets\.main\.weight\.file: this limit has no s"
    ):
        unit_of("a:\n  extends: google-ads/uploaded-image\n  assets: {main: {weight: {file: 100 KB}}}\n")


def test_house_defaults_lie_over_the_unit_that_is_extended() -> None:
    unit = unit_of(
        "a: {extends: google-ads/uploaded-image, assets: {main: {weight: {file: 100 KB}}}}",
        defaults="source: sheet\nlead_time: 5 business days\n",
    )
    assert _cited(unit)["weight.file"] == _cited(unit)["lead_time"] == "sheet"
    assert _cited(unit)["formats"] == "uploaded"


def test_a_source_key_that_both_documents_use_is_refused() -> None:
    document = read("a: {extends: google-ads/uploaded-image, title: Ours}")
    clash = read("a: {extends: google-ads/uploaded-image}")
    clash._raw["sources"]["uploaded"] = clash._raw["sources"].pop("sheet")
    clash._raw["sources"].lines["uploaded"] = "house.yaml:5"
    catalogue_of(document)
    with pytest.raises(
        SpecError, match=r"house\.yaml:5: the source 'uploaded' is also one of the unit that is ext"
    ):
        catalogue_of(clash)


def test_a_house_document_adds_units_to_a_publisher_of_the_catalogue() -> None:
    catalogue = catalogue_of(read("light: {extends: uploaded-image, title: Light}", publisher="google-ads"))
    assert catalogue.unit("google-ads/light").assets["main"].weight.file[0].max.text == "150 KB"
    assert catalogue.unit("google-ads/uploaded-image").title == "Uploaded image ad"


def test_a_house_document_overrides_a_unit_of_the_catalogue() -> None:
    catalogue = catalogue_of(
        read(
            "uploaded-image: {source: sheet, title: Mine, assets: {main: {kind: image}}}",
            publisher="google-ads",
        )
    )
    assert catalogue.unit("google-ads/uploaded-image").title == "Mine"
    assert catalogue.unit("google-ads/performance-max").title == "Performance Max asset group, images"


def test_a_circle_is_told_within_a_document_and_across() -> None:
    with pytest.raises(SpecError, match="house/a extends house/b extends house/a: a circle"):
        catalogue_of(read("a: {extends: b}\nb: {extends: a}\n"))
    with pytest.raises(SpecError, match="house/a extends house/a: a circle"):
        catalogue_of(read("a: {extends: a}"))
    with pytest.raises(SpecError, match="house/a extends other/b extends house/a: a circle"):
        catalogue_of(
            read("a: {extends: other/b}"), read("b: {extends: house/a}", publisher="other", name="other.yaml")
        )


def test_a_mistake_in_the_extended_document_names_both_places() -> None:
    other = read("b: {extends: none}", publisher="other", name="other.yaml")
    with pytest.raises(
        SpecError, match=r"house\.yaml:8: extends: other\.yaml:8: extends: there is no ad unit"
    ):
        catalogue_of(read("a: {extends: other/b}"), other)
