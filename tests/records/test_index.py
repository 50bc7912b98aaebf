"""The index can be thrown away at any time, and gives the numbers that the record holds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from adqa.records.index import PartnerHistory, RecordIndex
from adqa.records.runs import RecordedFinding
from adqa.records.store import FOLDER, Store
from adqa.report.model import Severity, Verdict
from records.art import a_creative, a_run


def a_finding(path: str, rule: str = "weight/file", owner: str = "creative partner") -> RecordedFinding:
    return RecordedFinding(
        rule=rule, code="over", severity=Severity.ERROR, path=path, owner=owner, message="212 KB"
    )


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Northpeak delivers two creatives, one too heavy; the heavy one is checked twice and then mended."""
    store = Store(tmp_path / "aurora" / FOLDER)
    good = a_creative("a.png", "1", by="Northpeak", booked=("a",))
    bad = a_creative("b.png", "2", Verdict.FAIL, by="Northpeak", booked=("b",))
    mended = replace(bad, verdict=Verdict.PASS, content_id="3", sha256="3")
    found = (a_finding(bad.path), a_finding(bad.path, "campaign/x", "ad ops"))
    store.add_run(a_run("2026-05-11", good, bad, campaign="Aurora", findings=found))
    store.add_run(a_run("2026-05-12", good, bad, campaign="Aurora", findings=found))
    store.add_run(a_run("2026-05-14", good, mended, campaign="Aurora", round=2))
    return store.folder


NORTHPEAK = PartnerHistory(
    partner="Northpeak",
    first_delivered=2,
    first_ready=1,
    faults=(("weight/file", 1),),
    campaigns=("Aurora",),
)


def test_how_first_deliveries_went(tmp_path: Path, record: Path) -> None:
    with RecordIndex(tmp_path / "cache") as index:
        assert index.refresh([record]) == []
        assert index.partners() == [NORTHPEAK]
        assert NORTHPEAK.first_pass_rate == 0.5
        assert index.campaigns() == [("Aurora", str(record.resolve()), 2)]


def test_a_file_is_read_once(tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RecordIndex(tmp_path / "cache") as index:
        index.refresh([record])
    monkeypatch.setattr("adqa.records.index.read_run", None)
    with RecordIndex(tmp_path / "cache") as index:
        assert index.refresh([record]) == []
        assert index.partners() == [NORTHPEAK]


def test_what_is_gone_is_forgotten(tmp_path: Path, record: Path) -> None:
    with RecordIndex(tmp_path / "cache") as index:
        index.refresh([record])
        for file in (record / "runs").iterdir():
            file.unlink()
        index.refresh([record])
        assert index.partners() == []


def test_a_run_that_cannot_be_read_is_said(tmp_path: Path, record: Path) -> None:
    (record / "runs" / "z.json").write_text("{")
    with RecordIndex(tmp_path / "cache") as index:
        (problem,) = index.refresh([record])
        assert "z.json" in problem
        assert index.partners() == [NORTHPEAK]


def test_a_damaged_index_is_moved_aside_and_built_anew(tmp_path: Path, record: Path) -> None:
    place = tmp_path / "cache" / "records.sqlite"
    place.parent.mkdir()
    place.write_bytes(b"this is no database" * 100)
    with RecordIndex(place.parent) as index:
        assert "aside-1" in index.note
        index.refresh([record])
        assert index.partners() == [NORTHPEAK]
    assert place.with_name("records.sqlite.aside-1").read_bytes().startswith(b"this is no")


@pytest.mark.parametrize(("version", "said"), [(2, "newer version of adqa"), (-1, "older version of adqa")])
def test_an_index_of_another_version_is_kept_aside(
    tmp_path: Path, record: Path, version: int, said: str
) -> None:
    place = tmp_path / "records.sqlite"
    with sqlite3.connect(place) as database:
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("CREATE TABLE future (x)")
    database.close()
    with RecordIndex(tmp_path) as index:
        assert said in index.note
        index.refresh([record])
        assert index.partners() == [NORTHPEAK]
    assert (tmp_path / "records.sqlite.aside-1").exists()


READER = """
import sys
from pathlib import Path
from adqa.records.index import RecordIndex
for _ in range(10):
    with RecordIndex(Path(sys.argv[1])) as index:
        index.refresh([Path(sys.argv[2])])
        assert index.partners()[0].first_delivered == 2
"""


def test_two_at_once(tmp_path: Path, record: Path) -> None:
    command = [sys.executable, "-c", READER, str(tmp_path / "cache"), str(record)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, record: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    with RecordIndex(tmp_path / "cache") as index:
        index.refresh([record])
        assert index.partners() == [NORTHPEAK]


def test_nothing_delivered_has_no_rate() -> None:
    assert replace(NORTHPEAK, first_delivered=0, first_ready=0).first_pass_rate is None
