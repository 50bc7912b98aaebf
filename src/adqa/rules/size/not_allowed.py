"""size/not-allowed: the pixel size is none the ad unit accepts."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log
from typing import Literal

from adqa.facts.image import ImageFacts
from adqa.report.model import Allowed, Measured, Reason, Severity
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import SizeEntry, SizesLimit
from adqa.units import Ratio, Size, count_text, listing, percent_text, pixels_text, ratio_text

SHOWN_SIZES = 4
"""Up to this many accepted sizes are all named; of a longer list the nearest, and how many more there are."""
NEAREST = 3
SAME_SHAPE = 0.15
"""Up to this difference between two ratios (in logarithms) a layout can be exported at the other size."""
_ROUNDING = 1e-9
Fault = Literal["small", "large", "ratio"]


def _art(width: int, height: int, sized: bool = True) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg" if sized else "svg", width=width, height=height, sized=sized),)


_MANY = ["970x250", "728x90", "300x250", "160x600", "320x50"]
_LANDSCAPE = {"any_of": {"ratio": "1.91:1", "tolerance": "1 %", "min": "600x314"}}
_SQUARE = {"any_of": {"ratio": "1:1", "tolerance": "1 %"}}
_FEED = {"any_of": {"ratio_min": "4:5", "ratio_max": "1.91:1"}}


@rule(
    id="size/not-allowed",
    title="The pixel size is not accepted",
    needs=ImageFacts,
    reads="sizes",
    kinds=("image",),
    severities={"double": Severity.NOTE},
    changes="Exactly twice an accepted size: a note where the unit does not speak of it, graded like any "
    "other size where the unit forbids it.",
    messages={
        "pixels": "{name} is {measured}; must be {sizes}",
        "swapped": "{name} is {measured}; must be {sizes} (width and height are swapped)",
        "small": "{name} is {measured}; must be {sizes}",
        "large": "{name} is {measured}; must be {sizes}",
        "ratio": "{name} is {measured} ({ratio}); must be {sizes}",
        "double": "{name} is the 2x version of {target} ({measured})",
        "double-forbidden": "{name} is the 2x version of {target} ({measured}); must be {sizes}",
    },
    fix={
        "pixels": "{advice}",
        "swapped": "Turn it back if it was turned by mistake; else lay it out anew at {target} px.",
        "small": "Export the original again at {target} px or larger; enlarging this file would blur it.",
        "large": "Export again at {target} px or smaller.",
        "ratio": "Crop or lay out again, for example at {target} px.",
        "double": "Nothing, if the publisher takes high-density art; else export at {target} px.",
        "double-forbidden": "Export again at {target} px.",
    },
    examples=(
        Example("the size asked for", _art(728, 90), "728x90"),
        Example("one pixel too high", _art(728, 91), "728x90", ("pixels",)),
        Example("one pixel too narrow", _art(727, 90), ["728x90", "300x250"], ("pixels",)),
        Example("far from all of a long list", _art(500, 500), _MANY, ("pixels",)),
        Example("turned by mistake", _art(90, 728), _MANY, ("swapped",)),
        Example("twice the size, unit silent", _art(600, 500), "300x250", ("double",)),
        Example(
            "twice the size, forbidden",
            _art(600, 500),
            {"any_of": "300x250", "higher_density": "forbidden"},
            ("double-forbidden",),
        ),
        Example("twice the size, listed", _art(600, 500), {"any_of": "300x250", "densities": ["1", "2"]}),
        Example("three times the size", _art(900, 750), "300x250", ("pixels",)),
        Example(
            "only the double density is taken",
            _art(300, 250),
            {"any_of": "300x250", "densities": "2"},
            ("pixels",),
        ),
        Example(
            "art of a slot at double density",
            _art(1940, 500),
            {"any_of": {"size": "1940x500", "density": "2"}},
        ),
        Example(
            "the slot's own size where double density is asked",
            _art(970, 250),
            {"any_of": {"size": "1940x500", "density": "2"}},
            ("pixels",),
        ),
        Example("at the smallest size", _art(600, 314), _LANDSCAPE),
        Example("one pixel below the smallest size", _art(599, 314), _LANDSCAPE, ("small",)),
        Example("at the largest size", _art(4000, 4000), {"any_of": {"max": "4000x4000"}}),
        Example(
            "one pixel above the largest size", _art(4000, 4001), {"any_of": {"max": "4000x4000"}}, ("large",)
        ),
        Example("only a width is asked", _art(499, 900), {"any_of": {"min": "500x1"}}, ("small",)),
        Example("at the tolerance of the ratio", _art(303, 300), _SQUARE),
        Example("one pixel beyond the tolerance", _art(304, 300), _SQUARE, ("ratio",)),
        Example("a ratio rounded to whole pixels", _art(1366, 768), {"any_of": {"ratio": "16:9"}}),
        Example("1.91:1 as everybody exports it", _art(1200, 627), {"any_of": {"ratio": "1.91:1"}}),
        Example("at the end of a range of ratios", _art(1080, 1350), _FEED),
        Example("beyond a range of ratios", _art(1080, 1352), _FEED, ("ratio",)),
        Example(
            "another size of a list that is not complete",
            _art(500, 500),
            {"any_of": ["300x250"], "complete": "no"},
            ("unknown",),
        ),
        Example("an SVG without a size of its own", _art(300, 250, sized=False), "300x250", ("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts, limit: SizesLimit) -> Judgement:
    """An ad server refuses other sizes, or the browser scales the art and blurs words and logo.

    Ratios hold as printed: 1.91:1 stands for everything that rounds to it, and a size may be one pixel off
    a ratio that whole pixels cannot meet.
    """
    size = Size(facts.width, facts.height)
    if not facts.sized:
        yield Undecided(
            Reason.ENGINE_CANNOT_SEE,
            "this SVG states no size in pixels and fits any box",
            "set width and height in the SVG",
        )
        return
    if size in limit.exact or any(not entry.size and not _faults(entry, size) for entry in limit.any_of):
        return
    exact = list(limit.exact)
    half = _half(limit, size)
    if half is not None:
        yield _found(
            "double" if limit.higher_density == "silent" else "double-forbidden", size, limit, exact, half
        )
    elif not limit.complete:
        yield Undecided(
            Reason.NOT_SUPPLIED,
            f"{size} is not among the sizes read, and the publisher has further ones",
            "add the size to a spec of your own that extends this unit",
        )
    elif Size(size.height, size.width) in exact:
        yield _found("swapped", size, limit, exact, Size(size.height, size.width))
    elif exact:
        yield _found("pixels", size, limit, exact, min(exact, key=lambda one: _distance(one, size)))
    else:
        entry, fault = min(
            ((entry, _faults(entry, size)[0]) for entry in limit.any_of), key=lambda pair: pair[1] == "ratio"
        )
        yield _found(fault, size, limit, exact, _towards(entry, size))


def _found(code: str, size: Size, limit: SizesLimit, exact: list[Size], target: Size) -> Found:
    ranges = [_entry_text(entry) for entry in limit.any_of if not entry.size]
    text = _allowed_text(exact, ranges, size, target)
    return Found(
        code=code,
        measured=Measured(value=str(size), unit="px", text=f"{size} px"),
        allowed=Allowed(
            op="matches" if ranges else "one_of",
            values=tuple(map(str, exact)),
            unit="px",
            text=text if ranges else f"{text} px",
        ),
        words={
            "sizes": text,
            "target": str(target),
            "ratio": ratio_text(size.ratio),
            "advice": _advice(size, target),
        },
    )


def _advice(size: Size, target: Size) -> str:
    """What to do about a size that is on no list: the nearest one may have quite another shape."""
    if abs(log(size.ratio / target.ratio)) <= SAME_SHAPE:
        return f"Export again at {target} px."
    return (
        f"Lay it out anew in an accepted size, for example {target} px; or name the ad unit it was made for."
    )


def _half(limit: SizesLimit, size: Size) -> Size | None:
    """The listed slot that this size doubles."""
    slots = [entry.size for entry in limit.any_of if entry.size and entry.density == 1]
    return next((slot for slot in slots if slot.times(2) == size), None) if 1 in limit.densities else None


def _faults(entry: SizeEntry, size: Size) -> list[Fault]:
    """What keeps a size from fitting a range: the ratio first, as it takes the most work."""
    faults: list[Fault] = []
    share = entry.tolerance + _ROUNDING
    if entry.ratio and not any(_is_ratio(size, ratio, share) for ratio in entry.ratio):
        faults.append("ratio")
    low, high = entry.ratio_min, entry.ratio_max
    below = low is not None and size.ratio < low.value and not _is_ratio(size, low, share)
    above = high is not None and size.ratio > high.value and not _is_ratio(size, high, share)
    if below or above:
        faults.append("ratio")
    if entry.min and (size.width < entry.min.width or size.height < entry.min.height):
        faults.append("small")
    if entry.max and (size.width > entry.max.width or size.height > entry.max.height):
        faults.append("large")
    return faults


def _is_ratio(size: Size, ratio: Ratio, share: float) -> bool:
    off = abs(size.ratio - ratio.value)
    if off <= max(share * ratio.value, _printed_precision(ratio)):
        return True
    nearest = (
        Size(size.width, round(size.width / ratio.value)),
        Size(round(size.height * ratio.value), size.height),
    )
    return size in nearest


def _printed_precision(ratio: Ratio) -> float:
    """Half a unit of the last digit printed: 1.91:1 stands for 1.905 to 1.915."""
    left, _, right = ratio.text.replace(",", ".").partition(":")
    digits = len(left.strip().partition(".")[2])
    return 0.5 * 10**-digits / float(right) if digits else 0.0


def _distance(one: Size, other: Size) -> float:
    return abs(log(one.width / other.width)) + abs(log(one.height / other.height))


def _towards(entry: SizeEntry, size: Size) -> Size:
    """A size near this one that a range accepts, of the same shape if the range takes it."""
    ratio, width = _nearest_ratio(entry, size), size.width
    if entry.min:
        width = max(width, entry.min.width, ceil(entry.min.height * ratio - _ROUNDING))
    if entry.max:
        width = min(width, entry.max.width, floor(entry.max.height * ratio + _ROUNDING))
    return Size(max(width, 1), max(round(width / ratio), 1))


def _nearest_ratio(entry: SizeEntry, size: Size) -> float:
    if entry.ratio:
        return min((one.value for one in entry.ratio), key=lambda value: abs(log(value / size.ratio)))
    lowest = [entry.ratio_min.value] if entry.ratio_min else []
    highest = [entry.ratio_max.value] if entry.ratio_max else []
    if entry.min and entry.max:
        lowest.append(entry.min.width / entry.max.height)
        highest.append(entry.max.width / entry.min.height)
    return min([max([size.ratio, *lowest]), *highest])


def _allowed_text(exact: list[Size], ranges: list[str], size: Size, target: Size) -> str:
    near = sorted(exact, key=lambda one: (one != target, _distance(one, size)))
    if len(near) > SHOWN_SIZES:
        more = count_text(len(near) - NEAREST, "other size")
        return listing([*map(str, near[:NEAREST]), *ranges, f"one of {more}"])
    return listing([*map(str, near), *ranges])


def _entry_text(entry: SizeEntry) -> str:
    return " ".join(_entry_words(entry))


def _entry_words(entry: SizeEntry) -> Iterator[str]:
    if entry.min:
        yield f"at least {_bound_text(entry.min)}"
    if entry.max:
        yield f"{'and ' if entry.min else ''}at most {_bound_text(entry.max)}"
    of = "with" if entry.min or entry.max else "of"
    if entry.ratio:
        yield f"{of} the ratio {listing([one.text for one in entry.ratio])}"
    elif entry.ratio_min and entry.ratio_max:
        yield f"{of} a ratio from {entry.ratio_min} to {entry.ratio_max}"
    elif entry.ratio_min:
        yield f"{of} a ratio of {entry.ratio_min} or wider"
    elif entry.ratio_max:
        yield f"{of} a ratio of {entry.ratio_max} or taller"
    if entry.tolerance and (entry.ratio or entry.ratio_min or entry.ratio_max):
        yield f"(give or take {percent_text(entry.tolerance)})"


def _bound_text(bound: Size) -> str:
    """`500x1` limits the width alone."""
    if bound.height == 1:
        return f"{pixels_text(bound.width)} wide"
    return f"{pixels_text(bound.height)} high" if bound.width == 1 else f"{bound} px"
