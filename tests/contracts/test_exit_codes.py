"""The table of (what was asked, exit code), through the console script and `python -m adqa`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.running import picture, run, run_script

UNIT = "google-ads/uploaded-image"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one good file, one heavy one, one wrong size, one broken and one package."""
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a_300x250.png").write_bytes(picture())
    (tmp_path / "odd_301x250.png").write_bytes(picture(301))
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<!doctype html><title>a</title>")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.txt").write_text("see you on Monday")
    (tmp_path / "riddle").mkdir()
    (tmp_path / "riddle" / "thing.qqq").write_bytes(b"\x01\x02\x03")
    (tmp_path / "bad.yaml").write_text("publisher: x\npublisher: y\n")
    (tmp_path / "broken.toml").write_text("spec = [")
    return tmp_path


TABLE = [
    ("one good file", ["check", "good", "--spec", UNIT], 0),
    ("one good file, leaving nothing out", ["check", "good", "--spec", UNIT, "--strict"], 0),
    ("a wrong size", ["check", "odd_301x250.png", "--spec", UNIT], 1),
    ("a broken file, no unit named", ["check", "empty.jpg"], 1),
    ("an assumed unit gives at most warnings", ["check", "good"], 0),
    ("no usual size is no error", ["check", "odd_301x250.png"], 0),
    ("a kind not looked into is not green under --strict", ["check", "page", "--strict"], 3),
    ("and no failure without it", ["check", "page"], 0),
    ("3 beats 1", ["check", "page", "odd_301x250.png", "--spec", UNIT, "--strict"], 3),
    ("an empty folder", ["check", "nothing"], 2),
    ("a folder with nothing to check", ["check", "papers"], 2),
    ("a file that nobody knows", ["check", "riddle"], 2),
    ("a path that does not exist", ["check", "good", "gone"], 2),
    ("a pattern that matches nothing", ["check", "*.tiff"], 2),
    ("no path at all", ["check"], 2),
    ("an unknown unit", ["check", "good", "--spec", "google-ads/uploaded-imag"], 2),
    ("a spec file with a mistake", ["check", "good", "--spec", "bad.yaml"], 2),
    ("a spec file that is not there", ["check", "good", "--spec", "gone.yaml"], 2),
    ("a configuration with a mistake", ["check", "good", "--config", "broken.toml"], 2),
    ("an unknown format", ["check", "good", "-f", "pdf"], 2),
    ("a report into a folder that is not there", ["check", "good", "-f", "json=gone/report.json"], 2),
    ("two formats at one place", ["check", "good", "-f", "json", "-f", "md"], 2),
    ("an unknown option", ["check", "good", "--colour"], 2),
    ("a context key nobody knows", ["check", "good", "--context", "planet=mars"], 2),
    ("an unknown rule", ["explain", "weight/fil"], 2),
    ("a known rule", ["explain", "weight/file"], 0),
    ("facts", ["inspect", "good"], 0),
    ("facts of nothing", ["inspect", "nothing"], 2),
    ("units for a file", ["match", "good"], 0),
    ("units by word", ["specs", "uploaded"], 0),
    ("no such unit", ["specs", "zzzzzz"], 2),
    ("the version", ["--version"], 0),
]


@pytest.mark.parametrize("run_it", [run, run_script], ids=["module", "script"])
@pytest.mark.parametrize(("arguments", "code"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_exit_code(place: Path, arguments: list[str], code: int, run_it: Callable[..., object]) -> None:
    done = run_it(*arguments, cwd=place)
    assert done.returncode == code, done.stdout + done.stderr  # type: ignore[attr-defined]
    assert "Traceback" not in done.stderr  # type: ignore[attr-defined]
    if code == 2:
        assert done.stderr.strip()  # type: ignore[attr-defined]


def test_fail_on_decides_which_findings_fail(place: Path) -> None:
    heavy = place / "heavy_300x250.png"
    heavy.write_bytes(picture() + b"\0" * 152_000)
    arguments = ("check", heavy, "--spec", UNIT)
    assert run(*arguments).returncode == 1
    assumed = ("check", heavy)
    assert run(*assumed).returncode == 0
    assert run(*assumed, "--fail-on", "warning").returncode == 1


def test_reports_are_written_before_a_failure(place: Path) -> None:
    done = run("check", "odd_301x250.png", "--spec", UNIT, "-f", "json=report.json", cwd=place)
    assert done.returncode == 1
    assert (place / "report.json").stat().st_size > 1000


def test_paths_come_from_standard_input(place: Path) -> None:
    listed = run("check", "-", "--spec", UNIT, "-q", cwd=place, stdin="good\nodd_301x250.png\n")
    assert listed.returncode == 1
    assert "1 ready" in listed.stdout
    assert run("check", "-", cwd=place, stdin="\n").returncode == 2
    separated = run("check", "-", "-q", cwd=place, stdin="good\0empty.jpg")
    assert "1 to fix" in separated.stdout


def test_a_missing_path_stops_the_run_before_anything_is_written(place: Path) -> None:
    done = run("check", "good", "gone", "-f", "json=report.json", cwd=place)
    assert done.returncode == 2
    assert "'gone' does not exist" in done.stderr
    assert not (place / "report.json").exists()
