"""Campaign Manager 360: the 46-column trafficking sheet, and the bulk sheet of placements.

The columns of the first, with its header on row 5 and the campaign in rows 1 and 2, are those of the public
test sheet of google-marketing-solutions/adspace_agent; those of the second stand in Google's Bulk Sheet
Entity Reference (sheet v1.0, campaign spreadsheet). What only the ad server knows is left for the trafficker
to fill: site and ad IDs, payment source, pricing, tag formats, priority.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from adqa.campaign.model import Campaign
from adqa.campaign.workbook.fresh import CellContent
from adqa.handover.line import Line
from adqa.handover.table import Table, blank

_DISPLAY = ("image", "html5")


def _date(day: date | None) -> str:
    """`5/21/2026`, as its sheets have it."""
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def _above(campaign: Campaign) -> Sequence[Sequence[str]]:
    return (
        ("", "Profile ID", "Advertiser ID", "Campaign ID", "Campaign Name"),
        ("", "", "", campaign.id, campaign.name),
        (),
    )


def _status(line: Line) -> CellContent:
    return "Update" if line.row.placement_id else "New"


def _is_display(line: Line) -> bool:
    kind = line.file.kind if line.file else line.row.kind
    return kind in _DISPLAY or (not kind and line.row.serving in ("hosted", "tag") and bool(line.row.sizes))


def _notes(line: Line) -> CellContent:
    """The instruction of the sheet and what is new; nothing that somebody noted for the house."""
    mark = f"{line.mark} since the last hand-over" if line.mark else ""
    return "; ".join(filter(None, (line.instruction, mark)))


SHEET = Table(
    title="Traffic",
    above=_above,
    columns=(
        ("Campaign ID", lambda line: line.campaign.id),
        ("Campaign Name", lambda line: line.row.campaign or line.campaign.name),
        ("Trafficking Status", _status),
        ("Site ID", blank),
        ("Site", lambda line: line.row.publisher),
        ("Channel", lambda line: line.row.channel),
        ("Placement ID", lambda line: line.row.placement_id),
        ("Placement Name", lambda line: line.row.place),
        ("Placement Size", lambda line: line.size),
        ("Compatibility", lambda line: "DISPLAY" if _is_display(line) else None),
        ("Placement Status", blank),
        ("Placement Payment Source", blank),
        ("Pricing Schedule Type", blank),
        ("Pricing Schedule Start Date", lambda line: _date(line.row.flight.start)),
        ("Pricing Schedule End Date", lambda line: _date(line.row.flight.end)),
        ("Placement Tag Formats", blank),
        ("Ad Server", blank),
        ("Ad ID", blank),
        ("Ad Name", lambda line: line.creative_name),
        ("Ad Start Date", lambda line: _date(line.row.runs.start)),
        ("Ad End Date", lambda line: _date(line.row.runs.end)),
        ("Ad Type", blank),
        ("Delivery Schedule Priority", blank),
        ("Delivery Schedule Impression Ratio", blank),
        ("Ad Click Through Url", lambda line: line.landing),
        ("Ad Dynamic Click Tracker", blank),
        ("Creative ID", lambda line: line.row.creative_id),
        ("Creative Name", lambda line: line.creative_name),
        ("Creative Start Date", lambda line: _date(line.row.runs.start)),
        ("Creative End Date", lambda line: _date(line.row.runs.end)),
        ("Creative Rotation", lambda line: line.row.rotation.text if line.row.rotation else None),
        ("Creative Dimensions", lambda line: line.file.size or line.size if line.file else line.size),
        ("Creative Type", lambda line: "HTML5_BANNER" if line.file and line.file.kind == "html5" else None),
        ("Creative asset file link", lambda line: line.file.path if line.file else None),
        ("Base URL", lambda line: line.row.landing_url),
        ("Final Trafficking URL", lambda line: line.row.final_url),
        ("Brand Safety/Verification", blank),
        ("Brand Safety/Verification Measurement Type", blank),
        ("Research Partner", blank),
        ("Notes", _notes),
        ("Campaign Funding", blank),
        ("Campaign Quarter", blank),
        ("Creative Detail", blank),
        ("Fiscal", blank),
        ("Language", lambda line: line.row.locale),
        ("Salesforce ID", blank),
    ),
)

PLACEMENTS = Table(
    title="Placements",
    columns=(
        ("Site ID (Placement)", blank),
        ("Site name (Placement)", lambda line: line.row.publisher),
        ("Placement ID (Placement)", lambda line: line.row.placement_id),
        ("External ID (Placement)", blank),
        ("Placement name (Placement)", lambda line: line.row.place),
        ("Compatibility (Placement)", lambda line: "Display" if _is_display(line) else None),
        ("Dimensions (Placement)", lambda line: line.size),
    ),
)
"""Placements to be built before their creatives are there, so that tags can be issued."""
