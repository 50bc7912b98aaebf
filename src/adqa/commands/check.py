"""The check: discover, plan, inspect, judge, and a report; everything the command does, as a function."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from adqa import __version__
from adqa.assign import Assigner, Assignment
from adqa.baseline import read_baseline
from adqa.config import Config, find_config, load_config
from adqa.config_names import refuse_unknown_names
from adqa.delivery import Delivery, discover
from adqa.engine.pool import SECONDS_PER_CREATIVE
from adqa.engine.spool import Spool
from adqa.errors import UsageError
from adqa.facts.assignment import AssignmentFacts
from adqa.facts.delivery import IndexEntry
from adqa.facts.image import ImageFacts
from adqa.inspection import Delivered, Inspection, SubjectKeys
from adqa.judge import (
    JudgedSubject,
    Judgements,
    fold,
    judge_hygiene,
    judge_unit,
    passed_runs,
    verdict_under,
    worst,
)
from adqa.plan import hygiene_rules, known_of, limit_at, probes_for
from adqa.policy import Policy
from adqa.probes import Probe
from adqa.registry import Registry, load_registry
from adqa.relations import judge_delivery, judge_sets
from adqa.report.model import (
    AssetRecord,
    CreativeRecord,
    Finding,
    Outcome,
    Reason,
    Run,
    SpecVerdict,
    Subject,
)
from adqa.report.report import Header, Report, to_line
from adqa.rules.base import Rule
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec
from adqa.tally import KIND_WORDS, Tally, materials
from adqa.units import Size, count_text, listing

Progress = Callable[[int, int], None]
"""Called with (creatives done, creatives in all)."""


def check(
    paths: Iterable[str | Path],
    *,
    spec: Iterable[str] | str = (),
    as_of: date | None = None,
    context: Mapping[str, str] | None = None,
    config: Path | Config | None = None,
    baseline: Path | None = None,
    jobs: int | None = None,
    cache: bool = True,
    seconds: float = SECONDS_PER_CREATIVE,
    formats: Iterable[str] = (),
    notes: bool = False,
    all_runs: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Checks files, folders, globs and archives against ad-unit specs.

    `spec` are ids (`publisher/unit`) or YAML files; without any, `adqa.toml` names them, else the
    standard unit of each creative's size is assumed. `as_of` is the day of judging. `formats` are the
    report formats wanted, as some need pictures. A creative whose inspection takes longer than `seconds` ends
    unknown. `notes` measures what only notes need. Close the report
    (or use it in `with`) to free its spool.

    Raises UsageError if a path does not exist or there is nothing to check, SpecError, ConfigError.
    """
    with ExitStack() as stack:
        run = _Check(
            stack,
            arguments=[str(path) for path in paths],
            spec=(spec,) if isinstance(spec, str) else tuple(spec),
            as_of=as_of,
            context=context or {},
            config=config,
            baseline=baseline,
            jobs=jobs,
            cache=cache,
            seconds=seconds,
            formats=list(formats),
            notes=notes,
            all_runs=all_runs,
            progress=progress,
        )
        report = run.report()
        report.on_close(stack.pop_all().close)
        return report


