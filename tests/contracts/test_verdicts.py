"""The verdict table: what the findings and the gaps of a creative make of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from adqa.facts.file import FileFacts
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
from adqa.plan import plan_unit
from adqa.registry import Registry
from adqa.report.model import Finding, Outcome, Reason, Severity, Subject, Verdict
from adqa.rules.base import Found, Rule, Undecided, rule
from adqa.spec.model import AdUnitSpec

FACTS = FileFacts(bytes=1, format="png")


def _rule(name: str, severity: Severity, does: str, reads: str | None = None) -> Rule:
    @rule(
        id=name,
        title="t",
        needs=FileFacts,
        reads=reads,
        severity=None if reads else severity,
        messages={"code": "m"},
        fix="f",
        examples=(),
        since="0.1",
    )
    def judge(*given: Any) -> Iterator[Found | Undecided]:
        """Why."""
        if does == "fail":
            yield Found(code="code")
        elif does == "crash":
            raise KeyError("x")
        elif does != "pass":
            yield Undecided(Reason(does), "cannot tell")

    return judge


def _subject(**changes: Any) -> JudgedSubject:
    given: dict[str, Any] = {"facts": {FileFacts: FACTS}, **changes}
    return JudgedSubject(subject=Subject(kind="asset", id="a"), path="a", key="a", **given)


@pytest.mark.parametrize(
    ("severity", "does", "verdict"),
    [
        (Severity.ERROR, "pass", Verdict.PASS),
        (Severity.ERROR, "fail", Verdict.FAIL),
        (Severity.WARNING, "fail", Verdict.REVIEW),
        (Severity.NOTE, "fail", Verdict.PASS),
        (Severity.ERROR, "crash", Verdict.INCOMPLETE),
        (Severity.WARNING, "crash", Verdict.INCOMPLETE),  # nothing else was judged
        (Severity.ERROR, "low_confidence", Verdict.INCOMPLETE),
        (Severity.ERROR, "timed_out", Verdict.INCOMPLETE),
        (Severity.ERROR, "not_requested", Verdict.INCOMPLETE),  # nothing at all was judged
    ],
)
def test_one_hygiene_rule(severity: Severity, does: str, verdict: Verdict) -> None:
    result = judge_hygiene(_subject(), [_rule("file/x", severity, does)])
    assert verdict_under(None, [result], result.findings) is verdict


@pytest.mark.parametrize(
    ("severity", "does", "verdict"),
    [
        (Severity.ERROR, "not_requested", Verdict.PASS),
        (Severity.ERROR, "not_supplied", Verdict.INCOMPLETE),
        (Severity.ERROR, "crash", Verdict.INCOMPLETE),
        (Severity.WARNING, "crash", Verdict.PASS),
        (Severity.WARNING, "low_confidence", Verdict.PASS),
        (Severity.NOTE, "missing_extra", Verdict.PASS),
    ],
)
def test_a_gap_beside_a_rule_that_passed(severity: Severity, does: str, verdict: Verdict) -> None:
    result = judge_hygiene(
        _subject(), [_rule("file/ok", Severity.ERROR, "pass"), _rule("file/x", severity, does)]
    )
    assert verdict_under(None, [result], result.findings) is verdict


def test_an_error_beats_a_gap_and_a_gap_beats_a_warning() -> None:
    gap = _rule("file/gap", Severity.ERROR, "crash")
    error, warning = _rule("file/e", Severity.ERROR, "fail"), _rule("file/w", Severity.WARNING, "fail")
    both = judge_hygiene(_subject(), [gap, error])
    assert verdict_under(None, [both], both.findings) is Verdict.FAIL
    mild = judge_hygiene(_subject(), [gap, warning])
    assert verdict_under(None, [mild], mild.findings) is Verdict.INCOMPLETE


def test_the_worst_counts_and_nothing_is_not_green() -> None:
    assert worst([Verdict.PASS, Verdict.REVIEW, Verdict.INCOMPLETE]) is Verdict.INCOMPLETE
    assert worst([Verdict.INCOMPLETE, Verdict.FAIL]) is Verdict.FAIL
    assert worst([]) is Verdict.INCOMPLETE
    assert verdict_under("a/b", [Judgements(_subject())], []) is Verdict.INCOMPLETE


def _unit(**weight: Any) -> AdUnitSpec:
    return AdUnitSpec.model_validate(
        {
            "id": "a/b",
            "publisher": "a",
            "source": "s",
            "sources": {"s": {"title": "t", "confidence": "high"}},
            "assets": {"main": {"kind": "image", "weight": {"file": weight}}},
        }
    )


@pytest.mark.parametrize(
    ("strength", "confidence", "severity"),
    [
        ("must", "high", Severity.ERROR),
        ("must", "medium", Severity.WARNING),
        ("must", "low", Severity.WARNING),
        ("should", "high", Severity.WARNING),
        ("should", "low", Severity.WARNING),
        ("info", "high", Severity.NOTE),
    ],
)
@pytest.mark.parametrize("assumed", [False, True])
def test_severity_of_a_limit(strength: str, confidence: str, severity: Severity, assumed: bool) -> None:
    registry = Registry({"weight/x": _rule("weight/x", Severity.ERROR, "fail", "weight.file")}, {}, {})
    unit = _unit(max="1 KB", strength=strength, confidence=confidence)
    plan = plan_unit(registry, unit, "main", "image", assumed=assumed)
    (found,) = judge_unit(_subject(), plan, {}).findings
    assert found.severity is (Severity.WARNING if assumed and severity is Severity.ERROR else severity)
    assert (found.strength, found.confidence, found.spec) == (strength, confidence, "a/b")


@pytest.mark.parametrize(
    ("limits", "context", "outcome", "reason"),
    [
        ([("1 KB", "FR"), ("2 KB", "US")], {"market": "FR"}, Outcome.FAIL, None),
        ([("1 KB", "FR"), ("2 KB", "US")], {"market": "US"}, Outcome.PASS, None),
        ([("1 KB", "FR"), ("2 KB", "US")], {}, Outcome.UNKNOWN, Reason.DEPENDS_ON_CONTEXT),
        ([("1 KB", "FR"), ("1.2 KB", None)], {}, Outcome.FAIL, None),
        ([("2 KB", "FR"), ("2.2 KB", None)], {}, Outcome.PASS, None),
        ([("1 KB", "FR")], {"market": "US"}, None, None),
    ],
    ids=["fails", "passes", "mixed", "all fail", "all pass", "no variant holds"],
)
def test_variants_under_context(
    limits: list[tuple[str, str | None]],
    context: dict[str, str],
    outcome: Outcome | None,
    reason: Reason | None,
) -> None:
    from adqa.registry import load_registry

    variants = [{"max": text, **({"when": {"market": market}} if market else {})} for text, market in limits]
    registry = Registry({"weight/file": load_registry().rules["weight/file"]}, {}, {})
    plan = plan_unit(registry, _unit(variants=variants), "main", "image", assumed=False)
    heavy = FileFacts(bytes=1_500, format="png")
    result = judge_unit(_subject(facts={FileFacts: heavy}), plan, context)
    if outcome is None:
        assert not result.runs
        assert result.skipped == 1
        return
    (ended,) = [*result.runs, *passed_runs(result)]
    assert (ended.outcome, ended.reason) == (outcome, reason)
    if reason is Reason.DEPENDS_ON_CONTEXT:
        assert "market=US" in ended.text


def test_a_condition_on_something_unmeasured_is_never_green() -> None:
    """A still may weigh 1 KB, an animation 2 KB; nobody could tell which this one is."""
    from adqa.facts.image import ImageFacts
    from adqa.registry import load_registry

    variants = [{"max": "1 KB", "when": {"animated": "no"}}, {"max": "2 KB", "when": {"animated": "yes"}}]
    registry = Registry({"weight/file": load_registry().rules["weight/file"]}, {}, {})
    plan = plan_unit(registry, _unit(variants=variants), "main", "image", assumed=False)

    def ends(weight: int, **known: Any) -> tuple[Outcome, Reason | None]:
        missing = {ImageFacts: Undecided(Reason.TIMED_OUT, "took too long")}
        facts = {FileFacts: FileFacts(bytes=weight, format="gif")}
        result = judge_unit(_subject(facts=facts, missing=missing, known=known), plan, {})
        (ended,) = [*result.runs, *passed_runs(result)]
        return ended.outcome, ended.reason

    assert ends(1_500, animated=True) == (Outcome.PASS, None)
    assert ends(1_500, animated=False) == (Outcome.FAIL, None)
    assert ends(1_500) == (Outcome.UNKNOWN, Reason.TIMED_OUT)
    assert ends(900) == (Outcome.PASS, None)


def test_what_follows_is_folded_under_its_cause() -> None:
    def finding(name: str, severity: Severity, spec: str | None = None) -> Finding:
        result = judge_hygiene(_subject(), [_rule(name, severity, "fail")])
        from dataclasses import replace

        return replace(result.findings[0], spec=spec)

    from dataclasses import replace

    cause = _rule("size/cause", Severity.ERROR, "fail")
    effect = replace(_rule("size/effect", Severity.ERROR, "fail"), follows=("size/cause",))
    rules = {cause.id: cause, effect.id: effect}
    both = [finding("size/cause", Severity.ERROR, "a/b"), finding("size/effect", Severity.ERROR)]
    (kept,) = fold(both, rules)
    assert kept.rule == "size/cause"
    assert [one.text for one in kept.related] == ["m"]
    mild = [finding("size/cause", Severity.WARNING, "a/b"), finding("size/effect", Severity.ERROR)]
    assert len(fold(mild, rules)) == 2, "a warning never hides an error"
    apart = [replace(one, applies_to=(f"row:{number}",)) for number, one in enumerate(both)]
    assert len(fold(apart, rules)) == 2, "a fault on one row does not explain one on another"
