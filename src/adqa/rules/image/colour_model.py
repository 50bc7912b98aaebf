"""image/colour-model: the image is in a colour model the ad unit does not take."""

from __future__ import annotations

from adqa.facts.image import Colour, ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import ColourLimit
from adqa.units import listing

_WORDS: dict[str, str] = {
    "rgb": "RGB",
    "gray": "gray",
    "palette": "palette colours",
    "cmyk": "CMYK",
    "lab": "Lab",
    "bilevel": "black and white",
}
_PRINT = ("cmyk", "lab")


def _art(colour: Colour) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, colour=colour),)


@rule(
    id="image/colour-model",
    title="The colour model is not accepted",
    needs=ImageFacts,
    reads="image.colour",
    kinds=("image",),
    severities={"stored": Severity.WARNING},
    changes="Gray or palette colours where RGB is asked: at most a warning, as a screen shows them alike.",
    messages={
        "print": "{name} is in {measured}; must be {allowed}",
        "stored": "{name} stores {measured}; asked is {allowed}",
    },
    fix={
        "print": "Convert it to {allowed} and export it again; check the colours, as some of them change.",
        "stored": "Save it again as {allowed}; it will look the same.",
    },
    examples=(
        Example("RGB", _art("rgb"), "rgb"),
        Example("palette accepted", _art("palette"), ["rgb", "palette"]),
        Example("CMYK where it is asked for", _art("cmyk"), ["rgb", "cmyk"]),
        Example("CMYK", _art("cmyk"), "rgb", ("print",)),
        Example("RGB where print colours are asked for", _art("rgb"), "cmyk", ("print",)),
        Example("gray where RGB is asked for", _art("gray"), "rgb", ("stored",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: ColourLimit) -> Judgement:
    """Screens and ad servers convert other models by themselves, and the brand's colours change."""
    if facts.colour not in limit.any_of:
        screens_only = facts.colour not in _PRINT and any(one not in _PRINT for one in limit.any_of)
        yield Found(
            code="stored" if screens_only else "print",
            measured=Measured(value=facts.colour, text=_WORDS[facts.colour]),
            allowed=Allowed(
                op="one_of", values=limit.any_of, text=listing([_WORDS[one] for one in limit.any_of])
            ),
        )
