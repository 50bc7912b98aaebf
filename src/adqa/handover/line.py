"""One line of a hand-over: a creative on a placement, with everything a trafficker's sheet may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.report.campaign import RowRecord
from adqa.report.model import CreativeRecord, SpecVerdict
from adqa.report.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """A delivered creative as a hand-over names it."""

    address: str
    path: str
    """Its stable name: no place on anybody's disk."""
    kind: str
    format: str
    sha256: str | None
    content_id: str | None
    bytes: int | None
    width: int | None
    height: int | None
    verdicts: tuple[SpecVerdict, ...]

    @property
    def name(self) -> str:
        """File name."""
        return file_name(self.path)

    @property
    def size(self) -> str:
        """`300x250`; empty if it is not known."""
        return f"{self.width}x{self.height}" if self.width and self.height else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOn:
    """Why a line goes although it was held."""

    by: str
    reason: str
    held_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One creative on one placement."""

    key: str
    """The same in every hand-over, wherever its row moves."""
    row: Row
    record: RowRecord
    campaign: Campaign
    size: str
    """Booked size of the slot."""
    label: str
    """What the sheet calls the creative."""
    file: HandedFile | None = None
    sent_on: SentOn | None = None
    mark: str = ""
    """Since the last hand-over: `new`, `changed: file, end date`; empty if nothing changed."""

    @property
    def creative_name(self) -> str:
        """The name on the sheet, else that of the file without its ending."""
        return self.row.creative or (self.file.name.rpartition(".")[0] if self.file else "") or self.label

    @property
    def landing(self) -> str:
        """Where a click goes: the final address if the sheet gives one."""
        return self.row.final_url or self.row.landing_url

    @property
    def instruction(self) -> str:
        """What the sheet asks to do with the row, in its own words."""
        return self.row.action_text if self.row.action else ""


def files_of(report: Report) -> dict[str, HandedFile]:
    """The delivered creatives of a report by address."""
    return {one.path: _file(one) for one in report.creatives()}


def _file(one: CreativeRecord) -> HandedFile:
    image, file = one.facts.get("image") or {}, one.facts.get("file") or {}
    return HandedFile(
        address=one.path,
        path=one.id,
        kind=one.kind,
        format=image.get("format") or file.get("format") or "",
        sha256=one.sha256,
        content_id=one.content_id,
        bytes=file.get("bytes"),
        width=image.get("width"),
        height=image.get("height"),
        verdicts=one.verdicts,
    )


def line_keys(lines: Iterable[tuple[Row, str | None]]) -> Iterator[str]:
    """A key for each row and booked size: who, where and what; a number tells equals apart.

    Without a size (None) it is the key of the placement alone.
    """
    seen: dict[str, int] = {}
    for row, size in lines:
        parts = [row.publisher, row.placement_id or row.place]
        if size is not None:
            parts += [row.creative or row.asset or row.message, size, row.locale]
        key = "|".join(" ".join(part.casefold().split()) for part in parts)
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key}#{seen[key]}"


def iso(day: date | None) -> str:
    """`2026-05-21`; empty if it is not known."""
    return day.isoformat() if day else ""


def sent_on_text(line: Line) -> str:
    """Who sent a held line on, and why; empty if it was not held."""
    return f"{line.sent_on.by}: {line.sent_on.reason}" if line.sent_on else ""
