"""One campaign in one check: its units, what serves what, the rules on rows, and where everything stands.

Between the delivery and the report: `match` once everything delivered is known, then `units_for` and
`touches` while creatives are judged, then `judge` for the rules that relate things, then `record`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from adqa.addresses import file_name, natural_key
from adqa.campaign.accepted import Acceptances
from adqa.campaign.booking import Deliverable, book, other_size
from adqa.campaign.matches import Matching
from adqa.campaign.matching import match_files
from adqa.campaign.model import Campaign, CellProblem, Row
from adqa.campaign.naming import preset
from adqa.campaign.schedule import Schedule
from adqa.campaign.since import since_rows
from adqa.campaign.text_places import TextPlaces
from adqa.campaign.units import PUBLISHER, units_of
from adqa.campaign.urls import links_of
from adqa.config import Config
from adqa.facts.campaign import CampaignFacts, DeliverableFacts, MatchFacts, RowFacts, SlotFacts, Standing
from adqa.facts.delivery import IndexEntry
from adqa.facts.naming import NamingFacts, naming_facts
from adqa.facts.version import twin_facts, version_facts
from adqa.judge import Judgements
from adqa.registry import Registry
from adqa.relations import judge_facts
from adqa.report.model import Finding, Scalar, SubjectKind, Verdict
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec


class CampaignRun:
    """A campaign while it is checked."""

    def __init__(
        self,
        campaign: Campaign,
        registry: Registry,
        catalogue: Catalogue,
        config: Config,
        as_of: date | None,
        *,
        with_files: bool,
        roots: Sequence[str] = (),
        since: Campaign | None = None,
    ) -> None:
        """`with_files` is False if only sheets were given, so that no file can be missing.

        `as_of` is a day, or a moment where the time of day matters; `roots` are the paths as given. Rows that
        are as in `since` are not checked again.

        Raises ConfigError if an ad-unit name stands for a unit that does not exist.
        """
        self.campaign = campaign
        self.places = TextPlaces(campaign)
        self.accepted = Acceptances(campaign, day_of(as_of))
        self.since = since.files[0] if since else ""
        self._changed = since_rows(since, campaign) if since else frozenset(row.id for row in campaign.rows)
        self.own_verdicts: dict[tuple[str, str], Mapping[str | None, Verdict]] = {}
        self._registry = registry
        self.as_of = as_of
        self.with_files = with_files
        self._roots = roots
        self.config = config
        self.units = units_of(campaign, config.units, catalogue, day_of(as_of))
        self.schedule = Schedule(campaign, config, self.units.of)
        self.booked = book(campaign)
        self._by_key = {one.key: one for one in self.booked}
        self.matching = Matching()
        self.entries: dict[str, IndexEntry] = {}
        self.serving: dict[str, list[str]] = {}
        self.served: dict[str, list[str]] = {}

    # --- what is checked again

    def is_checked(self, row: Row) -> bool:
        """Whether a row is looked at: every row is, unless an older sheet had it as it is."""
        return row.id in self._changed

    @property
    def unchanged(self) -> int:
        """How many live rows are not checked again."""
        return sum(not self.is_checked(row) for row in self.campaign.live_rows)

    def leaves_out(self, address: str) -> bool:
        """Whether a creative serves only rows that are not checked again."""
        rows = self.rows_of(address)
        return bool(rows) and not any(map(self.is_checked, rows))

    def _concerns(self, finding: Finding) -> bool:
        """Whether a finding is about something that is checked."""
        touched = [one.removeprefix("row:") for one in finding.applies_to if one.startswith("row:")]
        if touched:
            return not self._changed.isdisjoint(touched)
        return not self.leaves_out(finding.path)

    # --- files

    def match(self, entries: Sequence[IndexEntry]) -> None:
        """Decides which of the delivered creatives serve what is booked."""
        self.entries = {one.address: one for one in entries}
        if not self.with_files:
            return
        self.matching = match_files(self.booked, entries, roots=self._roots)
        serving: dict[str, list[str]] = defaultdict(list)
        served: dict[str, list[str]] = defaultdict(list)
        for one in self.matching.matches:
            serving[one.deliverable].append(one.address)
            served[one.address].append(one.deliverable)
        self.serving, self.served = dict(serving), dict(served)

    def beside(self, before: Sequence[IndexEntry]) -> dict[str, list[Any]]:
        """Address → facts of creatives that are alike, and of those that follow one of an earlier round.

        `before` is what the last check saw.
        """
        entries = list(self.entries.values())
        found: dict[str, list[Any]] = defaultdict(list)
        for twins in twin_facts(entries, self.matching, self.booked):
            found[twins.second.address].append(twins)
        for version in version_facts(before, entries):
            found[version.entry.address].append(version)
        for name in self._names():
            if name.entry is not None:
                found[name.entry.address].append(name)
        return dict(found)

    @cached_property
    def all_units(self) -> dict[str, AdUnitSpec]:
        """Every unit that some row is judged under, by its id."""
        return {unit.id: unit for units in self.units.of.values() for unit in units}

    def units_for(self, address: str) -> list[AdUnitSpec]:
        """Units of the rows that a creative serves; none for one that serves nothing.

        A row that says another size than its own creative is wrong itself, and asks nothing of the creative.
        """
        rows = [row for row in self.rows_of(address) if not other_size(row)]
        return list({unit.id: unit for row in rows for unit in self.units.of[row.id]}.values())

    def may_assume(self, address: str) -> bool:
        """Whether the usual limits of its size are worth comparing with: no row says anything of its own."""
        rows = self.rows_of(address)
        return bool(rows) and all(row.id in self.units.assumable for row in rows)

    def rows_of(self, address: str) -> list[Row]:
        """Rows that a creative serves."""
        return [row for key in self.served.get(address, ()) for row in self._by_key[key].rows]

    def decided(self, address: str) -> list[str]:
        """How a creative was matched, in words."""
        return [one.how for one in self._matches_of.get(address, ())]

    @cached_property
    def _matches_of(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self.matching.matches:
            found[one.address].append(one)
        return found

    def touching(self, finding: Finding) -> Finding:
        """A finding on a creative with the rows, placements and bookings it touches.

        A finding under one unit touches only the rows that are booked under that unit.
        """
        rows = [
            row
            for row in self.rows_of(finding.path)
            if row.state != "cancelled"
            and (finding.spec is None or any(unit.id == finding.spec for unit in self.units.of[row.id]))
        ]
        if not rows:
            return finding
        keys = [
            key
            for key in self.served[finding.path]
            if any(row.id == one.id for row in rows for one in self._by_key[key].rows)
        ]
        applies_to = dict.fromkeys((*finding.applies_to, *_touched(rows), *(f"booked:{key}" for key in keys)))
        where = finding.where
        if finding.subject.kind == "creative":  # about its name or its approval, which the sheet has as well
            where = {**_cell_with(file_name(finding.path), rows), **where}
        return self.places.placed(replace(finding, applies_to=tuple(applies_to), where=where))

    def decides_alone(self, row: str, address: str, verdicts: Mapping[str | None, Verdict]) -> None:
        """Notes the verdicts of a creative for one row, where something is accepted for that row only."""
        self.own_verdicts[row, address] = verdicts

    def unused(self) -> tuple[str, ...]:
        """Acceptances on the sheet that met nothing, in words."""
        rows = (row for row in self.campaign.live_rows if not self.is_over(row) and self.is_checked(row))
        return self.accepted.unused(row.id for row in rows)

    # --- rules that relate things

    def judge(self, ready: Iterable[str]) -> list[Judgements]:
        """Runs the rules on booked creatives, delivered files, rows, slots, links and the campaign.

        `ready` are the addresses of creatives that may run.
        """
        ready_entries = tuple(self.entries[one] for one in ready if one in self.entries)
        root = self.campaign.files[0] if self.campaign.files else ""
        results = []
        if self.with_files:
            for one in self.booked:
                if not any(map(self.is_checked, one.rows)):
                    continue
                facts = self._deliverable_facts(one)
                results.append(self._run("creative", one.key, root, f"booked:{one.key}", facts))
            for entry in sorted(self.entries.values(), key=lambda one: natural_key(one.address)):
                matched = self._match_facts(entry)
                results.append(self._run("creative", entry.address, entry.address, entry.address, matched))
        results += self._judge_names(root)
        problems: dict[tuple[str, str, int], list[CellProblem]] = defaultdict(list)
        for problem in self.campaign.problems:
            problems[problem.file, problem.tab, problem.row].append(problem)
        for row in self.campaign.rows:
            if row.state != "live" or self.is_over(row) or not self.is_checked(row):
                continue
            creatives = self.creatives_of(row)
            row_facts = RowFacts(
                row=row,
                campaign=self.campaign,
                as_of=day_of(self.as_of),
                creatives=creatives,
                ready=ready_entries,
                problems=tuple(problems.get((row.file, row.tab, row.row), ())),
                before_due=self._before_due([row]),
                **_sold(self.units.of[row.id]),
            )
            path = creatives[0].address if len(creatives) == 1 else row.file
            results.append(self._run("row", row.id, path, self._row_key(row), row_facts))
        for slot in (one for one in self._slots() if any(map(self.is_checked, one.rows))):
            key = f"{slot.placement}|{slot.size}"
            results.append(self._run("placement", key, slot.rows[0].file, key, slot))
        results += self._judge_links(root)
        whole = CampaignFacts(
            campaign=self.campaign, as_of=day_of(self.as_of), unresolved_units=self.units.unresolved
        )
        results.append(self._run("campaign", self.campaign.name or root, root, "campaign", whole))
        for result in results:
            result.findings = [finding for finding in result.findings if self._concerns(finding)]
        return results

    def _names(self) -> Iterator[NamingFacts]:
        """Names under the preset of the house or the campaign, if there is one."""
        setting = self.config.campaign.naming or self.campaign.naming
        if setting:
            served = sorted(self.served, key=natural_key)
            serving = ((self.entries[address], tuple(self.rows_of(address))) for address in served)
            yield from naming_facts(preset(setting), self.campaign, serving)

    def _judge_names(self, root: str) -> list[Judgements]:
        """The rule on names that so far only the sheet says."""
        results = []
        for facts in self._names():
            if facts.entry is None:
                result = self._run("creative", facts.name, root, facts.name, facts)
                place = _cell_with(facts.name, facts.rows)
                result.findings = [replace(one, where={**place, **one.where}) for one in result.findings]
                results.append(result)
        return results

    def _judge_links(self, root: str) -> list[Judgements]:
        """The rules on links; each finding names the rows that use the link and its cell."""
        before_due = {row.id: self._before_due([row]) for row in self.campaign.live_rows}
        links, together = links_of(self.campaign, self.units.of, self.config.urls, before_due)
        results = []
        for link in links:
            first = link.rows[0]
            key = f"{link.facts.role}|{self._row_key(first)}"
            result = self._run("url", link.facts.text, first.file, key, link.facts)
            place: dict[str, Scalar] = {
                "sheet": first.tab or first.file,
                "row": first.row,
                "column": link.column,
            }
            touched = tuple(_touched(link.rows))
            result.findings = [
                replace(one, applies_to=touched, where={**place, **one.where}) for one in result.findings
            ]
            results.append(result)
        results.append(self._run("campaign", "links", root, "links", together))
        return results

    def _run(self, kind: SubjectKind, id_: str, path: str, key: str, facts: Any) -> Judgements:
        return judge_facts(self._registry, self.config, kind, id_, path, key, facts)

    def _row_key(self, row: Row) -> str:
        """What a row is called in fingerprints: placement and creative, so that moving it loses nothing."""
        return f"{row.place}|{row.creative or row.asset or row.message}|{row.size_text}"

    def is_over(self, row: Row) -> bool:
        day, end = day_of(self.as_of), row.runs.end
        return day is not None and end is not None and end < day

    def creatives_of(self, row: Row) -> tuple[IndexEntry, ...]:
        found: dict[str, IndexEntry] = {}
        for one in self.booked_by(row):
            for address in self.serving.get(one.key, ()):
                found[address] = self.entries[address]
        return tuple(found.values())

    def booked_by(self, row: Row) -> list[Deliverable]:
        return self._by_row.get(row.id, [])

    @cached_property
    def _by_row(self) -> dict[str, list[Deliverable]]:
        found: dict[str, list[Deliverable]] = defaultdict(list)
        for one in self.booked:
            for row in one.rows:
                found[row.id].append(one)
        return found

    def standing(self, one: Deliverable) -> Standing:
        return self.schedule.standing(one, self.as_of, arrived=bool(self.serving.get(one.key)))

    def _deliverable_facts(self, one: Deliverable) -> DeliverableFacts:
        return DeliverableFacts(
            deliverable=one,
            standing=self.standing(one),
            due=self.schedule.due(one),
            creatives=tuple(self.entries[address] for address in self.serving.get(one.key, ())),
        )

    def _match_facts(self, entry: IndexEntry) -> MatchFacts:
        question = self._questions.get(entry.address)
        keys = self.served.get(entry.address) or (question.candidates if question else ())
        return MatchFacts(
            entry=entry,
            matches=tuple(self._matches_of.get(entry.address, ())),
            question=question,
            aside=self._asides.get(entry.address),
            booked=tuple(self._by_key[key] for key in keys),
        )

    @cached_property
    def _questions(self) -> dict[str, Any]:
        return {one.address: one for one in self.matching.questions}

    @cached_property
    def _asides(self) -> dict[str, Any]:
        return {one.address: one for one in self.matching.asides}

    def _slots(self) -> list[SlotFacts]:
        """Live rows by placement, size and locale, in sheet order."""
        groups: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
        for row in self.campaign.live_rows:
            if row.placement or row.placement_id:
                size = ", ".join(map(str, row.sizes)) or row.size_text
                groups[row.publisher, row.placement_id or row.placement, size, row.locale].append(row)
        return [
            SlotFacts(
                placement=rows[0].place,
                size=size,
                rows=tuple(rows),
                campaign=self.campaign,
                as_of=day_of(self.as_of),
                creatives={row.id: self.creatives_of(row) for row in rows},
                before_due=self._before_due(rows),
            )
            for (_, _, size, _), rows in groups.items()
        ]

    def _before_due(self, rows: Iterable[Row]) -> bool:
        booked = [one for row in rows for one in self.booked_by(row)]
        return bool(booked) and all(self.standing(one) in ("waiting", "due_soon") for one in booked)


def day_of(as_of: date | None) -> date | None:
    """The day of a day or a moment."""
    return as_of.date() if isinstance(as_of, datetime) else as_of


def _cell_with(name: str, rows: Iterable[Row]) -> dict[str, Scalar]:
    """The first cell of the sheet that names a creative as its file is named; empty if none does."""
    for row in rows:
        for column in ("creative", "asset"):
            if column in row.columns and getattr(row, column) in (name, name.rpartition(".")[0]):
                return {"sheet": row.tab or row.file, "row": row.row, "column": row.columns[column]}
    return {}


def _sold(units: Iterable[AdUnitSpec]) -> dict[str, Any]:
    """The catalogue's unit of a row, and the sizes it sells where it lists them all."""
    for unit in units:
        limits = [limit for asset in unit.assets.values() for limit in asset.sizes]
        if unit.publisher != PUBLISHER and limits and all(limit.complete for limit in limits):
            listed = [entry.size for limit in limits for entry in limit.any_of]
            if all(listed):
                return {"unit_title": unit.title, "unit_sizes": tuple(str(size) for size in listed)}
    return {}


def _touched(rows: Iterable[Row]) -> list[str]:
    listed = list(rows)
    return list(
        dict.fromkeys([*(f"row:{row.id}" for row in listed), *(f"placement:{row.place}" for row in listed)])
    )
