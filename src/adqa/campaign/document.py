"""A campaign as YAML: the same as a sheet says, for people and programs that would rather write text.

    python -m adqa.campaign.document > schemas/campaign-1.json

prints its JSON Schema. The first line of a document names it for the YAML language server:

    # yaml-language-server: $schema=…/campaign-1.json

Days are written as 2026-05-21 and nothing else; an unknown key is refused with the nearest right one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import ConfigDict, Field, ValidationError, field_validator
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError

from adqa.campaign.model import (
    Accepted,
    Action,
    Campaign,
    Flight,
    Partner,
    Row,
    Serving,
    SheetApproval,
    SheetLimits,
    SheetManual,
    SheetWaiver,
    State,
    TabReceipt,
)
from adqa.campaign.sheets.values import read_formats, read_rotation, read_sizes
from adqa.errors import SheetError, SpecError
from adqa.spec.base import Model, OneOrMany, SizeText, WeightText
from adqa.spec.load import in_words
from adqa.spec.yamltext import Located, line_of, read_yaml

MAJOR = 1
SCHEMA_FILE = f"campaign-{MAJOR}.json"
_MOST_BYTES = 20_000_000

ModelType = TypeVar("ModelType", bound=Model)


class _Entry(Model):
    model_config = ConfigDict(use_attribute_docstrings=True)


class Head(_Entry):
    """The campaign as a whole."""

    BARE = "name"

    name: str = ""
    id: str = ""
    """Number of the order."""
    advertiser: str = ""
    brand: str = ""
    time_zone: str | None = None
    """IANA name, e.g. America/Chicago; days and times of the document are meant in it."""
    start: date | None = None
    end: date | None = None
    """Last day on which it runs."""
    naming: str = ""
    """Preset that creative names follow."""


class PartnerEntry(_Entry):
    """Somebody who delivers."""

    name: str
    contact: str = ""
    email: str = ""


class LimitsEntry(_Entry):
    """What this row demands of its creative, beside its ad unit."""

    weight: WeightText | None = None
    """Most weight of the file, e.g. 150 KB."""
    formats: OneOrMany[str] = ()
    """File formats that are accepted: jpg, png, html5 …"""
    seconds: str | None = None
    """Longest animation or video, e.g. 15 s."""
    loops: int | None = None
    characters: dict[str, int] = Field(default_factory=dict)
    """Copy field and its most characters."""


class ApprovalEntry(_Entry):
    """Who approved, when, and which version."""

    by: str
    on: date | None = None
    version: str = ""


class AcceptedEntry(_Entry):
    """Who accepted the faults of this row, and until when."""

    by: str
    until: date | None = None
    note: str = ""
    rules: OneOrMany[str] | None = None
    """Rules it holds for; without it, every fault of the row's file."""


class WaiverEntry(_Entry):
    """A fault that somebody accepted, for one creative or placement."""

    rule: str
    """Rule, or rule:code."""
    subject: str
    """Creative, placement or pattern."""
    publisher: str = ""
    unit: str = ""
    by: str
    until: date | None = None
    up_to: str = ""
    """Measured value up to which it holds, e.g. 220 KB."""
    reason: str = ""


class ManualEntry(_Entry):
    """Something that only a person can check, and whether it was."""

    text: str
    per: str = ""
    """campaign, placement or creative; without it, the campaign."""
    of: str = ""
    """Which placement or creative; without it, all of them."""
    who: str = ""
    done_by: str = ""
    done_on: date | None = None


