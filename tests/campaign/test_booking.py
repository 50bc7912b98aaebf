"""What rows book: each creative once."""

from __future__ import annotations

from typing import Any

import pytest

from adqa.campaign.booking import Deliverable, book, other_size
from adqa.campaign.model import Campaign
from adqa.units import Size
from campaign.bookings import booked_row, bookings


def _labels(booked: tuple[Deliverable, ...]) -> list[str]:
    return [one.label for one in booked]


def test_one_creative_on_many_placements_is_booked_once() -> None:
    rows = [booked_row(n, "300x250", placement=f"P{n}", creative="Aurora_A") for n in (5, 6, 7)]
    (one,) = bookings(*rows)
    assert one.label == "Aurora_A 300x250"
    assert one.placements == ("P5", "P6", "P7")
    assert one.touches == (
        *("row:Display!5", "row:Display!6", "row:Display!7"),
        *("placement:P5", "placement:P6", "placement:P7"),
        "booked:aurora_a|300x250||",
    )


def test_each_size_and_message_is_a_creative() -> None:
    rows = [booked_row(n, "300x250 728x90", brand="Aurora", message=m) for n, m in enumerate("AB")]
    assert _labels(bookings(*rows)) == [
        *("Aurora A 300x250", "Aurora A 728x90"),
        *("Aurora B 300x250", "Aurora B 728x90"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "cancelled"},
        {"action": "unassign"},
        {"serving": "tag"},
        {"serving": "tracking"},
        {"serving": "native"},
    ],
)
def test_rows_that_await_no_file_book_nothing(fields: dict[str, str]) -> None:
    assert bookings(booked_row(5, "300x250", creative="A", **fields)) == ()


def test_a_row_on_hold_books() -> None:
    assert len(bookings(booked_row(5, "300x250", creative="A", state="on_hold"))) == 1


def test_a_row_without_size_and_name_books_nothing() -> None:
    assert bookings(booked_row(5, size_text="Fluid", message="A")) == ()


@pytest.mark.parametrize("fields", [{"creative": "Aurora_A_300x250"}, {"asset": "onsite/Aurora_300x250.jpg"}])
def test_the_size_may_stand_in_the_name_alone(fields: dict[str, str]) -> None:
    (one,) = bookings(booked_row(5, **fields))
    assert str(one.size) == "300x250"


def test_a_name_with_two_sizes_says_none() -> None:
    (one,) = bookings(booked_row(5, creative="set_300x250_728x90"))
    assert one.size is None


def test_versions_booked_side_by_side_are_two_creatives() -> None:
    rows = [
        booked_row(n, "300x250", brand="Aurora", message="A", version=v) for n, v in ((5, "v1"), (6, "v2"))
    ]
    assert _labels(bookings(*rows)) == ["Aurora A 300x250 v1", "Aurora A 300x250 v2"]


def test_one_version_is_no_creative_of_its_own() -> None:
    rows = [booked_row(n, "300x250", message="A", version=v) for n, v in ((5, "v2"), (6, "V2"), (7, ""))]
    booked = bookings(*rows)
    assert len({one.key for one in booked}) == len(booked) == 1


def test_ids_tell_creatives_without_a_name_apart() -> None:
    rows = [booked_row(n, "300x250", creative_id=f"CR-1029{n}") for n in (5, 6)]
    assert len(bookings(*rows)) == 2
    named = [booked_row(n, "300x250", creative="A", creative_id=f"CR-1029{n}") for n in (5, 6)]
    assert len(bookings(*named)) == 1


def test_a_sheet_of_sizes_is_called_by_its_sizes() -> None:
    assert _labels(bookings(booked_row(5, "300x250"), booked_row(6, "728x90", placement="HP"))) == [
        *("300x250", "HP 728x90"),
    ]


def test_a_link_is_called_by_its_file() -> None:
    (one,) = bookings(booked_row(5, "300x250", asset="https://files.test/f/Aurora%20A.jpg?dl=1"))
    assert one.label == "Aurora A.jpg 300x250"


def test_the_owner_is_the_first_that_is_named() -> None:
    rows = [booked_row(5, "300x250", creative="A"), booked_row(6, "300x250", creative="A", owner="Northpeak")]
    (one,) = bookings(*rows)
    assert one.owner == "Northpeak"


@pytest.mark.parametrize(
    ("fields", "version"),
    [({"version": "V 2"}, (2,)), ({"version": "3"}, (3,)), ({"version": "A"}, None), ({}, None)],
)
def test_the_version_booked(fields: dict[str, str], version: tuple[int, ...] | None) -> None:
    (one,) = bookings(booked_row(5, "300x250", creative="Aurora", **fields))
    assert one.booked_version == version


def test_the_version_in_the_name_counts_where_no_column_says_one() -> None:
    (one,) = bookings(booked_row(5, "300x250", creative="Aurora_v4"))
    assert one.booked_version == (4,)


def test_a_name_without_its_size_is_the_same_creative() -> None:
    rows = [
        booked_row(31, "970x250", creative="Aurora_A"),
        booked_row(32, "970x250", creative="Aurora_A_970x250"),
    ]
    (one,) = bookings(*rows)
    assert one.label == "Aurora_A 970x250"
    assert [row.row for row in one.rows] == [31, 32]


@pytest.mark.parametrize(
    "fields",
    [
        {"creative": "Aurora_A_300x250"},
        {"asset": "Aurora_A_300x250.jpg"},
        {"creative": "Aurora_A", "creative_sizes": (Size(300, 250),)},
    ],
)
def test_a_row_of_another_size_books_the_creative_it_names(fields: dict[str, Any]) -> None:
    """The row is wrong, not the creative: nobody is to send it in the size of the row."""
    row = booked_row(17, "300x600", **fields)
    assert other_size(row) == Size(300, 250)
    (one,) = bookings(row)
    assert one.size == Size(300, 250)


@pytest.mark.parametrize(
    "name", ["Aurora_A", "Aurora_A_300x600", "Aurora_A_600x1200", "Aurora_300x250_300x600"]
)
def test_a_name_that_fits_its_row_says_no_other_size(name: str) -> None:
    assert other_size(booked_row(17, "300x600", creative=name)) is None


def test_an_order_and_its_trafficking_sheet_await_one_file() -> None:
    order = booked_row(2, "300x250", id="a!2", file="a.csv", placement_id="P1")
    traffic = booked_row(2, "300x250", id="b!2", file="b.csv", placement_id="P1", creative="A_300x250")
    (one,) = book(Campaign(rows=(order, traffic), files=("a.csv", "b.csv")))
    assert [served.id for served in one.rows] == ["a!2", "b!2"]
    assert one.creative == "A_300x250"


def test_two_partners_do_not_send_one_file() -> None:
    rows = [booked_row(number, "300x250", owner=owner) for number, owner in ((2, "R"), (3, "W"))]
    assert [one.owner for one in bookings(*rows)] == ["R", "W"]
