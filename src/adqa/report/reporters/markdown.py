"""Markdown for pull requests, job summaries and chats: the numbers, then what to do, worst first.

GitHub refuses a comment above 65,536 characters, so the lists end before that and say how much they leave
out. Names stand in code spans and other text is escaped: nothing in a delivery can open a tag, a link or a
table cell, call somebody or refer to an issue. An empty HTML comment parts what GitHub reads even in
escaped text (`@name`, `#12`, `https://`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import Fix, FixGroup, missing_in
from adqa.report.manual import manual_count, manual_lines
from adqa.report.model import OF_ROWS, SourceRef
from adqa.report.report import Header, Report
from adqa.report.reporters._campaign import (
    absent,
    as_of_text,
    booked_numbers,
    campaign_title,
    delivered_numbers,
    fix_rows,
    row_numbers,
    sheet_limits,
)
from adqa.report.reporters._words import (
    NotChecked,
    Overview,
    by_owner,
    checked_what,
    delivered,
    four_numbers,
    overview,
    says,
    size_of,
    source_text,
    spec_text,
    touches,
    waiver_text,
    web_link,
)
from adqa.report.safe_text import visible
from adqa.units import count_text, group

BUDGET = 60_000
"""Bytes for the lists, so that the page with its headings is one that GitHub takes."""
_OF_EACH = 20
"""Creatives shown of each fault where not all fit."""
_NAMES = 6
"""Names listed after something that could not be checked."""
_MARKS = re.compile(r"[\\`*_\[\]|~$]")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BEGINS_BLOCK = re.compile(r"^(?=[-+=#])|^\d+(?=[.)](?:\s|$))")
_READ_ANYWAY = re.compile(r"@|#(?=\d)|(?i:gh)(?=-\d)|:(?=//)|(?i:www)(?=\.)")
_NOT_PLAIN = re.compile(r"[`|]|^ | $|^$")
_IN_LINK = ":/?#[]@!$&'()*+,;=%~"
_HEAD = ("| Creative | What is wrong | How to fix | Check |", "| --- | --- | --- | --- |")


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The page, list by list."""
    for line in _Page(overview(report), report.campaign).lines(report):
        yield f"{line}\n".encode()


def escaped(text: str) -> str:
    """Text that stays text wherever it stands, on one line."""
    text = visible(text).strip().translate(_HTML)
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _BEGINS_BLOCK.sub(r"\g<0>\\", text)
    return _READ_ANYWAY.sub(r"\g<0><!-- -->", text)


def code(name: str) -> str:
    """A name as code, in a table and outside of one; GitHub reads no mention in it."""
    name = visible(name)
    if not _NOT_PLAIN.search(name):
        return f"`{name}`"
    return "<code>" + re.sub(r"[^\w ]", lambda char: f"&#{ord(char[0])};", name) + "</code>"


def link(source: SourceRef) -> str:
    """A source, clickable if it is a web page."""
    url = web_link(source)
    if url is None:
        return escaped(source_text(source))
    return f"[{escaped(source_text(replace(source, url=None)))}](<{quote(url, safe=_IN_LINK)}>)"


