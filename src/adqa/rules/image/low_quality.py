"""image/low-quality: the JPEG is compressed so far that it shows."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured, Reason, Severity
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import group

SHOWS_BELOW = 50
"""Quality of the usual JPEG encoder below which blocks show around words."""


def _art(quality: int | None, format_: str = "jpeg") -> tuple[ImageFacts]:
    return (ImageFacts(format=format_, width=300, height=250, jpeg_quality=quality),)


@rule(
    id="image/low-quality",
    title="The JPEG is strongly compressed",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={"low": "{name} is saved at a JPEG quality of about {measured} of 100"},
    fix="Look at words and edges; if they are blurred, export the original again at a higher quality.",
    examples=(
        Example("exactly at the limit", _art(50)),
        Example("one step over the limit, downwards", _art(49), codes=("low",)),
        Example("not a JPEG", _art(None, "png")),
        Example("without tables", _art(None), codes=("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Words and logos lose their edges first, and a file saved twice at low quality does not recover."""
    if facts.format != "jpeg":
        return
    if facts.jpeg_quality is None:
        yield Undecided(Reason.LOW_CONFIDENCE, "this JPEG does not tell its quality")
    elif facts.jpeg_quality < SHOWS_BELOW:
        yield Found(
            code="low",
            measured=Measured(value=facts.jpeg_quality, unit="quality", text=group(facts.jpeg_quality)),
            allowed=Allowed(op="at_least", value=SHOWS_BELOW, unit="quality", text=group(SHOWS_BELOW)),
        )
