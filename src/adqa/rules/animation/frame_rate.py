"""animation/frame-rate: the animation shows more frames per second than allowed."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules._motion import motion_unknown
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import FrameRateLimit
from adqa.units import count_text, fps_text

_DIGITS = 2
"""Rates are compared as they are printed, so that a text never shows two equal numbers as different."""


def _gif(shortest_ms: int, frames: int = 10, pass_ms: int | None = None) -> tuple[ImageFacts]:
    length = shortest_ms * frames if pass_ms is None else pass_ms
    motion = Animation(
        frames=frames, pass_ms=length, plays=1, total_ms=length, shortest_ms=shortest_ms, raised_frames=0
    )
    return (ImageFacts(format="gif", width=300, height=250, animation=motion),)


@rule(
    id="animation/frame-rate",
    title="The animation shows too many frames per second",
    needs=ImageFacts,
    reads="animation.frame_rate",
    kinds=("image",),
    severities={"burst": Severity.WARNING},
    changes="Only single frames are shorter, the mean rate keeps the limit: at most a warning.",
    messages={
        "over": "{name} shows {measured}; {allowed}",
        "burst": "{name} shows single frames at {measured} ({mean} on average); {allowed}",
    },
    fix="Show every frame for {shortest} or longer.",
    examples=(
        Example("a still image", (ImageFacts(format="png", width=300, height=250),), "5 fps"),
        Example("exactly at the limit", _gif(200), "5 fps"),
        Example("one millisecond faster, over the limit", _gif(199), "5 fps", ("over",)),
        Example("at a limit it must stay below", _gif(200), {"max": "5 fps", "below": "yes"}, ("over",)),
        Example("one millisecond slower than that", _gif(201), {"max": "5 fps", "below": "yes"}),
        Example("one short frame in a slow animation", _gif(100, 5, 6_000), "5 fps", ("burst",)),
        Example(
            "an SVG that moves",
            (ImageFacts(format="svg", width=300, height=250, unmeasured_motion=("css",)),),
            "5 fps",
            ("unknown",),
        ),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: FrameRateLimit) -> Judgement:
    """Fast frames look like flashing, and Google refuses animated images at 5 frames a second and more."""
    if facts.unmeasured_motion:
        yield motion_unknown(facts)
        return
    motion = facts.animation
    if motion is None:
        return
    fastest = round(motion.frame_rate, _DIGITS)
    mean = round(motion.frames * 1000 / motion.pass_ms, _DIGITS) if motion.pass_ms else fastest
    if not _breaks(fastest, limit):
        return
    over = _breaks(mean, limit)
    shortest = int(1000 // limit.max) + (1 if limit.below or 1000 % limit.max else 0)
    yield Found(
        code="over" if over else "burst",
        measured=Measured(value=fastest, unit="fps", text=fps_text(fastest)),
        allowed=Allowed(
            op="at_most",
            value=limit.max,
            unit="fps",
            text=f"{'must stay below' if limit.below else 'at most'} {fps_text(limit.max)}",
        ),
        words={"mean": fps_text(mean), "shortest": count_text(shortest, "ms", "ms")},
    )


def _breaks(rate: float, limit: FrameRateLimit) -> bool:
    return rate >= limit.max if limit.below else rate > limit.max
