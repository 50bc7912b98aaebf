"""The worker process: reads tasks from standard input, writes results to standard output."""

from __future__ import annotations

import os
from typing import BinaryIO

from adqa.engine.wire import read_frame, write_frame
from adqa.engine.work import Task, inspect_content
from adqa.platform_support import limit_memory

MEMORY_LIMIT = 3 * 1024**3
"""Address space of a worker in bytes: room for the largest frame the guards admit, decoded three times."""


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, moved aside so that nothing a library prints can reach them."""
    requests = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    results = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    return requests, results


def main() -> None:
    """Serves tasks until the parent closes the pipe."""
    from adqa.plugins import load_inspectors

    requests, results = _private_streams()
    limit_memory(MEMORY_LIMIT)
    inspectors = load_inspectors()
    while True:
        try:
            head, (content,) = read_frame(requests)
        except EOFError:
            return
        task = Task(content=content, format=head["format"], kind=head["kind"], probes=tuple(head["probes"]))
        result = inspect_content(task, inspectors)
        write_frame(
            results,
            {
                "facts": result.facts,
                "unreadable": result.unreadable,
                "crashed": result.crashed,
                "evidence": list(result.evidence),
            },
            tuple(result.evidence.values()),
        )


if __name__ == "__main__":
    main()
