"""Which lines go to the trafficker and which are held, each with its reasons. Pure.

A line is one booked creative on one placement, so that a row whose second size is late still lets the first
one go. What is held: errors, files that have not arrived, what must be checked and could not be, rows on
hold, sign-off that is missing or broken, questions without an answer. Warnings, notes, accepted findings and
checks that nobody asked for hold nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from adqa.addresses import file_name
from adqa.campaign.model import Campaign, Row
from adqa.errors import UsageError
from adqa.handover.held import Held, Reason
from adqa.handover.line import HandedFile, Line, SentOn, line_keys
from adqa.report.campaign import BookedRecord, CampaignRecord, RowRecord, RowVerdict
from adqa.report.fixes import without_name
from adqa.report.model import Finding, Owner, Severity, Verdict
from adqa.report.report import Report
from adqa.report.reporters._words import NOT_ARRIVED, follows, run_text, run_todo, undecided
from adqa.report.safe_text import visible
from adqa.units import listing

OF_PLACEMENTS = frozenset(
    {
        "campaign/cell-not-understood",
        "campaign/duplicate-row",
        "campaign/flight-order",
        "campaign/flight-outside",
        "campaign/missing-size",
        "campaign/publisher-mismatch",
        "campaign/sheets-disagree",
        "campaign/start-in-past",
        "campaign/unit-contradicts",
    }
)
"""Rules whose errors hold a placement even where it is built without its creatives."""
_ON_FILES = ("asset", "creative", "set")
_OUT = (RowVerdict.CANCELLED, RowVerdict.ENDED)
_NO_FILES = ("tag", "native", "tracking")
"""Ways of serving a row that need no file."""
_NOT_READY = "the report does not call it ready; look there for the reason"

Unfit = Callable[[Line], str]
"""Why a format cannot carry a line; empty if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Every line of a campaign that is meant to run, sent or held."""

    lines: tuple[Line, ...]
    held: tuple[Held, ...]
    left_out: Mapping[RowVerdict, tuple[RowRecord, ...]]
    """Rows that are cancelled or over: nobody's turn."""
    tags: int = 0
    """Lines that go with a third-party tag, whose content nobody checked."""
    not_held: tuple[str, ...] = ()
    """Rows that were to be sent on and were not held."""
    errors: tuple[str, ...] = ()
    """Errors that touch no row."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One booked creative of a row; none where a row books no file."""

    key: str
    row: Row
    record: RowRecord
    booked: BookedRecord | None

    @property
    def size(self) -> str:
        return self.booked.size if self.booked else self.row.size_text

    @property
    def label(self) -> str:
        return self.booked.label if self.booked else self.row.creative or self.row.asset


def select(
    report: Report,
    campaign: Campaign,
    files: Mapping[str, HandedFile],
    *,
    include: Mapping[str, str] | None = None,
    by: str = "",
    placements_only: bool = False,
    unfit: Unfit = lambda line: "",
) -> Selection:
    """Sorts the rows of a checked campaign; `files` are what was delivered, by address.

    `include` gives ids of held rows that go all the same, with the reason; `by` is who decided that.
    `unfit` is asked last: what the wanted format cannot carry is held as well.

    Raises UsageError for a row to be sent on that is not there, or that is cancelled or over.
    """
    record = report.campaign
    if record is None:
        raise ValueError("only a report with a campaign can be handed over")
    chooser = _Chooser(report, campaign, record, files)
    wanted = _wanted(include or {}, record)
    lines: list[Line] = []
    held: list[Held] = []
    parts = chooser.parts(placements_only=placements_only)
    if placements_only:
        by_row = chooser.placement_reasons()
        judged = [(part, by_row[part.row.id]) for part in parts]
    else:
        judged = chooser.judged(parts)
    for part, why in judged:
        sent_on = None
        if why and part.row.id in wanted:
            texts = listing(list(dict.fromkeys(one.text for one in why)), "and")
            sent_on = SentOn(by=by, reason=wanted[part.row.id], held_for=texts)
            why = []
        made = [] if why else chooser.lines(part, sent_on, placements_only=placements_only)
        for line in made:
            text = unfit(line)
            if text:
                held.append(chooser.held(part, [Reason(text=text, who=Owner.AD_OPS.value)]))
            else:
                lines.append(line)
        if why:
            held.append(chooser.held(part, why))
    sent = {line.row.id for line in lines if line.sent_on} | {one.row_id for one in held}
    return Selection(
        lines=tuple(_one_per_placement(lines) if placements_only else lines),
        held=tuple(held),
        left_out=chooser.left_out(),
        tags=sum(line.row.serving == "tag" for line in lines) if not placements_only else 0,
        not_held=tuple(id_ for id_ in wanted if id_ not in sent),
        errors=chooser.errors,
    )


