"""Facts about the name of a creative beside the campaign that books it, under the house's naming preset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.campaign.naming import Preset
from adqa.facts.delivery import IndexEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingFacts:
    """One creative, as it is named where it arrived or, before that, on the sheet."""

    KIND: ClassVar[str] = "naming"
    VERSION: ClassVar[int] = 1

    name: str
    """File name, or the name on the sheet."""
    preset: Preset
    rows: tuple[Row, ...]
    """Rows that it serves."""
    campaign: Campaign
    entry: IndexEntry | None = None
    """What was delivered; None if only the sheet names it so far."""


def naming_facts(
    preset: Preset, campaign: Campaign, serving: Iterable[tuple[IndexEntry, tuple[Row, ...]]]
) -> Iterator[NamingFacts]:
    """Every name that a preset holds for: of the creatives that serve rows, and of rows nothing serves yet.

    `serving` are the creatives with the rows they serve; each name of the sheet is given once.
    """
    served: set[str] = set()
    for entry, rows in serving:
        served.update(row.id for row in rows)
        yield NamingFacts(
            name=file_name(entry.address), preset=preset, rows=rows, campaign=campaign, entry=entry
        )
    named: dict[str, list[Row]] = {}
    for row in campaign.live_rows:
        if row.creative and row.id not in served:
            named.setdefault(row.creative, []).append(row)
    for name, waiting in named.items():
        yield NamingFacts(name=name, preset=preset, rows=tuple(waiting), campaign=campaign)
