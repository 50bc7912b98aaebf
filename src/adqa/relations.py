"""Relations between creatives: same content, concept sets. Pure, over a compact index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adqa.addresses import file_name, folder_of
from adqa.config import Config
from adqa.facts.delivery import DeliveryFacts, IndexEntry, SetFacts
from adqa.facts.name import SIZE
from adqa.judge import JudgedSubject, Judgements, LimitPlan, UnitPlan, fold, judge_hygiene, judge_unit
from adqa.plan import limit_at, slot_size
from adqa.registry import Registry
from adqa.report.model import Finding, Subject, SubjectKind
from adqa.rules.base import Rule
from adqa.spec.model import AdUnitSpec
from adqa.units import Size

_SIZE = re.compile(rf"{SIZE}(?:@[2-4]x)?", re.IGNORECASE)
_EDGES = " _-.~|()[]"


def concept_of(address: str) -> str:
    """The concept a file name stands for: its stem without size and separators, else its folder's name.

    Names of nothing but numbers say no concept; a folder for each size stands within the concept's own.
    """
    name = _without_sizes(file_name(address).rpartition(".")[0] or file_name(address))
    folder = folder_of(address)
    while not name and folder != address:
        address, name = folder, _without_sizes(file_name(folder))
        folder = folder_of(address)
    return name


def _without_sizes(name: str) -> str:
    parts = [part.strip(_EDGES) for part in _SIZE.sub("\0", name).split("\0")]
    rest = " ".join(part for part in parts if part)
    return rest if any(character.isalpha() for character in rest) else ""


def judge_delivery(
    registry: Registry, entries: Sequence[IndexEntry], unplaced: Sequence[tuple[str, str]], root: str
) -> Judgements:
    """Rules on the delivery as a whole."""
    groups: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.content_id].append(entry)
    same = tuple(tuple(group) for key, group in groups.items() if key and len(group) > 1)
    facts = DeliveryFacts(same_content=same, unplaced=tuple(unplaced))
    subject = JudgedSubject(
        subject=Subject(kind="delivery", id=root), path=root, key="", facts={DeliveryFacts: facts}
    )
    return judge_hygiene(subject, _rules(registry, "delivery", reads=False))


def judge_sets(
    registry: Registry,
    members: Mapping[str, Iterable[IndexEntry]],
    units: Mapping[str, AdUnitSpec],
    context: Mapping[str, str],
) -> list[Judgements]:
    """Rules on the concept sets of units that sell sets; `members` are creatives by unit id."""
    result = []
    rules = _rules(registry, "set", reads=True)
    for id_, entries in members.items():
        unit = units[id_]
        plans = []
        for rule in rules:
            place, variants = limit_at(unit, "", rule.reads or "")
            if variants:
                plans.append(LimitPlan(rule, place, variants))
        if not plans:
            continue
        role = next(iter(unit.assets))
        concepts: dict[str, list[IndexEntry]] = defaultdict(list)
        for entry in entries:
            concepts[concept_of(entry.address).casefold()].append(_at_slot(entry, unit, role))
        plan = UnitPlan(unit, role, assumed=False, limits=tuple(plans), later=())
        for concept, group in concepts.items():
            shown = concept_of(group[0].address)
            facts: dict[type, Any] = {SetFacts: SetFacts(concept=shown, members=tuple(group))}
            subject = JudgedSubject(
                subject=Subject(kind="set", id=f"{unit.id}:{concept}"),
                path=folder_of(group[0].address),
                key=f"set:{concept}",
                facts=facts,
            )
            result.append(judge_unit(subject, plan, context))
    return result


def _at_slot(entry: IndexEntry, unit: AdUnitSpec, role: str) -> IndexEntry:
    if not entry.width:
        return entry
    slot = slot_size(unit, role, Size(entry.width, entry.height))
    return replace(entry, width=slot.width, height=slot.height)


def judge_facts(
    registry: Registry, config: Config, kind: SubjectKind, id_: str, path: str, key: str, facts: Any
) -> Judgements:
    """Runs every rule that needs these facts and nothing else, but for those this house switched off."""
    subject = JudgedSubject(
        subject=Subject(kind=kind, id=id_), path=path, key=key, facts={type(facts): facts}
    )
    rules = (
        rule
        for rule in registry.rules_on(type(facts))
        if (change := config.severity.get(rule.id)) is None or change.severity is not None
    )
    return judge_hygiene(subject, rules)


def without_echoes(
    found: Sequence[Finding], of_creatives: Iterable[Finding], registry: Registry
) -> list[Finding]:
    """Findings of relations without those that only follow from a finding on the creative itself."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for one in of_creatives:
        by_path[one.path].append(one)
    kept: list[Finding] = []
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        groups[one.path].append(one)
    for path, group in groups.items():
        causes = by_path.get(path, [])
        told = {one.fingerprint for one in causes}
        kept += [one for one in fold([*causes, *group], registry.rules) if one.fingerprint not in told]
    return kept


def _rules(registry: Registry, subject: str, *, reads: bool) -> list[Rule]:
    return [rule for rule in registry.rules.values() if rule.subject == subject and bool(rule.reads) == reads]
