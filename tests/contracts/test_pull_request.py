"""A pull request in a repository of creatives: six changed images and one changed row of the manifest."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from contracts.running import picture, run

HEAD = "Campaign,Placement,Size,Creative name,Version,Start,End,Landing URL"
SIZES = ("300x250", "728x90", "160x600", "300x600", "970x250", "320x50")
FORMATS = {"rdjson": "rdjson.json", "sarif": "adqa.sarif", "gitlab": "gitlab.json", "json": "report.json"}
OLD_FAULT = "Aurora,HP 728x90,728x90,Aurora_728x90_V1,1,2026-05-21,2026-06-03,htps://www.lumentv.com/aurora"
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{7:064}\nsize 84211\n"


def _row(size: str, name: str = "") -> str:
    name = name or f"Aurora_{size}_V1"
    return f"Aurora,HP {size},{size},{name},1,2026-05-21,2026-06-03,https://www.lumentv.com/aurora"


def _write(repository: Path, rows: list[str], *, seed: int) -> None:
    (repository / "campaign.csv").write_text("\n".join([HEAD, *rows]) + "\n", "utf-8", newline="\n")
    for number, size in enumerate(SIZES):
        width, _, height = size.partition("x")
        content = picture(int(width), int(height), seed=seed + number)
        (repository / "creatives" / f"Aurora_{size}_V1.png").write_bytes(content)


def _check(repository: Path, *options: str) -> subprocess.CompletedProcess[str]:
    targets = [word for name, file in FORMATS.items() for word in ("-f", f"{name}={file}")]
    sheet = ("--campaign", "campaign.csv", "--as-of", "2026-05-11", "--no-cache", "--jobs", "1")
    return run("check", "creatives", *sheet, "--no-record", *targets, *options, cwd=repository)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main branch, whose one fault is known from the baseline."""
    place = tmp_path_factory.mktemp("repository")
    (place / "creatives").mkdir()
    naming = '[campaign]\nnaming = "<campaign>_<size>_<version>"\n'
    (place / "adqa.toml").write_text(naming, "utf-8")
    rows = [_row(size) for size in SIZES]
    rows[1] = OLD_FAULT
    _write(place, rows, seed=0)
    first = _check(place, "--write-baseline", "baseline.json")
    assert first.returncode == 1, first.stderr
    again = _check(place, "--baseline", "baseline.json")
    assert again.returncode == 0, again.stdout
    return place


@pytest.fixture(scope="module")
def changed(repository: Path) -> subprocess.CompletedProcess[str]:
    """The branch: six other pictures, of which one is renamed with its row and one is not fetched."""
    rows = [_row(size) for size in SIZES]
    rows[1] = OLD_FAULT
    rows[2] = _row("160x600", "Aurora_sky_V1")
    _write(repository, rows, seed=90)
    creatives = repository / "creatives"
    (creatives / "Aurora_160x600_V1.png").rename(creatives / "Aurora_sky_V1.png")
    (creatives / "Aurora_320x50_V1.png").write_text(POINTER, "utf-8", newline="\n")
    return _check(repository, "--baseline", "baseline.json")


def _read(repository: Path, format_: str) -> Any:
    return json.loads((repository / FORMATS[format_]).read_text("utf-8"))


def test_only_the_new_error_fails(repository: Path, changed: subprocess.CompletedProcess[str]) -> None:
    assert changed.returncode == 1
    findings = _read(repository, "json")["findings"]
    errors = {one["rule"]: one["baselined"] for one in findings if one["severity"] == "error"}
    assert errors == {"naming/taxonomy": False, "url/malformed": True}


def test_a_comment_on_the_line_with_the_corrected_name(
    repository: Path, changed: subprocess.CompletedProcess[str]
) -> None:
    lines = (repository / "campaign.csv").read_text("utf-8").splitlines()
    told = _read(repository, "rdjson")["diagnostics"]
    (comment,) = (one for one in told if one["severity"] == "ERROR")
    assert comment["code"] == {"value": "naming/taxonomy"}
    assert comment["message"].startswith("Aurora_sky_V1.png has 'sky' as its size; the file is 160x600.")
    assert comment["location"]["path"] == "campaign.csv"
    (suggestion,) = comment["suggestions"]
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    assert start["line"] == end["line"] == 4
    line = lines[3].encode()
    better = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    assert better.decode() == _row("160x600")


