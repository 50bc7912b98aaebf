"""Two states of a campaign's sheet as a list of changes, in words a trafficker acts on.

Rows are joined by placement id, else by name, size and dates; order, formatting and the order of columns
say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from adqa.campaign.model import Campaign, Flight, Row
from adqa.campaign.names import read_name
from adqa.units import count_text, listing, short_day_text

ChangeCode = Literal[
    "added", "dropped", "cancelled", "back_on", "renamed", "size", "dates", "creative", "version", "url",
    "tracker", "rotation", "unit", "copy", "notes",
]  # fmt: skip
_ORDER: tuple[ChangeCode, ...] = (
    "added", "dropped", "cancelled", "back_on", "size", "dates", "creative", "version", "url", "tracker",
    "rotation", "unit", "copy", "renamed", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One change of one row."""

    code: ChangeCode
    text: str
    """`dates moved: Thu 14-Sun 24 May, was until Mon 18 May`."""
    place: str
    """What people call the row."""
    before: Row | None
    after: Row | None

    @property
    def row_text(self) -> str:
        """`row 17`, of the new sheet where it is there."""
        row = self.after or self.before
        return f"row {row.row}" if row else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDiff:
    """Everything that differs between two sheets."""

    old: tuple[str, ...]
    """Addresses of the sheets."""
    new: tuple[str, ...]
    same: int
    """Rows that are as they were."""
    changes: tuple[RowChange, ...]

    @property
    def changed_rows(self) -> tuple[str, ...]:
        """Ids of the rows of the new sheet that are new or changed; all that needs a new check."""
        return tuple(dict.fromkeys(one.after.id for one in self.changes if one.after is not None))

    def count(self, *codes: ChangeCode) -> int:
        """Rows with such a change."""
        return len({_row_key(one) for one in self.changes if one.code in codes})

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "old": list(self.old),
            "new": list(self.new),
            "same": self.same,
            "changes": [
                {
                    "code": one.code,
                    "text": one.text,
                    "before": one.before.id if one.before else None,
                    "after": one.after.id if one.after else None,
                }
                for one in self.changes
            ],
        }

    @property
    def differing(self) -> int:
        """Rows that are on both sheets and differ."""
        pairs = (one for one in self.changes if one.before is not None and one.after is not None)
        return len({_row_key(one) for one in pairs})


def _row_key(one: RowChange) -> tuple[str, str]:
    return (one.before.id if one.before else "", one.after.id if one.after else "")


def sheet_diff(old: Campaign, new: Campaign) -> SheetDiff:
    """What changed from one sheet to another, in the order of the new sheet, dropped rows last."""
    pairs = joined_rows(old.rows, new.rows)
    changes: list[RowChange] = []
    same = 0
    for before, after in pairs:
        found = list(_changes(before, after))
        changes += found
        same += not found
    return SheetDiff(old=old.files, new=new.files, same=same, changes=tuple(changes))


_Key = Callable[[Row], Hashable | None]


