"""Which sheet is the campaign's: the one named, else the one among the files that reads as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adqa.addresses import file_name
from adqa.campaign.model import Campaign
from adqa.campaign.sheets.candidate import looks_like_campaign
from adqa.campaign.sheets.read import read_campaign
from adqa.config import Config
from adqa.delivery import Delivery
from adqa.errors import SheetError
from adqa.units import count_text, listing

_NAMED = 3
"""Tables named that are no campaign's sheet; a delivery may hold many."""


def find_sheets(delivery: Delivery) -> tuple[list[str | Path], list[str]]:
    """The sheet to use, and what to say about the choice.

    Exactly one sheet that reads as a campaign is used. Of several the best is used only if it is clearly
    better; all of them are named, and so is one that cannot be read, as it may be the campaign's.
    """
    candidates = [(address, looks_like_campaign(file)) for address, file in delivery.sheets]
    unread = [f"{file_name(address)} {one.words}" for address, one in candidates if one.unread]
    good = sorted((one for one in candidates if one[1].score > 0), key=lambda one: (-one[1].score, one[0]))
    if not good:
        others = [
            f"{file_name(address)} was not taken for the campaign's sheet: {one.words}."
            for address, one in candidates
            if not one.unread and one.is_table
        ]
        return [], [*unread, *others[:_NAMED]]
    if len(good) == 1 or good[0][1].score >= 2 * good[1][1].score:
        left = [f"{file_name(address)} was not used: {one.words}" for address, one in good[1:]]
        return [good[0][0]], [*left, *unread]
    named = listing([f"{file_name(address)} ({one.words})" for address, one in good], "and")
    several = f"{count_text(len(good), 'sheet')} could be the campaign's: {named}; name it with --campaign."
    return [], [several, *unread]


def refuse_empty(campaign: Campaign) -> None:
    """Raises SheetError for sheets without a placement: checked against nothing, everything would be fine."""
    if campaign.rows:
        return
    why = listing(list(dict.fromkeys(one.set_aside for one in campaign.tabs if one.set_aside)), "and")
    raise SheetError(
        f"{listing(list(campaign.files), 'and')} {'lists' if len(campaign.files) == 1 else 'list'} no "
        f"placement{f' ({why})' if why else ''}; give the sheet with a row for each, below headers such as "
        "Placement, Size and Creative Name"
    )


def only_sheets(delivery: Delivery, campaign: Campaign) -> bool:
    """Whether nothing but sheets was given, so that no file can be missing."""
    if delivery.creatives or delivery.problems or delivery.unplaced:
        return False
    given = {Path(one) for one in delivery.arguments}
    return all(one in given for one in map(Path, campaign.files)) and all(
        Path(one).is_file() for one in delivery.arguments
    )


def read_house_campaign(sheets: Sequence[str | Path], config: Config) -> Campaign:
    """Reads sheets as this house writes them. Raises SheetError if one cannot be read."""
    settings = config.campaign
    mapping = Path(config.root or ".", settings.mapping) if settings.mapping else None
    campaign = read_campaign(sheets, date_order=settings.date_order, weeks=settings.weeks, mapping=mapping)
    return replace(campaign, time_zone=campaign.time_zone or config.time_zone)
