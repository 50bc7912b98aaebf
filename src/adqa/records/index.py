"""An index over the records of many campaigns, for the numbers that need all of them.

The truth is in the record folders; the index only saves reading every file each time. It lives in the
cache folder, takes in what it has not seen, and is built anew whenever it is damaged, of another version or
gone. Files of the record are written once, so a file that was read is never read again.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from adqa.engine.cache import cache_folder
from adqa.errors import UsageError
from adqa.records.lockfile import move_aside
from adqa.records.runs import RunRecord, read_run, run_files
from adqa.report.model import Owner, Severity, Verdict

_VERSION = 1
_NAME = "records.sqlite"
_TABLES = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, file TEXT UNIQUE, bytes INTEGER, folder TEXT, recorded TEXT, campaign TEXT,
  round INTEGER
);
CREATE TABLE creatives (
  run INTEGER REFERENCES runs (id), key TEXT, booked TEXT, content TEXT, partner TEXT, verdict TEXT
);
CREATE TABLE findings (
  run INTEGER REFERENCES runs (id), rule TEXT, severity TEXT, owner TEXT, content TEXT, partner TEXT
);
CREATE INDEX creatives_of ON creatives (run);
CREATE INDEX findings_of ON findings (run);
"""
_READY = (Verdict.PASS.value, Verdict.REVIEW.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerHistory:
    """How somebody's deliveries went, over all campaigns on record."""

    partner: str
    """As the sheets name them; empty for deliveries without a sheet."""
    first_delivered: int
    """Creatives delivered for the first time."""
    first_ready: int
    """Of these, creatives that were ready at once."""
    faults: tuple[tuple[str, int], ...]
    """(rule, creatives with it) of faults that are theirs to fix, commonest first."""
    campaigns: tuple[str, ...] = ()

    @property
    def first_pass_rate(self) -> float | None:
        """Share of creatives that were ready at the first delivery; None if nothing was delivered."""
        return self.first_ready / self.first_delivered if self.first_delivered else None


class RecordIndex:
    """The index. Close it when done."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where the index is kept, by default the cache folder."""
        self._path = (folder or cache_folder()) / _NAME
        self.note = ""
        """What was done about an index that could not be used; empty if nothing was."""
        self._folders: list[Path] = []
        self._database = self._open()

    def __enter__(self) -> RecordIndex:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _connect(self._path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                aside = move_aside(self._path)
                for rest in self._path.parent.glob(f"{_NAME}-*"):
                    rest.unlink(missing_ok=True)
                self.note = (
                    f"The index {self._path} cannot be used ({error}); it is {aside.name} now, and built anew"
                )
                return _connect(self._path)
        except (OSError, sqlite3.Error):
            return _connect(None)

    def refresh(self, folders: Iterable[Path]) -> list[str]:
        """Takes in what is new in these records and forgets what is gone; gives what cannot be read.

        An index that cannot be written (locked, disk full) is done without: then every file is read.
        """
        self._folders += [one for one in folders if one not in self._folders]
        try:
            return self._refresh()
        except sqlite3.Error:
            self._database.close()
            self._database = _connect(None)
            return self._refresh()

    def _refresh(self) -> list[str]:
        problems = []
        for folder in self._folders:
            place = os.path.realpath(folder)
            files = {str(Path(place, "runs", file.name)): file for file in run_files(folder)}
            query = "SELECT file, bytes FROM runs WHERE folder = ?"
            known = dict(self._database.execute(query, (place,)).fetchall())
            for gone in known.keys() - files.keys():
                self._replace(gone)
            for name, file in files.items():
                size = file.stat().st_size
                if known.get(name) == size:
                    continue
                try:
                    self._replace(name, (size, place, read_run(file)))
                except UsageError as error:
                    problems.append(str(error))
        return problems

    def _replace(self, name: str, new: tuple[int, str, RunRecord] | None = None) -> None:
        """Takes a file in anew, or only forgets it; in one step, as others may do the same."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._forget(name)
            if new is not None:
                self._take(name, *new)

    def _forget(self, name: str) -> None:
        ids = self._database.execute("SELECT id FROM runs WHERE file = ?", (name,)).fetchall()
        for table, column in (("creatives", "run"), ("findings", "run"), ("runs", "id")):
            self._database.executemany(f"DELETE FROM {table} WHERE {column} = ?", ids)

    def _take(self, name: str, size: int, folder: str, run: RunRecord) -> None:
        insert = "INSERT INTO runs (file, bytes, folder, recorded, campaign, round) VALUES (?, ?, ?, ?, ?, ?)"
        values = (name, size, folder, run.recorded, run.campaign, run.round)
        id_ = self._database.execute(insert, values).lastrowid
        by_path = {one.path: one for one in run.creatives}
        self._database.executemany(
            "INSERT INTO creatives VALUES (?, ?, ?, ?, ?, ?)",
            (
                (id_, one.key, "\n".join(one.booked) or one.key, one.content_id, one.by, one.verdict.value)
                for one in run.creatives
            ),
        )
        self._database.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    id_,
                    one.rule,
                    one.severity.value,
                    one.owner,
                    by_path[one.path].content_id if one.path in by_path else None,
                    by_path[one.path].by if one.path in by_path else "",
                )
                for one in run.findings
            ),
        )

    def campaigns(self) -> list[tuple[str, str, int]]:
        """(campaign, record folder, rounds so far) of everything indexed, by name."""
        query = "SELECT campaign, folder, MAX(round) FROM runs GROUP BY 1, 2 ORDER BY 1, 2"
        return self._database.execute(query).fetchall()

    def partners(self, folders: Iterable[Path] | None = None) -> list[PartnerHistory]:
        """How the deliveries of each partner went; `folders` limits it to some records.

        A creative counts at its first delivery in a campaign, by what it was booked as. The same file
        checked again is the same delivery, and a fault counts once for each content that had it.
        """
        places = None if folders is None else {os.path.realpath(one) for one in folders}
        first: dict[tuple[str, str, str], tuple[str, bool]] = {}
        query = (
            "SELECT folder, campaign, booked, partner, verdict FROM creatives JOIN runs ON run = id "
            "ORDER BY recorded, id"
        )
        campaigns: dict[str, set[str]] = {}
        for folder, campaign, booked, partner, verdict in self._database.execute(query):
            if places is not None and folder not in places:
                continue
            campaigns.setdefault(partner, set()).add(campaign)
            for key in booked.split("\n"):
                first.setdefault((folder, campaign, key), (partner, verdict in _READY))
        faults: dict[str, Counter[str]] = {}
        query = "SELECT DISTINCT folder, partner, rule, content FROM findings JOIN runs ON run = id "
        query += "WHERE severity != ? AND owner = ? AND content IS NOT NULL"
        values = (Severity.NOTE.value, Owner.PARTNER.value)
        for folder, partner, rule, _ in self._database.execute(query, values):
            if places is None or folder in places:
                faults.setdefault(partner, Counter())[rule] += 1
        delivered = Counter(partner for partner, _ in first.values())
        ready = Counter(partner for partner, good in first.values() if good)
        return [
            PartnerHistory(
                partner=partner,
                first_delivered=delivered[partner],
                first_ready=ready[partner],
                faults=tuple(
                    sorted(faults.get(partner, Counter()).items(), key=lambda one: (-one[1], one[0]))
                ),
                campaigns=tuple(sorted(campaigns[partner] - {""})),
            )
            for partner in sorted(campaigns)
        ]


def _connect(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:" if path is None else path, timeout=10)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise sqlite3.DatabaseError("was made by a newer version of adqa")
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError("was made by an older version of adqa")
        if version == 0:
            _make_tables(database)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _make_tables(database: sqlite3.Connection) -> None:
    try:
        database.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
    except sqlite3.OperationalError as error:
        database.rollback()
        if "already exists" not in str(error):  # then another process has just made them
            raise
