"""One file for several ad units: the strictest of what they ask, whose limit that is, and what cannot be.

Pure. Where a limit depends on something that is not known before the file is made, the strictest case is
taken and said. Limits that must hold and those that only should are kept apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adqa.campaign.units import PUBLISHER
from adqa.spec.base import Limit, Strength
from adqa.spec.describe import limit_text
from adqa.spec.limits import (
    AllowedLimit,
    ColourLimit,
    CopyLimit,
    CountLimit,
    FormatsLimit,
    FrameRateLimit,
    LoopsLimit,
    NameCharactersLimit,
    NameLengthLimit,
    SecondsLimit,
    SizesLimit,
    WeightLimit,
    WordsLimit,
)
from adqa.spec.model import AdUnitSpec, AssetSpec
from adqa.spec.resolve import candidates
from adqa.units import Size, listing

_CEILINGS: dict[type[Limit], Callable[[Any], float]] = {
    CountLimit: lambda limit: limit.max,
    FrameRateLimit: lambda limit: limit.max - (1e-9 if limit.below else 0),
    LoopsLimit: lambda limit: limit.max,
    NameLengthLimit: lambda limit: limit.max,
    SecondsLimit: lambda limit: limit.max,
    WeightLimit: lambda limit: limit.exact.low,
}
"""Kinds of limit of which the smallest covers all; a KB of unknown base is taken as 1,000 bytes."""
_CHOICES = (ColourLimit, FormatsLimit, NameCharactersLimit, WordsLimit)
_ABOUT_SETS = ("sizes", "set.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonLimit:
    """What a file has to keep so that every unit takes it."""

    what: str
    """`weight file`."""
    take: str
    decides: tuple[str, ...]
    """Titles of the units whose limit it is."""
    strength: Strength
    note: str = ""
    impossible: bool = False
    """No file keeps all of them."""


@dataclass(frozen=True, slots=True)
class _Asked:
    unit: AdUnitSpec
    limit: Limit
    depends: Mapping[str, tuple[str, ...]]


def common_limits(units: Sequence[AdUnitSpec], size: Size | None) -> list[CommonLimit]:
    """What one file of a size has to keep for all of some units, in the order of the units' own limits."""
    asked: dict[tuple[str, Strength], list[_Asked]] = {}
    found: list[CommonLimit] = []
    parts = [(unit, role_for(unit, size)) for unit in units]
    strangers = [title_of(unit) for unit, role in parts if role is None]
    if strangers:
        found.append(_impossible("size", f"{size} is not taken by {listing(strangers, 'and')}", strangers))
    kinds = [
        (unit, {str(kind) for kind in unit.assets[role].kind}) for unit, role in parts if role is not None
    ]
    if len(kinds) > 1:
        found += _kinds(kinds)
    for unit, role in parts:
        if role is not None:
            for name, one in _limits_of(unit, role, size):
                asked.setdefault((name, one.limit.strength), []).append(one)
    found += [_common(name, strength, group) for (name, strength), group in asked.items()]
    return found


def role_for(unit: AdUnitSpec, size: Size | None) -> str | None:
    """The part of a unit that takes a size; None if none does."""
    for role, asset in unit.assets.items():
        if size is None or _takes(asset, size):
            return role
    return None


def _takes(asset: AssetSpec, size: Size) -> bool:
    """Whether it may be taken: a range, a ratio or sizes that were not read are no reason against it."""
    if not asset.sizes:
        return True
    return any(
        size in limit.exact or not limit.complete or any(entry.size is None for entry in limit.any_of)
        for limit in asset.sizes
    )


def title_of(unit: AdUnitSpec) -> str:
    """What people call a unit, and whose it is."""
    if not unit.title:
        return unit.id
    return unit.title if unit.publisher == PUBLISHER else f"{unit.title} ({unit.publisher})"


def _limits_of(unit: AdUnitSpec, role: str, size: Size | None) -> Iterator[tuple[str, _Asked]]:
    known: dict[str, Any] = {"role": role, **({"size": size} if size else {})}
    places: dict[str, list[Limit]] = {}
    for place, limit, _ in unit.limits():
        places.setdefault(place, []).append(limit)
    for place, variants in places.items():
        name = place.removeprefix(f"assets.{role}.")
        if name.startswith("assets.") or name.startswith(_ABOUT_SETS) or isinstance(variants[0], SizesLimit):
            continue
        for group in candidates(variants, known, {}):
            for one in group:
                if one.limit is not None:
                    yield name, _Asked(unit, one.limit, one.depends)


