"""The closed vocabulary of limits: what a spec can allow or demand, and how it is written in YAML."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import (
    model_validator,
)
from pydantic_core import PydanticCustomError

from adqa.spec.base import (
    Characters,
    Files,
    FormatName,
    FrameRate,
    Limit,
    Loops,
    Model,
    OneOrMany,
    Percent,
    Pixels,
    RatioText,
    Seconds,
    SizeText,
    WeightText,
)
from adqa.units import (
    Size,
    Weight,
)


class WeightLimit(Limit):
    """A weight ceiling. Which bytes count is said by the field it stands in (file, zip, initial …)."""

    BARE = "max"

    max: WeightText
    base: Literal["1000", "1024"] | None = None
    """What the publisher says a KB is; absent if the publisher does not say."""

    @property
    def exact(self) -> Weight:
        """The ceiling with the publisher's base applied."""
        return self.max.with_base(int(self.base)) if self.base else self.max


class SizeEntry(Model):
    """One accepted size: exact pixels, or a range, or a ratio, or a combination of range and ratio."""

    BARE = "size"

    size: SizeText | None = None
    density: int = 1
    """Pixels per slot pixel of `size`: 2 says that 1940x500 is the art of a 970x250 slot."""
    min: SizeText | None = None
    max: SizeText | None = None
    ratio: OneOrMany[RatioText] = ()
    ratio_min: RatioText | None = None
    ratio_max: RatioText | None = None
    tolerance: Percent = 0.0
    """How far the ratio may be off, as a share of the ratio."""
    label: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> SizeEntry:
        if not (self.size or self.min or self.max or self.ratio or self.ratio_min or self.ratio_max):
            raise PydanticCustomError("empty_size", "a size entry needs size, min, max or a ratio")
        return self

    @property
    def slot(self) -> Size | None:
        """The size in slot pixels, for an exact entry."""
        return Size(self.size.width // self.density, self.size.height // self.density) if self.size else None


class SizesLimit(Limit):
    """The sizes an asset may have: any one of the entries."""

    BARE = "any_of"

    any_of: OneOrMany[SizeEntry]
    densities: OneOrMany[int] = (1,)
    """Densities at which every exact size may be delivered."""
    higher_density: Literal["silent", "forbidden"] = "silent"
    """What the unit says about art at a density it does not list; silent makes exactly 2x a note."""
    complete: bool = True
    """False if the publisher has further sizes that were not read: another size then ends unknown."""

    @cached_property
    def exact(self) -> dict[Size, Size]:
        """Every pixel size that is accepted exactly → the slot it serves, in the order listed.

        An entry that states its density is taken as listed, any other at every density accepted.
        """
        found: dict[Size, Size] = {}
        for entry in self.any_of:
            if entry.size is None or entry.slot is None:
                continue
            for density in self.densities if entry.density == 1 else (1,):
                found.setdefault(entry.size.times(density), entry.slot)
        return found


class FormatsLimit(Limit):
    """File formats, by content."""

    BARE = "any_of"

    any_of: OneOrMany[FormatName]


class AllowedLimit(Limit):
    """Whether something may be there at all."""

    BARE = "value"

    value: Literal["allowed", "required", "forbidden"]


class SecondsLimit(Limit):
    """A length of time."""

    BARE = "max"

    max: Seconds


class LoopsLimit(Limit):
    """How often an animation may play; 3 loops is three plays in all."""

    BARE = "max"

    max: Loops


class FrameRateLimit(Limit):
    """A ceiling for frames per second."""

    BARE = "max"

    max: FrameRate
    below: bool = False
    """The rate must stay below `max` instead of at most at it."""


class ColourLimit(Limit):
    """Colour models an image may have."""

    BARE = "any_of"

    any_of: OneOrMany[Literal["rgb", "gray", "palette", "cmyk", "lab", "bilevel"]]


class ResolutionLimit(Limit):
    """Printed resolution the file must claim."""

    BARE = "value"

    value: int
    """Pixels per inch."""


class BorderLimit(Limit):
    """A border drawn into the art."""

    BARE = "value"

    value: Literal["required", "forbidden"] = "required"
    width: Pixels = 1.0
    background: Literal["any", "white", "white or gray", "light", "white or black"] = "any"
    """On which background a border is asked for."""
    colours: OneOrMany[str] = ()
    """Accepted colours as #rrggbb; empty: any colour that stands out."""


class SafeZoneLimit(Limit):
    """Margins that words and logos stay out of."""

    left: Pixels | None = None
    right: Pixels | None = None
    top: Pixels | None = None
    bottom: Pixels | None = None
    left_share: Percent | None = None
    right_share: Percent | None = None
    top_share: Percent | None = None
    bottom_share: Percent | None = None


class TextLimit(Limit):
    """Words inside the artwork."""

    min_size: Pixels | None = None
    max_share: Percent | None = None
    """Largest share of the area that words may cover."""
    contrast: float | None = None
    """Smallest WCAG contrast ratio of words on their background."""


class CountLimit(Limit):
    """A largest number of files or requests."""

    BARE = "max"

    max: Files


class WordsLimit(Limit):
    """A closed list of words (extensions, hosts, APIs, click variables)."""

    BARE = "any_of"

    any_of: OneOrMany[str]


class NameLengthLimit(Limit):
    """Longest file name."""

    BARE = "max"

    max: Characters
    with_extension: bool = True


class NameCharactersLimit(Limit):
    """Characters a file name may have, by class."""

    BARE = "any_of"

    any_of: OneOrMany[
        Literal["letters", "digits", "dash", "underscore", "dot", "space", "parentheses", "ascii"]
    ]


class NameSegment(Model):
    """One segment of a naming pattern."""

    BARE = "name"

    name: str
    values: OneOrMany[str] = ()
    """Closed vocabulary, compared without case."""
    equals: Literal["size", "kind", "campaign", "brand", "dates", "version", "locale"] | None = None
    """The fact or campaign field this segment must equal."""
    optional: bool = False


class NamePatternLimit(Limit):
    """Ordered segments of a file name without its extension."""

    segments: tuple[NameSegment, ...]
    separator: str = "_"


class SetSize(Model):
    """One size of a concept set."""

    BARE = "size"

    size: SizeText
    need: Literal["required", "recommended", "optional"] = "required"


class SetSizesLimit(Limit):
    """Sizes that must come together for one concept."""

    BARE = "all_of"

    all_of: OneOrMany[SetSize]


class CopyLimit(Limit):
    """One copy field."""

    BARE = "max"

    max: Characters | None = None
    min: Characters | None = None
    required: bool = False
    casing: Literal["sentence", "title", "upper", "any"] = "any"


class LandingLimit(Limit):
    """What the landing page must be."""

    https: bool | None = None
    domains: OneOrMany[str] = ()
    utm: Literal["allowed", "required", "forbidden"] = "allowed"
    shorteners: Literal["allowed", "forbidden"] = "allowed"
    max: Characters | None = None


class LeadTimeLimit(Limit):
    """How long before the start creatives are due."""

    BARE = "min"

    min: str
    """As printed, e.g. `5 business days`."""
