"""Which variant of a limit holds for one creative.

The most specific matching variant wins, once for each strength. A condition on market, device, route or
environment that nobody answered, or on something that could not be measured, leaves several candidates: all
of them are judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adqa.spec.base import Limit, Strength

CONTEXT_KEYS = ("market", "device", "route", "environment")
"""Conditions answered from outside the creative."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A limit that may hold; `depends` says under which unanswered context (empty: it holds)."""

    limit: Limit | None
    """None: no limit holds in this case."""
    depends: dict[str, tuple[str, ...]]


def candidates(
    variants: Sequence[Limit], known: Mapping[str, Any], context: Mapping[str, str]
) -> list[list[Candidate]]:
    """For each strength that has a variant: the limits that may hold.

    `known` has the creative's own keys (size, format, kind, role, animated); one that could not be measured
    is absent and leaves several candidates, as a context that nobody gave does. `context` has what the run
    was told.
    """
    found = []
    for strength in Strength:
        group = [one for one in variants if one.strength is strength]
        if group:
            chosen = _choose(group, known, context)
            if chosen:
                found.append(chosen)
    return found


def _choose(group: Sequence[Limit], known: Mapping[str, Any], context: Mapping[str, str]) -> list[Candidate]:
    certain: list[tuple[int, Limit]] = []
    possible: list[tuple[int, Limit, dict[str, tuple[str, ...]]]] = []
    for limit in group:
        open_keys: dict[str, tuple[str, ...]] = {}
        for key, accepted in limit.conditions.items():
            answers = context if key in CONTEXT_KEYS else known
            if key not in answers:
                open_keys[key] = tuple(sorted(map(str, accepted)))
            elif answers[key] not in accepted:
                break
        else:
            rank = len(limit.conditions)
            if open_keys:
                possible.append((rank, limit, open_keys))
            else:
                certain.append((rank, limit))
    best = max(certain, key=lambda pair: pair[0], default=None)
    result = [Candidate(limit, keys) for rank, limit, keys in possible if best is None or rank > best[0]]
    if best:
        result.append(Candidate(best[1], {}))
    elif result:
        result.append(Candidate(None, {}))
    return result
