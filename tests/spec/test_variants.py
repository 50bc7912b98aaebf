"""Which variant of a limit holds: the most specific one per strength; without an answer, all that may."""

from __future__ import annotations

from typing import Any

import pytest

from adqa.spec.base import Strength
from adqa.spec.limits import SecondsLimit
from adqa.spec.resolve import CONTEXT_KEYS, candidates
from adqa.units import Size


def _limit(seconds: int, strength: str = "must", **when: Any) -> SecondsLimit:
    return SecondsLimit.model_validate(
        {"max": f"{seconds} s", "strength": strength, "source": "x", **({"when": when} if when else {})}
    )


def _held(
    limits: list[SecondsLimit], known: dict[str, Any] | None = None, **context: Any
) -> list[list[float | None]]:
    """Seconds of the candidates, for each strength; None: no limit."""
    groups = candidates(limits, known or {}, context)
    return [
        [pick.limit.max if isinstance(pick.limit, SecondsLimit) else None for pick in one] for one in groups
    ]


SIZE = Size(300, 250)


def test_without_variants_the_limit_holds() -> None:
    assert _held([_limit(15)]) == [[15]]
    assert _held([]) == []


def test_the_most_specific_variant_wins() -> None:
    limits = [
        _limit(30),
        _limit(20, size="300x250"),
        _limit(10, size="300x250", format="gif"),
        _limit(5, size="300x250", format="gif", animated="yes"),
    ]
    assert _held(limits, {"size": SIZE, "format": "gif", "animated": True}) == [[5]]
    assert _held(limits, {"size": SIZE, "format": "gif", "animated": False}) == [[10]]
    assert _held(limits, {"size": SIZE, "format": "png", "animated": True}) == [[20]]
    assert _held(limits, {"size": Size(1, 1), "format": "gif", "animated": True}) == [[30]]


def test_order_of_writing_does_not_matter() -> None:
    limits = [_limit(30), _limit(20, size="300x250"), _limit(10, size="300x250", format="gif")]
    known = {"size": SIZE, "format": "gif"}
    assert _held(limits[::-1], known) == _held(limits, known) == [[10]]


def test_each_strength_has_its_own_winner() -> None:
    limits = [_limit(30), _limit(15, "should"), _limit(10, "should", format="gif"), _limit(5, "info")]
    assert _held(limits, {"format": "gif"}) == [[30], [10], [5]]
    assert [pick[0].limit.strength for pick in candidates(limits, {}, {}) if pick[0].limit] == list(Strength)


def test_several_values_of_a_key_are_any_of_them() -> None:
    limits = [_limit(15), _limit(30, format=["gif", "JPG"])]
    assert _held(limits, {"format": "jpeg"}) == [[30]]
    assert _held(limits, {"format": "webp"}) == [[15]]


def test_no_variant_that_matches_is_no_limit() -> None:
    assert _held([_limit(15, format="gif")], {"format": "png"}) == []


def test_a_key_that_was_not_measured_leaves_both() -> None:
    assert _held([_limit(15), _limit(30, animated="no")]) == [[30, 15]]
    assert _held([_limit(15), _limit(30, animated="no")], {"animated": False}) == [[30]]


@pytest.mark.parametrize("key", CONTEXT_KEYS)
def test_an_answered_context_decides(key: str) -> None:
    limits = [_limit(15), _limit(30, **{key: "FR"})]
    assert _held(limits, {}, **{key: "FR"}) == [[30]]
    assert _held(limits, {}, **{key: "DE"}) == [[15]]


def test_without_an_answer_all_variants_still_possible_are_judged() -> None:
    limits = [_limit(15), _limit(30, market="FR"), _limit(20, market=["DE", "AT"])]
    (group,) = candidates(limits, {}, {})
    depends = {pick.limit.max: pick.depends for pick in group if isinstance(pick.limit, SecondsLimit)}
    assert depends == {30: {"market": ("FR",)}, 20: {"market": ("AT", "DE")}, 15: {}}


def test_a_variant_less_specific_than_a_certain_one_is_no_candidate() -> None:
    limits = [_limit(30, market="FR"), _limit(10, size="300x250", format="gif")]
    assert _held(limits, {"size": SIZE, "format": "gif"}) == [[10]]


def test_a_variant_that_the_creative_rules_out_is_no_candidate() -> None:
    limits = [_limit(15), _limit(30, market="FR", format="gif")]
    assert _held(limits, {"format": "png"}) == [[15]]
    assert _held(limits, {"format": "gif"}) == [[30, 15]]


def test_a_limit_that_holds_only_in_some_context_may_not_hold() -> None:
    limits = [_limit(15, route="programmatic")]
    assert _held(limits) == [[15, None]]
    assert _held(limits, route="programmatic") == [[15]]
    assert _held(limits, route="direct") == []


def test_one_answer_of_two_leaves_the_other_open() -> None:
    limits = [_limit(15), _limit(30, market="FR", device="mobile")]
    (group,) = candidates(limits, {}, {"market": "FR"})
    assert [pick.depends for pick in group] == [{"device": ("mobile",)}, {}]
