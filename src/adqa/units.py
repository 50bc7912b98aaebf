"""Numbers with units: parsing what publishers print, and printing what people read.

Every number in a message, report or page is formatted here and nowhere else, so that one report never
shows 200 KB against 200 KB as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import total_ordering

KILO, KIBI = 1_000, 1_024
_POWERS = {"b": 0, "byte": 0, "bytes": 0, "k": 1, "kb": 1, "m": 2, "mb": 2, "g": 3, "gb": 3}
_BINARY = {"kib": 1, "mib": 2, "gib": 3}
_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_NUMBER = rf"({_GROUPED}|[0-9]+(?:[.,][0-9]+)?)"


def _number(text: str) -> Fraction:
    """A number as people print it: `1,500` is grouped as this module does, `1,5` has a decimal comma."""
    return Fraction(text.replace(",", "" if re.fullmatch(_GROUPED, text) else "."))


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight as the publisher prints it.

    `low` is the reading with 1 KB = 1,000 bytes and `high` the one with 1 KB = 1,024 bytes; they are
    equal when the unit or the publisher says which one counts.
    """

    text: str
    low: int
    high: int

    def __str__(self) -> str:
        return self.text

    def with_base(self, base: int) -> Weight:
        """The same weight once the publisher has said which base counts (1,000 or 1,024)."""
        exact = self.low if base == KILO else self.high
        return Weight(self.text, exact, exact)


def parse_weight(text: str) -> Weight:
    """Reads `150 KB`, `1.5 MB`, `150 KiB` or `153600 bytes`; raises ValueError for a bare number."""
    match = re.fullmatch(rf"\s*{_NUMBER}\s*([a-zA-Z]+)?\s*", text)
    if not match:
        raise ValueError(f"{text!r} is not a weight; write it like 150 KB")
    number, unit = _number(match[1]), (match[2] or "").lower()
    if not unit:
        raise ValueError(f"{text!r} has no unit; write it as the publisher does, like 150 KB")
    if unit in _BINARY:
        exact = int(number * KIBI ** _BINARY[unit])
        return Weight(text.strip(), exact, exact)
    if unit not in _POWERS:
        raise ValueError(f"{text!r} has an unknown unit; use bytes, KB, MB, GB, KiB, MiB or GiB")
    power = _POWERS[unit]
    return Weight(text.strip(), int(number * KILO**power), int(number * KIBI**power))


@total_ordering
@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    def __lt__(self, other: Size) -> bool:
        return (self.width, self.height) < (other.width, other.height)

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    def times(self, density: int) -> Size:
        """The pixel size of this slot at a density (2 for art drawn at twice the slot)."""
        return Size(self.width * density, self.height * density)


