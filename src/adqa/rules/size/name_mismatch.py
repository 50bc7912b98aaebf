"""size/name-mismatch: the size in the file name is not the size of the picture."""

from __future__ import annotations

from adqa.facts.file import NameFacts
from adqa.facts.image import ImageFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured, Reason, Severity
from adqa.rules._sizes import is_multiple, means_pixels, named_sizes
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import Size, listing

SHEET_FROM = 6
"""So many frames side by side are a sprite sheet of an HTML5 banner."""


def _case(name: str, width: int, height: int, sized: bool = True) -> tuple[NameFacts, ImageFacts]:
    facts = name_facts(name)
    format_ = "svg" if facts.extension == "svg" else "jpeg"
    return facts, ImageFacts(format=format_, width=width, height=height, sized=sized)


@rule(
    id="size/name-mismatch",
    title="The size in the file name is not the size of the picture",
    needs=(NameFacts, ImageFacts),
    severity=Severity.ERROR,
    severities={"several": Severity.WARNING, "density": Severity.WARNING, "unusual": Severity.WARNING},
    kinds=("image",),
    follows=("size/not-allowed",),
    changes="A warning where nobody knows what is meant: several sizes in the name, none of them right; "
    "numbers that are no usual ad size and far from the picture's own; a sheet of many frames of the size "
    "named; another density than the name says.",
    messages={
        "one": "{name} says {named} in its name and is {measured}",
        "several": "{name} names the sizes {named} and is {measured}",
        "density": "{name} says {density} of {named} in its name and is {measured}",
        "unusual": "{name} has {named} in its name and is {measured}",
    },
    fix={
        "one": "Rename it if {measured} is right; else export it again at {named} px.",
        "several": "Name the one size it has, {measured}, or export it again at the right one.",
        "density": "Export it again at {full} px, or correct the name.",
        "unusual": "If {named} is meant as its size in pixels, rename it or export it again; "
        "else nothing is to do.",
    },
    examples=(
        Example("named as it is", _case("a_300x250.jpg", 300, 250)),
        Example("no size in the name", _case("a.jpg", 300, 250)),
        Example("double density", _case("a_300x250.jpg", 600, 500)),
        Example("double density, said so", _case("a_300x250@2x.jpg", 600, 500)),
        Example("the pixels of double density, said so", _case("a_600x500@2x.jpg", 600, 500)),
        Example("one and a half times, for phones", _case("a_320x50@1.5x.jpg", 480, 75)),
        Example(
            "treble density said, double delivered", _case("a_300x250@3x.jpg", 600, 500), codes=("density",)
        ),
        Example("with blanks", _case("a 300 x 250.jpg", 728, 90), codes=("one",)),
        Example("centimetres", _case("frame_100x200cm.jpg", 300, 250)),
        Example(
            "centimetres that do not say so", _case("mattress_160x200.jpg", 300, 250), codes=("unusual",)
        ),
        Example("no usual size, but nearly its own", _case("a_540x200.jpg", 560, 200), codes=("one",)),
        Example("no usual size, turned", _case("a_148x220.jpg", 220, 148), codes=("one",)),
        Example(
            "a sheet of frames of the size named", _case("a_120x600.jpg", 4800, 5400), codes=("unusual",)
        ),
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
    multiple of the size named is art at a higher density, unless the name says another one.
    """
    named = named_sizes(name)
    size = Size(image.width, image.height)
    multiples = [one for one in named if is_multiple(size, one)]
    if multiples:
        if name.density and size not in {one.times(by) for one in multiples for by in (1, name.density)}:
            yield _density(size, multiples[0], name.density)
        return
    if not image.sized:
        if named and not any(one.width * size.height == one.height * size.width for one in named):
            yield Undecided(
                Reason.ENGINE_CANNOT_SEE, "this SVG states no size in pixels to compare its name with"
            )
        return
    if named:
        text = listing([str(one) for one in named], "and")
        one = "one" if means_pixels(named[0], size) and not _is_sheet(size, named[0]) else "unusual"
        yield Found(
            code=one if len(named) == 1 else "several",
            measured=Measured(value=str(size), unit="px", text=f"{size} px"),
            allowed=Allowed(op="one_of", values=tuple(map(str, named)), unit="px", text=f"{text} px"),
            words={"named": text},
        )


def _is_sheet(size: Size, frame: Size) -> bool:
    columns, rows = size.width / frame.width, size.height / frame.height
    return columns.is_integer() and rows.is_integer() and columns * rows >= SHEET_FROM


def _density(size: Size, named: Size, density: int) -> Found:
    full = named.times(density)
    return Found(
        code="density",
        measured=Measured(value=str(size), unit="px", text=f"{size} px"),
        allowed=Allowed(op="exactly", value=str(full), unit="px", text=f"{full} px"),
        words={"named": str(named), "full": str(full), "density": f"@{density}x"},
    )
