"""Sheets made for tests, as people make them: with merges, strikes, hidden rows and comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from adqa.campaign.model import Campaign
from adqa.campaign.sheets.read import read_campaign

Rows = Sequence[Sequence[Any]]


@dataclass
class Tab:
    """One tab: its cells and what their formats say."""

    rows: Rows
    merged: Sequence[str] = ()
    struck: Sequence[int | str] = ()
    """Numbers of rows, or references of cells."""
    hidden_rows: Sequence[int] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


def workbook(path: Path, tabs: Mapping[str, Tab | Rows]) -> Path:
    """Writes a workbook with these tabs."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, given in tabs.items():
        tab = given if isinstance(given, Tab) else Tab(given)
        sheet = book.create_sheet(name)
        for row in tab.rows:
            sheet.append(list(row))
        for span in tab.merged:
            sheet.merge_cells(span)
        for place in tab.struck:
            cells = sheet[place] if isinstance(place, int) else (sheet[place],)
            for cell in cells:
                cell.font = Font(strike=True)
        for number in tab.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for place, text in tab.comments.items():
            sheet[place].comment = Comment(text, "Ana")
        if tab.hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def read(folder: Path, tabs: Mapping[str, Tab | Rows], name: str = "sheet.xlsx", **options: Any) -> Campaign:
    """The campaign of a workbook with these tabs."""
    return read_campaign([workbook(folder / name, tabs)], **options)


def read_rows(folder: Path, *rows: Sequence[Any], **options: Any) -> Campaign:
    """The campaign of a workbook with one tab."""
    return read(folder, {"Traffic": rows}, **options)


def read_text(folder: Path, text: str, name: str = "sheet.csv", **options: Any) -> Campaign:
    """The campaign of a delimited text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_campaign([path], **options)


def booked(campaign: Campaign) -> list[tuple[str, str, str]]:
    """(placement, sizes, message) of all rows, for short comparisons."""
    return [(row.placement, " ".join(map(str, row.sizes)), row.message) for row in campaign.rows]


def lines_with_content(rows: Rows, header: int) -> int:
    """How many lines below the header hold anything."""
    return sum(any(cell not in (None, "") for cell in row) for row in rows[header:])


def accounted(campaign: Campaign, tab: str) -> int:
    """Lines of a tab that were read or skipped with a reason."""
    receipt = next(one for one in campaign.tabs if one.tab == tab)
    return receipt.rows + sum(receipt.skipped.values())
