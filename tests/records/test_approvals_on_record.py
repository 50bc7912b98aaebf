"""The lock file and the files of single acts: edited, damaged, newer, written by two at once, killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from adqa.errors import UsageError
from adqa.records.lockfile import LOCK_NAME, Approval, read_approvals, write_approvals
from adqa.records.store import Store
from records.art import an_approval

TWO = (an_approval("a.png", "1"), an_approval("b.png", "2"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with two approvals."""
    Store(tmp_path / ".adqa").approve(TWO)
    return tmp_path / ".adqa"


def edit(file: Path, change: Any) -> None:
    """Edits a JSON file as somebody with an editor would."""
    data = json.loads(file.read_text())
    change(data)
    file.write_text(json.dumps(data))


def act(folder: Path) -> Path:
    (file,) = (folder / "approvals").glob("*.json")
    return file


def paths(approvals: tuple[Approval, ...]) -> list[str]:
    return [one.path for one in approvals]


def test_approvals_are_read_back(folder: Path) -> None:
    found = read_approvals(folder)
    assert found.approvals == TWO
    assert found.problems == ()


def test_an_empty_record_has_no_approvals_and_no_problems(tmp_path: Path) -> None:
    assert read_approvals(tmp_path / ".adqa").approvals == ()
    assert read_approvals(tmp_path / ".adqa").problems == ()


def test_either_file_alone_is_enough(folder: Path) -> None:
    lock = (folder / LOCK_NAME).read_bytes()
    (folder / LOCK_NAME).unlink()
    assert read_approvals(folder).approvals == TWO
    (folder / LOCK_NAME).write_bytes(lock)
    act(folder).unlink()
    assert read_approvals(folder).approvals == TWO


@pytest.mark.parametrize("place", ["lock", "act"])
def test_an_edited_approval_does_not_count_and_is_named(folder: Path, place: str) -> None:
    def swap(data: Any) -> None:
        data["approvals"][0]["content_id"] = "another file"

    file = folder / LOCK_NAME if place == "lock" else act(folder)
    edit(file, swap)
    found = read_approvals(folder)
    assert paths(found.approvals) == ["b.png"]
    (problem,) = found.problems
    assert problem.code == "edited"
    assert "a.png (M. Ruiz)" in problem.text
    assert file.name in problem.file


def test_an_approval_that_was_typed_in_does_not_count(folder: Path) -> None:
    def add(data: Any) -> None:
        data["approvals"].append({**data["approvals"][0], "path": "c.png"})

    edit(folder / LOCK_NAME, add)
    found = read_approvals(folder)
    assert paths(found.approvals) == ["a.png", "b.png"]
    assert {one.code for one in found.problems} == {"edited"}


def test_an_approval_that_was_taken_out_of_the_lock_file_is_still_on_record(folder: Path) -> None:
    edit(folder / LOCK_NAME, lambda data: data["approvals"].pop())
    found = read_approvals(folder)
    assert found.approvals == TWO
    assert [one.code for one in found.problems] == ["edited"]


def test_approving_again_keeps_the_edited_lock_file_aside(folder: Path) -> None:
    edit(folder / LOCK_NAME, lambda data: data["approvals"][0].update(by="Somebody"))
    edited = (folder / LOCK_NAME).read_bytes()
    again = an_approval("a.png", "1", recorded="2026-05-13T09:00:00.000000+00:00")
    Store(folder).approve([again])
    assert (folder / f"{LOCK_NAME}.aside-1").read_bytes() == edited
    found = read_approvals(folder)
    assert again in found.approvals
    assert found.problems == ()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"lock_version": 1}', b'{"lock_version": "1"}']
)
def test_a_damaged_lock_file_is_said_and_the_single_acts_count(folder: Path, content: bytes) -> None:
    (folder / LOCK_NAME).write_bytes(content)
    found = read_approvals(folder)
    assert found.approvals == TWO
    assert [(one.file, one.code) for one in found.problems] == [(LOCK_NAME, "damaged")]
    Store(folder).approve([an_approval("c.png", "3")])
    assert (folder / f"{LOCK_NAME}.aside-1").read_bytes() == content
    assert paths(read_approvals(folder).approvals) == ["a.png", "b.png", "c.png"]
    assert read_approvals(folder).problems == ()


def test_a_lock_file_that_holds_nonsense_deep_down_is_damaged(folder: Path) -> None:
    edit(folder / LOCK_NAME, lambda data: data["approvals"][0].update(units=7))
    assert [one.code for one in read_approvals(folder).problems] == ["damaged"]


def test_a_record_of_a_newer_version_is_left_alone(folder: Path) -> None:
    edit(folder / LOCK_NAME, lambda data: data.update(lock_version=2))
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert [one.code for one in read_approvals(folder).problems] == ["newer"]
    with pytest.raises(UsageError, match="newer adqa; update adqa"):
        write_approvals(folder, [an_approval("c.png", "3")])
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_name_that_is_no_text_survives(tmp_path: Path) -> None:
    odd = an_approval("caf\udce9.png", "1")
    Store(tmp_path).approve([odd])
    assert read_approvals(tmp_path).approvals == (odd,)


WRITER = """
import sys
from pathlib import Path
from adqa.records.store import Store
from records.art import an_approval, a_run
store = Store(Path(sys.argv[1]))
for number in range(20):
    store.approve([an_approval(f"{sys.argv[2]}{number}.png", str(number))])
    store.add_run(a_run(arguments=(sys.argv[2], str(number))))
"""


def writer(folder: Path, who: str) -> subprocess.Popen[bytes]:
    tests = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), who], env={**os.environ, "PYTHONPATH": tests}
    )


def test_two_people_on_one_shared_folder_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".adqa"
    both = [writer(folder, who) for who in ("ana", "ben")]
    assert [one.wait(60) for one in both] == [0, 0]
    found = read_approvals(folder)
    assert sorted(paths(found.approvals)) == sorted(
        f"{who}{n}.png" for who in ("ana", "ben") for n in range(20)
    )
    assert found.problems == ()
    runs, problems = Store(folder).runs()
    assert len(runs) == 40
    assert problems == ()


def test_a_killed_run_leaves_nothing_half(tmp_path: Path) -> None:
    folder = tmp_path / ".adqa"
    process = writer(folder, "ana")
    while not (folder / LOCK_NAME).exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    process.wait(30)
    found = read_approvals(folder)
    assert found.approvals
    assert found.problems == ()
    assert Store(folder).runs()[1] == ()
