"""Which ad units would take a creative: ranked by the smallest change that makes it fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from adqa.config import Config, find_config, load_config
from adqa.delivery import discover
from adqa.errors import UsageError
from adqa.facts.file import FileFacts
from adqa.facts.image import ImageFacts
from adqa.inspection import Delivered, Inspection, SubjectKeys
from adqa.judge import JudgedSubject, UnitPlan, judge_hygiene, judge_unit
from adqa.plan import hygiene_rules, known_of, limit_at, plan_unit, probes_for, roles_for
from adqa.probes import Probe
from adqa.registry import Registry, load_registry
from adqa.report.model import Finding, Outcome, Reason, Severity, Subject
from adqa.rules.base import Rule
from adqa.spec.base import Strength
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec
from adqa.units import Size, listing

_RATIO_TOLERANCE = 0.01
"""Two sizes are of one shape if their ratios differ by at most this share: art is scaled, not drawn anew."""
_CODE_FAMILIES = {"html", "click", "security", "tag", "vast"}


class Change(StrEnum):
    """The smallest change that makes a creative fit, from none to another creative."""

    NOTHING = "nothing"
    RE_EXPORT = "re-export"
    RE_CODE = "re-code"
    RE_DESIGN = "re-design within the ratio"
    OTHER = "another creative"

    @property
    def rank(self) -> int:
        """0 for the smallest."""
        return list(Change).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One ad unit held against one creative."""

    spec: str
    title: str
    role: str
    change: Change
    broken: tuple[str, ...]
    """What a must-limit refuses, as sentences."""
    unknown: tuple[str, ...]
    """Must-limits that could not be checked; with any of them this is no fit yet."""
    please_check: tuple[str, ...]
    """What a should-limit advises otherwise."""

    @property
    def fits(self) -> bool:
        """Nothing is to change, and nothing that must hold is unknown."""
        return self.change is Change.NOTHING and not self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The ad units for one creative, best first."""

    path: str
    kind: str
    size: str | None
    """Pixels as displayed; None if not known."""
    problem: str
    """Why nothing can be said, empty if something can."""
    matches: tuple[Match, ...]

    @property
    def fitting(self) -> tuple[Match, ...]:
        """Units that take it as it is."""
        return tuple(one for one in self.matches if one.fits)


def match(
    paths: Iterable[str | Path] | str | Path,
    *,
    as_of: date | None = None,
    config: Path | Config | None = None,
    jobs: int | None = None,
    cache: bool = True,
) -> Iterator[Matches]:
    """Ranks every ad unit of the catalogue and of the house files for each creative, in address order.

    Units judged as examples or no longer sold are left out. Raises UsageError if a path does not exist or
    holds nothing to match, ConfigError, SpecError.
    """
    arguments = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    settings = config if isinstance(config, Config) else load_config(config or find_config(arguments))
    registry = load_registry()
    catalogue = Catalogue(settings.house_files())
    units = [unit for id_ in catalogue.ids() if _on_sale(unit := catalogue.unit(id_), as_of or date.max)]
    delivery = discover(arguments)
    if not delivery.creatives and not delivery.problems:
        raise UsageError(f"there is nothing to match in {listing(arguments, 'and')}")
    hygiene = [
        rule
        for rule in hygiene_rules(registry, "image")
        if rule.severity is Severity.ERROR and rule.family == "image"
    ]
    plans: dict[str, list[UnitPlan]] = {}
    probes: dict[str, frozenset[Probe]] = {}

    def wanted(one: Delivered) -> frozenset[Probe]:
        if one.kind not in plans:
            plans[one.kind] = _plans(registry, units, one.kind)
            rules = [entry.rule for plan in plans[one.kind] for entry in plan.limits]
            probes[one.kind] = probes_for(registry, rules, pictures=False, notes=False)
        return probes[one.kind]

    with Inspection(registry, jobs=jobs, cache=cache) as inspection:
        for one in inspection.run(delivery, SubjectKeys(arguments, settings.root), wanted):
            wanted(one)
            image = one.facts.get(ImageFacts)
            found = [_hold(one, plan, hygiene) for plan in plans[one.kind]] if not one.unreadable else []
            yield Matches(
                path=one.address,
                kind=one.kind,
                size=str(Size(image.width, image.height)) if isinstance(image, ImageFacts) else None,
                problem=_problem(one, registry),
                matches=tuple(sorted(found, key=_order)),
            )


def _on_sale(unit: AdUnitSpec, day: date) -> bool:
    return unit.status not in ("example", "legacy", "sunset") and unit.in_force(day)


def _plans(registry: Registry, units: Iterable[AdUnitSpec], kind: str) -> list[UnitPlan]:
    return [
        plan_unit(registry, unit, role, kind, assumed=False)
        for unit in units
        for role in roles_for(unit, kind)
    ]


def _problem(one: Delivered, registry: Registry) -> str:
    if one.not_fetched:
        return one.missing[FileFacts].text
    if one.unreadable:
        return "the file cannot be opened"
    if one.kind not in registry.inspectors:
        return f"{one.kind} is recognised but not looked into by this version"
    return ""


def _hold(one: Delivered, plan: UnitPlan, hygiene: Sequence[Rule]) -> Match:
    """A unit against a creative, with what no unit takes (`hygiene`) where it does not say otherwise."""
    subject = JudgedSubject(
        subject=Subject(kind="asset", id=one.address),
        path=one.address,
        key=one.key,
        facts=one.facts,
        missing=one.missing,
        known=known_of(one.kind, one.facts, plan.unit, plan.role),
    )
    judged = judge_unit(subject, plan, {})
    asked = [
        rule
        for rule in hygiene
        if rule.yields_to is None or not limit_at(plan.unit, plan.role, rule.yields_to)[1]
    ]
    unfit = judge_hygiene(subject, asked).findings
    # a size that is only advised still says what the unit is made for: art of another one is no fit
    musts = [*unfit, *(one for one in judged.findings if one.strength == Strength.MUST or _is_size(one))]
    refused = [finding for finding in musts if finding.code not in _soft_codes(plan, finding.rule)]
    unknown = tuple(
        run.text
        for run in judged.runs
        if run.outcome is Outcome.CRASHED
        or (run.outcome is Outcome.UNKNOWN and run.reason is not Reason.NOT_REQUESTED)
    )
    return Match(
        spec=plan.unit.id,
        title=plan.unit.title,
        role=plan.role,
        change=max(
            (_change(finding, one.facts) for finding in refused),
            key=lambda one: one.rank,
            default=Change.NOTHING,
        ),
        broken=tuple(finding.message for finding in refused),
        unknown=unknown,
        please_check=tuple(finding.message for finding in judged.findings if finding not in refused),
    )


def _is_size(finding: Finding) -> bool:
    return finding.rule.startswith("size/")


def _soft_codes(plan: UnitPlan, rule: str) -> frozenset[str]:
    """Codes a rule itself lowers: they never refuse a creative (a weight between two readings of a KB)."""
    return next(
        (frozenset(entry.rule.severities) for entry in plan.limits if entry.rule.id == rule), frozenset()
    )


def _change(finding: Finding, facts: dict[type, Any]) -> Change:
    family = finding.rule.partition("/")[0]
    if family in _CODE_FAMILIES:
        return Change.RE_CODE
    if family != "size":
        return Change.RE_EXPORT
    image = facts.get(ImageFacts)
    if (
        isinstance(image, ImageFacts)
        and finding.allowed is not None
        and _same_shape(image, finding.allowed.values)
    ):
        return Change.RE_DESIGN
    return Change.OTHER


def _same_shape(image: ImageFacts, accepted: Sequence[Any]) -> bool:
    ratio = image.width / image.height
    for text in map(str, accepted):
        width, mark, height = text.partition("x")
        if mark and width.isdigit() and height.isdigit():
            wanted = int(width) / int(height)
            if abs(ratio - wanted) <= wanted * _RATIO_TOLERANCE:
                return True
    return False


def _order(one: Match) -> tuple[int, bool, int, int, str, str]:
    """Smallest change first; a fit that is not yet certain after the certain ones."""
    return (one.change.rank, bool(one.unknown), len(one.broken), len(one.please_check), one.spec, one.role)
