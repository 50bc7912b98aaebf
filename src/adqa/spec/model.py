"""Models of a spec document: assets by role, set, naming, copy, landing, status and sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from adqa.report.model import Reason
from adqa.spec.base import Confidence, Later, Limit, Limits, Model, OneOrMany, nearest
from adqa.spec.limits import (
    AllowedLimit,
    BorderLimit,
    ColourLimit,
    CopyLimit,
    CountLimit,
    FormatsLimit,
    FrameRateLimit,
    LandingLimit,
    LeadTimeLimit,
    LoopsLimit,
    NameCharactersLimit,
    NameLengthLimit,
    NamePatternLimit,
    ResolutionLimit,
    SafeZoneLimit,
    SecondsLimit,
    SetSizesLimit,
    SizesLimit,
    TextLimit,
    WeightLimit,
    WordsLimit,
)

Kind = Literal["image", "html5", "video", "audio", "vast", "tag", "native"]
"""Kinds of creative."""

_PACKAGE = Later("html/package", Reason.ENGINE_CANNOT_SEE, "HTML5 packages are recognised but not judged yet")
_WORDS = Later("image/words", Reason.NOT_REQUESTED, "words in the picture")
_COPY = Later("copy/fields", Reason.NOT_REQUESTED, "copy")
_LANDING = Later("landing/page", Reason.NOT_REQUESTED, "landing pages")
_SCHEDULE = Later("campaign/late", Reason.NOT_REQUESTED, "delivery dates")


class Source(Model):
    """Where limits were read."""

    title: str
    url: str | None = None
    section: str | None = None
    as_of: str | None = None
    """Date or edition of the page itself."""
    read_on: str | None = None
    confidence: Confidence


class WeightSpec(Model):
    """Weight ceilings; the field says which bytes count."""

    file: Limits[WeightLimit] = ()
    """The delivered file as it lies on disk; for a package its zip."""
    unzipped: Annotated[Limits[WeightLimit], _PACKAGE] = ()
    """All members of a package after expansion."""
    initial: Annotated[Limits[WeightLimit], _PACKAGE] = ()
    """Initial load as IAB defines it, gzip transfer bytes."""
    subload: Annotated[Limits[WeightLimit], _PACKAGE] = ()
    """Host-initiated subload, gzip transfer bytes."""
    total: Annotated[Limits[WeightLimit], _PACKAGE] = ()
    """Initial load and subload together."""
    member: Annotated[Limits[WeightLimit], _PACKAGE] = ()
    """Any single member of a package."""


class AnimationSpec(Model):
    """Motion of a still-image format or a package."""

    allowed: Limits[AllowedLimit] = ()
    duration: Limits[SecondsLimit] = ()
    """Until the motion stops, all plays included."""
    loops: Limits[LoopsLimit] = ()
    frame_rate: Limits[FrameRateLimit] = ()


class ImageSpec(Model):
    """Coding of an image."""

    colour: Limits[ColourLimit] = ()
    transparency: Limits[AllowedLimit] = ()
    progressive: Limits[AllowedLimit] = ()
    resolution: Limits[ResolutionLimit] = ()


class PackageSpec(Model):
    """An HTML5 package."""

    files: Annotated[Limits[CountLimit], _PACKAGE] = ()
    extensions: Annotated[Limits[WordsLimit], _PACKAGE] = ()
    entry: Annotated[Limits[WordsLimit], _PACKAGE] = ()
    nested_archives: Annotated[Limits[AllowedLimit], _PACKAGE] = ()
    size_meta: Annotated[Limits[AllowedLimit], _PACKAGE] = ()
    external_hosts: Annotated[Limits[WordsLimit], _PACKAGE] = ()
    storage: Annotated[Limits[AllowedLimit], _PACKAGE] = ()
    requests: Annotated[Limits[CountLimit], _PACKAGE] = ()
    backup: Annotated[Limits[AllowedLimit], _PACKAGE] = ()


class ClickSpec(Model):
    """How a click leaves the creative."""

    variables: Annotated[Limits[WordsLimit], _PACKAGE] = ()
    """Accepted click variables, in their exact case."""
    hard_coded: Annotated[Limits[AllowedLimit], _PACKAGE] = ()


class AssetSpec(Model):
    """What one role of a unit accepts."""

    kind: OneOrMany[Kind]
    title: str | None = None
    required: bool = True
    source: str | None = None
    formats: Limits[FormatsLimit] = ()
    sizes: Limits[SizesLimit] = ()
    weight: WeightSpec = Field(default_factory=WeightSpec)
    animation: AnimationSpec = Field(default_factory=AnimationSpec)
    image: ImageSpec = Field(default_factory=ImageSpec)
    border: Limits[BorderLimit] = ()
    safe_zone: Annotated[Limits[SafeZoneLimit], _WORDS] = ()
    text: Annotated[Limits[TextLimit], _WORDS] = ()
    package: PackageSpec = Field(default_factory=PackageSpec)
    click: ClickSpec = Field(default_factory=ClickSpec)


class NamingSpec(Model):
    """Names of delivered files."""

    length: Limits[NameLengthLimit] = ()
    characters: Limits[NameCharactersLimit] = ()
    pattern: Limits[NamePatternLimit] = ()


class SetSpec(Model):
    """What the files of one concept owe each other."""

    sizes: Limits[SetSizesLimit] = ()
    same_format: Limits[AllowedLimit] = ()


class Effective(Model):
    """Days between which a reading of a unit is in force, both inclusive."""

    since: date | None = Field(default=None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Effective:
        if self.since and self.until and self.until < self.since:
            raise PydanticCustomError("order", "`until` lies before `from`")
        return self


class ByEye(Model):
    """A demand that only a person can check; listed for that person, never counted as checked."""

    BARE = "text"

    text: str
    source: str | None = None


class UnitFields(Model):
    """Keys a unit may have, and `defaults` may set for all units of a document."""

    title: str = ""
    channel: str | None = None
    status: Literal["active", "draft", "legacy", "sunset", "example"] = "active"
    effective: Effective = Field(default_factory=Effective)
    supersedes: str | None = None
    assumable: bool = False
    """This unit may be assumed from kind and size when none was named."""
    source: str | None = None
    assets: dict[str, AssetSpec] = Field(default_factory=dict)
    naming: NamingSpec = Field(default_factory=NamingSpec)
    set_: SetSpec = Field(default_factory=SetSpec, alias="set")
    copy_: Annotated[dict[str, Limits[CopyLimit]], _COPY] = Field(default_factory=dict, alias="copy")
    landing: Annotated[Limits[LandingLimit], _LANDING] = ()
    lead_time: Annotated[Limits[LeadTimeLimit], _SCHEDULE] = ()
    by_eye: tuple[ByEye, ...] = ()
    note: str | None = None


class AdUnitSpec(UnitFields):
    """One ad unit with everything resolved: defaults, `extends`, house overrides and sources."""

    id: str
    publisher: str
    sources: dict[str, Source]

    @model_validator(mode="after")
    def _sources_exist(self) -> AdUnitSpec:
        if not self.assets:
            raise PydanticCustomError("no_assets", "a unit needs at least one asset")
        cited = [(place, self.source_key(limit, place)) for place, limit, _ in self.limits()]
        cited += [("by_eye", one.source or self.source or "") for one in self.by_eye]
        for place, key in cited:
            if key not in self.sources:
                hint = nearest(key, self.sources)
                said = f"source {key!r} is not in `sources`{hint}" if key else "this limit has no source"
                raise PydanticCustomError("no_source", "{said}", {"place": place, "said": said})
        return self

    def limits(self) -> Iterator[tuple[str, Limit, Later | None]]:
        """Every limit with its place, as `assets.main.weight.file`, and its mark if no rule reads it yet."""
        yield from _limits(self, "")

    def source_key(self, limit: Limit, place: str) -> str:
        """Key of the source a limit was read in: its own, its asset's, or the unit's."""
        parts = place.split(".")
        asset = self.assets.get(parts[1]) if parts[0] == "assets" else None
        return limit.source or (asset.source if asset else None) or self.source or ""

    def confidence_of(self, limit: Limit, place: str) -> Confidence:
        """A limit's own confidence, else its source's."""
        return limit.confidence or self.sources[self.source_key(limit, place)].confidence

    @cached_property
    def revision(self) -> str:
        """First 12 hex digits of the SHA-256 of the resolved unit.

        Read dates do not count, nor do sources the unit does not cite and keys it leaves at their default:
        a revision changes when something about the unit does.
        """
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        cited = set(_values_of(data, "source"))
        data["sources"] = {key: one for key, one in data["sources"].items() if key in cited}
        for source in data["sources"].values():
            source.pop("read_on", None)
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def in_force(self, day: date) -> bool:
        """Whether this reading of the unit holds on a day."""
        since, until = self.effective.since, self.effective.until
        return (since is None or since <= day) and (until is None or day <= until)


class UnitDocument(UnitFields):
    """A unit as written: may extend another one."""

    extends: str | None = None


_Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class SpecHead(Model):
    """What a document is checked for at once; its units are judged when inherited keys are in place."""

    publisher: _Name
    title: str
    schema_: Literal["1"] = Field(alias="schema")
    sources: dict[str, Source]
    defaults: dict[str, Any] = Field(default_factory=dict)
    units: dict[_Name, dict[str, Any]] = Field(min_length=1)


class SpecDocument(SpecHead):
    """One file: one publisher's page of ad units."""

    # With every key typed, for the JSON Schema; reading uses SpecHead.

    defaults: UnitFields = Field(default_factory=UnitFields)  # type: ignore[assignment]  # narrower on purpose
    units: dict[_Name, UnitDocument] = Field(min_length=1)  # type: ignore[assignment]  # narrower on purpose


