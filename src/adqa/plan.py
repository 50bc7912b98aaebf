"""The plan: which rules judge a creative under which unit, and the smallest set of probes they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from adqa.facts.image import ImageFacts
from adqa.judge import LimitPlan, UnitPlan
from adqa.probes import BYTES, STILLS, Probe
from adqa.registry import Registry
from adqa.rules.base import Found, Rule
from adqa.spec.base import Later, Limit
from adqa.spec.limits import SizesLimit
from adqa.spec.model import AdUnitSpec
from adqa.units import Size

UNIT_LEVEL = "unit."


def hygiene_rules(registry: Registry, kind: str) -> list[Rule]:
    """Rules that need no spec and apply to a kind of creative."""
    return [
        rule
        for rule in registry.rules.values()
        if rule.reads is None and rule.subject == "asset" and (not rule.kinds or kind in rule.kinds)
    ]


def plan_unit(registry: Registry, unit: AdUnitSpec, role: str, kind: str, *, assumed: bool) -> UnitPlan:
    """What a unit asks of a creative in one role."""
    limits = []
    for rule in registry.rules.values():
        if rule.reads is None or rule.subject != "asset" or (rule.kinds and kind not in rule.kinds):
            continue
        place, variants = limit_at(unit, role, rule.reads)
        if variants:
            limits.append(LimitPlan(rule, place, variants))
    later: dict[str, tuple[Later, list[Limit]]] = {}
    for place, limit, mark in unit.limits():
        if mark is not None and (not place.startswith("assets.") or place.startswith(f"assets.{role}.")):
            later.setdefault(place, (mark, []))[1].append(limit)
    marked = tuple((place, mark, tuple(found)) for place, (mark, found) in later.items())
    return UnitPlan(unit, role, assumed, tuple(limits), marked)


def limit_at(unit: AdUnitSpec, role: str, reads: str) -> tuple[str, tuple[Limit, ...]]:
    """The place a rule reads, and the limits that stand there."""
    place = reads.removeprefix(UNIT_LEVEL) if reads.startswith(UNIT_LEVEL) else f"assets.{role}.{reads}"
    value: Any = unit
    for step in place.split("."):
        value = value[step] if isinstance(value, dict) else getattr(value, _attribute(step))
    return place, value


def _attribute(step: str) -> str:
    return {"set": "set_", "copy": "copy_"}.get(step, step)


def probes_for(registry: Registry, rules: Iterable[Rule], *, pictures: bool, notes: bool) -> frozenset[Probe]:
    """The probes some rules need; a rule that only makes notes asks for none unless `notes` are wanted."""
    probes = {STILLS} if pictures else set()
    for rule in rules:
        if rule.only_notes and not notes:
            continue
        for fact in rule.needs:
            probe = registry.probe_of(fact)
            if probe is not None and probe != BYTES:
                probes.add(probe)
    return frozenset(probes)


def slot_size(unit: AdUnitSpec, role: str, size: Size) -> Size:
    """The slot a pixel size serves: 1940x500 serves 970x250 where the unit lists it at double density."""
    for limit in unit.assets[role].sizes:
        if size in limit.exact:
            return limit.exact[size]
    for limit in unit.assets[role].sizes:
        for slot in limit.exact.values():
            if slot.times(2) == size:
                return slot
    return size


def roles_for(unit: AdUnitSpec, kind: str) -> list[str]:
    """Roles of a unit that accept a kind of creative."""
    return [role for role, asset in unit.assets.items() if kind in asset.kind]


def accepts_size(unit: AdUnitSpec, role: str, size: Size, rule: Rule | None, facts: Sequence[Any]) -> bool:
    """Whether a role takes a size: judged by the size rule itself, so that there is one truth.

    What the rule lowers of itself (twice the size) or cannot tell (a list known to be longer) is no refusal.
    """
    limits = [limit for limit in unit.assets[role].sizes if limit.strength == "must"]
    if rule is None or not limits:
        return True

    def refused(limit: Limit) -> bool:
        found = rule.judge(*facts, limit)
        return any(isinstance(one, Found) and one.code not in rule.severities for one in found)

    return not all(map(refused, limits))


def lists_exactly(unit: AdUnitSpec, role: str, size: Size) -> bool:
    """Whether a role names this very pixel size."""
    return any(
        entry.size == size and entry.density == 1
        for limit in unit.assets[role].sizes
        if isinstance(limit, SizesLimit)
        for entry in limit.any_of
    )


def known_of(kind: str, facts: Mapping[type, Any], unit: AdUnitSpec, role: str) -> dict[str, Any]:
    """A creative's own answers to the conditions of limits; what could not be measured is absent."""
    image = facts.get(ImageFacts)
    if not isinstance(image, ImageFacts):
        return {"kind": kind, "role": role}
    known = dict(_image_known(image.format, image.animation is not None))
    known["role"] = role
    known["size"] = slot_size(unit, role, Size(image.width, image.height))
    return known


@lru_cache(maxsize=256)
def _image_known(format_: str, animated: bool) -> tuple[tuple[str, Any], ...]:
    """An image's own answers to the `when` keys that do not depend on the unit."""
    same = "png" if format_ == "apng" else format_
    return (("format", same), ("animated", animated), ("kind", "image"))
