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
        "endless": "{name} plays without end; limit {allowed} ({fits})",
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
            words=_endless(motion, most_ms),
        )
        return
    stops_ms = motion.total_ms if motion.last_change_ms is None else motion.last_change_ms
    held_ms = motion.total_ms - stops_ms
    if stops_ms > most_ms:
        yield Found(
            code="long",
            measured=Measured(value=stops_ms / 1000, unit="s", text=time_text(stops_ms, most_ms)),
            allowed=allowed,
            words={
                "advice": _advice(motion, held_ms, most_ms),
                "passes": f"{count_text(motion.plays, 'play')} of {time_text(motion.pass_ms, most_ms)}"
                + (f", the last frame held for {time_text(held_ms, most_ms)}" if held_ms else ""),
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


def _endless(motion: Animation, most_ms: int) -> dict[str, str]:
    """How many plays fit, with the same advice for every file where any fits."""
    one = time_text(motion.pass_ms, most_ms)
    fitting = most_ms // motion.pass_ms if motion.pass_ms else 0
    if not fitting:
        return {"fits": f"one play takes {one}", "advice": _shorter(motion.pass_ms - most_ms, once=False)}
    fits = "one play" if fitting == 1 else count_text(fitting, "play")
    return {
        "fits": f"{fits} of {one} {'fits' if fitting == 1 else 'fit'}",
        "advice": "Set the number of plays when exporting, instead of repeating forever.",
    }


def _advice(motion: Animation, held_ms: int, most_ms: int) -> str:
    """How many plays fit, or how much of one play must go."""
    fitting = (most_ms + held_ms) // motion.pass_ms if motion.pass_ms else 0
    if fitting and motion.plays != 1:
        stops = time_text(fitting * motion.pass_ms - held_ms, most_ms)
        return f"Set the file to play {times_text(fitting)}: it then stops moving after {stops}."
    return _shorter(motion.pass_ms - held_ms - most_ms, once=motion.plays == 1)


def _shorter(excess_ms: int, *, once: bool) -> str:
    return f"Take {time_text(excess_ms, 0)} of motion out{'' if once else ' and let it play once'}."
