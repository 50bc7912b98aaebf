"""image/cmyk: the image is made for print."""

from __future__ import annotations

from adqa.facts.image import Colour, ImageFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _art(colour: Colour) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, colour=colour),)


@rule(
    id="image/cmyk",
    title="The image is in a colour model for print",
    needs=ImageFacts,
    severity=Severity.ERROR,
    kinds=("image",),
    yields_to="image.colour",
    changes="Off where the ad unit says which colour models it takes; that limit then decides.",
    messages={"print": "{name} is in {measured}, which screens do not show"},
    fix="Convert it to sRGB and export it again; check the colours, as some of them change.",
    examples=(
        Example("RGB", _art("rgb")),
        Example("gray", _art("gray")),
        Example("CMYK", _art("cmyk"), codes=("print",)),
        Example("Lab", _art("lab"), codes=("print",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Browsers show CMYK with wrong colours or not at all, and many ad servers refuse it."""
    if facts.colour in ("cmyk", "lab"):
        yield Found(
            code="print",
            measured=Measured(value=facts.colour, text="CMYK" if facts.colour == "cmyk" else "Lab"),
        )
