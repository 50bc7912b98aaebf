"""What a user is told first of a sheet: what was read, what was not, and what more columns would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from adqa.campaign.model import Campaign, Row, TabReceipt
from adqa.units import count_text, spans

_SKIPPED = {
    "total": ("total row", "total rows"),
    "section": ("heading", "headings"),
    "repeated header": ("repeated header", "repeated headers"),
    "second header": ("second header", "second headers"),
    "package": ("package", "packages"),
    "footer": ("line below the table", "lines below the table"),
    "note": ("line of text", "lines of text"),
    "line of text": ("line of text", "lines of text"),
    "line without a size": ("line without a size", "lines without a size"),
    "heading of nothing": ("line with one word only", "lines with one word only"),
    "nothing in the columns read": ("line with nothing in the columns read",
                                    "lines with nothing in the columns read"),
}  # fmt: skip
MOST_NAMED = 12
"""Columns, or stretches of rows, that a line names; of more the rest is counted."""


def receipt_lines(campaign: Campaign) -> list[str]:
    """One line a tab: `Lumen_IO_v3.xlsx › Display: header in row 5, 41 rows read as placements (…)`."""
    by_tab: dict[tuple[str, str], list[Row]] = {}
    for row in campaign.rows:
        by_tab.setdefault((row.file, row.tab), []).append(row)
    return [_line(tab, by_tab.get((tab.file, tab.tab), [])) for tab in campaign.tabs]


def unused_lines(campaign: Campaign) -> list[str]:
    """`4 columns not used: Rate, CPM, Net, PO` of each tab that has any, with its name if several have."""
    tabs = [tab for tab in campaign.tabs if tab.unused_columns and not tab.set_aside]
    if len(tabs) == 1:
        return [_unused(tabs[0].unused_columns)]
    return [f"{_place(tab)}: {_unused(tab.unused_columns)}" for tab in tabs]


def _place(tab: TabReceipt) -> str:
    return PurePosixPath(tab.file).name + (f" › {tab.tab}" if tab.tab else "")


def _line(tab: TabReceipt, rows: Sequence[Row]) -> str:
    if tab.set_aside:
        return f"{_place(tab)}: set aside ({tab.set_aside})"
    parts = [f"header in row {tab.header_row}" if tab.header_row else "no header row"]
    if tab.profile:
        parts = [f"{tab.profile}, {parts[0]}"] if tab.profile != "YAML" else ["YAML document"]
    parts.append(f"{count_text(tab.rows, 'row')} read as placements")
    details = (
        [f"{count_text(len(tab.hidden), 'hidden row')} included: {_named(tab.hidden)}"] if tab.hidden else []
    )
    details += _cancelled(tab, rows)
    details += [_skipped(reason, number) for reason, number in tab.skipped.items()]
    said = f" ({' · '.join(details)})" if details else ""
    return f"{_place(tab)}: {', '.join(parts)}{said}"


def _hidden(numbers: Sequence[int]) -> list[str]:
    return [f"{count_text(len(numbers), 'hidden row')} included: {_named(numbers)}"] if numbers else []


def _cancelled(tab: TabReceipt, rows: Sequence[Row]) -> list[str]:
    """`3 struck through = cancelled: 101-103`, one part for each reason."""
    reasons: dict[str, set[int]] = {}
    for row in rows:
        if row.row in tab.cancelled and row.state == "cancelled":
            reasons.setdefault(row.state_reason, set()).add(row.row)
    return [
        f"{len(numbers)} {f'{_whose(reason)} = ' if reason else ''}cancelled: {_named(numbers)}"
        for reason, numbers in reasons.items()
    ]


def _whose(reason: str) -> str:
    """A reason that goes behind a number: `1 whose status says “Cancelled”`."""
    return f"whose {reason}" if reason.startswith("status ") else reason


def _skipped(reason: str, number: int) -> str:
    one, many = _SKIPPED.get(reason, (reason, f"{reason}s"))
    return f"{number} {one if number == 1 else many} skipped"


def _unused(columns: Sequence[str]) -> str:
    return (
        f"{count_text(len(columns), 'column')} not used: {_cut([' '.join(name.split()) for name in columns])}"
    )


def _named(numbers: Iterable[int]) -> str:
    """`88, 89`, `101-103`: two that follow each other are named each."""
    stretches = (text.split("-") for text in spans(numbers))
    return _cut(
        [", ".join(ends) if int(ends[-1]) - int(ends[0]) == 1 else "-".join(ends) for ends in stretches]
    )


def _cut(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def missing_columns(campaign: Campaign) -> list[str]:
    """Each optional column that no row has, once, with what it would add."""
    rows = campaign.rows
    if not rows:
        return []
    lines = []
    if not _any(row.sizes or row.size_text for row in rows):
        lines.append(
            "No size column: nothing can be counted by size, so only files named on the sheet are matched"
        )
    if not _any(row.placement or row.placement_id or row.unit for row in rows):
        lines.append("No placement column: files are counted by size, not slot by slot")
    if not _any(row.message or row.version or row.creative or row.asset for row in rows):
        lines.append(
            "No message, version or creative name column: one file per size is taken as all that is booked"
        )
    if not _any(row.limits.weight or row.limits.formats or row.unit for row in rows):
        lines.append("No file size, file type or ad unit column: limits of the publisher cannot be compared")
    starts = _any(row.flight.start or row.flight.tentative or row.creative_flight.start for row in rows)
    if not starts and not campaign.flight.start and not _any(row.due for row in rows):
        lines.append("No due date or start column: missing files cannot be told from late ones")
    elif not starts and not campaign.flight.start:
        lines.append("No start column: dates of flights and offers are not compared")
    if not _any(row.owner or row.email for row in rows) and not campaign.partners:
        lines.append("No partner or contact column: the mail has no address")
    if not _any(row.landing_url or row.final_url for row in rows):
        lines.append("No landing page column: links are not checked")
    return lines


def _any(values: Iterable[object]) -> bool:
    return any(values)
