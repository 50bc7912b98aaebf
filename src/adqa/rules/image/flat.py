"""image/flat: the picture is nearly empty."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Measured, Reason, Severity
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import percent_text

FLAT_FROM = 0.995
"""Share of one colour from which a picture counts as empty: a 300x250 with a line of small print has 0.97."""


def _art(share: float | None) -> tuple[ImageFacts]:
    return (
        ImageFacts(
            format="png" if share is not None else "svg",
            width=300,
            height=250,
            dominant_share=share,
            dominant_colour=None if share is None else "#ffffff",
        ),
    )


@rule(
    id="image/flat",
    title="The picture is nearly empty",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={
        "flat": "{name} is one colour, {colour}",
        "nearly": "{measured} of {name} is one colour, {colour}",
    },
    fix="Look at it: if something is missing, export it again; if it is meant so, nothing is to do.",
    examples=(
        Example("a picture", _art(0.41)),
        Example("small print on white, below the limit", _art(0.994)),
        Example("at the limit", _art(0.995), codes=("nearly",)),
        Example("one colour", _art(1.0), codes=("flat",)),
        Example("a vector image", _art(None), codes=("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """A layer left hidden at export gives an empty banner that every other check finds in order."""
    if facts.dominant_share is None:
        yield Undecided(Reason.ENGINE_CANNOT_SEE, "a vector image is not drawn, so it may be empty")
    elif facts.dominant_share >= FLAT_FROM:
        yield Found(
            code="flat" if facts.dominant_share == 1 else "nearly",
            measured=Measured(
                value=facts.dominant_share, unit="share", text=percent_text(facts.dominant_share)
            ),
            words={"colour": facts.dominant_colour or "not known"},
        )
