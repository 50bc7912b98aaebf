"""Facts about rounds of one creative, and about creatives that are alike; built by pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from adqa.addresses import file_name, natural_key
from adqa.campaign.booking import Deliverable
from adqa.campaign.matches import Matching
from adqa.campaign.names import Name, Version, read_name
from adqa.facts.delivery import IndexEntry

ALIKE_BITS = 2
"""Of the 64 bits of the hash, so many may differ in art that looks the same."""
_LEAST_BITS = 8
"""A hash with fewer bits set or unset is of a plain area, which all plain areas have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """A creative and the one it follows: same name but for the version, same kind."""

    KIND: ClassVar[str] = "version"
    VERSION: ClassVar[int] = 1

    entry: IndexEntry
    version: Version | None
    """As its name states it."""
    before: IndexEntry
    """What arrived under that name before."""
    version_before: Version | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFacts:
    """Two creatives that are the same, or look the same at one size, with what each serves."""

    KIND: ClassVar[str] = "twins"
    VERSION: ClassVar[int] = 1

    first: IndexEntry
    second: IndexEntry
    same_content: bool
    """False if they only look alike."""
    first_serves: tuple[Deliverable, ...]
    second_serves: tuple[Deliverable, ...]


def version_facts(previous: Sequence[IndexEntry], now: Sequence[IndexEntry]) -> tuple[VersionFacts, ...]:
    """Each creative of this delivery that follows one of an earlier delivery, in address order.

    What it follows is the highest version before that is not above its own. A name that several creatives
    of one round share says nothing of which follows which, so it is left out.
    """
    before: dict[tuple[object, ...], list[IndexEntry]] = defaultdict(list)
    for entry in previous:
        before[_lineage(entry)].append(entry)
    current: dict[tuple[object, ...], list[IndexEntry]] = defaultdict(list)
    for entry in now:
        current[_lineage(entry)].append(entry)
    found = []
    for key, entries in current.items():
        if not _told_by_version(entries) or not _told_by_version(before.get(key, ())):
            continue
        for entry in entries:
            version = _version(entry)
            earlier = [one for one in before.get(key, ()) if (_version(one) or ()) <= (version or ())]
            if earlier:
                last = max(earlier, key=lambda one: _version(one) or ())
                found.append(
                    VersionFacts(entry=entry, version=version, before=last, version_before=_version(last))
                )
    return tuple(sorted(found, key=lambda one: natural_key(one.entry.address)))


def twin_facts(
    entries: Iterable[IndexEntry], matching: Matching, deliverables: Iterable[Deliverable]
) -> tuple[TwinFacts, ...]:
    """Pairs of creatives that serve something booked and are the same or look the same, in address order.

    Of many that are the same or look the same, each is paired with the first: a hundred files of one look
    make 99 pairs. Looks are compared within one size only, as the sizes of one concept are alike by nature,
    and only between creatives that serve different things.
    """
    booked = {one.key: one for one in deliverables}
    serves: dict[str, list[Deliverable]] = defaultdict(list)
    for match in matching.matches:
        serves[match.address].append(booked[match.deliverable])
    listed = sorted(
        (one for one in entries if one.address in serves), key=lambda one: natural_key(one.address)
    )
    pairs = [(first, other, True) for first, other in _same(listed)]
    pairs += [(first, other, False) for first, other in _alike(listed, serves)]
    return tuple(_twins(first, other, serves, same_content=same) for first, other, same in pairs)


def _twins(
    first: IndexEntry, second: IndexEntry, serves: Mapping[str, list[Deliverable]], *, same_content: bool
) -> TwinFacts:
    return TwinFacts(
        first=first,
        second=second,
        same_content=same_content,
        first_serves=tuple(serves[first.address]),
        second_serves=tuple(serves[second.address]),
    )


def _same(entries: Sequence[IndexEntry]) -> list[tuple[IndexEntry, IndexEntry]]:
    groups: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        if entry.content_id:
            groups[entry.content_id].append(entry)
    return [(group[0], other) for group in groups.values() for other in group[1:]]


def _alike(
    entries: Sequence[IndexEntry], serves: Mapping[str, list[Deliverable]]
) -> list[tuple[IndexEntry, IndexEntry]]:
    seen: dict[tuple[int, int], list[tuple[int, IndexEntry, set[str]]]] = defaultdict(list)
    found = []
    for entry in entries:
        bits = int(entry.dhash, 16) if entry.dhash else 0
        if not entry.width or not _LEAST_BITS <= bits.bit_count() <= 64 - _LEAST_BITS:
            continue
        keys = {one.key for one in serves[entry.address]}
        for other_bits, first, other_keys in seen[entry.width, entry.height]:
            alike = (bits ^ other_bits).bit_count() <= ALIKE_BITS and first.content_id != entry.content_id
            if alike and keys.isdisjoint(other_keys):
                found.append((first, entry))
                break
        seen[entry.width, entry.height].append((bits, entry, keys))
    return found


def _lineage(entry: IndexEntry) -> tuple[object, ...]:
    """What stays the same through the rounds of a creative."""
    name = _name(entry)
    return name.identity, name.sizes or (entry.width, entry.height), entry.kind


def _told_by_version(entries: Sequence[IndexEntry]) -> bool:
    return len({_version(one) for one in entries}) == len(entries)


def _version(entry: IndexEntry) -> Version | None:
    return _name(entry).version


def _name(entry: IndexEntry) -> Name:
    return read_name(file_name(entry.address))
