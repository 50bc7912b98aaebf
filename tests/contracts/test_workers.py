"""A worker that dies, hangs or allocates without end costs the one creative that made it do so."""

from __future__ import annotations

from pathlib import Path

import pytest

import adqa
from adqa.report.model import Outcome, Reason, Verdict
from contracts.running import picture

GOOD = 1000
SABOTAGE = """
import os
from dataclasses import replace

import adqa.inspectors.image as image

_inspect = image.INSPECTOR.inspect


def _sabotaged(content, format_, probes):
    if b"sabotage:exit" in content:
        os._exit(7)
    while b"sabotage:loop" in content:
        pass
    if b"sabotage:allocate" in content:
        hoard = []
        while True:
            hoard.append(bytearray(64 * 1024 * 1024))
    return _inspect(content, format_, probes)


image.INSPECTOR = replace(image.INSPECTOR, inspect=_sabotaged)
"""


@pytest.fixture
def sabotaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers whose image inspector obeys what a picture's comment tells it."""
    (tmp_path / "sitecustomize.py").write_text(SABOTAGE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("sabotaged")
def test_three_bad_creatives_among_a_thousand(delivery: Path) -> None:
    for number in range(GOOD):
        (delivery / f"good_{number}.jpg").write_bytes(
            picture(format_="JPEG", seed=number, comment=b"%d" % number)
        )
    for deed in ("exit", "loop", "allocate"):
        content = picture(format_="JPEG", comment=f"sabotage:{deed}".encode())
        (delivery / f"bad_{deed}.jpg").write_bytes(content)
    with adqa.check([delivery], cache=False, seconds=3) as report:
        verdicts = {Path(one.path).name: one.verdict for one in report.creatives()}
        runs = {Path(run.path).name: run for run in report.runs()}
    good = [verdicts[f"good_{number}.jpg"] for number in range(GOOD)]
    assert good.count(Verdict.PASS) == GOOD
    for deed in ("exit", "loop", "allocate"):
        assert verdicts[f"bad_{deed}.jpg"] is Verdict.INCOMPLETE
    assert runs["bad_loop.jpg"].reason is Reason.TIMED_OUT
    assert "longer than 3 seconds" in runs["bad_loop.jpg"].text
    assert runs["bad_exit.jpg"].outcome is Outcome.UNKNOWN
    assert "died" in runs["bad_exit.jpg"].text
