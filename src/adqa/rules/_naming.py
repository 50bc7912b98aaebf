"""Reading file names by the pattern of an ad unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from adqa.facts.assignment import AssignmentFacts
from adqa.facts.file import NameFacts
from adqa.report.model import Allowed, Measured, Reason, Suggestion
from adqa.rules._sizes import is_ad_size, is_multiple
from adqa.rules.base import Found, Undecided
from adqa.spec.limits import NamePatternLimit, NameSegment
from adqa.units import Size, listing, parse_size

_KIND_WORDS = {
    "image": {"image", "img", "static", "still", "jpg", "jpeg", "png", "gif", "animated"},
    "html5": {"html5", "html", "richmedia", "rm"},
    "video": {"video", "vid", "mp4"},
    "audio": {"audio", "mp3"},
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One part of a name that is not as asked."""

    code: str
    segment: str
    part: str
    allowed: Allowed | None = None
    better: str = ""

    def found(self, pattern: str, *, alone: bool) -> Found:
        """The fault as a finding of naming/pattern; its correction is certain if it stands alone."""
        return Found(
            code=self.code,
            occurrence=self.segment,
            where={"segment": self.segment},
            measured=Measured(value=self.part, text=self.part or "nothing"),
            allowed=self.allowed,
            suggestion=Suggestion(replacement=self.better, safe=False) if self.better and alone else None,
            words={
                "segment": self.segment,
                "pattern": pattern,
                "size": str(self.allowed.value) if self.allowed else "",
            },
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A name split into the segments of a pattern."""

    segments: tuple[tuple[NameSegment, str], ...]
    faults: tuple[Fault | Undecided, ...]


def read_name(name: NameFacts, creative: AssignmentFacts, limit: NamePatternLimit) -> Reading | None:
    """The reading with the fewest faults; None if the number of parts fits none."""
    parts = name.stem.split(limit.separator)
    best: Reading | None = None
    for segments in _readings(limit.segments, len(parts)):
        faults = [
            fault
            for index, (segment, part) in enumerate(zip(segments, parts, strict=True))
            for fault in _judge_part(segment, part, index, parts, limit.separator, name, creative)
        ]
        if best is None or len(faults) < len(best.faults):
            best = Reading(tuple(zip(segments, parts, strict=True)), tuple(faults))
    return best


def pattern_text(limit: NamePatternLimit) -> str:
    """The pattern in words: `<campaign name>_<ad size>_[<market>]`."""
    return limit.separator.join(
        f"[<{one.name}>]" if one.optional else f"<{one.name}>" for one in limit.segments
    )


def _readings(segments: Sequence[NameSegment], count: int) -> Iterator[list[NameSegment]]:
    """Every way to leave optional segments out so that as many remain as there are parts."""
    optional = [index for index, one in enumerate(segments) if one.optional]
    surplus = len(segments) - count
    if 0 <= surplus <= len(optional):
        for left_out in combinations(reversed(optional), surplus):
            yield [one for index, one in enumerate(segments) if index not in left_out]


def _judge_part(
    segment: NameSegment,
    part: str,
    index: int,
    parts: Sequence[str],
    separator: str,
    name: NameFacts,
    creative: AssignmentFacts,
) -> Iterator[Fault | Undecided]:
    if not part.strip():
        yield Fault("empty", segment.name, part)
    elif segment.values and part.casefold() not in {one.casefold() for one in segment.values}:
        allowed = Allowed(op="one_of", values=segment.values, text=listing(list(segment.values)))
        yield Fault("word", segment.name, part, allowed)
    elif segment.equals == "size":
        yield from _judge_size(segment, part, index, parts, separator, name, creative)
    elif segment.equals == "kind":
        yield from _judge_kind(segment, part, creative)


def _judge_size(
    segment: NameSegment,
    part: str,
    index: int,
    parts: Sequence[str],
    separator: str,
    name: NameFacts,
    creative: AssignmentFacts,
) -> Iterator[Fault | Undecided]:
    said = _size_in(part)
    if not creative.width or not creative.height:
        if said is None or not is_ad_size(said):
            yield Undecided(
                Reason.UNREADABLE, "the size of the picture is not known, so its name is not judged"
            )
        return
    true = Size(creative.width, creative.height)
    if said is not None and (is_ad_size(said) or is_multiple(true, said)):
        return
    extension = f".{name.extension}" if name.extension else ""
    better = separator.join([*parts[:index], str(true), *parts[index + 1 :]]) + extension
    yield Fault(
        "size",
        segment.name,
        part,
        Allowed(op="exactly", value=str(true), unit="px", text=f"{true} px"),
        better,
    )


def _size_in(part: str) -> Size | None:
    try:
        return parse_size(part.partition("@")[0])
    except ValueError:
        return None


def _judge_kind(segment: NameSegment, part: str, creative: AssignmentFacts) -> Iterator[Fault | Undecided]:
    said = next((kind for kind, words in _KIND_WORDS.items() if part.casefold() in words), None)
    if said is None:
        yield Undecided(Reason.LOW_CONFIDENCE, f"{part!r} as the {segment.name} is no word known here")
    elif said != creative.kind:
        kind = {"html5": "an HTML5 package", "image": "an image"}.get(creative.kind, creative.kind)
        yield Fault("kind", segment.name, part, Allowed(op="exactly", value=creative.kind, text=kind))
