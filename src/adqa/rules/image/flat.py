"""image/flat: the picture is nearly empty."""

from __future__ import annotations

from adqa.facts.image import Animation, Edge, ImageFacts, SurfaceFacts
from adqa.report.model import Measured, Reason, Severity
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import percent_text

FLAT_FROM = 0.995
"""Share of one colour from which a picture counts as empty: a 300x250 with a line of small print has 0.97."""


_EDGE = Edge(width=20, colour="#ffffff", along=("#ffffff",), contrast=0, inner=None)


def _art(share: float, motion: Animation | None = None) -> tuple[SurfaceFacts, ImageFacts]:
    return (
        SurfaceFacts(edges=(_EDGE,) * 4, dominant_share=share, dominant_colour="#ffffff"),
        ImageFacts(format="gif", width=300, height=250, animation=motion),
    )


def _gif(plays: int | None) -> Animation:
    total = plays and plays * 800
    return Animation(frames=8, pass_ms=800, plays=plays, total_ms=total, shortest_ms=100, raised_frames=0)


@rule(
    id="image/flat",
    title="The picture is nearly empty",
    needs=(SurfaceFacts, ImageFacts),
    severity=Severity.NOTE,
    kinds=("image",),
    messages={
        "flat": "{name} is one colour, {colour}",
        "nearly": "{measured} of {name} is one colour, {colour}",
        "ends": "{name} ends on an empty picture, {colour}",
    },
    fix="Look at it: if something is missing, export it again; if it is meant so, nothing is to do.",
    examples=(
        Example("a picture", _art(0.41)),
        Example("small print on white, below the limit", _art(0.994)),
        Example("at the limit", _art(0.995), codes=("nearly",)),
        Example("one colour", _art(1.0), codes=("flat",)),
        Example("motion that stops on an empty frame", _art(1.0, _gif(1)), codes=("ends",)),
        Example("an empty frame between two rounds", _art(1.0, _gif(None)), codes=("unknown",)),
        Example("a last frame with a picture", _art(0.41, _gif(None))),
    ),
    since="0.1",
)
def judge(facts: SurfaceFacts, image: ImageFacts) -> Judgement:
    """A layer left hidden at export gives an empty banner that every other check finds in order.

    Of an animation only the last frame is looked at. It stays on screen, unless all begins again.
    """
    if facts.dominant_share < FLAT_FROM:
        return
    if image.animation and image.animation.plays is None:
        yield Undecided(
            Reason.ENGINE_CANNOT_SEE,
            "its last frame is nearly empty, and this version does not look at those before it",
            "play it",
        )
    else:
        still = "flat" if facts.dominant_share == 1 else "nearly"
        yield Found(
            code="ends" if image.animation else still,
            measured=Measured(
                value=facts.dominant_share, unit="share", text=percent_text(facts.dominant_share)
            ),
            words={"colour": facts.dominant_colour},
        )
