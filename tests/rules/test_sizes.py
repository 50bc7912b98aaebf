"""size/not-allowed against the whole catalogue, and its advice against itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.facts.image import ImageFacts
from adqa.registry import load_registry
from adqa.report.model import Allowed
from adqa.rules.base import Found, Undecided
from adqa.spec.catalogue import Catalogue
from adqa.spec.limits import SizesLimit
from adqa.units import Size, parse_size

RULE = load_registry().rules["size/not-allowed"]


def judged(size: Size, limit: SizesLimit) -> list[Found | Undecided]:
    return list(RULE.judge(ImageFacts(format="png", width=size.width, height=size.height), limit))


def every_exact_size() -> Iterator[tuple[str, SizesLimit, Size]]:
    catalogue = Catalogue()
    for id_ in catalogue.ids():
        for role, asset in catalogue.unit(id_).assets.items():
            for limit in asset.sizes:
                for entry in limit.any_of:
                    if entry.size:
                        yield f"{id_}/{role} {entry.size}", limit, entry.size


CATALOGUE = list(every_exact_size())


def test_the_catalogue_lists_sizes() -> None:
    assert len(CATALOGUE) > 100


@pytest.mark.parametrize(("limit", "size"), [one[1:] for one in CATALOGUE], ids=[one[0] for one in CATALOGUE])
def test_listed_sizes_pass_and_one_pixel_more_does_not(limit: SizesLimit, size: Size) -> None:
    assert not judged(size, limit)
    beside = Size(size.width, size.height + 1)
    exact_only = all(entry.size for entry in limit.any_of)
    if exact_only and beside not in [entry.size for entry in limit.any_of]:
        (found,) = judged(beside, limit)
        if limit.complete:
            assert isinstance(found, Found)
            assert found.words["target"] == str(size)
        else:
            assert isinstance(found, Undecided)


RANGES = [
    {"ratio": "1.91:1", "tolerance": "1 %", "min": "600x314"},
    {"ratio": "16:9"},
    {"ratio": "16:9", "min": "1200x675"},
    {"ratio": ["1:1", "4:5"], "tolerance": "3 %", "min": "1080x1080"},
    {"ratio": "9:16", "min": "500x1", "max": "2160x3840"},
    {"ratio_min": "4:5", "ratio_max": "1.91:1", "min": "600x1"},
    {"ratio_min": "2:3"},
    {"ratio_max": "1:1", "max": "4000x4000"},
    {"min": "300x250"},
    {"max": "4000x4000"},
    {"min": "300x250", "max": "600x500"},
]
sides = st.integers(1, 6000)


@pytest.mark.parametrize("entry", RANGES, ids=str)
@given(width=sides, height=sides)
def test_the_size_it_advises_is_accepted(entry: dict[str, object], width: int, height: int) -> None:
    limit = SizesLimit.model_validate({"any_of": entry})
    for found in judged(Size(width, height), limit):
        assert isinstance(found, Found)
        assert not judged(parse_size(found.words["target"]), limit)


@given(width=sides, height=sides)
def test_an_exact_list_always_answers(width: int, height: int) -> None:
    limit = SizesLimit.model_validate(["300x250", "728x90", "160x600", "970x250", "320x50", "300x600"])
    listed = {entry.size for entry in limit.any_of}
    found = judged(Size(width, height), limit)
    assert bool(found) != (Size(width, height) in listed)
    for one in found:
        assert isinstance(one, Found)
        assert isinstance(one.allowed, Allowed)
        assert len(one.allowed.values) == 6
