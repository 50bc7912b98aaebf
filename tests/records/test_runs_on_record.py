"""One file for each check, where the record is kept, and what of it can be used."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adqa.errors import UsageError
from adqa.records.runs import read_run, record_of, round_of
from adqa.records.store import FOLDER, Store, record_folder
from adqa.report.model import Verdict
from records.art import a_creative, a_run
from report.samples import SAMPLES

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_report_can_be_put_on_record(tmp_path: Path, sample: str) -> None:
    with SAMPLES[sample]() as report:
        run = record_of(report, recorded=NOON, rules="abc")
        assert len(run.creatives) == report.summary.creatives
        counting = [one for one in report.findings() if one.counts]
        assert len(run.findings) == len(counting)
    file = Store(tmp_path / FOLDER).add_run(run)
    assert read_run(file) == run
    assert file.name.startswith("2026-05-14T120000Z-")


def test_runs_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    for day in ("2026-05-14", "2026-05-11", "2026-05-15"):
        store.add_run(a_run(day))
    assert [one.as_of for one in store.runs()[0]] == ["2026-05-11", "2026-05-14", "2026-05-15"]
    last = store.last_run()
    assert last is not None
    assert last.as_of == "2026-05-15"


def test_the_same_files_checked_again_are_the_same_round() -> None:
    first = a_run("2026-05-11", a_creative("a.png", "1"))
    assert round_of(first, None) == 1
    assert round_of(a_run("2026-05-12", a_creative("a.png", "1", Verdict.FAIL)), first) == 1
    assert round_of(a_run("2026-05-14", a_creative("a.png", "2")), first) == 2


def test_what_is_known_of_pictures_is_taken_over() -> None:
    sample = SAMPLES["every_outcome"]
    with sample() as report:
        hashes = [one.sha256 for one in report.creatives()]
        known = {one: "pixels" for one in hashes if one}
        first = record_of(report, recorded=NOON, pixel_ids=known)
        again = record_of(report, recorded=NOON, previous=first)
    expected = ["pixels" if one else None for one in hashes]
    assert "pixels" in expected
    assert [one.pixel_id for one in first.creatives] == expected
    assert [one.pixel_id for one in again.creatives] == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "damaged"),
        ('{"run_version": 1', "damaged"),
        ('{"run_version": 1}', "damaged"),
        ("[1]", "damaged"),
        ('{"run_version": 2, "whatever": 1}', "newer adqa; update adqa"),
    ],
)
def test_a_run_that_cannot_be_used_is_named_and_left(tmp_path: Path, content: str, said: str) -> None:
    store = Store(tmp_path / FOLDER)
    store.add_run(a_run())
    bad = store.folder / "runs" / "2026-05-20T000000Z-bad.json"
    bad.write_text(content)
    runs, problems = store.runs()
    assert len(runs) == 1
    (problem,) = problems
    assert problem.file == f"runs/{bad.name}"
    assert said in problem.text
    assert store.last_run() == runs[0]
    assert bad.read_text() == content


def test_a_key_of_a_later_minor_version_does_no_harm(tmp_path: Path) -> None:
    file = Store(tmp_path).add_run(a_run())
    data = json.loads(file.read_text())
    file.write_text(json.dumps({**data, "weather": "fine"}))
    assert read_run(file) == a_run()


def test_campaigns_that_share_a_folder_are_told_apart(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    store.add_run(a_run("2026-05-14", campaign="Aurora"))
    store.add_run(a_run("2026-05-15", campaign="Borealis"))
    last = store.last_run("aurora")
    assert last is not None
    assert last.campaign == "Aurora"
    assert [one.campaign for one in store.runs("Borealis")[0]] == ["Borealis"]


@pytest.mark.parametrize(
    ("made", "sheet", "expected"),
    [
        ((), None, ".adqa"),
        ((), "plans/sheet.xlsx", "plans/.adqa"),
        ((), "may/sheet.xlsx", ".adqa"),
        (("plans/.adqa",), "plans/sheet.xlsx", "plans/.adqa"),
        (("may/.adqa",), None, "may/.adqa"),
        ((".adqa",), "plans/sheet.xlsx", ".adqa"),
    ],
)
def test_where_the_record_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: tuple[str, ...], sheet: str | None, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("may", "plans", *made):
        Path(folder).mkdir(exist_ok=True)
    assert record_folder(["may"], sheet=sheet) == Path(expected)
    assert record_folder([tmp_path / "may"], sheet=tmp_path / sheet if sheet else None) == tmp_path / expected
    assert record_folder(["may"], root="house", sheet=sheet) == Path("house/.adqa")


def test_an_archive_has_its_record_beside_it() -> None:
    assert record_folder(["in/may.zip"]) == Path("in/.adqa")
    assert record_folder(["."]) == Path("../.adqa")


def test_the_first_record_says_what_it_is(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    assert store.is_new
    assert str(tmp_path.as_posix()) in store.where()
    store.add_run(a_run())
    assert not store.is_new
    assert "Keep it with the campaign" in (store.folder / "README.txt").read_text()


def test_a_record_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in its place")
    with pytest.raises(UsageError, match=r"the record in .* cannot be written"):
        Store(tmp_path / FOLDER).add_run(a_run())


def test_pictures_are_kept_under_hashes_only(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    store.keep_picture("ab12", b"png")
    assert store.picture("ab12") == b"png"
    assert store.picture("../../ab12") is None
    assert store.picture(None) is None
