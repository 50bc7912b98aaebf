"""What all parts of a spec document share: values as publishers print them, and what every limit has.

A limit can be written as its bare value, as a mapping that adds source, strength, confidence, a note or a
condition, or as `{variants: [...]}`. There is no expression language; see BIDS for where those lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from adqa.report.model import Reason
from adqa.spec.yamltext import Located
from adqa.units import (
    Ratio,
    Size,
    Weight,
    parse_count,
    parse_frame_rate,
    parse_percent,
    parse_pixels,
    parse_ratio,
    parse_seconds,
    parse_size,
    parse_weight,
)


class Strength(StrEnum):
    """How a publisher words a limit."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"


class Confidence(StrEnum):
    """How sure the reading of the source is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_NUMBER = r"\d+([.,]\d+)?"


def _text(
    parse: Callable[[str], Any], example: str, pattern: str, *, counts: bool = False
) -> tuple[Any, ...]:
    """A value written as text; with `counts` the bare number is right too, which an editor reads as such."""
    schema = {"type": ["string", "integer"] if counts else "string", "pattern": f"^ *{pattern} *$"}
    return (
        BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value),
        PlainSerializer(str, return_type=str),
        WithJsonSchema({**schema, "examples": [example]}),
    )


def _count(*nouns: str) -> tuple[Any, ...]:
    words = "|".join(nouns)
    return _text(lambda text: parse_count(text, nouns), f"3 {nouns[0]}", rf"\d+( *({words}))?", counts=True)


WeightText = Annotated[
    Weight, *_text(parse_weight, "150 KB", rf"{_NUMBER} *([Bb]ytes?|[Bb]|[KkMmGg](i?[Bb])?)")
]
SizeText = Annotated[Size, *_text(parse_size, "300x250", r"\d+ *[xX×] *\d+ *(px)?")]
RatioText = Annotated[Ratio, *_text(parse_ratio, "1.91:1", rf"{_NUMBER} *: *{_NUMBER}")]
Seconds = Annotated[float, *_text(parse_seconds, "15 s", rf"{_NUMBER} *(s|sec|seconds?|ms|min|minutes)")]
FrameRate = Annotated[float, *_text(parse_frame_rate, "24 fps", rf"{_NUMBER} *fps")]
Pixels = Annotated[float, *_text(parse_pixels, "1 px", rf"{_NUMBER} *px")]
Percent = Annotated[float, *_text(parse_percent, "1 %", rf"{_NUMBER} *(%|percent)")]
Loops = Annotated[int, *_count("loops", "loop", "plays")]
Characters = Annotated[int, *_count("characters", "chars")]
Files = Annotated[int, *_count("files", "file", "requests")]

_SAME_FORMAT = {"jpg": "jpeg", "jpe": "jpeg", "tif": "tiff", "htm": "html"}


def normal_format(name: str) -> str:
    """`JPG` → `jpeg`; the names facts use."""
    lower = name.strip().lower().removeprefix(".")
    return _SAME_FORMAT.get(lower, lower)


FormatName = Annotated[str, BeforeValidator(normal_format)]

Item = TypeVar("Item")


class _OneOrMany:
    """A list that may be written as its only item."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, str | Mapping) else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


OneOrMany = Annotated[tuple[Item, ...], _OneOrMany()]


