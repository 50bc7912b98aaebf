"""Every kind of mistake an author makes is told with file, line, key and what to write instead."""

from __future__ import annotations

import time
from pathlib import Path
from textwrap import dedent

import pytest

from adqa.errors import SpecError
from adqa.spec.load import Document, load_document
from spec.documents import HEAD, catalogue_of, read, text_of

UNIT = """\
a:
  source: sheet
  assets:
    main:
      kind: image
"""


def _said(text: str, name: str = "house.yaml") -> str:
    with pytest.raises(SpecError) as caught:
        catalogue_of(Document(text, name))
    return str(caught.value)


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (
            "      weigth: {file: 150 KB}\n",
            "house.yaml:13: units.a.assets.main: 'weigth' is not known here, did",
        ),
        (
            "      weight: {file: 150}\n",
            "units.a.assets.main.weight.file.max: '150' has no unit; write it as",
        ),
        ("      weight: {file: 150 QB}\n", "'150 QB' has an unknown unit; use bytes, KB, MB"),
        ("      weight: {file: {max: [1, 2]}}\n", "weight.file.max: one value belongs here, not a list"),
        (
            "      weight: 150 KB\n",
            "house.yaml:13: units.a.assets.main.weight: a mapping (key: value) belongs",
        ),
        (
            "      sizes: 300 by 250\n",
            "house.yaml:13: units.a.assets.main.sizes.any_of.size: '300 by 250' is no",
        ),
        ("      sizes: {any_of: {label: x}}\n", "sizes.any_of: a size entry needs size, min, max or a ratio"),
        ("      sizes: [300x250, {size: 1x1, density: two}]\n", "sizes.any_of.density: write a whole number"),
        (
            "      animation: {duration: 15}\n",
            "animation.duration.max: '15' is not understood; write it like",
        ),
        ("      animation: {loops: 1.5}\n", "animation.loops.max: '1.5' is not a whole number"),
        (
            "      animation: {allowed: forbiden}\n",
            "not one of allowed, required or forbidden, did you mean 'forb",
        ),
        ("      animation: {frame_rate: {max: 5 fps, below: maybe}}\n", "frame_rate.below: write yes or no"),
        (
            "      formats: {any_of: jpg, source: shet}\n",
            "source 'shet' is not in `sources`, did you mean 'sheet'?",
        ),
        (
            "      formats: {any_of: jpg, strength: most}\n",
            "'most' is not one of must, should or info, did you",
        ),
        (
            "      safe_zone: 20 px\n",
            "house.yaml:13: units.a.assets.main.safe_zone: a mapping (key: value) belongs",
        ),
        ("      text: {contrast: high}\n", "text.contrast: write a number"),
        (
            "  effective: {from: spring}\n",
            "house.yaml:13: units.a.effective.from: write a day like 2026-02-01",
        ),
        (
            "  effective: {from: 2026-02-01, until: 2026-01-31}\n",
            "units.a.effective: `until` lies before `from`",
        ),
        ("  status: actve\n", "did you mean 'active'?"),
        ("  extends: nothing/here\n", "house.yaml:13: extends: there is no ad unit 'nothing/here'"),
        ("  extends: google-ads/uploaded-imag\n", "did you mean google-ads/uploaded-image"),
        ("  extends: b\n", "house.yaml:13: extends: there is no ad unit 'house/b'"),
        ("  extends: [b]\n", "house.yaml:13: `extends` takes one unit"),
        ("  supersedes: house/b\n", "there is no ad unit 'house/b'"),
    ],
)
def test_a_mistake_in_a_unit_is_told_with_its_place(added: str, said: str) -> None:
    text = text_of(UNIT) + "".join(f"  {line}" for line in added.splitlines(keepends=True))
    assert said in _said(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "house.yaml: the file is empty; a spec document is a mapping"),
        ("# only a comment\n", "the file is empty"),
        ("- a\n- b\n", "house.yaml: a spec document is a mapping with publisher, title, sources and units"),
        ("just words\n", "a spec document is a mapping"),
        ("publisher: a\npublisher: b\n", "house.yaml:2: the key 'publisher' stands here a second time"),
        ("publisher: a\n\ttitle: b\n", "house.yaml:2: this is not valid YAML"),
        ("publisher: a\n\ttitle: b\n", "indent with spaces, not with tabs"),
        ("publisher: [a\n", "this is not valid YAML"),
        ("publisher: a\x00b\n", "house.yaml:1: the character U+0000 may not stand in YAML"),
        ("? [a, b]\n: c\n", "house.yaml:1: a key is one word"),
        ("a: 1\n---\nb: 2\n", "this is not valid YAML"),
        ("[" * 200_000, "this is not valid YAML"),
        (
            HEAD.format(publisher="House Specs") + "units: {a: {}}\n",
            "publisher: use small letters, digits and dash",
        ),
        (
            HEAD.format(publisher="house") + "units: {}\n",
            "house.yaml:7: units: at least one unit belongs here",
        ),
        (
            HEAD.format(publisher="house") + "units: [a]\n",
            "house.yaml:7: units: a mapping (key: value) belongs",
        ),
        (
            HEAD.format(publisher="house") + "units: {A B: {}}\n",
            "units.A B: use small letters, digits and dashes",
        ),
        (HEAD.format(publisher="house"), "house.yaml: units: this key is missing"),
        (
            HEAD.format(publisher="house") + "unit: {}\n",
            "house.yaml:7: 'unit' is not known here, did you mean 'unit",
        ),
        (
            HEAD.format(publisher="house").replace("schema: 1", "schema: 2"),
            "house.yaml:3: schema: '2' is not one of 1",
        ),
        (
            HEAD.format(publisher="house") + "defaults: none\nunits: {a: {}}\n",
            "house.yaml:7: defaults: a mapping",
        ),
        (text_of("a: {source: sheet}"), "house.yaml:8: units.a: a unit needs at least one asset"),
        (text_of("a: {source: sheet, assets: [main]}"), "house.yaml:8: units.a.assets: a mapping"),
        (
            text_of("a: {source: sheet, assets: {main: {formats: jpg}}}"),
            "units.a.assets.main.kind: this key is miss",
        ),
        (
            text_of("a: {source: sheet, set_: {}, assets: {main: {kind: image}}}"),
            "'set_' is not known here, did you",
        ),
    ],
)
def test_a_mistake_in_the_document_is_told_with_its_place(text: str, said: str) -> None:
    assert said in _said(text)


