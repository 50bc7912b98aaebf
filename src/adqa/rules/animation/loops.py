"""animation/loops: the animation repeats more often than allowed."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Allowed, Measured
from adqa.rules._motion import motion_unknown, times_text
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import LoopsLimit


def _gif(plays: int | None) -> tuple[ImageFacts]:
    total = None if plays is None else plays * 4_000
    motion = Animation(
        frames=4, pass_ms=4_000, plays=plays, total_ms=total, shortest_ms=1_000, raised_frames=0
    )
    return (ImageFacts(format="gif", width=300, height=250, animation=motion),)


@rule(
    id="animation/loops",
    title="The animation repeats more often than allowed",
    needs=ImageFacts,
    reads="animation.loops",
    kinds=("image",),
    messages={
        "over": "{name} plays {measured}; at most {allowed}",
        "endless": "{name} repeats without end; at most {allowed}",
    },
    fix="Set the file to play {allowed} in all.",
    examples=(
        Example("a still image", (ImageFacts(format="png", width=300, height=250),), "3 loops"),
        Example("exactly at the limit", _gif(3), "3 loops"),
        Example("one play over", _gif(4), "3 loops", ("over",)),
        Example("without end", _gif(None), "3 loops", ("endless",)),
        Example("once only", _gif(2), "1 loop", ("over",)),
        Example(
            "an SVG that moves",
            (ImageFacts(format="svg", width=300, height=250, unmeasured_motion=("css", "script")),),
            "3 loops",
            ("unknown",),
        ),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: LoopsLimit) -> Judgement:
    """Motion that never ends draws the eye from the page, so it is limited; 3 loops are 3 plays in all."""
    if facts.unmeasured_motion:
        yield motion_unknown(facts)
    elif facts.animation and (facts.animation.plays is None or facts.animation.plays > limit.max):
        plays = facts.animation.plays
        yield Found(
            code="endless" if plays is None else "over",
            measured=Measured(
                value=plays,
                unit="plays",
                text="without end" if plays is None else times_text(plays),
            ),
            allowed=Allowed(op="at_most", value=limit.max, unit="plays", text=times_text(limit.max)),
        )
