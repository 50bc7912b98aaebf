"""The whole report as a new workbook, for people who filter and pass on: numbers, fixes, rows, creatives.

The tabs are Summary, Fixes, then where there is a sheet Rows and Booked, then Creatives, and Not checked
where something could not be. Every cell is text or a number and never a formula, whatever a file is called.
The sheet itself with QA columns is another thing: `--out` gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import Fix, fixes, without_name
from adqa.report.model import CreativeRecord, Finding, Severity
from adqa.report.qa_rows import LEVELS
from adqa.report.report import Report
from adqa.report.reporters._campaign import (
    booked_numbers,
    campaign_title,
    delivered_numbers,
    fix_rows,
    row_numbers,
    rows_named,
    sheet_limits,
)
from adqa.report.reporters._ci import Unchecked, not_asked, unchecked_once
from adqa.report.reporters._words import (
    NOT_ARRIVED,
    checked_what,
    delivered,
    place_text,
    responsible,
    sentence,
    source_text,
    spec_text,
    waiver_text,
)
from adqa.report.safe_text import visible

if TYPE_CHECKING:
    from adqa.campaign.workbook.fresh import CellContent, Marked, SheetData
    from adqa.campaign.workbook.levels import Level

_FIXES = (
    *("State", "Creative", "Rows", "Placements", "What is wrong", "Where", "How to fix", "Who", "Check"),
    *("Ad unit", "Source", "Remark"),
)
_ROWS = (
    *("State", "Sheet", "Tab", "Row", "Placement", "Placement ID", "Publisher", "Size", "Start", "End"),
    *("Creatives", "Who delivers", "Due", "Ad units", "Remark"),
)
_BOOKED = ("State", "Creative", "Size", "Placements", "Rows", "Files", "Who delivers", "Due")
_CREATIVES = (
    *("State", "Creative", "Kind", "Format", "Width", "Height", "Bytes", "Ad units", "How it was read"),
    "SHA-256",
)
_STATES: dict[Severity, tuple[str, Level | None]] = {
    Severity.ERROR: ("To fix", "bad"),
    Severity.WARNING: ("Please check", "check"),
    Severity.NOTE: ("Note", None),
}


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """One workbook; Excel's format is a whole, so it comes in one piece."""
    from adqa.campaign.workbook.fresh import SheetData, new_workbook

    campaign, unchecked = report.campaign, list(unchecked_once(report))
    tabs = [_summary(report), SheetData("Fixes", _FIXES, list(_fix_rows(report)))]
    if campaign is not None:
        tabs.append(SheetData("Rows", _ROWS, list(_rows(campaign))))
        tabs.append(SheetData("Booked", _BOOKED, list(_booked(campaign))))
    tabs.append(SheetData("Creatives", _CREATIVES, [_creative(one) for one in report.creatives()]))
    if unchecked:
        header = ("Creative", "What could not be checked", "Check")
        tabs.append(SheetData("Not checked", header, [_unchecked(one) for one in unchecked]))
    yield new_workbook(tabs)


def _marked(words: str, level: Level | None) -> Marked | str:
    from adqa.campaign.workbook.fresh import Marked

    return Marked(words, level) if level else words


def _state(verdict: RowVerdict) -> Marked | str:
    return _marked(verdict.words, LEVELS[verdict])


# --- the numbers


def _summary(report: Report) -> SheetData:
    from adqa.campaign.workbook.fresh import SheetData

    header, summary, campaign = report.header, report.summary, report.campaign
    rows: list[tuple[CellContent, ...]] = [
        ("Ready", summary.ready),
        ("Of these: please check", summary.please_check),
        ("To fix", summary.to_fix),
        ("Missing", summary.missing),
        ("Not fully checked", summary.not_fully_checked),
    ]
    told: list[tuple[str, str]] = []
    if campaign is not None:
        told.append(("Campaign", campaign_title(campaign)))
        told += [("Sheet", line) for line in (*campaign.receipts, *campaign.unused)]
        if campaign.booked:
            told.append(("Booked", " · ".join(words for words, _ in booked_numbers(campaign))))
        told.append(("Rows", " · ".join(words for words, _ in row_numbers(campaign))))
        told.append(("Delivered", " · ".join(delivered_numbers(campaign, header))))
        told += [("File", f"{one.path}: {one.text}") for one in campaign.files]
    else:
        told.append(("Delivered", delivered(header, summary)))
    told += [("Remark", note) for note in header.notes]
    told += [("Not asked for", words) for words in filter(None, [not_asked(header)])]
    published = [one for one in header.specs if not one.id.startswith("sheet/")]
    if len(published) < len(header.specs):
        told.append(("Compared with", sheet_limits(header)))
    told += [("Compared with", spec_text(one)) for one in published]
    sources = dict.fromkeys(source_text(one) for spec in published for one in spec.sources)
    told += [("Source", text) for text in sources]
    by_eye = dict.fromkeys(text for spec in header.specs for text in spec.by_eye)
    told += [("To check by eye", text) for text in by_eye]
    told += [("Accepted once, matches nothing now", unused) for unused in header.waivers_unused]
    rows += [(label, visible(words)) for label, words in told]
    rows.append(("Written by", f"adqa {visible(header.adqa_version)}"))
    return SheetData("Summary", ("What", "How many, or which"), rows, notes=(checked_what(header),))


