"""Findings that somebody accepted in the workbook: in the columns of a row, or on a tab `adqa waivers`.

What was accepted is a rule on a creative or slot for one publisher, up to the value measured then: a heavier
file fails again, and another publisher never gave its word. The value is the one named, else the one that was
on record when the acceptance was first met, else today's; it is kept on record from then on. Pure: the record
is read and written elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from adqa.addresses import file_name
from adqa.campaign.model import Accepted, Campaign, Row, SheetWaiver
from adqa.config import Waiver, glob_matches
from adqa.errors import UsageError
from adqa.policy import ceiling_words, ended_words
from adqa.records.runs import RecordedFinding, RunRecord, places_of
from adqa.report.campaign import AcceptedRecord
from adqa.report.model import Finding, Measured, Scalar, Severity, Waived
from adqa.units import listing

_NOT_ARRIVED = "campaign/missing-creative"
"""Nothing can be accepted of a creative that is not there."""
_OF_FILES = ("asset", "creative")
_BARE = re.compile(r"[0-9.,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """One acceptance, from a row's own columns or from a line of the tab."""

    by: str
    until: date | None
    reason: str
    rules: tuple[str, ...] | None
    """Rules, or `rule:code`; None for every fault of the row's file."""
    rows: frozenset[str]
    """Ids of the rows it was given for."""
    publisher: str
    subject: str = ""
    """Name or pattern of the files it was given for, where the tab names files."""
    slots_only: bool = False
    """Given for a placement: the same file elsewhere is not covered."""
    unit: str = ""
    up_to: str = ""
    where: str
    """`row 17`, `adqa waivers line 3`."""

    @property
    def identity(self) -> str:
        """What stays the same of it from check to check; a new word is a new acceptance."""
        until = self.until.isoformat() if self.until else ""
        return "|".join(
            " ".join(part.casefold().split()) for part in (self.by, until, self.reason, self.publisher)
        )

    def names(self, finding: Finding) -> bool:
        """Whether it was given for the rule of a finding."""
        if finding.rule == _NOT_ARRIVED:
            return False
        if self.rules is None:
            return finding.subject.kind in _OF_FILES and finding.severity is not Severity.NOTE
        return not {finding.rule, f"{finding.rule}:{finding.code}"}.isdisjoint(self.rules)


