"""The JSON report keeps its published contract."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from adqa.engine.evidence import NO_EVIDENCE, Evidence
from adqa.report.model import CreativeRecord, Finding, Outcome, Run, Verdict
from adqa.report.report import SCHEMA_VERSION, Report
from adqa.report.reporters.json_report import REPORTER, render
from adqa.report.schema import Document, report_schema, schema_text
from report.samples import SAMPLES, Art, build, realistic, unknown

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[1] / "schemas" / "report-1.json"
GOLDENS = sorted((HERE / "golden").glob("report-1.*.json"))
ALL = {**SAMPLES, "realistic": realistic}


def validator() -> Draft202012Validator:
    return Draft202012Validator(report_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(make: Callable[[], Report]) -> Any:
    with make() as report:
        return json.loads(b"".join(render(report, NO_EVIDENCE)))


def test_the_published_schema_is_the_generated_one() -> None:
    hint = "python -m adqa.report.schema > schemas/report-1.json"
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), f"out of date: {hint}"
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("name", ALL)
def test_every_report_is_valid(name: str) -> None:
    assert [error.message for error in validator().iter_errors(read(ALL[name]))] == []


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_reports_of_every_released_minor_stay_valid(golden: Path) -> None:
    document = json.loads(golden.read_text(encoding="utf-8"))
    assert [error.message for error in validator().iter_errors(document)] == []
    assert golden.stem == f"report-{document['schema_version']}"


def test_the_current_minor_has_a_golden() -> None:
    assert f"report-{SCHEMA_VERSION}" in {path.stem for path in GOLDENS}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("creatives", 0, "verdict"), "ready"),
        (("creatives", 0, "sha256"), "abc"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "surprise"), 1),
        (("findings", 0, "fingerprint"), "2:00"),
        (("runs", 0, "reason"), "bored"),
        (("summary", "verdicts", "maybe"), 1),
        (("summary", "to_fix"), -1),
        (("creatives", 0, "facts", "image"), {"version": 1}),
        (("creatives", 0, "facts", "plugin-thing"), {"no": "version"}),
        (("as_of",), "yesterday"),
        (("schema_version",), "2.0"),
    ],
)
def test_the_schema_refuses_what_is_not_in_the_contract(place: tuple[str | int, ...], value: Any) -> None:
    document = read(SAMPLES["every_outcome"])
    inside = document
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    assert not validator().is_valid(document)


def test_facts_of_a_plugin_are_taken() -> None:
    document = read(SAMPLES["every_outcome"])
    document["creatives"][0]["facts"]["plugin-thing"] = {"version": 3, "anything": [1]}
    assert validator().is_valid(document)


def test_every_key_is_written() -> None:
    document = read(SAMPLES["every_outcome"])
    for name, model in (("creatives", CreativeRecord), ("findings", Finding), ("runs", Run)):
        assert document[name]
        for one in document[name]:
            assert list(one) == [field.name for field in fields(model)]
    assert list(document) == [field.name for field in fields(Document)]


def test_lists_agree_with_the_summary() -> None:
    document = read(SAMPLES["every_outcome"])
    summary = document["summary"]
    verdicts = [one["verdict"] for one in document["creatives"]]
    assert summary["creatives"] == len(verdicts) == 8
    assert summary["verdicts"] == {one.value: verdicts.count(one) for one in Verdict}
    assert summary["to_fix"] == verdicts.count("fail")
    assert summary["not_fully_checked"] == verdicts.count("incomplete")
    assert summary["ready"] == verdicts.count("pass") + verdicts.count("review")
    assert (summary["please_check"], summary["missing"]) == (1, 2)
    crashed = [one for one in document["runs"] if one["outcome"] == Outcome.CRASHED]
    assert len(crashed) == summary["crashed"] == 1


@pytest.mark.parametrize("name", ALL)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    with ALL[name]() as first, ALL[name]() as second:
        once, again = b"".join(render(first, NO_EVIDENCE)), b"".join(render(second, NO_EVIDENCE))
        assert once == again == b"".join(render(first, NO_EVIDENCE))


def test_the_report_is_written_piece_by_piece() -> None:
    with SAMPLES["many"]() as report:
        sizes = [len(piece) for piece in render(report, NO_EVIDENCE)]
    assert len(sizes) > 20
    assert max(sizes) < 100_000


def test_pictures_are_named_and_never_read() -> None:
    def refuse(name: str) -> bytes:
        raise AssertionError(name)

    with realistic() as report:
        document = json.loads(b"".join(render(report, Evidence(refuse))))
    stills = [one["facts"]["stills"] for one in document["creatives"] if "stills" in one["facts"]]
    assert len(stills) > 10
    assert all(re.fullmatch("[0-9a-f]{64}", one["thumbnail"]) for one in stills)
    assert not REPORTER.pictures


def test_names_come_back_as_delivered() -> None:
    names = [
        "two\nlines\r.jpg",
        "gpj.\u202eexe.jpg",
        "café 漢字 👍.jpg",
        "cafe\u0301.jpg",
        "\x00.jpg",
        "\u2028.jpg",
        "tab\t.jpg",
    ]
    document = read(lambda: build([Art(name) for name in names]))
    assert {one["path"] for one in document["creatives"]} == set(names)


def test_a_lone_surrogate_is_written_as_its_escape_and_any_reader_takes_it() -> None:
    path = "a/lone\udc80.jpg"
    report = build([Art(path, Verdict.INCOMPLETE, runs=[unknown(path, "said \ud800")])])
    with report:
        data = b"".join(render(report, NO_EVIDENCE))
    text = data.decode("utf-8", "strict")
    document = json.loads(text)
    assert document["creatives"][0]["path"] == "a/lone\\udc80.jpg"
    assert document["runs"][0]["path"] == "a/lone\\udc80.jpg"
    assert document["runs"][0]["text"] == "said \\ud800"
    assert json.dumps(document, ensure_ascii=False).encode()


def test_the_report_knows_the_day_it_was_given_and_no_other() -> None:
    document = read(SAMPLES["every_outcome"])
    assert date.fromisoformat(document["as_of"]) == date(2026, 5, 11)
    assert read(SAMPLES["empty"])["as_of"] is None
