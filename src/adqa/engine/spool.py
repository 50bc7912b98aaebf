"""The spool: records written to disk in their final order as each creative is judged.

A report of ten thousand creatives is read from here line by line, so that memory stays flat.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from adqa.errors import UsageError


class Spool:
    """Append-only streams of (address, JSON line) in a folder of their own."""

    def __init__(self) -> None:
        """Raises UsageError if there is no folder for temporary files, as every method if it is full."""
        with _room():
            self._folder = Path(tempfile.mkdtemp(prefix="adqa-"))
        self._streams: dict[str, IO[str]] = {}
        self._remove = weakref.finalize(self, _remove, self._folder, self._streams)

    @property
    def folder(self) -> Path:
        """The folder the streams are in."""
        return self._folder

    def write(self, stream: str, address: str, line: str) -> None:
        """Appends one record; `line` is JSON without a line break."""
        with _room():
            if stream not in self._streams:
                self._streams[stream] = (self._folder / stream).open(
                    "w", encoding="utf-8", errors="surrogatepass", newline="\n"
                )
            self._streams[stream].write(f"{json.dumps(address)}\t{line}\n")

    def read(self, stream: str) -> Iterator[tuple[str, str]]:
        """Records of a stream in the order written."""
        if stream in self._streams:
            with _room():
                self._streams[stream].flush()
        path = self._folder / stream
        if not path.exists():
            return
        with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
            for line in lines:
                address, _, record = line.partition("\t")
                yield json.loads(address), record.rstrip("\n")

    def close(self) -> None:
        """Removes the folder; also done when the spool is no longer used or the program ends."""
        self._remove()


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"the folder for temporary files cannot be written ({error.strerror}); "
            "make room there, or set TMPDIR (on Windows TEMP) to another folder"
        ) from None


def _remove(folder: Path, streams: dict[str, IO[str]]) -> None:
    for stream in streams.values():
        with suppress(OSError):
            stream.close()
    shutil.rmtree(folder, ignore_errors=True)
