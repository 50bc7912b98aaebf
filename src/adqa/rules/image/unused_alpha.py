"""image/unused-alpha: an alpha channel that hides nothing."""

from __future__ import annotations

from adqa.facts.image import Alpha, Animation, ImageFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _art(alpha: Alpha, format_: str = "png", motion: Animation | None = None) -> tuple[ImageFacts]:
    return (ImageFacts(format=format_, width=300, height=250, alpha=alpha, animation=motion),)


_MOTION = Animation(frames=4, pass_ms=4_000, plays=1, total_ms=4_000, shortest_ms=1_000, raised_frames=0)


@rule(
    id="image/unused-alpha",
    title="The image has an alpha channel it does not use",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={"unused": "{name} has an alpha channel and is opaque everywhere"},
    fix="Save it without transparency; the file gets lighter and looks the same.",
    examples=(
        Example("no alpha channel", _art("none")),
        Example("transparent parts", _art("used")),
        Example("a vector image stores no channels", _art("unknown", "svg")),
        Example("opaque everywhere", _art("unused"), codes=("unused",)),
        Example("a GIF marks one colour of its palette and has no channel", _art("unused", "gif")),
        Example("frames that leave out what does not change", _art("unused", "webp", _MOTION)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """The channel costs weight and makes upload forms that refuse transparency refuse the file.

    An animation uses it from frame to frame, to store only what changes; there it saves weight.
    """
    if facts.alpha == "unused" and facts.format != "gif" and facts.animation is None:
        yield Found(code="unused", measured=Measured(value="unused", text="an unused alpha channel"))
