"""The registry: every rule, inspector and reporter of this installation, by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from adqa.inspectors.base import Inspector
from adqa.plugins import collect, load_inspectors
from adqa.probes import Probe
from adqa.report.base import Reporter
from adqa.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything adqa can do, by id."""

    rules: dict[str, Rule]
    inspectors: dict[str, Inspector]
    """By kind of creative."""
    reporters: dict[str, Reporter]
    _by_fact: dict[type, tuple[Rule, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for rule in self.rules.values():
            if len(rule.needs) == 1 and rule.reads is None:
                self._by_fact[rule.needs[0]] = (*self._by_fact.get(rule.needs[0], ()), rule)

    def rules_on(self, fact: type) -> tuple[Rule, ...]:
        """Rules that need one kind of fact and no limit of a unit."""
        return self._by_fact.get(fact, ())

    def probe_of(self, fact: type) -> Probe | None:
        """The probe that gives a fact model; None for facts that are always there."""
        for inspector in self.inspectors.values():
            for probe, model in inspector.facts.items():
                if model is fact:
                    return probe
        return None


@cache
def load_registry() -> Registry:
    """The registry of this installation. Raises PluginError naming the module that does not import."""
    rules = {one.id: one for one in collect("rules", Rule, "id")}
    return Registry(
        rules=dict(sorted(rules.items())),
        inspectors=load_inspectors(),
        reporters=dict(sorted((one.name, one) for one in collect("report.reporters", Reporter, "name"))),
    )
