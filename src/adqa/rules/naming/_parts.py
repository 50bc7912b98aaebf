"""Comparing the parts of a name with what was delivered and booked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adqa.campaign.model import Row
from adqa.campaign.name_dates import periods_in
from adqa.facts.naming import NamingFacts
from adqa.report.model import Allowed
from adqa.rules._naming import Fault, Reading
from adqa.rules._sizes import is_ad_size, is_multiple
from adqa.rules.campaign._say import plain
from adqa.units import Size, days_text, listing, parse_size

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[a-zA-Z])(?=\d)|(?<=\d)(?=[a-zA-Z])")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_SHAPES = {
    "version": re.compile(r".*\d.*|[a-z]{1,2}", re.IGNORECASE),
    "locale": re.compile(r"[a-z]{2,3}(-?[a-z]{2,4})?", re.IGNORECASE),
    "dates": re.compile(r".*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*", re.IGNORECASE),
}
_SHAPE_WORDS = {"version": "V1", "locale": "EN-US", "dates": "20260514-20260524"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One part that is not as it should be, and what belongs there if that is certain."""

    code: str
    index: int
    part: str
    allowed: Allowed
    better: str = ""


def wrong_parts(reading: Reading, facts: NamingFacts) -> Iterator[Wrong]:
    """Every part that is not as the preset, the file or the sheet has it, at most one fault each."""
    faults = {
        one.segment: one
        for one in reading.faults
        if isinstance(one, Fault) and (facts.entry or one.code != "kind")
    }
    for index, (segment, part) in enumerate(reading.segments):
        fault = faults.get(segment.name)
        if fault is not None and fault.code != "size":
            allowed = fault.allowed or Allowed(op="present", text=f"the {segment.name}")
            yield Wrong(fault.code, index, part, allowed)
            continue
        shape = facts.preset.shapes.get(segment.name)
        if shape and not re.fullmatch(shape, part, re.IGNORECASE):
            like = facts.preset.example_of(segment.name)
            allowed = Allowed(op="matches", value=shape, text=f"a word like {like}" if like else shape)
            yield Wrong("shape", index, part, allowed)
        elif segment.equals in _SHAPES and not _SHAPES[segment.equals].fullmatch(part):
            like = f"a word like {_SHAPE_WORDS[segment.equals]}"
            yield Wrong("shape", index, part, Allowed(op="matches", text=like))
        elif segment.equals == "size":
            yield from _size(index, part, facts)
        elif segment.equals == "version":
            yield from _version(index, part, facts.rows)
        elif segment.equals == "dates":
            yield from _dates(index, part, facts.rows)
        elif segment.equals in ("campaign", "brand"):
            yield from _other(index, part, _names(segment.equals, facts))
        elif segment.equals == "locale":
            yield from _locale(index, part, facts.rows)


def _size(index: int, part: str, facts: NamingFacts) -> Iterator[Wrong]:
    try:
        said = parse_size(part.partition("@")[0])
    except ValueError:
        said = None
    entry = facts.entry
    true = [Size(entry.width, entry.height)] if entry and entry.width and entry.height else []
    booked = list(dict.fromkeys(size for row in facts.rows for size in row.sizes))
    fits = said is not None and any(
        is_multiple(size, said) or is_multiple(said, size) for size in true or booked
    )
    if not fits and (true or booked):
        texts = [str(size) for size in true or booked]
        allowed = Allowed(op="one_of", values=tuple(texts), unit="px", text=listing(texts))
        # Which of the two is wrong is certain only if what stands there is no size at all.
        certain = len(texts) == 1 and (said is None or not is_ad_size(said))
        yield Wrong("size", index, part, allowed, texts[0] if certain else "")


def _version(index: int, part: str, rows: Sequence[Row]) -> Iterator[Wrong]:
    said = _NUMBER.search(part)
    booked = {found[0].lstrip("0") for row in rows if (found := _NUMBER.search(row.version))}
    if said and len(booked) == 1 and said[0].lstrip("0") not in booked:
        number = next(iter(booked))
        yield Wrong("version", index, part, Allowed(op="exactly", value=number, text=f"V{number}"))


def _dates(index: int, part: str, rows: Sequence[Row]) -> Iterator[Wrong]:
    flights = [row.runs for row in rows]
    if not flights or any(one.tentative or not one.start or not one.end for one in flights):
        return
    first = min(one.start for one in flights if one.start)
    last = max(one.end for one in flights if one.end)
    for readings in periods_in(part, first.year):
        if not any(start <= last and end >= first for start, end in readings):
            allowed = Allowed(
                op="between",
                values=(first.isoformat(), last.isoformat()),
                text=days_text(first, last) + (f" {last.year}" if first.year == last.year else ""),
            )
            yield Wrong("dates", index, part, allowed)
            return


def _other(index: int, part: str, names: Iterable[str]) -> Iterator[Wrong]:
    """A name that shares no word with any of those of the sheet; short forms and initials are let pass."""
    known = list(dict.fromkeys(name for name in names if name))
    mine, words = plain(part), _words(part)
    if not known or len(mine) < 4:
        return
    for name in known:
        whole = plain(name)
        if mine in whole or whole in mine or words & _words(name):
            return
    yield Wrong("other", index, part, Allowed(op="one_of", values=tuple(known), text=listing(known)))


def _names(field: str, facts: NamingFacts) -> list[str]:
    campaign = facts.campaign
    if field == "campaign":
        return [campaign.name, *(row.campaign for row in facts.rows)]
    return [
        campaign.advertiser,
        campaign.brand,
        *(name for row in facts.rows for name in (row.advertiser, row.brand)),
    ]


def _locale(index: int, part: str, rows: Sequence[Row]) -> Iterator[Wrong]:
    booked = list(dict.fromkeys(row.locale for row in rows if row.locale))
    mine = plain(part)
    if booked and not any(plain(one).startswith(mine) or mine.startswith(plain(one)) for one in booked):
        yield Wrong("other", index, part, Allowed(op="one_of", values=tuple(booked), text=listing(booked)))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text)) if len(word) > 2}
