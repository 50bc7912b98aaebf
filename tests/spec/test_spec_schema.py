"""The JSON Schema of spec documents: published, complete, and on the side of the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from adqa.spec.catalogue import shipped_folder
from adqa.spec.model import AdUnitSpec, UnitDocument, UnitFields
from adqa.spec.schema import schema_text, spec_schema
from spec.documents import text_of

PUBLISHED = Path(__file__).parents[2] / "schemas" / "spec-1.json"
VALIDATOR = Draft202012Validator(spec_schema())

UNIT = "a: {{source: sheet, assets: {{main: {{kind: image, {more}}}}}}}"


def _document(more: str = "", units: str = "") -> Any:
    return yaml.load(text_of(units or UNIT.format(more=more)), Loader=yaml.BaseLoader)


def test_the_published_file_is_the_schema() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), (
        "write it again: python -m adqa.spec.schema > schemas/spec-1.json"
    )
    Draft202012Validator.check_schema(json.loads(PUBLISHED.read_text("utf-8")))


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_document_is_valid(path: Path) -> None:
    document = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(
    "more",
    [
        "weigth: {file: 150 KB}",
        "weight: {file: 150}",
        "weight: {file: 150 pounds}",
        "weight: {file: {max: 150 KB, strenght: must}}",
        "weight: {file: {variants: [{max: 150}]}}",
        "weight: {file: {max: 150 KB, when: {sise: 300x250}}}",
        "sizes: 300",
        "sizes: [300x250, {size: 300x250, densty: 2}]",
        "animation: {allowed: perhaps}",
        "animation: {duration: 15}",
        "required: maybe",
        "safe_zone: 20 px",
    ],
)
def test_a_mistake_is_not_valid(more: str) -> None:
    assert list(VALIDATOR.iter_errors(_document(more)))


@pytest.mark.parametrize(
    "more",
    [
        "weight: {file: 150 KB}",
        "weight: {file: {max: 150 KB, strength: should, when: {size: [300x250, 728x90]}}}",
        "weight: {file: {source: other, variants: [150 KB, {max: 200 KB, when: {market: FR}}]}}",
        "weight: {file: {strength: should}}",
        "weight: ~",
        "sizes: 300x250",
        "sizes: {any_of: {ratio: [1.91:1, 4:5], tolerance: 1 %}, complete: no}",
        "animation: {loops: 3, frame_rate: {max: 5 fps, below: yes}}",
    ],
)
def test_every_way_of_writing_is_valid(more: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(_document(more))] == []


def test_values_an_editor_reads_as_numbers_are_valid() -> None:
    document = _document(
        "animation: {loops: 3}, image: {resolution: 72}, sizes: {any_of: [{size: 1x1, density: 2}]}"
    )
    document["schema"] = 1
    main = document["units"]["a"]["assets"]["main"]
    main["animation"]["loops"], main["image"]["resolution"], main["required"] = 3, 72, False
    main["sizes"]["any_of"][0]["density"] = 2
    main["border"] = None
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


def test_a_document_needs_its_head() -> None:
    for key in ("publisher", "title", "schema", "sources", "units"):
        document = _document()
        del document[key]
        assert list(VALIDATOR.iter_errors(document)), key
    assert list(VALIDATOR.iter_errors(_document(units="A B: {}")))


def test_the_schema_has_every_key_of_the_models_with_its_words() -> None:
    definitions = spec_schema()["$defs"]
    unit = definitions["UnitDocument"]["properties"]
    keys = {field.alias or name for name, field in UnitDocument.model_fields.items()}
    assert set(unit) == keys
    assert set(UnitFields.model_fields) < set(AdUnitSpec.model_fields)
    assert "the delivered file" in definitions["WeightSpec"]["properties"]["file"]["description"].lower()