def test_the_code_scan_has_the_line_and_knows_the_old_fault(
    repository: Path, changed: subprocess.CompletedProcess[str]
) -> None:
    (scan,) = _read(repository, "sarif")["runs"]
    told = {one["ruleId"]: one for one in scan["results"] if one["level"] == "error"}
    assert [bool(told[rule]["suppressions"]) for rule in ("naming/taxonomy", "url/malformed")] == [
        False,
        True,
    ]
    for rule, line in (("naming/taxonomy", 4), ("url/malformed", 3)):
        (place,) = told[rule]["locations"]
        physical = {"artifactLocation": {"uri": "campaign.csv"}, "region": {"startLine": line}}
        assert place["physicalLocation"] == physical
    (fix,) = told["naming/taxonomy"]["fixes"]
    (change,) = fix["artifactChanges"][0]["replacements"]
    assert change["insertedContent"] == {"text": "Aurora_160x600_V1"}


def test_fingerprints_outlive_another_line_and_another_picture(
    repository: Path, changed: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    def prints(place: Path) -> dict[str, str]:
        (scan,) = _read(place, "sarif")["runs"]
        return {one["ruleId"]: one["partialFingerprints"]["adqa/v1"] for one in scan["results"]}

    moved = tmp_path / "moved"
    (moved / "creatives").mkdir(parents=True)
    (moved / "adqa.toml").write_bytes((repository / "adqa.toml").read_bytes())
    rows = [_row(size) for size in SIZES]
    rows[1], rows[2] = OLD_FAULT, _row("160x600", "Aurora_sky_V1")
    _write(moved, rows[::-1], seed=40)
    (moved / "creatives" / "Aurora_160x600_V1.png").rename(moved / "creatives" / "Aurora_sky_V1.png")
    _check(moved)
    assert prints(moved) == prints(repository)
    made = [one["fingerprint"] for one in _read(repository, "gitlab")]
    assert len(set(made)) == len(made)


def test_what_git_did_not_fetch_is_named_and_no_fault(
    repository: Path, changed: subprocess.CompletedProcess[str]
) -> None:
    said = "A Git LFS pointer, its content was not fetched"
    assert said in changed.stdout
    assert "git lfs pull" in changed.stdout
    report = _read(repository, "json")
    name = "creatives/Aurora_320x50_V1.png"
    (creative,) = (one for one in report["creatives"] if one["path"] == name)
    assert creative["verdict"] == "incomplete"
    assert [one for one in report["findings"] if one["path"] == name] == []
    (booked,) = (one for one in report["booked"] if one["size"] == "320x50")
    assert (booked["verdict"], booked["creatives"]) == ("incomplete", [name])
    reasons = {one["reason"] for one in report["runs"] if one["path"] == name}
    assert reasons == {"not_supplied"}
    (comment,) = (
        one for one in _read(repository, "rdjson")["diagnostics"] if one["location"]["path"] == name
    )
    assert (comment["severity"], comment["message"]) == (
        "WARNING",
        f"Not fully checked: {said}: fetch it with git lfs pull.",
    )


def test_a_pointer_alone_is_never_green(tmp_path: Path) -> None:
    file = tmp_path / "Aurora_300x250.png"
    file.write_text(POINTER, "utf-8")
    done = run("check", file)
    assert "0 ready · 0 to fix · 0 missing · 1 not fully checked" in done.stdout
    assert (done.returncode, run("check", file, "--strict").returncode) == (0, 3)
    assert "Nothing can be said: a Git LFS pointer, its content was not fetched" in run("match", file).stdout


def test_twice_gives_the_same_bytes(repository: Path, changed: subprocess.CompletedProcess[str]) -> None:
    first = {file: (repository / file).read_bytes() for file in FORMATS.values()}
    again = _check(repository, "--baseline", "baseline.json")
    assert again.stdout == changed.stdout
    assert {file: (repository / file).read_bytes() for file in FORMATS.values()} == first
