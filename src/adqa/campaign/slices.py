"""The days of a slot: which rows run on which days, and on which nothing does. Pure.

A slice is a stretch of days, as long as may be, on which the same rows run. Rotation is judged in each
slice, and a slice without any row inside the flight is a day that shows a house ad or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from adqa.campaign.model import Flight, Row

ALWAYS, FOREVER = date.min, date.max
"""Ends of a stretch that nothing bounds."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """Days, both inclusive, and the rows that run on all of them."""

    first: date
    last: date
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nothing runs, with what stops before and starts after them."""

    first: date
    last: date
    before: tuple[Row, ...]
    """Rows that end on the day before; empty if the flight begins with the gap."""
    after: tuple[Row, ...]
    """Rows that start on the day after; empty if the flight ends with the gap."""
    booked: bool
    """A flight of the slot covers at least one of the days; else the days lie between two flights."""

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


def slices(rows: Sequence[Row]) -> tuple[Slice, ...]:
    """The slices in which at least one of the rows runs, in order of time.

    Rows with tentative dates, or that end before they start, run on no day that is known.
    """
    firm = [row for row in rows if is_firm(row.runs)]
    stretches = _stretches(row.runs for row in firm)
    found = (
        Slice(first, last, tuple(row for row in firm if row.runs.covers(first))) for first, last in stretches
    )
    return tuple(one for one in found if one.rows)


def gaps(rows: Sequence[Row], since: date | None = None) -> tuple[Gap, ...]:
    """The days from the first to the last of the slot on which nothing runs, `since` a day if one is given.

    Only rows that put something in the slot fill it; a row that books the placement alone says how long
    its flight is, unless it is open-ended. Without firm dates of all rows there is no answer, so no gap.
    """
    if not rows or not all(is_firm(row.runs) and is_firm(row.flight) for row in rows):
        return ()
    filling = [row for row in rows if fills(row)]
    if not filling:
        return ()
    flights = [row.flight for row in rows if row.flight.start and row.flight.end]
    spans = [row.runs for row in filling] + flights
    first = min(span.start or ALWAYS for span in spans)
    last = max(span.end or FOREVER for span in spans)
    found: list[tuple[date, date]] = []
    for start, end in _stretches(spans):
        if start < first or end > last or any(row.runs.covers(start) for row in filling):
            continue
        if found and found[-1][1] + _DAY == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(
        _gap(max(start, since or start), end, start, filling, flights)
        for start, end in found
        if since is None or end >= since
    )


def is_firm(flight: Flight) -> bool:
    """Whether the dates are dates, and in order."""
    in_order = flight.start is None or flight.end is None or flight.start <= flight.end
    return not flight.tentative and in_order


def fills(row: Row) -> bool:
    """Whether a row puts something in its slot: it names a creative or brings a tag, and is not paused."""
    names = row.creative or row.asset or row.creative_id or row.message or row.tag
    return bool(names) and row.action not in ("pause", "unassign")


def overlap(one: Flight, other: Flight) -> tuple[date, date] | None:
    """The days both run, bounded by what is known of them; None if there are none."""
    first = max(one.start or ALWAYS, other.start or ALWAYS)
    last = min(one.end or FOREVER, other.end or FOREVER)
    return (first, last) if first <= last else None


def _stretches(flights: Iterable[Flight]) -> list[tuple[date, date]]:
    """All time, cut wherever one of the flights starts or ends."""
    cuts = {ALWAYS}
    for flight in flights:
        cuts.add(flight.start or ALWAYS)
        if flight.end and flight.end < FOREVER:
            cuts.add(flight.end + _DAY)
    starts = sorted(cuts)
    ends = [start - _DAY for start in starts[1:]] + [FOREVER]
    return list(zip(starts, ends, strict=True))


def _gap(first: date, last: date, start: date, filling: Sequence[Row], flights: Sequence[Flight]) -> Gap:
    before = tuple(row for row in filling if start > ALWAYS and row.runs.end == start - _DAY)
    after = tuple(row for row in filling if last < FOREVER and row.runs.start == last + _DAY)
    booked = any(overlap(flight, Flight(start=first, end=last)) for flight in flights)
    return Gap(first, last, before, after, booked)
