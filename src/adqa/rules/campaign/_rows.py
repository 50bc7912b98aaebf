"""Short ways to write rows, slots and campaigns in the examples of rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from adqa.campaign.model import Campaign, Flight, Rotation, Row
from adqa.facts.campaign import CampaignFacts, RowFacts, SlotFacts
from adqa.facts.delivery import IndexEntry
from adqa.units import parse_size


def day(number: int, month: int = 5) -> date:
    """A day of 2026, in May unless said otherwise."""
    return date(2026, month, number)


def flight(start: int | None, end: int | None, **more: Any) -> Flight:
    """A flight within May 2026."""
    return Flight(start=day(start) if start else None, end=day(end) if end else None, **more)


def a_row(number: int = 17, *, size: str = "300x250", **fields: Any) -> Row:
    """A row of the tab Traffic, on the placement HP_Rail unless said otherwise."""
    given = {
        "id": f"Traffic!{number}",
        "file": "Q2.xlsx",
        "tab": "Traffic",
        "placement": "HP_Rail",
        "sizes": tuple(parse_size(one) for one in size.split()),
        "size_text": size,
        "serving": "hosted",
    }
    return Row(row=number, **{**given, **fields})


def share(text: str) -> Rotation:
    """A rotation cell as the reader of sheets has it."""
    if text.endswith("%"):
        return Rotation(text=text, percent=float(text.rstrip(" %")))
    return Rotation(text=text, weight=int(text)) if text.isdigit() else Rotation(text=text, even=True)


def file_entry(address: str, size: str = "") -> IndexEntry:
    """A delivered image."""
    width, height = (parse_size(size).width, parse_size(size).height) if size else (0, 0)
    return IndexEntry(
        address=address, kind="image", format="jpeg", width=width, height=height, content_id=address
    )


def row_facts(row: Row, *, as_of: date | None = None, rows: tuple[Row, ...] = (), **more: Any) -> RowFacts:
    """A row in a campaign that holds it and perhaps other rows."""
    campaign = more.pop("campaign", None) or Campaign(rows=(row, *rows))
    return RowFacts(row=row, campaign=campaign, as_of=as_of, **more)


def slot_facts(*rows: Row, as_of: date | None = None, before_due: bool = False) -> SlotFacts:
    """The rows of one slot."""
    first = rows[0]
    return SlotFacts(
        placement=first.place,
        size=first.size_text,
        rows=rows,
        campaign=Campaign(rows=rows),
        as_of=as_of,
        before_due=before_due,
    )


def campaign_facts(
    *rows: Row, unresolved: Mapping[str, tuple[Row, ...]] | None = None, **fields: Any
) -> CampaignFacts:
    """A campaign of some rows."""
    as_of = fields.pop("as_of", None)
    return CampaignFacts(
        campaign=Campaign(rows=rows, **fields), as_of=as_of, unresolved_units=unresolved or {}
    )
