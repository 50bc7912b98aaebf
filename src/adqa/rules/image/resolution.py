"""image/resolution: the printed resolution the file claims is not the one asked for."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import ResolutionLimit
from adqa.units import count_text

TAKEN_FOR_NONE = 72
"""What picture editors take where a file claims nothing."""


def _art(dpi: float | None) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, dpi=dpi),)


@rule(
    id="image/resolution",
    title="The resolution the file claims is not the one asked for",
    needs=ImageFacts,
    reads="image.resolution",
    kinds=("image",),
    messages={
        "differs": "{name} claims {measured}; asked are {allowed}",
        "absent": "{name} claims no resolution; asked are {allowed}",
    },
    fix="Set the resolution to {allowed} without resampling; the pixels stay as they are.",
    examples=(
        Example("exactly at the limit", _art(72.0), "72"),
        Example("72 stored in pixels per metre", _art(72.009), "72"),
        Example("one over", _art(73.0), "72", ("differs",)),
        Example("made for print", _art(300.0), "72", ("differs",)),
        Example("no claim, and 72 asked for", _art(None), "72"),
        Example("no claim, and 300 asked for", _art(None), "300", ("absent",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: ResolutionLimit) -> Judgement:
    """It changes nothing on a screen, but some upload forms and inspectors compare the number.

    A file that claims nothing counts as 72, as picture editors take it.
    """
    claimed = round(TAKEN_FOR_NONE if facts.dpi is None else facts.dpi)
    if claimed != limit.value:
        absent = facts.dpi is None
        yield Found(
            code="absent" if absent else "differs",
            measured=Measured(
                value=None if absent else claimed,
                unit="ppi",
                text="no resolution" if absent else _text(claimed),
            ),
            allowed=Allowed(op="exactly", value=limit.value, unit="ppi", text=_text(limit.value)),
        )


def _text(pixels: int) -> str:
    return count_text(pixels, "pixel per inch", "pixels per inch")
