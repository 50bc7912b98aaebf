"""The campaign part of a report: where every booked creative and every row stands, once all is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from adqa.campaign.booking import Deliverable
from adqa.campaign.model import Partner, Row
from adqa.campaign.run import CampaignRun, day_of
from adqa.campaign.sheets.receipt import receipt_lines, unused_lines
from adqa.report.campaign import (
    BookedRecord,
    CampaignRecord,
    FileRecord,
    PartnerRecord,
    RowRecord,
    RowVerdict,
    worst_row,
)
from adqa.report.model import OF_ROWS, Finding, Owner, Severity, Verdict

NOT_ARRIVED = "campaign/missing-creative"
"""The rule that says of a booked creative that it is not there."""
_STANDING = {
    "waiting": RowVerdict.WAITING,
    "due_soon": RowVerdict.WAITING,
    "missing": RowVerdict.MISSING,
    "on_hold": RowVerdict.ON_HOLD,
    "ended": RowVerdict.ENDED,
}
_NOT_RUN = (RowVerdict.ON_HOLD, RowVerdict.ENDED)

Verdicts = Mapping[str, Mapping[str | None, Verdict]]
"""Address of a creative → unit → its verdict."""


def record_campaign(run: CampaignRun, findings: Iterable[Finding], verdicts: Verdicts) -> CampaignRecord:
    """Where everything stands; `findings` are those that touch rows, `verdicts` those of creatives."""
    return _Recorder(run).record(findings, verdicts)


class _Recorder:
    """The standing of one campaign, read off its run."""

    def __init__(self, run: CampaignRun) -> None:
        self._run = run

    def record(
        self, findings: Iterable[Finding], verdicts: Mapping[str, Mapping[str | None, Verdict]]
    ) -> CampaignRecord:
        """The campaign part of the report; `verdicts` are those of creatives, by address and unit."""
        graves: dict[str, set[Severity]] = defaultdict(set)
        held: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.counts and finding.rule != NOT_ARRIVED:
                by_house = finding.severity is Severity.ERROR and finding.owner is not Owner.PARTNER
                for touched in finding.applies_to:
                    graves[touched].add(finding.severity)
                    if by_house:
                        held[touched].append(finding)
        listed = self._run.booked if self._run.with_files else ()
        booked = tuple(self._booked_record(one, verdicts) for one in listed)
        standing = {one.key: one.verdict for one in booked}
        rows = tuple(
            replace(
                self._row_record(row, graves, standing, verdicts),
                answer_by=self._answer_by(row, held.get(f"row:{row.id}", ())),
            )
            for row in self._run.campaign.rows
        )
        starts = [row.flight.start for row in self._run.campaign.live_rows if row.flight.start]
        ends = [row.flight.end for row in self._run.campaign.live_rows if row.flight.end]
        start = self._run.campaign.flight.start or min(starts, default=None)
        end = self._run.campaign.flight.end or max(ends, default=None)
        headers: dict[str, dict[str, int]] = defaultdict(dict)
        for tab in self._run.campaign.tabs:
            if not tab.set_aside:
                headers[tab.file][tab.tab] = tab.header_row
        return CampaignRecord(
            name=self._run.campaign.name,
            advertiser=self._run.campaign.advertiser,
            brand=self._run.campaign.brand,
            start=start.isoformat() if start else None,
            end=end.isoformat() if end else None,
            as_of=self._run.as_of.isoformat() if self._run.as_of else None,
            time_zone=self._run.schedule.calendar.zone,
            sheets=self._run.campaign.files,
            receipts=tuple(receipt_lines(self._run.campaign)),
            unused=tuple(unused_lines(self._run.campaign)),
            placements=len({(row.publisher, row.place) for row in self._run.campaign.live_rows}),
            live_rows=len(self._run.campaign.live_rows),
            delivered=len(self._run.entries),
            matched=len(self._run.served),
            rows=rows,
            booked=booked,
            files=(
                *(
                    FileRecord(path=one.address, code=one.code, text=one.text, question=True)
                    for one in self._run.matching.questions
                ),
                *(
                    FileRecord(path=one.address, code=one.code, text=one.text, question=False)
                    for one in self._run.matching.asides
                ),
            ),
            partners=self._partners(),
            headers=dict(headers),
            accepted=self._run.accepted.on_record(),
            since=self._run.since,
        )

    def _partners(self) -> tuple[PartnerRecord, ...]:
        """Everybody who delivers, with the contact of the sheet, else of the house's table."""
        known: dict[str, Partner] = {}
        for one in self._run.campaign.partners:
            known[one.name] = one
        for row in self._run.campaign.rows:
            if row.owner and row.owner not in known:
                known[row.owner] = Partner(name=row.owner, email=row.email)
        settings = {
            name.casefold(): one for one in self._run.config.partners for name in (one.name, *one.also)
        }
        records = []
        for one in known.values():
            house = settings.get(one.name.casefold())
            records.append(
                PartnerRecord(
                    name=one.name,
                    contact=one.contact or (house.contact if house else ""),
                    email=one.email or (house.email if house else ""),
                )
            )
        return tuple(records)

    def _booked_record(
        self, one: Deliverable, verdicts: Mapping[str, Mapping[str | None, Verdict]]
    ) -> BookedRecord:
        addresses = tuple(self._run.serving.get(one.key, ()))
        due = self._run.schedule.due(one)
        units = {unit.id for row in one.rows for unit in self._run.units.of[row.id]}
        verdict = self._verdict_of(addresses, units, verdicts)
        standing = _STANDING.get(self._run.standing(one)) if self._run.with_files else None
        if standing is not None and (not addresses or standing in _NOT_RUN):
            verdict = standing
        if not any(map(self._run.is_checked, one.rows)) and verdict not in _NOT_RUN:
            verdict = RowVerdict.UNCHANGED
        return BookedRecord(
            key=one.key,
            label=one.label,
            group=one.group,
            size=one.size_text,
            rows=tuple(dict.fromkeys(row.id for row in one.rows)),
            placements=one.placements,
            creatives=addresses,
            owner=one.owner,
            due=due.text if due else "",
            due_at=due.at.isoformat() if due else None,
            verdict=verdict,
        )

    def _verdict_of(
        self, addresses: Iterable[str], units: set[str], verdicts: Mapping[str, Mapping[str | None, Verdict]]
    ) -> RowVerdict:
        """The worst of some creatives under some units; hygiene always counts, assumed units too."""
        return worst_row(
            RowVerdict(verdict.value)
            for address in addresses
            for spec, verdict in verdicts.get(address, {}).items()
            if spec is None or spec in units or spec not in self._run.all_units
        )

    def _row_record(
        self,
        row: Row,
        graves: Mapping[str, set[Severity]],
        standing: Mapping[str, RowVerdict],
        verdicts: Mapping[str, Mapping[str | None, Verdict]],
    ) -> RowRecord:
        booked = self._run.booked_by(row)
        creatives = tuple(one.address for one in self._run.creatives_of(row))
        dues = [due for one in booked if (due := self._run.schedule.due(one))]
        due = min(dues, key=lambda one: one.at) if dues else None
        units = tuple(unit.id for unit in self._run.units.of[row.id])
        return RowRecord(
            id=row.id,
            sheet=row.file,
            tab=row.tab,
            row=row.row,
            placement=row.placement,
            placement_id=row.placement_id,
            creative=creatives,
            booked=tuple(one.key for one in booked),
            spec=units,
            owner=row.owner,
            due=due.text if due else "",
            verdict=self._row_verdict(row, graves.get(f"row:{row.id}", set()), booked, standing, verdicts),
            reason=row.state_reason,
            publisher=row.publisher,
            size=row.size_text,
            start=row.runs.start.isoformat() if row.runs.start else None,
            end=row.runs.end.isoformat() if row.runs.end else None,
            hidden=row.hidden,
        )

    def _answer_by(self, row: Row, held: Collection[Finding]) -> str:
        """When the house has to have settled what is wrong with a row: before the first day it shows."""
        days = [day for one in held if (day := _first_day(one) or row.runs.start)]
        if not days:
            return ""
        on_file = any(one.subject.kind not in OF_ROWS for one in held)
        return self._run.schedule.answer_by(row, min(days), day_of(self._run.as_of), on_file=on_file)

    def _row_verdict(
        self,
        row: Row,
        graves: set[Severity],
        booked: Sequence[Deliverable],
        standing: Mapping[str, RowVerdict],
        verdicts: Mapping[str, Mapping[str | None, Verdict]],
    ) -> RowVerdict:
        if row.state == "cancelled":
            return RowVerdict.CANCELLED
        if row.state == "on_hold":
            return RowVerdict.ON_HOLD
        if self._run.is_over(row):
            return RowVerdict.ENDED
        if not self._run.is_checked(row):
            return RowVerdict.UNCHANGED
        own = [RowVerdict.FAIL] if Severity.ERROR in graves else []
        own += [RowVerdict.REVIEW] if Severity.WARNING in graves else []
        units = {unit.id for unit in self._run.units.of[row.id]}
        here = {
            one.address: self._run.own_verdicts.get((row.id, one.address)) or verdicts.get(one.address, {})
            for one in self._run.creatives_of(row)
        }
        own.append(self._verdict_of(here, units, here))
        own += [
            standing[one.key] for one in booked if one.key in standing and not self._run.serving.get(one.key)
        ]
        if self._run.with_files and not booked and not _arrived_without_file(row):
            own.append(RowVerdict.INCOMPLETE)
        if row.runs.tentative:
            own.append(RowVerdict.WAITING)
        return worst_row(own)


def _arrived_without_file(row: Row) -> bool:
    """Whether all that a row without a creative file awaits stands on the sheet."""
    if row.action == "unassign":
        return True
    return row.serving == "tracking" and bool(row.trackers or row.click_tracker)


def _first_day(finding: Finding) -> date | None:
    """The first of the days that a finding is about; None if it is about the row on all its days."""
    first = finding.where.get("first")
    return date.fromisoformat(first) if isinstance(first, str) else None
