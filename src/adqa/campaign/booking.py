"""What a campaign books: each deliverable once, however many placements it serves.

A slot is placement × size × message × locale. A deliverable is what somebody has to send: a creative of
one size, named or told by its message. One deliverable may serve many slots, so that 38 creatives can be
booked on 160 placements. Versions of one creative, and of creatives without a name their ids, partners and
campaigns, make deliverables of their own only where the sheet books several of them side by side. A row that
names no creative books what another sheet names for its placement: an order and its trafficking sheet await
one file, not two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.campaign.names import Version, named_files, read_name, read_version
from adqa.campaign.sheets_compare import placements_on_several
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
    booked: list[tuple[str, Row, Row, Size | None]] = []
    versions: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    senders: dict[str, set[str]] = defaultdict(set)
    named_elsewhere = _named_elsewhere(campaign)
    for row in campaign.rows:
        if row.state == "cancelled" or row.serving in WITHOUT_FILES or row.action == "unassign":
            continue
        for size in _sizes(row):
            if size is None and not (row.creative or row.asset):
                continue
            for named in [one for one in named_elsewhere.get(row.id, ()) if size in _sizes(one)] or [row]:
                key = _key(named, size)
                booked.append((key, row, named, size))
                if named.version:
                    versions[key].add(_folded(named.version))
                if not _is_named(named):
                    ids[key].add(_folded(named.creative_id))
                    senders[key].add(_folded(_sender(named)))
    found: dict[tuple[str, str, str], list[tuple[Row, Row, Size | None]]] = {}
    for key, row, named, size in booked:
        told_apart = " ".join(
            text
            for text, values in ((named.version, versions[key]), (named.creative_id, ids[key] - {""}))
            if len(values) > 1 and text
        )
        sender = "" if _is_named(named) or len(senders[key]) < 2 else _folded(_sender(named))
        found.setdefault((key, told_apart, sender), []).append((row, named, size))
    return tuple(_deliverable(key, more, sender, rows) for (key, more, sender), rows in found.items())


def _is_named(row: Row) -> bool:
    return bool(row.creative or row.asset)


def _sender(row: Row) -> str:
    """Who sends a creative that nothing names, and for what: two partners do not send one file."""
    return " ".join(part for part in (row.owner, row.brand or row.campaign) if part)


def _named_elsewhere(campaign: Campaign) -> dict[str, list[Row]]:
    """Row without a creative → rows of other sheets that name one for its placement."""
    if len(campaign.files) < 2:
        return {}
    found: dict[str, list[Row]] = {}
    for by_file in placements_on_several(campaign.rows):
        rows = [row for rows in by_file.values() for row in rows]
        for row in rows:
            named = [one for one in rows if one.file != row.file and _is_named(one)]
            if named and not (_is_named(row) or row.message):
                found[row.id] = named
    return found


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


def _deliverable(
    key: str, told_apart: str, sender: str, booked: list[tuple[Row, Row, Size | None]]
) -> Deliverable:
    """One deliverable of (row, row that names it, size).

    `told_apart` is the version or id by which it differs from others of its name, `sender` who sends it where
    others send the same.
    """
    _, row, size = booked[0]
    size_text = _size_text(row, size)
    name = (
        row.creative
        or ", ".join(map(file_name, named_files(row.asset)[:1]))
        or row.asset
        or _name([one for one, _, _ in booked])
    )
    label = name if size_text and size_text in name else f"{name} {size_text}".strip()
    return Deliverable(
        key="|".join([key, *filter(None, (_folded(told_apart), sender))]),
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
        rows=tuple({one.id: one for one, _, _ in booked}.values()),
    )


def _name(rows: list[Row]) -> str:
    """What to call a creative that the sheet does not name: brand and message, else its only placement."""
    row = rows[0]
    named = " ".join(part for part in (row.brand or row.campaign, row.message) if part)
    places = {one.placement for one in rows}
    return named or (row.placement if len(places) == 1 else "")
