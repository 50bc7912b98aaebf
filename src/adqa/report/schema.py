"""The JSON Schema of the JSON report, generated from the models that are written.

`python -m adqa.report.schema` prints it; the repository keeps it as `schemas/report-1.json` and the wheel
ships it. It is made here and not by Pydantic, so that its text is the same under every version of a
library and the docstrings of fields become descriptions.

Objects are closed. A key is required if its field has no default: every key is always written, but one
that is added within a major version must have a default, as reports of earlier minors stay valid.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
import types
from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import adqa.facts.file
import adqa.facts.image
from adqa.report.campaign import BookedRecord, CampaignHead, RowRecord, RowVerdict
from adqa.report.model import AssetRecord, CreativeRecord, Finding, Outcome, Run, Severity, Verdict
from adqa.report.report import SCHEMA_VERSION, ManualRecord, Material, SpecRecord, Summary

MAJOR = SCHEMA_VERSION.partition(".")[0]
NUMBERS = ("ready", "please_check", "to_fix", "missing", "not_fully_checked")
"""The four numbers that every format states, with the part of the first that a person should check."""
_OF_A_CREATIVE = (adqa.facts.file, adqa.facts.image)
"""Modules with facts that a report lists; those of relations stand in findings only."""

_Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Result of one check: what was delivered, what is wrong with it, and what could not be checked."""

    schema_version: str
    """MAJOR.MINOR; within a major, keys are only added."""
    adqa_version: str
    as_of: str | None
    """Day of judging, an input; null if none was given. The time of the check is nowhere in a report."""
    arguments: tuple[str, ...]
    """The paths as typed."""
    summary: Summary
    specs: tuple[SpecRecord, ...]
    """The ad units judged under."""
    notes: tuple[str, ...]
    """What was decided for the whole check, one sentence each."""
    not_checked: tuple[str, ...]
    """Checks that were not asked for."""
    materials: tuple[Material, ...]
    """Delivered files that are not creatives, by class."""
    waivers_unused: tuple[str, ...]
    """Waivers that match nothing."""
    manual: tuple[ManualRecord, ...] = ()
    """What people check by hand, each box with its tick."""
    creatives: tuple[CreativeRecord, ...]
    """In address order."""
    findings: tuple[Finding, ...]
    """In the order of address, member, rule, code, spec, place."""
    runs: tuple[Run, ...]
    """Rules that ended unknown or crashed, or every one if all were asked for."""
    campaign: CampaignHead | None = None
    """What the sheets say as a whole; null without a campaign."""
    rows: tuple[RowRecord, ...] = ()
    """Rows of the sheets, in sheet order."""
    booked: tuple[BookedRecord, ...] = ()
    """Booked creatives, each once, in sheet order."""


