"""Evidence: pictures and recordings named by their hash, written by inspection, read by reporters."""

from __future__ import annotations

from collections.abc import Callable


class Evidence:
    """A read-only view: `evidence[hash]` gives the bytes of a blob."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read

    def get(self, name: str) -> bytes | None:
        """The blob, or None if it is not (or no longer) there."""
        return self._read(name)


NO_EVIDENCE = Evidence(lambda name: None)
"""For formats that show no pictures."""
