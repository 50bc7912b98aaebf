"""What the formats for pull requests and CI share: places in files, what was not checked, safe JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from adqa.addresses import ARCHIVE, file_name
from adqa.report.campaign import CampaignRecord, RowRecord
from adqa.report.model import Finding, Outcome, Verdict
from adqa.report.report import Header, Report
from adqa.report.reporters._words import checked_what, four_numbers, run_text, run_todo, undecided
from adqa.report.safe_text import visible

_LONE = re.compile(r"[\ud800-\udfff]")


def json_text(value: Any) -> str:
    """JSON that every reader takes: a lone surrogate of a file name is written as the text of its escape."""
    text = json.dumps(value, ensure_ascii=False)
    return _LONE.sub(lambda char: f"\\\\u{ord(char[0]):04x}", text)


def file_of(address: str) -> str:
    """The file on disk that an address leads to, as a repository names it."""
    path = address.partition(ARCHIVE)[0]
    return path.removeprefix("./") or path


def numbers(report: Report) -> dict[str, Any]:
    """The numbers of the whole report, for formats with room for a few words beside their results."""
    summary = report.summary
    return {
        "checked": checked_what(report.header),
        "numbers": four_numbers(summary),
        "ready": summary.ready,
        "pleaseCheck": summary.please_check,
        "toFix": summary.to_fix,
        "missing": summary.missing,
        "notFullyChecked": summary.not_fully_checked,
        "asOf": report.header.as_of or None,
    }


def not_asked(header: Header) -> str:
    """`Not checked in this run: landing pages`; empty if everything was asked for."""
    if not header.not_checked:
        return ""
    return f"Not checked in this run: {', '.join(map(visible, header.not_checked))}"


# --- places


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a finding about rows stands."""

    sheet: str
    """Address of the file."""
    row: RowRecord | None
    """None for the sheet as a whole."""
    line: int | None
    """Where the sheet is text: its line."""

    @property
    def words(self) -> str:
        """`Display, row 17`, where no line says it; else empty."""
        if self.row is None or self.line is not None:
            return ""
        tab = f"{visible(self.row.tab)}, " if self.row.tab else ""
        return f"{tab}row {self.row.row}"


class SheetPlaces:
    """Finds the row of the sheet that a finding is about: a finding about a file has none."""

    def __init__(self, campaign: CampaignRecord | None) -> None:
        self._sheets = frozenset(campaign.sheets if campaign else ())
        rows = campaign.rows if campaign else ()
        self._by_id = {one.id: one for one in rows}
        self._by_place: dict[tuple[str, object], RowRecord] = {}
        for one in rows:
            for name in (one.tab, one.sheet, file_name(one.sheet)):
                self._by_place.setdefault((name, one.row), one)

    def of(self, finding: Finding) -> SheetPlace | None:
        """The place in the sheet, or None where the finding belongs to a file."""
        where = finding.where
        touched = [self._by_id[id_] for id_ in _rows_touched(finding) if id_ in self._by_id]
        row = None
        if "row" in where:
            known = self._by_place.get((str(where.get("sheet", "")), where["row"]))
            row = next((one for one in touched if one.row == where["row"]), known)
        elif finding.path in self._sheets:
            row = touched[0] if touched else None
        if row is None and finding.path not in self._sheets:
            return None
        line = where.get("line")
        return SheetPlace(row.sheet if row else finding.path, row, line if isinstance(line, int) else None)


def _rows_touched(finding: Finding) -> Iterator[str]:
    return (one.removeprefix("row:") for one in finding.applies_to if one.startswith("row:"))


def line_in(finding: Finding) -> tuple[int, int] | None:
    """Line and column (0 if not known) of a finding on a file that is the text itself."""
    line, column = finding.where.get("line"), finding.where.get("column")
    if not isinstance(line, int) or line < 1 or ARCHIVE in finding.path or finding.member:
        return None
    return line, column if isinstance(column, int) and column > 0 else 0


# --- what was not checked


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that ended without an answer."""

    path: str
    member: str | None
    rule: str
    """Empty where several are meant, or nothing at all could be judged."""
    text: str
    """With what to do, as sentences."""
    crashed: bool = False


def unchecked(report: Report) -> Iterator[Unchecked]:
    """Each check without an answer, then creatives without any: no fault of theirs, and never silence."""
    waiting = {one.path: None for one in report.creatives() if one.verdict is Verdict.INCOMPLETE}
    for run in filter(undecided, report.runs()):
        waiting.pop(run.path, None)
        text = f"{run_text(run)}: {run_todo(run)}."
        yield Unchecked(run.path, run.member, run.rule, text, run.outcome is Outcome.CRASHED)
    for path in waiting:
        yield Unchecked(path, None, "", "Nothing on it could be judged: name its ad unit, or check by hand.")


def unchecked_once(report: Report) -> Iterator[Unchecked]:
    """The same, but each sentence once for each file: many checks may lack the same measurement.

    What several checks lack names none of them.
    """
    for _, group in groupby(unchecked(report), key=lambda one: one.path):
        told: dict[tuple[str | None, str], Unchecked] = {}
        for one in group:
            key = (one.member, one.text)
            told[key] = replace(one, rule="") if key in told else one
        yield from told.values()


def sentences(*parts: str) -> str:
    """Some texts as sentences on one line."""
    shown = [visible(one) for one in parts if one]
    return " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in shown)


def listed(entries: Iterable[Any]) -> Iterator[bytes]:
    """Entries of a JSON list, one a line, as they come."""
    between = "\n"
    for one in entries:
        yield f"{between}{json_text(one)}".encode()
        between = ",\n"
