"""animation/not-allowed: motion where the ad unit wants none, or none where it wants some."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Allowed, Measured
from adqa.rules._motion import motion_unknown
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import AllowedLimit
from adqa.units import count_text

_MOVES = Animation(frames=3, pass_ms=3_000, plays=1, total_ms=3_000, shortest_ms=1_000, raised_frames=0)
_STILL = (ImageFacts(format="gif", width=300, height=250),)
_MOVING = (ImageFacts(format="gif", width=300, height=250, animation=_MOVES),)
_SCRIPTED = (ImageFacts(format="svg", width=300, height=250, unmeasured_motion=("css",)),)


@rule(
    id="animation/not-allowed",
    title="Motion is not what the ad unit asks for",
    needs=ImageFacts,
    reads="animation.allowed",
    kinds=("image",),
    messages={
        "moves": "{name} moves ({measured}); this unit takes still images only",
        "still": "{name} is a still image; this unit asks for motion",
    },
    fix={
        "moves": "Send one still picture, best the frame that says everything.",
        "still": "Send the animated version.",
    },
    examples=(
        Example("still", _STILL, "forbidden"),
        Example("motion allowed", _MOVING, "allowed"),
        Example("motion asked for and there", _MOVING, "required"),
        Example("a GIF that moves", _MOVING, "forbidden", ("moves",)),
        Example("a still image where motion is asked for", _STILL, "required", ("still",)),
        Example("an SVG that may move", _SCRIPTED, "forbidden", ("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: AllowedLimit) -> Judgement:
    """Where motion is not sold, an animated file is refused or frozen on a frame that says nothing."""
    if limit.value == "allowed":
        return
    if facts.unmeasured_motion:
        yield motion_unknown(facts)
    elif facts.animation and limit.value == "forbidden":
        frames = facts.animation.frames
        yield Found(
            code="moves",
            measured=Measured(value=frames, unit="frames", text=count_text(frames, "frame")),
            allowed=Allowed(op="absent", text="a still image"),
        )
    elif not facts.animation and limit.value == "required":
        yield Found(
            code="still",
            measured=Measured(value=1, unit="frames", text=count_text(1, "frame")),
            allowed=Allowed(op="present", text="motion"),
        )
