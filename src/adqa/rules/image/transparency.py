"""image/transparency: see-through parts where the ad unit wants none, or none where it wants some."""

from __future__ import annotations

from adqa.facts.image import Alpha, ImageFacts
from adqa.report.model import Allowed, Measured, Reason
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import AllowedLimit


def _art(alpha: Alpha) -> tuple[ImageFacts]:
    return (ImageFacts(format="svg" if alpha == "unknown" else "png", width=300, height=250, alpha=alpha),)


@rule(
    id="image/transparency",
    title="Transparency is not what the ad unit asks for",
    needs=ImageFacts,
    reads="image.transparency",
    kinds=("image",),
    messages={
        "transparent": "{name} has {measured}; this unit takes opaque images only",
        "opaque": "{name} has {measured}; this unit asks for a transparent background",
    },
    fix={
        "transparent": "Put it on a solid background and export it again.",
        "opaque": "Export it again as PNG without the background.",
    },
    examples=(
        Example("opaque", _art("none"), "forbidden"),
        Example("an alpha channel that hides nothing", _art("unused"), "forbidden"),
        Example("transparent and allowed", _art("used"), "allowed"),
        Example("transparent as asked", _art("used"), "required"),
        Example("transparent", _art("used"), "forbidden", ("transparent",)),
        Example("opaque where a logo must stand free", _art("unused"), "required", ("opaque",)),
        Example("a vector image", _art("unknown"), "forbidden", ("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: AllowedLimit) -> Judgement:
    """The page shines through, in any colour; and a logo in a white box looks like a mistake."""
    if limit.value == "allowed":
        return
    if facts.alpha == "unknown":
        yield Undecided(
            Reason.ENGINE_CANNOT_SEE,
            "a vector image is not drawn by this version, so its transparency is not known",
            "look at it on a coloured page",
        )
    elif limit.value == "forbidden" and facts.alpha == "used":
        yield Found(
            code="transparent",
            measured=Measured(value=facts.alpha, text="transparent parts"),
            allowed=Allowed(op="absent", text="no transparency"),
        )
    elif limit.value == "required" and facts.alpha != "used":
        yield Found(
            code="opaque",
            measured=Measured(value=facts.alpha, text="no transparent parts"),
            allowed=Allowed(op="present", text="transparency"),
        )
