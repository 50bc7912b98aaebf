"""GitHub annotations: workflow commands that mark files in a pull request and in the summary of a job.

GitHub shows at most ten annotations of each type for a step and drops the rest without a word. So each
fault gets its first line before any fault gets a second one, the worst first, the line says on how many
more creatives the same fault stands, and the last line states the numbers of the whole report and what was
left out. Notes are counted only: they never change what may run.

A finding about a row is marked in the sheet: on its line where the sheet is text, else on the workbook. What
is booked and has not come is an error once it is due, a line for each owner and due time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import Fix, FixGroup, missing_in
from adqa.report.model import Finding
from adqa.report.report import Report
from adqa.report.reporters._campaign import absent, fix_rows
from adqa.report.reporters._ci import SheetPlaces, file_of, line_in, not_asked
from adqa.report.reporters._words import (
    NotChecked,
    Overview,
    checked_what,
    four_numbers,
    overview,
    says,
    touches,
)
from adqa.report.safe_text import visible
from adqa.units import count_text, group

LIMIT = 10
"""Annotations of one type that GitHub shows for a step."""
_BREAKS = re.compile(r"([\r\n]+)")


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """One workflow command a line."""
    lists = overview(report)
    page = _Annotations(lists, report.campaign)
    errors = [_missing(fix) for fix in lists.missing]
    errors += _absent(report.campaign) if report.campaign else []
    errors += page.fixes(lists.to_fix, "error")
    warnings = [page.fix(fix, "warning", 0) for fix in lists.questions]
    warnings += page.fixes(lists.please_check, "warning")
    warnings += [_not_checked(one) for one in lists.not_checked]
    for line in [*errors[:LIMIT], *warnings[:LIMIT], _numbers(report, lists, errors, warnings)]:
        yield f"{line}\n".encode("utf-8", "backslashreplace")


def command(kind: str, message: str, **properties: str | int) -> str:
    """A workflow command with its values escaped as the runner unescapes them.

    `message` may have line breaks; nothing a file name or a message holds can begin a line of its own.
    """
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind}{' ' if listed else ''}{listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class _Annotations:
    """Lines about fixes."""

    def __init__(self, lists: Overview, campaign: CampaignRecord | None) -> None:
        self._lists = lists
        self._campaign = campaign
        self._places = SheetPlaces(campaign)

    def fixes(self, groups: list[FixGroup], kind: str) -> Iterator[str]:
        """Lines of one type: the first creative of every fault, then the others."""
        for one in groups:
            others = {fix.finding.path for fix in one.fixes} - {one.fixes[0].finding.path}
            yield self.fix(one.fixes[0], kind, len(others))
        for one in groups:
            for fix in one.fixes[1:]:
                yield self.fix(fix, kind, 0)

    def fix(self, fix: Fix, kind: str, more: int) -> str:
        """One line."""
        one = fix.finding
        name = fix_rows(fix, self._campaign) or self._lists.names.of(one)
        told = [f"{name}: {says(one)}", visible(one.fix)]
        if also := touches(fix):
            told[0] += f" · {also}"
        if more:
            told.append(f"The same fault on {count_text(more, 'more creative')}.")
        return command(kind, "\n".join(told), **self._place(one), title=f"adqa: {visible(one.rule)}")

    def _place(self, one: Finding) -> dict[str, str | int]:
        """The file as the repository names it; the line only where that file is the text itself."""
        if found := self._places.of(one):
            line = {"line": found.line} if found.line else {}
            return {"file": _printable(file_of(found.sheet)), **line}
        place: dict[str, str | int] = {"file": _printable(file_of(one.path))}
        if at := line_in(one):
            place["line"] = at[0]
            if at[1]:
                place["col"] = at[1]
        return place


def _absent(campaign: CampaignRecord) -> list[str]:
    """What is booked and overdue, a line for each owner and due time."""
    lines = []
    for owner, due, said in absent(campaign, RowVerdict.MISSING):
        about = ", ".join(filter(None, (owner, f"was due {due}" if due else "")))
        lines.append(command("error", f"{about}: {said}" if about else said, title="adqa: missing"))
    return lines


def _missing(fix: Fix) -> str:
    """A creative that nobody delivered has no file to point at."""
    one = fix.finding
    text = f"{says(one)}\n{visible(one.fix)}"
    return command("error", text, title=f"adqa: {count_text(len(missing_in(one)), 'creative')} missing")


def _not_checked(one: NotChecked) -> str:
    shown = ", ".join(one.names[:3])
    if len(one.names) > 3:
        shown += f" and {group(len(one.names) - 3)} more"
    return command("warning", f"{one.text}: {shown}\n{one.todo}", title="adqa: not fully checked")


def _numbers(report: Report, lists: Overview, errors: list[str], warnings: list[str]) -> str:
    told = [four_numbers(report.summary)]
    for words, lines in (("errors", errors), ("warnings", warnings)):
        if len(lines) > LIMIT:
            told.append(f"The first {LIMIT} of {group(len(lines))} {words} are shown.")
    if count := sum(len(one.fixes) for one in lists.notes):
        told.append(f"{count_text(count, 'note')}, not shown here.")
    told += filter(None, [not_asked(report.header)])
    return command("notice", "\n".join(told), title=checked_what(report.header))


def _printable(path: str) -> str:
    """The path itself, line breaks included, as the command escapes those; other control codes are shown."""
    parts = enumerate(_BREAKS.split(path))
    return "".join(part if index % 2 else visible(part) for index, part in parts)


REPORTER = Reporter(
    name="github",
    title="GitHub annotations",
    media_type="text/plain; charset=utf-8",
    suffix=".txt",
    render=render,
)
