"""naming/pattern: the file name does not follow the pattern of the ad unit."""

from __future__ import annotations

from adqa.facts.assignment import AssignmentFacts
from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured
from adqa.rules._naming import pattern_text, read_name
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import NamePatternLimit
from adqa.units import count_text


def _case(stem: str, width: int | None = 300, height: int | None = 250) -> tuple[NameFacts, AssignmentFacts]:
    return (
        name_facts(f"{stem}.jpg"),
        AssignmentFacts(kind="image", width=width, height=height),
    )


_FULL = {
    "segments": [
        {"name": "campaign name", "equals": "campaign"},
        {"name": "ad size", "equals": "size"},
        {"name": "ad format", "values": ["static", "animated"]},
        {"name": "market", "optional": "yes", "values": ["US", "CA"]},
        "message",
    ]
}
_KIND = {"separator": "-", "segments": ["brand", {"name": "kind", "equals": "kind"}]}


@rule(
    id="naming/pattern",
    title="The file name does not follow the naming pattern",
    needs=(NameFacts, AssignmentFacts),
    reads="unit.naming.pattern",
    messages={
        "parts": "{name} has {measured} in its name; asked is {allowed}",
        "empty": "{name} has nothing where the {segment} belongs; asked is {pattern}",
        "word": "{name} has '{measured}' as its {segment}; accepted are {allowed}",
        "size": "{name} has '{measured}' as its {segment}; the picture is {allowed}",
        "kind": "{name} has '{measured}' as its {segment}; it is {allowed}",
    },
    fix={
        "parts": "Rename it after the pattern {pattern}.",
        "empty": "Put the {segment} in.",
        "word": "Put {allowed} there.",
        "size": "Put the size there as {size}.",
        "kind": "Put the word for {allowed} there.",
    },
    examples=(
        Example("all parts", _case("Aurora_300x250_static_US_Save200"), _FULL),
        Example("without the optional part", _case("Aurora_300x250_Animated_Save200"), _FULL),
        Example("size at double density", _case("Aurora_300x250_static_Save200", 600, 500), _FULL),
        Example("a wrong size is said by size/name-mismatch", _case("Aurora_728x90_static_Save200"), _FULL),
        Example("a part too few", _case("Aurora_300x250_static"), _FULL, ("parts",)),
        Example("a part too many", _case("Aurora_300x250_static_US_Save_200"), _FULL, ("parts",)),
        Example("another separator", _case("Aurora-300x250-static-Save200"), _FULL, ("parts",)),
        Example("an empty part", _case("Aurora_300x250_static_"), _FULL, ("empty",)),
        Example("a word that is not on the list", _case("Aurora_300x250_video_Save200"), _FULL, ("word",)),
        Example("no size", _case("Aurora_MPU_static_Save200"), _FULL, ("size",)),
        Example("no size an ad has", _case("Aurora_3x2_static_Save200"), _FULL, ("size",)),
        Example("two faults", _case("Aurora_MPU_flash_Save200"), _FULL, ("size", "word")),
        Example(
            "size of the file not known", _case("Aurora_MPU_static_Save200", None, None), _FULL, ("unknown",)
        ),
        Example("kind", _case("Lumen-static"), _KIND),
        Example("kind of another creative", _case("Lumen-html5"), _KIND, ("kind",)),
        Example("kind in a word not known here", _case("Lumen-banner"), _KIND, ("unknown",)),
    ),
    since="0.1",
)
def judge(name: NameFacts, creative: AssignmentFacts, limit: NamePatternLimit) -> Judgement:
    """Names in the agreed pattern are matched with placements by machine, others by hand or wrongly.

    Parts that must equal the campaign, its brand, dates, version or locale are read by
    naming/not-as-booked.
    """
    pattern = pattern_text(limit)
    reading = read_name(name, creative, limit)
    if reading is None:
        parts = len(name.stem.split(limit.separator))
        need = sum(not one.optional for one in limit.segments)
        yield Found(
            code="parts",
            measured=Measured(value=parts, unit="parts", text=count_text(parts, "part")),
            allowed=Allowed(op="between", min=need, max=len(limit.segments), unit="parts", text=pattern),
            words={"pattern": pattern},
        )
        return
    for fault in reading.faults:
        yield fault if isinstance(fault, Undecided) else fault.found(pattern, alone=len(reading.faults) == 1)