def test_a_limit_without_a_source_is_refused_at_its_line() -> None:
    text = text_of("a:\n  assets:\n    main:\n      kind: image\n      formats: jpg\n")
    assert _said(text) == "house.yaml:12: units.a.assets.main.formats: this limit has no source"


def test_a_note_for_the_eye_needs_a_source_too() -> None:
    text = text_of("a:\n  assets: {main: {kind: image}}\n  by_eye: [Looks nice]\n")
    assert _said(text) == "house.yaml:10: units.a.by_eye: this limit has no source"


def test_all_mistakes_of_a_document_are_told_at_once() -> None:
    text = text_of(
        """\
        a: {source: sheet, assets: {main: {kind: image, weight: {file: 150}}}}
        b: {source: sheet, assets: {main: {kind: picture, sizes: wide}}}
        """
    )
    assert [line.partition(": ")[0] for line in _said(text).splitlines()] == ["house.yaml:8"] + [
        "house.yaml:9"
    ] * 2


def test_a_mistake_in_a_variant_is_told_at_its_own_line() -> None:
    text = text_of(
        """\
        a:
          source: sheet
          assets:
            main:
              kind: image
              weight:
                file:
                  variants:
                    - {max: 150 KB}
                    - {max: 200 KB, wen: {size: 300x250}}
        """
    )
    assert _said(text).startswith(
        "house.yaml:17: units.a.assets.main.weight.file: 'wen' is not known here, did you"
    )


def test_a_mistake_in_defaults_is_told_where_it_stands() -> None:
    text = text_of("a: {assets: {main: {kind: image}}}", defaults="source: sheet\nlead_tme: 3 days\n")
    assert _said(text).startswith(
        "house.yaml:9: units.a: 'lead_tme' is not known here, did you mean 'lead_time'?"
    )


