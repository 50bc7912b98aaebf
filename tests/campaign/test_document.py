"""A campaign as YAML: read, refused with a place and a remedy, written, and described by its schema."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from adqa.campaign.booking import book
from adqa.campaign.document import campaign_schema, campaign_to_yaml, read_document, schema_text
from adqa.campaign.model import Campaign, Row
from adqa.campaign.sheets.read import read_campaign, receipt_lines
from adqa.errors import SheetError
from campaign.sheets.made import read_rows

VALIDATOR = Draft202012Validator(campaign_schema())
FULL = """\
# yaml-language-server: $schema=campaign-1.json
schema: 1
campaign:
  name: Aurora launch
  advertiser: Lumen TV
  time_zone: America/Chicago
  start: 2026-05-21
  end: 2026-05-31
partners:
- {name: Northpeak, contact: Jo Park, email: jo@northpeak.example}
units:
  HP Hero: lumen/hero
rows:
- placement: Home
  unit: HP Hero
  sizes: [300x250, 728x90]
  message: A
  version: 2
  limits: {weight: 150 KB, formats: [JPG, png], seconds: 15 s, loops: 3, characters: {headline: 35}}
  start: 2026-05-21
  end: 2026-05-31
  rotation: 50%
  landing_url: https://www.example.com/?a=%%CLICK%%
  trackers: [https://t.example.com/1, https://t.example.com/2]
  copy: {headline: Big TV}
  skus: [006534615]
  owner: Northpeak
  due: 2026-05-14
  due_time: 12:00
  approval: {by: M. Ruiz, on: 2026-05-12, version: v2}
  accepted: {by: Ana, until: 2026-06-01, note: by mail}
- placement: Pixel
  sizes: 1x1
  serving: tracking
  state: on_hold
  open_ended: yes
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "campaign.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_document_says_the_same_as_a_sheet(tmp_path: Path) -> None:
    campaign = read_campaign([_written(tmp_path, FULL)])
    assert (campaign.name, campaign.time_zone) == ("Aurora launch", "America/Chicago")
    assert campaign.units == {"HP Hero": "lumen/hero"}
    assert campaign.partners[0].email == "jo@northpeak.example"
    first, second = campaign.rows
    assert (first.id, first.row) == ("rows!14", 14)
    assert ([str(size) for size in first.sizes], first.version, first.skus) == (
        ["300x250", "728x90"],
        "2",
        ("006534615",),
    )
    assert (first.limits.weight, first.limits.formats, first.limits.characters) == (
        "150 KB",
        ("jpg", "png"),
        {"headline": 35},
    )
    assert (first.flight.end, first.due, first.due_time) == (date(2026, 5, 31), date(2026, 5, 14), time(12))
    assert first.rotation is not None
    assert first.rotation.percent == 50
    assert first.approval is not None
    assert first.approval.on == date(2026, 5, 12)
    assert [text for _, text in first.trackers] == ["https://t.example.com/1", "https://t.example.com/2"]
    assert (second.size_text, second.serving, second.state, second.flight.open_ended) == (
        "1x1",
        "tracking",
        "on_hold",
        True,
    )
    assert receipt_lines(campaign)[0].endswith("campaign.yaml: YAML document, 2 rows read as placements")


def test_a_name_alone_is_a_campaign(tmp_path: Path) -> None:
    assert read_document(_written(tmp_path, "campaign: Aurora\n")).name == "Aurora"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "campaign: A\nrows:\n- placment: x\n",
            ":3: rows: 'placment' is not known here, did you mean 'placement'?",
        ),
        ("campaign: A\nrows:\n- start: 5/21/2026\n", ":3: rows.start: write a day like 2026-02-01"),
        ("campaign: A\nrows:\n- due_time: noon\n", "no time of day; write it like 12:00"),
        ("campaign: A\nrows:\n- state: paused\n", "'paused' is not one of"),
        ("campaign: A\nrows:\n- limits: {weight: 150}\n", "has no unit"),
        ("campaign: {name: A, nme: B}\n", "did you mean 'name'"),
        ("rows: []\n", "campaign: this key is missing"),
        ("campaign: A\ncampaign: B\n", "a second time"),
        ("[]\n", "a mapping (key: value) belongs here"),
        ("campaign: [\n", "not valid YAML"),
        ("campaign: A\nrows: x\n", "rows: a list belongs here"),
    ],
)
def test_mistakes_name_file_line_place_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SheetError) as error:
        read_document(_written(tmp_path, text))
    assert said in str(error.value)
    assert "campaign.yaml" in str(error.value)