class Acceptances:
    """Every acceptance of a campaign, applied to findings once it is known which rows they touch."""

    def __init__(self, campaign: Campaign, as_of: date | None) -> None:
        """Raises UsageError without a day of judging, as acceptances end."""
        self._campaign = campaign
        self._as_of = as_of
        self._rows = {row.id: row for row in campaign.rows}
        self.problems: list[str] = []
        """Lines of the tab that cannot be used, in words."""
        self._given = [*_of_rows(campaign.rows), *self._of_tab()]
        if self._given and as_of is None:
            said = "a finding accepted on the sheet ends with its flight, so the day of judging is needed"
            raise UsageError(f"{said}: pass as_of")
        self._used: set[int] = set()
        self._runs: tuple[RunRecord, ...] = ()
        self._pinned: dict[tuple[str, str], dict[tuple[str, str | None], AcceptedRecord]] = defaultdict(dict)
        self._today: dict[tuple[str, str, str, str | None], AcceptedRecord] = {}
        self._excused: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def recall(self, runs: Iterable[RunRecord]) -> None:
        """Takes what is on record, oldest first: how far each fault was accepted, and what was measured."""
        self._runs = tuple(runs)
        for one in (pin for run in self._runs for pin in run.accepted):
            self._pinned[one.acceptance, one.place].setdefault((one.rule, one.unit), one)

    # --- what is given

    def _of_tab(self) -> Iterator[Acceptance]:
        for one in self._campaign.waivers:
            made = self._of_line(one)
            if isinstance(made, str):
                self.problems.append(f"Line {one.row} of the tab adqa waivers is not used: {made}.")
            else:
                yield made

    def _of_line(self, one: SheetWaiver) -> Acceptance | str:
        """The acceptance of one line, or why there is none."""
        if not one.by:
            return "it does not say who accepted it"
        if not one.subject:
            return "it names no creative and no placement"
        if one.up_to and (said := _not_a_ceiling(one.up_to)):
            return said
        placed = [row for row in self._campaign.rows if _is(one.subject, row.placement, row.placement_id)]
        named = placed or [
            row
            for row in self._campaign.rows
            if _is(one.subject, row.creative, row.creative_id, row.asset, row.message)
        ]
        publishers = {_plain(row.publisher): row.publisher for row in named or self._campaign.rows}
        if one.publisher:
            publishers = {_plain(one.publisher): one.publisher}
        if len(publishers) > 1:
            said = listing([name or "rows without a publisher" for name in publishers.values()], "and")
            return f"it names no publisher, and {one.subject} runs with {said}"
        (plain, publisher), *_ = publishers.items() or [("", "")]
        return Acceptance(
            by=one.by,
            until=one.until,
            reason=one.reason or f"on the tab adqa waivers, line {one.row}",
            rules=(one.rule.strip().casefold(),),
            rows=frozenset(row.id for row in named if _plain(row.publisher) == plain),
            publisher=publisher,
            subject="" if placed else one.subject,
            slots_only=bool(placed),
            unit=one.unit,
            up_to=one.up_to,
            where=f"{one.rule} on {one.subject}, line {one.row} of adqa waivers",
        )

    # --- applying

    def apply(self, finding: Finding) -> list[Finding]:
        """The finding as the people on the sheet see it.

        Accepted for all the rows it touches, it does not count. Accepted for some of them, it is told twice:
        for these, where it does not count, and for the others, where it does.
        """
        if not self._given or not finding.counts:
            return [finding]
        touched = self._touched(finding)
        holding: list[tuple[Acceptance, Waived]] = []
        covered: dict[str, None] = {}
        refused = finding.waiver_ended
        for index, one in enumerate(self._given):
            rows = self._covered(one, finding, touched)
            if not rows:
                continue
            self._used.add(index)
            end = one.until or self._flight_end(rows)
            if end and self._as_of and self._as_of > end:
                refused = ended_words(one.by, end)
                continue
            up_to = self._ceiling(one, finding)
            if up_to.refusal:
                refused = up_to.refusal
                continue
            covered |= dict.fromkeys(rows)
            until = end.isoformat() if end else None
            holding.append((one, Waived(reason=one.reason, owner=one.by, until=until, up_to=up_to.text)))
        if not holding:
            return [replace(finding, waiver_ended=refused)]
        accepted = replace(finding, waived=holding[0][1], waiver_ended=None)
        left = [row for row in touched if row.id not in covered]
        if not left:
            return [accepted]
        for id_ in covered:
            self._excused[id_].add((finding.path, finding.fingerprint))
        said = [f"{one.by} for {one.publisher or 'rows without a publisher'}" for one, _ in holding]
        return [
            _for_rows(accepted, [self._rows[id_] for id_ in covered]),
            _for_rows(replace(finding, waiver_ended=f"accepted by {listing(said, 'and')} only"), left),
        ]

    def _touched(self, finding: Finding) -> list[Row]:
        """Rows a finding touches that still run; all of them if none does."""
        ids = [one.removeprefix("row:") for one in finding.applies_to if one.startswith("row:")]
        rows = [self._rows[id_] for id_ in ids if id_ in self._rows]
        running = [row for row in rows if not (self._as_of and row.runs.end and row.runs.end < self._as_of)]
        return running or rows

    def _covered(self, one: Acceptance, finding: Finding, touched: Sequence[Row]) -> list[str]:
        """Ids of the rows an acceptance is about, of those that a finding touches."""
        if not one.names(finding):
            return []
        given = [row for row in touched if row.id in one.rows]
        if not given and not (one.subject and _is(one.subject, finding.path, file_name(finding.path))):
            return []
        rows = given if one.slots_only else touched
        plain = _plain(one.publisher)
        return [
            row.id
            for row in rows
            if _plain(row.publisher) == plain
            and (not one.unit or one.unit == finding.spec or _plain(one.unit) == _plain(row.unit))
        ]

    def _flight_end(self, rows: Iterable[str]) -> date | None:
        """The last day of some rows; None if one of them has no end."""
        ends = [self._rows[id_].runs.end or self._campaign.flight.end for id_ in rows]
        known = [end for end in ends if end is not None]
        return max(known) if known and len(known) == len(ends) else None

    def excused(self, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
        """Row → what of some findings counts there, for rows where one is accepted that counts elsewhere."""
        listed = [one for one in findings if one.counts]
        keys = {(one.path, one.fingerprint) for one in listed}
        return {
            id_: [one for one in listed if (one.path, one.fingerprint) not in excused]
            for id_, excused in self._excused.items()
            if not keys.isdisjoint(excused)
        }

    # --- how far

    def _ceiling(self, one: Acceptance, finding: Finding) -> _UpTo:
        """How far a finding is accepted, or why it goes further than that."""
        measured = finding.measured
        op = finding.allowed.op if finding.allowed else None
        if one.up_to and measured is not None and isinstance(measured.value, int | float):
            if measured.unit == "bytes" and _BARE.fullmatch(one.up_to.strip()):
                return _UpTo(refusal=f'accepted by {one.by} up to "{one.up_to}", which has no unit')
            if _waiver(one.up_to).covers(measured.value, op):
                return _UpTo(text=one.up_to)
            return _UpTo(refusal=ceiling_words(one.by, one.up_to))
        pins = self._pins(one, finding)
        if pins is None:
            return _UpTo(refusal=f"{one.by} accepted other faults of this row, not this one")
        known = pins or self._recorded(finding)
        if known and measured is not None and not any(_within(measured, pin, op) for pin in known):
            return _UpTo(refusal=ceiling_words(one.by, known[0].text))
        self._keep(one, finding, known, op)
        texts = [pin.text for pin in known] or ([measured.text] if measured else [])
        return _UpTo(text=texts[0] if texts and measured is not None else None)

    def _pins(self, one: Acceptance, finding: Finding) -> list[AcceptedRecord] | None:
        """What is on record of this acceptance for this fault; None if it was for other faults only."""
        unit = finding.measured.unit if finding.measured else None
        at = [self._pinned[one.identity, place] for place in places_of(finding)]
        found = [pins[finding.rule, unit] for pins in at if (finding.rule, unit) in pins]
        if not found and one.rules is None and any(at):
            return None
        return found

    def _recorded(self, finding: Finding) -> list[RecordedFinding]:
        """The fault as the last check on record that had it measured it."""
        places, unit = set(places_of(finding)), finding.measured.unit if finding.measured else None
        for run in reversed(self._runs):
            found = [
                one
                for one in run.findings
                if one.rule == finding.rule and one.unit == unit and not places.isdisjoint(one.places)
            ]
            if found:
                return found
        return []

    def _keep(
        self,
        one: Acceptance,
        finding: Finding,
        known: Sequence[AcceptedRecord | RecordedFinding],
        op: str | None,
    ) -> None:
        """Notes how far the fault is accepted at each of its places, to go on record."""
        measured = finding.measured
        first = known[0] if known else None
        value: Scalar = measured.value if measured else None
        text = measured.text if measured else ""
        if first is not None:
            value = first.value if isinstance(first, AcceptedRecord) else first.measured
            text = first.text
        unit = measured.unit if measured else None
        for place in places_of(finding):
            made = AcceptedRecord(
                acceptance=one.identity, rule=finding.rule, place=place, unit=unit, value=value, text=text
            )
            key = (one.identity, place, finding.rule, unit)
            other = self._today.get(key)
            if other is None or _further(made.value, other.value, op):
                self._today[key] = made

    def on_record(self) -> tuple[AcceptedRecord, ...]:
        """How far everything is accepted, in the order of the acceptances' words."""
        return tuple(self._today[key] for key in sorted(self._today, key=lambda key: tuple(map(str, key))))

    def unused(self, checked: Iterable[str]) -> tuple[str, ...]:
        """Acceptances that met no finding, in words, for rows that were checked (by their ids)."""
        seen = set(checked)
        return tuple(
            f"{one.where} ({one.by}: {one.reason})"
            for index, one in enumerate(self._given)
            if index not in self._used and (not one.rows or not one.rows.isdisjoint(seen))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _UpTo:
    """How far a finding is accepted: the value in words, or why it is not."""

    text: str | None = None
    refusal: str = ""


def _of_rows(rows: Iterable[Row]) -> Iterator[Acceptance]:
    """The acceptances in rows' own columns, one for a line of the sheet, however many sizes it books."""
    lines: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row.accepted is not None and row.state != "cancelled":
            lines[row.file, row.tab, row.row].append(row)
    for (_, _, number), booked in lines.items():
        given: Accepted | None = booked[0].accepted
        if given is not None:
            yield Acceptance(
                by=given.by,
                until=given.until,
                reason=given.note or f"on the sheet, row {number}",
                rules=given.rules,
                rows=frozenset(row.id for row in booked),
                publisher=booked[0].publisher,
                where=f"row {number}",
            )


def _for_rows(finding: Finding, rows: Sequence[Row]) -> Finding:
    """A finding that touches these rows alone."""
    kept = {name for row in rows for name in (f"row:{row.id}", f"placement:{row.place}")}
    return replace(
        finding,
        applies_to=tuple(
            one for one in finding.applies_to if one in kept or not one.startswith(("row:", "placement:"))
        ),
    )


def _not_a_ceiling(text: str) -> str:
    try:
        _waiver(text)
    except ValueError as error:
        return f"its ceiling {text!r} is not understood ({error})"
    return ""


def _waiver(up_to: str) -> Waiver:
    """A ceiling that is read and compared as in adqa.toml."""
    made = Waiver.model_construct(rule="", subject="", reason="", owner="", up_to=up_to)
    made.ceiling()
    return made


def _within(measured: Measured, known: AcceptedRecord | RecordedFinding, op: str | None) -> bool:
    """Whether a value is no further from its limit than one that was accepted; if no number, the same."""
    accepted = known.value if isinstance(known, AcceptedRecord) else known.measured
    return measured.value == accepted or measured.text == known.text or _further(accepted, measured.value, op)


def _further(one: Scalar, other: Scalar, op: str | None) -> bool:
    """Whether a number is further from its limit than another."""
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return one < other if op == "at_least" else one > other


def _is(wanted: str, *names: str) -> bool:
    """Whether a name is the wanted one, without case, spaces and punctuation, or fits its pattern."""
    plain = _plain(wanted)
    return any(
        bool(name) and ((bool(plain) and _plain(name) == plain) or glob_matches(wanted, name))
        for name in names
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
