"""What one owner gets: what to fix, what is still to come, what to answer, and by when.

A list for a partner is built from that partner's own rows and creatives only. What would name another
partner, a placement ID, a sheet or a place on somebody's disk never enters it: such a fault goes to the
account manager instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from adqa.addresses import file_name, natural_key
from adqa.report.campaign import BookedRecord, FileRecord, RowRecord, RowVerdict
from adqa.report.desk import Desk
from adqa.report.fix_words import advised, asked, limit, rows_text, said, told
from adqa.report.fixes import Fix, missing_in, without_name
from adqa.report.model import Finding, Owner, Severity
from adqa.report.report import Report
from adqa.report.reporters._words import sentence
from adqa.report.safe_text import visible
from adqa.units import short_day_text

_FAMILIES = ("size", "weight", "image", "animation", "html", "click", "render", "video", "audio")
"""What a producer looks at first; other families follow."""
_TO_COME = (RowVerdict.WAITING, RowVerdict.MISSING)
_OVER = (RowVerdict.ENDED, RowVerdict.CANCELLED)
_STRUCK = "struck"
MOST_BULLETS = 12
"""Bullets that a mail has room for."""
_LONGEST = 60
"""Characters of a campaign's name; a subject line has room for no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list that is attached; every fault on every creative or row has its own."""

    row: str = ""
    """`Display 17`; never in a partner's list."""
    creative: str
    size: str = ""
    placement: str = ""
    wrong: str
    fix: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bullet: the same to do on some creatives or rows."""

    names: tuple[str, ...]
    """File names, sizes, or one entry that names rows in words."""
    says: str
    """What is wrong; of what is to come, what the sizes are of."""
    due: str = ""
    """Set where that is later than the list's own due time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A file that somebody must place."""

    name: str
    says: str = ""
    """The question in words; empty: what is it for?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Where the owner's booked creatives, or the rows, stand; the parts add up to the total."""

    total: int
    ready: int
    to_fix: int = 0
    to_come: int = 0
    on_hold: int = 0
    over: int = 0
    """Ended or cancelled."""

    @property
    def elsewhere(self) -> int:
        """Held by something that is not for this owner to do."""
        return self.total - self.ready - self.to_fix - self.to_come - self.on_hold - self.over