def test_a_tie_of_unequal_variants_is_refused() -> None:
    def text(second: str) -> str:
        return text_of(
            f"""\
            a:
              source: sheet
              assets:
                main:
                  kind: image
                  weight: {{file: {{variants: [{{max: 150 KB, when: {{market: FR}}}}, {second}]}}}}
            """
        )

    assert "house.yaml:13" in _said(text("{max: 200 KB, when: {device: mobile}}"))
    assert "two variants of equal strength can hold" in _said(text("{max: 200 KB, when: {device: mobile}}"))
    assert "two variants of equal strength can hold" in _said(text("{max: 200 KB, when: {market: [FR, DE]}}"))
    for fine in (
        "{max: 200 KB, when: {market: DE}}",
        "{max: 200 KB, when: {device: mobile, market: FR}}",
        "{max: 200 KB}",
        "{max: 200 KB, when: {device: mobile}, strength: should}",
        "{max: 150 KB, when: {device: mobile}, note: says the same}",
    ):
        catalogue_of(Document(text(fine), "house.yaml"))


def test_words_that_yaml_turns_into_numbers_stay_text() -> None:
    unit = catalogue_of(
        read(
            """\
            a:
              title: no
              source: sheet
              note: 2.10
              assets:
                main:
                  kind: image
                  required: no
                  sizes: {any_of: {ratio: 4:5, min: 600x750}}
            """
        )
    ).unit("house/a")
    (sizes,) = unit.assets["main"].sizes
    assert (unit.title, unit.note, str(sizes.any_of[0].ratio[0])) == ("no", "2.10", "4:5")
    assert sizes.any_of[0].ratio[0].value == pytest.approx(0.8)
    assert unit.assets["main"].required is False


def test_anchors_and_merge_keys_work() -> None:
    catalogue = catalogue_of(
        read(
            """\
            a: &a {source: sheet, title: A, assets: {main: {kind: image, weight: &weight {file: 1 MB}}}}
            b: {<<: *a, title: B}
            c: {<<: [{title: C}, *a], note: both}
            d: {source: other, assets: {main: {kind: image, weight: *weight}}}
            """
        )
    )
    units = [catalogue.unit(f"house/{key}") for key in "abcd"]
    assert [unit.title for unit in units] == ["A", "B", "C", ""]
    assert {str(unit.assets["main"].weight.file[0].max) for unit in units} == {"1 MB"}


@pytest.mark.parametrize("value", ["word", "[word]"])
def test_a_merge_key_wants_a_mapping(value: str) -> None:
    assert "house.yaml:8: `<<` takes the anchor of a mapping" in _said(text_of(f"a: {{<<: {value}}}"))


def test_an_alias_of_itself_is_refused() -> None:
    assert "house.yaml:1: this part holds an alias of itself" in _said("publisher: &a [*a]\n")


def test_aliases_of_aliases_are_refused_at_once() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.perf_counter()
    assert "has more than 100,000 values" in _said("\n".join(lines))
    assert time.perf_counter() - start < 2


def test_a_file_that_is_not_utf8_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_bytes("publisher: a\ntitle: Anzüge\n".encode("cp1252"))
    with pytest.raises(SpecError, match=r"house\.yaml:2: not UTF-8 text \(byte 23\); save the file as UTF-8"):
        load_document(path)


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(text_of(UNIT), "utf-8-sig")
    assert load_document(path).unit_ids == ("house/a",)


def test_a_file_that_cannot_be_one_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_bytes(b"#" * 2_000_001)
    with pytest.raises(SpecError, match="2 MB is too much for a spec document"):
        load_document(path)
    with pytest.raises(SpecError, match="cannot be read"):
        load_document(tmp_path / "missing.yaml")


def test_messages_name_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "house.yaml"
    path.parent.mkdir()
    path.write_text(dedent("publisher: a\ntitel: b\n"))
    with pytest.raises(SpecError) as caught:
        load_document(path)
    assert f"{path.as_posix()}:2: 'titel' is not known here, did you mean 'title'?" in str(caught.value)
