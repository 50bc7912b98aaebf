"""A guard that refuses files, sockets, processes and the clock while rules and reporters run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_REFUSED = ("open", "os.open", "os.listdir", "os.scandir", "socket.", "subprocess.", "os.system", "os.exec")
_CLOCKS = ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "strftime", "sleep")
_armed: list[tuple[Path, ...]] = []


class Impure(AssertionError):
    """Something reached outside."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _armed or not event.startswith(_REFUSED):
        return
    if (
        event == "open"
        and isinstance(arguments[0], str)
        and any(folder in Path(arguments[0]).parents for folder in _armed[-1])
    ):
        return
    raise Impure(f"{event} {arguments[:1]}")


sys.addaudithook(_hook)


@contextmanager
def outside_refused(*allowed: Path) -> Iterator[None]:
    """Refuses everything outside; `allowed` folders may be read (the spool a report is read from)."""
    kept = {name: getattr(time, name) for name in _CLOCKS}

    def refuse(*_: Any, **__: Any) -> Any:
        raise Impure("the clock")

    def written(form: str, *given: Any) -> str:
        """A time that is given may be written; without one the clock is asked."""
        return str(kept["strftime"](form, *given)) if given else refuse()

    for name in _CLOCKS:
        setattr(time, name, written if name == "strftime" else refuse)
    _armed.append(allowed)
    try:
        yield
    finally:
        _armed.pop()
        for name, function in kept.items():
            setattr(time, name, function)
