"""Inspection of a stream of creatives: cache first, workers for the rest, results in the order given.

At most a bounded window of items is under way, so memory does not grow with the delivery.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from adqa.engine.cache import FactCache
from adqa.engine.pool import WorkerPool
from adqa.engine.work import Result, Task

Payload = TypeVar("Payload")

BATCH_ITEMS = 8
BATCH_BYTES = 4 * 1024 * 1024
WINDOW_BYTES = 192 * 1024 * 1024


@dataclass(slots=True)
class Item(Generic[Payload]):
    """One creative on its way through inspection."""

    payload: Payload
    content: bytes | None
    """None if nothing is to be inspected; dropped once a worker has it."""
    format: str
    kind: str
    keys: dict[str, str] = field(default_factory=dict)
    """Probe name → cache key."""
    result: Result | None = None
    size: int = 0


@dataclass(slots=True)
class _Batch(Generic[Payload]):
    items: list[Item[Payload]] = field(default_factory=list)
    future: Future[list[Result]] | None = None


class InspectionStream(Generic[Payload]):
    """Feeds items to a cache and to workers that start when the first item misses the cache."""

    def __init__(self, cache: FactCache, start_pool: Callable[[], WorkerPool], jobs: int) -> None:
        self._cache = cache
        self._start_pool = start_pool
        self._pool: WorkerPool | None = None
        self._window = jobs * 6 * BATCH_ITEMS
        self._queue: deque[tuple[Item[Payload], _Batch[Payload] | None]] = deque()
        self._open: _Batch[Payload] = _Batch()
        self._bytes = 0

    def run(self, items: Iterable[Item[Payload]]) -> Iterator[Item[Payload]]:
        """Gives every item back with its result, in the order given."""
        try:
            for item in items:
                self._add(item)
                while self._queue and (
                    self._queue[0][0].result is not None
                    or len(self._queue) > self._window
                    or self._bytes > WINDOW_BYTES
                ):
                    yield self._next()
            self._submit()
            while self._queue:
                yield self._next()
        finally:
            if self._pool is not None:
                self._pool.close()

    def _add(self, item: Item[Payload]) -> None:
        if item.content is None or not item.keys:
            item.result = item.result or Result()
            item.content = None
            self._queue.append((item, None))
            return
        stored = {name: self._cache.get(key) for name, key in item.keys.items()}
        missing = tuple(name for name, facts in stored.items() if facts is None)
        known = {name: facts for name, facts in stored.items() if facts is not None}
        if not missing:
            item.result = Result(facts=known)
            item.content = None
            self._queue.append((item, None))
            return
        item.size = len(item.content)
        self._bytes += item.size
        batch = self._open
        batch.items.append(item)
        self._queue.append((item, batch))
        if len(batch.items) >= BATCH_ITEMS or sum(one.size for one in batch.items) >= BATCH_BYTES:
            self._submit()

    def _submit(self) -> None:
        batch = self._open
        if not batch.items:
            return
        if self._pool is None:
            self._pool = self._start_pool()
        tasks = [
            Task(content=one.content or b"", format=one.format, kind=one.kind, probes=tuple(one.keys))
            for one in batch.items
        ]
        batch.future = self._pool.submit(tasks)
        for one in batch.items:
            one.content = None
        self._open = _Batch()

    def _next(self) -> Item[Payload]:
        item, batch = self._queue[0]
        if item.result is None and batch is not None:
            if batch.future is None:
                self._submit()
            assert batch.future is not None
            for one, result in zip(batch.items, batch.future.result(), strict=True):
                self._store(one, result)
        self._queue.popleft()
        self._bytes -= item.size
        return item

    def _store(self, item: Item[Payload], result: Result) -> None:
        item.result = result
        for name, facts in result.facts.items():
            self._cache.put(item.keys[name], facts)
        for name, body in result.evidence.items():
            self._cache.put_blob(name, body)
