"""Every format states the same four numbers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest

from adqa.registry import load_registry
from adqa.report.report import Report, Summary
from report.samples import SAMPLES, realistic

Numbers = tuple[int, int, int, int]
ALL = {**SAMPLES, "realistic": realistic}
IN_WORDS = re.compile(
    r"(?P<ready>[\d,]+) ready(?: \((?:[\d,]+ of them: )?please check\))? · (?P<to_fix>[\d,]+) to fix"
    r" · (?P<missing>[\d,]+) missing · (?P<unchecked>[\d,]+) not fully checked"
)


def in_words(text: str) -> Numbers:
    """The line of formats that people read; it stands there once, or more often with the same numbers."""
    found = {
        tuple(int(one[name].replace(",", "")) for name in ("ready", "to_fix", "missing", "unchecked"))
        for one in IN_WORDS.finditer(text)
    }
    assert len(found) == 1, text[:2000]
    ready, to_fix, missing, unchecked = found.pop()
    return ready, to_fix, missing, unchecked


BOOKED = re.compile(
    r"(?P<booked>[\d,]+) booked,? +(?P<ready>[\d,]+) ready(?: \([^)]*\))?,? +"
    r"(?P<to_fix>[\d,]+) to fix(?P<rest>.*)"
)
PART = re.compile(r"([\d,]+) (missing|not fully checked|waiting|on hold|ended|cancelled)")


def in_words_with_a_sheet(text: str) -> Numbers:
    """The line of formats that count what is booked where there is a sheet; its parts add up."""
    line = BOOKED.search(text)
    if line is None:
        return in_words(text)
    booked, ready, to_fix = (int(line[name].replace(",", "")) for name in ("booked", "ready", "to_fix"))
    others = {words: int(count.replace(",", "")) for count, words in PART.findall(line["rest"])}
    assert booked == ready + to_fix + sum(others.values())
    return ready, to_fix, others.get("missing", 0), others.get("not fully checked", 0)


def in_json(text: str) -> Numbers:
    one = json.loads(text)["summary"]
    return one["ready"], one["to_fix"], one["missing"], one["not_fully_checked"]


def in_html(text: str) -> Numbers:
    (block,) = re.findall(r'<ul class="numbers">(.*?)</ul>', text, re.DOTALL)
    words = re.findall(r"<b>([\d,]+)</b> <span>([a-z ]+)</span>", block)
    assert [name for _, name in words] == ["ready", "to fix", "missing", "not fully checked"]
    ready, to_fix, missing, unchecked = (int(number.replace(",", "")) for number, _ in words)
    return ready, to_fix, missing, unchecked


def in_junit(text: str) -> Numbers:
    root = ElementTree.fromstring(text)
    named = {one.get("name"): one.get("value") for one in root[0].iter("property")}
    ready, to_fix, missing, unchecked = (
        int(named[name] or "") for name in ("ready", "to fix", "missing", "not fully checked")
    )
    assert in_words(root.get("name") or "") == (ready, to_fix, missing, unchecked)
    return ready, to_fix, missing, unchecked


def in_sarif(text: str) -> Numbers:
    one = json.loads(text)["runs"][0]["properties"]
    numbers = one["ready"], one["toFix"], one["missing"], one["notFullyChecked"]
    assert in_words(one["numbers"]) == numbers
    return numbers


def in_rdjson(text: str) -> Numbers:
    one = json.loads(text)["summary"]
    numbers = one["ready"], one["toFix"], one["missing"], one["notFullyChecked"]
    assert in_words(one["numbers"]) == numbers
    return numbers


def in_xlsx(text: str) -> Numbers:
    """The first tab has a line for each."""
    said = dict(line.split("\t")[:2] for line in text.splitlines() if "\t" in line)
    ready, to_fix, missing, unchecked = (
        int(said[name]) for name in ("Ready", "To fix", "Missing", "Not fully checked")
    )
    return ready, to_fix, missing, unchecked


READERS: dict[str, Callable[[str], Numbers]] = {
    "github": in_words,
    "gitlab": in_words,
    "html": in_html,
    "json": in_json,
    "junit": in_junit,
    "mail": in_words,
    "md": in_words,
    "note": in_words_with_a_sheet,
    "rdjson": in_rdjson,
    "sarif": in_sarif,
    "text": in_words_with_a_sheet,
    "xlsx": in_xlsx,
}
"""A new format states the numbers too, and says here how they are read."""


def rendered(report: Report, format_: str) -> bytes:
    return b"".join(load_registry().reporters[format_].render(report, report.evidence))


def written(report: Report, format_: str) -> str:
    """The text of a format; of a workbook the cells, a line for each row, the last tab first."""
    data = rendered(report, format_)
    if format_ != "xlsx":
        return data.decode("utf-8", "strict")
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [row for tab in reversed(book.worksheets) for row in tab.iter_rows(values_only=True)]
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


def test_every_format_is_read_here() -> None:
    assert READERS.keys() == load_registry().reporters.keys()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("format_", READERS)
def test_the_four_numbers_are_those_of_the_summary(format_: str, name: str) -> None:
    with ALL[name]() as report:
        one: Summary = report.summary
        assert READERS[format_](written(report, format_)) == (
            one.ready,
            one.to_fix,
            one.missing,
            one.not_fully_checked,
        )


@pytest.mark.parametrize("format_", READERS)
def test_a_format_gives_the_same_bytes_twice(format_: str) -> None:
    with SAMPLES["every_outcome"]() as first, SAMPLES["every_outcome"]() as second:
        assert rendered(first, format_) == rendered(second, format_)


@pytest.mark.parametrize("format_", sorted(READERS.keys() - {"note"}))
def test_a_lone_surrogate_never_reaches_a_format(format_: str) -> None:
    with SAMPLES["hostile"]() as report:
        assert "lone\\" in written(report, format_)


def test_a_lone_surrogate_never_reaches_a_note() -> None:
    """It has room for few files, so the name stands where it is always shown."""
    with SAMPLES["hostile"]() as report:
        report.header = replace(report.header, not_checked=("lone\udc80",))
        assert "lone\\udc80" in written(report, "note")
