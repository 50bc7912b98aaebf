"""image/bit-depth: the image stores more bits per channel than the web uses."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import count_text

SCREEN_BITS = 8


def _art(bits: int) -> tuple[ImageFacts]:
    return (ImageFacts(format="png", width=300, height=250, bit_depth=bits),)


@rule(
    id="image/bit-depth",
    title="The image stores more bits than a screen shows",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={"deep": "{name} stores {measured} per channel; {allowed} are enough"},
    fix="Convert it to 8 bits per channel; the file gets lighter and looks the same.",
    examples=(
        Example("8 bits, at the limit", _art(8)),
        Example("a palette of 4 bits", _art(4)),
        Example("10 bits, over", _art(10), codes=("deep",)),
        Example("16 bits", _art(16), codes=("deep",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Twice the bits cost weight nobody sees, and some ad servers refuse 16-bit PNG."""
    if facts.bit_depth > SCREEN_BITS:
        yield Found(
            code="deep",
            measured=Measured(value=facts.bit_depth, unit="bits", text=count_text(facts.bit_depth, "bit")),
            allowed=Allowed(
                op="at_most", value=SCREEN_BITS, unit="bits", text=count_text(SCREEN_BITS, "bit")
            ),
        )
