"""A worker whose one inspector does what the content tells it: started by the tests of the pool."""

from __future__ import annotations

import os
import sys
import time

import adqa.plugins
from adqa.engine import worker
from adqa.facts.file import FileFacts
from adqa.inspectors.base import Inspected, Inspector, Unreadable
from adqa.probes import BYTES, DECODE, Probe

MEMORY = 640 * 1024**2


def inspect(content: bytes, format_: str, probes: frozenset[Probe]) -> Inspected:
    """Facts that name the size of the content, after whatever it asks for."""
    order, _, _ = content.partition(b" ")
    if order == b"exit":
        os._exit(3)
    if order == b"once":
        marker = content.partition(b" ")[2].decode()
        if not os.path.exists(marker):
            with open(marker, "w"):
                os._exit(3)
    if order == b"loop":
        while True:
            pass
    if order == b"sleep":
        time.sleep(60)
    if order == b"hoard":
        hoard = []
        while True:
            hoard.append(bytearray(64 * 1024 * 1024))
    if order == b"child":
        os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "600")
        os._exit(3)
    if order == b"print":
        print("x" * 100_000)
        sys.stdout.flush()
        os.write(1, b"noise of a C library\n" * 10_000)
        os.write(2, b"more of it\n" * 10_000)
    if order == b"forge":
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b"\xff" * 64)
            except OSError:
                continue
    if order == b"unreadable":
        raise Unreadable("truncated", "it stops early")
    if order == b"raise":
        raise KeyError("x")
    if order == b"surrogate":
        return Inspected({BYTES: FileFacts(bytes=1, format=None, problem="\udc80")})
    if order == b"unasked":
        return Inspected({DECODE: FileFacts(bytes=1, format=None)})
    if order == b"lie":
        return Inspected({BYTES: FileFacts(bytes=1, format=None)}, {"0" * 64: b"not this"})
    return Inspected({BYTES: FileFacts(bytes=len(content), format=format_)})


INSPECTOR = Inspector(
    kind="image",
    formats=frozenset({"test"}),
    facts={BYTES: FileFacts},
    version=1,
    libraries=(),
    inspect=inspect,
)

if __name__ == "__main__":
    adqa.plugins.load_inspectors = lambda: {"image": INSPECTOR}  # type: ignore[assignment]
    worker.MEMORY_LIMIT = MEMORY
    worker.main()
