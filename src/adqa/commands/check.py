"""The check: discover, plan, inspect, judge, and a report; everything the command does, as a function."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adqa import __version__
from adqa.addresses import file_name
from adqa.baseline import read_baseline
from adqa.campaign.manual import boxes
from adqa.campaign.model import Campaign
from adqa.choice import Choice
from adqa.config import Config, find_config, load_config
from adqa.config_names import refuse_unknown_names
from adqa.delivery import Delivery, discover
from adqa.engine.pool import SECONDS_PER_CREATIVE
from adqa.errors import UsageError
from adqa.facts.approval import ApprovalRecordFacts
from adqa.facts.assignment import AssignmentFacts
from adqa.inspection import Delivered, Inspection, SubjectKeys
from adqa.judge import (
    JudgedSubject,
    Judgements,
    fold,
    judge_hygiene,
    judge_unit,
)
from adqa.ledger import Ledger, index_entry
from adqa.plan import known_of
from adqa.policy import Policy
from adqa.records.signoff import read_history, sign_offs
from adqa.records.snapshot import Contents, state_of
from adqa.registry import Registry, load_registry
from adqa.relations import judge_delivery, judge_facts, judge_sets, without_echoes
from adqa.report.model import (
    Finding,
    Outcome,
    Reason,
    Run,
    Subject,
    SubjectKind,
)
from adqa.report.report import Header, Report
from adqa.spec.catalogue import Catalogue
from adqa.tally import KIND_WORDS, materials
from adqa.units import count_text, listing

if TYPE_CHECKING:
    from adqa.campaign.run import CampaignRun

Progress = Callable[[int, int], None]
"""Called with (creatives done, creatives in all)."""


def check(
    paths: Iterable[str | Path],
    *,
    spec: Iterable[str] | str = (),
    as_of: date | None = None,
    context: Mapping[str, str] | None = None,
    campaign: Iterable[str | Path] | Campaign | None = None,
    since: str | Path | None = None,
    config: Path | Config | None = None,
    baseline: Path | None = None,
    jobs: int | None = None,
    cache: bool = True,
    seconds: float = SECONDS_PER_CREATIVE,
    formats: Iterable[str] = (),
    notes: bool = False,
    all_runs: bool = False,
    exporting: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Checks files, folders, globs and archives against ad-unit specs and against the campaign they are for.

    `spec` are ids (`publisher/unit`) or YAML files; without any, `adqa.toml` names them, else the
    standard unit of each creative's size is assumed. `campaign` are sheets (workbooks, delimited text,
    YAML) or a campaign as read; None takes the one sheet among the files that reads as one, and an empty
    list none. `since` is an older state of the sheet: only rows that are new or changed are checked. `as_of`
    is the day of judging, or the moment where the time of day matters. `formats` are the report formats
    wanted, as some need pictures. A creative whose inspection takes longer than `seconds` ends unknown.
    `notes` measures what only notes need. `exporting` judges as for a hand-over, where missing sign-off is an
    error. Close the report (or use it in `with`) to free its spool.

    Raises UsageError if a path does not exist or there is nothing to check, SheetError if a sheet that was
    named cannot be read, SpecError, ConfigError.
    """
    with ExitStack() as stack:
        run = _Check(
            stack,
            arguments=[str(path) for path in paths],
            spec=(spec,) if isinstance(spec, str) else tuple(spec),
            as_of=as_of,
            context=context or {},
            campaign=campaign if campaign is None or isinstance(campaign, Campaign) else list(campaign),
            since=since,
            config=config,
            baseline=baseline,
            jobs=jobs,
            cache=cache,
            seconds=seconds,
            formats=list(formats),
            notes=notes,
            all_runs=all_runs,
            exporting=exporting,
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
        campaign: Sequence[str | Path] | Campaign | None,
        since: str | Path | None,
        config: Path | Config | None,
        baseline: Path | None,
        jobs: int | None,
        cache: bool,
        seconds: float,
        formats: list[str],
        notes: bool,
        all_runs: bool,
        exporting: bool,
        progress: Progress | None,
    ) -> None:
        self._config = config if isinstance(config, Config) else load_config(config or find_config(arguments))
        self._context = {**self._config.context, **context}
        self._moment = as_of
        self._as_of = as_of = as_of.date() if isinstance(as_of, datetime) else as_of
        self._registry: Registry = load_registry()
        self._catalogue = Catalogue(self._config.house_files())
        refuse_unknown_names(self._config, self._registry, self._catalogue, as_of or date.max)
        self._policy = Policy(
            self._config.severity, self._config.waivers, as_of, read_baseline(baseline) if baseline else None
        )
        self._delivery: Delivery = discover(arguments)
        self._keys = SubjectKeys(arguments, self._config.root)
        self._exporting = exporting
        self._progress = progress
        self._inspection = Inspection(self._registry, jobs=jobs, cache=cache, seconds=seconds)
        stack.callback(self._inspection.close)
        self._said: list[str] = []
        self._booked = self._read(campaign, since)
        self._ledger = Ledger(self._booked, all_runs=all_runs)
        stack.callback(self._ledger.spool.close)
        self._choice = Choice(
            self._registry,
            self._catalogue,
            self._config,
            spec,
            as_of,
            self._booked,
            pictures=any(self._registry.reporters[name].pictures for name in formats),
            notes=notes,
        )
        booked = self._booked.campaign if self._booked else None
        store, self._history = read_history(
            arguments, self._config, booked.files if booked else (), booked.name if booked else ""
        )
        if self._booked is not None:
            self._booked.accepted.recall(self._history.runs)
        self._ticks, damaged = store.ticks(booked.name if booked else "")
        self._said += [f"{one.file} of the record {one.text}." for one in damaged]
        self._beside: dict[str, list[Any]] = {}
        """Address → facts that a creative has only beside others: earlier rounds, twins, approvals."""
        self._record_problems: ApprovalRecordFacts | None = None

    def _read(
        self, given: Sequence[str | Path] | Campaign | None, since: str | Path | None
    ) -> CampaignRun | None:
        """The campaign: as given, else the one sheet among the files that reads as one.

        What reads sheets is imported only here, as most checks in CI see none.
        """
        no_sheet = not given if given is not None else not self._delivery.sheets
        if no_sheet and since is None and not isinstance(given, Campaign):
            return None
        from adqa.campaign.find import find_sheets, only_sheets, read_house_campaign, refuse_empty
        from adqa.campaign.run import CampaignRun
        from adqa.campaign.sheets.receipt import missing_columns

        if isinstance(given, Campaign):
            campaign = given
        else:
            sheets, notes = ([*given], []) if given is not None else find_sheets(self._delivery)
            self._said += notes
            if not sheets and since is not None:
                raise UsageError("no sheet of the campaign was found to compare with the older one")
            if not sheets:
                return None
            campaign = read_house_campaign(sheets, self._config)
            refuse_empty(campaign)
            self._said += missing_columns(campaign)
        with_files = not only_sheets(self._delivery, campaign)
        if not with_files:
            self._said.append("No files were given, so rows were checked by what the sheet says alone.")
        run = CampaignRun(
            campaign,
            self._registry,
            self._catalogue,
            self._config,
            self._moment,
            with_files=with_files,
            roots=self._delivery.arguments,
            since=read_house_campaign([since], self._config) if since is not None else None,
        )
        if since is not None:
            self._say_what_is_left_out(run, file_name(str(since)))
        return run

    def _say_what_is_left_out(self, run: CampaignRun, older: str) -> None:
        """Says how many rows are not checked again. Raises UsageError if that is all of them."""
        if not any(map(run.is_checked, run.campaign.live_rows)):
            raise UsageError(f"there is nothing to check again: no row is new or changed since {older}")
        if run.unchanged:
            rows = count_text(run.unchanged, "row is", "rows are")
            were = "was" if run.unchanged == 1 else "were"
            self._said.append(f"{rows} unchanged since {older} and {were} not checked again.")

    def report(self) -> Report:
        delivery = self._delivery
        total = len(delivery.creatives) + len(delivery.problems)
        if not total and not delivery.unplaced and self._booked is None:
            raise UsageError(f"there is nothing to check in {listing(list(delivery.arguments), 'and')}")
        for done, one in enumerate(self._inspected(), 1):
            if self._booked is None or not self._booked.leaves_out(one.address):
                self._judge(one)
            if self._progress:
                self._progress(done, total)
        relations = self._relations()
        campaign = None
        if self._booked is not None:
            from adqa.campaign.recording import record_campaign

            found = [*self._ledger.found, *relations]
            campaign = record_campaign(self._booked, found, self._ledger.verdicts)
        summary = self._ledger.tally.summary(delivery.files, campaign)
        return Report(
            self._header(), summary, self._ledger.spool, relations, self._inspection.evidence, campaign
        )

    def _inspected(self) -> Iterable[Delivered]:
        """Everything delivered, measured; with a campaign only once it is known which serves what.

        Units come from the rows a creative serves, and that takes the sizes of all of them. A campaign
        holds hundreds or a few thousand creatives, so their measurements are kept meanwhile.
        """
        inspected = self._inspection.run(self._delivery, self._keys, self._choice.wanted)
        if self._booked is None and self._history.approvals.is_empty:
            return inspected
        kept = list(inspected)
        entries = {one.address: index_entry(one) for one in kept if one.kind != "folder"}
        if self._booked is not None:
            self._booked.match(list(entries.values()))
            self._beside = self._booked.beside(self._history.before)
        self._read_sign_offs([one for one in kept if one.creative is not None])
        return kept

    def _read_sign_offs(self, kept: Sequence[Delivered]) -> None:
        """Finds out who approved what of it, where any approval is on record or typed in the sheet."""
        with Contents(self._delivery.creatives) as contents:
            found = sign_offs(
                self._history,
                [state_of(one) for one in kept],
                contents,
                rows_of=self._booked.rows_of if self._booked else lambda _: (),
                revisions={
                    one.address: {unit.id: unit.revision for unit in self._choice.units_of(one)}
                    for one in kept
                },
                year=self._as_of.year if self._as_of else None,
                exporting=self._exporting,
            )
        for address, facts in found.facts.items():
            self._beside.setdefault(address, []).append(facts)
        self._record_problems = found.record
        if found.note and self._booked is not None:
            self._said.append(found.note)

    # --- judging

    def _judge(self, one: Delivered) -> None:
        assignment = self._choice.assign(one)
        one.facts[AssignmentFacts] = assignment.facts
        hygiene = judge_hygiene(self._subject(one, {}), self._choice.hygiene_under(one.kind, assignment))
        self._say_if_not_looked_into(one, hygiene)
        judgements = [hygiene]
        judgements += [
            self._judge_beside("creative", one.address, facts) for facts in self._beside.get(one.address, ())
        ]
        for plan in assignment.plans:
            subject = self._subject(one, known_of(one.kind, one.facts, plan.unit, plan.role))
            judgements.append(judge_unit(subject, plan, self._context))
        found = fold([finding for result in judgements for finding in result.findings], self._registry.rules)
        kept = (self._policy.apply(finding, one.key, one.content_id) for finding in found)
        findings = sorted(
            (told for finding in kept if finding is not None for told in self._on_sheet(finding)),
            key=lambda finding: (finding.rule, finding.code, finding.spec or ""),
        )
        self._ledger.record(one, assignment, judgements, findings)

    def _on_sheet(self, finding: Finding) -> list[Finding]:
        """A finding on a creative with the rows it touches, parted by what people on the sheet accepted."""
        if self._booked is None:
            return [finding]
        return self._booked.accepted.apply(self._booked.touching(finding))

    def _judge_beside(self, kind: SubjectKind, address: str, facts: Any) -> Judgements:
        key = self._keys.of(address)
        return judge_facts(self._registry, self._config, kind, address, address, key, facts)

    def _subject(self, one: Delivered, known: Mapping[str, Any]) -> JudgedSubject:
        return JudgedSubject(
            subject=Subject(kind="asset", id=one.address),
            path=one.address,
            key=one.key,
            facts=one.facts,
            missing=one.missing,
            known=known,
        )

    def _say_if_not_looked_into(self, one: Delivered, hygiene: Judgements) -> None:
        """A kind that this version cannot look into is never green."""
        if one.creative is None or one.kind in self._registry.inspectors:
            return
        self._ledger.tally.unjudged_kinds[one.kind] += 1
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

    def _relations(self) -> list[Finding]:
        root = self._delivery.arguments[0]
        results = [judge_delivery(self._registry, self._ledger.index, self._delivery.unplaced, root)]
        units = {id_: unit for id_, (unit, _) in self._ledger.tally.used.items()}
        results += judge_sets(self._registry, self._ledger.sets, units, self._context)
        if self._booked is not None:
            results += self._booked.judge(self._ledger.ready())
        if self._record_problems is not None:
            results.append(self._judge_beside("campaign", root, self._record_problems))
        content = {entry.address: entry.content_id for entry in self._ledger.index}
        found = []
        for result in results:
            self._ledger.tally.outcomes.update(run.outcome.value for run in result.runs)
            self._ledger.tally.outcomes[Outcome.PASS.value] += len(result.passed)
            kept = (
                self._policy.apply(one, self._keys.of(one.path), content.get(one.path))
                for one in result.findings
            )
            accepted = self._booked.accepted.apply if self._booked else lambda finding: [finding]
            found += [told for one in kept if one is not None for told in accepted(one)]
        found = without_echoes(found, self._ledger.found, self._registry)
        if self._booked is not None:
            found = [self._booked.places.placed(one) for one in found]
        self._ledger.spool_runs(root, results)
        self._ledger.tally.add_findings(found)
        return found

    def _header(self) -> Header:
        return Header(
            adqa_version=__version__,
            as_of=self._as_of.isoformat() if self._as_of else "",
            arguments=self._delivery.arguments,
            specs=self._ledger.tally.specs(),
            notes=(
                *self._said,
                *_settings_note(self._config, self._delivery.arguments),
                *(self._booked.accepted.problems if self._booked else ()),
                *self._ledger.tally.notes(),
            ),
            not_checked=tuple(sorted(self._ledger.tally.not_checked)),
            materials=materials(self._delivery, self._booked.campaign.files if self._booked else ()),
            waivers_unused=(*self._policy.unused(), *(self._booked.unused() if self._booked else ())),
            manual=boxes(
                self._config.manual_items,
                self._booked.campaign if self._booked else None,
                self._ticks,
                (file_name(entry.address) for entry in self._ledger.index),
            ),
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
