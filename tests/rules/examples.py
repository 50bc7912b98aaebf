"""The examples of all rules as test cases, for every test that runs rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adqa.registry import load_registry
from adqa.rules.base import Example, Found, Rule, Undecided
from adqa.spec.base import Later, Limit
from adqa.spec.model import AssetSpec, UnitFields, limit_fields

LIMITS: dict[str, tuple[type[Limit], Later | None]] = {
    **{place: (model, later) for place, model, later in limit_fields(AssetSpec)},
    **{f"unit.{place}": (model, later) for place, model, later in limit_fields(UnitFields)},
}
"""Every place a limit can stand, as rules name it: its model, and its mark if no rule reads it yet."""


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one rule."""

    rule: Rule
    example: Example

    def __str__(self) -> str:
        return f"{self.rule.id}: {self.example.title}"


def rule_examples() -> list[Case]:
    """Every example of every rule of this installation."""
    return [Case(rule, example) for rule in load_registry().rules.values() for example in rule.examples]


def judge_example(case: Case) -> list[Found | Undecided]:
    """What the rule makes of its example; the limit is read as the spec would read it."""
    rule, example = case.rule, case.example
    if rule.reads is None:
        assert example.limit is None
        return list(rule.judge(*example.facts))
    model, _ = LIMITS[rule.reads]
    return list(rule.judge(*example.facts, model.model_validate(_as_written(example.limit))))


def _as_written(limit: Any) -> Any:
    """Every scalar of a spec is text, so every scalar of an example's limit must be."""
    if isinstance(limit, dict):
        return {key: _as_written(value) for key, value in limit.items()}
    if isinstance(limit, list):
        return [_as_written(one) for one in limit]
    assert isinstance(limit, str), f"{limit!r}: a spec holds text only"
    return limit
