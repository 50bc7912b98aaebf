"""Short ways to write sheets and deliveries in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adqa.campaign.booking import Deliverable, book
from adqa.campaign.matches import Matching
from adqa.campaign.matching import match_files
from adqa.campaign.model import Campaign, Row
from adqa.facts.delivery import IndexEntry
from adqa.units import parse_size


def booked_row(number: int, size: str = "", **fields: Any) -> Row:
    """A row of the tab Display that is served from files."""
    given: dict[str, Any] = {
        "id": f"Display!{number}",
        "file": "Lumen_IO_v3.xlsx",
        "tab": "Display",
        "row": number,
        "sizes": tuple(parse_size(one) for one in size.split()),
        "size_text": size,
        "serving": "hosted",
    }
    return Row(**{**given, **fields})


def bookings(*rows: Row) -> tuple[Deliverable, ...]:
    """What some rows book."""
    return book(Campaign(rows=rows))


def arrived(address: str, size: str = "0x0", kind: str = "image", content: str = "") -> IndexEntry:
    """A delivered creative; its content is its own unless named."""
    width, _, height = size.partition("x")
    return IndexEntry(
        address=address,
        kind=kind,
        format="jpeg" if kind == "image" else None,
        width=int(width),
        height=int(height),
        content_id=content or address,
    )


def package(address: str) -> IndexEntry:
    """A delivered HTML5 package, whose size only its name or folder tells."""
    return arrived(address, kind="html5")


class Answer:
    """A matching, easy to ask."""

    def __init__(self, rows: Sequence[Row], entries: Sequence[IndexEntry], **known: Any) -> None:
        """Matches and checks that every creative is accounted for exactly once."""
        self.booked = bookings(*rows)
        self.matching: Matching = match_files(self.booked, entries, **known)
        labels = {one.key: one.label for one in self.booked}
        self.served: dict[str, list[str]] = {}
        for match in self.matching.matches:
            self.served.setdefault(match.address, []).append(labels[match.deliverable])
        self.how = {one.address: one.how for one in self.matching.matches}
        self.by = {one.address: one.by for one in self.matching.matches}
        self.questions = {one.address: (one.code, one.text) for one in self.matching.questions}
        self.asides = {one.address: (one.code, one.text) for one in self.matching.asides}
        found = [*self.served, *self.questions, *self.asides]
        assert sorted(found) == sorted(one.address for one in entries)
        wanted = {one.deliverable for one in self.matching.matches}
        self.waiting = [one.label for one in self.booked if one.key not in wanted]