def parse_size(text: str) -> Size:
    """Reads `300x250`, `300 x 250`, `300X250` or `300×250`."""
    match = re.fullmatch(r"\s*(\d+)\s*[xX×]\s*(\d+)\s*(?:px)?\s*", text)
    if not match or not int(match[1]) or not int(match[2]):
        raise ValueError(f"{text!r} is not a size; write it like 300x250")
    return Size(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class Ratio:
    """An aspect ratio as printed, with its value."""

    text: str
    value: float

    def __str__(self) -> str:
        return self.text


def parse_ratio(text: str) -> Ratio:
    """Reads `4:5`, `1.91:1` or `16:9`."""
    match = re.fullmatch(rf"\s*{_NUMBER}\s*:\s*{_NUMBER}\s*", text)
    if not match or not _number(match[1]) or not _number(match[2]):
        raise ValueError(f"{text!r} is not a ratio; write it like 4:5 or 1.91:1")
    return Ratio(text.strip(), float(_number(match[1]) / _number(match[2])))


def _quantity(text: str, units: dict[str, float], example: str) -> float:
    match = re.fullmatch(rf"\s*{_NUMBER}\s*([a-zA-Z%]+(?: [a-z]+)?)?\s*", text)
    unit = (match[2] or "").lower() if match else ""
    if not match or unit not in units:
        raise ValueError(f"{text!r} is not understood; write it like {example}")
    return float(_number(match[1])) * units[unit]


def parse_seconds(text: str) -> float:
    """Reads `15 s`, `500 ms` or `2 min`; gives seconds."""
    return _quantity(
        text, {"s": 1, "sec": 1, "seconds": 1, "second": 1, "ms": 0.001, "min": 60, "minutes": 60}, "15 s"
    )


def parse_frame_rate(text: str) -> float:
    """Reads `24 fps`; gives frames per second."""
    return _quantity(text, {"fps": 1}, "24 fps")


def parse_pixels(text: str) -> float:
    """Reads `1 px`; gives CSS pixels of the slot."""
    return _quantity(text, {"px": 1}, "1 px")


def parse_percent(text: str) -> float:
    """Reads `1 %`; gives a share between 0 and 1."""
    return _quantity(text, {"%": 0.01, "percent": 0.01}, "1 %")


def parse_count(text: str, nouns: tuple[str, ...]) -> int:
    """Reads `35 characters` or `3 loops`, with or without the noun; gives the count."""
    value = _quantity(text, {"": 1, **dict.fromkeys(nouns, 1)}, f"3 {nouns[0]}")
    if value != int(value):
        raise ValueError(f"{text!r} is not a whole number")
    return int(value)


def group(number: int) -> str:
    """`152300` → `152,300`."""
    return f"{number:,}"


def _decimal(value: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def weight_text(size: int, limit: int | None = None) -> str:
    """A weight for people: `212 KB`, `1.5 MB`; exact bytes where rounding hides a difference to `limit`."""
    text = _rounded(size)
    if limit is not None and size != limit and text == _rounded(limit):
        return f"{group(size)} bytes"
    return text


def _rounded(size: int) -> str:
    if size < KILO:
        return f"{size} bytes" if size != 1 else "1 byte"
    for power, unit in ((1, "KB"), (2, "MB")):
        value = size / KILO**power
        text = _decimal(value, 0 if value >= 100 and unit == "KB" else 1)
        if text != "1000" and value < KILO:
            return f"{text} {unit}"
    return f"{_decimal(size / KILO**3)} GB"


def both_readings(size: int) -> str:
    """Both ways a desk reads one weight: Finder divides by 1,000 and Windows Explorer by 1,024."""
    return f"{group(size)} bytes = {size / KILO:.1f} KB on a Mac, {size / KIBI:.1f} KB in Windows"


def seconds_text(seconds: float) -> str:
    """`22 s`, `8.25 s`."""
    return f"{_decimal(seconds, 2)} s"


def fps_text(rate: float) -> str:
    """`12.5 fps`."""
    return f"{_decimal(rate, 2)} fps"


def percent_text(share: float) -> str:
    """`0.014` → `1.4 %`."""
    return f"{_decimal(share * 100, 1)} %"


def pixels_text(pixels: float) -> str:
    """`1 px`."""
    return f"{_decimal(pixels, 1)} px"


def ratio_text(value: float) -> str:
    """Width over height for people: `1.91:1`, `0.56:1`."""
    return f"{_decimal(value, 3)}:1"


def count_text(number: int, singular: str, plural: str | None = None) -> str:
    """`1 loop`, `3 loops`, `2 fixes`."""
    ending = "es" if singular.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{group(number)} {singular if number == 1 else plural or singular + ending}"


_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(number: int, singular: str, plural: str | None = None) -> str:
    """`four creatives`, for running text; above ten in figures as `count_text` has it."""
    figures, _, noun = count_text(number, singular, plural).partition(" ")
    return f"{_SPELLED[number] if number < len(_SPELLED) else figures} {noun}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """`Thu 21 May 2026`, whatever the locale."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day_text(day: date, year: int | None = None) -> str:
    """`Thu 21 May`; with the year where it is not the one that everybody has in mind."""
    return f"{_DAYS[day.weekday()]} {date_text(day, year)}"


def weekday_text(day: date) -> str:
    """`Monday 18 May`, for running text."""
    return f"{_WEEKDAYS[day.weekday()]} {date_text(day)}"


def date_text(day: date, year: int | None = None) -> str:
    """`21 May`, beside a day that is named in full; with the year as `short_day_text` has it."""
    ending = f" {day.year}" if year is not None and day.year != year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{ending}"


def days_text(first: date, last: date) -> str:
    """Consecutive days: `19-24 May`, `28 May-3 Jun`, `21 May`, `28 Dec 2026-3 Jan 2027`."""
    if first == last:
        return date_text(first)
    if first.year != last.year:
        return f"{date_text(first, last.year)}-{date_text(last, first.year)}"
    return f"{first.day if first.month == last.month else date_text(first)}-{date_text(last)}"


def spans(numbers: Iterable[int]) -> list[str]:
    """Whole numbers with those that follow each other in one: `31`, `77-79`; in order, each once."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]


def listing(words: list[str], last: str = "or") -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
