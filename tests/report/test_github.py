"""GitHub annotations: what the runner would understand of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.campaign import RowVerdict
from adqa.report.model import Severity, Verdict
from adqa.report.report import Report
from adqa.report.reporters.github import LIMIT, REPORTER, command
from report.campaigns import case_a, case_b, on_csv
from report.samples import Art, build, every_outcome, finding, heavy, hostile, many, wrong_size


@dataclass(frozen=True)
class Annotation:
    """A workflow command as the runner reads it (actions/runner, ActionCommand.cs)."""

    kind: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Annotation:
    """Splits a command at its first `::` and undoes the escapes in the runner's order."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    kind, _, listed = head.partition(" ")
    properties = {}
    for pair in filter(None, listed.split(",")):
        name, _, value = pair.partition("=")
        for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            value = value.replace(escape, char)
        properties[name] = value
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        data = data.replace(escape, char)
    return Annotation(kind, properties, data)


def shown(report: Report) -> list[Annotation]:
    with report:
        text = b"".join(REPORTER.render(report, NO_EVIDENCE)).decode()
    assert re.search(r"[^\n]\Z|\A\Z", text) is None
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)
    return [read(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    "text", ["100%", "%0A", "%250A", "a\nb\r\nc", "::error::x", "a,b:c=d", "", "é 漢 👍"]
)
def test_escapes_survive_the_runner(text: str) -> None:
    assert read(command("error", text, file=text, title=text)) == Annotation(
        "error", {"file": text, "title": text}, text
    )


def test_escapes_are_those_of_the_runner() -> None:
    assert command("warning", "50% of a,b\r\n::error::", file="a,b:c%.jpg") == (
        "::warning file=a%2Cb%3Ac%25.jpg::50%25 of a,b%0D%0A::error::"
    )


def test_every_outcome_is_told() -> None:
    told = shown(every_outcome())
    assert [one.kind for one in told] == ["error"] * 2 + ["warning"] * 5 + ["notice"]
    missing, over, near, *unchecked, numbers = told
    assert missing.properties == {"title": "adqa: 2 creatives missing"}
    assert over.properties == {"file": "delivery/over.jpg", "title": "adqa: weight/file"}
    assert over.message.splitlines() == [
        "over.jpg: weighs 212 KB; limit 150 KB (62 KB over)",
        "62 KB must go: export again with stronger compression or fewer frames.",
    ]
    assert "waiver by M. Ruiz ended" in near.message
    assert {one.properties["title"] for one in unchecked} == {"adqa: not fully checked"}
    assert any("Nothing on it could be judged: empty.jpg" in one.message for one in unchecked)
    assert numbers.message.splitlines() == [
        "4 ready (1 of them: please check) · 1 to fix · 2 missing · 3 not fully checked",
        "1 note, not shown here.",
        "Not checked in this run: landing pages, words in the picture",
    ]


def test_each_fault_is_shown_before_any_is_shown_twice() -> None:
    told = shown(many())
    assert len(told) == LIMIT + 1
    assert [one.properties["title"] for one in told[:3]] == [
        "adqa: weight/file",
        "adqa: size/not-allowed",
        "adqa: weight/file",
    ]
    assert told[0].message.endswith("The same fault on 999 more creatives.")
    assert told[1].message.endswith("The same fault on 142 more creatives.")
    assert "The first 10 of 1,143 errors are shown." in told[-1].message


def test_errors_do_not_crowd_out_warnings() -> None:
    arts = [Art(f"d/{n}.jpg", Verdict.FAIL, [heavy(f"d/{n}.jpg", 200_000 + n)]) for n in range(12)]
    arts += [
        Art(
            f"d/w{n}.jpg",
            Verdict.REVIEW,
            [finding(f"d/w{n}.jpg", severity=Severity.WARNING)],
        )
        for n in range(11)
    ]
    told = shown(build(arts))
    assert [one.kind for one in told] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert "The first 10 of 12 errors are shown." in told[-1].message
    assert "The first 10 of 11 warnings are shown." in told[-1].message


def test_two_faults_of_a_kind_on_one_creative_are_no_other_creative() -> None:
    path = "d/a.jpg"
    found = [wrong_size(path, "1x1", ["2x2"]), wrong_size(path, "3x3", ["2x2"])]
    told = shown(build([Art(path, Verdict.FAIL, found)]))
    assert not any("same fault" in one.message for one in told)


def test_hostile_names_forge_no_command() -> None:
    told = shown(hostile())
    assert [one.kind for one in told] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert all(set(one.properties) <= {"file", "title"} for one in told)
    files = {one.properties.get("file") for one in told}
    assert "delivery/::error file=x::forged.jpg" in files
    assert "delivery/two\nlines\r.jpg" in files
    assert "delivery/100%25 café 漢字 👍.jpg" in files


@pytest.mark.parametrize(
    ("path", "member", "where", "properties"),
    [
        ("./ads/x.html", None, {"line": 3, "column": 7}, {"file": "ads/x.html", "line": "3", "col": "7"}),
        ("ads/x.html", None, {"line": 3}, {"file": "ads/x.html", "line": "3"}),
        ("ads/x.html", None, {"column": 3}, {"file": "ads/x.html"}),
        ("in/may.zip!/mpu/x.html", None, {"line": 3}, {"file": "in/may.zip"}),
        ("ads/pack", "index.html", {"line": 3}, {"file": "ads/pack"}),
        (".", None, {}, {"file": "."}),
    ],
)
def test_place(path: str, member: str | None, where: dict[str, int], properties: dict[str, str]) -> None:
    found = finding(path, member=member, where=where)
    (told, _) = shown(build([Art(path, Verdict.FAIL, [found])]))
    assert told.properties == {**properties, "title": "adqa: weight/file"}


def test_a_row_of_text_is_marked_on_its_line() -> None:
    one = shown(on_csv())[0]
    assert (one.kind, one.message) == ("error", "row 7: No address\nGive one.")
    assert one.properties == {"file": "in/campaign.csv", "line": "9", "title": "adqa: url/malformed"}


def test_rows_of_a_workbook_are_named_and_the_workbook_is_marked() -> None:
    (one,) = (one for one in shown(case_b()) if "campaign/uncovered-days" in one.properties["title"])
    assert one.properties.keys() == {"file", "title"}
    assert one.properties["file"] == "in/Q2_Trafficking_v7.xlsx"
    assert one.message.startswith("rows 31, 64: Nothing runs on Tue 19 May")


def test_what_a_campaign_misses_and_asks() -> None:
    told = shown(case_a(RowVerdict.MISSING))
    (missing,) = (one for one in told if one.properties["title"] == "adqa: missing")
    assert missing.kind == "error"
    assert missing.message.startswith("Northpeak Studio, was due Thu 14 May 12:00 CT: ")
    assert "B: 300x250 728x90 160x600 300x600" in missing.message
    asked = [one for one in told if one.properties["title"] == "adqa: campaign/which-is-it"]
    assert {one.kind for one in asked} == {"warning"}
    assert {one.properties["file"] for one in asked} == {
        "Aurora_delivery/hero_new.jpg",
        "Aurora_delivery/banner (1).jpg",
    }
    assert "adqa: missing" not in [one.properties["title"] for one in shown(case_a())]
