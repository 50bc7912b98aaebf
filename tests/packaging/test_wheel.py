"""The specs are found from a clone and from an installed wheel, and the wheel holds what it must."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHERE = """
from adqa.spec.catalogue import Catalogue, shipped_folder
print(shipped_folder())
print(len(Catalogue().ids()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (found,) = folder.glob("adqa-*.whl")
    return found


def _found(path: Path | None, cwd: Path) -> tuple[Path, int]:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if path:
        env["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, "-c", WHERE], cwd=cwd, env=env, check=True, capture_output=True, text=True
    )
    folder, count = done.stdout.split("\n")[:2]
    return Path(folder), int(count)


def test_specs_are_found_from_a_clone_and_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    clone, units = _found(None, tmp_path)
    assert clone == ROOT / "specs"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    installed, same = _found(tmp_path / "installed", tmp_path)
    assert installed == tmp_path / "installed" / "adqa" / "_specs"
    assert same == units > 30


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {name for name in names if name.startswith("adqa/")}
    assert {name.split("/")[0] for name in names - package} == {"adqa-0.1.0.dist-info"}
    sources = {
        f"adqa/{file.relative_to(ROOT / 'src' / 'adqa').as_posix()}" for file in _files(ROOT / "src" / "adqa")
    }
    specs = {f"adqa/_specs/{file.name}" for file in (ROOT / "specs").glob("*.yaml")}
    schemas = {f"adqa/_schemas/{file.name}" for file in (ROOT / "schemas").glob("*.json")}
    assert package == sources | specs | schemas
    assert "adqa/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
