"""image/progressive: progressive coding where the ad unit takes none, or none where it asks for it."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import AllowedLimit


def _art(progressive: bool, format_: str = "jpeg") -> tuple[ImageFacts]:
    return (ImageFacts(format=format_, width=300, height=250, progressive=progressive),)


@rule(
    id="image/progressive",
    title="Progressive coding is not what the ad unit asks for",
    needs=ImageFacts,
    reads="image.progressive",
    kinds=("image",),
    messages={
        "progressive": "{name} is {measured}; this unit takes baseline images only",
        "baseline": "{name} is {measured}; this unit asks for progressive images",
    },
    fix={
        "progressive": "Export it again with progressive (interlaced) switched off.",
        "baseline": "Export it again with progressive switched on.",
    },
    examples=(
        Example("baseline", _art(False), "forbidden"),
        Example("progressive and allowed", _art(True), "allowed"),
        Example("progressive as asked", _art(True), "required"),
        Example("progressive", _art(True), "forbidden", ("progressive",)),
        Example("interlaced PNG", _art(True, "png"), "forbidden", ("progressive",)),
        Example("baseline where progressive is asked", _art(False), "required", ("baseline",)),
        Example("a vector image has no such coding", _art(False, "svg"), "required"),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: AllowedLimit) -> Judgement:
    """Some players of in-store and outdoor screens do not decode progressive JPEG and stay black."""
    if limit.value == "forbidden" and facts.progressive:
        text = "progressive" if facts.format == "jpeg" else "interlaced"
        yield Found(
            code="progressive",
            measured=Measured(value=True, text=text),
            allowed=Allowed(op="absent", text="baseline"),
        )
    elif limit.value == "required" and not facts.progressive and facts.format != "svg":
        yield Found(
            code="baseline",
            measured=Measured(value=False, text="not progressive"),
            allowed=Allowed(op="present", text="progressive"),
        )
