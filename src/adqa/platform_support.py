"""The one place with calls that differ between operating systems."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import Any

WINDOWS = sys.platform == "win32"


def own_group() -> dict[str, Any]:
    """Arguments for Popen that put a child and whatever it starts into a group of their own."""
    if WINDOWS:
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a child started with `own_group` and its children, at once."""
    if process.poll() is not None:
        return
    if WINDOWS:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def limit_memory(limit: int) -> None:
    """Bounds the address space of this process to `limit` bytes where the system offers it (Linux)."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def usable_cores() -> int:
    """Cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def exit_on_terminate() -> None:
    """Lets this process tidy up when it is told to end, as it does on Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def reader_left(error: OSError) -> bool:
    """Whether a write failed as the reader of the pipe is gone, which Windows calls an invalid argument."""
    return error.errno == (errno.EINVAL if WINDOWS else errno.EPIPE)
