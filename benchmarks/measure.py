"""Timing whole processes side by side, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Measured:
    """One finished process."""

    seconds: float
    peak_bytes: int
    """Largest resident size of the process itself, without its workers, sampled every 20 ms."""


def measure(
    command: Sequence[str], *, environment: dict[str, str] | None = None, ok: Sequence[int] = (0,)
) -> Measured:
    """Runs a command to its end. Raises RuntimeError if it ends with a code that is not in `ok`.

    Compiled modules are kept, as they are on a user's machine.
    """
    started = time.perf_counter()
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env={**inherited, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    watched, peak = psutil.Process(process.pid), 0
    while process.poll() is None:
        try:
            peak = max(peak, watched.memory_info().rss)
        except psutil.Error:
            break
        time.sleep(_POLL_SECONDS)
    _, errors = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode not in ok:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {errors.decode()[-2000:]}")
    return Measured(seconds, peak)


def in_turn(rounds: int, *runs: Callable[[], Measured]) -> list[list[Measured]]:
    """Every run `rounds` times, taken in turn: A B A B …"""
    results: list[list[Measured]] = [[] for _ in runs]
    for _ in range(rounds):
        for result, run in zip(results, runs, strict=True):
            result.append(run())
    return results


def ratio(first: Sequence[Measured], second: Sequence[Measured]) -> float:
    """Median over the rounds of first / second in wall time."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(first, second, strict=True))


def seconds(runs: Sequence[Measured]) -> float:
    """Median wall time."""
    return statistics.median(one.seconds for one in runs)