@cache
def report_schema() -> _Schema:
    """The JSON Schema of a report of this major version."""
    definitions: dict[str, _Schema] = {}
    document = _object(Document, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:adqa:report:{MAJOR}",
        "title": f"adqa report {MAJOR}",
        **document,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


def _object(model: type, definitions: dict[str, _Schema]) -> _Schema:
    """The schema of a dataclass, with what the types alone do not say."""
    hints, words = get_type_hints(model), field_words(model)
    properties: dict[str, _Schema] = {}
    for one in fields(model):
        if (model, one.name) == (CreativeRecord, "facts"):
            made = _facts(definitions)
        else:
            made = _special(model, one.name) or _of(hints[one.name], definitions)
        properties[one.name] = {**made, "description": words[one.name]} if one.name in words else made
    required = [one.name for one in fields(model) if _required(one)]
    if model is Summary:
        counted = {name: _number(name) for name in NUMBERS if name not in properties}
        properties = {**counted, **properties}
        required = [*counted, *required]
    if hasattr(model, "KIND"):
        properties = {"version": {"type": "integer", "minimum": 1}, **properties}
        required = ["version", *required]
    return {
        "type": "object",
        "description": paragraph(inspect.getdoc(model) or ""),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _special(model: type, name: str) -> _Schema | None:
    """Closed keys and patterns that the type of a field does not show."""
    severities = [*Severity, "waived", "baselined"]
    digest: _Schema = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}
    known: dict[tuple[type, str], _Schema] = {
        (Document, "schema_version"): {"type": "string", "pattern": rf"^{MAJOR}\.[0-9]+$"},
        (Document, "as_of"): {"type": ["string", "null"], "format": "date"},
        (Summary, "verdicts"): _counts(Verdict, all_of_them=True),
        (Summary, "booked"): {"anyOf": [_counts(RowVerdict, all_of_them=True), {"type": "null"}]},
        (Summary, "findings"): _counts(severities, all_of_them=True),
        (Summary, "runs"): _counts(Outcome, all_of_them=True),
        (CreativeRecord, "counts"): _counts(Outcome, all_of_them=False),
        (CreativeRecord, "sha256"): digest,
        (CreativeRecord, "content_id"): digest,
        (AssetRecord, "sha256"): digest,
        (Finding, "fingerprint"): {"type": "string", "pattern": "^1:[0-9a-f]{64}$"},
    }
    return known.get((model, name))


def _counts(names: Iterable[str], *, all_of_them: bool) -> _Schema:
    keys = [str(name) for name in names]
    closed = {
        "type": "object",
        "properties": {key: {"type": "integer", "minimum": 0} for key in keys},
        "additionalProperties": False,
    }
    return {**closed, "required": keys} if all_of_them else closed


def _number(name: str) -> _Schema:
    words = inspect.getdoc(getattr(Summary, name)) or ""
    return {"type": "integer", "minimum": 0, "description": paragraph(words)}


def _facts(definitions: dict[str, _Schema]) -> _Schema:
    """Facts by kind. A plugin may add a kind; each has its own version."""
    for one in _fact_models():
        definitions[one.__name__] = _object(one, definitions)
    return {
        "type": "object",
        "properties": {one.KIND: _reference(one) for one in _fact_models()},
        "additionalProperties": {
            "type": "object",
            "properties": {"version": {"type": "integer", "minimum": 1}},
            "required": ["version"],
        },
    }


@cache
def _fact_models() -> list[Any]:
    models = {value for module in _OF_A_CREATIVE for value in vars(module).values() if hasattr(value, "KIND")}
    return sorted(models, key=lambda one: str(one.KIND))


def _of(hint: Any, definitions: dict[str, _Schema]) -> _Schema:
    """The schema of a type as dataclass fields use it."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if origin in (Union, types.UnionType):
        return _union([_of(one, definitions) for one in inside])
    if origin is Literal:
        return {"type": "string", "enum": list(inside)}
    if origin is tuple and inside[-1] is Ellipsis:
        return {"type": "array", "items": _of(inside[0], definitions)}
    if origin is tuple:
        items = [_of(one, definitions) for one in inside]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(inside[1], definitions)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        definitions[hint.__name__] = {
            "type": "string",
            "description": paragraph(inspect.getdoc(hint) or ""),
            "enum": [member.value for member in hint],
        }
        return _reference(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return _reference(hint)
    raise TypeError(f"no JSON Schema for {hint!r}")


_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _union(parts: list[_Schema]) -> _Schema:
    if any(set(part) != {"type"} for part in parts):
        return {"anyOf": parts}
    names = list(dict.fromkeys(part["type"] for part in parts))
    return {"type": [name for name in names if name != "integer" or "number" not in names]}


def _reference(model: Any) -> _Schema:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _required(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def field_words(model: type) -> dict[str, str]:
    """The docstrings below the fields of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    found: dict[str, str] = {}
    name = ""
    for statement in body.body if isinstance(body, ast.ClassDef) else []:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case ast.Expr(value=ast.Constant(value=str(words))) if name:
                found[name] = paragraph(inspect.cleandoc(words))
                name = ""
            case _:
                name = ""
    return found


def paragraph(words: str) -> str:
    """A docstring as plain text, without the marks around names."""
    return " ".join(words.split()).replace("`", "")


if __name__ == "__main__":
    print(schema_text(), end="")
