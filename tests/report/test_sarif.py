"""SARIF, held against the official schema and against what code scanning makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft4Validator, FormatChecker

from adqa.engine.evidence import NO_EVIDENCE
from adqa.registry import load_registry
from adqa.report.model import Outcome, Related, Scalar, Severity, Subject, Suggestion, Verdict
from adqa.report.report import Report
from adqa.report.reporters.sarif import REPORTER, uri
from report.campaigns import case_b, on_csv
from report.samples import SAMPLES, Art, build, every_outcome, finding, hostile, many, realistic, unknown

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
ALL = {**SAMPLES, "realistic": realistic, "case_b": case_b}


def log(report: Report) -> Any:
    with report:
        return json.loads(b"".join(REPORTER.render(report, NO_EVIDENCE)).decode())


def run_of(report: Report) -> Any:
    (run,) = log(report)["runs"]
    return run


def one_result(**changes: Any) -> Any:
    path = changes.pop("path", "d/a.jpg")
    (result,) = run_of(build([Art(path, Verdict.FAIL, [finding(path, **changes)])]))["results"]
    return result


@pytest.mark.parametrize("sample", ALL)
def test_official_schema(sample: str) -> None:
    document = log(ALL[sample]())
    errors = Draft4Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(document)
    assert [f"{list(one.absolute_path)}: {one.message}" for one in errors] == []
    assert document["$schema"] == SCHEMA["id"]


@pytest.mark.parametrize("sample", ALL)
def test_the_four_numbers(sample: str) -> None:
    report = ALL[sample]()
    about = run_of(report)["properties"]
    summary = report.summary
    assert [about[name] for name in ("ready", "toFix", "missing", "notFullyChecked")] == [
        summary.ready,
        summary.to_fix,
        summary.missing,
        summary.not_fully_checked,
    ]
    assert f"{summary.to_fix:,} to fix" in about["numbers"]


def test_rules_are_those_of_the_registry() -> None:
    driver = run_of(every_outcome())["tool"]["driver"]
    known = load_registry().rules
    assert [one["id"] for one in driver["rules"]] == list(known)
    for one in driver["rules"]:
        rule = known[one["id"]]
        assert one["shortDescription"]["text"].replace("{{", "{") == rule.title
        assert rule.why.split()[0] in one["help"]["text"]
        assert f"adqa explain {rule.id}" in one["help"]["text"]
        assert "helpUri" not in one
    levels = {one["id"]: one["defaultConfiguration"]["level"] for one in driver["rules"]}
    assert levels["weight/file"] == "error"
    assert levels["image/profile"] == "note"


def test_results_of_every_outcome() -> None:
    run = run_of(every_outcome())
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    told = {}
    for one in run["results"]:
        (place,) = one["locations"]
        told[place["physicalLocation"]["artifactLocation"]["uri"]] = one
        assert "region" not in place["physicalLocation"]
        if "ruleIndex" in one:
            assert rules[one["ruleIndex"]] == one["ruleId"]
    assert {path: (one["level"], bool(one["suppressions"])) for path, one in told.items()} == {
        "delivery": ("error", False),
        "delivery/known.jpg": ("error", True),
        "delivery/near.jpg": ("warning", False),
        "delivery/noted.jpg": ("note", False),
        "delivery/over.jpg": ("error", False),
        "delivery/waived.jpg": ("error", True),
    }
    (waived,) = told["delivery/waived.jpg"]["suppressions"]
    assert waived == {
        "kind": "external",
        "status": "accepted",
        "justification": "accepted by M. Ruiz: accepted by mail; up to 220 KB; until Sun 24 May 2026",
    }
    near = told["delivery/near.jpg"]["properties"]
    assert (near["originalLevel"], near["severityReason"]) == ("error", "agreed with the publisher")
    assert told["delivery"]["locations"][0]["logicalLocations"] == [
        {"name": "display:aurora", "fullyQualifiedName": "example-retail/display:aurora", "kind": "set"}
    ]


def test_what_could_not_be_checked_is_a_notification() -> None:
    (invocation,) = run_of(every_outcome())["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [
        (one["descriptor"]["id"], one["level"], one["message"]["text"])
        for one in invocation["toolExecutionNotifications"]
    ]
    assert told == [
        (
            "crashed",
            "error",
            "The check itself failed: KeyError: 'x': check by hand, and please report this fault of adqa.",
        ),
        (
            "not-checked",
            "warning",
            "HTML5 packages are recognised but not looked into yet: check by hand.",
        ),
        (
            "not-checked",
            "warning",
            "Depends on the route; passes with route=hosted: add --context route=hosted.",
        ),
        ("not-checked", "warning", "Nothing on it could be judged: name its ad unit, or check by hand."),
        ("not-asked", "note", "Not checked in this run: landing pages"),
        ("not-asked", "note", "Not checked in this run: words in the picture"),
    ]
    assert run_of(SAMPLES["all_pass"]())["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_descriptors_of_notifications_exist() -> None:
    run = run_of(every_outcome())
    descriptors = run["tool"]["driver"]["notifications"]
    for one in run["invocations"][0]["toolExecutionNotifications"]:
        assert descriptors[one["descriptor"]["index"]]["id"] == one["descriptor"]["id"]


def test_an_unknown_of_a_registered_rule_is_tied_to_it() -> None:
    run = run_of(build([Art("d/a.jpg", runs=[unknown("d/a.jpg", "x", rule="weight/file")])]))
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    place = told["associatedRule"]["index"]
    assert run["tool"]["driver"]["rules"][place]["id"] == told["associatedRule"]["id"] == "weight/file"


def test_fingerprints() -> None:
    result = one_result()
    again = one_result(message="other words", severity=Severity.WARNING)
    assert result["partialFingerprints"] == again["partialFingerprints"]
    digest = result["partialFingerprints"]["adqa/v1"]
    assert len(digest) == 64
    assert result["partialFingerprints"]["primaryLocationLineHash"] == f"{digest}:1"
    assert one_result(code="near")["partialFingerprints"] != result["partialFingerprints"]


@pytest.mark.parametrize(
    ("address", "reference"),
    [
        ("a/b c.jpg", "a/b%20c.jpg"),
        ("./a.jpg", "a.jpg"),
        ("../a.jpg", "../a.jpg"),
        (".", "."),
        ("/srv/ads/a.jpg", "file:///srv/ads/a.jpg"),
        ("C:/ads/a b.jpg", "file:///C:/ads/a%20b.jpg"),
        ("a:b.jpg", "a%3Ab.jpg"),
        ("50%.jpg", "50%25.jpg"),
        ("é?#.jpg", "%C3%A9%3F%23.jpg"),
        ("in/may.zip!/x y/a.png", "in/may.zip"),
        ("raw\udcff.jpg", "raw%FF.jpg"),
        ("lone\ud800.jpg", "lone%ED%A0%80.jpg"),
    ],
)
def test_uri(address: str, reference: str) -> None:
    assert uri(address) == reference


def test_what_is_inside_an_archive_is_a_logical_location() -> None:
    result = one_result(path="in/may.zip!/mpu/banner.zip", member="img/a.js", where={"line": 3})
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "in/may.zip"}},
            "logicalLocations": [
                {
                    "name": "a.js",
                    "fullyQualifiedName": "mpu/banner.zip!/img/a.js",
                    "kind": "resource",
                }
            ],
        }
    ]
    (place,) = one_result(path="in/pack", member="img/a.js", where={"line": 3})["locations"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "img/a.js"
    assert "region" not in place["physicalLocation"]


@pytest.mark.parametrize(
    ("where", "region"),
    [
        ({"line": 3, "column": 7}, {"startLine": 3, "startColumn": 7}),
        ({"line": 3}, {"startLine": 3}),
        ({"line": 0}, None),
        ({"row": 3}, None),
    ],
)
def test_a_line_where_the_file_is_text(where: dict[str, Any], region: dict[str, int] | None) -> None:
    (place,) = one_result(path="d/x.html", where=where)["locations"]
    assert place["physicalLocation"].get("region") == region


def test_related_places() -> None:
    (other,) = one_result(related=(Related(path="d/b b.jpg", text="the same"),))["relatedLocations"]
    assert other == {
        "physicalLocation": {"artifactLocation": {"uri": "d/b%20b.jpg"}},
        "message": {"text": "the same"},
    }


def test_messages_hold_no_placeholder_and_no_link() -> None:
    result = one_result(message="a.jpg says {0} and [here](1)", fix="Ask {us}.")
    assert result["message"]["text"] == "a.jpg says {{0}} and [here] (1). Ask {{us}}."


def test_hostile_names_are_named() -> None:
    run = run_of(hostile())
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    names = {unquote_to_bytes(one) for one in uris}
    assert b"delivery/two\nlines\r.jpg" in names
    assert b"delivery/lone\x80.jpg" in names
    assert len(uris) == 10
    shown = [one["message"]["text"] for one in run["results"]]
    assert all(text.isprintable() for text in shown)


def test_a_crash_of_a_relation_is_told() -> None:
    whole = Subject(kind="set", id="s")
    crash = replace(unknown("d", "boom"), outcome=Outcome.CRASHED, reason=None, subject=whole)
    run = run_of(build([Art("d/a.jpg", runs=[crash])]))
    assert run["invocations"][0]["executionSuccessful"] is False


def test_is_streamed_and_always_the_same() -> None:
    with many() as report:
        parts = list(REPORTER.render(report, NO_EVIDENCE))
        assert len(parts) > 2_000
        assert parts == list(REPORTER.render(report, NO_EVIDENCE))


def test_a_row_of_text_is_a_line_and_its_correction_a_fix() -> None:
    where: dict[str, Scalar] = {"line": 9, "column": 4, "end_column": 7, "byte": 5, "end_byte": 9}
    found = on_csv(suggestion=Suggestion(replacement="https://x.com/", where=where, safe=True))
    (result,) = run_of(found)["results"]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "in/campaign.csv"},
                "region": {"startLine": 9},
            },
            "logicalLocations": [
                {"name": "row 7", "fullyQualifiedName": "in/campaign.csv › row 7", "kind": "row"}
            ],
        }
    ]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "in/campaign.csv"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 9, "startColumn": 4, "endLine": 9, "endColumn": 7},
            "insertedContent": {"text": "https://x.com/"},
        }
    ]


def test_a_row_of_a_workbook_stands_in_the_message() -> None:
    (result,) = (one for one in run_of(case_b())["results"] if one["ruleId"] == "campaign/size-mismatch")
    (place,) = result["locations"]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "in/Q2_Trafficking_v7.xlsx"}}
    assert (
        place["logicalLocations"][0]["fullyQualifiedName"] == "in/Q2_Trafficking_v7.xlsx › Traffic › row 17"
    )
    assert result["message"]["text"].startswith("Traffic, row 17: Creative Aurora_A_300x250 is 300x250;")
    assert "fixes" not in result
