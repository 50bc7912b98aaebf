"""image/enlarged: the picture was probably scaled up."""

from __future__ import annotations

from adqa.facts.image import PerceptualFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _look(enlarged: bool) -> tuple[PerceptualFacts]:
    return (PerceptualFacts(dhash="0" * 16, sharpness=120.0, enlarged=enlarged),)


@rule(
    id="image/enlarged",
    title="The picture seems to have been scaled up",
    needs=PerceptualFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={"enlarged": "{name} holds no detail beyond half its size; it was probably scaled up"},
    fix="Export it at this size from the original artwork.",
    examples=(
        Example("full of detail", _look(False)),
        Example("halving it loses nothing", _look(True), codes=("enlarged",)),
    ),
    since="0.1",
)
def judge(facts: PerceptualFacts) -> Judgement:
    """Small art drawn larger to meet a size looks soft beside everything else on the page."""
    if facts.enlarged:
        yield Found(code="enlarged", measured=Measured(value=True, text="scaled up"))
