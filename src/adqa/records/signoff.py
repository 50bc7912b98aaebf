"""The record beside a campaign in one check: what was approved, and what arrived before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from adqa.campaign.model import Row, SheetApproval
from adqa.config import Config
from adqa.facts.approval import ApprovalFacts, ApprovalRecordFacts
from adqa.facts.delivery import IndexEntry
from adqa.records.identity import FileState
from adqa.records.lockfile import ApprovalRecord
from adqa.records.runs import RunRecord
from adqa.records.snapshot import Contents
from adqa.records.standing import NOT_ON_RECORD, approval_facts, record_facts
from adqa.records.store import Store, record_folder
from adqa.units import parse_size


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the record says, read once before anything is judged."""

    runs: tuple[RunRecord, ...] = ()
    """Checks of the campaign, oldest first."""
    approvals: ApprovalRecord

    @property
    def before(self) -> tuple[IndexEntry, ...]:
        """Creatives of the last check, as far as relations need to know them."""
        if not self.runs:
            return ()
        return tuple(_entry(one.state) for one in self.runs[-1].creatives)


def read_history(
    arguments: Sequence[str], config: Config, sheets: Sequence[str], campaign: str
) -> tuple[Store, History]:
    """The record of a campaign, which need not exist yet."""
    store = Store(record_folder(arguments, root=config.root, sheet=next(iter(sheets), None)))
    runs, _ = store.runs(campaign)
    return store, History(runs=runs, approvals=store.approvals(campaign))


def _entry(one: FileState) -> IndexEntry:
    try:
        size = parse_size(one.size)
        width, height = size.width, size.height
    except ValueError:
        width = height = 0
    return IndexEntry(
        address=one.path,
        kind=one.kind,
        format=one.format or None,
        width=width,
        height=height,
        content_id=one.content_id or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffs:
    """Approvals as facts of each creative, and what cannot be used of the record."""

    facts: Mapping[str, ApprovalFacts]
    """By address."""
    record: ApprovalRecordFacts | None
    note: str = ""
    """The one line of a check where nobody uses approvals."""


def sign_offs(
    history: History,
    states: Sequence[FileState],
    contents: Contents,
    *,
    rows_of: Callable[[str], Iterable[Row]],
    revisions: Mapping[str, Mapping[str, str]],
    year: int | None,
    exporting: bool = False,
) -> SignOffs:
    """What the approvals on record and those typed in the sheet say of the creatives delivered now.

    `rows_of` gives the rows a creative serves, `revisions` the units each is judged under.
    """
    typed: dict[str, list[SheetApproval]] = {}
    for one in states:
        said = [row.approval for row in rows_of(one.path) if row.approval is not None]
        typed[one.path] = list(dict.fromkeys(said))
    facts = approval_facts(
        states,
        history.approvals.approvals,
        typed=typed,
        runs=history.runs,
        revisions=revisions,
        pixels=contents.pixels,
        exporting=exporting,
        year=year,
    )
    problems = record_facts(history.approvals) if history.approvals.problems else None
    return SignOffs(facts=facts, record=problems, note="" if facts or problems else NOT_ON_RECORD)
