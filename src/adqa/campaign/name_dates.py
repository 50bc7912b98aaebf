"""Dates as people write them into names, with every reading they allow. Pure.

`0514` is 14 May and nothing else, `0506` may be 6 May or 5 June, `Q2` is three months. A name says no more
than that, so a date in it is wrong only if no reading of it is right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

Period = tuple[date, date]
"""First and last day."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = "|".join(_MONTHS)
_TOKEN = re.compile(
    rf"(?P<iso>20\d\d-\d\d-\d\d)|(?P<quarter>q[1-4])|(?P<before>\d{{1,2}})?(?<![a-z])(?P<month>{_NAMED})[a-z]*"
    r"(?P<after>\d{1,4})?|(?P<digits>\d+)",
    re.IGNORECASE,
)


def periods_in(text: str, year: int) -> tuple[tuple[Period, ...], ...]:
    """For each date that stands in a part of a name, every period it may mean; `year` is that of the flight.

    What is no date in any reading is left out.
    """
    found = (tuple(_readings(match, year)) for match in _TOKEN.finditer(text))
    return tuple(readings for readings in found if readings)


def _readings(match: re.Match[str], year: int) -> Iterator[Period]:
    if match["iso"]:
        yield from _day(*map(int, match["iso"].split("-")))
    elif match["quarter"]:
        first = 3 * int(match["quarter"][1]) - 2
        yield _month(year, first)[0], _month(year, first + 2)[1]
    elif match["month"]:
        yield from _with_month(match, year)
    else:
        yield from _from_digits(match["digits"], year)


def _with_month(match: re.Match[str], year: int) -> Iterator[Period]:
    month = _MONTHS.index(match["month"].casefold()) + 1
    before, after = match["before"], match["after"]
    if after and len(after) == 4:
        year, after = int(after), None
    number = before or after
    if number:
        yield from _day(year, month, int(number))
    elif 1 <= year <= 9999:
        yield _month(year, month)


def _from_digits(digits: str, year: int) -> Iterator[Period]:
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    if len(digits) == 8:
        yield from _day(int(digits[:4]), pairs[2], pairs[3])
        yield from _both_ways(pairs[0], pairs[1], int(digits[4:]))
    elif len(digits) == 6:
        if digits.startswith("20") and 1 <= pairs[2] <= 12:
            yield _month(int(digits[:4]), pairs[2])
        yield from _day(2000 + pairs[0], pairs[1], pairs[2])
        yield from _both_ways(pairs[0], pairs[1], 2000 + pairs[2])
    elif len(digits) == 4:
        if digits.startswith("20"):
            yield date(int(digits), 1, 1), date(int(digits), 12, 31)
        yield from _both_ways(pairs[0], pairs[1], year)


def _both_ways(first: int, second: int, year: int) -> Iterator[Period]:
    yield from _day(year, first, second)
    if first != second:
        yield from _day(year, second, first)


def _day(year: int, month: int, number: int) -> Iterator[Period]:
    try:
        day = date(year, month, number)
    except ValueError:
        return
    yield day, day


def _month(year: int, month: int) -> Period:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
