"""Changing one thing in a URL and leaving every other character as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def each_pair(address: str, change: Callable[[str], str | None]) -> str:
    """The address with each `name=value` of its query changed, or taken out where the change is None."""
    before, fragment_mark, fragment = address.partition("#")
    place, mark, query = before.partition("?")
    kept = [changed for pair in query.split("&") if (changed := change(pair)) is not None]
    return place + (mark if kept else "") + "&".join(kept) + fragment_mark + fragment


def without_parameters(address: str, raw: Iterable[str]) -> str:
    """The address without some `name=value` pairs, given as they are written."""
    gone = frozenset(raw)
    return each_pair(address, lambda pair: None if pair in gone else pair)


def without_repeats(address: str) -> str:
    """The address with each equal pair once."""
    seen: set[str] = set()

    def first(pair: str) -> str | None:
        if pair in seen:
            return None
        seen.add(pair)
        return pair

    return each_pair(address, first)
