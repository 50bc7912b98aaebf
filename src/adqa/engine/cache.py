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
_WRITES_PER_COMMIT = 256


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
        self._pending = 0
        self._database = self._open(place)

    def _open(self, folder: Path) -> sqlite3.Connection:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / "facts.sqlite"
            with suppress(sqlite3.DatabaseError):
                return _connect(path)
            with suppress(OSError):
                path.replace(path.with_suffix(".broken"))
                for rest in folder.glob("facts.sqlite-*"):
                    rest.unlink()
            return _connect(path)
        except (OSError, sqlite3.Error):
            return _connect(None)

    def get(self, key: str) -> str | None:
        """Facts stored under a key, as JSON text."""
        found = self._read("SELECT body FROM facts WHERE key = ?", key)
        return found if isinstance(found, str) else None

    def put(self, key: str, facts: str) -> None:
        """Stores facts."""
        self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", key, facts)

    def blob(self, name: str) -> bytes | None:
        """Evidence by hash."""
        found = self._read("SELECT body FROM blobs WHERE name = ?", name)
        return found if isinstance(found, bytes) else None

    def put_blob(self, name: str, body: bytes) -> None:
        """Stores evidence."""
        self._write("INSERT OR IGNORE INTO blobs VALUES (?, ?)", name, body)

    def _read(self, query: str, key: str) -> object:
        with suppress(sqlite3.Error):
            row = self._database.execute(query, (key,)).fetchone()
            return row[0] if row else None
        return None

    def _write(self, query: str, key: str, body: str | bytes) -> None:
        with suppress(sqlite3.Error):
            self._database.execute(query, (key, body))
            self._pending += 1
            if self._pending >= _WRITES_PER_COMMIT:
                self.commit()

    def commit(self) -> None:
        """Makes what was written lasting."""
        self._pending = 0
        with suppress(sqlite3.Error):
            self._database.commit()

    def close(self) -> None:
        """Commits and closes."""
        self.commit()
        self._database.close()
        if self._temporary:
            self._temporary.cleanup()


def _connect(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:" if path is None else path, timeout=5)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version not in (0, _SCHEMA_VERSION):
            raise sqlite3.DatabaseError("another version of the cache")
        database.execute("CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID")
        database.execute("CREATE TABLE IF NOT EXISTS blobs (name TEXT PRIMARY KEY, body BLOB)")
        database.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database