def joined_rows(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Each row of the newer sheet with what it was; at the end those that are no longer there."""
    partner: dict[int, int] = {}
    for key in _KEYS:
        taken = set(partner.values())
        then = _grouped(before, key, taken)
        now = _grouped(after, key, set(partner))
        for value, indices in now.items():
            # as many on either side: rows of one placement keep their order
            if len(then.get(value, ())) == len(indices):
                partner.update(zip(indices, then[value], strict=True))
    pairs: list[tuple[Row | None, Row | None]] = [
        (before[partner[index]] if index in partner else None, row) for index, row in enumerate(after)
    ]
    found = set(partner.values())
    pairs += [(row, None) for index, row in enumerate(before) if index not in found]
    return pairs


def _grouped(rows: Sequence[Row], key: _Key, taken: set[int]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if index not in taken:
            value = key(row)
            if value is not None:
                found[value].append(index)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _name(row: Row) -> str:
    return _plain(row.placement or row.unit)


def _creative(row: Row) -> str:
    return _plain(row.creative or row.asset or row.message)


def _sizes(row: Row) -> Hashable:
    return tuple(sorted(row.sizes)) or _plain(row.size_text)


_KEYS: tuple[_Key, ...] = (
    lambda row: (_plain(row.placement_id), _creative(row), _sizes(row)) if row.placement_id else None,
    lambda row: (_plain(row.placement_id), _sizes(row)) if row.placement_id else None,
    lambda row: _plain(row.placement_id) or None,
    lambda row: (_name(row), _creative(row), _sizes(row), row.locale, _dates(row.runs)),
    lambda row: (
        (_name(row), _sizes(row), _creative(row), row.locale) if _name(row) or _creative(row) else None
    ),
    lambda row: (_name(row), _sizes(row), _dates(row.runs)) if _name(row) else None,
    lambda row: (_name(row), _sizes(row)) if _name(row) else None,
    lambda row: (_name(row), _creative(row)) if _name(row) and _creative(row) else None,
    lambda row: (_creative(row), _sizes(row), _dates(row.runs)) if _creative(row) else None,
)
"""From the surest to the weakest; a row that was renamed is found by the rest of what it says."""


def _dates(flight: Flight) -> Hashable:
    return (flight.start, flight.end, flight.tentative if not (flight.start or flight.end) else "")


def _changes(before: Row | None, after: Row | None) -> Iterator[RowChange]:
    def change(code: ChangeCode, text: str) -> RowChange:
        row = after or before
        assert row is not None
        return RowChange(code=code, text=text, place=row.place, before=before, after=after)

    if before is None and after is not None:
        if after.state != "cancelled":
            yield change("added", f"new: {_summary(after)}")
        return
    if after is None and before is not None:
        if before.state != "cancelled":
            yield change("dropped", f"no longer on the sheet: {_summary(before)}")
        return
    assert before is not None
    assert after is not None
    if after.state == "cancelled" and before.state == "cancelled":
        return
    if after.state == "cancelled":
        yield change("cancelled", f"cancelled ({after.state_reason})" if after.state_reason else "cancelled")
        return
    if before.state == "cancelled":
        yield change("back_on", f"no longer cancelled: {_summary(after)}")
    found = {code: text for code, text in _differences(before, after) if text}
    for code in _ORDER:
        if code in found:
            yield change(code, found[code])


def _differences(before: Row, after: Row) -> Iterator[tuple[ChangeCode, str]]:
    if _name(before) != _name(after) and (before.placement or after.placement):
        yield "renamed", f"renamed, was {before.place}"
    if _sizes(before) != _sizes(after):
        yield "size", f"size is now {_size_text(after)}, was {_size_text(before)}"
    yield "dates", _moved(before.runs, after.runs)
    yield from _swapped(before, after)
    then, now = before.landing_url or before.final_url, after.landing_url or after.final_url
    if then.strip() != now.strip():
        yield (
            "url",
            f"landing page taken out, was {then}"
            if not now
            else f"landing page now {now}, was {then or 'none'}",
        )
    if _trackers(before) != _trackers(after):
        yield "tracker", "trackers changed"
    shares = (row.rotation.text if row.rotation else "" for row in (before, after))
    yield "rotation", _instead("rotation", *shares)
    if _plain(before.unit) != _plain(after.unit) and before.placement:
        yield "unit", _instead("ad unit", before.unit, after.unit)
    fields = [
        field for field in (*before.copy, *after.copy) if before.copy.get(field) != after.copy.get(field)
    ]
    if fields:
        yield (
            "copy",
            f"copy changed: {listing([one.replace('_', ' ') for one in dict.fromkeys(fields)], 'and')}",
        )
    if _plain(before.notes) != _plain(after.notes) and after.notes:
        yield "notes", f'notes say now: "{after.notes}"'


def _trackers(row: Row) -> set[str]:
    return {text for _, text in row.trackers} | {row.click_tracker}


def _swapped(before: Row, after: Row) -> Iterator[tuple[ChangeCode, str]]:
    then, now = before.creative or before.asset, after.creative or after.asset
    if _plain(then) != _plain(now):
        one, other = read_name(then), read_name(now)
        if then and now and one.identity == other.identity and one.sizes == other.sizes:
            yield "version", f"new version {now}, was {then}"
        else:
            yield "creative", _instead("creative", then, now, verb="swapped:")
    elif _plain(before.version) != _plain(after.version):
        yield "version", _instead("version", before.version, after.version)
    elif _plain(before.message) != _plain(after.message):
        yield "creative", _instead("message", before.message, after.message)


def _instead(what: str, before: str, after: str, *, verb: str = "") -> str:
    """`creative swapped: now B, was A`; empty if nothing differs but case and spaces."""
    if _plain(before) == _plain(after):
        return ""
    start = f"{what} {verb}".strip()
    if not after:
        return f"{what} taken out, was {before}"
    if not before:
        return f"{what} given now: {after}"
    return f"{start} now {after}, was {before}"


def _moved(before: Flight, after: Flight) -> str:
    if _dates(before) == _dates(after):
        return ""
    if after.tentative and not (after.start or after.end):
        return f"dates are open again ({after.tentative}), were {_flight_text(before)}"
    parts = []
    for what, then, now in (("starts", before.start, after.start), ("ends", before.end, after.end)):
        if then == now:
            continue
        if now is None:
            parts.append(f"no longer says when it {what}" if what == "starts" else "is open-ended now")
            continue
        was = f", was {short_day_text(then, now.year)}" if then else ""
        by = (
            f" ({count_text(abs((now - then).days), 'day')} {'later' if now > then else 'earlier'})"
            if then
            else ""
        )
        parts.append(f"{what} {short_day_text(now)}{was}{by}")
    return f"dates moved: {'; '.join(parts)}"


def _flight_text(flight: Flight) -> str:
    if flight.start and flight.end:
        return f"{short_day_text(flight.start, flight.end.year)} to {short_day_text(flight.end)}"
    if flight.start:
        return f"from {short_day_text(flight.start)}"
    return f"until {short_day_text(flight.end)}" if flight.end else flight.tentative or "not given"


def _size_text(row: Row) -> str:
    return ", ".join(str(size) for size in row.sizes) or row.size_text or "not given"


def _summary(row: Row) -> str:
    parts = [row.creative or row.asset or row.message, _size_text(row) if row.sizes or row.size_text else ""]
    dated = row.runs.start or row.runs.end
    parts.append(_flight_text(row.runs) if dated else "")
    return ", ".join(part for part in parts if part) or row.place
