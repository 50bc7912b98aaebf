"""How a sheet is read: the receipt, the cells that were not understood, and a mapping file to draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from adqa.campaign.document import campaign_to_yaml
from adqa.campaign.find import read_house_campaign
from adqa.campaign.model import Campaign, TabReceipt
from adqa.campaign.sheets.mapping import draft_mapping
from adqa.campaign.sheets.receipt import missing_columns, receipt_lines, unused_lines
from adqa.config import Config
from adqa.report.safe_text import visible
from adqa.units import count_text

_MOST = 50
"""Cells listed one by one."""


def sheet(file: Path, *, config: Config) -> Campaign:
    """The campaign that a sheet says. Raises SheetError if it cannot be read."""
    return read_house_campaign([file], config)


def receipt(file: Path, config: Config) -> str:
    """What was made of a sheet, as text for the terminal."""
    return "\n".join(visible(line) for line in _lines(sheet(file, config=config))) + "\n"


def _lines(campaign: Campaign) -> Iterator[str]:
    yield from receipt_lines(campaign)
    yield from unused_lines(campaign)
    for tab in campaign.tabs:
        yield from _tab(tab)
    if campaign.problems:
        yield ""
        yield f"NOT UNDERSTOOD ({count_text(len(campaign.problems), 'cell')})"
        for one in campaign.problems[:_MOST]:
            place = f"{one.tab} › " if one.tab else ""
            yield f"  {place}{one.column}{one.row}  {one.text}"
            yield f"      → {one.remedy}"
        if len(campaign.problems) > _MOST:
            yield f"  +{len(campaign.problems) - _MOST} more"
    absent = missing_columns(campaign)
    if absent:
        yield ""
        yield from absent


def _tab(tab: TabReceipt) -> Iterator[str]:
    if tab.understood:
        yield ""
        yield f"{tab.tab or 'Columns'}, columns understood:"
        width = max(len(header) for header in tab.understood)
        for header, field in tab.understood.items():
            yield f"  {header:<{width}}  {field.replace('_', ' ')}"
    yield from (f"  {note}" for note in tab.notes)


def mapping_draft(file: Path) -> str:
    """A mapping file for a sheet with columns of its own: every header with its best guess."""
    return draft_mapping(file)


def campaign_yaml(file: Path, config: Config) -> str:
    """The campaign of a sheet in the neutral form, as YAML."""
    return campaign_to_yaml(sheet(file, config=config))