# --- the lists


def _fix_rows(report: Report) -> Iterator[tuple[CellContent, ...]]:
    """Fixes, worst first, then notes, then what does not count."""
    found = sorted(fixes(report.findings()), key=lambda fix: fix.finding.severity.rank)
    for fix in found:
        yield _fix(fix, report.campaign)
    for one in report.findings():
        if not one.counts:
            words = "Accepted" if one.waived else "Known before"
            yield _line(
                Fix(one, [one.spec] if one.spec else [], [*one.applies_to]), report.campaign, words, "off"
            )


def _fix(fix: Fix, campaign: CampaignRecord | None) -> tuple[CellContent, ...]:
    words, level = _STATES[fix.finding.severity]
    if fix.finding.rule == NOT_ARRIVED:
        verdict = RowVerdict.MISSING if fix.finding.severity is Severity.ERROR else RowVerdict.WAITING
        words, level = verdict.words, LEVELS[verdict]
    return _line(fix, campaign, words, level)


def _line(
    fix: Fix, campaign: CampaignRecord | None, state: str, level: Level | None
) -> tuple[CellContent, ...]:
    one = fix.finding
    rows = fix_rows(fix, campaign) or (rows_named(one, fix.applies_to, campaign) if fix.applies_to else "")
    remarks = (waiver_text(one), one.waiver_ended or "", one.severity_reason or "")
    return (
        _marked(state, level),
        _file(one),
        rows,
        visible(", ".join(fix.touched("placement"))),
        visible(sentence(without_name(one))),
        "" if rows else place_text(one),
        visible(one.fix),
        sentence(responsible(fix, campaign)),
        visible(one.rule),
        visible(", ".join(fix.specs)),
        source_text(one.source) if one.source else "",
        visible("; ".join(filter(None, remarks))),
    )


def _file(one: Finding) -> str:
    return visible(f"{one.path} › {one.member}" if one.member else one.path)


def _rows(campaign: CampaignRecord) -> Iterator[tuple[CellContent, ...]]:
    for one in campaign.rows:
        yield (
            _state(one.verdict),
            visible(one.sheet),
            visible(one.tab),
            one.row,
            visible(one.placement),
            visible(one.placement_id),
            visible(one.publisher),
            visible(one.size),
            one.start,
            one.end,
            visible(", ".join(one.creative)),
            visible(one.owner),
            one.due,
            visible(", ".join(one.spec)),
            visible("; ".join(filter(None, (one.reason, "hidden" if one.hidden else "")))),
        )


def _booked(campaign: CampaignRecord) -> Iterator[tuple[CellContent, ...]]:
    places = {one.id: f"{one.tab} {one.row}".strip() for one in campaign.rows}
    for one in campaign.booked:
        yield (
            _state(one.verdict),
            visible(one.label),
            visible(one.size),
            visible(", ".join(one.placements)),
            visible(", ".join(places[id_] for id_ in one.rows if id_ in places)),
            visible(", ".join(one.creatives)),
            visible(one.owner),
            one.due,
        )


def _creative(one: CreativeRecord) -> tuple[CellContent, ...]:
    image, file = one.facts.get("image", {}), one.facts.get("file", {})
    return (
        _state(RowVerdict(one.verdict.value)),
        visible(one.path),
        visible(one.kind),
        file.get("format"),
        image.get("width"),
        image.get("height"),
        file.get("bytes"),
        visible(", ".join(one.specs)),
        visible(one.decided),
        one.sha256,
    )


def _unchecked(one: Unchecked) -> tuple[CellContent, ...]:
    name = f"{one.path} › {one.member}" if one.member else one.path
    return visible(name), visible(one.text), visible(one.rule)


REPORTER = Reporter(
    name="xlsx",
    title="Excel workbook",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    render=render,
)