class RowEntry(_Entry):
    """One placement, or one creative in a placement."""

    campaign: str = ""
    advertiser: str = ""
    brand: str = ""
    publisher: str = ""
    placement: str = ""
    placement_id: str = ""
    package: str = ""
    unit: str = ""
    """Ad unit, publisher/unit or a name that `units` explains."""
    channel: str = ""
    device: str = ""
    market: str = ""
    locale: str = ""
    sizes: OneOrMany[str] = ()
    """300x250, or 1x1, fluid and other words where there is no size in pixels."""
    creative_sizes: OneOrMany[SizeText] = ()
    """Sizes of the creative, where the document says them apart from those of the placement."""
    serving: Serving = "unknown"
    kind: str = ""
    """image, html5, video …"""
    limits: LimitsEntry = LimitsEntry()
    creative: str = ""
    creative_id: str = ""
    asset: str = ""
    """File name, path, glob or link."""
    message: str = ""
    version: str = ""
    status: str = ""
    built_by: str = ""
    news: str = ""
    start: date | None = None
    end: date | None = None
    """Last day on which it runs."""
    creative_start: date | None = None
    creative_end: date | None = None
    tentative: str = ""
    """What stands for dates that are not firm, e.g. mid-May."""
    open_ended: bool = False
    live_from: date | None = None
    """Day from which the landing page is up."""
    rotation: str = ""
    """50 %, even, or a weight."""
    landing_url: str = ""
    final_url: str = ""
    click_tracker: str = ""
    trackers: OneOrMany[str] = ()
    tag: str = ""
    utm: dict[str, str] = Field(default_factory=dict)
    skus: OneOrMany[str] = ()
    price: str = ""
    offer: str = ""
    offer_end: date | None = None
    copy_fields: dict[str, str] = Field(default_factory=dict, alias="copy")
    """Copy field (headline, cta, alt_text …) and its text."""
    disclaimers: OneOrMany[str] = ()
    owner: str = ""
    """Who delivers."""
    email: str = ""
    due: date | None = None
    due_time: time | None = None
    lead_time: str = ""
    """e.g. 5 business days."""
    approval: ApprovalEntry | None = None
    accepted: AcceptedEntry | None = None
    notes: str = ""
    action: Action | None = None
    swaps_in: str = ""
    swaps_out: str = ""
    state: State = "live"
    trafficked: bool = False
    """Live already, or unchanged."""

    @field_validator("due_time", mode="before")
    @classmethod
    def _time_of_day(cls, given: object) -> object:
        if isinstance(given, str):
            try:
                return time.fromisoformat(given.strip())
            except ValueError:
                said = f"{given!r} is no time of day; write it like 12:00"
                raise PydanticCustomError("time", "{said}", {"said": said}) from None
        return given


class CampaignDocument(_Entry):
    """A campaign with everything it books."""

    schema_: Annotated[Literal["1"], Field(alias="schema")] = "1"
    campaign: Head
    partners: tuple[PartnerEntry, ...] = ()
    units: dict[str, str] = Field(default_factory=dict)
    """Name of an ad unit as the rows have it, and its publisher/unit."""
    waivers: tuple[WaiverEntry, ...] = ()
    manual: tuple[ManualEntry, ...] = ()
    rows: tuple[RowEntry, ...] = ()


def is_document(path: str | os.PathLike[str]) -> bool:
    """Whether a path is one of a YAML document."""
    return Path(path).suffix.lower() in (".yaml", ".yml")


def read_document(path: str | os.PathLike[str]) -> Campaign:
    """The campaign of a YAML document. Raises SheetError with file, line and remedy."""
    name = Path(path).as_posix()
    data, document = load_model(path, CampaignDocument)
    lines = [_line(one) for one in data.get("rows", [])]
    rows = tuple(_row(entry, line, name) for entry, line in zip(document.rows, lines, strict=True))
    head = document.campaign
    return Campaign(
        name=head.name,
        id=head.id,
        advertiser=head.advertiser,
        brand=head.brand,
        time_zone=head.time_zone,
        flight=Flight(start=head.start, end=head.end),
        rows=rows,
        partners=tuple(Partner(name=p.name, contact=p.contact, email=p.email) for p in document.partners),
        units=document.units,
        waivers=tuple(
            SheetWaiver(**dict(entry), row=_line(given))
            for entry, given in zip(document.waivers, data.get("waivers", []), strict=True)
        ),
        manual=tuple(
            SheetManual(**dict(entry), row=_line(given))
            for entry, given in zip(document.manual, data.get("manual", []), strict=True)
        ),
        naming=head.naming,
        files=(name,),
        tabs=(
            TabReceipt(
                file=name,
                tab="",
                header_row=0,
                profile="YAML",
                rows=len(rows),
                cancelled=tuple(row.row for row in rows if row.state == "cancelled"),
            ),
        ),
    )


