"""A status to paste into a CRM field or a chat: the numbers, what is open by owner, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.fix_list import FixList, fix_lists
from adqa.report.fix_words import SEE_ATTACHED, names_text
from adqa.report.report import Report
from adqa.report.reporters._campaign import booked_numbers, campaign_title, row_numbers
from adqa.report.reporters._words import checked_what, four_numbers, iso_day_text
from adqa.report.safe_text import visible
from adqa.units import count_text, group

MOST = 900
"""Characters, as fields and chats cut longer text."""
_TITLE = 120
_NAMES = 4
"""Files named in one line; the others are counted."""
_MORE = 12
"""Room for `+1,234 more`."""


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The note in one piece; it is short."""
    yield note(report).encode("utf-8", "backslashreplace")


def note(report: Report) -> str:
    """The text, at most 900 characters."""
    lists = fix_lists(report, once=True)
    head = [_cut(_title(report), _TITLE), *_numbers(report, lists)]
    owners = [_open(one) for one in lists]
    not_checked = report.header.not_checked
    tail = [_cut(f"Not checked: {visible(', '.join(not_checked))}", _TITLE)] if not_checked else []
    details = [f"- {text}" for one in lists for text in _points(one)]
    if not owners and not report.summary.not_fully_checked:
        details = ["Nothing is open."]
    shown = _fitting(owners, MOST - len("\n".join([*head, *tail])) - 2)
    left = MOST - len("\n".join([*head, *shown, *tail])) - 2
    return "\n".join([*head, *shown, *_fitting(details, left), *tail]) + "\n"


def _numbers(report: Report, lists: Iterable[FixList]) -> Iterator[str]:
    """`38 booked, 27 ready, 5 to fix, 6 waiting`; those of rows too where something is open on them."""
    campaign = report.campaign
    if campaign is None:
        yield four_numbers(report.summary)
        return
    if campaign.booked:
        yield ", ".join(words for words, _ in booked_numbers(campaign))
    if not campaign.booked or any(one.to_fix for one in lists if not one.for_partner):
        yield ", ".join(words for words, _ in row_numbers(campaign))


def _title(report: Report) -> str:
    campaign, header = report.campaign, report.header
    if campaign is None:
        return checked_what(header)
    day = f" · as of {iso_day_text(header.as_of)}" if header.as_of else ""
    return campaign_title(campaign) + day


def _open(one: FixList) -> str:
    """`Northpeak Studio, by Thu 14 May 12:00 CT: 5 to fix, 6 to come, 1 question`."""
    counts = [
        (one.fix_count if one.for_partner else one.numbers.to_fix or len(one.to_fix), "to fix"),
        (one.come_count, "to come"),
        (sum(len(point.names) or 1 for point in one.to_check), "to look at"),
    ]
    parts = [f"{group(count)} {words}" for count, words in counts if count]
    if one.questions:
        parts.append(count_text(len(one.questions), "file to place", "files to place"))
    due = (f", was due {one.due}" if one.overdue else f", by {one.due}") if one.due else ""
    return f"{_cut(visible(one.name), _TITLE // 2)}{due}: {', '.join(parts)}"


def _points(one: FixList) -> Iterator[str]:
    for point in one.to_fix:
        named = names_text(point.names, _NAMES)
        says = point.says.replace(SEE_ATTACHED, "")
        yield f"{named}: {says}" if named else says
    for point in one.to_come:
        yield f"to come: {' '.join(filter(None, (point.says, names_text(point.names, _NAMES * 2))))}"


def _fitting(lines: list[str], room: int) -> list[str]:
    """As many of the lines as fit, the first ones, with a word on how many are left out."""
    for count in range(len(lines), 0, -1):
        more = [f"+{group(len(lines) - count)} more"] if count < len(lines) else []
        if len("\n".join([*lines[:count], *more])) <= room:
            return [*lines[:count], *more]
    return [f"+{group(len(lines))} more"] if lines and room > _MORE else []


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


REPORTER = Reporter(
    name="note", title="Note", media_type="text/plain; charset=utf-8", suffix=".txt", render=render
)
