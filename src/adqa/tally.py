"""Counting over a run, and what the report says before its lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adqa.delivery import Delivery
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fixes import missing_in
from adqa.report.model import Finding, Outcome, Reason, Run, SourceRef, Verdict
from adqa.report.report import Material, SpecRecord, Summary
from adqa.spec.base import Confidence
from adqa.spec.model import AdUnitSpec
from adqa.units import Size, count_text, listing

KIND_WORDS = {"html5": "HTML5 packages", "video": "videos", "audio": "audio files"}
"""Kinds of creative, as people say them."""


@dataclass(slots=True)
class Tally:
    """Counters over the run; a few bytes, however long the delivery is."""

    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    not_requested: int = 0
    not_checked: set[str] = field(default_factory=set)
    """Kinds of check that were not asked for."""
    assumed_sizes: dict[str, set[Size]] = field(default_factory=dict)
    """Assumed unit → sizes it was assumed for."""
    used: dict[str, tuple[AdUnitSpec, bool]] = field(default_factory=dict)
    """Unit id → unit, and whether it was assumed."""
    without_unit: int = 0
    unjudged_kinds: Counter[str] = field(default_factory=Counter)

    def add_creative(
        self, verdict: Verdict, found: Iterable[Finding], runs: Iterable[Run], outcomes: Mapping[str, int]
    ) -> None:
        """Counts one judged creative."""
        self.verdicts[verdict.value] += 1
        self.outcomes.update(outcomes)
        self.add_findings(found)
        for run in runs:
            if run.reason is Reason.NOT_REQUESTED:
                self.not_requested += 1
                if run.spec is not None:
                    self.not_checked.add(run.text.partition(": ")[2] or run.text)

    def add_findings(self, found: Iterable[Finding]) -> None:
        """Counts findings by severity, or by why they do not count."""
        for one in found:
            if one.waived:
                self.severities["waived"] += 1
            elif one.baselined:
                self.severities["baselined"] += 1
            else:
                self.severities[one.severity.value] += 1
                self.missing += len(missing_in(one))

    def add_unit(self, unit: AdUnitSpec, *, assumed: bool, size: Size | None) -> None:
        """Remembers that a creative was judged under a unit."""
        self.used.setdefault(unit.id, (unit, assumed))
        if assumed and size is not None:
            self.assumed_sizes.setdefault(unit.id, set()).add(size)

    def summary(self, delivered: int, campaign: CampaignRecord | None = None) -> Summary:
        """The counts over the whole report; `delivered` is the number of files.

        With a campaign, what is missing is what was booked.
        """
        booked = _standing(campaign) if campaign else None
        return Summary(
            delivered=delivered,
            creatives=sum(self.verdicts.values()),
            verdicts={verdict.value: self.verdicts[verdict.value] for verdict in Verdict},
            missing=self.missing if booked is None else booked[RowVerdict.MISSING],
            findings={
                name: self.severities[name] for name in ("error", "warning", "note", "waived", "baselined")
            },
            runs={outcome.value: self.outcomes[outcome.value] for outcome in Outcome},
            not_requested=self.not_requested,
            crashed=self.outcomes[Outcome.CRASHED.value],
            booked=booked,
        )

    def notes(self) -> tuple[str, ...]:
        """What was decided for the whole run, one sentence each."""
        said = []
        for id_, sizes in sorted(self.assumed_sizes.items()):
            shown = listing([str(size) for size in sorted(sizes)], "and")
            were = "was" if len(sizes) == 1 else "were"
            said.append(
                f"No ad unit was named, so {shown} {were} compared with the usual limits "
                f"({id_}: {self.used[id_][0].title}); nothing found that way is more than a warning."
            )
        if self.without_unit:
            have = count_text(self.without_unit, "image has", "images have")
            only = "no ad unit was named: only the file itself was checked."
            said.append(f"{have} a size without usual limits and {only}")
        for kind, count in sorted(self.unjudged_kinds.items()):
            words = KIND_WORDS.get(kind, kind)
            said.append(
                f"{words[:1].upper()}{words[1:]} ({count}): recognised, but not looked into by this version."
            )
        return tuple(said)

    def specs(self) -> tuple[SpecRecord, ...]:
        """The units judged under, by id."""
        return tuple(_spec_record(unit, assumed) for _, (unit, assumed) in sorted(self.used.items()))


def _standing(campaign: CampaignRecord) -> dict[str, int]:
    """Booked creatives by where they stand; of a sheet without files, its rows."""
    count = campaign.count if campaign.booked else campaign.row_count
    return {verdict.value: count(verdict) for verdict in RowVerdict}


def materials(delivery: Delivery, sheets: Iterable[str] = ()) -> tuple[Material, ...]:
    """Files set aside, by class; `sheets` are addresses of documents that were used."""
    used = Counter(
        address.rpartition(".")[2].lower() for address, _ in delivery.sheets if address in set(sheets)
    )
    counted = {
        what: counter - used if what == "document" else counter
        for what, counter in sorted(delivery.materials.items())
    }
    return tuple(
        Material(what=what, formats=dict(sorted(counter.items())))
        for what, counter in counted.items()
        if counter
    )


def _spec_record(unit: AdUnitSpec, assumed: bool) -> SpecRecord:
    levels = list(Confidence)
    used = {unit.source_key(limit, place) for place, limit, _ in unit.limits()}
    sources = [unit.sources[key] for key in sorted(used)]
    lowest = max((source.confidence for source in sources), key=levels.index, default=Confidence.HIGH)
    return SpecRecord(
        id=unit.id,
        revision=unit.revision,
        title=unit.title,
        status=unit.status,
        confidence=lowest.value,
        sources=tuple(
            SourceRef(title=one.title, url=one.url, section=one.section, read_on=one.read_on)
            for one in sources
        ),
        assumed=assumed,
        by_eye=tuple(one.text for one in unit.by_eye),
    )
