"""Which files make one concept."""

from __future__ import annotations

import pytest

from adqa.relations import concept_of


@pytest.mark.parametrize(
    ("address", "concept"),
    [
        ("in/Aurora_300x250.png", "Aurora"),
        ("in/Aurora 300 x 250.png", "Aurora"),
        ("in/300x250@2x_Aurora.png", "Aurora"),
        ("in/Aurora/300x250.png", "Aurora"),
        ("in/Aurora/300x250-2.jpg", "Aurora"),
        ("in/Aurora/300x250/300x250.jpg", "Aurora"),
        ("in/Aurora.zip!/300x250/300x250.jpg", "Aurora.zip"),
        ("300x250.jpg", ""),
    ],
)
def test_sizes_and_numbers_are_no_part_of_a_concept(address: str, concept: str) -> None:
    assert concept_of(address) == concept
