"""What is held, why, whose turn it is and until when: the Held tab, and the same as delimited text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adqa.campaign.workbook.fresh import SheetData
from adqa.report.reporters._words import sentence
from adqa.report.safe_text import visible
from adqa.units import count_text, group

HELD_HEADER = ("Row", "Placement", "Creative", "Why it is held", "Who", "Due", "Handed over before")
_MOST = 3
"""Reasons named for one line; the others are counted and stand in the report."""
_ROWS = 12
_NAMES = 4
"""Rows and creatives named for one fault in a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that holds a line."""

    text: str
    who: str
    name: str = ""
    """The creative it is about."""
    said: str = ""
    """The same without the name, for many creatives with one fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A line that does not go."""

    key: str
    row_id: str
    tab: str
    row: int
    """0 where it is on no sheet any more."""
    placement: str
    creative: str
    reasons: tuple[Reason, ...]
    due: str
    before: str = ""
    """Day on which it was handed over earlier, so that the trafficker has it already."""
    gone: bool = False
    """The sheet wants it no more; it is listed once, so that somebody takes it out."""

    @property
    def place(self) -> str:
        """`Display, row 17`; empty where it is on no sheet any more."""
        return place_text(self.tab, [self.row]) if self.row else ""

    @property
    def why(self) -> str:
        """Its reasons in one cell."""
        texts = [sentence(one.text) for one in self.reasons]
        more = f"; and {count_text(len(texts) - _MOST, 'more reason')}" if len(texts) > _MOST else ""
        return "; ".join(texts[:_MOST]) + more

    @property
    def who(self) -> str:
        """Whose turn it is."""
        return ", ".join(dict.fromkeys(sentence(one.who) for one in self.reasons if one.who))


def held_rows(held: Sequence[Held]) -> list[tuple[str, ...]]:
    """The cells under `HELD_HEADER`."""
    return [
        tuple(map(visible, (one.place, one.placement, one.creative, one.why, one.who, one.due, one.before)))
        for one in held
    ]


def held_tab(held: Sequence[Held]) -> SheetData:
    """The tab; there is one even if nothing is held, so that nobody looks for it."""
    return SheetData("Held", HELD_HEADER, held_rows(held))


def held_lines(held: Sequence[Held]) -> list[str]:
    """The same for a terminal: one entry for each fault, owner and due time, whatever it is found on."""
    merged: dict[tuple[tuple[str, ...], str, str, str], list[Held]] = {}
    for one in held:
        faults = tuple(reason.said or reason.text for reason in one.reasons)
        merged.setdefault((faults, one.who, one.due, one.before), []).append(one)
    lines = []
    for (faults, who, due, before), those in merged.items():
        turn = ", due ".join(filter(None, (who, due)))
        after = f"; handed over {before}" if before else ""
        lines.append(f"  {_fault(faults, those)}{f' ({turn})' if turn else ''}{after}")
        rows: dict[str, dict[int, None]] = {}
        for one in those:
            if one.row:
                rows.setdefault(one.tab, {})[one.row] = None
        lines += [f"      {place_text(tab, [*numbers])}" for tab, numbers in rows.items()]
    return lines


def _fault(faults: Sequence[str], those: Sequence[Held]) -> str:
    if len({one.why for one in those}) == 1:
        return those[0].why
    names = list(dict.fromkeys(reason.name for one in those for reason in one.reasons if reason.name))
    more = f" +{group(len(names) - _NAMES)}" if len(names) > _NAMES else ""
    return f"{'; '.join(map(sentence, faults))}: {', '.join(names[:_NAMES])}{more}"


def place_text(tab: str, rows: Sequence[int]) -> str:
    """`Display, row 17`; `Display, rows 17, 18, 19, 20 +3`."""
    more = f" +{group(len(rows) - _ROWS)}" if len(rows) > _ROWS else ""
    text = f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows[:_ROWS]))}{more}"
    return f"{visible(tab)}, {text}" if tab else text
