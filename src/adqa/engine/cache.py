"""The fact cache: facts about content, keyed by the content, the probe and what measured it.

Disposable: a cache that is corrupt, locked or of another version is moved aside or left unused, and the
run goes on. Only the parent process touches it. Unknowns are never stored.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

_SCHEMA_VERSION = 1
_PENDING = 256
_PENDING_BYTES = 8 * 1024 * 1024
"""What is kept before it is written: each write is one short transaction, so that runs can share a cache."""


def cache_folder() -> Path:
    """Where the cache lives: `ADQA_CACHE_DIR`, else the platform's cache folder."""
    named = os.environ.get("ADQA_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("adqa", appauthor=False)


class FactCache:
    """Facts and evidence by key."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` None gives a temporary cache that serves this run only."""
        self._temporary = tempfile.TemporaryDirectory(prefix="adqa-") if folder is None else None
        place = Path(self._temporary.name) if self._temporary else folder
        assert place is not None
        self._facts: dict[str, str] = {}
        self._blobs: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._damaged = False
        self._path = place / "facts.sqlite"
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _connect(self._path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._move_aside()
                return _connect(self._path)
        except (OSError, sqlite3.Error):
            return _connect(None)

    def _move_aside(self) -> None:
        self._path.replace(self._path.with_suffix(".broken"))
        for rest in self._path.parent.glob(f"{self._path.name}-*"):
            rest.unlink()

    def get(self, key: str) -> str | None:
        """Facts stored under a key, as JSON text."""
        found = self._facts.get(key) or self._read("SELECT body FROM facts WHERE key = ?", key)
        return found if isinstance(found, str) else None

    def put(self, key: str, facts: str) -> None:
        """Stores facts."""
        self._facts[key] = facts
        self._keep(len(facts))

    def blob(self, name: str) -> bytes | None:
        """Evidence by hash."""
        found = self._blobs.get(name) or self._read("SELECT body FROM blobs WHERE name = ?", name)
        return found if isinstance(found, bytes) else None

    def put_blob(self, name: str, body: bytes) -> None:
        """Stores evidence."""
        self._blobs[name] = body
        self._keep(len(body))

    def _keep(self, size: int) -> None:
        self._pending_bytes += size
        if len(self._facts) + len(self._blobs) >= _PENDING or self._pending_bytes >= _PENDING_BYTES:
            self.commit()

    def _read(self, query: str, key: str) -> object:
        try:
            row = self._database.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            self._note(error)
            return None
        return row[0] if row else None

    def commit(self) -> None:
        """Makes what was stored lasting; what cannot be written now is measured again another time.

        Only the first write waits for another run to end its own.
        """
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", self._facts.items())
                self._database.executemany("INSERT OR IGNORE INTO blobs VALUES (?, ?)", self._blobs.items())
        except sqlite3.Error as error:
            self._note(error)
            with suppress(sqlite3.Error):
                self._database.execute("PRAGMA busy_timeout = 0")
        self._facts, self._blobs, self._pending_bytes = {}, {}, 0

    def _note(self, error: sqlite3.Error) -> None:
        """A file found to be damaged on the way is moved aside at the end; a locked one is not."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            self._damaged = True

    def close(self) -> None:
        """Commits and closes."""
        self.commit()
        self._database.close()
        if self._temporary:
            self._temporary.cleanup()
        elif self._damaged:
            with suppress(OSError):
                self._move_aside()


def _connect(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:" if path is None else path, timeout=5)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version not in (0, _SCHEMA_VERSION):
            raise sqlite3.DatabaseError("another version of the cache")
        if version == 0:
            database.execute(
                "CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID"
            )
            database.execute("CREATE TABLE IF NOT EXISTS blobs (name TEXT PRIMARY KEY, body BLOB)")
            database.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database
