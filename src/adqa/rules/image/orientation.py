"""image/orientation: the picture is stored turned, with a note how to turn it back."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule

_STORED = {
    2: "mirrored",
    3: "upside down",
    4: "upside down and mirrored",
    5: "on its side and mirrored",
    6: "on its side",
    7: "on its side and mirrored",
    8: "on its side",
}


def _art(orientation: int) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, orientation=orientation),)


@rule(
    id="image/orientation",
    title="The picture is stored turned",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    messages={"turned": "{name} is stored {measured}, with a mark that tells software to turn it"},
    fix="Turn it in a picture editor and save it upright.",
    examples=(
        Example("upright", _art(1)),
        Example("turned by a phone", _art(6), codes=("turned",)),
        Example("mirrored", _art(2), codes=("turned",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """An ad server that drops metadata drops the mark too, and the picture lies on its side."""
    if facts.orientation != 1:
        yield Found(
            code="turned",
            measured=Measured(
                value=facts.orientation,
                unit="EXIF orientation",
                text=_STORED.get(facts.orientation, "turned"),
            ),
            allowed=Allowed(op="exactly", value=1, unit="EXIF orientation", text="upright"),
        )
