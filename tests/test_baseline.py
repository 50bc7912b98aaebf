"""Findings known before: which still count as known, and the file they are kept in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adqa.baseline import BASELINE_VERSION, Baseline, Known, baseline_text, read_baseline
from adqa.errors import ConfigError
from adqa.policy import Policy
from adqa.report.model import Finding, Scalar, Waived
from report.samples import Art, build, finding, heavy

OVER = heavy("in/a.jpg", 212_000)
CONTENT = "c1"


def known(measured: Scalar, op: str | None = "at_most") -> Baseline:
    record = Known(
        rule=OVER.rule,
        code=OVER.code,
        spec=OVER.spec,
        path=OVER.path,
        content_id=CONTENT,
        measured=measured,
        op=op,
    )
    return Baseline({OVER.fingerprint: record})


@pytest.mark.parametrize(
    ("recorded", "op", "known_already"),
    [
        (212_000, "at_most", True),
        (300_000, "at_most", True),
        (211_999, "at_most", False),
        (211_999, "between", False),
        (211_999, "exactly", True),
        (212_001, "at_least", False),
        (212_000, "at_least", True),
        (None, None, True),
    ],
)
def test_a_known_finding_is_new_again_if_it_is_worse(
    recorded: int | None, op: str | None, known_already: bool
) -> None:
    kept = Policy({}, (), date(2026, 5, 20), known(recorded, op)).apply(OVER, "a.jpg", CONTENT)
    assert kept is not None
    assert kept.baselined is known_already
    assert kept.counts is not known_already


def test_another_finding_is_not_known() -> None:
    assert not known(212_000).knows(heavy("in/b.jpg", 212_000), "c2")
    assert not known(212_000).knows(replace(heavy("in/b.jpg", 212_000), code="near"), CONTENT)


def test_a_renamed_creative_keeps_its_baseline() -> None:
    assert known(212_000).knows(heavy("in/renamed.jpg", 212_000), CONTENT)
    assert not known(211_000).knows(heavy("in/renamed.jpg", 212_000), CONTENT)
    assert not known(212_000).knows(heavy("in/renamed.jpg", 212_000), None)


def test_a_baseline_can_be_read_again(tmp_path: Path) -> None:
    waived = heavy("in/w.jpg", 300_000, waived=Waived(reason="x", owner="y", until=None))
    bare = finding("in/c.jpg", "file/unreadable", measured=None, allowed=None)

    def text(*found: Finding) -> str:
        with build([Art(one.path, findings=[one]) for one in found]) as report:
            return baseline_text(report)

    (tmp_path / "baseline.json").write_text(text(OVER, bare, waived), "utf-8")
    assert text(OVER, bare, waived) == text(bare, OVER)
    read = read_baseline(tmp_path / "baseline.json")
    assert read.knows(OVER, "other content")
    assert read.knows(bare, None)
    assert not read.knows(waived, "other content")
    assert not read.knows(heavy("in/a.jpg", 212_001), "other content")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a baseline"),
        (b"\xff", "not a baseline"),
        (b"[]", "not a baseline"),
        (b"{}", "not a baseline"),
        (b'{"baseline_version": 1}', "not a baseline"),
        (b'{"baseline_version": 1, "findings": []}', "not a baseline"),
        (b'{"baseline_version": 1, "findings": {"1:a": {}}}', "not a baseline"),
        (b'{"baseline_version": 1, "findings": {"1:a": 3}}', "not a baseline"),
        (b'{"baseline_version": 99, "findings": {}}', "another version"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "b.json").write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_baseline(tmp_path / "b.json")


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path / "b.json")


def test_a_baseline_of_nothing() -> None:
    with build([]) as report:
        text = baseline_text(report)
    assert json.loads(text) == {"baseline_version": BASELINE_VERSION, "findings": {}}
