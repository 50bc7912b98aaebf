"""Ticking what was checked by hand: who looked, at what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from adqa.addresses import file_name
from adqa.campaign.find import find_sheets, read_house_campaign
from adqa.campaign.manual import boxes, plain
from adqa.campaign.model import Campaign
from adqa.config import Config, find_config, load_config
from adqa.delivery import discover
from adqa.errors import UsageError
from adqa.records.store import Store, record_folder
from adqa.records.ticks import Tick
from adqa.report.report import ManualRecord
from adqa.report.safe_text import visible
from adqa.spec.base import nearest
from adqa.units import count_text, date_text, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What was put on record."""

    ticks: tuple[Tick, ...]
    file: Path
    folder: Path
    """The record's."""
    first: bool
    """The record was begun with it."""
    left: int
    """Boxes that are still open."""

    def text(self) -> str:
        """The same for the terminal."""
        one = self.ticks[0]
        day = date_text(date.fromisoformat(one.on))
        done = f"open again, says {one.by} on {day}" if one.taken_back else f"ticked by {one.by} on {day}"
        names = [tick.of for tick in self.ticks if tick.of]
        lines = [f"{one.text}: {done}", *(f"  {name}" for name in names)]
        lines.append(f"{count_text(self.left, 'box')} still open")
        if self.first:
            lines.append(Store(self.folder).where())
        return "\n".join(visible(line) for line in lines) + "\n"


def tick(
    paths: Iterable[str | Path],
    item: str,
    *,
    by: str,
    on: date,
    recorded: datetime,
    of: str = "",
    taken_back: bool = False,
    campaign: Sequence[str | Path] | None = None,
    config: Path | Config | None = None,
) -> Ticked:
    """Records that somebody checked by hand an item of the list of a campaign.

    `item` is its text or a part of it that no other item has. `of` names the placement or creative; without
    it all of them are ticked. `taken_back` opens the box again. `campaign` are sheets; None takes the one
    among the files. `recorded` is the moment of recording.

    Raises UsageError if no item or name fits or the record cannot be written, SheetError, ConfigError.
    """
    arguments = [str(path) for path in paths]
    settings = config if isinstance(config, Config) else load_config(config or find_config(arguments))
    if not by.strip():
        raise UsageError("say who checked it, with --by")
    if on > recorded.date():
        raise UsageError(f"{on.isoformat()} is still to come; give the day on which it was checked with --on")
    delivery = discover(arguments)
    sheets = list(campaign) if campaign is not None else find_sheets(delivery)[0]
    read: Campaign | None = read_house_campaign(sheets, settings) if sheets else None
    files = [file_name(one.address) for one in delivery.creatives]
    chosen = _chosen(boxes(settings.manual_items, read, (), files), item, of)
    store = Store(record_folder(arguments, root=settings.root, sheet=next(iter(sheets), None)))
    first = store.is_new
    name = read.name if read else ""
    ticks = [
        Tick(
            text=one.text,
            per=one.per,
            of=one.of,
            by=by.strip(),
            on=on.isoformat(),
            recorded=recorded.astimezone(UTC).isoformat(timespec="microseconds"),
            campaign=name,
            taken_back=taken_back,
        )
        for one in chosen
    ]
    file = store.tick(ticks)
    left = sum(not one.done for one in boxes(settings.manual_items, read, store.ticks(name)[0], files))
    return Ticked(ticks=tuple(ticks), file=file, folder=store.folder, first=first, left=left)


def _chosen(found: Sequence[ManualRecord], item: str, of: str) -> list[ManualRecord]:
    """The boxes of one item, or the one that is named. Raises UsageError."""
    texts = list(dict.fromkeys(one.text for one in found))
    if not texts:
        raise UsageError("no list of things to check by hand is given; see [[manual]] in adqa.toml")
    wanted = plain(item)
    exact = [text for text in texts if plain(text) == wanted]
    fitting = exact or [text for text in texts if wanted and wanted in plain(text)]
    if len(fitting) != 1:
        listed = listing([f'"{text}"' for text in fitting or texts], "and")
        said = "several items" if fitting else f"no item{nearest(item, texts)}; the list has"
        raise UsageError(f"{item!r} fits {said}{':' if fitting else ''} {listed}")
    mine = [one for one in found if one.text == fitting[0]]
    named = [one for one in mine if not of or plain(one.of) == plain(of)]
    if not named:
        names = [one.of for one in mine if one.of]
        hint = f"{nearest(of, names)}; it is checked for {listing(names, 'and')}" if names else ""
        raise UsageError(f"{fitting[0]!r} is not checked for {of!r}{hint}")
    return named
