"""Same input, same bytes: whatever the workers, the cache, the order of arguments, locale, zone or folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contracts.running import picture, run

FORMATS = ("json", "html", "md", "text", "xlsx", "junit", "sarif", "github", "gitlab", "rdjson")
AS_OF = ("--as-of", "2026-05-11")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A delivery in two folders, with faults of several kinds."""
    place = tmp_path_factory.mktemp("determinism")
    for folder, count in (("a", 9), ("b", 14)):
        (place / folder).mkdir()
        for number in range(count):
            name = place / folder / f"banner {number} Ünï_300x250.png"
            name.write_bytes(picture(300 + number % 3, seed=number))
    (place / "a" / "short.jpg").write_bytes(picture(format_="JPEG")[:900])
    (place / "b" / "copy.png").write_bytes(picture(seed=1))
    (place / "b" / "heavy_728x90.gif").write_bytes(picture(728, 90, format_="GIF") + b"\0" * 200_000)
    return place


def _reports(
    place: Path, *options: str, paths: tuple[str, ...] = ("a", "b"), env: dict[str, str] | None = None
) -> dict[str, bytes]:
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    targets = [word for name in FORMATS for word in ("-f", f"{name}=out/{name}")]
    done = run("check", *paths, *targets, *AS_OF, *options, cwd=place, env=env)
    assert done.returncode == 1, done.stderr
    return {name: (out / name).read_bytes() for name in FORMATS}


@pytest.fixture(scope="module")
def reference(place: Path) -> dict[str, bytes]:
    return _reports(place, "--no-cache", "--jobs", "2")


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--no-cache", "--jobs", "1"), {}),
        (("--no-cache", "--jobs", "4"), {}),
        (("--no-cache",), {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati"}),
        (("--no-cache",), {"PYTHONHASHSEED": "1"}),
        (("--no-cache",), {"PYTHONHASHSEED": "2", "NO_COLOR": "1", "COLUMNS": "43"}),
    ],
    ids=["one worker", "four workers", "locale and zone", "hash seed", "terminal"],
)
def test_the_same_bytes(
    place: Path, reference: dict[str, bytes], options: tuple[str, ...], env: dict[str, str]
) -> None:
    assert _reports(place, *options, env=env) == reference


def test_cold_and_warm_cache(place: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    cold = _reports(place, env={"ADQA_CACHE_DIR": str(tmp_path)})
    warm = _reports(place, env={"ADQA_CACHE_DIR": str(tmp_path)})
    assert cold == warm == reference


def test_from_another_folder(place: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(place, moved)
    assert _reports(moved, "--no-cache") == reference


def test_order_of_arguments(place: Path, reference: dict[str, bytes]) -> None:
    assert _reports(place, "--no-cache", paths=("b", "a")) == reference
