"""image/flat: the picture is nearly empty."""

from __future__ import annotations

from adqa.facts.image import Edge, SurfaceFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import percent_text

FLAT_FROM = 0.995
"""Share of one colour from which a picture counts as empty: a 300x250 with a line of small print has 0.97."""


_EDGE = Edge(width=20, colour="#ffffff", lightest="#ffffff", inner=None)


def _art(share: float) -> tuple[SurfaceFacts]:
    return (SurfaceFacts(edges=(_EDGE,) * 4, dominant_share=share, dominant_colour="#ffffff"),)


@rule(
    id="image/flat",
    title="The picture is nearly empty",
    needs=SurfaceFacts,
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
    ),
    since="0.1",
)
def judge(facts: SurfaceFacts) -> Judgement:
    """A layer left hidden at export gives an empty banner that every other check finds in order."""
    if facts.dominant_share >= FLAT_FROM:
        yield Found(
            code="flat" if facts.dominant_share == 1 else "nearly",
            measured=Measured(
                value=facts.dominant_share, unit="share", text=percent_text(facts.dominant_share)
            ),
            words={"colour": facts.dominant_colour},
        )
