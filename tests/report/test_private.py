"""What may not leave the house is found wherever it stands, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.report.private import Private

SECRETS = (
    "Birch & Vale",
    "Borealis X9",
    "Borealis_X9_300x250.jpg",
    "44107391",
    "/home/ana/in",
    "Aurora B",
    "AB",
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the same picture as Borealis_X9_300x250.jpg", True),
        ("for BIRCH & VALE only", True),
        ("ID 44107391.", True),
        ("/home/ana/in/a.jpg", True),
        ("ID 441073915", False),
        ("Aurora Bold is 728x91", False),
        ("Aurora B is 728x91", True),
        ("Aurora A is 728x91", False),
        ("AB", False),
        ("", False),
    ],
)
def test_a_secret_is_whole_words(text: str, named: bool) -> None:
    assert Private(SECRETS).names("first", text) is named


def test_what_the_partner_knows_is_no_secret() -> None:
    assert not Private(SECRETS, ["Aurora B 300x250"]).names("Aurora B is 728x91")
    assert Private(SECRETS, ["Aurora B 300x250"]).names("Borealis X9 is 728x91")


@given(st.lists(st.from_regex(r"[a-z]{3,6}( [a-z0-9]{1,4}){0,2}", fullmatch=True), min_size=1), st.data())
def test_every_secret_is_found_whatever_else_is_one(secrets: list[str], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(secrets))
    assert Private(secrets).names(f"it shows {one}, again")
