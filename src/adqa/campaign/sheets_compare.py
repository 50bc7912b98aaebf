"""Where several sheets of one campaign say different things of one placement. Pure.

Rows are joined by placement id, else by name and size. Only what two sheets both say can differ: a field
that one of them leaves open, and a list that is a part of the other's, do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from adqa.campaign.model import Row
from adqa.units import day_text

Field = Literal[
    "placement", "placement_id", "sizes", "start", "end", "landing_url", "skus", "price", "offer_end"
]
_TRAILING = re.compile(r"[/?]+$")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one placement of which the sheets say different things."""

    field: Field
    placement: str
    said: tuple[tuple[str, Row], ...]
    """(what it says, row that says it) for each sheet, in the order of the sheets."""
    spelling: bool
    """Only case, spaces or punctuation differ."""


def disagreements(rows: Iterable[Row]) -> tuple[Disagreement, ...]:
    """All of them, by placement in the order of the first sheet, then by field."""
    found = []
    for group in placements_on_several(rows):
        for field, read in _FIELDS.items():
            one = _compare(field, read, group)
            if one is not None:
                found.append(one)
    return tuple(found)


def placements_on_several(rows: Iterable[Row]) -> list[dict[str, list[Row]]]:
    """Rows of one placement by file, for placements that stand in two files or more."""
    groups: dict[tuple[str, ...], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    by_id: dict[str, tuple[str, ...]] = {}
    nameless: list[Row] = []
    listed = [row for row in rows if row.state != "cancelled"]
    shared = _shared_ids(listed)
    for row in listed:
        if row.placement_id in shared:
            key = by_id.setdefault(row.placement_id, ("id", row.placement_id))
            groups[key][row.file].append(row)
        else:
            nameless.append(row)
    for key, named in _by_name(nameless).items():
        for row in named:
            groups[key][row.file].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _shared_ids(rows: Sequence[Row]) -> set[str]:
    files: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.placement_id:
            files[row.placement_id].add(row.file)
    return {id_ for id_, where in files.items() if len(where) > 1}


def _by_name(rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Rows by name and size; a name that several publishers have is joined only where both name theirs."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.placement:
            size = ",".join(sorted(map(str, row.sizes))) or row.size_text.casefold()
            found["name", plain(row.placement), size].append(row)
    split: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, named in found.items():
        publishers = {plain(row.publisher) for row in named if row.publisher}
        for row in named:
            if len(publishers) < 2:
                split[key].append(row)
            elif row.publisher:
                split[*key, plain(row.publisher)].append(row)
    return split


def plain(text: str) -> str:
    """A name without what spelling changes: case, spaces and punctuation."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _compare(field: Field, read: _Read, group: Mapping[str, Sequence[Row]]) -> Disagreement | None:
    said: list[tuple[frozenset[str], str, Row]] = []
    for rows in group.values():
        values = read(rows)
        if values:
            said.append((frozenset(values), ", ".join(values), rows[0]))
    distinct = [one for one, _, _ in said]
    if all(one <= other or other <= one for one in distinct for other in distinct):
        return None
    spellings = {frozenset(map(plain, one)) for one in distinct}
    return Disagreement(
        field=field,
        placement=said[0][2].place,
        said=tuple((text, row) for _, text, row in said),
        spelling=field == "placement" and len(spellings) == 1,
    )


_Read = Callable[[Sequence[Row]], tuple[str, ...]]
"""What the rows of one sheet say of a field of one placement; empty if nothing."""


def _start(rows: Sequence[Row]) -> tuple[str, ...]:
    if any(row.flight.tentative for row in rows):
        return ()
    days = [row.flight.start for row in rows if row.flight.start]
    return (day_text(min(days)),) if days else ()


def _end(rows: Sequence[Row]) -> tuple[str, ...]:
    if any(row.flight.tentative or row.flight.open_ended for row in rows):
        return ()
    days = [row.flight.end for row in rows if row.flight.end]
    return (day_text(max(days)),) if days else ()


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


_FIELDS: Mapping[Field, _Read] = {
    "placement": lambda rows: _each(row.placement for row in rows),
    "placement_id": lambda rows: _each(row.placement_id for row in rows),
    "sizes": lambda rows: _each(str(size) for row in rows for size in row.sizes),
    "start": _start,
    "end": _end,
    "landing_url": lambda rows: _each(_TRAILING.sub("", row.landing_url.strip()) for row in rows),
    "skus": lambda rows: _each(sku for row in rows for sku in row.skus),
    "price": lambda rows: _each(row.price.replace(" ", "") for row in rows),
    "offer_end": lambda rows: _each(day_text(row.offer_end) for row in rows if row.offer_end),
}
