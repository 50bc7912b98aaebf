"""image/unused-alpha: an alpha channel that hides nothing."""

from __future__ import annotations

from adqa.facts.image import Alpha, ImageFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _art(alpha: Alpha) -> tuple[ImageFacts]:
    return (ImageFacts(format="svg" if alpha == "unknown" else "png", width=300, height=250, alpha=alpha),)


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
        Example("a vector image stores no channels", _art("unknown")),
        Example("opaque everywhere", _art("unused"), codes=("unused",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """The channel costs weight and makes upload forms that refuse transparency refuse the file."""
    if facts.alpha == "unused":
        yield Found(code="unused", measured=Measured(value="unused", text="an unused alpha channel"))