def _wanted(include: Mapping[str, str], record: CampaignRecord) -> dict[str, str]:
    """Row id → reason; a row is named by its id (`Display!17`) or its number where only one tab has it."""
    found = {}
    for name, reason in include.items():
        if not reason.strip():
            raise UsageError(f"say why row {name} goes although it is held, with --reason")
        rows = [row for row in record.rows if name in (row.id, row.id.partition("#")[0], str(row.row))]
        places = {(row.sheet, row.tab) for row in rows}
        if not rows:
            raise UsageError(f"the sheet has no row {name!r}; name it like {record.rows[0].id!r}")
        if len(places) > 1:
            named = listing([repr(row.id) for row in rows])
            raise UsageError(f"several tabs have a row {name}; say which: {named}")
        for row in rows:
            if row.verdict in _OUT:
                why = f" ({row.reason})" if row.reason else ""
                raise UsageError(f"row {name} is {row.verdict.words.lower()}{why}; it cannot be handed over")
            found[row.id] = reason.strip()
    return found


def _one_per_placement(lines: Sequence[Line]) -> list[Line]:
    """Lines without creatives, merged where they are one placement with several sizes."""
    merged: dict[tuple[str, str], Line] = {}
    sizes: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for line in lines:
        place = (line.row.publisher, line.row.placement_id or line.row.place)
        merged.setdefault(place, line)
        sizes[place][line.size] = None
    return [replace(line, size=", ".join(filter(None, sizes[place]))) for place, line in merged.items()]