class Model(BaseModel):
    """Base of everything in a spec document: frozen, and an unknown key names the nearest right one."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    BARE: ClassVar[str] = ""
    """The field a bare value stands for; empty if only a mapping will do."""

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any) -> Any:
        if cls.BARE and not isinstance(data, Mapping | Model):
            return {cls.BARE: data}
        if isinstance(data, Mapping):
            known = keys_of(cls)
            # A document uses the names of the YAML; Python code may use those of the fields as well.
            accepted = known if isinstance(data, Located) else known | cls.model_fields.keys()
            for key in data:
                if key not in accepted:
                    raise PydanticCustomError(
                        "unknown_key",
                        "'{key}' is not known here{hint}; known keys: {known}",
                        {"key": key, "hint": nearest(str(key), known), "known": ", ".join(sorted(known))},
                    )
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        reference = handler(core)
        if cls.BARE:
            model = handler.resolve_ref_schema(reference)
            whole = dict(model)
            model.clear()
            model["anyOf"] = [whole["properties"][cls.BARE], whole]
        return reference


def keys_of(model: type[BaseModel]) -> set[str]:
    """The keys a mapping of this model may have in YAML."""
    return {field.alias or name for name, field in model.model_fields.items() if not field.exclude}


def nearest(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?` for the known word most like this one, else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=1)
    return f", did you mean {near[0]!r}?" if near else ""


class When(Model):
    """Under which conditions a variant of a limit holds; every key given must match.

    `size`, `format`, `kind`, `role` and `animated` are decided by the creative's facts; the others by the
    row of the campaign sheet, `adqa.toml` or `--context`.
    """

    size: OneOrMany[SizeText] = ()
    format: OneOrMany[FormatName] = ()
    kind: OneOrMany[str] = ()
    role: OneOrMany[str] = ()
    animated: bool | None = None
    market: OneOrMany[str] = ()
    device: OneOrMany[str] = ()
    route: OneOrMany[str] = ()
    environment: OneOrMany[str] = ()

    @property
    def conditions(self) -> dict[str, frozenset[Any]]:
        """Key → accepted values, only for the keys given."""
        given: dict[str, frozenset[Any]] = {}
        for key in type(self).model_fields:
            value = getattr(self, key)
            if value not in ((), None):
                given[key] = frozenset(value if isinstance(value, tuple) else (value,))
        return given


class Limit(Model):
    """One thing a spec allows or demands; the common part of all limits."""

    source: str | None = None
    """Key in the document's `sources`; inherited from asset, unit and defaults if absent."""
    strength: Strength = Strength.MUST
    confidence: Confidence | None = None
    """Its own, else its source's."""
    when: When | None = None
    note: str | None = None

    @property
    def conditions(self) -> dict[str, frozenset[Any]]:
        """Conditions of this variant; empty if it always holds."""
        return self.when.conditions if self.when else {}


@dataclass(frozen=True, slots=True)
class Later:
    """Marks a limit that no rule of this version judges: it ends unknown, never green."""

    rule: str
    reason: Reason
    text: str


class _Variants:
    """Reads `value`, `{…}` or `{variants: [{…}, …]}` into a tuple of limits."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        limit = get_args(source)[0]

        def spread(data: Any) -> Any:
            if data is None:
                return ()
            if isinstance(data, Mapping) and "variants" in data:
                common = {key: value for key, value in data.items() if key != "variants"}
                return [
                    {**common, **(one if isinstance(one, Mapping) else {limit.BARE: one})}
                    for one in data["variants"]
                ]
            return list(data) if isinstance(data, tuple) else [data]

        def check(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
            _refuse_ties(limits)
            return limits

        return core_schema.no_info_after_validator_function(
            check, core_schema.no_info_before_validator_function(spread, handler(source))
        )

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        one: dict[str, Any] = handler(core)["items"]
        return one


def _refuse_ties(limits: tuple[Limit, ...]) -> None:
    """Two unequal variants of equal strength and specificity that can both hold would be a guess."""
    for index, first in enumerate(limits):
        for second in limits[index + 1 :]:
            mine, theirs = first.conditions, second.conditions
            if first.strength != second.strength or len(mine) != len(theirs) or _same(first, second):
                continue
            if all(mine[key] & theirs[key] for key in mine.keys() & theirs.keys()):
                raise PydanticCustomError(
                    "tie",
                    "two variants of equal strength can hold for the same creative; narrow one with `when`",
                )


def _same(first: Limit, second: Limit) -> bool:
    """Whether two variants demand the same, whatever their conditions and words."""
    leave = {"when", "note", "source", "confidence"}
    return first.model_dump(exclude=leave) == second.model_dump(exclude=leave)


LimitType = TypeVar("LimitType", bound=Limit)
Limits = Annotated[tuple[LimitType, ...], _Variants()]
"""Zero or more variants of one limit."""
