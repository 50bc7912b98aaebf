"""Judging: facts against limits. Pure: no files, no clock, no randomness.

The engine part of every rule stands here once: which variant of a limit holds, what a missing fact
means, how grave a finding is, what follows from what, and the verdict.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from adqa.addresses import file_name
from adqa.report.model import (
    Finding,
    Outcome,
    Reason,
    Related,
    Run,
    Severity,
    SourceRef,
    Subject,
    Verdict,
)
from adqa.rules.base import Found, Rule, Undecided
from adqa.severity import severity_of
from adqa.spec.base import Later, Limit, Strength
from adqa.spec.model import AdUnitSpec
from adqa.spec.resolve import CONTEXT_KEYS, Candidate, candidates
from adqa.units import listing


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """One rule and the variants of the limit it reads."""

    rule: Rule
    place: str
    variants: tuple[Limit, ...]
    unconditional: list[list[Candidate]] | None = field(default=None, init=False)
    """The limits that hold, worked out once where no variant has a condition."""

    def __post_init__(self) -> None:
        if not any(limit.conditions for limit in self.variants):
            object.__setattr__(self, "unconditional", candidates(self.variants, {}, {}))

    def holding(self, known: Mapping[str, Any], context: Mapping[str, str]) -> list[list[Candidate]]:
        """For each strength the limits that may hold for a creative."""
        if self.unconditional is not None:
            return self.unconditional
        return candidates(self.variants, known, context)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What a unit asks of one role, ready to be judged many times."""

    unit: AdUnitSpec
    role: str
    assumed: bool
    limits: tuple[LimitPlan, ...]
    later: tuple[tuple[str, Later, tuple[Limit, ...]], ...]
    """Limits without a rule in this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSubject:
    """What rules run on: an identity and the facts known about it."""

    subject: Subject
    path: str
    member: str | None = None
    key: str
    """Subject key of the fingerprint: the path relative to the project or the typed argument."""
    facts: Mapping[type, Any]
    missing: Mapping[type, Undecided] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    """The creative's own answers to `when` keys."""


@dataclass(slots=True)
class Judgements:
    """Findings and runs of one subject."""

    of: JudgedSubject
    findings: list[Finding] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    """Runs that ended fail, unknown or crashed."""
    passed: list[tuple[str, str | None]] = field(default_factory=list)
    """(rule, spec) of runs that passed; most do, so no record is made of each unless it is asked for."""
    gaps: set[str | None] = field(default_factory=set)
    """Specs (None: hygiene) under which something that must hold could not be checked."""
    judged: Counter[str | None] = field(default_factory=Counter)
    """Runs per spec that ended pass or fail."""
    skipped: int = 0
    """Rules that did not apply."""


def judge_hygiene(one: JudgedSubject, rules: Iterable[Rule]) -> Judgements:
    """Runs the rules that need no spec."""
    result = Judgements(one)
    for rule in rules:
        lacking = _lacking(rule, one)
        if lacking is not None:
            _undecided(result, one, rule.id, None, lacking, grave=rule.severity is Severity.ERROR)
            continue
        found = _run(rule, one, ())
        if isinstance(found, str):
            _crashed(result, one, rule.id, None, found, grave=rule.severity is Severity.ERROR)
            continue
        for item in found:
            if isinstance(item, Undecided):
                _undecided(result, one, rule.id, None, item, grave=rule.severity is Severity.ERROR)
            else:
                result.findings.append(_finding(one, rule, item, severity_of(rule, item.code)))
        _decided(result, one, rule.id, None, found)
    return result


def judge_unit(one: JudgedSubject, plan: UnitPlan, context: Mapping[str, str]) -> Judgements:
    """Runs the rules whose limits a unit sets for the role this subject has."""
    result = Judgements(one)
    for entry in plan.limits:
        chosen = entry.holding(one.known, context)
        if not chosen:
            result.skipped += 1
            continue
        _judge_limit(result, one, plan, entry, chosen)
    for place, later, variants in plan.later:
        chosen = candidates(variants, one.known, context)
        if chosen:
            musts = any(
                pick.limit and pick.limit.strength is Strength.MUST for group in chosen for pick in group
            )
            said = Undecided(later.reason, f"{place}: {later.text}")
            _undecided(result, one, later.rule, plan.unit.id, said, grave=musts)
    return result