class _Chooser:
    """A report read once, to be asked for each line."""

    def __init__(
        self, report: Report, campaign: Campaign, record: CampaignRecord, files: Mapping[str, HandedFile]
    ) -> None:
        self._campaign = campaign
        self._record = record
        self._rows = {row.id: row for row in record.rows}
        self._booked = {one.key: one for one in record.booked}
        self._units = {id_ for row in record.rows for id_ in row.spec}
        self._files = files
        self._of_row: dict[str, list[Finding]] = defaultdict(list)
        self._of_file: dict[str, list[Finding]] = defaultdict(list)
        self._errors: list[str] = []
        for one in report.findings():
            if one.counts and one.severity is Severity.ERROR and one.rule != NOT_ARRIVED:
                self._sort_in(one)
        self._unchecked: dict[str, list[str]] = defaultdict(list)
        for run in report.runs():
            if undecided(run) and not follows(run):
                self._unchecked[run.path].append(f"{run_text(run)}; {run_todo(run)}")

    def _sort_in(self, one: Finding) -> None:
        rows = [name.removeprefix("row:") for name in one.applies_to if name.startswith("row:")]
        for id_ in rows:
            self._of_row[id_].append(one)
        if not rows and one.subject.kind in _ON_FILES:
            self._of_file[one.path].append(one)
        elif not rows and one.subject.kind == "campaign":
            self._errors.append(one.message)

    @property
    def errors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._errors))

    def left_out(self) -> dict[RowVerdict, tuple[RowRecord, ...]]:
        return {
            verdict: rows
            for verdict in _OUT
            if (rows := tuple(row for row in self._record.rows if row.verdict is verdict))
        }

    def parts(self, *, placements_only: bool) -> list[_Part]:
        """Every booked creative of every row that is meant to run, in sheet order."""
        found: list[tuple[Row, RowRecord, BookedRecord | None]] = []
        for row in self._campaign.rows:
            record = self._rows[row.id]
            if record.verdict not in _OUT:
                booked = [self._booked[key] for key in record.booked if key in self._booked]
                found += [(row, record, one) for one in booked] or [(row, record, None)]
        if placements_only:
            keys = line_keys((row, None) for row, _, _ in found)
        else:
            keys = line_keys((row, booked.size if booked else row.size_text) for row, _, booked in found)
        return [_Part(key, *one) for key, one in zip(keys, found, strict=True)]

    # --- reasons

    def judged(self, parts: Sequence[_Part]) -> list[tuple[_Part, list[Reason]]]:
        """Each line with what holds it. A row that the report calls not ready never goes as a whole."""
        found = [(part, self.reasons(part)) for part in parts]
        held = {part.row.id for part, why in found if why}
        return [
            (part, why)
            if why or part.record.verdict.ready or part.row.id in held or _tag_is_here(part)
            else (part, [Reason(text=_NOT_READY, who=Owner.AD_OPS.value)])
            for part, why in found
        ]

    def reasons(self, part: _Part) -> list[Reason]:
        """What holds a line; nothing if it may go."""
        row, record, booked = part.row, part.record, part.booked
        if record.verdict is RowVerdict.ON_HOLD:
            return [Reason(text=record.reason or "on hold", who=Owner.ACCOUNT_MANAGER.value)]
        found = list(self._not_there(part))
        found += [self._says(one, record) for one in self._errors_of(part)]
        found += self._not_checked(part)
        if row.serving == "tag" and not row.tag and booked is None:
            found.append(Reason(text="the third-party tag has not arrived", who=self._partner(record)))
        return list(dict.fromkeys(found))

    def _not_there(self, part: _Part) -> Iterator[Reason]:
        booked, row = part.booked, part.row
        if booked is None:
            if part.record.booked:  # only sheets were given
                yield Reason(text="no files were given with the sheet", who=Owner.AD_OPS.value)
            elif row.serving not in _NO_FILES and row.action != "unassign":
                yield Reason(
                    text="the sheet does not say what creative it books", who=Owner.ACCOUNT_MANAGER.value
                )
            return
        if booked.creatives:
            return
        name, said = visible(booked.label), "has not arrived"
        yield Reason(text=f"{name} {said}", who=self._partner(part.record), name=name, said=said)

    def _errors_of(self, part: _Part) -> Iterator[Finding]:
        files = part.booked.creatives if part.booked else ()
        key = f"booked:{part.booked.key}" if part.booked else ""
        for one in self._of_row.get(part.row.id, ()):
            bookings = [name for name in one.applies_to if name.startswith("booked:")]
            if not bookings or not key or key in bookings:
                yield one
        for path in files:
            for one in self._of_file.get(path, ()):
                if self._is_judged_under(one.spec, part.record):
                    yield one

    def _is_judged_under(self, spec: str | None, record: RowRecord) -> bool:
        """Hygiene always counts for a row, and a unit that no row names, as it was assumed."""
        return spec is None or spec in record.spec or spec not in self._units

    def _not_checked(self, part: _Part) -> Iterator[Reason]:
        for path in part.booked.creatives if part.booked else ():
            file = self._files[path]
            verdicts = {one.verdict for one in file.verdicts if self._is_judged_under(one.spec, part.record)}
            known = self._unchecked.get(path)
            # a file with a fault is held anyway; that more of it is not known must be said all the same
            if Verdict.INCOMPLETE in verdicts or (Verdict.FAIL in verdicts and known):
                name = visible(file.name)
                said = f"not fully checked: {known[0] if known else 'check it by hand'}"
                yield Reason(text=f"{name} is {said}", who=Owner.AD_OPS.value, name=name, said=said)

    def _says(self, one: Finding, record: RowRecord) -> Reason:
        who = self._partner(record) if one.owner is Owner.PARTNER else one.owner.value
        name = visible(file_name(one.path)) if one.subject.kind in _ON_FILES else ""
        return Reason(text=visible(one.message), who=who, name=name, said=visible(without_name(one)))

    def _partner(self, record: RowRecord) -> str:
        return visible(record.owner) or Owner.PARTNER.value

    def placement_reasons(self) -> dict[str, list[Reason]]:
        """By row, what holds its placement where it is built without creatives."""
        by_place: dict[tuple[str, str], dict[str, list[Reason]]] = defaultdict(dict)
        for row in self._campaign.rows:
            record = self._rows[row.id]
            if record.verdict in _OUT:
                continue
            found: list[Reason] = []
            if record.verdict is RowVerdict.ON_HOLD:
                found.append(Reason(text=record.reason or "on hold", who=Owner.ACCOUNT_MANAGER.value))
            found += [
                self._says(one, record) for one in self._of_row.get(row.id, ()) if one.rule in OF_PLACEMENTS
            ]
            by_place[row.publisher, row.placement_id or row.place][row.id] = list(dict.fromkeys(found))
        reasons: dict[str, list[Reason]] = {}
        for rows in by_place.values():
            first = next((id_ for id_, found in rows.items() if found), None)
            for id_, found in rows.items():
                others = [] if first is None or found else [_with_its_placement(self._rows[first])]
                reasons[id_] = found or others
        return reasons

    # --- results

    def lines(self, part: _Part, sent_on: SentOn | None, *, placements_only: bool) -> list[Line]:
        """The line, or one for each creative of a rotation that serves the same booking."""
        line = Line(
            key=part.key,
            row=part.row,
            record=part.record,
            campaign=self._campaign,
            size=part.size,
            label=part.label,
            sent_on=sent_on,
        )
        paths = part.booked.creatives if part.booked and not placements_only else ()
        if len(paths) < 2:
            return [replace(line, file=self._files[path]) for path in paths] or [line]
        return [
            replace(line, file=self._files[path], key=f"{part.key}|{self._files[path].name.casefold()}")
            for path in paths
        ]

    def held(self, part: _Part, reasons: Sequence[Reason]) -> Held:
        """The entry of the Held tab."""
        record = part.record
        return Held(
            key=part.key,
            row_id=record.id,
            tab=record.tab,
            row=record.row,
            placement=part.row.place,
            creative=part.label,
            reasons=tuple(reasons),
            due=(part.booked.due if part.booked else "") or record.due,
        )


def _with_its_placement(first: RowRecord) -> Reason:
    return Reason(text=f"row {first.row} of the same placement is held", who="")


def _tag_is_here(part: _Part) -> bool:
    """Whether a row is served by somebody's tag that the sheet gives; its content nobody here can check."""
    return part.row.serving == "tag" and bool(part.row.tag) and part.record.verdict is RowVerdict.INCOMPLETE
