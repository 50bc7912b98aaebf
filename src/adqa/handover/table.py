"""A format of a trafficker's sheet as data: its columns, each with how a line fills it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adqa.campaign.model import Campaign
from adqa.campaign.workbook.fresh import CellContent, SheetData
from adqa.handover.line import Line

Fill = Callable[[Line], CellContent]


def blank(line: Line) -> CellContent:
    """A column of the format that no sheet and no file can fill."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet a trafficker reads or uploads."""

    title: str
    """Name of its tab."""
    columns: tuple[tuple[str, Fill], ...]
    above: Callable[[Campaign], Sequence[Sequence[str]]] = lambda campaign: ()
    """Rows that the format wants above its header."""
    carries_instructions: bool = True
    """Whether it can say that a creative is to be paused, swapped or unassigned."""

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return tuple(title for title, _ in self.columns)

    def rows(self, lines: Sequence[Line]) -> list[tuple[CellContent, ...]]:
        """The cells under the header."""
        return [tuple(fill(line) for _, fill in self.columns) for line in lines]

    def tab(self, lines: Sequence[Line], campaign: Campaign) -> SheetData:
        """The tab with these lines."""
        return SheetData(self.title, self.header, self.rows(lines), notes=self.above(campaign))

    def unfit(self, line: Line) -> str:
        """Why the format cannot carry a line; empty if it can."""
        if not self.carries_instructions and line.row.action in ("pause", "swap", "unassign"):
            said = line.instruction or line.row.action
            return f"the sheet asks for “{said}”, which has no column here; do it in the ad server by hand"
        return ""
