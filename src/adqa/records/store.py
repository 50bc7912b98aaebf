"""The folder `.adqa` beside a campaign: where it is, and everything that is put into it.

Plain files, each written once and whole, so that a killed run leaves nothing half and a folder that is
synchronised between colleagues loses nothing. When something happened is given by whoever records it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from adqa.errors import UsageError
from adqa.output import write_whole
from adqa.records.lockfile import (
    Approval,
    ApprovalRecord,
    EvidenceFile,
    RecordProblem,
    read_approvals,
    write_approvals,
)
from adqa.records.runs import RunRecord, read_run, read_runs, run_files, write_run
from adqa.records.ticks import Tick, read_ticks, write_ticks
from adqa.registry import Registry

FOLDER = ".adqa"
_ABOUT = """\
This folder is adqa's record of the campaign beside it: one file for each check (runs), what was approved by
whom (approvals, approved.lock.json), the mails that prove it (evidence), how it looked (pictures), and what
was checked by hand (ticks).
Keep it with the campaign and share it with your colleagues. Nothing in it is edited by hand.
"""


def record_folder(
    paths: Iterable[str | os.PathLike[str]],
    *,
    root: str | None = None,
    sheet: str | os.PathLike[str] | None = None,
) -> Path:
    """Where the record of a campaign is kept.

    In the folder of `adqa.toml` (`root`). Else where one already is: beside the sheet, in the folder that was
    delivered, or up to two folders above it. Else beside the sheet, unless that came in the delivered folder
    itself; then, and without a sheet, beside what was delivered, as every round comes in a folder or archive
    of its own.
    """
    if root is not None:
        return Path(root, FOLDER)
    typed = sorted(os.fspath(path) for path in paths) or ["."]
    first = typed[0]
    beside = Path(os.path.normpath(os.path.join(first, os.pardir)))
    above = Path(os.path.normpath(os.path.join(first, os.pardir, os.pardir)))
    own = Path(sheet).parent if sheet is not None else None
    for place in (own, Path(first), beside, above):
        if place is not None and (place / FOLDER).is_dir():
            return place / FOLDER
    return (own if own is not None and not _within(own, typed) else beside) / FOLDER


def _within(folder: Path, delivered: Iterable[str]) -> bool:
    real = os.path.realpath(folder)
    tops = (os.path.realpath(one) for one in delivered)
    return any(real == top or real.startswith(top.rstrip(os.sep) + os.sep) for top in tops)


def rule_set_version(registry: Registry) -> str:
    """What tells two sets of rules apart: 12 hex digits over their ids, severities and codes."""
    said = (
        f"{one.id} {one.severity} {sorted(one.severities.items())} {sorted(one.messages)}"
        for one in registry.rules.values()
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def _belongs(campaign: str, asked: str) -> bool:
    return not campaign or not asked or campaign.casefold() == asked.casefold()


class Store:
    """The record of one campaign."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when something is first put on record."""
        self.folder = folder

    @property
    def is_new(self) -> bool:
        """Whether nothing was put on record here yet."""
        return not self.folder.is_dir()

    def where(self) -> str:
        """The sentence that a first check in a folder says."""
        return f"The record of this campaign is kept in {self.folder.as_posix()}"

    def runs(self, campaign: str = "") -> tuple[tuple[RunRecord, ...], tuple[RecordProblem, ...]]:
        """Every check of a campaign on record, oldest first, and what cannot be used.

        Folders of several campaigns may lie side by side and share a record; a check without a sheet names
        no campaign and counts for each.
        """
        runs, problems = read_runs(self.folder)
        return tuple(one for one in runs if _belongs(one.campaign, campaign)), problems

    def last_run(self, campaign: str = "") -> RunRecord | None:
        """The latest check of a campaign on record that can be read."""
        for file in reversed(run_files(self.folder)):
            try:
                run = read_run(file)
            except UsageError:
                continue
            if _belongs(run.campaign, campaign):
                return run
        return None

    def add_run(self, run: RunRecord) -> Path:
        """Puts a check on record; gives its file. Raises UsageError."""
        with self._writing():
            return write_run(self.folder, run)

    def ticks(self, campaign: str = "") -> tuple[tuple[Tick, ...], tuple[RecordProblem, ...]]:
        """What was checked by hand for a campaign, oldest first, and what cannot be used. Never raises."""
        ticks, problems = read_ticks(self.folder)
        return tuple(one for one in ticks if _belongs(one.campaign, campaign)), problems

    def tick(self, ticks: Sequence[Tick]) -> Path:
        """Puts ticks on record; gives the file of this act. Raises UsageError."""
        with self._writing():
            return write_ticks(self.folder, ticks)

    def approvals(self, campaign: str = "") -> ApprovalRecord:
        """Every approval of a campaign on record. Never raises."""
        found = read_approvals(self.folder)
        mine = tuple(one for one in found.approvals if _belongs(one.campaign, campaign))
        return ApprovalRecord(approvals=mine, problems=found.problems)

    def approve(self, approvals: Sequence[Approval]) -> Path:
        """Puts approvals on record; gives the file of this act. Raises UsageError."""
        with self._writing():
            return write_approvals(self.folder, approvals)

    def keep_evidence(self, file: Path) -> EvidenceFile:
        """Keeps a copy of a mail or document under its hash. Raises UsageError."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UsageError(f"the evidence {file} cannot be read: {error.strerror}") from None
        hash_ = hashlib.sha256(content).hexdigest()
        name = f"evidence/{hash_}{file.suffix.lower()}"
        self._keep(name, content)
        return EvidenceFile(name=file.name, sha256=hash_, file=name)

    def keep_picture(self, content_id: str, picture: bytes) -> None:
        """Keeps how an approved creative looked, to show it beside its successor. Raises UsageError."""
        self._keep(f"pictures/{content_id}.png", picture)

    def picture(self, content_id: str | None) -> bytes | None:
        """How a creative looked that was approved; None if no picture was kept."""
        if not content_id or not all(character in "0123456789abcdef" for character in content_id):
            return None
        try:
            return (self.folder / "pictures" / f"{content_id}.png").read_bytes()
        except OSError:
            return None

    def _keep(self, name: str, content: bytes) -> None:
        place = self.folder / name
        with self._writing():
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                write_whole(place, [content])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Makes the folder, with a word on what it is. Raises UsageError if that cannot be done."""
        try:
            if not (self.folder / "README.txt").exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                write_whole(self.folder / "README.txt", [_ABOUT.encode()])
            yield
        except OSError as error:
            raise UsageError(f"the record in {self.folder} cannot be written: {error.strerror}") from None