class _Check:
    """One run of `check`."""

    def __init__(
        self,
        stack: ExitStack,
        *,
        arguments: list[str],
        spec: tuple[str, ...],
        as_of: date | None,
        context: Mapping[str, str],
        config: Path | Config | None,
        baseline: Path | None,
        jobs: int | None,
        cache: bool,
        seconds: float,
        formats: list[str],
        notes: bool,
        all_runs: bool,
        progress: Progress | None,
    ) -> None:
        self._config = config if isinstance(config, Config) else load_config(config or find_config(arguments))
        self._context = {**self._config.context, **context}
        self._as_of = as_of
        self._registry: Registry = load_registry()
        self._catalogue = Catalogue(self._config.house_files())
        refuse_unknown_names(self._config, self._registry, self._catalogue, as_of or date.max)
        self._spec = spec
        self._named: dict[tuple[str, ...], list[AdUnitSpec]] = {}
        self._units_for(spec)
        self._assigner = Assigner(self._registry, self._catalogue)
        self._policy = Policy(
            self._config.severity, self._config.waivers, as_of, read_baseline(baseline) if baseline else None
        )
        self._delivery: Delivery = discover(arguments)
        self._keys = SubjectKeys(arguments, self._config.root)
        self._all_runs = all_runs
        self._notes = notes
        self._progress = progress
        self._pictures = any(self._registry.reporters[name].pictures for name in formats)
        self._inspection = Inspection(self._registry, jobs=jobs, cache=cache, seconds=seconds)
        stack.callback(self._inspection.close)
        self._spool = Spool()
        stack.callback(self._spool.close)
        self._tally = Tally()
        self._index: list[IndexEntry] = []
        self._sets: dict[str, list[IndexEntry]] = {}
        self._hygiene: dict[str, list[Rule]] = {}
        self._probes: dict[tuple[str, tuple[str, ...]], frozenset[Probe]] = {}

    def report(self) -> Report:
        delivery = self._delivery
        total = len(delivery.creatives) + len(delivery.problems)
        if not total and not delivery.unplaced:
            raise UsageError(f"there is nothing to check in {listing(list(delivery.arguments), 'and')}")
        for done, one in enumerate(self._inspection.run(delivery, self._keys, self._wanted), 1):
            self._judge(one)
            if self._progress:
                self._progress(done, total)
        relations = self._relations()
        summary = self._tally.summary(delivery.files)
        return Report(self._header(), summary, self._spool, relations, self._inspection.evidence)

    # --- units and probes

    def _spec_names(self, key: str) -> tuple[str, ...]:
        return self._spec or self._config.specs_for(key)

    def _units_for(self, names: tuple[str, ...]) -> list[AdUnitSpec]:
        if names not in self._named:
            day = self._as_of or date.max
            found = {unit.id: unit for name in names for unit in self._catalogue.resolve(name, day)}
            self._named[names] = list(found.values())
        return self._named[names]

    def _wanted(self, one: Delivered) -> frozenset[Probe]:
        names = self._spec_names(one.key)
        if (one.kind, names) not in self._probes:
            rules = [*self._hygiene_for(one.kind)]
            plans = self._assigner.plans_of(self._units_for(names), one.kind)
            rules += [entry.rule for plan in plans for entry in plan.limits]
            self._probes[one.kind, names] = probes_for(
                self._registry, rules, pictures=self._pictures, notes=self._notes or self._pictures
            )
        return self._probes[one.kind, names]

    def _hygiene_for(self, kind: str) -> list[Rule]:
        if kind not in self._hygiene:
            off = {id_ for id_, change in self._config.severity.items() if change.severity is None}
            self._hygiene[kind] = [rule for rule in hygiene_rules(self._registry, kind) if rule.id not in off]
        return self._hygiene[kind]

    # --- judging

    def _judge(self, one: Delivered) -> None:
        assignment = self._assign(one)
        one.facts[AssignmentFacts] = assignment.facts
        hygiene = judge_hygiene(self._subject(one, {}), self._hygiene_under(one.kind, assignment))
        self._say_if_not_looked_into(one, hygiene)
        judgements = [hygiene]
        for plan in assignment.plans:
            subject = self._subject(one, known_of(one.kind, one.facts, plan.unit, plan.role))
            judgements.append(judge_unit(subject, plan, self._context))
        found = fold([finding for result in judgements for finding in result.findings], self._registry.rules)
        kept = (self._policy.apply(finding, one.key, one.content_id) for finding in found)
        findings = sorted(
            (finding for finding in kept if finding is not None),
            key=lambda finding: (finding.rule, finding.code, finding.spec or ""),
        )
        self._record(one, assignment, judgements, findings)

    def _subject(self, one: Delivered, known: Mapping[str, Any]) -> JudgedSubject:
        return JudgedSubject(
            subject=Subject(kind="asset", id=one.address),
            path=one.address,
            key=one.key,
            facts=one.facts,
            missing=one.missing,
            known=known,
        )

    def _assign(self, one: Delivered) -> Assignment:
        if one.creative is None:
            return Assignment([], AssignmentFacts(kind=one.kind, taken_by=("",)))
        units = self._units_for(self._spec_names(one.key))
        return self._assigner.assign(one.creative, units, one.facts, self._config.role_for(one.key))

    def _hygiene_under(self, kind: str, assignment: Assignment) -> list[Rule]:
        """Hygiene rules without those whose question a unit answers itself."""
        rules = self._hygiene_for(kind)
        decided = {
            rule.yields_to
            for rule in rules
            if rule.yields_to
            for plan in assignment.plans
            if limit_at(plan.unit, plan.role, rule.yields_to)[1]
        }
        return [rule for rule in rules if rule.yields_to not in decided] if decided else rules

    def _say_if_not_looked_into(self, one: Delivered, hygiene: Judgements) -> None:
        """A kind that this version cannot look into is never green."""
        if one.creative is None or one.kind in self._registry.inspectors:
            return
        self._tally.unjudged_kinds[one.kind] += 1
        hygiene.gaps.add(None)
        words = KIND_WORDS.get(one.kind, one.kind)
        hygiene.runs.append(
            Run(
                rule=f"{one.kind}/content",
                subject=Subject(kind="asset", id=one.address),
                path=one.address,
                outcome=Outcome.UNKNOWN,
                reason=Reason.ENGINE_CANNOT_SEE,
                text=f"{words} are recognised but not looked into by this version",
            )
        )

    # --- recording

    def _record(
        self, one: Delivered, assignment: Assignment, judgements: Sequence[Judgements], found: list[Finding]
    ) -> None:
        specs = [None, *(plan.unit.id for plan in assignment.plans)]
        verdicts = tuple(
            SpecVerdict(spec=spec, verdict=verdict_under(spec, judgements, found)) for spec in specs
        )
        runs = [run for result in judgements for run in result.runs]
        outcomes = Counter(run.outcome.value for run in runs)
        outcomes[Outcome.PASS.value] += sum(len(result.passed) for result in judgements)
        outcomes[Outcome.NOT_APPLICABLE.value] += sum(result.skipped for result in judgements)
        decided = [one.creative.decided] if one.creative and one.creative.decided else []
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
            decided="; ".join([*decided, *assignment.decided]),
            facts=_facts_for_report(one.facts),
        )
        self._spool.write("creatives", one.address, to_line(CreativeRecord, record))
        if found:
            self._spool.write("findings", one.address, to_line(list[Finding], found))
        self._spool_runs(one.address, judgements)
        self._tally.add_creative(record.verdict, found, runs, outcomes)
        self._remember(one, assignment)

    def _spool_runs(self, address: str, judgements: Iterable[Judgements]) -> None:
        """Writes the runs a report lists: unknown and crashed ones, or all of them."""
        listed: list[Run] = []
        for result in judgements:
            if self._all_runs:
                listed += result.runs + passed_runs(result)
            else:
                listed += [run for run in result.runs if run.outcome in (Outcome.UNKNOWN, Outcome.CRASHED)]
        if listed:
            self._spool.write("runs", address, to_line(list[Run], listed))

    def _remember(self, one: Delivered, assignment: Assignment) -> None:
        """Keeps what relations need to know of a creative."""
        image = one.facts.get(ImageFacts)
        size = Size(image.width, image.height) if isinstance(image, ImageFacts) else None
        entry = IndexEntry(
            address=one.address,
            kind=one.kind,
            format=image.format if isinstance(image, ImageFacts) else None,
            width=size.width if size else 0,
            height=size.height if size else 0,
            content_id=one.content_id or "",
        )
        self._index.append(entry)
        for plan in assignment.plans:
            self._tally.add_unit(plan.unit, assumed=plan.assumed, size=size)
            if not plan.assumed and (plan.unit.set_.sizes or plan.unit.set_.same_format):
                self._sets.setdefault(plan.unit.id, []).append(entry)
        if not assignment.plans and not assignment.facts.named and size:
            self._tally.without_unit += 1

    def _relations(self) -> list[Finding]:
        root = self._delivery.arguments[0]
        results = [judge_delivery(self._registry, self._index, self._delivery.unplaced, root)]
        units = {id_: unit for id_, (unit, _) in self._tally.used.items()}
        results += judge_sets(self._registry, self._sets, units, self._context)
        content = {entry.address: entry.content_id for entry in self._index}
        found = []
        for result in results:
            self._tally.outcomes.update(run.outcome.value for run in result.runs)
            self._tally.outcomes[Outcome.PASS.value] += len(result.passed)
            kept = (
                self._policy.apply(one, self._keys.of(one.path), content.get(one.path))
                for one in result.findings
            )
            found += [one for one in kept if one is not None]
        self._spool_runs(root, results)
        self._tally.add_findings(found)
        return found

    def _header(self) -> Header:
        return Header(
            adqa_version=__version__,
            as_of=self._as_of.isoformat() if self._as_of else "",
            arguments=self._delivery.arguments,
            specs=self._tally.specs(),
            notes=(*_settings_note(self._config, self._delivery.arguments), *self._tally.notes()),
            not_checked=tuple(sorted(self._tally.not_checked)),
            materials=materials(self._delivery),
            waivers_unused=self._policy.unused(),
        )


def _settings_note(config: Config, arguments: Iterable[str]) -> tuple[str, ...]:
    """Says which settings hold, and if they came with what is checked: a sender could waive a fault."""
    if config.file is None:
        return ()
    file = Path(config.file).resolve()
    delivered = any(Path(argument).resolve() in file.parents for argument in arguments)
    try:
        shown = Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive of Windows
        shown = file.as_posix()
    accepted = count_text(len(config.waivers), "accepted finding")
    words = (
        f"The settings in {shown} hold ({accepted})" if config.waivers else f"The settings in {shown} hold"
    )
    return (f"{words}; that file came with the delivery." if delivered else f"{words}.",)


def _facts_for_report(facts: Mapping[type, Any]) -> dict[str, Any]:
    return {
        value.KIND: {"version": value.VERSION, **{name: getattr(value, name) for name in value.__slots__}}
        for value in sorted(facts.values(), key=lambda one: str(one.KIND))
        if not isinstance(value, AssignmentFacts)
    }
