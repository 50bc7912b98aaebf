"""The fact cache: disposable, shared between runs, and never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adqa.engine.cache import FactCache, cache_folder


def stored(folder: Path) -> dict[str, str]:
    with sqlite3.connect(folder / "facts.sqlite") as database:
        rows = dict(database.execute("SELECT key, body FROM facts"))
    database.close()
    return rows


def test_facts_and_evidence_outlast_the_run(tmp_path: Path) -> None:
    cache = FactCache(tmp_path)
    cache.put("key", '{"bytes":1}')
    cache.put_blob("hash", b"\x00picture")
    assert cache.get("key") == '{"bytes":1}'
    assert cache.blob("hash") == b"\x00picture"
    assert cache.get("hash") is None
    cache.close()
    again = FactCache(tmp_path)
    assert again.get("key") == '{"bytes":1}'
    assert again.blob("hash") == b"\x00picture"
    assert again.get("other") is None
    assert again.blob("other") is None
    again.close()


def test_a_temporary_cache_leaves_nothing() -> None:
    cache = FactCache(None)
    cache.put("key", "{}")
    cache.commit()
    folder = cache._path.parent
    assert folder.exists()
    assert cache.get("key") == "{}"
    cache.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"", b"SQLite format 3\0" + b"\xff" * 500]
)
def test_a_corrupt_file_is_moved_aside_and_rebuilt(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "facts.sqlite").write_bytes(content)
    cache = FactCache(tmp_path)
    cache.put("key", "{}")
    cache.close()
    assert stored(tmp_path) == {"key": "{}"}
    assert (tmp_path / "facts.broken").exists() == bool(content)


def test_another_version_is_moved_aside(tmp_path: Path) -> None:
    FactCache(tmp_path).close()
    with sqlite3.connect(tmp_path / "facts.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    cache = FactCache(tmp_path)
    cache.put("key", "{}")
    cache.close()
    assert stored(tmp_path) == {"key": "{}"}
    with sqlite3.connect(tmp_path / "facts.broken") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (99,)
    database.close()


def test_damage_found_on_the_way_is_moved_aside_at_the_end(tmp_path: Path) -> None:
    cache = FactCache(tmp_path)
    for number in range(400):
        cache.put(f"key {number}", "x" * 500)
    cache.close()
    file = tmp_path / "facts.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    damaged = FactCache(tmp_path)
    assert [damaged.get(f"key {number}") for number in range(400)].count(None) > 300
    damaged.put("new", "{}")
    assert damaged.get("new") == "{}"
    damaged.close()
    assert (tmp_path / "facts.broken").exists()
    fresh = FactCache(tmp_path)
    fresh.put("new", "{}")
    fresh.close()
    assert stored(tmp_path) == {"new": "{}"}


def test_a_locked_file_is_left_alone(tmp_path: Path) -> None:
    FactCache(tmp_path).close()
    holder = sqlite3.connect(tmp_path / "facts.sqlite", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("INSERT INTO facts VALUES ('theirs', '{}')")
    start = time.monotonic()
    cache = FactCache(tmp_path)
    cache.put("ours", "{}")
    cache.commit()
    cache.put("ours too", "{}")
    cache.close()
    assert time.monotonic() - start < 15
    holder.execute("COMMIT")
    holder.close()
    assert stored(tmp_path) == {"theirs": "{}"}
    assert not (tmp_path / "facts.broken").exists()


def test_a_run_waits_for_a_lock_once_only(tmp_path: Path) -> None:
    cache = FactCache(tmp_path)
    holder = sqlite3.connect(tmp_path / "facts.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    cache.put("one", "{}")
    cache.commit()
    start = time.monotonic()
    for number in range(3):
        cache.put(f"more {number}", "{}")
        cache.commit()
    assert time.monotonic() - start < 2
    holder.execute("ROLLBACK")
    holder.close()
    cache.put("later", "{}")
    cache.close()
    assert stored(tmp_path) == {"later": "{}"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = FactCache(tmp_path / "file" / "cache")
    cache.put("key", "{}")
    assert cache.get("key") == "{}"
    cache.commit()
    assert cache.get("key") == "{}"
    cache.close()


WRITER = """
import sys
from pathlib import Path
from adqa.engine.cache import FactCache
cache = FactCache(Path(sys.argv[1]))
for number in range(1500):
    cache.put(f"{sys.argv[2]} {number}", "{}")
    cache.put(f"shared {number}", "{}")
    cache.get(f"shared {number}")
    if number % 50 == 0:
        cache.put_blob(f"blob {number}", b"x" * 100_000)
cache.close()
"""


def test_two_processes_share_it(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    for writer in writers:
        assert writer.communicate(timeout=120)[1] == b""
        assert writer.returncode == 0
    assert len(stored(tmp_path)) == 4500
    assert not (tmp_path / "facts.broken").exists()


def test_many_facts_are_written_on_the_way(tmp_path: Path) -> None:
    cache = FactCache(tmp_path)
    for number in range(300):
        cache.put(str(number), "{}")
    assert 256 <= len(stored(tmp_path)) < 300
    cache.put_blob("large", b"x" * 9_000_000)
    assert len(stored(tmp_path)) == 300
    cache.close()


def test_where_it_lives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADQA_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("ADQA_CACHE_DIR")
    assert cache_folder().name == "adqa"
    assert os.fspath(cache_folder()) != os.fspath(tmp_path)
