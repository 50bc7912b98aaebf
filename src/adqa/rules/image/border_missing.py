"""image/border-missing: the border the ad unit asks for is not in the art, or one is that it forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from adqa.facts.image import Edge, SurfaceFacts
from adqa.report.model import Allowed, Measured, Reason
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import BorderLimit
from adqa.units import listing, pixels_text

EDGES = ("top", "right", "bottom", "left")
STANDS_OUT = 16
"""Difference in one channel from which a line is seen on its background: #dddddd on white has 34."""
NEARLY = 8
"""Below this a line is no line; between the two it is not decided."""
WIDEST_BORDER = 5
"""A uniform band wider than this, and than three times the border asked for, is background."""
WHITE_FROM, BLACK_TO, GRAY_FROM, GRAY_SPREAD, LIGHT_FROM = 245, 32, 96, 10, 0.6
"""Off-white counts as white, near-black as black; between black and gray it is not decided; light means a
relative luminance of 0.6 or more."""
MOSTLY, HARDLY = 0.75, 0.125
"""From this share of an edge on it has a background, up to this share it has not: a stray light spot in a
photo asks for no border."""

Answer = Literal["yes", "no", "unsure"]
_ON = {"any": "", "light": " on light backgrounds"}
_LOOK = "look at it on a white page"


def _edge(
    width: int,
    colour: str | None,
    inner: str | None,
    along: tuple[str, ...] = (),
    contrast: int | None = None,
) -> Edge:
    """An edge with a clear line if a colour inside it is given, else without contrast."""
    clear = 60 if inner else 0
    return Edge(
        width=width,
        colour=colour,
        along=along or (colour or "#ffffff",),
        contrast=clear if contrast is None else contrast,
        inner=inner,
    )


def _art(*edges: Edge, lossy: bool = False) -> tuple[SurfaceFacts]:
    four = edges if len(edges) == 4 else edges * 4
    found = SurfaceFacts(
        lossy=lossy,
        edges=(four[0], four[1], four[2], four[3]),
        dominant_share=0.4,
        dominant_colour="#ffffff",
    )
    return (found,)


_DRAWN = _edge(1, "#333333", "#ffffff")
_PLAIN = _edge(20, "#ffffff", None)
_NAVY = _edge(20, "#102040", None)
_PHOTO = _edge(0, None, None, ("#a08070", "#605040", "#405060", "#102030"))
_PART_WHITE = _edge(0, None, None, ("#ffffff", "#ffffff", "#405060", "#102030"))
_NEARLY_WHITE = _edge(0, None, None, ("#ffffff", "#fefefe", "#ffffff", "#f0f0f0"))
_STRAY_WHITE = _edge(0, None, None, ("#ffffff", *("#405060",) * 15))
_SMEARED = _edge(0, None, None, ("#a08070", "#605040"), contrast=80)
_HIDDEN = _edge(20, "#102040", None, contrast=12)
_CROSSED = _edge(1, "#939598", "#8f968f")
_ON_WHITE = {"width": "1 px", "background": "white"}


