"""naming/taxonomy: the name of a creative does not follow the naming preset of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from adqa.campaign.model import Campaign, Row
from adqa.campaign.naming import Preset
from adqa.facts.assignment import AssignmentFacts
from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.facts.naming import NamingFacts
from adqa.report.model import Allowed, Measured, Severity, Suggestion
from adqa.rules._naming import Reading, pattern_text, read_name
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, file_entry, flight
from adqa.rules.campaign._say import touched
from adqa.rules.naming._parts import Wrong, wrong_parts
from adqa.spec.limits import NamePatternLimit
from adqa.units import count_text

_SEPARATORS = "_-.~| "
_PRESET = Preset.model_validate(
    {
        "title": "Retailer ads portal",
        "source": "an example",
        "evidence": "house",
        "pattern": {
            "segments": [
                {"name": "campaign name", "equals": "campaign"},
                {"name": "ad size", "equals": "size"},
                {"name": "ad format", "values": ["static", "animated"]},
                {"name": "flight dates", "equals": "dates"},
                "flight message",
                {"name": "trafficking version", "equals": "version"},
            ]
        },
        "shapes": {"flight message": "[a-z0-9]+"},
        "example": "Aurora_300x250_static_0514-0524_Save200_V1",
    }
)
_ROW = a_row(size="300x250", creative="Aurora", version="1", flight=flight(14, 24))


def _case(stem: str, *, row: Row = _ROW, pixels: str = "300x250") -> tuple[NamingFacts]:
    facts = NamingFacts(
        name=f"{stem}.jpg",
        preset=_PRESET,
        rows=(row,),
        campaign=Campaign(name="Aurora launch", advertiser="Lumen TV", rows=(row,)),
        entry=file_entry(f"in/{stem}.jpg", pixels),
    )
    return (facts,)


def _of_kind(stem: str) -> tuple[NamingFacts]:
    """The same preset, where the format in the name must be the kind of creative."""
    segments = [
        {"name": one.name, "equals": "kind"} if one.name == "ad format" else one
        for one in _PRESET.pattern.segments
    ]
    pattern = NamePatternLimit.model_validate({"segments": segments})
    return (replace(_case(stem)[0], preset=_PRESET.model_copy(update={"pattern": pattern})),)


def _on_sheet(name: str) -> tuple[NamingFacts]:
    return (replace(_case(name)[0], name=name, entry=None),)


@rule(
    id="naming/taxonomy",
    title="The name does not follow the naming preset of the house",
    needs=NamingFacts,
    subject="creative",
    severity=Severity.WARNING,
    severities={"size": Severity.ERROR, "version": Severity.ERROR},
    follows=("size/name-mismatch", "size/not-allowed", "version/not-as-booked"),
    changes="An error where the size in the name is not that of the picture or the sheet, or the version not "
    "that of the sheet. Without a preset in the sheet or adqa.toml no name is judged.",
    messages={
        "parts": "{creative} has {measured} in its name; asked is {allowed}",
        "empty": "{creative} has nothing where the {segment} belongs; asked is {allowed}",
        "word": "{creative} has '{measured}' as its {segment}; accepted are {allowed}",
        "shape": "{creative} has '{measured}' as its {segment}; asked is {allowed}",
        "size": "{creative} has '{measured}' as its {segment}; {whose} {allowed}",
        "version": "{creative} has '{measured}' as its {segment}; the sheet says {allowed}",
        "dates": "{creative} has '{measured}' as its {segment}; it runs {allowed}",
        "kind": "{creative} has '{measured}' as its {segment}; it is {allowed}",
        "other": "{creative} has '{measured}' as its {segment}; the sheet says {allowed}",
    },
    fix="{advice}.",
    examples=(
        Example("as asked", _case("Aurora_300x250_static_20260514-20260524_Save200_V1")),
        Example("the campaign in other words", _case("AuroraLaunch_300x250_static_0514-0524_Save200_v1")),
        Example("days within the flight", _case("Aurora_300x250_static_May15_Save200_V1")),
        Example("twice the pixels", _case("Aurora_300x250_static_Q2_Save200_V1", pixels="600x500")),
        Example("no version on the sheet",
                _case("Aurora_300x250_static_Q2_Save200_V7", row=replace(_ROW, version=""))),
        Example("the name on the sheet", _on_sheet("Aurora_300x250_static_Q2_Save200_V1")),
        Example("a part too few", _case("Aurora_300x250_static_Q2_V1"), codes=("parts",)),
        Example("another separator", _case("Aurora-300x250-static-Q2-Save200-V1"), codes=("parts",)),
        Example("an empty part", _case("Aurora_300x250_static_Q2__V1"), codes=("empty",)),
        Example("a word not on the list", _case("Aurora_300x250_flash_Q2_Save200_V1"), codes=("word",)),
        Example("a part of another shape", _case("Aurora_300x250_static_Q2_save-200_V1"), codes=("shape",)),
        Example("no version", _case("Aurora_300x250_static_Q2_Save200_final"), codes=("shape",)),
        Example("no size", _case("Aurora_MPU_static_Q2_Save200_V1"), codes=("size",)),
        Example("the size of another picture", _case("Aurora_728x90_static_Q2_Save200_V1"), codes=("size",)),
        Example("a size the sheet does not book", _on_sheet("Aurora_728x90_static_Q2_Save200_V1"),
                codes=("size",)),
        Example("another version", _case("Aurora_300x250_static_Q2_Save200_V2"), codes=("version",)),
        Example("last month", _case("Aurora_300x250_static_20260414-20260424_Save200_V1"), codes=("dates",)),
        Example("another kind", _of_kind("Aurora_300x250_html5_Q2_Save200_V1"), codes=("kind",)),
        Example("another campaign", _case("Lumina_300x250_static_Q2_Save200_V1"), codes=("other",)),
        Example("two faults", _case("Aurora_728x90_static_Q2_Save200_V2"), codes=("size", "version")),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: NamingFacts) -> Judgement:
    """Names in the agreed form are trafficked and reported by machine; portals send others back."""
    name = name_facts(facts.name if facts.entry else f"{facts.name}.x")
    pattern = facts.preset.pattern
    reading = _read(name, facts, pattern)
    if reading is None:
        yield _parts(name, facts)
        return
    wrong = list(wrong_parts(reading, facts))
    better = _renamed(reading, wrong, pattern.separator)
    for one in wrong:
        segment = reading.segments[one.index][0]
        yield Found(
            code=one.code,
            measured=Measured(value=one.part, text=one.part or "nothing"),
            allowed=one.allowed,
            where={"segment": segment.name, "read_as": read_as(reading)},
            occurrence=segment.name,
            suggestion=_suggestion(better, facts),
            words={
                "creative": facts.name,
                "segment": segment.name,
                "whose": "the file is" if facts.entry and facts.entry.width else "the sheet books",
                "advice": f"Rename it to {better}" if better else _advice(one, segment.name),
            },
            applies_to=touched(facts.rows),
        )


def read_as(reading: Reading) -> str:
    """The parts of a name as they were read: `campaign name: Aurora, ad size: 300x250`."""
    return ", ".join(f"{segment.name}: {part}" for segment, part in reading.segments)


def _read(name: NameFacts, facts: NamingFacts, pattern: NamePatternLimit) -> Reading | None:
    entry = facts.entry
    creative = AssignmentFacts(
        kind=entry.kind if entry else "",
        width=(entry.width or None) if entry else None,
        height=(entry.height or None) if entry else None,
    )
    return read_name(name, creative, pattern)


def _parts(name: NameFacts, facts: NamingFacts) -> Found:
    pattern = facts.preset.pattern
    count = len(name.stem.split(pattern.separator))
    asked = pattern_text(pattern)
    better = next(_rejoined(name, facts), "")
    return Found(
        code="parts",
        measured=Measured(value=count, unit="parts", text=count_text(count, "part")),
        allowed=Allowed(
            op="between",
            min=sum(not one.optional for one in pattern.segments),
            max=len(pattern.segments),
            unit="parts",
            text=asked,
        ),
        suggestion=_suggestion(better, facts),
        words={
            "creative": facts.name,
            "advice": f"Rename it to {better}" if better else f"Rename it after the pattern {asked}",
        },
        applies_to=touched(facts.rows),
    )


def _rejoined(name: NameFacts, facts: NamingFacts) -> Iterator[str]:
    """The name with the separator that is asked, where that alone is wrong with it."""
    pattern = facts.preset.pattern
    for separator in _SEPARATORS.replace(pattern.separator, ""):
        stem = pattern.separator.join(name.stem.split(separator))
        reading = _read(replace(name, stem=stem), facts, pattern) if separator in name.stem else None
        if reading is not None and not list(wrong_parts(reading, facts)):
            yield stem


def _renamed(reading: Reading, wrong: Sequence[Wrong], separator: str) -> str:
    """The name with every fault corrected; empty if one of the corrections is not certain."""
    if not wrong or not all(one.better for one in wrong):
        return ""
    parts = [part for _, part in reading.segments]
    for one in wrong:
        parts[one.index] = one.better
    return separator.join(parts)


def _suggestion(better: str, facts: NamingFacts) -> Suggestion | None:
    if not better:
        return None
    _, dot, extension = facts.name.rpartition(".") if facts.entry else ("", "", "")
    return Suggestion(replacement=f"{better}{dot}{extension}", safe=False)


def _advice(one: Wrong, segment: str) -> str:
    if one.code == "size":
        return f"Rename it if {one.allowed.text} is right; else the wrong creative stands here"
    if one.code == "version":
        return f"Send {one.allowed.text}, or correct the version on the sheet"
    if one.code in ("word", "shape"):
        return f"Put {one.allowed.text} there"
    return f"Put the right {segment} there"
