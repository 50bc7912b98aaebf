"""Plain text for terminals, pipes and CI logs: the numbers, then what to do, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import Fix, FixGroup, missing_in, shared_advice
from adqa.report.manual import manual_count, manual_lines
from adqa.report.model import OF_ROWS, Finding, Owner
from adqa.report.report import Header, Report
from adqa.report.reporters._campaign import (
    absent,
    as_of_text,
    booked_numbers,
    campaign_title,
    delivered_numbers,
    fix_rows,
    fix_says,
    receipt,
    row_numbers,
    sheet_limits,
    speaks_of_rows,
)
from adqa.report.reporters._words import (
    NotChecked,
    Overview,
    by_owner,
    checked_what,
    delivered,
    overview,
    says,
    sentence,
    size_of,
    source_text,
    spec_text,
    waiver_text,
)
from adqa.report.safe_text import visible
from adqa.units import count_text, group

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

LIMIT = 20
"""Fixes shown unless all are asked for, a line each with its advice below."""
_KEPT = 5
"""Lines kept for what needs a look, so that a long list of fixes does not hide it altogether."""
_ALIKE = 4
"""More creatives than this of which the very same is said are one line."""
_NAMES = 6
"""Names listed after something that could not be checked."""
_ACCEPTED = 5
"""Accepted findings listed."""

_COLOURS: dict[RowVerdict | None, str] = {
    RowVerdict.PASS: "bold green",
    RowVerdict.FAIL: "bold red",
    RowVerdict.MISSING: "bold red",
    RowVerdict.INCOMPLETE: "bold magenta",
    RowVerdict.WAITING: "bold cyan",
}

_SHORT_ROLES = {Owner.ACCOUNT_MANAGER: "AM"}
"""Roles where a heading names several."""

_Row = tuple[str, str, str]
"""Name, words, style of the words."""


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The text without colour, 100 columns wide."""
    text = terminal(report, evidence, width=100, colour=False, show_all=False)
    yield text.encode("utf-8", "backslashreplace")


