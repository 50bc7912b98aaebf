"""What a campaign books: each deliverable once, however many placements it serves.

A slot is placement × size × message × locale. A deliverable is what somebody has to send: a creative of
one size, named or told by its message. One deliverable may serve many slots, so that 38 creatives can be
booked on 160 placements.
"""

from __future__ import annotations

from dataclasses import dataclass

from adqa.campaign.model import Campaign, Row
from adqa.units import Size

_WITHOUT_FILES = ("tag", "tracking", "native")


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


def book(campaign: Campaign) -> tuple[Deliverable, ...]:
    """The deliverables of the rows that are served from files and not cancelled, in sheet order.

    Rows on hold book too: what they await is listed as on hold, not as missing.
    """
    found: dict[str, list[tuple[Row, Size | None]]] = {}
    for row in campaign.rows:
        if (
            row.state == "cancelled"
            or row.serving in ("tag", "tracking", "native")
            or row.action == "unassign"
        ):
            continue
        for size in row.sizes or (None,):
            if size is None and not (row.creative or row.asset):
                continue
            found.setdefault(_key(row, size), []).append((row, size))
    return tuple(_deliverable(key, booked) for key, booked in found.items())


def _key(row: Row, size: Size | None) -> str:
    name = row.creative or row.asset or row.message
    parts = (name, str(size) if size else row.size_text, row.locale, row.kind)
    return "|".join(" ".join(part.casefold().split()) for part in parts)


def _deliverable(key: str, booked: list[tuple[Row, Size | None]]) -> Deliverable:
    row, size = booked[0]
    size_text = str(size) if size else row.size_text
    group = row.message or row.creative or row.asset
    name = row.creative or row.asset
    if not name:
        name = " ".join(part for part in (row.brand or row.campaign, row.message) if part) or row.place
    label = name if size_text and size_text in name else f"{name} {size_text}".strip()
    return Deliverable(
        key=key,
        label=label,
        group=group,
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