def test_a_document_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_bytes(b"campaign: \xff\xfe\n")
    with pytest.raises(SheetError, match="UTF-8"):
        read_document(path)
    with pytest.raises(SheetError, match="cannot be read"):
        read_document(tmp_path / "gone.yaml")


def _plain(campaign: Campaign) -> list[Row]:
    """Rows without what only tells where they stood."""
    return [
        replace(
            row,
            id="",
            file="",
            tab="",
            row=0,
            columns={},
            state_reason="",
            action_text="",
            hidden=False,
            trackers=tuple(("", text) for _, text in row.trackers),
            size_text="",
        )
        for row in campaign.rows
    ]


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    first = read_document(_written(tmp_path, FULL))
    text = campaign_to_yaml(first)
    second = read_document(_written(tmp_path, text))
    assert _plain(first) == _plain(second)
    assert campaign_to_yaml(second) == text
    assert text.startswith("# yaml-language-server: $schema=campaign-1.json\nschema: 1\ncampaign:\n")
    assert (second.flight, second.partners, second.units) == (first.flight, first.partners, first.units)


def test_a_sheet_becomes_a_document_that_books_the_same(tmp_path: Path) -> None:
    sheet = read_rows(
        tmp_path,
        ["Campaign", "Aurora"],
        [],
        ["Placement", "Sizes", "Message", "Start date", "End", "Rotation", "Loops", "Notes", "Contact"],
        [
            "Home",
            "300x250, 728x90",
            "A, B",
            date(2026, 5, 21),
            "TBD",
            "even",
            0,
            "yes",
            "Jo Park <jo@n.example>",
        ],
        ["ROS", "Fluid", "no", date(2026, 5, 21), "", "2", 3, "swap in A_v3 for A_v2", ""],
    )
    document = read_document(_written(tmp_path, campaign_to_yaml(sheet)))
    assert [(one.key, one.label) for one in book(document)] == [(one.key, one.label) for one in book(sheet)]
    assert _plain(document) == _plain(sheet)


def test_an_empty_campaign_can_be_written(tmp_path: Path) -> None:
    assert read_document(_written(tmp_path, campaign_to_yaml(Campaign()))).rows == ()


def test_the_schema_takes_what_adqa_takes() -> None:
    Draft202012Validator.check_schema(campaign_schema())
    assert schema_text().endswith("}\n")
    typed: Any = yaml.load(FULL, Loader=yaml.BaseLoader)
    assert list(VALIDATOR.iter_errors(typed)) == []
    # As an editor reads it, which makes numbers and truth values of what looks like one.
    typed["schema"] = 1
    typed["rows"][0] |= {"version": 2, "skus": [6534615]}
    typed["rows"][0]["limits"]["loops"] = 3
    typed["rows"][1]["open_ended"] = True
    assert list(VALIDATOR.iter_errors(typed)) == []


@pytest.mark.parametrize(
    "document",
    [
        {"campaign": "A", "rows": [{"placment": "x"}]},
        {"rows": []},
        {"campaign": "A", "schema": 2},
        {"campaign": "A", "rows": [{"start": "5/21/2026"}]},
        {"campaign": "A", "rows": [{"limits": {"weight": 150}}]},
        {"campaign": "A", "rows": [{"state": "gone"}]},
    ],
)
def test_the_schema_refuses_what_adqa_refuses(document: Any, tmp_path: Path) -> None:
    assert list(VALIDATOR.iter_errors(document))
    with pytest.raises(SheetError):
        read_document(_written(tmp_path, yaml.safe_dump(document)))


def test_every_key_of_the_schema_that_needs_words_has_them() -> None:
    rows = campaign_schema()["$defs"]["RowEntry"]["properties"]
    assert rows["end"]["description"] == "Last day on which it runs."
    assert "copy" in rows
    assert "copy_fields" not in rows