def limit_fields(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, type[Limit], Later | None]]:
    """Every place in a model where a limit can stand, with its class and its mark."""
    for name, field in model.model_fields.items():
        place = f"{prefix}{field.alias or name}"
        later = next((mark for mark in field.metadata if isinstance(mark, Later)), None)
        found = _limit_class(field.annotation)
        if found:
            yield place, found, later
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Model):
            yield from limit_fields(field.annotation, place + ".")


def _limit_class(annotation: Any) -> type[Limit] | None:
    if isinstance(annotation, type) and issubclass(annotation, Limit):
        return annotation
    if get_origin(annotation) in (tuple, dict, Annotated):
        return next(filter(None, map(_limit_class, get_args(annotation))), None)
    return None


def _limits(value: Any, prefix: str, later: Later | None = None) -> Iterator[tuple[str, Limit, Later | None]]:
    if isinstance(value, Limit):
        yield prefix.removesuffix("."), value, later
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            mark = next((one for one in field.metadata if isinstance(one, Later)), later)
            yield from _limits(getattr(value, name), f"{prefix}{field.alias or name}.", mark)
    elif isinstance(value, tuple):
        for one in value:
            yield from _limits(one, prefix, later)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _limits(one, f"{prefix}{key}.", later)


def _values_of(data: Any, key: str) -> Iterator[Any]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key and isinstance(value, str):
                yield value
            else:
                yield from _values_of(value, key)
    elif isinstance(data, list):
        for one in data:
            yield from _values_of(one, key)
