"""The ledger of a check: what was found of each creative, spooled, counted, and kept for relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adqa.assign import Assignment
from adqa.engine.spool import Spool
from adqa.facts.assignment import AssignmentFacts
from adqa.facts.delivery import IndexEntry
from adqa.facts.image import ImageFacts, PerceptualFacts
from adqa.inspection import Delivered
from adqa.judge import Judgements, passed_runs, verdict_under, worst
from adqa.report.model import AssetRecord, CreativeRecord, Finding, Outcome, Run, SpecVerdict, Verdict
from adqa.report.report import to_line
from adqa.tally import Tally
from adqa.units import Size

if TYPE_CHECKING:
    from adqa.campaign.run import CampaignRun


class Ledger:
    """Takes what was judged. Its spool and its counters become the report."""

    def __init__(self, booked: CampaignRun | None, *, all_runs: bool) -> None:
        """`all_runs` lists in the report what passed, too."""
        self.spool = Spool()
        self.tally = Tally()
        self.index: list[IndexEntry] = []
        """Every creative, as far as relations need to know it."""
        self.sets: dict[str, list[IndexEntry]] = {}
        """Unit that sells sets → its creatives."""
        self.verdicts: dict[str, dict[str | None, Verdict]] = {}
        """With a campaign: verdicts of every creative by unit, for the rows it serves."""
        self.found: list[Finding] = []
        """With a campaign: findings on creatives that touch rows."""
        self._booked = booked
        self._all_runs = all_runs

    def record(
        self, one: Delivered, assignment: Assignment, judgements: Sequence[Judgements], found: list[Finding]
    ) -> None:
        """Takes one judged creative."""
        specs = [None, *(plan.unit.id for plan in assignment.plans)]
        verdicts = tuple(
            SpecVerdict(spec=spec, verdict=verdict_under(spec, judgements, found)) for spec in specs
        )
        runs = [run for result in judgements for run in result.runs]
        outcomes = Counter(run.outcome.value for run in runs)
        outcomes[Outcome.PASS.value] += sum(len(result.passed) for result in judgements)
        outcomes[Outcome.NOT_APPLICABLE.value] += sum(result.skipped for result in judgements)
        decided = [one.creative.decided] if one.creative and one.creative.decided else []
        matched = self._booked.decided(one.address) if self._booked else []
        record = CreativeRecord(
            id=one.key,
            path=one.address,
            kind=one.kind,
            sha256=one.digest,
            content_id=one.content_id,
            assets=(
                AssetRecord(
                    role=assignment.plans[0].role if assignment.plans else None,
                    path=one.address,
                    member=None,
                    kind=one.kind,
                    sha256=one.digest,
                ),
            ),
            specs=tuple(plan.unit.id for plan in assignment.plans),
            assumed=any(plan.assumed for plan in assignment.plans),
            verdict=worst(entry.verdict for entry in verdicts),
            verdicts=verdicts,
            counts=dict(sorted(outcomes.items())),
            decided="; ".join([*decided, *matched, *assignment.decided]),
            facts=_facts_for_report(one.facts),
        )
        self.spool.write("creatives", one.address, to_line(CreativeRecord, record))
        if found:
            self.spool.write("findings", one.address, to_line(list[Finding], found))
        self.spool_runs(one.address, judgements)
        self.tally.add_creative(record.verdict, found, runs, outcomes)
        if self._booked is not None:
            self.verdicts[one.address] = {entry.spec: entry.verdict for entry in verdicts}
            for row, left in self._booked.accepted.excused(found).items():
                own = {spec: verdict_under(spec, judgements, left) for spec in specs}
                self._booked.decides_alone(row, one.address, own)
            self.found += [finding for finding in found if finding.applies_to]
        self._remember(one, assignment)

    def spool_runs(self, address: str, judgements: Iterable[Judgements]) -> None:
        """Writes the runs a report lists: unknown and crashed ones, or all of them."""
        listed: list[Run] = []
        for result in judgements:
            if self._all_runs:
                listed += result.runs + passed_runs(result)
            else:
                listed += [run for run in result.runs if run.outcome in (Outcome.UNKNOWN, Outcome.CRASHED)]
        if listed:
            self.spool.write("runs", address, to_line(list[Run], listed))

    def _remember(self, one: Delivered, assignment: Assignment) -> None:
        """Keeps what relations need to know of a creative."""
        entry = index_entry(one)
        size = Size(entry.width, entry.height) if entry.format else None
        self.index.append(entry)
        for plan in assignment.plans:
            self.tally.add_unit(plan.unit, assumed=plan.assumed, size=size)
            if not plan.assumed and (plan.unit.set_.sizes or plan.unit.set_.same_format):
                self.sets.setdefault(plan.unit.id, []).append(entry)
        if not assignment.plans and not assignment.facts.named and size and self._booked is None:
            self.tally.without_unit += 1

    def ready(self) -> list[str]:
        """Addresses of creatives that may run."""
        may_run = (Verdict.PASS, Verdict.REVIEW)
        return [address for address, found in self.verdicts.items() if worst(found.values()) in may_run]


def index_entry(one: Delivered) -> IndexEntry:
    """What relations need to know of a creative."""
    kind = "html5" if one.kind == "archive" else one.kind  # one that cannot be opened, and so not told apart
    image, look = one.facts.get(ImageFacts), one.facts.get(PerceptualFacts)
    entry = IndexEntry(
        address=one.address,
        kind=kind,
        format=None,
        width=0,
        height=0,
        content_id=one.content_id or "",
        dhash=look.dhash if isinstance(look, PerceptualFacts) else None,
    )
    if not isinstance(image, ImageFacts):
        return entry
    return replace(entry, format=image.format, width=image.width, height=image.height)


def _facts_for_report(facts: Mapping[type, Any]) -> dict[str, Any]:
    return {
        value.KIND: {"version": value.VERSION, **{name: getattr(value, name) for name in value.__slots__}}
        for value in sorted(facts.values(), key=lambda one: str(one.KIND))
        if not isinstance(value, AssignmentFacts)
    }
