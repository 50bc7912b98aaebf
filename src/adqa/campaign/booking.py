"""What a campaign books: each deliverable once, however many placements it serves.

A slot is placement × size × message × locale. A deliverable is what somebody has to send: a creative of
one size, named or told by its message. One deliverable may serve many slots, so that 38 creatives can be
booked on 160 placements. Versions of one creative, and ids of creatives without a name, make deliverables
of their own only where the sheet books several of them side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.campaign.names import Version, named_files, read_name, read_version
from adqa.rules._sizes import is_multiple
from adqa.units import Size

WITHOUT_FILES = ("tag", "tracking", "native")
"""Ways of serving a row that await no creative file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """One creative that was booked."""

    key: str
    """Stable and unique: `aurora a|300x250|en-us|image`."""
    label: str
    """What people call it: `Aurora A 300x250`."""
    group: str
    """The part it shares with its other sizes: message, else creative name, else empty."""
    size: Size | None
    size_text: str
    creative: str
    """Name on the sheet; empty if the sheet names none."""
    asset: str
    """File name or path on the sheet; empty if there is none."""
    creative_id: str
    message: str
    locale: str
    version: str
    kind: str
    rows: tuple[Row, ...]

    @property
    def placements(self) -> tuple[str, ...]:
        """Names of the placements it serves, in sheet order, each once."""
        return tuple(dict.fromkeys(row.place for row in self.rows))

    @property
    def owner(self) -> str:
        """Who delivers it, as the first row that says so has it."""
        return next((row.owner for row in self.rows if row.owner), "")

    @property
    def touches(self) -> tuple[str, ...]:
        """Its rows, placements and itself, as findings list what they touch."""
        rows = dict.fromkeys(f"row:{row.id}" for row in self.rows)
        return (*rows, *(f"placement:{place}" for place in self.placements), f"booked:{self.key}")

    @property
    def booked_version(self) -> Version | None:
        """The version the sheet asks for: its own column, else the one in the name."""
        return read_version(self.version) or read_name(self.creative or self.asset).version


def book(campaign: Campaign) -> tuple[Deliverable, ...]:
    """The deliverables of the rows that are served from files and not cancelled, in sheet order.

    Rows on hold book too: what they await is listed as on hold, not as missing. A row that names a creative
    books the size in that name, if it has none of its own or none that fits: there the row is wrong.
    """
    booked: list[tuple[str, Row, Size | None]] = []
    versions: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for row in campaign.rows:
        if row.state == "cancelled" or row.serving in WITHOUT_FILES or row.action == "unassign":
            continue
        for size in _sizes(row):
            if size is None and not (row.creative or row.asset):
                continue
            key = _key(row, size)
            booked.append((key, row, size))
            if row.version:
                versions[key].add(_folded(row.version))
            if row.creative_id and not (row.creative or row.asset):
                ids[key].add(_folded(row.creative_id))
    found: dict[tuple[str, str], list[tuple[Row, Size | None]]] = {}
    for key, row, size in booked:
        told_apart = " ".join(
            text
            for text, values in ((row.version, versions[key]), (row.creative_id, ids[key]))
            if len(values) > 1 and text
        )
        found.setdefault((key, told_apart), []).append((row, size))
    return tuple(_deliverable(key, more, rows) for (key, more), rows in found.items())


def other_size(row: Row) -> Size | None:
    """The size of the creative on a row, as the sheet says it, where none of the row's own fits it."""
    said = _named_sizes(row)
    if len(said) != 1 or not row.sizes or any(is_multiple(said[0], size) for size in row.sizes):
        return None
    return said[0]


def _named_sizes(row: Row) -> tuple[Size, ...]:
    """Sizes of the row's creative: of its column, else in its name or that of its file."""
    in_file = (size for name in named_files(row.asset)[:1] for size in read_name(name).sizes)
    return row.creative_sizes or read_name(row.creative).sizes or tuple(in_file)


def _sizes(row: Row) -> tuple[Size | None, ...]:
    other = other_size(row)
    if other or row.sizes:
        return (other,) if other else row.sizes
    named = _named_sizes(row)
    return named if len(named) == 1 else (None,)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _key(row: Row, size: Size | None) -> str:
    """What tells a deliverable from others: `Aurora_A` in 300x250 is the same as `Aurora_A_300x250`."""
    name, text = row.creative or row.asset or row.message, _size_text(row, size)
    if size and row.creative:
        name = re.sub(rf"[\s_.-]*(?<!\d){text}(?!\d)", "", name, flags=re.IGNORECASE).strip() or name
    return "|".join(_folded(part) for part in (name, text, row.locale, row.kind))


def _size_text(row: Row, size: Size | None) -> str:
    return str(size) if size else row.size_text


def _deliverable(key: str, told_apart: str, booked: list[tuple[Row, Size | None]]) -> Deliverable:
    """One deliverable; `told_apart` is the version or id by which it differs from others of its name."""
    row, size = booked[0]
    size_text = _size_text(row, size)
    name = row.creative or ", ".join(map(file_name, named_files(row.asset)[:1])) or row.asset or _name(booked)
    label = name if size_text and size_text in name else f"{name} {size_text}".strip()
    return Deliverable(
        key=f"{key}|{_folded(told_apart)}" if told_apart else key,
        label=f"{label} {told_apart}".strip(),
        group=row.message or row.creative or row.asset,
        size=size,
        size_text=size_text,
        creative=row.creative,
        asset=row.asset,
        creative_id=row.creative_id,
        message=row.message,
        locale=row.locale,
        version=row.version,
        kind=row.kind,
        rows=tuple(row for row, _ in booked),
    )


def _name(booked: list[tuple[Row, Size | None]]) -> str:
    """What to call a creative that the sheet does not name: brand and message, else its only placement."""
    row = booked[0][0]
    named = " ".join(part for part in (row.brand or row.campaign, row.message) if part)
    places = {one.placement for one, _ in booked}
    return named or (row.placement if len(places) == 1 else "")