def load_model(path: str | os.PathLike[str], model: type[ModelType]) -> tuple[Located, ModelType]:
    """A YAML file and what a model makes of it. Raises SheetError naming file, line, place and remedy."""
    file = Path(path)
    name = file.as_posix()
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise SheetError(f"{name} cannot be read: {error.strerror}") from None
    if len(raw) > _MOST_BYTES:
        raise SheetError(f"{name} is too large for such a document; is this the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(f"{name} is not UTF-8 text; save the file as UTF-8") from None
    try:
        data = read_yaml(text, name)
    except SpecError as error:
        said = str(error).replace("a spec document is a mapping with publisher, title, sources and units",
                                  "a mapping (key: value) belongs here")  # fmt: skip
        raise SheetError(said) from None
    try:
        return data, model.model_validate(data)
    except ValidationError as error:
        raise SheetError(_explained(error, data, name)) from None


def _explained(error: ValidationError, data: Located, name: str) -> str:
    """All problems, one a line, each with file, line, place and what to do."""
    said = []
    for problem in error.errors(include_url=False):
        context = problem.get("ctx", {})
        path = tuple(step for step in problem["loc"] if step != "[key]")
        where = line_of(data, (*path, context["key"]) if "key" in context else path, name)
        shown = ".".join(str(step) for step in path if not isinstance(step, int))
        said.append(f"{where}: {shown}: {in_words(problem)}" if shown else f"{where}: {in_words(problem)}")
    return "\n".join(dict.fromkeys(said))


def _line(entry: object) -> int:
    if isinstance(entry, Located) and entry.lines:
        return int(next(iter(entry.lines.values())).rpartition(":")[2])
    return 0


def _row(entry: RowEntry, line: int, file: str) -> Row:
    sizes = [read_sizes(text) for text in entry.sizes]
    limits = entry.limits
    flight = Flight(start=entry.start, end=entry.end, tentative=entry.tentative, open_ended=entry.open_ended)
    return Row(
        id=f"rows!{line}",
        file=file,
        tab="",
        row=line,
        sizes=tuple(dict.fromkeys(size for one in sizes for size in one.sizes)),
        size_text=", ".join(entry.sizes),
        limits=SheetLimits(
            weight=str(limits.weight) if limits.weight else None,
            formats=tuple(name for text in limits.formats for name in read_formats(text).formats or (text,)),
            seconds=limits.seconds,
            loops=limits.loops,
            characters=limits.characters,
        ),
        flight=flight,
        creative_flight=Flight(start=entry.creative_start, end=entry.creative_end),
        rotation=read_rotation(entry.rotation) if entry.rotation else None,
        trackers=tuple(("", text) for text in entry.trackers),
        copy=entry.copy_fields,
        approval=SheetApproval(**dict(entry.approval)) if entry.approval else None,
        accepted=Accepted(**dict(entry.accepted)) if entry.accepted else None,
        action_text=(entry.action or "").replace("_", " "),
        state_reason="" if entry.state == "live" else f"state is {entry.state.replace('_', ' ')}",
        **{name: getattr(entry, name) for name in _SAME},
    )


_SAME = (
    "campaign", "advertiser", "brand", "publisher", "placement", "placement_id", "package", "unit",
    "channel", "device", "market", "locale", "creative_sizes", "serving", "kind", "creative",
    "creative_id", "asset", "message", "version", "status", "built_by", "news", "live_from",
    "landing_url", "final_url", "click_tracker", "tag", "utm", "skus", "price", "offer", "offer_end",
    "disclaimers", "owner", "email", "due", "due_time", "lead_time", "notes", "action", "swaps_in",
    "swaps_out", "state", "trafficked",
)  # fmt: skip
"""Fields that a row of the document and a row of the campaign have under one name."""


def campaign_to_yaml(campaign: Campaign) -> str:
    """The campaign as a document that reads back to the same rows, with the comment editors look for."""
    import yaml

    head: dict[str, Any] = {
        "name": campaign.name,
        "id": campaign.id,
        "advertiser": campaign.advertiser,
        "brand": campaign.brand,
        "time_zone": campaign.time_zone,
        "start": campaign.flight.start,
        "end": campaign.flight.end,
        "naming": campaign.naming,
    }
    data = {
        "schema": MAJOR,
        "campaign": _filled(head),
        "partners": [
            _filled({"name": p.name, "contact": p.contact, "email": p.email}) for p in campaign.partners
        ],
        "units": dict(campaign.units),
        "waivers": [_listed(one) for one in campaign.waivers],
        "manual": [_listed(one) for one in campaign.manual],
        "rows": [_row_data(row) for row in campaign.rows],
    }
    if not data["campaign"]:
        data["campaign"] = {"name": ""}
    text: str = yaml.safe_dump(
        {name: value for name, value in data.items() if value},
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n{text}"


def _listed(one: SheetWaiver | SheetManual) -> dict[str, Any]:
    """A line of one of our own tabs, but for the number of the line."""
    return _filled({name: value for name, value in asdict(one).items() if name != "row"})


def _row_data(row: Row) -> dict[str, Any]:
    limits, approval, accepted = row.limits, row.approval, row.accepted
    given: dict[str, Any] = {name: getattr(row, name) for name in RowEntry.model_fields if name in _SAME}
    given |= {
        "sizes": [str(size) for size in row.sizes] or ([row.size_text] if row.size_text else []),
        "creative_sizes": [str(size) for size in row.creative_sizes],
        "limits": _filled(
            {
                "weight": limits.weight,
                "formats": list(limits.formats),
                "seconds": limits.seconds,
                "loops": limits.loops,
                "characters": dict(limits.characters),
            }
        ),
        "start": row.flight.start,
        "end": row.flight.end,
        "creative_start": row.creative_flight.start,
        "creative_end": row.creative_flight.end,
        "tentative": row.flight.tentative,
        "open_ended": row.flight.open_ended,
        "rotation": row.rotation.text if row.rotation else "",
        "trackers": [text for _, text in row.trackers],
        "copy": dict(row.copy),
        "approval": _filled({"by": approval.by, "on": approval.on, "version": approval.version})
        if approval
        else {},
        "accepted": _accepted_data(accepted) if accepted else {},
        "serving": "" if row.serving == "unknown" else row.serving,
        "state": "" if row.state == "live" else row.state,
        "due_time": row.due_time.isoformat("minutes") if row.due_time else "",
    }
    order = [info.alias or name for name, info in RowEntry.model_fields.items()]
    return _filled({name: given[name] for name in order if name in given})


def _accepted_data(accepted: Accepted) -> dict[str, Any]:
    said = _filled({"by": accepted.by, "until": accepted.until, "note": accepted.note})
    return said if accepted.rules is None else {**said, "rules": list(accepted.rules)}


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is said; tuples and mappings in the plain types YAML has."""
    plain = {
        name: list(value)
        if isinstance(value, tuple)
        else dict(value)
        if isinstance(value, Mapping)
        else value
        for name, value in data.items()
    }
    return {name: value for name, value in plain.items() if value or (value == 0 and value is not False)}


class _Generator(GenerateJsonSchema):
    """Scalars as an editor makes them of YAML, where adqa reads text."""

    def str_schema(self, schema: Any) -> dict[str, Any]:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["integer", "string"], "pattern": "^[0-9]+$"}

    def bool_schema(self, schema: Any) -> dict[str, Any]:
        return {"enum": ["yes", "no", "true", "false", True, False]}

    def date_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def time_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": "^[0-9]{1,2}:[0-9]{2}$"}

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def campaign_schema() -> dict[str, Any]:
    """The JSON Schema of a campaign document."""
    made = CampaignDocument.model_json_schema(schema_generator=_Generator)
    definitions = made.pop("$defs")
    made["properties"]["schema"] = {"enum": [str(MAJOR), MAJOR]}
    for model in (made, *definitions.values()):
        for value in model.get("anyOf", [model])[-1].get("properties", {}).values():
            value.pop("title", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:adqa:campaign:{MAJOR}",
        **made,
        "title": f"adqa campaign {MAJOR}",
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(campaign_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
