"""The neutral sheet: one line for each placement, creative and size, under headers that any sheet may use.

adqa reads its lines back as a campaign. The hashes say which files were handed over.
"""

from __future__ import annotations

from adqa.handover.line import Line, iso, sent_on_text
from adqa.handover.table import Table


def _end(line: Line, *, own: bool) -> str:
    flight = line.row.runs if own else line.row.flight
    return iso(flight.end) or ("ongoing" if flight.open_ended else "")


SHEET = Table(
    title="Hand-over",
    columns=(
        ("Campaign", lambda line: line.row.campaign or line.campaign.name),
        ("Advertiser", lambda line: line.row.advertiser or line.campaign.advertiser),
        ("Brand", lambda line: line.row.brand or line.campaign.brand),
        ("Publisher", lambda line: line.row.publisher),
        ("Placement", lambda line: line.row.place),
        ("Placement ID", lambda line: line.row.placement_id),
        ("Ad unit", lambda line: line.row.unit),
        ("Size", lambda line: line.size),
        ("Creative name", lambda line: line.creative_name),
        ("Creative ID", lambda line: line.row.creative_id),
        ("File name", lambda line: line.file.name if line.file else None),
        ("Version", lambda line: line.row.version),
        ("Action", lambda line: line.instruction),
        ("Start date", lambda line: iso(line.row.flight.start)),
        ("End date", lambda line: _end(line, own=False)),
        ("Creative start date", lambda line: iso(line.row.runs.start)),
        ("Creative end date", lambda line: _end(line, own=True)),
        ("Rotation", lambda line: line.row.rotation.text if line.row.rotation else None),
        ("Landing page", lambda line: line.row.landing_url),
        ("Final URL", lambda line: line.row.final_url),
        ("Click tracker", lambda line: line.row.click_tracker),
        ("Impression tracker", lambda line: "\n".join(url for _, url in line.row.trackers)),
        ("Tag", lambda line: line.row.tag),
        ("Locale", lambda line: line.row.locale),
        ("SHA-256", lambda line: line.file.sha256 if line.file else None),
        ("Content ID", lambda line: line.file.content_id if line.file else None),
        ("Since the last hand-over", lambda line: line.mark),
        ("Sent on although held", sent_on_text),
    ),
)

PLACEMENTS = Table(
    title="Placements",
    columns=(
        ("Campaign", lambda line: line.row.campaign or line.campaign.name),
        ("Publisher", lambda line: line.row.publisher),
        ("Placement", lambda line: line.row.place),
        ("Placement ID", lambda line: line.row.placement_id),
        ("Ad unit", lambda line: line.row.unit),
        ("Size", lambda line: line.size),
        ("Start date", lambda line: iso(line.row.flight.start)),
        ("End date", lambda line: _end(line, own=False)),
        ("Since the last hand-over", lambda line: line.mark),
    ),
)