@dataclass(frozen=True, slots=True, kw_only=True)
class FixList:
    """Everything that one owner has to do."""

    owner: Owner
    name: str
    """`Northpeak Studio`; the words of the role if nobody is named."""
    contact: str = ""
    email: str = ""
    advertiser: str = ""
    topic: str = ""
    """The campaign or brand; empty if no sheet says it."""
    starts: str = ""
    """`Thu 21 May`."""
    due: str = ""
    """Earliest due time of what is open, as the schedule prints it."""
    overdue: bool = False
    numbers: Numbers
    to_fix: tuple[Point, ...] = ()
    to_come: tuple[Point, ...] = ()
    to_check: tuple[Point, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences on how rows were read."""
    lines: tuple[Line, ...] = ()

    @property
    def for_partner(self) -> bool:
        """The list leaves the house."""
        return self.owner is Owner.PARTNER

    @property
    def fix_count(self) -> int:
        """Creatives or rows with something to fix."""
        return sum(len(one.names) for one in self.to_fix)

    @property
    def come_count(self) -> int:
        """Creatives that are still to come."""
        return sum(len(one.names) for one in self.to_come)


def fix_lists(report: Report, *, once: bool = False) -> tuple[FixList, ...]:
    """A list for each owner with something to do: partners in the order of the sheet, then the house.

    The account manager's list has what ad ops need an answer to as well, as one mail asks it all; with
    `once` everything stands in one list only, so that lists can be added up.
    """
    desk = Desk(report)
    ask = desk.partners[0] if len(desk.partners) == 1 and report.campaign else None
    lists = [_partner_list(desk, name, ask=name == ask) for name in desk.partners]
    lists += [
        _house_list(desk, owner, ask=ask is None and owner is Owner.ACCOUNT_MANAGER, once=once)
        for owner in Owner
        if owner is not Owner.PARTNER
    ]
    return tuple(one for one in lists if one.lines)


# --- what leaves the house


def _partner_list(desk: Desk, partner: str, *, ask: bool) -> FixList:
    """`ask`: nobody else delivers, so that files nobody can place are this partner's."""
    booked, private = desk.booked_by(partner), desk.private(partner)
    rows = {row.id: row for row in desk.rows_of(partner)}
    fixes = desk.fixes(Owner.PARTNER, partner)
    missing = [one for one in booked if one.verdict in _TO_COME]
    wrong = [fix for fix in fixes if fix.finding.severity is Severity.ERROR and not missing_in(fix.finding)]
    names = _tails(fix.finding.path for fix in fixes)
    dues = _Dues([*missing, *(one for fix in wrong for one in desk.served_by(fix))])
    faulty = {one.key for fix in wrong for one in desk.served_by(fix)} - {one.key for one in missing}
    record, campaign = desk.record(partner), desk.report.campaign
    questions = [one for one in desk.files if one.question] if ask else []
    list_ = FixList(
        owner=Owner.PARTNER,
        name=partner or Owner.PARTNER.value,
        contact=record.contact,
        email=record.email,
        starts=_starts(desk, rows.values()),
        due=dues.earliest,
        overdue=dues.past(desk.report.header.as_of),
        numbers=_numbers_of(desk, booked, len(faulty)),
        to_fix=_on_files(desk, wrong, names, dues),
        to_come=(*_to_come(missing, dues), *_sets_to_come(fixes)),
        to_check=_on_files(
            desk, [fix for fix in fixes if fix.finding.severity is Severity.WARNING], names, dues
        ),
        questions=tuple(map(_question, questions)),
        lines=(
            *(_file_line(desk, fix, names, rows) for fix in _worst_first(desk, fixes)),
            *(_booked_line(one, rows) for one in missing),
            *(_question_line(one, "" if private.names(one.text) else one.text) for one in questions),
        ),
    )
    if campaign is None:
        return list_
    topic = campaign.name or campaign.brand
    return replace(
        list_,
        advertiser="" if private.names(campaign.advertiser) else _short(campaign.advertiser),
        topic="" if private.names(topic) else _short(topic),
    )


def _numbers_of(desk: Desk, booked: list[BookedRecord], to_fix: int) -> Numbers:
    summary = desk.report.summary
    if desk.report.campaign is None:
        total = summary.creatives + summary.missing
        return Numbers(total=total, ready=summary.ready, to_fix=summary.to_fix, to_come=summary.missing)
    verdicts = [one.verdict for one in booked]
    return Numbers(
        total=len(booked),
        ready=sum(one.ready for one in verdicts),
        to_fix=to_fix,
        to_come=sum(one in _TO_COME for one in verdicts),
        on_hold=verdicts.count(RowVerdict.ON_HOLD),
        over=sum(one in _OVER for one in verdicts),
    )


def _on_files(desk: Desk, fixes: list[Fix], names: dict[str, str], dues: _Dues) -> tuple[Point, ...]:
    """A bullet for all creatives with the same faults; what touches most placements first.

    Of many, those that break the same limit share one bullet, whatever was measured on each.
    """
    faults: dict[str, list[Fix]] = defaultdict(list)
    for fix in _worst_first(desk, fixes):
        if not missing_in(fix.finding):
            faults[fix.finding.path].append(fix)

    def points(say: Callable[[Finding], str]) -> tuple[Point, ...]:
        together: dict[tuple[str, str], list[str]] = defaultdict(list)
        for path, found in faults.items():
            says = "; ".join(dict.fromkeys(say(fix.finding) for fix in found))
            together[says, dues.later(desk.served_by(found[0]))].append(names[path])
        return tuple(Point(names=tuple(named), says=says, due=due) for (says, due), named in together.items())

    exact = points(said)
    return exact if len(exact) <= MOST_BULLETS else points(lambda one: limit(one) or said(one))


def _worst_first(desk: Desk, fixes: list[Fix]) -> list[Fix]:
    def key(fix: Fix) -> tuple[object, ...]:
        one = fix.finding
        family = one.rule.partition("/")[0]
        rank = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
        touched = len({row.placement or row.id for row in desk.touched(fix)})
        return (one.severity.rank, -touched, rank, one.rule, natural_key(one.path))

    return sorted(fixes, key=key)


def _to_come(missing: list[BookedRecord], dues: _Dues) -> tuple[Point, ...]:
    """What has not arrived, by message; the message with most to come first."""
    groups: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for one in missing:
        head = one.label.removesuffix(one.size).rstrip(" _-") if one.size else one.label
        sized = bool(head) and head != one.label
        groups[head if sized else one.group, dues.later([one]), sized].append(
            one.size if sized else one.label
        )
    points = [
        Point(names=tuple(map(visible, named)), says=visible(head) if sized else "", due=due)
        for (head, due, sized), named in groups.items()
    ]
    return tuple(sorted(points, key=lambda point: -len(point.names)))


def _sets_to_come(fixes: list[Fix]) -> tuple[Point, ...]:
    return tuple(
        Point(names=tuple(missing), says=visible(fix.finding.message.partition(":")[0]))
        for fix in fixes
        if (missing := missing_in(fix.finding))
    )


def _file_line(desk: Desk, fix: Fix, names: dict[str, str], rows: dict[str, RowRecord]) -> Line:
    booked = desk.served_by(fix)
    name = names[fix.finding.path]
    missing = missing_in(fix.finding)
    return Line(
        creative="" if missing else name,
        size=", ".join(missing or dict.fromkeys(one.size for one in booked if one.size)),
        placement=_labels(row for row in desk.touched(fix) if row.id in rows),
        wrong=sentence(visible(fix.finding.message if missing else without_name(fix.finding))),
        fix=visible(fix.finding.fix),
        due=_Dues(booked).earliest,
    )


def _booked_line(one: BookedRecord, rows: dict[str, RowRecord]) -> Line:
    return Line(
        creative=visible(one.label),
        size=one.size,
        placement=_labels(rows[id_] for id_ in one.rows if id_ in rows),
        wrong="Has not arrived yet",
        fix="Send the file",
        due=one.due,
    )


def _question(one: FileRecord) -> Question:
    says = visible(one.text) if one.code == "two-files" else ""
    return Question(name=visible(file_name(one.path)), says=says)


def _question_line(one: FileRecord, text: str, row: str = "") -> Line:
    return Line(
        row=row,
        creative=visible(file_name(one.path)),
        wrong=sentence(visible(text)) or "Not named on the sheet",
        fix="Say what it is for",
    )


def _labels(rows: Iterable[RowRecord]) -> str:
    """Placement labels; a placement that has only an ID has none."""
    found = (row.placement for row in rows if row.placement != row.placement_id)
    return ", ".join(dict.fromkeys(visible(label) for label in found if label))


# --- what stays in it


def _house_list(desk: Desk, owner: Owner, *, ask: bool, once: bool) -> FixList:
    """`ask`: this owner finds out what the files are for that nobody can place."""
    owners = [owner, Owner.AD_OPS] if owner is Owner.ACCOUNT_MANAGER and not once else [owner]
    fixes = sorted((fix for one in owners for fix in desk.fixes(one)), key=desk.place)
    wrong = [fix for fix in fixes if fix.finding.severity is Severity.ERROR]
    campaign = desk.report.campaign
    held = {row.id for fix in wrong for row in desk.touched(fix)}
    dues = _Dues(one for fix in wrong for one in desk.served_by(fix))
    questions = [one for one in desk.files if one.question] if ask else []
    own = bool(desk.fixes(owner) or questions)
    lines = [line for fix in fixes for line in _row_lines(desk, fix)] if own else []
    return FixList(
        owner=owner,
        name=owner.value,
        advertiser=_short(campaign.advertiser) if campaign else "",
        topic=_topic(desk),
        starts=_starts(desk, (row for row in desk.rows.values() if row.id in held)),
        due=dues.earliest,
        overdue=dues.past(desk.report.header.as_of),
        numbers=_numbers_of_rows(desk, held),
        to_fix=_on_rows(desk, wrong, asked if owner is Owner.ACCOUNT_MANAGER else advised),
        to_check=_on_rows(desk, [fix for fix in fixes if fix.finding.severity is Severity.WARNING], told),
        questions=tuple(map(_question, questions)),
        remarks=_remarks(desk) if owner is Owner.ACCOUNT_MANAGER else (),
        lines=(*lines, *(_question_line(one, one.text) for one in questions)),
    )


def _topic(desk: Desk) -> str:
    campaign = desk.report.campaign
    if campaign is None:
        return ""
    sheet = file_name(campaign.sheets[0]).rpartition(".")[0] if campaign.sheets else ""
    return _short(campaign.name or campaign.brand or sheet)


def _numbers_of_rows(desk: Desk, held: set[str]) -> Numbers:
    if desk.report.campaign is None:
        return _numbers_of(desk, [], 0)
    live = [row for row in desk.rows.values() if row.verdict not in _OVER]
    to_fix = sum(row.id in held and not row.verdict.ready for row in live)
    rest = [row.verdict for row in live if row.id not in held or row.verdict.ready]
    return Numbers(
        total=len(live),
        ready=sum(one.ready for one in rest),
        to_fix=to_fix,
        to_come=sum(one in _TO_COME for one in rest),
        on_hold=rest.count(RowVerdict.ON_HOLD),
    )


def _on_rows(desk: Desk, fixes: list[Fix], say: Callable[[Finding], str]) -> tuple[Point, ...]:
    """A bullet for all rows with the same fault, single rows first."""
    together: dict[str, list[Fix]] = defaultdict(list)
    for fix in fixes:
        together[say(fix.finding)].append(fix)
    single: list[Point] = []
    several: list[Point] = []
    for says, found in together.items():
        if (
            len({fix.finding.path for fix in found}) > 1
        ):  # the same of several files: they are named, not rows
            files = tuple(dict.fromkeys(visible(file_name(fix.finding.path)) for fix in found))
            several.append(Point(names=files, says=re.sub(r"^is ", "are ", says)))
            continue
        rows = {row.id: row for fix in found for row in desk.touched(fix)}
        words = rows_text((row.tab, row.row) for row in rows.values())
        files = tuple(dict.fromkeys(visible(file_name(fix.finding.path)) for fix in found))
        (several if len(rows) > 1 else single).append(Point(names=(words,) if rows else files, says=says))
    return (*single, *several)


def _row_lines(desk: Desk, fix: Fix) -> Iterator[Line]:
    one = fix.finding
    wrong, advice = sentence(visible(one.message)), visible(one.fix)
    rows = desk.touched(fix)
    for row in rows:
        yield Line(
            row=visible(f"{row.tab} {row.row}".strip()),
            creative=", ".join(visible(file_name(path)) for path in row.creative),
            size=visible(row.size),
            placement=visible(row.placement or row.placement_id),
            wrong=wrong,
            fix=advice,
            due=row.answer_by or row.due,
        )
    if not rows:
        yield Line(creative=visible(file_name(one.path)), wrong=wrong, fix=advice)


def _remarks(desk: Desk) -> tuple[str, ...]:
    """How hidden and struck-through rows were read, as somebody may have meant otherwise."""
    hidden = [(row.tab, row.row) for row in desk.rows.values() if row.hidden and row.verdict not in _OVER]
    struck = [
        (row.tab, row.row)
        for row in desk.rows.values()
        if row.verdict is RowVerdict.CANCELLED and row.reason.startswith(_STRUCK)
    ]

    def are(rows: list[tuple[str, int]], how: str) -> str:
        return f"{sentence(rows_text(rows))} {'is' if len(rows) == 1 else 'are'} {how}"

    def them(rows: list[tuple[str, int]]) -> str:
        return "it" if len(rows) == 1 else "them"

    if hidden and struck:
        cancelled = rows_text(struck).removeprefix("rows ")
        how = "I treat the first as live, the last as cancelled."
        return (f"{are(hidden, 'hidden')} and {cancelled} struck through; {how}",)
    if hidden:
        return (f"{are(hidden, 'hidden')}; I treat {them(hidden)} as live.",)
    if struck:
        return (f"{are(struck, 'struck through')}; I treat {them(struck)} as cancelled.",)
    return ()


# --- days and names


class _Dues:
    """Due times of some booked creatives."""

    def __init__(self, booked: Iterable[BookedRecord]) -> None:
        known = sorted((one.due_at, one.due) for one in booked if one.due_at and one.due)
        self._at, self.earliest = known[0] if known else ("", "")

    def later(self, booked: Iterable[BookedRecord]) -> str:
        """The due time of these where it is another than the earliest of all."""
        own = _Dues(booked)
        return own.earliest if own.earliest != self.earliest else ""

    def past(self, as_of: str) -> bool:
        """Whether the earliest day is over on the day of judging."""
        return bool(self._at and as_of and self._at[:10] < as_of[:10])


def _starts(desk: Desk, rows: Iterable[RowRecord]) -> str:
    """First day on which one of the rows runs that is not over, in the year of judging unless it says so."""
    starts = [row.start for row in rows if row.start and row.verdict not in _OVER]
    year = desk.report.header.as_of[:4]
    if not starts:
        return ""
    return short_day_text(date.fromisoformat(min(starts)), int(year) if year.isdigit() else None)


def _tails(paths: Iterable[str]) -> dict[str, str]:
    """Each address by its file name, with as many folders before it as tell it from the others."""
    tails: dict[str, str] = {}
    by_name: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        by_name[file_name(path)].add(path)
    for name, same in by_name.items():
        parts = {path: path.replace("!/", "/").split("/") for path in same}
        depth = 1
        while len({tuple(one[-depth:]) for one in parts.values()}) < len(same) and depth < max(
            map(len, parts.values())
        ):
            depth += 1
        for path in same:
            tails[path] = visible("/".join(parts[path][-depth:]) if len(same) > 1 else name)
    return tails


def _short(name: str) -> str:
    name = visible(name)
    return name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…"
