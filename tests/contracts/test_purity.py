"""Rules, judging and reporters reach for nothing outside: no file, no socket, no clock."""

from __future__ import annotations

import ast
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import adqa
from adqa.registry import load_registry
from adqa.report.report import Report
from contracts.guard import Impure, outside_refused
from contracts.running import picture
from report.samples import SAMPLES
from rules.examples import Case, judge_example, rule_examples

SOURCE = Path(adqa.__file__).parent
PURE = (
    *("rules", "report", "facts", "spec/resolve.py", "spec/base.py", "spec/limits.py", "spec/model.py"),
    *("judge.py", "severity.py", "policy.py", "plan.py", "relations.py", "assign.py", "units.py", "tally.py"),
)
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}


REACHES: dict[str, Callable[[], object]] = {
    "file": lambda: Path(__file__).read_text(),
    "socket": socket.socket,
    "clock": lambda: time.time(),
    "folder": lambda: list(Path(__file__).parent.iterdir()),
}


@pytest.mark.parametrize("reach", REACHES.values(), ids=REACHES)
def test_the_guard_refuses(reach: Callable[[], object]) -> None:
    with outside_refused(), pytest.raises(Impure):
        reach()


@pytest.mark.parametrize("case", rule_examples(), ids=str)
def test_rules_are_pure(case: Case) -> None:
    judge_example(case)  # whatever is imported lazily is there now
    with outside_refused():
        judge_example(case)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("format_", sorted(load_registry().reporters))
def test_reporters_are_pure(format_: str, sample: str) -> None:
    reporter = load_registry().reporters[format_]
    with SAMPLES[sample]() as report:
        expected = b"".join(reporter.render(report, report.evidence))
        with outside_refused(report.spool_folder):
            assert b"".join(reporter.render(report, report.evidence)) == expected


def test_a_whole_report_of_real_files_is_rendered_purely(delivery: Path) -> None:
    (delivery / "a_300x250.png").write_bytes(picture())
    (delivery / "b_300x250.png").write_bytes(picture(301))
    names = sorted(load_registry().reporters)

    def render(report: Report) -> list[bytes]:
        return [b"".join(load_registry().reporters[name].render(report, report.evidence)) for name in names]

    with adqa.check([delivery], formats=names) as report:
        expected = render(report)
        with outside_refused(report.spool_folder):
            assert render(report) == expected


def test_no_pure_module_calls_a_clock() -> None:
    for part in PURE:
        place = SOURCE / part
        for file in [place] if place.suffix else sorted(place.rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            calls = {
                node.func.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            }
            assert not calls & CLOCKS, f"{file} calls {calls & CLOCKS}"
