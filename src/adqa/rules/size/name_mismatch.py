"""size/name-mismatch: the size in the file name is not the size of the picture."""

from __future__ import annotations

from adqa.facts.file import NameFacts
from adqa.facts.image import ImageFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured, Reason, Severity
from adqa.rules._sizes import is_multiple, named_sizes
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import Size, listing


def _case(name: str, width: int, height: int, sized: bool = True) -> tuple[NameFacts, ImageFacts]:
    facts = name_facts(name)
    format_ = "svg" if facts.extension == "svg" else "jpeg"
    return facts, ImageFacts(format=format_, width=width, height=height, sized=sized)


@rule(
    id="size/name-mismatch",
    title="The size in the file name is not the size of the picture",
    needs=(NameFacts, ImageFacts),
    severity=Severity.ERROR,
    severities={"several": Severity.WARNING},
    kinds=("image",),
    follows=("size/not-allowed",),
    changes="Several sizes in the name, none of them right: a warning, as nobody knows which one is meant.",
    messages={
        "one": "{name} says {named} in its name and is {measured}",
        "several": "{name} names the sizes {named} and is {measured}",
    },
    fix={
        "one": "Rename it if {measured} is right; else export it again at {named} px.",
        "several": "Name the one size it has, {measured}, or export it again at the right one.",
    },
    examples=(
        Example("named as it is", _case("a_300x250.jpg", 300, 250)),
        Example("no size in the name", _case("a.jpg", 300, 250)),
        Example("double density", _case("a_300x250.jpg", 600, 500)),
        Example("another size", _case("a_300x250.jpg", 728, 90), codes=("one",)),
        Example("one pixel off", _case("a_728x90.jpg", 728, 91), codes=("one",)),
        Example("half the size named", _case("a_1940x500.jpg", 970, 250), codes=("one",)),
        Example(
            "the size of its source too",
            _case("1920x1080_crop_300x250.jpg", 300, 250),
        ),
        Example(
            "two sizes, both wrong",
            _case("set_728x90_300x250.jpg", 160, 600),
            codes=("several",),
        ),
        Example("inches, no ad size", _case("poster_24x36.jpg", 1080, 1920)),
        Example("a page number", _case("p_10x20_300x250.jpg", 300, 250)),
        Example("a vector image of the same shape", _case("a_300x250.svg", 600, 500, sized=False)),
        Example(
            "a vector image without a size",
            _case("a_300x250.svg", 300, 150, sized=False),
            codes=("unknown",),
        ),
    ),
    since="0.1",
)
def judge(name: NameFacts, image: ImageFacts) -> Judgement:
    """Traffickers book by the name: a 300x250 that is none ends in the wrong placement.

    Only sizes an ad can have are read (20 to 10,000 px, one side 88 px or more), width first. A whole
    multiple of the size named is art at a higher density.
    """
    named = named_sizes(name)
    size = Size(image.width, image.height)
    if any(is_multiple(size, one) for one in named):
        return
    if not image.sized:
        if named and not any(one.width * size.height == one.height * size.width for one in named):
            yield Undecided(
                Reason.ENGINE_CANNOT_SEE, "this SVG states no size in pixels to compare its name with"
            )
        return
    if named:
        text = listing([str(one) for one in named], "and")
        yield Found(
            code="one" if len(named) == 1 else "several",
            measured=Measured(value=str(size), unit="px", text=f"{size} px"),
            allowed=Allowed(op="one_of", values=tuple(map(str, named)), unit="px", text=f"{text} px"),
            words={"named": text},
        )
