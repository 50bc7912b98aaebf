"""The JSON Schema of a spec document, generated from its models, for completion in editors.

    python -m adqa.spec.schema > schemas/spec-1.json

The first line of a document names it for the YAML language server:

    # yaml-language-server: $schema=…/spec-1.json

An editor reads `150`, `true` and `~` as a number, a truth value and nothing where adqa reads text, so the
schema takes both. What only a whole unit can show (a source that is not listed, two variants that tie)
is not in it; `adqa specs --validate` tells that.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from adqa.report.schema import field_words
from adqa.spec.base import Limit, Model
from adqa.spec.model import Source, SpecDocument

MAJOR = 1

_VARIANTS = "Several limits, each with its own when; keys beside this one hold for all of them."


def spec_schema() -> dict[str, Any]:
    """The JSON Schema of a spec document."""
    made = SpecDocument.model_json_schema(schema_generator=_Generator)
    definitions = made.pop("$defs")
    models = {one.__name__: one for one in _models(Model)}
    for name, model in definitions.items():
        whole = model.get("anyOf", [model])[-1]
        _plain(whole, models.get(name), inherits=name != Source.__name__)
        if issubclass(models.get(name, Model), Limit):
            one = {"$ref": f"#/$defs/{name}"}
            whole["properties"]["variants"] = {"type": "array", "items": one, "description": _VARIANTS}
    definitions["Removed"] = {"enum": ["~", None], "description": "Takes away what is inherited."}
    _plain(made, SpecDocument, inherits=False)
    made["properties"]["schema"] = {"enum": [str(MAJOR), MAJOR]}
    made["properties"]["units"]["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:adqa:spec:{MAJOR}",
        **made,
        "title": f"adqa ad-unit spec {MAJOR}",
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """Scalars as a document has them: text, and what an editor makes of that text."""

    def bool_schema(self, schema: Any) -> dict[str, Any]:
        return {"enum": ["yes", "no", "true", "false", True, False]}

    def int_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["integer", "string"], "pattern": "^[0-9]+$"}

    def float_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["number", "string"], "pattern": "^[0-9]+([.][0-9]+)?$"}

    def date_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def literal_schema(self, schema: Any) -> dict[str, Any]:
        return {"enum": [text for value in schema["expected"] for text in _spellings(str(value))]}

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: Any) -> dict[str, Any]:
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": ["string", "number", "boolean"]}


def _spellings(word: str) -> list[Any]:
    return [word, int(word)] if word.isdigit() else [word]


def _models(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for one in model.__subclasses__():
        yield from _models(one)


def _plain(schema: dict[str, Any], model: type[Model] | None, *, inherits: bool) -> None:
    """Describes the keys of one mapping in the words of the models.

    What can be inherited may be written in part, so nothing is required, and may be taken away.
    """
    schema.pop("title", None)
    if inherits:
        schema.pop("required", None)
    said = {key: text for one in reversed((model or Model).__mro__) for key, text in _keys_said(one).items()}
    for key, value in schema.get("properties", {}).items():
        value.pop("title", None)
        words = {"description": said[key]} if key in said else {}
        kept = {"anyOf": [value, {"$ref": "#/$defs/Removed"}]} if inherits else value
        schema["properties"][key] = {**kept, **words}


def _keys_said(model: type) -> dict[str, str]:
    """YAML key → the docstring below its field."""
    if not issubclass(model, Model):
        return {}
    names = {name: field.alias or name for name, field in model.model_fields.items()}
    return {names[name]: text for name, text in field_words(model).items() if name in names}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
