"""The sentences on rows and slots that people know from the desk, word for word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.model import Row
from adqa.facts.campaign import CampaignFacts, RowFacts, SlotFacts
from adqa.registry import load_registry
from adqa.rules.base import Found
from adqa.rules.campaign._rows import (
    a_row,
    campaign_facts,
    day,
    file_entry,
    flight,
    row_facts,
    share,
    slot_facts,
)
from adqa.rules.campaign._say import rows_text, stem_of

RULES = load_registry().rules

ROW_17 = a_row(17, creative="Aurora_A_300x250", placement="HP_Rail_300x600", size="300x600")
ROW_31 = a_row(31, creative="Aurora_A", flight=flight(14, 24), creative_flight=flight(14, 18))
ROW_52 = a_row(
    52,
    creative="Aurora_v3",
    action="swap",
    action_text="swap in Aurora_v3",
    swaps_in="Aurora_v3",
    notes="swap in Aurora_v3",
)
ROW_64 = a_row(64, creative="Aurora_B", flight=flight(14, 24), creative_flight=flight(20, 24))
SHARES = [
    a_row(77 + at, creative=f"Aurora_{at}", flight=flight(19, 24), rotation=share(one))
    for at, one in enumerate(("40 %", "30 %", "20 %"))
]
OFFER = a_row(6, creative="Aurora_sale", flight=flight(14, 24), offer_end=day(18))
HERO = "HP Hero – Desktop"

TEXTS: dict[str, tuple[str, Any, str, str]] = {
    "case B, row 17": (
        "campaign/size-mismatch",
        row_facts(ROW_17, ready=(file_entry("in/Aurora_A_300x600.jpg", "300x600"),)),
        "Creative Aurora_A_300x250 is 300x250; placement HP_Rail_300x600 needs 300x600",
        "Assign Aurora_A_300x600 (in the delivery, ready).",
    ),
    "case B, rows 31 and 64": (
        "campaign/uncovered-days",
        slot_facts(ROW_31, ROW_64),
        "Nothing runs on Tue 19 May: Aurora_A ends 18 May, Aurora_B starts 20 May",
        "Move Aurora_A's end to 19 May, or Aurora_B's start.",
    ),
    "case B, row 52": (
        "campaign/swap-without-outgoing",
        row_facts(ROW_52),
        'Notes say "swap in Aurora_v3" but not which creative goes out',
        "Say which creative Aurora_v3 replaces.",
    ),
    "case B, row 77": (
        "campaign/rotation-sum",
        slot_facts(*SHARES),
        "19-24 May: shares on this placement add to 90 % (40 + 30 + 20, rows 77-79)",
        'Make them 100 %, or write "even".',
    ),
    "case D": (
        "campaign/offer-ends-before-flight",
        row_facts(OFFER, as_of=day(20), ready=(file_entry("Aurora_evergreen_300x250.jpg", "300x250"),)),
        "Offer ended Mon 18 May; this row runs until Sun 24 May (6 days with an expired offer)",
        "End the row, or swap in Aurora_evergreen_300x250 (ready).",
    ),
    "an ad unit without a spec": (
        "campaign/unit-not-known",
        campaign_facts(unresolved={HERO: tuple(a_row(number, unit=HERO) for number in range(14))}),
        f"`{HERO}` (14 rows): no spec known; judged by the sheet's own columns and file hygiene",
        f'Put `"{HERO}" = "publisher/unit"` below [units] in adqa.toml, with the unit that is meant.',
    ),
}


def judged(id_: str, facts: RowFacts | SlotFacts | CampaignFacts) -> list[Found]:
    found = list(RULES[id_].judge(facts))
    assert all(isinstance(one, Found) for one in found)
    return [one for one in found if isinstance(one, Found)]


@pytest.mark.parametrize(("id_", "facts", "message", "fix"), TEXTS.values(), ids=TEXTS)
def test_the_text_is_the_one_people_know(id_: str, facts: Any, message: str, fix: str) -> None:
    (one,) = judged(id_, facts)
    rule = RULES[id_]
    words = {
        "measured": one.measured.text if one.measured else "",
        "allowed": one.allowed.text if one.allowed else "",
        **one.words,
    }
    assert rule.messages[one.code].format_map(words) == message
    assert rule.fix[one.code].format_map(words) == fix


def test_a_hole_touches_the_rows_on_both_sides_of_it() -> None:
    (one,) = judged("campaign/uncovered-days", slot_facts(ROW_31, ROW_64))
    assert [name for name in one.applies_to if name.startswith("row:")] == [
        "row:Traffic!31",
        "row:Traffic!64",
    ]


def test_hidden_rows_are_a_question_about_the_sheet_and_not_about_the_rows() -> None:
    (one,) = judged("campaign/hidden-rows", campaign_facts(a_row(88, hidden=True), a_row(89, hidden=True)))
    assert (one.code, one.applies_to) == ("booked", ())


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([17], "row 17"),
        ([77, 78, 79], "rows 77-79"),
        ([31, 64], "rows 31, 64"),
        ([31, 31], "row 31"),
        (list(range(1, 60, 2)), "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 18 more"),
    ],
)
def test_rows_are_listed_as_a_desk_writes_them(numbers: list[int], text: str) -> None:
    assert rows_text(a_row(number) for number in numbers) == text


def test_rows_of_several_tabs_are_told_apart() -> None:
    rows: list[Row] = [a_row(3), a_row(9, tab="Video"), a_row(4)]
    assert rows_text(rows) == "Traffic rows 3-4 and Video row 9"


@pytest.mark.parametrize(
    ("name", "stem"), [("in/a.jpg", "a"), ("Aurora_v2.1", "Aurora_v2.1"), ("a.b", "a.b"), (".x", ".x")]
)
def test_a_version_is_no_extension(name: str, stem: str) -> None:
    assert stem_of(name) == stem


days = st.one_of(st.none(), st.integers(1, 31))
any_row = st.builds(
    lambda number, creative, booked, own, rotation, action: a_row(
        number,
        creative=creative,
        flight=flight(*booked),
        creative_flight=flight(*own),
        rotation=share(rotation) if rotation else None,
        action=action,
        swaps_out="B" if action == "swap" else "",
    ),
    st.integers(1, 9),
    st.sampled_from(["", "A", "B"]),
    st.tuples(days, days),
    st.tuples(days, days),
    st.sampled_from(["", "50 %", "100 %", "1", "even"]),
    st.sampled_from([None, "swap", "pause", "add"]),
)


@given(st.lists(any_row, min_size=1, max_size=5), days)
def test_rules_answer_to_any_rows(rows: list[Row], as_of: int | None) -> None:
    today = day(as_of) if as_of else None
    every: list[RowFacts | SlotFacts | CampaignFacts] = [
        slot_facts(*rows, as_of=today),
        campaign_facts(*rows, as_of=today),
        *(row_facts(row, as_of=today) for row in rows),
    ]
    for facts in every:
        for rule in RULES.values():
            if rule.needs == (type(facts),):
                for one in judged(rule.id, facts):
                    assert one.code in rule.messages