def _common(name: str, strength: Strength, asked: Sequence[_Asked]) -> CommonLimit:
    what = name.replace(".", " ").replace("_", " ")
    kind = type(asked[0].limit)
    if kind in _CEILINGS:
        chosen = _smallest(asked, _CEILINGS[kind])
        return _one(what, strength, chosen, depends=_depends(chosen))
    if kind is CopyLimit and all(_copy_max(one.limit) is not None for one in asked):
        chosen = _smallest(asked, lambda limit: _copy_max(limit) or 0)
        return _one(what, strength, chosen, depends=_depends(chosen))
    if kind in _CHOICES:
        return _choice(what, strength, asked)
    if kind is AllowedLimit:
        return _allowed(what, strength, asked)
    texts = {limit_text(one.limit): None for one in asked}
    if len(texts) == 1:
        return _one(what, strength, asked, depends="")
    every = "; ".join(dict.fromkeys(f"{limit_text(one.limit)} ({title_of(one.unit)})" for one in asked))
    note = "keep all of them, if they can be kept together"
    return CommonLimit(what=what, take=every, decides=_titles(asked), strength=strength, note=note)


def _copy_max(limit: Limit) -> int | None:
    return limit.max if isinstance(limit, CopyLimit) else None


def _smallest(asked: Sequence[_Asked], value: Callable[[Any], float]) -> list[_Asked]:
    least = min(value(one.limit) for one in asked)
    return [one for one in asked if value(one.limit) == least]


def _one(what: str, strength: Strength, chosen: Sequence[_Asked], *, depends: str) -> CommonLimit:
    limit = chosen[0].limit
    return CommonLimit(
        what=what,
        take=limit_text(limit if depends else limit.model_copy(update={"when": None})),
        decides=_titles(chosen),
        strength=strength,
        note=depends,
    )


def _choice(what: str, strength: Strength, asked: Sequence[_Asked]) -> CommonLimit:
    sets = [(one, list(getattr(one.limit, "any_of", ()))) for one in asked]
    shared = [word for word in sets[0][1] if all(word in words for _, words in sets)]
    if not shared:
        said = "; ".join(dict.fromkeys(f"{title_of(one.unit)}: {listing(words)}" for one, words in sets))
        return _impossible(what, f"nothing is accepted by all ({said})", _titles(asked), strength)
    narrow = [one for one, words in sets if len(words) == len(shared)] or list(asked)
    return CommonLimit(
        what=what, take=listing(shared), decides=_titles(narrow), strength=strength, note=_depends(asked)
    )


def _allowed(what: str, strength: Strength, asked: Sequence[_Asked]) -> CommonLimit:
    def that_say(word: str) -> list[_Asked]:
        return [one for one in asked if isinstance(one.limit, AllowedLimit) and one.limit.value == word]

    required, forbidden = that_say("required"), that_say("forbidden")
    if required and forbidden:
        said = (
            f"required by {listing(list(_titles(required)), 'and')}, "
            f"forbidden by {listing(list(_titles(forbidden)), 'and')}"
        )
        return _impossible(what, said, _titles(asked), strength)
    chosen = required or forbidden or asked
    return _one(what, strength, chosen, depends=_depends(chosen))


def _kinds(kinds: Sequence[tuple[AdUnitSpec, set[str]]]) -> list[CommonLimit]:
    shared = set.intersection(*(one for _, one in kinds))
    if shared:
        return []
    said = "; ".join(f"{title_of(unit)}: {listing(sorted(one))}" for unit, one in kinds)
    return [_impossible("kind", f"no kind is taken by all ({said})", [title_of(unit) for unit, _ in kinds])]


def _impossible(
    what: str, said: str, titles: Sequence[str], strength: Strength = Strength.MUST
) -> CommonLimit:
    return CommonLimit(
        what=what,
        take=f"not possible with one file: {said}",
        decides=tuple(titles),
        strength=strength,
        note="make a file for each",
        impossible=True,
    )


def _depends(asked: Sequence[_Asked]) -> str:
    """Says that the strictest case was taken where a limit holds only sometimes."""
    cases = dict.fromkeys(
        f"{key} is {listing(list(values))}" for one in asked for key, values in one.depends.items()
    )
    return f"strictest case: {listing(list(cases), 'and')}" if cases else ""


def _titles(asked: Sequence[_Asked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title_of(one.unit) for one in asked))