@rule(
    id="image/border-missing",
    title="The border is not as the ad unit asks",
    needs=SurfaceFacts,
    reads="border",
    kinds=("image",),
    messages={
        "edge": "{name} has no border at {edges}; {asked}",
        "thin": "{name} has a border of {measured} at {edges}; {asked}",
        "colour": "{name} has a border in {measured} at {edges}; asked is {colours}",
        "unwanted": "{name} has a border; this unit takes none",
    },
    fix={
        "edge": "Draw a {allowed} border in a colour that stands out from the page.",
        "thin": "Draw the border {allowed} wide.",
        "colour": "Draw the border in {colours}.",
        "unwanted": "Export it without the border.",
    },
    examples=(
        Example("a border all round", _art(_DRAWN), "required"),
        Example(
            "a border of exactly the width at the limit",
            _art(_edge(2, "#000000", "#eeeeee")),
            {"width": "2 px"},
        ),
        Example(
            "one pixel narrower than the limit",
            _art(_edge(1, "#000000", "#eeeeee")),
            {"width": "2 px"},
            ("thin",),
        ),
        Example("plain white without a border", _art(_PLAIN), _ON_WHITE, ("edge",)),
        Example("no border at the top", _art(_PLAIN, _DRAWN, _DRAWN, _DRAWN), _ON_WHITE, ("edge",)),
        Example("dark art where only white needs one", _art(_NAVY), _ON_WHITE),
        Example("dark art where all need one", _art(_NAVY), "required", ("edge",)),
        Example("a photo where only white needs one", _art(_PHOTO), _ON_WHITE),
        Example("a photo where all need one", _art(_PHOTO), "required", ("edge",)),
        Example(
            "gray where white or gray needs one",
            _art(_edge(20, "#cccccc", None)),
            {"background": "white or gray"},
            ("edge",),
        ),
        Example("gray where only white needs one", _art(_edge(20, "#cccccc", None)), _ON_WHITE),
        Example(
            "black where white or black needs one",
            _art(_edge(20, "#000000", None)),
            {"background": "white or black"},
            ("edge",),
        ),
        Example(
            "pale where light art needs one",
            _art(_edge(20, "#f0e8d0", None)),
            {"background": "light"},
            ("edge",),
        ),
        Example("partly white at the edge", _art(_PART_WHITE), _ON_WHITE, ("unknown",)),
        Example("white with a faint pattern", _art(_NEARLY_WHITE), _ON_WHITE, ("edge",)),
        Example("a photo with one white spot", _art(_STRAY_WHITE), _ON_WHITE),
        Example("near-black is not gray", _art(_edge(20, "#141413", None)), {"background": "white or gray"}),
        Example(
            "between black and gray",
            _art(_edge(20, "#3a3a3a", None)),
            {"background": "white or gray"},
            ("unknown",),
        ),
        Example(
            "a line around it leaves no question",
            _art(_edge(1, "#ff0000", "#444444")),
            {"background": "white or gray"},
        ),
        Example("a line with a picture of the same mean colour inside", _art(_CROSSED), "required"),
        Example("a white JPEG without a border", _art(_PLAIN, lossy=True), _ON_WHITE, ("edge",)),
        Example("a JPEG with a clear border", _art(_DRAWN, lossy=True), "required"),
        Example("a photo as JPEG that goes on to the edge", _art(_PHOTO, lossy=True), "required", ("edge",)),
        Example(
            "a photo as JPEG, where a thin line may be smeared",
            _art(_SMEARED, lossy=True),
            "required",
            ("unknown",),
        ),
        Example("a dark JPEG of one colour", _art(_NAVY, lossy=True), "required", ("edge",)),
        Example("a dark JPEG that may hide a thin line", _art(_HIDDEN, lossy=True), "required", ("unknown",)),
        Example(
            "a line hardly seen", _art(_edge(1, "#f3f3f3", "#ffffff", contrast=12)), "required", ("unknown",)
        ),
        Example("the colour asked for", _art(_DRAWN), {"colours": ["#333333", "#000000"]}),
        Example("another colour", _art(_edge(1, "#ff0000", "#ffffff")), {"colours": "#333333"}, ("colour",)),
        Example("no border where none is taken", _art(_PLAIN), "forbidden"),
        Example("a border where none is taken", _art(_DRAWN), "forbidden", ("unwanted",)),
        Example("a line at one edge is no border", _art(_DRAWN, _PLAIN, _PLAIN, _PLAIN), "forbidden"),
    ),
    since="0.1",
)
def judge(facts: SurfaceFacts, limit: BorderLimit) -> Judgement:
    """Without a line around it, art on the page's own colour runs into the text and looks like content.

    Each edge is read on the last frame: a uniform band that differs from what lies inside it is a border;
    a wide band is background. Where only some backgrounds need a border, only the edges that have such a
    background are judged.
    """
    edges = [_read(edge, limit.width, lossy=facts.lossy) for edge in facts.edges]
    if limit.value == "forbidden":
        yield from _judge_forbidden(edges)
        return
    faults = [(name, edge, _fault(edge, limit)) for name, edge in zip(EDGES, edges, strict=True)]
    asked = [(*one, _asked(one[1], limit)) for one in faults if one[2]]
    unsure = [
        name
        for name, edge, fault, answer in asked
        if answer == "unsure" or (answer == "yes" and fault == "edge" and edge.line == "unsure")
    ]
    sure = [
        (name, edge, fault) for name, edge, fault, answer in asked if answer == "yes" and name not in unsure
    ]
    for fault in dict.fromkeys(fault for _, _, fault in sure):
        alike = [(name, edge) for name, edge, its in sure if its == fault]
        yield _found(fault, [name for name, _ in alike], alike[0][1], limit)
    if unsure and not sure:
        at = _edges_text([name for name in EDGES if name in unsure], "all")
        yield Undecided(
            Reason.LOW_CONFIDENCE,
            f"whether a border is needed at {at}, or drawn there, is not clear",
            _LOOK,
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """One edge as a person would describe it."""

    line: Answer
    """Whether a border is drawn there."""
    width: int
    colour: str | None
    """Colour of the line."""
    background: str | None
    """Colour next to the page, or inside the line; None if it is no single colour."""
    along: tuple[str, ...]


def _read(edge: Edge, asked: float, *, lossy: bool) -> _Read:
    # a lossy codec smears a thin line: where the edge differs from the picture inside, it may hide one
    if edge.colour is None or not edge.width:
        line: Answer = "unsure" if lossy and edge.contrast >= STANDS_OUT else "no"
        return _Read(line, 0, None, None, edge.along)
    if edge.width > max(WIDEST_BORDER, 3 * asked) or edge.contrast < NEARLY:
        sure = not lossy or edge.contrast < NEARLY or _is(edge.colour, "white") == "yes"
        return _Read("no" if sure else "unsure", 0, None, edge.colour, edge.along)
    line = "yes" if edge.contrast >= STANDS_OUT else "unsure"
    return _Read(line, edge.width, edge.colour, edge.inner, edge.along)


def _judge_forbidden(edges: Sequence[_Read]) -> Judgement:
    if all(edge.line == "yes" for edge in edges):
        colour = edges[0].colour or ""
        yield Found(
            code="unwanted",
            measured=Measured(value=colour, text=f"a border in {colour}"),
            allowed=Allowed(op="absent", text="no border"),
        )
    elif all(edge.line != "no" for edge in edges):
        yield Undecided(Reason.LOW_CONFIDENCE, "the outermost line may be a border", _LOOK)


def _asked(edge: _Read, limit: BorderLimit) -> Answer:
    """Whether the background at this edge needs a border."""
    if limit.background == "any":
        return "yes"
    if edge.background is not None:
        return _is(edge.background, limit.background)
    parts = edge.along
    answers = ["yes" if _is(one, limit.background) == "yes" else "no" for one in parts]
    if answers.count("yes") >= MOSTLY * len(parts):
        return "yes"
    return "no" if answers.count("no") >= (1 - HARDLY) * len(parts) else "unsure"


def _fault(edge: _Read, limit: BorderLimit) -> str | None:
    if edge.line != "yes":
        return "edge"
    if edge.width < limit.width:
        return "thin"
    if limit.colours and all(_difference(edge.colour or "", one) >= STANDS_OUT for one in limit.colours):
        return "colour"
    return None


def _found(code: str | None, names: list[str], edge: _Read, limit: BorderLimit) -> Found:
    width = pixels_text(limit.width)
    colours = listing(list(limit.colours))
    if code == "colour":
        measured = Measured(value=edge.colour, text=edge.colour or "")
        allowed = Allowed(op="one_of", values=limit.colours, text=colours)
    else:
        text = pixels_text(edge.width) if code == "thin" else "no border"
        measured = Measured(value=edge.width, unit="px", text=text)
        allowed = Allowed(op="at_least", value=limit.width, unit="px", text=width)
    return Found(
        code=code or "",
        where={"edge": ", ".join(names)},
        occurrence=code or "",
        measured=measured,
        allowed=allowed,
        words={
            "edges": _edges_text(names, "any" if code == "edge" else "all"),
            "asked": f"{width} asked" + _ON.get(limit.background, f" on {limit.background}"),
            "colours": colours,
        },
    )


def _edges_text(names: list[str], quantity: Literal["any", "all"]) -> str:
    if len(names) == len(EDGES):
        return "any edge" if quantity == "any" else "all edges"
    return f"{listing([f'the {name}' for name in names], 'and')} edge"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _difference(one: str, other: str) -> int:
    return max(abs(a - b) for a, b in zip(_channels(one), _channels(other), strict=True))


def _is(colour: str, what: str) -> Answer:
    """Whether a colour is of a kind the limit names: white, white or gray, light, white or black."""
    channels = _channels(colour)
    if what == "light":
        return "yes" if _luminance(channels) >= LIGHT_FROM else "no"
    if min(channels) >= WHITE_FROM:
        return "yes" if "white" in what else "no"
    if max(channels) <= BLACK_TO:
        return "yes" if "black" in what else "no"
    if "gray" not in what or max(channels) - min(channels) > GRAY_SPREAD:
        return "no"
    return "yes" if min(channels) >= GRAY_FROM else "unsure"


def _luminance(channels: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG defines it."""
    shares = [value / 255 for value in channels]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