def _judge_limit(
    result: Judgements,
    one: JudgedSubject,
    plan: UnitPlan,
    entry: LimitPlan,
    chosen: Sequence[Sequence[Candidate]],
) -> None:
    rule, unit = entry.rule, plan.unit
    must = any(pick.limit and pick.limit.strength is Strength.MUST for group in chosen for pick in group)
    lacking = _lacking(rule, one)
    if lacking is not None:
        _undecided(result, one, rule.id, unit.id, lacking, grave=must)
        return
    outcomes: list[Found | Undecided] = []
    for group in chosen:
        tried = [(pick, _run(rule, one, (pick.limit,)) if pick.limit else []) for pick in group]
        crash = next((found for _, found in tried if isinstance(found, str)), None)
        if crash is not None:
            _crashed(result, one, rule.id, unit.id, crash, grave=must)
            return
        ran = [(pick, found) for pick, found in tried if not isinstance(found, str)]
        found, limit = _settle(ran, one)
        outcomes += found
        strength = limit.strength if limit else group[0].limit.strength if group[0].limit else Strength.MUST
        for item in found:
            if isinstance(item, Undecided):
                _undecided(result, one, rule.id, unit.id, item, grave=strength is Strength.MUST)
            elif limit is not None:
                result.findings.append(_limit_finding(one, rule, item, plan, entry.place, limit))
        if any(isinstance(item, Found) for item in found):
            break  # a broken must says all that a broken should of the same rule would say
    _decided(result, one, rule.id, unit.id, outcomes)


def _settle(
    tried: Sequence[tuple[Candidate, list[Found | Undecided]]], one: JudgedSubject
) -> tuple[list[Found | Undecided], Limit | None]:
    """One answer out of all candidates: equal answers stand, mixed ones depend on what is not known."""
    if len(tried) == 1:
        return tried[0][1], tried[0][0].limit
    broken = [(pick, found) for pick, found in tried if any(isinstance(item, Found) for item in found)]
    if not broken:
        undecided = next((found for _, found in tried if found), [])
        return undecided, None
    if len(broken) == len(tried):
        pick, found = max(broken, key=lambda pair: _ceiling(pair[1]))
        return found, pick.limit
    passing = [pick for pick, found in tried if not found]
    keys: dict[str, tuple[str, ...]] = {}
    for pick, _ in tried:
        for key, values in pick.depends.items():
            keys[key] = tuple(sorted({*keys.get(key, ()), *values}))
    unmeasured = sorted(keys.keys() - set(CONTEXT_KEYS))
    if unmeasured:
        why = next(iter(one.missing.values()), None)
        text = f"depends on the {listing(unmeasured, 'and')}, which could not be measured"
        return [Undecided(why.reason if why else Reason.ENGINE_CANNOT_SEE, text)], None
    good = [f"{key}={value}" for pick in passing for key, values in pick.depends.items() for value in values]
    asked = ", ".join(sorted(keys))
    text = f"depends on the {asked}" + (f"; passes with {', '.join(sorted(good))}" if good else "")
    remedy = " ".join(f"--context {key}={'|'.join(values)}" for key, values in sorted(keys.items()))
    return [Undecided(Reason.DEPENDS_ON_CONTEXT, text, remedy)], None


def _ceiling(found: Sequence[Found | Undecided]) -> float:
    for item in found:
        if isinstance(item, Found) and item.allowed and isinstance(item.allowed.value, int | float):
            return float(item.allowed.value)
    return 0.0


def _lacking(rule: Rule, one: JudgedSubject) -> Undecided | None:
    for fact in rule.needs:
        if fact not in one.facts:
            return one.missing.get(fact) or Undecided(Reason.NOT_REQUESTED, "not measured in this run")
    return None


def _run(rule: Rule, one: JudgedSubject, limit: tuple[Limit, ...]) -> list[Found | Undecided] | str:
    try:
        return list(rule.judge(*(one.facts[fact] for fact in rule.needs), *limit))
    except Exception as error:  # a rule's bug must cost one run, not the report
        return f"{type(error).__name__}: {error}"


def _decided(
    result: Judgements, one: JudgedSubject, rule: str, spec: str | None, found: Sequence[Found | Undecided]
) -> None:
    if any(isinstance(item, Undecided) for item in found) and not any(
        isinstance(item, Found) for item in found
    ):
        return
    result.judged[spec] += 1
    if not found:
        result.passed.append((rule, spec))
        return
    result.runs.append(
        Run(rule=rule, subject=one.subject, path=one.path, member=one.member, spec=spec, outcome=Outcome.FAIL)
    )


def _undecided(
    result: Judgements, one: JudgedSubject, rule: str, spec: str | None, item: Undecided, *, grave: bool
) -> None:
    if grave and item.reason is not Reason.NOT_REQUESTED:
        result.gaps.add(spec)
    run = Run(
        rule=rule,
        subject=one.subject,
        path=one.path,
        member=one.member,
        spec=spec,
        outcome=Outcome.UNKNOWN,
        reason=item.reason,
        text=item.text,
        remedy=item.remedy,
    )
    if run not in result.runs:
        result.runs.append(run)


