"""Words about a campaign that the formats for people share: its head, its counts, what is awaited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from adqa.campaign.calendar import zone_label
from adqa.report.campaign import BookedRecord, CampaignRecord, RowVerdict
from adqa.report.fix_words import listed
from adqa.report.fixes import Fix
from adqa.report.model import OF_ROWS, Finding
from adqa.report.report import Header
from adqa.report.reporters._words import iso_day_text, material_text, says, touches
from adqa.report.safe_text import visible
from adqa.units import count_text, group, spans

_ROW = re.compile(r"row:(?:(.*)!)?(\d+)(?:#.*)?$", re.DOTALL)
_Number = tuple[str, RowVerdict | None]
"""Words with their count, and what is counted."""
_COUNTED = (
    RowVerdict.FAIL,
    RowVerdict.MISSING,
    RowVerdict.INCOMPLETE,
    RowVerdict.WAITING,
    RowVerdict.ON_HOLD,
    RowVerdict.UNCHANGED,
    RowVerdict.ENDED,
)


def campaign_title(campaign: CampaignRecord) -> str:
    """`Aurora launch · Lumen TV · starts Thu 21 May 2026`."""
    names = [one for one in (campaign.name, campaign.advertiser or campaign.brand) if one]
    parts = [visible(one) for one in dict.fromkeys(names)] or ["Campaign"]
    if campaign.start:
        parts.append(f"starts {iso_day_text(campaign.start)}")
    return " · ".join(parts)


def receipt(line: str) -> list[str]:
    """What was read of a tab, and what of it was read in a way that somebody may not expect."""
    read, details, rest = line.partition(" read as placements (")
    return [f"{read} read as placements", f"({rest}"] if details else [line]


def as_of_text(campaign: CampaignRecord, header: Header) -> str:
    """`Mon 11 May 2026`, and the time of day and its zone where a moment was judged."""
    day = iso_day_text(header.as_of)
    if not campaign.as_of or "T" not in campaign.as_of:
        return day
    moment = datetime.fromisoformat(campaign.as_of)
    return f"{day} {moment:%H:%M}" + (f" {zone_label(moment, campaign.time_zone)}" if moment.tzinfo else "")


def booked_numbers(campaign: CampaignRecord) -> list[_Number]:
    """`38 booked`, `27 ready`, `5 to fix`, `6 waiting (due …)`; the booked ones are the sum of the rest."""
    parts: list[tuple[str, RowVerdict | None]] = [(f"{group(len(campaign.booked))} booked", None)]
    parts.append(
        (_ready(campaign.count(RowVerdict.PASS), campaign.count(RowVerdict.REVIEW)), RowVerdict.PASS)
    )
    for verdict in _COUNTED:
        count = campaign.count(verdict)
        if not count and verdict is not RowVerdict.FAIL:
            continue
        words = f"{group(count)} {verdict.words.lower()}"
        if verdict in (RowVerdict.WAITING, RowVerdict.MISSING) and (due := _due(campaign.booked, verdict)):
            words += f" ({'due' if verdict is RowVerdict.WAITING else 'was due'} {due})"
        parts.append((words, verdict))
    return parts


def row_numbers(campaign: CampaignRecord) -> list[_Number]:
    """`117 live rows`, `113 ready (10 of them: please check)`, `4 to fix`."""
    live = len(campaign.rows) - campaign.row_count(RowVerdict.CANCELLED)
    ready = _ready(campaign.row_count(RowVerdict.PASS), campaign.row_count(RowVerdict.REVIEW))
    counts = [(verdict, campaign.row_count(verdict)) for verdict in _COUNTED]
    said: list[_Number] = [
        (f"{group(count)} {verdict.words.lower()}", verdict) for verdict, count in counts if count
    ]
    return [(count_text(live, "live row"), None), (ready, RowVerdict.PASS), *said]


def _ready(clean: int, please_check: int) -> str:
    ready = f"{group(clean + please_check)} ready"
    if please_check:
        which = f"{group(please_check)} of them: " if clean + please_check > 1 else ""
        ready += f" ({which}please check)"
    return ready


def _due(booked: Iterable[BookedRecord], verdict: RowVerdict) -> str:
    """The due time that all of them share, else the earliest with `from`."""
    dues = {(one.due_at or "", one.due) for one in booked if one.verdict is verdict and one.due}
    if not dues:
        return ""
    first = min(dues)[1]
    return first if len(dues) == 1 else f"from {first}"


def delivered_numbers(campaign: CampaignRecord, header: Header) -> list[str]:
    """`34 delivered`, `32 matched`, `2 not recognized`, `9 working files set aside (7 PSD, 1 AI)`."""
    parts = [f"{group(campaign.delivered)} delivered", f"{group(campaign.matched)} matched"]
    questions = sum(one.question for one in campaign.files)
    if questions:
        parts.append(f"{group(questions)} not recognized")
    aside = len(campaign.files) - questions
    if aside:
        parts.append(f"{group(aside)} not used")
    return parts + [_aside(material_text(one)) for one in header.materials if one.count]


def _aside(words: str) -> str:
    head, mark, tail = words.partition(" (")
    return f"{head} set aside{mark}{tail}"


def absent(campaign: CampaignRecord, verdict: RowVerdict) -> list[tuple[str, str, str]]:
    """What has not arrived: (owner, due, `B: 300x250 728x90 · A: 320x100`) for each owner and due time."""
    lines: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for one in campaign.booked:
        if one.verdict is verdict:
            key = (one.due_at or "", one.owner, one.due)
            lines.setdefault(key, {}).setdefault(one.group, []).append(one.size or one.label)
    found = []
    for (_, owner, due), groups in sorted(lines.items()):
        said = " · ".join(
            f"{visible(name)}: {' '.join(sizes)}" if name else " ".join(sizes)
            for name, sizes in groups.items()
        )
        found.append((visible(owner), due, said))
    return found


def fix_rows(fix: Fix, campaign: CampaignRecord | None) -> str:
    """The rows a fix is listed under; empty for one that is listed under a file."""
    if fix.finding.subject.kind not in OF_ROWS:
        return ""
    return rows_named(fix.finding, fix.applies_to, campaign)


def fix_says(fix: Fix) -> str:
    """What is wrong, to stand beside the file or the rows a fix is listed under."""
    one = fix.finding
    if one.subject.kind in OF_ROWS:
        return listed(one) or says(one)
    return " · ".join(filter(None, (says(one), touches(fix))))


def speaks_of_rows(fixes: Iterable[Fix]) -> bool:
    """Whether any of some fixes is one of rows, so that it is worth saying where the rows stand."""
    return any(fix.finding.subject.kind in OF_ROWS for fix in fixes)


def placements(fix: Fix) -> list[str]:
    """Names of the placements a fix touches."""
    marked = [one for one in fix.applies_to if one.startswith("placement:")]
    return [visible(one.removeprefix("placement:")) for one in marked]


def rows_named(finding: Finding, applies_to: Iterable[str], campaign: CampaignRecord | None) -> str:
    """`row 17`, `rows 31, 64`, `rows 77-79`, with the tab where the campaign has several; empty if none.

    `applies_to` are the places that the whole fix touches; a finding that names none has its own row.
    """
    tabs: dict[str, set[int]] = defaultdict(set)
    places = [*applies_to] or [f"row:{finding.where.get('sheet', '')}!{finding.where.get('row', '')}"]
    for one in places:
        if match := _ROW.match(one):
            tabs[match[1] or ""].add(int(match[2]))
    if not tabs:
        return ""
    several = campaign is not None and campaign.has_several_tabs
    parts = []
    for tab, numbers in tabs.items():
        words = "row " if len(numbers) == 1 else "rows "
        parts.append((f"{visible(tab)} › " if several and tab else "") + words + ", ".join(spans(numbers)))
    return ", ".join(parts)


def sheet_limits(header: Header) -> str:
    """`the sheet's own limits (Lumen_IO_v3.xlsx › Display, columns C, D)`."""
    titles = dict.fromkeys(
        source.title for one in header.specs if one.id.startswith("sheet/") for source in one.sources
    )
    return f"the sheet's own limits ({'; '.join(visible(one) for one in titles)})"
