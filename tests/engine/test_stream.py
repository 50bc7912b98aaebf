"""The stream: cache first, results in order, a bounded window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.engine.cache import FactCache
from adqa.engine.pool import WorkerPool
from adqa.engine.stream import BATCH_ITEMS, WINDOW_BYTES, InspectionStream, Item
from adqa.engine.work import Result, Task


class Pool:
    """A pool that answers at once and counts."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.batches: list[int] = []
        self.closed = False

    def submit(self, batch: Sequence[Task]) -> Future[list[Result]]:
        self.tasks += batch
        self.batches.append(len(batch))
        future: Future[list[Result]] = Future()
        future.set_result([self.answer(task) for task in batch])
        return future

    def answer(self, task: Task) -> Result:
        if task.content == b"bad":
            return Result(crashed="boom")
        return Result(facts=dict.fromkeys(task.probes, f'"{len(task.content)}"'), evidence={"e": b"blob"})

    def close(self) -> None:
        self.closed = True


def stream(cache: FactCache, pool: Pool, jobs: int = 1) -> InspectionStream[int]:
    return InspectionStream(cache, lambda: cast(WorkerPool, pool), jobs)


def item(number: int, content: bytes | None, *probes: str) -> Item[int]:
    keys = {probe: f"{content!r}:{probe}" for probe in probes}
    return Item(number, content, "jpeg", "image", keys)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[FactCache]:
    made = FactCache(tmp_path)
    yield made
    made.close()


def test_results_come_in_the_order_given(cache: FactCache) -> None:
    pool = Pool()
    items = [item(n, b"x" * n if n % 3 else None, "decode") for n in range(1, 40)]
    done = list(stream(cache, pool).run(items))
    assert [one.payload for one in done] == list(range(1, 40))
    for one in done:
        assert one.result is not None
        assert one.content is None
        assert one.result.facts == ({"decode": f'"{one.payload}"'} if one.payload % 3 else {})
    assert pool.closed
    assert max(pool.batches) <= BATCH_ITEMS


def test_what_is_known_starts_no_worker(cache: FactCache) -> None:
    first = Pool()
    list(stream(cache, first).run([item(1, b"abc", "decode", "stills")]))
    assert len(first.tasks) == 1
    assert cache.blob("e") == b"blob"
    second = Pool()
    (again,) = stream(cache, second).run([item(1, b"abc", "decode", "stills")])
    assert again.result == Result(facts={"decode": '"3"', "stills": '"3"'})
    assert not second.tasks
    assert not second.closed


def test_a_failure_is_not_cached(cache: FactCache) -> None:
    pool = Pool()
    (failed,) = stream(cache, pool).run([item(1, b"bad", "decode")])
    assert failed.result is not None
    assert failed.result.crashed == "boom"
    list(stream(cache, pool).run([item(1, b"bad", "decode")]))
    assert len(pool.tasks) == 2


def test_nothing_to_inspect(cache: FactCache) -> None:
    pool = Pool()
    unreadable = Item(1, None, "", "image", result=Result(unreadable=("empty", "it is empty")))
    without_probes = Item(2, b"x", "jpeg", "image")
    done = list(stream(cache, pool).run([unreadable, without_probes]))
    assert [one.result for one in done] == [Result(unreadable=("empty", "it is empty")), Result()]
    assert not pool.tasks
    assert list(stream(cache, pool).run([])) == []


def test_the_window_is_bounded(cache: FactCache) -> None:
    pool = Pool()
    taken = 0

    def source() -> Iterator[Item[int]]:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield item(number, b"%d" % number, "decode")

    running = stream(cache, pool).run(source())
    next(running)
    assert taken <= 6 * BATCH_ITEMS + 1
    running.close()  # type: ignore[attr-defined]
    assert pool.closed


def test_the_window_is_bounded_in_bytes(cache: FactCache) -> None:
    pool = Pool()
    size = 16 * 1024 * 1024
    taken = 0

    def source() -> Iterator[Item[int]]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield item(number, bytes(size - number), "decode")

    running = stream(cache, pool).run(source())
    next(running)
    assert taken <= WINDOW_BYTES // size + 2
    running.close()  # type: ignore[attr-defined]


def test_a_fault_of_the_source_closes_the_pool(cache: FactCache) -> None:
    pool = Pool()

    def source() -> Iterator[Item[int]]:
        for number in range(BATCH_ITEMS * 2):
            yield item(number, b"%d" % number, "decode")
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(stream(cache, pool).run(source()))
    assert pool.closed


@settings(max_examples=30, deadline=None)
@given(st.lists(st.none() | st.binary(max_size=6), max_size=120), st.integers(1, 3))
def test_any_mixture(contents: list[bytes | None], jobs: int) -> None:
    cache = FactCache(None)
    items = [item(number, content, "decode") for number, content in enumerate(contents)]
    done = list(stream(cache, Pool(), jobs).run(items))
    assert [one.payload for one in done] == list(range(len(contents)))
    assert all(one.result is not None for one in done)
    cache.close()
