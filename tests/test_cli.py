"""The commands' options: typed as the functions say, explained, and doing what they say."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

import adqa.cli
import adqa.cli_campaign
from adqa.cli import adqa as group
from adqa.exits import Exit
from contracts.running import picture, run

OPTIONS = [
    pytest.param(command, parameter, id=f"{command.name} {parameter.name}")
    for command in group.commands.values()
    for parameter in command.params
]
UNIT = "google-ads/uploaded-image"


def _annotations(command: click.Command) -> Mapping[str, Any]:
    """Parameters of a command's function and their types; without the context that click passes first."""
    assert command.callback is not None
    function = getattr(command.callback, "__wrapped__", command.callback)
    scope = {**vars(adqa.cli), **vars(adqa.cli_campaign), "date": date}
    found = typing.get_type_hints(function, scope)
    return {name: hint for name, hint in found.items() if hint is not click.Context and name != "return"}


def _given(parameter: click.Parameter) -> Any:
    """The type of what click passes for a parameter."""
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return bool
    base = {
        click.Choice: str,
        click.DateTime: date,
        click.IntRange: int,
        click.Path: Path,
        type(click.STRING): str,
    }[type(parameter.type)]
    if parameter.multiple or parameter.nargs == -1:
        return tuple[base, ...]  # type: ignore[valid-type]  # built from the option
    has_value = parameter.required or (
        isinstance(parameter, click.Option) and parameter.to_info_dict()["default"] is not None
    )
    return base if has_value else base | None


@pytest.mark.parametrize("command", group.commands.values(), ids=group.commands)
def test_every_option_reaches_its_function(command: click.Command) -> None:
    assert {parameter.name for parameter in command.params} == _annotations(command).keys()


@pytest.mark.parametrize(("command", "parameter"), OPTIONS)
def test_options_have_the_types_of_their_function(command: click.Command, parameter: click.Parameter) -> None:
    assert _annotations(command)[str(parameter.name)] == _given(parameter)


@pytest.mark.parametrize(("command", "parameter"), OPTIONS)
def test_options_are_explained(command: click.Command, parameter: click.Parameter) -> None:
    if isinstance(parameter, click.Option):
        assert parameter.help or isinstance(parameter.type, click.Choice)


@pytest.mark.parametrize("command", ["", *group.commands])
def test_help(command: str) -> None:
    done = run(*filter(None, [command]), "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"Usage: {'adqa ' if command else ''}".replace("adqa ", "python -m adqa "))
    assert done.stdout == run(*filter(None, [command]), "-h").stdout


def test_help_of_check_tells_the_exit_codes() -> None:
    said = " ".join(run("check", "--help").stdout.split())
    for code in Exit:
        assert f" {code.value} " in said.partition("Exit code:")[2]


def test_a_command_that_does_not_exist() -> None:
    done = run("chek")
    assert done.returncode == 2
    assert "No such command 'chek'" in done.stderr


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder `in` with a good file, and one of a wrong size."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a_300x250.png").write_bytes(picture())
    (tmp_path / "in" / "b_301x250.png").write_bytes(picture(301))
    return tmp_path


def test_quiet_prints_the_four_numbers(place: Path) -> None:
    done = run("check", "in", "--spec", UNIT, "-q", cwd=place)
    assert done.stdout == "1 ready · 1 to fix · 0 missing · 0 not fully checked\n"
    assert done.returncode == 1


def test_all_shows_what_a_person_need_not_act_on(place: Path) -> None:
    (place / "in" / "copy_300x250.png").write_bytes(picture())
    short, long = (run("check", "in", *more, cwd=place).stdout for more in ([], ["--all"]))
    assert "file/duplicate" not in short
    assert "[file/duplicate]" in long


def test_all_runs_lists_what_passed(place: Path) -> None:
    few, many = (
        json.loads(run("check", "in", "-f", "json", *more, cwd=place).stdout)["runs"]
        for more in ([], ["--all-runs"])
    )
    assert "pass" not in {one["outcome"] for one in few}
    assert {one["outcome"] for one in many} >= {"pass"}


def test_out_makes_the_folder_and_a_page(place: Path) -> None:
    done = run("check", "in", "--out", "new/report", cwd=place)
    page = (place / "new" / "report" / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "report.html" in done.stdout


def test_reports_go_to_files_and_to_the_terminal(place: Path) -> None:
    done = run("check", "in", "-f", "json=r.json", "-f", "junit=r.xml", "-f", "md", cwd=place)
    assert done.returncode == 0
    assert json.loads((place / "r.json").read_text("utf-8"))["summary"]["creatives"] == 2
    assert "<testsuites" in (place / "r.xml").read_text("utf-8")
    assert done.stdout.startswith("## 2 ready")
    text = run("check", "in", "-f", "json=r.json", cwd=place)
    assert text.stdout.startswith("adqa checked in")


@pytest.mark.parametrize(
    ("listed", "ready"),
    [
        ("in/a_300x250.png\nin/b_301x250.png\n", 2),
        ("in/a_300x250.png\r\n\r\nin/b_301x250.png", 2),
        ("\ufeffin/a_300x250.png\n", 1),
        ("in/a_300x250.png\0in/two\nlines_300x250.png\0", 2),
        ("in/a_300x250.png\nin/page\u2028break_300x250.png\n", 2),
        ("in\nin/a_300x250.png\n", 4),
    ],
    ids=["lines", "Windows", "byte order mark", "NUL", "a separator in a name", "overlapping"],
)
def test_paths_from_standard_input(place: Path, listed: str, ready: int) -> None:
    for number, name in enumerate(["two\nlines_300x250.png", "page\u2028break_300x250.png"], 1):
        (place / "in" / name).write_bytes(picture(seed=number))
    done = run("check", "-", "-q", cwd=place, stdin=listed)
    assert done.stdout.startswith(f"{ready} ready"), done.stderr


def test_a_bad_day_is_refused(place: Path) -> None:
    done = run("check", "in", "--as-of", "2026-02-30", cwd=place)
    assert done.returncode == 2
    assert "2026-02-30" in done.stderr


def test_the_day_is_printed(place: Path) -> None:
    assert "as of Mon 2 Mar 2026" in run("check", "in", "--as-of", "2026-03-02", cwd=place).stdout


def test_inspect_and_match_speak_json(place: Path) -> None:
    for command in ("inspect", "match"):
        done = run(command, "in", "-f", "json", cwd=place)
        assert [one["path"] for one in json.loads(done.stdout)] == ["in/a_300x250.png", "in/b_301x250.png"]
