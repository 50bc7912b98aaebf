"""What the tool cannot see and a person checks: boxes for the campaign, its placements or its creatives.

The list is the house's (`[[manual]]` in adqa.toml), the campaign's (a tab `adqa manual`) or the starter list,
which is off unless it is asked for. A box is ticked on that tab or with `adqa tick`, and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adqa.campaign.booking import book
from adqa.campaign.model import Campaign, SheetManual
from adqa.campaign.settings import ManualItem, Per
from adqa.records.ticks import Tick
from adqa.report.report import ManualRecord

_NOT_DONE = re.compile(r"(?:no|not yet|not done|pending|open|n|-|–|tbd|false)\W*", re.IGNORECASE)


@dataclass(slots=True)
class _Item:
    """One thing to check, and where."""

    text: str
    per: Per
    who: str
    of: list[str] | None = None
    """Names of what it is for; None for everything of its kind."""
    lines: list[SheetManual] = field(default_factory=list)


def boxes(
    house: Sequence[ManualItem],
    campaign: Campaign | None,
    ticks: Sequence[Tick] = (),
    creatives: Iterable[str] = (),
) -> tuple[ManualRecord, ...]:
    """Every box, in the order of the lists; `ticks` are those on record, the oldest first.

    `creatives` are names of what was delivered, for a check without a sheet.
    """
    items = _items(house, campaign.manual if campaign else ())
    names: dict[Per, list[str]] = {
        "campaign": [""],
        "placement": list(dict.fromkeys(row.place for row in campaign.live_rows)) if campaign else [],
        "creative": [one.label for one in book(campaign)] if campaign else list(dict.fromkeys(creatives)),
    }
    return tuple(
        _box(item, name, ticks)
        for item in items
        for name in (names[item.per] if item.of is None else _named(item.of, names[item.per]))
    )


def _items(house: Sequence[ManualItem], lines: Sequence[SheetManual]) -> list[_Item]:
    items: dict[tuple[str, Per], _Item] = {}
    for one in house:
        items.setdefault((plain(one.text), one.per), _Item(one.text, one.per, one.who))
    for line in lines:
        per = _per(line, items)
        new = _Item(line.text, per, line.who, of=[] if line.of else None)
        item = items.setdefault((plain(line.text), per), new)
        item.lines.append(line)
        item.who = item.who or line.who
        if not line.of:
            item.of = None
        elif item.of is not None and line.of not in item.of:
            item.of.append(line.of)
    return list(items.values())


def _per(line: SheetManual, known: Iterable[tuple[str, Per]]) -> Per:
    """What a line of the tab is for: as it says, else as the item of that name, else the whole campaign."""
    said: dict[str, Per] = {"campaign": "campaign", "placement": "placement", "creative": "creative"}
    if line.per:
        return said.get(plain(line.per).removeprefix("per").removesuffix("s"), "campaign")
    return next((per for text, per in known if text == plain(line.text)), "campaign")


def _named(wanted: Sequence[str], names: Sequence[str]) -> list[str]:
    """The names as the campaign has them; one that it does not have stays as it was written."""
    known = {plain(name): name for name in names}
    return list(dict.fromkeys(known.get(plain(one), one) for one in wanted))


def _box(item: _Item, name: str, ticks: Sequence[Tick]) -> ManualRecord:
    by, on = "", None
    for line in item.lines:
        said = "" if _NOT_DONE.fullmatch(line.done_by.strip()) else line.done_by.strip()
        if (said or (line.done_on and not line.done_by)) and (not line.of or plain(line.of) == plain(name)):
            by, on = said, line.done_on.isoformat() if line.done_on else None
    for tick in ticks:
        same = plain(tick.text) == plain(item.text) and tick.per == item.per
        if same and plain(tick.of) in ("", plain(name)):
            by, on = ("", None) if tick.taken_back else (tick.by, tick.on)
    return ManualRecord(text=item.text, per=item.per, of=name, who=item.who, done_by=by, done_on=on)


def plain(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", text.casefold())