def terminal(
    report: Report,
    evidence: Evidence,
    *,
    width: int,
    colour: bool,
    show_all: bool,
    limit: int = LIMIT,
    more: str | None = None,
    written: Sequence[str] = (),
) -> str:
    """The text for a terminal of this width.

    `more` is the path of the report that shows everything, `written` what was written besides.
    """
    from rich.console import Console

    page = _Page(overview(report), report.campaign, more or "", None if show_all else limit)
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for part in page.parts(report, width):
        console.print(part)
    for line in written:
        console.print(_styled(visible(line), "bold"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class _Page:
    """The parts of the text in order, within the number of lines allowed."""

    def __init__(
        self, lists: Overview, campaign: CampaignRecord | None, more: str, limit: int | None
    ) -> None:
        self._lists = lists
        self._campaign = campaign
        self._more = more
        self._limit = limit
        self._left = limit if limit is not None else 1 << 30
        groups = [*lists.to_fix, *lists.please_check, *(lists.notes if limit is None else [])]
        names = [self._name(fix) for one in groups for fix in one.fixes[: self._left]]
        names += [self._name(fix) for fix in lists.questions]
        names = names[: self._left * 3] + [lists.names.of(one) for one in self._waived()]
        self._longest = max((_cells(name) for name in names), default=0)

    def parts(self, report: Report, width: int) -> Iterator[RenderableType]:
        lists, header = self._lists, report.header
        self._width = width
        self._column = min(self._longest, max(width * 2 // 5, 12))
        if self._campaign is None:
            yield _styled(checked_what(header), "bold")
            yield _styled(delivered(header, report.summary), "dim")
            yield ""
            yield self._numbers(report)
        else:
            yield from self._campaign_head(self._campaign, header)
        yield from self._remarks(header.notes)
        if not report.summary.creatives and self._campaign is None:
            yield from ("", _styled("No creative was found.", "bold"))
        yield from self._missing(lists.missing)
        yield from self._absent(RowVerdict.MISSING, "bold red", "red")
        kept = min(_KEPT, sum(len(one.fixes) for one in lists.please_check), self._left // 2)
        self._left -= kept
        yield from self._section("TO FIX", "fix", lists.to_fix, "bold red", "red")
        self._left += kept
        yield from self._absent(RowVerdict.WAITING, "bold cyan", "")
        yield from self._questions(lists.questions)
        title = "PLEASE CHECK" if self._campaign is None else "PLEASE DECIDE"
        yield from self._section(title, "point", lists.please_check, "bold yellow", "yellow")
        yield from self._not_checked(report, lists.not_checked)
        if self._limit is None:
            yield from self._section("NOTES", "note", lists.notes, "bold", "")
        yield from self._accepted(lists)
        yield from self._by_eye(report)
        yield from self._by_hand(report.header)
        yield ""
        yield from self._last_lines(report)

    # --- head

    def _campaign_head(self, campaign: CampaignRecord, header: Header) -> Iterator[RenderableType]:
        day = f" · as of {as_of_text(campaign, header)}" if header.as_of else ""
        yield _styled(campaign_title(campaign) + day, "bold")
        for line in campaign.receipts:
            read, *details = receipt(visible(line))
            yield _styled(f"Sheet: {read}", "dim")
            if details:
                yield _grid([("", one, "dim") for one in details], 0)
        yield ""
        if campaign.booked:
            yield self._counted(booked_numbers(campaign))
        if campaign.delivered:
            yield _styled("   ".join(delivered_numbers(campaign, header)), "")
        if speaks_of_rows(self._listed()):
            yield self._counted(row_numbers(campaign))

    def _listed(self) -> Iterator[Fix]:
        for one in (*self._lists.to_fix, *self._lists.please_check):
            yield from one.fixes

    def _counted(self, parts: list[tuple[str, RowVerdict | None]]) -> RenderableType:
        from rich.text import Text

        line = Text()
        for words, verdict in parts:
            line.append("   " if line else "")
            line.append(words, _COLOURS.get(verdict, "bold") if words[0] != "0" else "dim")
        return line

    def _numbers(self, report: Report) -> RenderableType:
        from rich.text import Text

        from adqa.report.reporters._words import four_numbers

        styles = ("bold green", "bold red", "bold red", "bold magenta")
        counts = (
            report.summary.ready,
            report.summary.to_fix,
            report.summary.missing,
            report.summary.not_fully_checked,
        )
        line = Text()
        for words, style, count in zip(
            four_numbers(report.summary).split(" · "), styles, counts, strict=True
        ):
            line.append(" · " if line else "")
            line.append(words, style if count else "dim")
        return line

    def _remarks(self, notes: Iterable[str]) -> Iterator[RenderableType]:
        rows: list[_Row] = [("-", visible(note), "dim") for note in notes]
        if rows:
            yield ""
            yield _grid(rows, 1, indent=0)

    # --- lists

    def _missing(self, missing: list[Fix]) -> Iterator[RenderableType]:
        if not missing:
            return
        count = sum(len(missing_in(fix.finding)) for fix in missing)
        yield from self._heading("MISSING", group(count), "bold red")
        shown = missing[: max(self._left // 2, 1)]
        self._left -= len(shown)
        for fix in shown:
            yield _grid([("", says(fix.finding), "red"), ("", self._todo(fix.finding), "dim")], 0)
        yield from self._more_line(len(missing) - len(shown))

    def _absent(self, verdict: RowVerdict, style: str, words: str) -> Iterator[RenderableType]:
        """Booked creatives that have not arrived, a line for each owner and due time."""
        if self._campaign is None or not (count := self._campaign.count(verdict)):
            return
        lines = absent(self._campaign, verdict)
        owners = {owner for owner, _, _ in lines if owner}
        alone = f"for: {owners.pop()}" if len(owners) == 1 else ""
        yield from self._heading(verdict.words.upper(), group(count), style, alone)
        several = len({due for _, due, _ in lines}) > 1
        rows: list[_Row] = []
        for owner, due, said in lines:
            about = ", ".join(
                one for one in ("" if alone else owner, f"due {due}" if several and due else "") if one
            )
            rows.append(("", f"{about}: {said}" if about else said, words))
        yield _grid(rows, 0)

    def _questions(self, questions: list[Fix]) -> Iterator[RenderableType]:
        if not questions:
            return
        yield from self._heading("WHICH IS IT?", group(len(questions)), "bold yellow")
        shown = questions if self._limit is None else questions[:_NAMES]
        yield from self._rows([(self._name(fix), says(fix.finding), "") for fix in shown])
        yield from self._more_line(len(questions) - len(shown))

    def _name(self, fix: Fix) -> str:
        """What a fix is listed under: the file, or the rows of the sheet."""
        return fix_rows(fix, self._campaign) or self._lists.names.of(fix.finding)

    def _section(
        self, title: str, noun: str, groups: list[FixGroup], style: str, words: str
    ) -> Iterator[RenderableType]:
        if not groups:
            return
        owners = by_owner(groups, self._campaign)
        if all(_in_house(one) for one in groups):  # a sheet is read from top to bottom, whoever answers
            named = " / ".join(dict.fromkeys(_SHORT_ROLES.get(one.owner, one.owner.value) for one in groups))
            owners = [(named, groups)]
        alone = f"for: {owners[0][0]}" if len(owners) == 1 else ""
        yield from self._heading(title, size_of(groups, noun), style, alone)
        left_out = 0
        for owner, owned in owners:
            rows: list[_Row] = []
            for one in owned:
                taken, skipped = self._group_rows(one, words)
                rows += taken
                left_out += skipped
            if rows and not alone:
                yield _styled(f" for: {owner}", "dim italic")
            yield from self._rows(rows)
        yield from self._more_line(left_out)

    def _group_rows(self, one: FixGroup, words: str) -> tuple[list[_Row], int]:
        advice = shared_advice(one)
        rows: list[_Row] = []
        alike = self._alike(one, words) if advice and self._limit is not None else []
        if alike:
            if not self._left:
                return [], len(one.fixes)
            self._left -= 1
            return [*alike, *self._advice(advice, one)], 0
        for done, fix in enumerate(one.fixes):
            if not self._left:
                return [*rows, *self._advice(advice if rows else None, one)], len(one.fixes) - done
            self._left -= 1
            rows += self._fix_rows(fix, words, advice=not advice)
        return [*rows, *self._advice(advice, one)], 0

    def _alike(self, one: FixGroup, words: str) -> list[_Row]:
        """One line for many creatives of which the same is said, with their names under it; else nothing."""
        said = {says(fix.finding) for fix in one.fixes}
        of_rows = any(fix.finding.subject.kind in OF_ROWS for fix in one.fixes)
        if len(one.fixes) <= _ALIKE or len(said) > 1 or of_rows:
            return []
        names = [self._name(fix) for fix in one.fixes[:_NAMES]]
        more = f" and {group(len(one.fixes) - _NAMES)} more" if len(one.fixes) > _NAMES else ""
        return [(f"{group(len(one.fixes))} files", said.pop(), words), ("", ", ".join(names) + more, "dim")]

    def _advice(self, advice: str | None, one: FixGroup) -> list[_Row]:
        return [("", f"→ {visible(advice)} [{visible(one.rule)}]", "dim")] if advice else []

    def _todo(self, one: Finding) -> str:
        return f"→ {visible(one.fix)} [{visible(one.rule)}]"

    def _fix_rows(self, fix: Fix, words: str = "", *, advice: bool) -> list[_Row]:
        rows: list[_Row] = [(self._name(fix), fix_says(fix), words)]
        if advice:
            rows.append(("", self._todo(fix.finding), "dim"))
        return rows

    def _not_checked(self, report: Report, entries: list[NotChecked]) -> Iterator[RenderableType]:
        if not entries and not report.summary.not_fully_checked:
            return
        count = report.summary.not_fully_checked
        title = "NOT FULLY CHECKED" if count else "COULD NOT BE CHECKED"
        yield from self._heading(title, group(count) if count else "", "bold magenta")
        shown = entries if self._limit is None else entries[:_NAMES]
        for one in shown:
            names = one.names if self._limit is None else one.names[:_NAMES]
            listed = ", ".join(names)
            if len(one.names) > len(names):
                listed += f" and {group(len(one.names) - len(names))} more"
            yield _grid([("", one.text, ""), ("", listed, ""), ("", f"→ {sentence(one.todo)}", "dim")], 0)
        yield from self._more_line(len(entries) - len(shown))

    def _waived(self) -> list[Finding]:
        return self._lists.waived if self._limit is None else self._lists.waived[:_ACCEPTED]

    def _accepted(self, lists: Overview) -> Iterator[RenderableType]:
        if lists.waived:
            yield from self._heading("ACCEPTED, NOT COUNTED", group(len(lists.waived)), "bold")
            shown = self._waived()
            rows: list[_Row] = []
            for one in shown:
                rows.append((lists.names.of(one), says(one), "strike dim"))
                rows.append(("", waiver_text(one), "dim"))
            yield from self._rows(rows)
            yield from self._more_line(len(lists.waived) - len(shown))

    def _by_eye(self, report: Report) -> Iterator[RenderableType]:
        demands = list(dict.fromkeys(text for spec in report.header.specs for text in spec.by_eye))
        if not demands:
            return
        yield from self._heading("TO CHECK BY EYE", group(len(demands)), "bold")
        shown = demands if self._limit is None else demands[:_NAMES]
        yield _grid([("[ ]", visible(one), "") for one in shown], 3)
        yield from self._more_line(len(demands) - len(shown))

    def _by_hand(self, header: Header) -> Iterator[RenderableType]:
        lines = manual_lines(header.manual)
        if not lines:
            return
        yield from self._heading("TO CHECK BY HAND", manual_count(header.manual), "bold")
        shown = lines if self._limit is None else lines[:_NAMES]
        rows = [("[x]", one.words, "dim") if one.done else ("[ ]", one.words, "") for one in shown]
        yield _grid(rows, 3)
        yield from self._more_line(len(lines) - len(shown))

    # --- foot

    def _last_lines(self, report: Report) -> Iterator[RenderableType]:
        lists, header = self._lists, report.header
        notes = sum(len(one.fixes) for one in lists.notes)
        if notes and self._limit is not None:
            yield _styled(f"{count_text(notes, 'note')}, shown with --all", "dim")
        if lists.baselined:
            yield _styled(
                f"{count_text(lists.baselined, 'fault')} known from the baseline, not counted", "dim"
            )
        for unused in header.waivers_unused:
            yield _styled(f"Accepted once, but matches nothing now and can go: {visible(unused)}", "dim")
        if header.not_checked:
            yield _styled(f"Not checked in this run: {', '.join(map(visible, header.not_checked))}", "")
        published = [one for one in header.specs if not one.id.startswith("sheet/")]
        if len(published) < len(header.specs):
            yield _styled(f"Compared with {sheet_limits(header)}", "dim")
        shown = published if self._limit is None else published[:_NAMES]
        for spec in shown:
            yield _styled(f"Compared with {spec_text(spec)}", "dim")
            if self._limit is None:
                yield from (_styled(f"  {source_text(one)}", "dim") for one in spec.sources)
        if len(published) > len(shown):
            yield _styled(f"and with {count_text(len(published) - len(shown), 'more ad unit')}", "dim")
        for line in self._campaign.unused if self._campaign else ():
            yield _styled(visible(line), "dim")
        if self._more:
            yield _styled(f"Report {visible(self._more)}", "bold")

    # --- layout

    def _heading(self, title: str, count: str, style: str, right: str = "") -> Iterator[RenderableType]:
        yield ""
        line = _styled(f"{title} ({count})" if count else title, style)
        if right:
            line.append(" " * max(self._width - line.cell_len - len(right), 2))
            line.append(right, "dim italic")
        yield line

    def _more_line(self, left: int) -> Iterator[RenderableType]:
        if left > 0:
            yield _styled(f"  +{group(left)} more: {visible(self._more) or 'shown with --all'}", "bold")

    def _rows(self, rows: list[_Row]) -> Iterator[RenderableType]:
        if rows:
            yield _grid(rows, self._column)


def _in_house(one: FixGroup) -> bool:
    """Whether it is about rows, and for the house to settle."""
    return one.owner is not Owner.PARTNER and all(fix.finding.subject.kind in OF_ROWS for fix in one.fixes)


def _cells(words: str) -> int:
    from rich.cells import cell_len

    return cell_len(words)


def _styled(words: str, style: str) -> Text:
    from rich.text import Text

    return Text(words, style)


def _grid(rows: list[_Row], column: int, indent: int = 2) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    if column:
        table.add_column(width=column, overflow="fold")
    table.add_column(overflow="fold")
    for name, words, style in rows:
        cells = [Text(words, style)]
        table.add_row(*([Text(name), *cells] if column else cells))
    return Padding(table, (0, 0, 0, indent))


REPORTER = Reporter(
    name="text", title="Plain text", media_type="text/plain; charset=utf-8", suffix=".txt", render=render
)
