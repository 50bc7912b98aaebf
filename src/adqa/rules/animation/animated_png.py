"""animation/animated-png: an animated PNG where the ad unit speaks of PNG only."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules._words import format_name
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import FormatsLimit
from adqa.units import listing

_MOVES = Animation(frames=3, pass_ms=3_000, plays=1, total_ms=3_000, shortest_ms=1_000, raised_frames=0)
_APNG = (ImageFacts(format="apng", width=300, height=250, animation=_MOVES),)


@rule(
    id="animation/animated-png",
    title="An animated PNG, and the ad unit speaks of PNG only",
    needs=ImageFacts,
    reads="formats",
    kinds=("image",),
    severities={"apng": Severity.WARNING},
    changes="At most a warning: a publisher that lists PNG rarely says what happens to a PNG that moves.",
    messages={
        "apng": "{name} is an {measured}; the unit lists {allowed} without saying whether a PNG may move"
    },
    fix="Ask whether animated PNG is served as such; else send an animated GIF or a still PNG.",
    examples=(
        Example("a still PNG", (ImageFacts(format="png", width=300, height=250),), "png"),
        Example("an animated PNG where it is listed", _APNG, ["png", "apng"]),
        Example("an animated PNG where PNG is listed", _APNG, ["jpg", "png"], ("apng",)),
        Example("no PNG accepted at all", _APNG, "jpg"),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: FormatsLimit) -> Judgement:
    """Many ad servers re-code PNG files and keep the first frame only, which then says nothing."""
    if facts.format == "apng" and "png" in limit.any_of and "apng" not in limit.any_of:
        yield Found(
            code="apng",
            measured=Measured(value="apng", text=format_name("apng")),
            allowed=Allowed(
                op="one_of",
                values=limit.any_of,
                text=listing([format_name(one) for one in limit.any_of], "and"),
            ),
        )
