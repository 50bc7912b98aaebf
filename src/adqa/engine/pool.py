"""Workers that may die at any time.

Each thread of a stdlib ThreadPoolExecutor owns one worker process and feeds it a batch item by item, so
the item a worker died or hung on is known: it is tried once more alone on a fresh worker, then ends
crashed, and everything else is judged. (One `os._exit` in a ProcessPoolExecutor was seen to lose 992 of
1,000 results, and its spawn start re-imports the caller's main module.)
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast, get_args

from adqa.engine.wire import read_frame, write_frame
from adqa.engine.work import Result, Task
from adqa.facts.file import Readability
from adqa.platform_support import kill_group, own_group

SECONDS_PER_CREATIVE = 60.0
"""A creative that takes longer is ended; a full decode of the largest admitted image takes about 5 s."""

_ATTEMPTS = 2


class _Worker:
    """One worker process."""

    def __init__(self, module: str) -> None:
        home = str(Path(__file__).resolve().parents[2])
        paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            **own_group(),
        )
        self.hung = False
        self._deadline: float | None = None
        self._lock = threading.Lock()

    def run(self, task: Task, seconds: float) -> Result:
        """Inspects one task. Raises EOFError if the worker died or was ended for hanging."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._expect(time.monotonic() + seconds)
        try:
            head = {"format": task.format, "kind": task.kind, "probes": list(task.probes)}
            write_frame(self.process.stdin, head, (task.content,))
            answer, blobs = read_frame(self.process.stdout)
            return _result(task, answer, blobs)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EOFError from error
        finally:
            self._expect(None)

    def _expect(self, deadline: float | None) -> None:
        with self._lock:
            self._deadline = deadline

    def end_if_late(self) -> None:
        """Ends the process if its task is overdue."""
        with self._lock:
            if self._deadline is not None and self._deadline < time.monotonic():
                self.hung = True
                kill_group(self.process)

    def stop(self) -> None:
        """Ends the process with whatever it started."""
        kill_group(self.process)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()


def _result(task: Task, answer: dict[str, Any], blobs: list[bytes]) -> Result:
    """What a worker answered. Raises ValueError for what no honest worker says; it may be taken over."""
    facts = {str(name): str(text) for name, text in dict(answer["facts"]).items()}
    evidence = dict(zip(map(str, answer["evidence"]), blobs, strict=True))
    if not facts.keys() <= set(task.probes):
        raise ValueError("facts of a probe that was not asked for")
    if any(name != hashlib.sha256(body).hexdigest() for name, body in evidence.items()):
        raise ValueError("evidence under a name that is not its hash")
    crashed = answer["crashed"]
    return Result(
        facts=facts,
        evidence=evidence,
        unreadable=_unreadable(answer["unreadable"]),
        crashed=None if crashed is None else str(crashed),
    )


def _unreadable(answer: list[str] | None) -> tuple[Readability, str] | None:
    if not answer:
        return None
    state, text = answer
    if state not in get_args(Readability):
        raise ValueError(state)
    return cast(Readability, state), str(text)


class WorkerPool:
    """`jobs` worker processes; batches in, results out, in any order."""

    def __init__(
        self, jobs: int, *, seconds: float = SECONDS_PER_CREATIVE, module: str = "adqa.engine.worker"
    ) -> None:
        self._seconds = seconds
        self._module = module
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="adqa-worker")
        self._own = threading.local()
        self._workers: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._end_hung_workers, daemon=True, name="adqa-watch")
        self._watch.start()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def submit(self, batch: Sequence[Task]) -> Future[list[Result]]:
        """Inspects a batch; the future never fails for a fault of a creative."""
        return self._threads.submit(self._run_batch, batch)

    def close(self) -> None:
        """Ends all workers; batches not begun are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._closed.set()
        with self._lock:
            workers, self._workers = self._workers, set()
        for worker in workers:
            worker.stop()
        self._watch.join()

    def _run_batch(self, batch: Sequence[Task]) -> list[Result]:
        return [self._run_one(task) for task in batch]

    def _run_one(self, task: Task) -> Result:
        hung = False
        for _ in range(_ATTEMPTS):
            try:
                worker = self._worker()
            except OSError as error:
                return Result(crashed=f"no worker process could be started ({error.strerror})")
            if worker is None:
                break
            try:
                result = worker.run(task, self._seconds)
            except EOFError:
                hung = worker.hung
                self._drop(worker)
                if hung:
                    break
            else:
                if worker.hung:
                    self._drop(worker)
                return result
        if self._closed.is_set():
            return Result(crashed="the run was stopped")
        if hung:
            text = f"inspecting the file took longer than {self._seconds:g} seconds"
            return Result(crashed=text, timed_out=True)
        return Result(crashed="the worker process died while inspecting the file")

    def _worker(self) -> _Worker | None:
        """The worker of this thread; None once the pool is closed, which then knows no further ones."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is not None or self._closed.is_set():
            return worker
        worker = _Worker(self._module)
        with self._lock:
            if not self._closed.is_set():
                self._workers.add(worker)
                self._own.worker = worker
                return worker
        worker.stop()
        return None

    def _drop(self, worker: _Worker) -> None:
        worker.stop()
        self._own.worker = None
        with self._lock:
            self._workers.discard(worker)

    def _end_hung_workers(self) -> None:
        while not self._closed.wait(min(0.25, self._seconds / 4)):
            with self._lock:
                workers = list(self._workers)
            for worker in workers:
                worker.end_if_late()
