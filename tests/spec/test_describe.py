"""An ad unit in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adqa.spec.base import Limit
from adqa.spec.describe import _WORDS, describe, limit_text
from spec.documents import unit_of


def _leaves(model: type[Limit]) -> Iterator[type[Limit]]:
    for one in model.__subclasses__():
        yield one
        yield from _leaves(one)


def test_every_limit_can_be_told() -> None:
    assert {one for one in _leaves(Limit) if one.__module__ == "adqa.spec.limits"} == set(_WORDS)


@pytest.mark.parametrize(
    ("place", "written", "said"),
    [
        ("weight.file", "150 KB", "at most 150 KB"),
        ("weight.file", "{max: 150 KB, base: 1024}", "at most 150 KB (1 KB = 1,024 bytes)"),
        (
            "weight.file",
            "{max: 1 MB, when: {route: programmatic, size: [1x1, 2x2]}}",
            "at most 1 MB, if size is 1x1 or 2x2 and route is programmatic",
        ),
        ("animation.duration", "{max: 1 min, when: {animated: yes}}", "at most 60 s, if it moves"),
        ("animation.loops", "1", "at most 1 loop"),
        ("animation.frame_rate", "{max: 5 fps, below: yes}", "below 5 fps"),
        ("animation.allowed", "forbidden", "forbidden"),
        ("formats", "[JPG, png]", "jpeg or png"),
        ("sizes", "[300x250, {size: 1940x500, density: 2}]", "300x250 or 1940x500 (970x250 at density 2)"),
        ("sizes", "{any_of: {ratio: 4:5, tolerance: 1 %, min: 480x600}}", "4:5 ± 1 % at least 480x600"),
        (
            "sizes",
            "{any_of: {ratio_min: 4:5, ratio_max: 1.91:1}, complete: no}",
            "4:5 to 1.91:1, and others that",
        ),
        (
            "sizes",
            "{any_of: 1x1, densities: [1, 2], higher_density: forbidden}",
            "at density 1 or 2, no higher de",
        ),
        ("image.colour", "[rgb, palette]", "rgb or palette"),
        ("image.resolution", "72", "72 pixels per inch"),
        ("border", "{width: 1 px, background: white}", "at least 1 px on a white background"),
        ("border", "forbidden", "forbidden"),
        ("safe_zone", "{left: 40 px, top_share: 14 %}", "no words or logos in left 40 px and top 14 %"),
        (
            "text",
            "{min_size: 10 px, contrast: 4.5, max_share: 20 %}",
            "at least 10 px high, on at most 20 % of the",
        ),
        ("package.files", "100 files", "at most 100 files"),
        ("package.extensions", "[html, css]", "html or css"),
    ],
)
def test_a_limit_of_an_asset_in_words(place: str, written: str, said: str) -> None:
    group, _, key = place.rpartition(".")
    limit = f"{group}: {{{key}: {written}}}" if group else f"{key}: {written}"
    unit = unit_of(f"a: {{source: sheet, assets: {{main: {{kind: image, {limit}}}}}}}")
    (found,) = (one for _, one, _ in unit.limits())
    assert said in limit_text(found)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "copy: {headline: {max: 35, min: 2, required: yes, casing: sentence}}",
            "at least 2 characters, at most 35",
        ),
        (
            "landing: {https: yes, domains: a.com, utm: forbidden, shorteners: forbidden}",
            "https, on a.com, utm for",
        ),
        ("lead_time: 5 business days", "at least 5 business days before the start"),
        ("naming: {length: {max: 50, with_extension: no}}", "at most 50 characters without extension"),
        ("naming: {characters: [letters, dash]}", "letters or dash"),
        (
            "naming: {pattern: {segments: [brand, {name: size, optional: yes}], separator: '-'}}",
            "brand-[size]",
        ),
        ("set: {sizes: [1x1, {size: 2x2, need: optional}]}", "1x1 (required), 2x2 (optional)"),
        ("set: {same_format: required}", "required"),
    ],
)
def test_a_limit_of_a_unit_in_words(written: str, said: str) -> None:
    unit = unit_of(f"a: {{source: sheet, {written}, assets: {{main: {{kind: image}}}}}}")
    (found,) = (one for _, one, _ in unit.limits())
    assert limit_text(found).startswith(said)


def test_a_unit_in_full() -> None:
    unit = unit_of(
        """\
        a:
          title: Home billboard
          channel: onsite-display
          source: sheet
          status: draft
          effective: {from: 2026-01-01}
          note: Only in spring.
          assets:
            main:
              kind: image
              title: Picture
              weight: {file: {max: 150 KB, strength: should, confidence: low, note: as printed}}
            logo: {kind: image, required: no, formats: {any_of: png, source: other}}
          lead_time: 3 days
          by_eye: [The logo stands alone]
        """
    )
    assert describe(unit) == (
        "house/a: Home billboard\n"
        f"onsite-display, draft, revision {unit.revision}\n"
        "In force from 2026-01-01\n"
        "Only in spring.\n"
        "\n"
        "main (image, Picture)\n"
        "  weight file: at most 150 KB (as printed); should, confidence low, [sheet]\n"
        "\n"
        "logo (image, optional)\n"
        "  formats: png; must, confidence low, [other]\n"
        "\n"
        "All files together\n"
        "  lead time: at least 3 days before the start; must, confidence high, not checked by this version,\n"
        "      [sheet]\n"
        "\n"
        "To be looked at by a person\n"
        "  - The logo stands alone\n"
        "\n"
        "Sources\n"
        "  [sheet] Our sheet, confidence high\n"
        "  [other] Another page, confidence low\n"
    )
