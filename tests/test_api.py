"""The public API: complete, documented, typed, and cheap to import."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import typing
from itertools import permutations
from pathlib import Path

import pytest

import adqa
from contracts.running import picture

FUNCTIONS = [name for name in adqa.__all__ if inspect.isfunction(getattr(adqa, name))]
DESIGNED = {"check", "discover", "explain", "inspect", "load_spec", "match", "specs"}


def test_all_is_sorted_and_complete() -> None:
    assert list(adqa.__all__) == sorted(adqa.__all__)
    assert set(adqa.__all__) == {*adqa._HOMES, "__version__"}
    assert set(FUNCTIONS) >= DESIGNED


def test_what_type_checkers_see_is_what_there_is() -> None:
    source = Path(adqa.__file__).read_text("utf-8")
    imported = source.partition("if TYPE_CHECKING:")[2].partition("\n_HOMES")[0]
    for name, home in adqa._HOMES.items():
        line = next(line for line in imported.splitlines() if f"from {home} import" in line)
        assert name in line.partition("import ")[2].replace(",", "").split()


@pytest.mark.parametrize("name", adqa.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    thing = getattr(adqa, name)
    if name != "__version__":
        assert thing.__name__ == name
        assert inspect.getdoc(thing)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_typed(name: str) -> None:
    function = getattr(adqa, name)
    hinted = inspect.signature(function)
    assert hinted.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in hinted.parameters.values())
    assert typing.get_type_hints(function)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'adqa' has no attribute 'chek'"):
        getattr(adqa, "chek")  # noqa: B009  # the type checker knows


def _fresh(code: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_costs_next_to_nothing() -> None:
    loaded = json.loads(_fresh("import adqa, sys, json; print(json.dumps(sorted(sys.modules)))"))
    heavy = {"PIL", "pydantic", "click", "yaml", "rich", "jinja2", "sqlite3", "subprocess", "asyncio"}
    assert not heavy & set(loaded)
    assert [name for name in loaded if name.startswith("adqa")] == ["adqa"]


def test_the_version_loads_neither_pillow_nor_the_catalogue() -> None:
    code = (
        "import sys; sys.argv = ['adqa', '--version']\nfrom adqa.cli import main\n"
        "try: main()\nexcept SystemExit: print(sorted(sys.modules))"
    )
    loaded = _fresh(code)
    assert adqa.__version__ in loaded
    assert not any(f"'{name}'" in loaded for name in ("PIL", "pydantic", "yaml", "adqa.spec.catalogue"))


@pytest.mark.parametrize("first", sorted(DESIGNED))
def test_any_order_of_first_use(first: str, tmp_path: Path) -> None:
    (tmp_path / "a_300x250.png").write_bytes(picture())
    calls = {
        "check": "adqa.check(['a_300x250.png']).summary.ready == 1",
        "discover": "len(adqa.discover(['.']).creatives) == 1",
        "explain": "adqa.explain('weight/file').startswith('# weight/file')",
        "inspect": "next(adqa.inspect('a_300x250.png')).kind == 'image'",
        "load_spec": "adqa.load_spec('iab/fixed-image').id == 'iab/fixed-image'",
        "match": "len(next(adqa.match('a_300x250.png')).fitting) > 0",
        "specs": "'iab/fixed-image' in adqa.specs('fixed')",
    }
    assert calls.keys() == DESIGNED
    order = [first, *(name for name in reversed(calls) if name != first)]
    _fresh("import adqa\n" + "\n".join(f"assert {calls[name]}" for name in order), tmp_path)


def test_modules_import_in_any_order() -> None:
    for order in permutations(["adqa.commands.check", "adqa.config", "adqa.spec.load"], 3):
        _fresh("\n".join(f"import {name}" for name in order))


def test_a_report_is_closed_by_with(tmp_path: Path) -> None:
    (tmp_path / "a_300x250.png").write_bytes(picture())
    with adqa.check([tmp_path]) as report:
        folder = report.spool_folder
        assert folder.is_dir()
    assert not folder.exists()
