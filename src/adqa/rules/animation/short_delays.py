"""animation/short-delays: frames that browsers show far longer than the file says."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import count_text, seconds_text


def _gif(raised: int) -> tuple[ImageFacts]:
    motion = Animation(frames=8, pass_ms=800, plays=1, total_ms=800, shortest_ms=100, raised_frames=raised)
    return (ImageFacts(format="gif", width=300, height=250, animation=motion),)


@rule(
    id="animation/short-delays",
    title="Browsers show some frames longer than the file says",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={
        "raised": "{name} stores {measured} with next to no time; browsers show such frames for 100 ms, "
        "so one pass takes {pass_time}"
    },
    fix="Give every frame 20 ms or more.",
    examples=(
        Example("a still image", (ImageFacts(format="png", width=300, height=250),)),
        Example("every frame has its time", _gif(0)),
        Example("one frame without time", _gif(1), codes=("raised",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """In the studio's player it runs as meant; on the page it is slower and may break a limit of time."""
    if facts.animation and facts.animation.raised_frames:
        raised = facts.animation.raised_frames
        yield Found(
            code="raised",
            measured=Measured(value=raised, unit="frames", text=count_text(raised, "frame")),
            words={"pass_time": seconds_text(facts.animation.pass_ms / 1000)},
        )
