"""What the approvals on record say of the files delivered now. Pure but for looking into pictures on demand.

An approval is bound to content. It finds its creative by content first, so that a new name does not lose
it, and by name else, so that new art under an approved name is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from adqa.campaign.model import SheetApproval
from adqa.campaign.names import read_name, read_version, version_text
from adqa.facts.approval import ApprovalFacts, ApprovalRecordFacts, SignOff, Standing, UnitChange
from adqa.records.identity import FileState, Level, Pixels, compare, known_pixels, pair_up
from adqa.records.lockfile import Approval, ApprovalRecord
from adqa.records.runs import RunRecord
from adqa.units import date_text

NOT_ON_RECORD = "No approval is on record, so sign-off was not checked (put one on record with adqa approve)"
"""The one line of a check where nobody uses approvals."""

_STANDING: dict[Level, Standing] = {
    "same_bytes": "stands",
    "same_content": "same_content",
    "changed": "changed",
}


@dataclass(frozen=True, slots=True)
class _Stated:
    """An approval as it bears on one file, with what decides between several of one approver."""

    sign_off: SignOff
    order: tuple[bool, date, str]
    """Whether it holds, its day, when it was recorded: the last one counts."""
    units: tuple[UnitChange, ...] = ()


def approval_facts(
    files: Sequence[FileState],
    approvals: Sequence[Approval],
    *,
    typed: Mapping[str, Sequence[SheetApproval]] | None = None,
    runs: Sequence[RunRecord] = (),
    revisions: Mapping[str, Mapping[str, str]] | None = None,
    pixels: Pixels = known_pixels,
    exporting: bool = False,
    year: int | None = None,
) -> dict[str, ApprovalFacts]:
    """The facts of each file by its path; nothing at all where no approval is on record.

    `typed` are approvals typed in the sheet for the rows a file serves, `runs` what is on record of earlier
    checks (which dates them), `revisions` the units a file is judged under now.
    """
    typed = typed or {}
    if not approvals and not any(typed.values()):
        return {}
    about = _about(files, approvals, pixels)
    history = _History(files, runs, pixels)
    facts = {}
    for file in files:
        now = (revisions or {}).get(file.path, {})
        stated: dict[str, _Stated] = {}
        for approval in about.get(file.path, ()):
            _keep(stated, _from_record(approval, file, now, pixels))
        for one in typed.get(file.path, ()):
            _keep(stated, _from_sheet(one, file, history, year))
        facts[file.path] = ApprovalFacts(
            sign_offs=tuple(one.sign_off for one in stated.values()),
            unit_changes=tuple(dict.fromkeys(change for one in stated.values() for change in one.units)),
            exporting=exporting,
            year=year,
        )
    return facts


def record_facts(record: ApprovalRecord) -> ApprovalRecordFacts:
    """What a rule may know of a record that cannot be used in full."""
    return ApprovalRecordFacts(problems=tuple((one.file, one.code, one.text) for one in record.problems))


def _about(
    files: Sequence[FileState], approvals: Sequence[Approval], pixels: Pixels
) -> dict[str, list[Approval]]:
    """Which approvals are about which file: those of its content, and those of its name."""
    by_path: dict[str, list[Approval]] = {}
    by_content: dict[str, list[Approval]] = {}
    for one in approvals:
        by_path.setdefault(one.path, []).append(one)
        for hash_ in {one.sha256, one.content_id} - {None}:
            by_content.setdefault(str(hash_), []).append(one)
    latest = [path_approvals[-1].state for path_approvals in by_path.values()]
    pairs = pair_up(latest, files, old=known_pixels, new=pixels)
    named = {now.path: then.path for then, now in pairs if then is not None and now is not None}
    about = {}
    for file in files:
        found = {one.id: one for one in by_path.get(named.get(file.path, ""), ())}
        for hash_ in (file.sha256, file.content_id):
            found |= {one.id: one for one in by_content.get(hash_ or "", ())}
        about[file.path] = sorted(found.values(), key=lambda one: (one.recorded, one.id))
    return about


def _keep(stated: dict[str, _Stated], one: _Stated) -> None:
    """Keeps the last word of each approver: a role if one is named, as colleagues stand in for each other."""
    who = _signer(stated, one.sign_off)
    before = stated.get(who)
    if before is None or one.order >= before.order:
        stated[who] = one


def _signer(stated: Mapping[str, _Stated], one: SignOff) -> str:
    if one.role:
        return one.role.casefold()
    same = (who for who, other in stated.items() if other.sign_off.by.casefold() == one.by.casefold())
    return next(same, one.by.casefold())


def _from_record(
    approval: Approval, file: FileState, revisions: Mapping[str, str], pixels: Pixels
) -> _Stated:
    level, said = compare(approval.state, file, new=pixels)
    standing, version = _STANDING[level], ""
    if standing == "changed":
        standing, version = _or_other_version(read_name(approval.state.name).version, file)
    holds = standing in ("stands", "same_content")
    on = date.fromisoformat(approval.on)
    changes = (
        UnitChange(spec=spec, by=approval.by, on=on)
        for spec, revision in approval.units.items()
        if holds and revisions.get(spec, revision) != revision
    )
    sign_off = SignOff(
        by=approval.by,
        role=approval.role,
        on=on,
        standing=standing,
        said=said,
        conditions=approval.conditions,
        version=version,
    )
    return _Stated(sign_off, (holds, on, approval.recorded), tuple(changes))


def _or_other_version(approved: tuple[int, ...] | None, file: FileState) -> tuple[Standing, str]:
    """A file that names another version is no changed file but another one."""
    now = read_name(file.name).version
    if approved is not None and now is not None and approved != now:
        return "other_version", version_text(approved)
    return "changed", ""


class _History:
    """What earlier checks on record say of the days on which files were there."""

    def __init__(self, files: Sequence[FileState], runs: Sequence[RunRecord], pixels: Pixels) -> None:
        self._files = files
        ordered = sorted(runs, key=lambda one: one.recorded)
        self._runs = [(date.fromisoformat(run.as_of or run.recorded[:10]), run) for run in ordered]
        self._pixels = pixels
        self._paired: dict[int, dict[str, FileState]] = {}

    def begins(self) -> date | None:
        """The first day on record."""
        return min((day for day, _ in self._runs), default=None)

    @cached_property
    def _first(self) -> dict[str, date]:
        found: dict[str, date] = {}
        for day, run in self._runs:
            for one in run.creatives:
                if one.content_id:
                    found[one.content_id] = min(day, found.get(one.content_id, day))
        return found

    def first_seen(self, file: FileState) -> date | None:
        """The first day on which this very content was there."""
        return self._first.get(file.content_id or "")

    def before(self, file: FileState, day: date) -> FileState | None:
        """The file of that name as the last check up to a day saw it."""
        until = [index for index, (one, _) in enumerate(self._runs) if one <= day]
        if not until:
            return None
        if until[-1] not in self._paired:
            pairs = pair_up(self._runs[until[-1]][1].files, self._files, old=known_pixels, new=known_pixels)
            self._paired[until[-1]] = {now.path: then for then, now in pairs if then and now}
        return self._paired[until[-1]].get(file.path)

    def compare(self, then: FileState, file: FileState) -> tuple[Level, str]:
        """How much of the file of then is there now."""
        return compare(then, file, new=self._pixels)


def _from_sheet(one: SheetApproval, file: FileState, history: _History, year: int | None) -> _Stated:
    standing, said, version = _bound(one, file, history, year)
    sign_off = SignOff(by=one.by, on=one.on, standing=standing, said=said, version=version, from_sheet=True)
    holds = standing in ("stands", "same_content")
    return _Stated(sign_off, (holds, one.on or date.min, ""))


def _bound(
    one: SheetApproval, file: FileState, history: _History, year: int | None
) -> tuple[Standing, str, str]:
    """What an approval typed in a sheet is for: the file that was there on that day."""
    approved = read_version(one.version) if one.version else None
    if approved is not None:
        standing, version = _or_other_version(approved, file)
        if standing == "other_version":
            return standing, "", version
    if one.on is None:
        return "unbound", "the sheet gives no date of the approval", ""
    seen = history.first_seen(file)
    if seen is not None and seen <= one.on:
        return "stands", f"bound to the file that was there on {date_text(seen, year)}", ""
    then = history.before(file, one.on)
    if then is not None:
        level, said = history.compare(then, file)
        return _STANDING[level], said, ""
    begins = history.begins()
    if begins is not None and begins <= one.on:
        return "unbound", "no check up to that day saw a file of this name", ""
    return "unbound", "no check on record reaches back to that day", ""


def stands(facts: ApprovalFacts) -> bool:
    """Whether somebody's approval covers the creative, and nobody's was broken."""
    found: Iterable[Standing] = [one.standing for one in facts.sign_offs]
    return any(one in ("stands", "same_content") for one in found) and "changed" not in found
