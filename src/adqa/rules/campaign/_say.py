"""What the rules on rows and slots say alike: names, places, lists of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from adqa.addresses import file_name
from adqa.campaign.model import Row
from adqa.report.model import Scalar
from adqa.units import group, spans

_EXTENSION = re.compile(r"(?!v?\d+$)[a-z0-9]{2,5}", re.IGNORECASE)
"""What stands behind the last dot is an extension, and no number as in `Aurora_v2.1`."""
STARTS = ("creative_start", "start", "dates")
ENDS = ("creative_end", "end", "dates")
"""Columns that say when a row starts and ends, the most particular first."""
MOST_LISTED = 12
"""So many rows are named one by one; of more the first are named and the rest counted."""


def creative_of(row: Row) -> str:
    """What the sheet calls the creative of a row: its name, file, message or id; empty if it names none."""
    return row.creative or stem_of(row.asset) or row.message or row.creative_id


def stem_of(address: str) -> str:
    """A file name without folders and extension."""
    name = file_name(address)
    stem, _, extension = name.rpartition(".")
    return stem if stem and _EXTENSION.fullmatch(extension) else name


def touched(rows: Iterable[Row]) -> tuple[str, ...]:
    """The rows and their placements as `Found.applies_to` names them, each once."""
    rows = tuple(rows)
    named = [f"row:{row.id}" for row in rows] + [f"placement:{row.place}" for row in rows]
    return tuple(dict.fromkeys(named))


def at(row: Row, *fields: str) -> dict[str, Scalar]:
    """Where a row stands: its sheet, number, and the column of the first of the fields it was read from."""
    column = column_of(row, *fields)
    place: dict[str, Scalar] = {"sheet": row.tab or file_name(row.file), "row": row.row}
    return {**place, "column": column} if column else place


def column_of(row: Row, *fields: str) -> str:
    """Letters of the column of the first of the fields that the row was read from; empty if of none."""
    return next((row.columns[field] for field in fields if field in row.columns), "")


def rows_text(rows: Iterable[Row]) -> str:
    """`row 17`, `rows 77-79`, `rows 31, 64`; with the tab where they stand in several."""
    by_tab: dict[str, set[int]] = {}
    for row in rows:
        by_tab.setdefault(row.tab or file_name(row.file), set()).add(row.row)
    if len(by_tab) == 1:
        return numbers_text(sorted(next(iter(by_tab.values()))))
    return " and ".join(f"{tab} {numbers_text(sorted(numbers))}" for tab, numbers in by_tab.items())


def numbers_text(numbers: Sequence[int]) -> str:
    """Row numbers in order: `row 17`, `rows 77-79, 90`."""
    texts = spans(numbers)
    if len(texts) > MOST_LISTED:
        last = int(texts[MOST_LISTED - 1].rpartition("-")[2])
        left_out = sum(number > last for number in numbers)
        texts = [*texts[:MOST_LISTED], f"{group(left_out)} more"]
    return f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(texts)}"


def ended(row: Row, as_of: date | None) -> bool:
    """Whether the row's last day is past; such a row is not judged any more."""
    return as_of is not None and row.runs.end is not None and row.runs.end < as_of


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, written differently: case, separators and extension do not count."""
    return bool(plain(one)) and plain(one) == plain(other)


def plain(name: str) -> str:
    """A name reduced to its letters and digits."""
    return "".join(character for character in stem_of(name).casefold() if character.isalnum())
