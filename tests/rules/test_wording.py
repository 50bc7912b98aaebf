"""Sentences that must help whoever reads them."""

from __future__ import annotations

import pytest

from adqa.facts.delivery import DeliveryFacts, IndexEntry
from adqa.facts.image import ImageFacts
from adqa.registry import load_registry
from adqa.rules.base import Found
from adqa.spec.limits import SizesLimit

RULES = load_registry().rules


def _entry(address: str) -> IndexEntry:
    return IndexEntry(address=address, kind="image", format="jpeg", width=1, height=1, content_id="same")


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("in/a.jpg", "in/b.jpg", "a.jpg"),
        ("in/dist/300x250/backup.jpg", "in/src/300x250/backup.jpg", "dist/300x250/backup.jpg"),
        ("backup.jpg", "old/backup.jpg", "backup.jpg"),
    ],
)
def test_two_files_of_one_name_are_told_apart(first: str, second: str, text: str) -> None:
    facts = DeliveryFacts(same_content=((_entry(first), _entry(second)),))
    (found,) = RULES["file/duplicate"].judge(facts)
    assert isinstance(found, Found)
    assert found.measured is not None
    assert found.measured.text == text


@pytest.mark.parametrize(
    ("width", "height", "advice"),
    [
        (967, 91, "Export again at 970x90 px."),
        (468, 60, "Export again at 728x90 px."),
        (125, 125, "Lay it out anew in an accepted size, for example 300x250 px; or name the ad unit"),
    ],
)
def test_a_picture_of_another_shape_is_not_to_be_exported_again(width: int, height: int, advice: str) -> None:
    limit = SizesLimit.model_validate(["970x90", "728x90", "300x250", "300x600", "160x600"])
    (found,) = RULES["size/not-allowed"].judge(ImageFacts(format="png", width=width, height=height), limit)
    assert isinstance(found, Found)
    assert found.words["advice"].startswith(advice)
