"""A report as the six QA columns of the sheet it came from, and as the QA tab: words before codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from adqa.addresses import file_name
from adqa.campaign.qa_codes import accepted_code
from adqa.campaign.workbook.levels import Level
from adqa.campaign.workbook.rows import QaRow, QaTab
from adqa.report.campaign import CampaignRecord, RowRecord, RowVerdict
from adqa.report.fixes import Fix, fixes, without_name
from adqa.report.model import Finding, Owner, Severity
from adqa.report.report import Report
from adqa.report.reporters._campaign import booked_numbers, row_numbers, rows_named
from adqa.report.reporters._words import NOT_ARRIVED, QUESTION, responsible, sentence, waiver_text
from adqa.report.safe_text import visible
from adqa.units import count_text

MOST = 3
"""Fixes named in one cell; the rest stand on the QA tab."""
LEVELS: dict[RowVerdict, Level] = {
    RowVerdict.FAIL: "bad",
    RowVerdict.MISSING: "bad",
    RowVerdict.INCOMPLETE: "check",
    RowVerdict.REVIEW: "check",
    RowVerdict.WAITING: "open",
    RowVerdict.ON_HOLD: "off",
    RowVerdict.UNCHANGED: "off",
    RowVerdict.ENDED: "off",
    RowVerdict.CANCELLED: "off",
    RowVerdict.PASS: "good",
}
"""How a status looks wherever it stands in a workbook."""
_AWAITED = (NOT_ARRIVED, "campaign/tentative")
"""Notes that say what a waiting row waits for."""
_OFF = (RowVerdict.CANCELLED, RowVerdict.ENDED)
_TABLE = ("Rows", "Creative", "What is wrong", "How to fix", "Who", "State", "QA code")
_SEVERITY = {Severity.ERROR: "to fix", Severity.WARNING: "please check", Severity.NOTE: "note"}


def qa_rows(report: Report, sheet: str) -> list[QaRow]:
    """The rows of one sheet, each with its words; rows of the same line of a sheet are told together."""
    campaign = _campaign(report)
    touching = _by_row(fixes(report.findings()))
    accepted = _accepted(report.findings())
    lines: dict[tuple[str, int], list[RowRecord]] = defaultdict(list)
    for row in campaign.rows:
        if row.sheet == sheet:
            lines[row.tab, row.row].append(row)
    return [_line(rows, touching, accepted, campaign) for rows in lines.values()]


def _campaign(report: Report) -> CampaignRecord:
    if report.campaign is None:
        raise ValueError("a report without a campaign has no sheet to write into")
    return report.campaign


def _by_row(found: Iterable[Fix]) -> dict[str, list[Fix]]:
    touching: dict[str, list[Fix]] = defaultdict(list)
    for fix in found:
        for touched in fix.applies_to:
            if touched.startswith("row:"):
                touching[touched.removeprefix("row:")].append(fix)
    return touching


def _accepted(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Row → what somebody accepted there."""
    touching: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if one.waived is not None:
            for touched in one.applies_to:
                if touched.startswith("row:"):
                    touching[touched.removeprefix("row:")].append(one)
    return touching


def _line(
    rows: list[RowRecord],
    touching: dict[str, list[Fix]],
    accepted: dict[str, list[Finding]],
    campaign: CampaignRecord,
) -> QaRow:
    verdict = min((row.verdict for row in rows), key=lambda one: one.rank)
    first = rows[0]
    found = list({id(fix): fix for row in rows for fix in touching.get(row.id, ())}.values())
    listed = _worst(fix for fix in found if _matters(fix, verdict))
    if verdict in _OFF:
        said = first.reason if first.reason.startswith("status says") else f"row is {first.reason}"
        wrong = f"{sentence(said)}; not checked" if first.reason else "Not checked"
        listed = []
    elif verdict is RowVerdict.UNCHANGED:
        wrong = f"As on {visible(file_name(campaign.since))}; not checked again"
    elif verdict is RowVerdict.ON_HOLD:
        wrong = sentence(visible(first.reason or "on hold"))
    else:
        wrong = _together([_says(fix) for fix in listed])
    if verdict is RowVerdict.INCOMPLETE and not listed:
        wrong = (
            "Not everything about its creative could be checked; see the report"
            if any(row.booked for row in rows)
            else "No creative file is booked on this row, so nothing of it could be checked"
        )
    let_go = [] if verdict in _OFF else [one for row in rows for one in accepted.get(row.id, ())]
    wrong = "; ".join(dict.fromkeys(one for one in (wrong, *map(_says_accepted, let_go)) if one))
    codes = [_together(list(dict.fromkeys(fix.finding.rule for fix in listed)), ", ")]
    codes += [accepted_code(one.rule, one.waived.owner) for one in let_go if one.waived]
    who = _together(list(dict.fromkeys(sentence(responsible(fix, campaign)) for fix in listed)), ", ")
    return QaRow(
        tab=first.tab,
        row=first.row,
        status=verdict.words,
        wrong=wrong,
        fix=_together(list(dict.fromkeys(visible(fix.finding.fix).rstrip(".") for fix in listed))),
        who=who,
        due=_due(rows, [fix.finding for fix in listed]),
        code=", ".join(dict.fromkeys(one for one in codes if one)),
        level=LEVELS[verdict],
    )


