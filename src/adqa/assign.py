"""Which ad units, in which role, a creative is judged under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from adqa.delivery import Creative
from adqa.facts.assignment import AssignmentFacts
from adqa.facts.image import ImageFacts
from adqa.judge import UnitPlan
from adqa.plan import accepts_size, lists_exactly, plan_unit, roles_for
from adqa.registry import Registry
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec
from adqa.units import Size

_SIZE_RULE = "size/not-allowed"


@dataclass(slots=True)
class Assignment:
    """The units found for one creative."""

    plans: list[UnitPlan]
    facts: AssignmentFacts
    decided: list[str] = field(default_factory=list)


class Assigner:
    """Finds units for creatives; remembers the plan of each (unit, role, kind)."""

    def __init__(self, registry: Registry, catalogue: Catalogue, answered: Collection[str] = ()) -> None:
        """`answered` are places of limits that no creative is asked about: a campaign answers them."""
        self._registry = registry
        self._answered = frozenset(answered)
        self._catalogue = catalogue
        self._plans: dict[tuple[str, str, str, bool], UnitPlan] = {}
        self._standard: list[AdUnitSpec] | None = None

    def assign(
        self,
        creative: Creative,
        named: Iterable[AdUnitSpec],
        facts: Mapping[type, Any],
        role: str | None = None,
        *,
        assume: bool = True,
        also: bool = False,
    ) -> Assignment:
        """Units for a creative: those named that take its kind, else the standard unit of its size.

        `role` is what the house says the file is; without it the one role whose size fits is taken. The
        standard unit is left out without `assume`, and with `also` it stands beside units that were named.
        """
        units = list(named)
        image = facts.get(ImageFacts)
        size = Size(image.width, image.height) if isinstance(image, ImageFacts) and image.sized else None
        plans: list[UnitPlan] = []
        decided: list[str] = []
        unclear: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        for unit in units:
            roles = roles_for(unit, creative.kind)
            if not roles:
                continue
            if role in roles:
                plans.append(self._plan(unit, role, creative.kind, assumed=False))
                continue
            fitting = roles if len(roles) == 1 else self._fitting(unit, roles, size, facts)
            if len(fitting) != 1:
                unclear.append((unit.title or unit.id, tuple(roles), tuple(fitting)))
                continue
            if len(roles) > 1:
                decided.append(
                    f"taken as the {fitting[0]} of {unit.title or unit.id}: the only role its size fits"
                )
            plans.append(self._plan(unit, fitting[0], creative.kind, assumed=False))
        if assume and (also or not units) and size is not None:
            plans += self._assumed(creative.kind, size)
        return Assignment(
            plans=plans,
            facts=AssignmentFacts(
                kind=creative.kind,
                width=size.width if size else None,
                height=size.height if size else None,
                named=tuple(unit.id for unit in units),
                taken_by=tuple(plan.unit.id for plan in plans) + tuple(unit for unit, _, _ in unclear),
                accepted_kinds=tuple(
                    sorted({kind for unit in units for asset in unit.assets.values() for kind in asset.kind})
                ),
                accepted_formats=_accepted_formats(plans),
                channels=tuple(sorted({plan.unit.channel for plan in plans if plan.unit.channel})),
                unclear_roles=tuple(unclear),
            ),
            decided=decided,
        )

    def _fitting(
        self, unit: AdUnitSpec, roles: list[str], size: Size | None, facts: Mapping[type, Any]
    ) -> list[str]:
        rule = self._registry.rules.get(_SIZE_RULE)
        if size is None or rule is None:
            return []
        given = [facts[fact] for fact in rule.needs if fact in facts]
        return [role for role in roles if accepts_size(unit, role, size, rule, given)]

    def _assumed(self, kind: str, size: Size) -> list[UnitPlan]:
        if self._standard is None:
            self._standard = self._catalogue.assumable()
        for unit in self._standard:
            for role in roles_for(unit, kind):
                if lists_exactly(unit, role, size):
                    return [self._plan(unit, role, kind, assumed=True)]
        return []

    def _plan(self, unit: AdUnitSpec, role: str, kind: str, *, assumed: bool) -> UnitPlan:
        key = (unit.id, role, kind, assumed)
        if key not in self._plans:
            plan = plan_unit(self._registry, unit, role, kind, assumed=assumed)
            later = tuple(entry for entry in plan.later if entry[0] not in self._answered)
            self._plans[key] = replace(plan, later=later)
        return self._plans[key]

    def plans_of(self, units: Iterable[AdUnitSpec], kind: str) -> list[UnitPlan]:
        """Every plan that could apply to a kind, for choosing probes before sizes are known."""
        return [
            self._plan(unit, role, kind, assumed=False) for unit in units for role in roles_for(unit, kind)
        ]


def _accepted_formats(plans: Iterable[UnitPlan]) -> tuple[str, ...]:
    each = [
        {name for limit in plan.unit.assets[plan.role].formats for name in limit.any_of} for plan in plans
    ]
    return tuple(sorted(set.intersection(*each))) if each else ()
