"""The pool: whatever a creative does to its worker, every other one is inspected."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from adqa.engine.pool import WorkerPool
from adqa.engine.work import Result, Task

SECONDS = 4.0


@pytest.fixture(autouse=True)
def _find_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2, seconds=SECONDS, module="hostile_worker") as made:
        yield made


def task(content: bytes, *probes: str) -> Task:
    return Task(content=content, format="test", kind="image", probes=probes or ("bytes",))


def inspect(pool: WorkerPool, *contents: bytes) -> list[Result]:
    return pool.submit([task(content) for content in contents]).result(timeout=60)


def size_in(result: Result) -> int:
    assert result.crashed is None
    return int(json.loads(result.facts["bytes"])["bytes"])


def test_one_bad_creative_costs_only_itself(pool: WorkerPool) -> None:
    good = [b"x" * size for size in range(1, 41)]
    bad = [b"exit now", b"loop on", b"hoard all", b"sleep long"]
    batches = [
        [*good[:10], bad[0], *good[10:20]],
        [bad[1], *good[20:30]],
        [*good[30:35], bad[2], bad[3], *good[35:]],
    ]
    futures = [pool.submit([task(content) for content in batch]) for batch in batches]
    for batch, future in zip(batches, futures, strict=True):
        for content, result in zip(batch, future.result(timeout=60), strict=True):
            if content in bad:
                assert result.crashed
                assert not result.facts
                assert result.timed_out == (content in (b"loop on", b"sleep long"))
            else:
                assert size_in(result) == len(content)


def test_words_for_each_way_to_fail(pool: WorkerPool) -> None:
    results = inspect(pool, b"exit", b"loop", b"hoard", b"raise", b"unreadable")
    assert [one.crashed for one in results] == [
        "the worker process died while inspecting the file",
        "inspecting the file took longer than 4 seconds",
        "the file needs more memory than one creative may take",
        "KeyError: 'x'",
        None,
    ]
    assert results[-1].unreadable == ("truncated", "it stops early")


def test_a_worker_that_dies_once_is_given_a_second_chance(pool: WorkerPool, tmp_path: Path) -> None:
    (result,) = inspect(pool, b"once " + os.fsencode(tmp_path / "marker"))
    assert result.crashed is None
    assert (tmp_path / "marker").exists()


def test_noise_of_libraries_never_reaches_the_pipe(pool: WorkerPool) -> None:
    noisy, after = inspect(pool, b"print", b"after")
    assert (size_in(noisy), size_in(after)) == (5, 5)


@pytest.mark.parametrize("order", [b"forge", b"unasked", b"lie"])
def test_a_worker_that_talks_nonsense_is_replaced(pool: WorkerPool, order: bytes) -> None:
    forged, after = inspect(pool, order, b"after")
    assert forged.crashed == "the worker process died while inspecting the file"
    assert size_in(after) == 5


def test_facts_are_text_that_every_reader_takes(pool: WorkerPool) -> None:
    (result,) = inspect(pool, b"surrogate")
    assert json.loads(result.facts["bytes"])["problem"] == "?"


def test_closing_ends_workers_and_what_they_started(tmp_path: Path) -> None:
    before = {one.pid for one in psutil.Process().children(recursive=True)}
    pool = WorkerPool(2, seconds=60, module="hostile_worker")
    futures = [pool.submit([task(b"loop")]) for _ in range(4)]
    deadline = time.monotonic() + 20
    while len(_started(before)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(_started(before)) == 2
    pool.close()
    while _started(before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _started(before) == set()
    assert {result.crashed for one in futures if not one.cancelled() for result in one.result(20)} <= {
        "the run was stopped"
    }


def _started(before: set[int]) -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True)} - before


def test_no_worker_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("adqa.engine.pool.subprocess.Popen", refuse)
    with WorkerPool(1, seconds=1) as pool:
        (result,) = inspect(pool, b"x")
    assert result.crashed == "no worker process could be started (Resource temporarily unavailable)"


def test_a_worker_that_does_not_start_ends_as_crashed() -> None:
    with WorkerPool(1, seconds=20, module="no_such_module_anywhere") as pool:
        (result,) = inspect(pool, b"x")
    assert result.crashed == "the worker process died while inspecting the file"


def test_an_overdue_task_does_not_taint_the_next_one(pool: WorkerPool) -> None:
    for _ in range(2):
        slow, after = inspect(pool, b"sleep", b"after")
        assert slow.timed_out
        assert not after.timed_out
        assert size_in(after) == 5
