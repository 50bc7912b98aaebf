"""animation/too-long: the picture still moves when the ad unit wants it to stand."""

from __future__ import annotations

from adqa.facts.image import Animation, ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules._motion import motion_unknown, time_text, times_text
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import SecondsLimit
from adqa.units import count_text, seconds_text


def _gif(pass_ms: int, plays: int | None, last_ms: int = 1_000) -> tuple[ImageFacts]:
    total = None if plays is None else pass_ms * plays
    motion = Animation(
        frames=4,
        pass_ms=pass_ms,
        plays=plays,
        total_ms=total,
        last_change_ms=None if total is None else total - last_ms,
        shortest_ms=500,
        raised_frames=0,
    )
    return (ImageFacts(format="gif", width=300, height=250, animation=motion),)


_STILL = (ImageFacts(format="png", width=300, height=250),)
_SCRIPTED = (ImageFacts(format="svg", width=300, height=250, unmeasured_motion=("smil",)),)


@rule(
    id="animation/too-long",
    title="The animation runs longer than allowed",
    needs=ImageFacts,
    reads="animation.duration",
    kinds=("image",),
    severities={"hold": Severity.NOTE},
    changes="The picture stands in time, only its last frame is held beyond the limit: a note.",
    messages={
        "long": "{name} moves for {measured}; limit {allowed} ({passes})",
        "endless": "{name} plays without end; limit {allowed}",
        "hold": "{name} stops moving after {stops}, its last frame is held until {measured}; limit {allowed}",
    },
    fix={
        "long": "{advice}",
        "endless": "{advice}",
        "hold": "Nothing, as the picture stands in time; to be safe, hold the last frame {excess} less.",
    },
    examples=(
        Example("a still image", _STILL, "15 s"),
        Example("stops exactly at the limit", _gif(16_000, 1), "15 s", ("hold",)),
        Example("all plays end at the limit", _gif(5_000, 3, last_ms=0), "15 s"),
        Example("one millisecond over the limit", _gif(16_001, 1), "15 s", ("long",)),
        Example("three plays of 9 s", _gif(9_000, 3), "15 s", ("long",)),
        Example("one pass alone is over", _gif(20_000, 1), "15 s", ("long",)),
        Example("plays without end", _gif(4_800, None), "15 s", ("endless",)),
        Example("plays without end, one pass is over", _gif(18_000, None), "15 s", ("endless",)),
        Example("the last frame is held beyond the limit", _gif(18_000, 1, last_ms=5_000), "15 s", ("hold",)),
        Example("an SVG that moves", _SCRIPTED, "15 s", ("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: SecondsLimit) -> Judgement:
    """Motion beyond the limit distracts from the page; publishers pull the ad when a reader complains.

    The time counts until the picture changes for the last time, all plays included; how long the last
    frame is then held does not count.
    """
    if facts.unmeasured_motion:
        yield motion_unknown(facts)
        return
    motion = facts.animation
    if motion is None:
        return
    most_ms = round(limit.max * 1000)
    allowed = Allowed(op="at_most", value=limit.max, unit="s", text=seconds_text(limit.max))
    if motion.plays is None or motion.total_ms is None:
        yield Found(
            code="endless",
            measured=Measured(value=None, unit="s", text="without end"),
            allowed=allowed,
            words={"advice": _advice(motion, most_ms)},
        )
        return
    stops_ms = motion.total_ms if motion.last_change_ms is None else motion.last_change_ms
    if stops_ms > most_ms:
        yield Found(
            code="long",
            measured=Measured(value=stops_ms / 1000, unit="s", text=time_text(stops_ms, most_ms)),
            allowed=allowed,
            words={
                "advice": _advice(motion, most_ms),
                "passes": f"{count_text(motion.plays, 'play')} of {time_text(motion.pass_ms, most_ms)}",
            },
        )
    elif motion.total_ms > most_ms:
        yield Found(
            code="hold",
            measured=Measured(
                value=motion.total_ms / 1000, unit="s", text=time_text(motion.total_ms, most_ms)
            ),
            allowed=allowed,
            words={
                "stops": seconds_text(stops_ms / 1000),
                "excess": time_text(motion.total_ms - most_ms, 0),
            },
        )


def _advice(motion: Animation, most_ms: int) -> str:
    """How many plays fit, or how much of one play must go."""
    limit = seconds_text(most_ms / 1000)
    one = time_text(motion.pass_ms, most_ms)
    held_ms = 0
    if motion.total_ms is not None and motion.last_change_ms is not None:
        held_ms = motion.total_ms - motion.last_change_ms
    fitting = (most_ms + held_ms) // motion.pass_ms if motion.pass_ms else 0
    if fitting > 1:
        passes = count_text(fitting, "pass", "passes")
        return f"Set the file to play {times_text(fitting)}: {passes} of {one} end within {limit}."
    if fitting == 1 and motion.plays != 1:
        return f"Set the file to play once: one pass of {one} ends within {limit}."
    excess = time_text(motion.pass_ms - held_ms - most_ms, 0)
    once = "" if motion.plays == 1 else " and let it play once"
    return f"Take {excess} of motion out{once}."
