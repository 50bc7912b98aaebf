"""Days as the desk writes them."""

from __future__ import annotations

from datetime import date

import pytest

from adqa.units import date_text, days_text, short_day_text

MAY = date(2026, 5, 21)


def test_a_day_has_its_weekday_and_no_year_that_everybody_knows() -> None:
    assert short_day_text(MAY) == short_day_text(MAY, 2026) == "Thu 21 May"
    assert short_day_text(MAY, 2025) == "Thu 21 May 2026"
    assert date_text(MAY) == "21 May"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (MAY, MAY, "21 May"),
        (date(2026, 5, 19), date(2026, 5, 24), "19-24 May"),
        (date(2026, 5, 28), date(2026, 6, 3), "28 May-3 Jun"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026-3 Jan 2027"),
    ],
)
def test_days_say_no_more_than_is_needed_to_tell_them(first: date, last: date, text: str) -> None:
    assert days_text(first, last) == text