class _Page:
    """The lines of the page, within the budget."""

    def __init__(self, lists: Overview, campaign: CampaignRecord | None) -> None:
        self._lists = lists
        self._campaign = campaign
        self._left = BUDGET
        groups = [*lists.to_fix, *lists.please_check]
        whole = sum(len(self._row(fix).encode()) + 1 for one in groups for fix in one.fixes)
        self._of_each = None if whole <= BUDGET // 2 else _OF_EACH

    def lines(self, report: Report) -> Iterator[str]:
        lists, header, summary = self._lists, report.header, report.summary
        yield f"## {four_numbers(summary)}"
        yield ""
        if self._campaign is None:
            yield f"{escaped(checked_what(header))}  "
            yield escaped(delivered(header, summary))
        else:
            yield from self._campaign_head(self._campaign, header)
        yield from self._bullets(map(escaped, header.notes))
        if lists.missing:
            count = sum(len(missing_in(fix.finding)) for fix in lists.missing)
            yield from self._heading("Missing", group(count))
            yield from self._table([self._row(fix) for fix in lists.missing])
        yield from self._absent(RowVerdict.MISSING)
        yield from self._section("To fix", "fix", lists.to_fix)
        yield from self._absent(RowVerdict.WAITING)
        if lists.questions:
            yield from self._heading("Which is it?", group(len(lists.questions)))
            yield from self._table([self._row(fix) for fix in lists.questions])
        title = "Please check" if self._campaign is None else "Please decide"
        yield from self._section(title, "point", lists.please_check)
        if lists.not_checked or summary.not_fully_checked:
            yield from self._heading("Not fully checked", group(summary.not_fully_checked))
            yield from self._bullets(map(_not_checked, lists.not_checked))
        if lists.waived:
            yield from self._heading("Accepted, not counted", group(len(lists.waived)))
            yield from self._bullets(
                f"~~{code(lists.names.of(one))} {escaped(says(one))}~~ {escaped(waiver_text(one))}"
                for one in lists.waived
            )
        by_eye = list(dict.fromkeys(text for spec in header.specs for text in spec.by_eye))
        if by_eye:
            yield from self._heading("To check by eye", group(len(by_eye)))
            yield from self._bullets(f"[ ] {escaped(text)}" for text in by_eye)
        if header.manual:
            yield from self._heading("To check by hand", manual_count(header.manual))
            yield from self._bullets(
                f"[{'x' if one.done else ' '}] {escaped(one.words)}" for one in manual_lines(header.manual)
            )
        yield from self._heading("About this report")
        yield from self._bullets(self._about(header))

    def _campaign_head(self, campaign: CampaignRecord, header: Header) -> Iterator[str]:
        day = f" · as of {escaped(as_of_text(campaign, header))}" if header.as_of else ""
        lines = [f"**{escaped(campaign_title(campaign))}**{day}"]
        lines += [escaped(f"Sheet: {line}") for line in campaign.receipts]
        if campaign.booked:
            lines.append(escaped(" · ".join(words for words, _ in booked_numbers(campaign))))
        if campaign.delivered:
            lines.append(escaped(" · ".join(delivered_numbers(campaign, header))))
        groups = (*self._lists.to_fix, *self._lists.please_check)
        if any(fix.finding.subject.kind in OF_ROWS for one in groups for fix in one.fixes):
            lines.append(escaped(" · ".join(words for words, _ in row_numbers(campaign))))
        yield "  \n".join(lines)

    def _absent(self, verdict: RowVerdict) -> Iterator[str]:
        """Booked creatives that have not arrived, a line for each owner and due time."""
        if self._campaign is None or not (count := self._campaign.count(verdict)):
            return
        yield from self._heading(verdict.words, group(count))
        lines = []
        for owner, due, said in absent(self._campaign, verdict):
            late = f"{'was ' if verdict is RowVerdict.MISSING else ''}due {due}" if due else ""
            about = ", ".join(filter(None, (owner, late)))
            lines.append(escaped(f"{about}: {said}" if about else said))
        yield from self._bullets(lines)

    def _heading(self, title: str, count: str = "") -> Iterator[str]:
        yield ""
        yield f"### {title} ({count})" if count else f"### {title}"

    def _section(self, title: str, noun: str, groups: list[FixGroup]) -> Iterator[str]:
        if not groups:
            return
        yield from self._heading(title, size_of(groups, noun))
        for owner, owned in by_owner(groups, self._campaign):
            yield ""
            yield f"For: **{escaped(owner)}**"
            yield from self._table(
                [self._row(fix) for one in owned for fix in one.fixes[: self._of_each]],
                sum(len(one.fixes[self._of_each or len(one.fixes) :]) for one in owned),
            )

    def _row(self, fix: Fix) -> str:
        one = fix.finding
        also = touches(fix)
        said = escaped(says(one) + (f" · {also}" if also else ""))
        rows = fix_rows(fix, self._campaign)
        name = escaped(rows) if rows else code(self._lists.names.of(one))
        return f"| {name} | {said} | {escaped(one.fix)} | {code(one.rule)} |"

    def _about(self, header: Header) -> Iterator[str]:
        if notes := sum(len(one.fixes) for one in self._lists.notes):
            yield f"{count_text(notes, 'note')}, counted and not listed"
        if self._lists.baselined:
            yield f"{group(self._lists.baselined)} known from the baseline, not counted"
        for unused in header.waivers_unused:
            yield f"Matches nothing and can go: {escaped(unused)}"
        if header.not_checked:
            yield f"Not checked in this run: {escaped(', '.join(header.not_checked))}"
        published = [one for one in header.specs if not one.id.startswith("sheet/")]
        if len(published) < len(header.specs):
            yield f"Compared with {escaped(sheet_limits(header))}"
        for spec in published:
            sources = "; ".join(link(one) for one in spec.sources)
            yield f"Compared with {escaped(spec_text(spec))}" + (f": {sources}" if sources else "")
        yield f"Written by adqa {escaped(header.adqa_version)}"

    # --- lists within the budget

    def _table(self, rows: list[str], more: int = 0) -> Iterator[str]:
        shown = list(self._fitting(rows))
        if shown:
            yield ""
            yield from _HEAD
            yield from shown
        yield from _more(more + len(rows) - len(shown))

    def _bullets(self, texts: Iterable[str]) -> Iterator[str]:
        items = [f"- {text}" for text in texts]
        shown = list(self._fitting(items))
        if shown:
            yield ""
            yield from shown
        yield from _more(len(items) - len(shown))

    def _fitting(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            self._left -= len(line.encode()) + 1
            if self._left < 0:
                return
            yield line


def _more(count: int) -> Iterator[str]:
    if count:
        yield ""
        yield f"**+{group(count)} more**, not shown here: this page is kept to a size that GitHub takes"


def _not_checked(one: NotChecked) -> str:
    listed = ", ".join(code(name) for name in one.names[:_NAMES])
    if len(one.names) > _NAMES:
        listed += f" and {group(len(one.names) - _NAMES)} more"
    return f"{escaped(one.text)}: {listed} → {escaped(one.todo)}"


REPORTER = Reporter(
    name="md", title="Markdown", media_type="text/markdown; charset=utf-8", suffix=".md", render=render
)
