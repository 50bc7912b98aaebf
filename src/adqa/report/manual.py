"""The boxes of what people check by hand, as the formats for people list them: one line for each item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from adqa.campaign.workbook.rows import TickTab
from adqa.report.report import ManualRecord
from adqa.report.safe_text import visible
from adqa.units import count_text, day_text, group, listing

MOST = 6
"""Names in one line."""
_COLUMNS = ("What to check", "Per", "For", "Who", "Done by", "Done on")
HOW = "Tick them on the tab adqa manual of the workbook, or with adqa tick."


@dataclass(slots=True)
class ManualLine:
    """One item with all its boxes."""

    text: str
    who: str
    boxes: list[ManualRecord] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether every box is ticked."""
        return all(one.done for one in self.boxes)

    @property
    def state(self) -> str:
        """`M. Ruiz, Thu 14 May 2026`, `2 of 19 done; open for Home and Deals`; empty if there is only one."""
        open_ = [visible(one.of) for one in self.boxes if not one.done and one.of]
        if self.done:
            said = list(dict.fromkeys(_tick(one) for one in self.boxes))
            return listing(said[:MOST] + _more(len(said) - MOST), "and")
        if not open_:
            return ""
        done = len(self.boxes) - len(open_)
        named = listing(open_, "and") if len(open_) <= MOST else count_text(len(open_), self.boxes[0].per)
        names = f"open for {named}"
        return f"{group(done)} of {group(len(self.boxes))} done; {names}" if done else names

    @property
    def words(self) -> str:
        """`Frequency cap is set (ad ops): M. Ruiz, Thu 14 May 2026`."""
        who = f" ({visible(self.who)})" if self.who else ""
        return f"{visible(self.text)}{who}" + (f": {self.state}" if self.state else "")


def manual_lines(boxes: Iterable[ManualRecord]) -> list[ManualLine]:
    """The items in the order of the lists."""
    lines: dict[tuple[str, str], ManualLine] = {}
    for one in boxes:
        lines.setdefault((one.text, one.per), ManualLine(one.text, one.who)).boxes.append(one)
    return list(lines.values())


def manual_count(boxes: Iterable[ManualRecord]) -> str:
    """`6`, `4 of 22 done`."""
    listed = list(boxes)
    done = sum(one.done for one in listed)
    return f"{group(done)} of {group(len(listed))} done" if done else group(len(listed))


def _tick(one: ManualRecord) -> str:
    day = day_text(date.fromisoformat(one.done_on)) if one.done_on else ""
    return ", ".join(part for part in (visible(one.done_by), day) if part)


def _more(count: int) -> list[str]:
    return [count_text(count, "other")] if count > 0 else []


def tick_tab(boxes: Iterable[ManualRecord]) -> TickTab | None:
    """The tab on which people tick; None if there is nothing to tick."""
    rows = tuple((one.text, one.per, one.of, one.who, one.done_by, one.done_on or "") for one in boxes)
    return TickTab(header=_COLUMNS, rows=rows) if rows else None