def _crashed(
    result: Judgements, one: JudgedSubject, rule: str, spec: str | None, text: str, *, grave: bool
) -> None:
    if grave:
        result.gaps.add(spec)
    run = Run(
        rule=rule,
        subject=one.subject,
        path=one.path,
        member=one.member,
        spec=spec,
        outcome=Outcome.CRASHED,
        text=text,
    )
    result.runs.append(run)


def _limit_finding(
    one: JudgedSubject, rule: Rule, item: Found, plan: UnitPlan, place: str, limit: Limit
) -> Finding:
    unit = plan.unit
    confidence = unit.confidence_of(limit, place)
    severity = severity_of(
        rule, item.code, strength=limit.strength, confidence=confidence, assumed=plan.assumed
    )
    source = unit.sources[unit.source_key(limit, place)]
    reference = SourceRef(title=source.title, url=source.url, section=source.section, read_on=source.read_on)
    finding = _finding(one, rule, item, severity, unit=unit)
    return replace(
        finding, source=reference, strength=limit.strength.value, confidence=confidence.value, spec=unit.id
    )


def _finding(
    one: JudgedSubject, rule: Rule, item: Found, severity: Severity, unit: AdUnitSpec | None = None
) -> Finding:
    path = item.path or one.path
    words = {
        "name": file_name(one.member or path),
        "measured": item.measured.text if item.measured else "",
        "allowed": item.allowed.text if item.allowed else "",
        "unit": unit.title if unit else "",
        **item.words,
    }
    spec = unit.id if unit else None
    return Finding(
        rule=rule.id,
        code=item.code,
        severity=severity,
        subject=one.subject,
        path=path,
        member=one.member,
        spec=spec,
        message=rule.messages[item.code].format_map(words),
        measured=item.measured,
        allowed=item.allowed,
        fix=rule.fix[item.code].format_map(words),
        where=item.where,
        related=item.related,
        suggestion=item.suggestion,
        owner=item.owner or rule.owner,
        applies_to=item.applies_to,
        fingerprint=fingerprint(rule.id, item.code, spec, one.key, item.occurrence),
    )


def passed_runs(result: Judgements) -> list[Run]:
    """Records of the runs that passed."""
    one = result.of
    return [
        Run(rule=rule, subject=one.subject, path=one.path, member=one.member, spec=spec, outcome=Outcome.PASS)
        for rule, spec in result.passed
    ]


def fingerprint(rule: str, code: str, spec: str | None, subject: str, occurrence: str) -> str:
    """Stable identity of a finding: never its text, severity, measured value or place in the file."""
    parts = "\0".join((rule, code, spec or "", subject, occurrence))
    return "1:" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def fold(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Puts findings that follow from another one on the same subject under their cause.

    A cause must be at least as grave as what it explains, and of the same spec or of none.
    """
    kept: list[Finding] = []
    under: dict[int, list[Related]] = {}
    for one in findings:
        cause = _cause(one, findings, rules)
        if cause is None:
            kept.append(one)
        else:
            under.setdefault(id(cause), []).append(
                Related(path=one.path, member=one.member, text=one.message)
            )
    return [
        replace(one, related=(*one.related, *under[id(one)])) if id(one) in under else one for one in kept
    ]


def _cause(one: Finding, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Finding | None:
    follows = rules[one.rule].follows if one.rule in rules else ()
    for other in findings:
        same_place = other.path == one.path and other.member == one.member
        same_spec = other.spec == one.spec or one.spec is None or other.spec is None
        apart = one.applies_to and other.applies_to and set(one.applies_to).isdisjoint(other.applies_to)
        if apart or other.severity.rank > one.severity.rank:
            continue
        if other.rule in follows and same_place and same_spec:
            return other
    return None


def verdict_under(spec: str | None, judgements: Sequence[Judgements], findings: Sequence[Finding]) -> Verdict:
    """Verdict under one spec (None: hygiene), from what counts."""
    severities = {one.severity for one in findings if one.spec == spec and one.counts}
    if Severity.ERROR in severities:
        return Verdict.FAIL
    judged = sum(one.judged[spec] for one in judgements)
    if not judged or any(spec in one.gaps for one in judgements):
        return Verdict.INCOMPLETE
    return Verdict.REVIEW if Severity.WARNING in severities else Verdict.PASS


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts; incomplete if there is none, as nothing was judged."""
    return min(verdicts, key=lambda one: one.rank, default=Verdict.INCOMPLETE)