def _worst(found: Iterable[Fix]) -> list[Fix]:
    """What holds the row up, or else what a person may leave; the QA tab has everything."""
    fixes_ = list(found)
    errors = [fix for fix in fixes_ if fix.finding.severity is Severity.ERROR]
    return errors or sorted(fixes_, key=lambda fix: fix.finding.severity.rank)


def _due(rows: list[RowRecord], listed: list[Finding]) -> str:
    """When files are due, or when the house has to have answered; what anybody may leave has no due time."""
    asks_partner = any(one.owner is Owner.PARTNER or one.rule == NOT_ARRIVED for one in listed)
    return next((due for row in rows if (due := row.due if asks_partner else row.answer_by)), "")


def _matters(fix: Fix, verdict: RowVerdict) -> bool:
    """Whether a row's cells speak of it: notes only where they say what is awaited."""
    one = fix.finding
    return one.severity is not Severity.NOTE or (one.rule in _AWAITED and verdict is RowVerdict.WAITING)


def _says(fix: Fix) -> str:
    """What is wrong, with a word on the waiver that no longer holds."""
    ended = fix.finding.waiver_ended
    return _what(fix.finding) + (f" – {visible(ended)}" if ended else "")


def _says_accepted(one: Finding) -> str:
    """`Accepted: weighs 220 KB; limit 150 KB – by M. Ruiz: by mail of 12 May; until Sun 24 May 2026`."""
    return f"Accepted: {_what(one)} – {waiver_text(one).removeprefix('accepted ')}"


def _what(one: Finding) -> str:
    """`728x91 px; must be 728x90 (Aurora_A_728x90_v2.jpg)`: what is wrong first, the name behind it."""
    name = file_name(one.member or one.path)
    if one.subject.kind in ("asset", "set") and one.message.startswith(f"{name} "):
        rest = one.message.removeprefix(f"{name} ").removeprefix("is ")
        return visible(f"{sentence(rest)} ({name})")
    return visible(sentence(without_name(one)))


def _together(parts: list[str], between: str = "; ") -> str:
    shown = [one for one in parts if one]
    if len(shown) <= MOST:
        return between.join(shown)
    return between.join(shown[:MOST]) + f" +{len(shown) - MOST} more, see QA tab"


def qa_tab(report: Report) -> QaTab:
    """The one tab that is added: the numbers, every fix, and what was decided."""
    campaign = _campaign(report)
    numbers = [_split(words) for words, _ in booked_numbers(campaign)] if campaign.booked else []
    live, *others = (_split(words) for words, _ in row_numbers(campaign))
    numbers += [live, *((f"Rows {words[:1].lower()}{words[1:]}", number) for words, number in others)]
    found = [
        fix
        for fix in fixes(report.findings())
        if fix.finding.severity is not Severity.NOTE or fix.finding.rule in (NOT_ARRIVED, QUESTION)
    ]
    found.sort(key=lambda fix: fix.finding.severity.rank)
    rows = tuple(
        (
            rows_named(fix.finding, fix.applies_to, campaign),
            visible(file_name(fix.finding.path)) if _on_file(fix.finding) else "",
            visible(sentence(without_name(fix.finding))),
            visible(fix.finding.fix),
            sentence(responsible(fix, campaign)),
            _state(fix.finding),
            fix.finding.rule,
        )
        for fix in found
    )
    notes = [*campaign.receipts, *campaign.unused, *report.header.notes]
    notes += [f"{file_name(one.path)}: {one.text}" for one in campaign.files]
    waived = [one for one in report.findings() if one.waived]
    notes += [f"Accepted: {one.message} – {waiver_text(one)}" for one in waived]
    notes += _still_approved(report.findings())
    if report.header.not_checked:
        notes.append(f"Not checked: {', '.join(report.header.not_checked)}")
    left = sum(fix.finding.severity is Severity.NOTE for fix in fixes(report.findings()))
    if left:
        notes.append(f"{count_text(left, 'note')} in the report, with no effect on the result")
    return QaTab(
        title=campaign.name or "QA", numbers=tuple(numbers), table=_TABLE, rows=rows, notes=tuple(notes)
    )


def _still_approved(found: Iterable[Finding]) -> list[str]:
    """`5 files were zipped again; contents are the same, approval stands`."""
    alike: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.rule == "approval/same-content" and one.code == "same" and one.measured:
            alike[one.measured.text].add(one.path)
    return [
        f"{count_text(len(paths), 'file was', 'files were')} {how}; contents are the same, approval stands"
        for how, paths in alike.items()
    ]


def _on_file(finding: Finding) -> bool:
    return finding.subject.kind in ("asset", "creative", "set") and finding.rule != NOT_ARRIVED


def _state(finding: Finding) -> str:
    if finding.rule == NOT_ARRIVED:
        return "missing" if finding.severity is Severity.ERROR else "waiting"
    return _SEVERITY[finding.severity]


def _split(words: str) -> tuple[str, str]:
    number, _, rest = words.partition(" ")
    return sentence(rest), number
