"""Google Ad Manager style: one line for each creative of a line item.

Google publishes no list of columns for a bulk upload of creatives. The columns are therefore the fields of
the Ad Manager API (CreativeService and LineItemCreativeAssociationService, v202511), which say without
doubt what a cell is for; a trafficker maps or types them. Days are those of the flight, both inclusive.
"""

from __future__ import annotations

from adqa.campaign.workbook.fresh import CellContent
from adqa.handover.line import Line, iso
from adqa.handover.table import Table

_TYPES = {"image": "ImageCreative", "html5": "Html5Creative"}


def _type(line: Line) -> CellContent:
    return _TYPES.get(line.file.kind) if line.file else None


def _weight(line: Line) -> CellContent:
    """A share that the sheet gives as a number; even shares need none."""
    rotation = line.row.rotation
    if rotation is None or rotation.even:
        return None
    return rotation.percent if rotation.percent is not None else rotation.weight


SHEET = Table(
    title="Creatives",
    carries_instructions=False,
    columns=(
        ("LineItem.id", lambda line: line.row.placement_id),
        ("LineItem.name", lambda line: line.row.place),
        ("Creative.id", lambda line: line.row.creative_id),
        ("Creative.name", lambda line: line.creative_name),
        ("Creative type", _type),
        ("Creative.size", lambda line: line.size),
        ("primaryImageAsset.fileName", lambda line: line.file.path if line.file else None),
        ("destinationUrl", lambda line: line.landing),
        ("altText", lambda line: line.row.copy.get("alt_text")),
        ("thirdPartyImpressionTrackingUrls", lambda line: "\n".join(url for _, url in line.row.trackers)),
        ("LineItemCreativeAssociation.startDateTime", lambda line: iso(line.row.runs.start)),
        ("LineItemCreativeAssociation.endDateTime", lambda line: iso(line.row.runs.end)),
        ("LineItemCreativeAssociation.manualCreativeRotationWeight", _weight),
    ),
)
"""`primaryImageAsset.fileName` holds the package where the creative is one."""

PLACEMENTS = Table(
    title="Line items",
    carries_instructions=False,
    columns=(
        ("LineItem.id", lambda line: line.row.placement_id),
        ("LineItem.name", lambda line: line.row.place),
        ("LineItem.creativePlaceholders.size", lambda line: line.size),
        ("LineItem.startDateTime", lambda line: iso(line.row.flight.start)),
        ("LineItem.endDateTime", lambda line: iso(line.row.flight.end)),
    ),
)
