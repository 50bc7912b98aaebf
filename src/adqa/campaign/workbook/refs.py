"""References to cells: `A5`, `$Q$5`, `A5:P124`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from adqa.campaign.sheets.grid import column_letters
from adqa.campaign.workbook.errors import CannotEdit

LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)")


@lru_cache(maxsize=1_024)
def column_number(letters: str) -> int:
    """`A` → 1, `AB` → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_place(text: str) -> tuple[int, int]:
    """(row, column) of `Q5` or `$Q$5`. Raises CannotEdit."""
    match = _CELL.fullmatch(text)
    if not match:
        raise CannotEdit("one of its cells has a place that cannot be read")
    return int(match[2]), column_number(match[1])


def cell_ref(row: int, column: int) -> str:
    """`Q5`."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = cell_ref(self.top, self.left), cell_ref(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def around(self, row: int, column: int) -> Area:
        """The smallest area that holds this one and a cell."""
        return Area(
            *(min(self.top, row), min(self.left, column), max(self.bottom, row), max(self.right, column))
        )


def area(text: str) -> Area:
    """`A5:P124`, or one cell. Raises CannotEdit."""
    first, _, last = text.partition(":")
    top, left = cell_place(first)
    return Area(top, left, *cell_place(last or first))


def whole(text: str) -> int:
    """A row, column or count as a number. Raises CannotEdit."""
    if not text.isdecimal():
        raise CannotEdit("one of its places is not a number")
    return int(text)
