"""What one creative is judged under: its units, the rules of hygiene, and the probes all of them take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from adqa.assign import Assigner, Assignment
from adqa.config import Config
from adqa.facts.assignment import AssignmentFacts
from adqa.inspection import Delivered
from adqa.plan import hygiene_rules, limit_at, probes_for
from adqa.probes import PERCEPTUAL, Probe
from adqa.registry import Registry
from adqa.rules.base import Rule
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec

if TYPE_CHECKING:
    from adqa.campaign.run import CampaignRun


class Choice:
    """Chooses for each creative; what was chosen for one kind and place is remembered."""

    def __init__(
        self,
        registry: Registry,
        catalogue: Catalogue,
        config: Config,
        spec: Sequence[str],
        as_of: date | None,
        booked: CampaignRun | None,
        *,
        pictures: bool,
        notes: bool,
    ) -> None:
        """`spec` are the units given for all creatives, `pictures` and `notes` what reports will show.

        Raises UsageError or SpecError if a unit does not exist.
        """
        self._registry = registry
        self._catalogue = catalogue
        self._config = config
        self._spec = tuple(spec)
        self._as_of = as_of
        self._booked = booked
        self._pictures = pictures
        self._notes = notes
        scheduled = ("lead_time",) if booked else ()
        self._assigner = Assigner(registry, catalogue, answered=scheduled)
        self._named: dict[tuple[str, ...], list[AdUnitSpec]] = {}
        self._hygiene: dict[str, list[Rule]] = {}
        self._probes: dict[tuple[str, tuple[str, ...]], frozenset[Probe]] = {}
        self._units_for(self._spec)

    def _spec_names(self, key: str) -> tuple[str, ...]:
        return self._spec or self._config.specs_for(key)

    def _units_for(self, names: tuple[str, ...]) -> list[AdUnitSpec]:
        if names not in self._named:
            day = self._as_of or date.max
            found = {unit.id: unit for name in names for unit in self._catalogue.resolve(name, day)}
            self._named[names] = list(found.values())
        return self._named[names]

    def units_of(self, one: Delivered) -> list[AdUnitSpec]:
        """Units named for a creative: by the rows it serves where there is a campaign."""
        if self._booked is not None:
            return self._booked.units_for(one.address)
        return self._units_for(self._spec_names(one.key))

    def wanted(self, one: Delivered) -> frozenset[Probe]:
        """The probes to take of a creative before its size is known."""
        names = self._spec_names(one.key)
        if (one.kind, names) not in self._probes:
            rules = [*self._hygiene_for(one.kind)]
            units = self._units_for(names) if self._booked is None else list(self._booked.all_units.values())
            plans = self._assigner.plans_of(units, one.kind)
            rules += [entry.rule for plan in plans for entry in plan.limits]
            probes = probes_for(
                self._registry, rules, pictures=self._pictures, notes=self._notes or self._pictures
            )
            # With a campaign, art that is alike is told from art that was swapped.
            self._probes[one.kind, names] = probes | {PERCEPTUAL} if self._booked else probes
        return self._probes[one.kind, names]

    def _hygiene_for(self, kind: str) -> list[Rule]:
        if kind not in self._hygiene:
            off = {id_ for id_, change in self._config.severity.items() if change.severity is None}
            self._hygiene[kind] = [rule for rule in hygiene_rules(self._registry, kind) if rule.id not in off]
        return self._hygiene[kind]

    def assign(self, one: Delivered) -> Assignment:
        """The units a creative is judged under, in which role."""
        if one.creative is None:
            return Assignment([], AssignmentFacts(kind=one.kind, taken_by=("",)))
        role = self._config.role_for(one.key)
        if self._booked is None:
            return self._assigner.assign(
                one.creative, self._units_for(self._spec_names(one.key)), one.facts, role
            )
        return self._assigner.assign(
            one.creative,
            self._booked.units_for(one.address),
            one.facts,
            role,
            assume=self._booked.may_assume(one.address),
            also=True,
        )

    def hygiene_under(self, kind: str, assignment: Assignment) -> list[Rule]:
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
