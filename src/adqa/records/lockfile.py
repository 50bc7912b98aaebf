"""Approvals on record: one file for each act of approving, and one lock file that lists what holds.

The files under `approvals` are written once and never edited, so that two people on one shared folder lose
nothing; the lock file is drawn up from them. Each approval carries a digest of itself as its id. This finds
what was edited by hand, as happens when a merge goes wrong or somebody helps a deadline; it is no seal
against a forger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from adqa.errors import UsageError
from adqa.output import write_whole
from adqa.records.identity import FileState
from adqa.report.report import adapter

APPROVALS_VERSION = 1
LOCK_NAME = "approved.lock.json"
Scope = Literal["creative", "size", "concept", "placement", "delivery"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """The mail or document in which somebody approved, kept under its hash."""

    name: str
    """As it was called."""
    sha256: str
    file: str
    """Where it is kept, below the record's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One approval of one creative."""

    id: str = ""
    """Digest of everything else; an entry whose id does not fit was edited."""
    path: str
    """The creative's stable name when it was approved."""
    campaign: str = ""
    """Name of the campaign, where a check on record said it."""
    kind: str
    format: str = ""
    size: str = ""
    sha256: str | None
    content_id: str | None
    pixel_id: str | None = None
    units: dict[str, str] = field(default_factory=dict)
    """Ad unit → its revision at the time."""
    by: str
    role: str = ""
    on: str
    """Day of the approval."""
    recorded: str
    """When it was put on record."""
    scope: Scope = "creative"
    scope_of: str = ""
    """Which size, concept, placement or delivery was approved as a whole."""
    conditions: str = ""
    evidence: EvidenceFile | None = None
    adqa_version: str = ""
    rules: str = ""
    """Version of the rule set."""

    @property
    def state(self) -> FileState:
        """The creative as it was approved."""
        return FileState(
            path=self.path,
            key=self.path,
            kind=self.kind,
            format=self.format,
            size=self.size,
            sha256=self.sha256,
            content_id=self.content_id,
            pixel_id=self.pixel_id,
        )


ProblemCode = Literal["damaged", "edited", "newer", "unfinished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProblem:
    """Something in the record that could not be used; nothing of it was removed."""

    file: str
    """Its name below the record's folder."""
    code: ProblemCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRecord:
    """What is on record, and what of it could not be used."""

    approvals: tuple[Approval, ...] = ()
    """In the order in which they were recorded."""
    problems: tuple[RecordProblem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody uses approvals here."""
        return not self.approvals and not self.problems


def sealed(approval: Approval) -> Approval:
    """The approval with its id."""
    return replace(approval, id=_digest(approval))


def _digest(approval: Approval) -> str:
    body = {key: value for key, value in asdict(approval).items() if key != "id"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"1:{hashlib.sha256(text.encode()).hexdigest()}"


def write_approvals(folder: Path, approvals: Sequence[Approval]) -> Path:
    """Puts approvals on record and draws up the lock file anew. Raises UsageError if that cannot be done.

    A lock file that is damaged or was edited is moved aside first. `folder` is the record's.
    """
    found = read_approvals(folder)
    newer = next((one for one in found.problems if one.code == "newer"), None)
    if newer is not None:
        raise UsageError(f"{folder / newer.file}: {newer.text}")
    entries = [one if one.id else sealed(one) for one in approvals]
    body = _text({"approvals_version": APPROVALS_VERSION, "approvals": [asdict(one) for one in entries]})
    name = f"{entries[0].on}-{hashlib.sha256(body).hexdigest()[:16]}.json"
    place = folder / "approvals" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        write_whole(place, [body])
    lock = folder / LOCK_NAME
    if any(one.file == LOCK_NAME for one in found.problems):
        move_aside(lock)
    write_whole(lock, [_lock_text(read_approvals(folder).approvals)])
    return place


def _lock_text(approvals: Sequence[Approval]) -> bytes:
    return _text(
        {
            "lock_version": APPROVALS_VERSION,
            "digest": _lock_digest(one.id for one in approvals),
            "approvals": [asdict(one) for one in approvals],
        }
    )


def _lock_digest(ids: Iterable[str]) -> str:
    return f"1:{hashlib.sha256(' '.join(ids).encode()).hexdigest()}"


def _text(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=True) + "\n").encode()


def read_approvals(folder: Path) -> ApprovalRecord:
    """Everything on record, from the lock file and from the files of single acts. Never raises.

    An approval that was edited in either place does not count, whatever the other place says.
    """
    problems: list[RecordProblem] = []
    found: dict[str, Approval] = {}
    edited: set[tuple[str, ...]] = set()
    names = [LOCK_NAME]
    if (folder / "approvals").is_dir():
        names += sorted(f"approvals/{one.name}" for one in (folder / "approvals").glob("*.json"))
    for name in names:
        if not (folder / name).is_file():
            continue
        entries = _read_file(folder, name, problems)
        bad = [one for one in entries if _digest(one) != one.id]
        found |= {one.id: one for one in entries if _digest(one) == one.id}
        edited |= {_act(one) for one in bad}
        if bad:
            problems.append(_edited(name, bad))
    good = [one for one in found.values() if _act(one) not in edited]
    return ApprovalRecord(
        approvals=tuple(sorted(good, key=lambda one: (one.recorded, one.on, one.path, one.id))),
        problems=tuple(problems),
    )


def _act(one: Approval) -> tuple[str, ...]:
    """What tells which approval this is, however it was edited."""
    return (one.path, one.by, one.recorded)


def _edited(name: str, bad: Sequence[Approval]) -> RecordProblem:
    said = ", ".join(dict.fromkeys(f"{one.path} ({one.by})" for one in bad[:5]))
    more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
    text = f"was changed by hand; until approved again, these do not count: {said}{more}"
    return RecordProblem(file=name, code="edited", text=text)


def _read_file(folder: Path, name: str, problems: list[RecordProblem]) -> list[Approval]:
    key = "lock_version" if name == LOCK_NAME else "approvals_version"
    try:
        data = json.loads((folder / name).read_bytes())
        version = data[key]
        if version > APPROVALS_VERSION:
            text = "was written by a newer adqa; update adqa to use it. Nothing in it was changed"
            problems.append(RecordProblem(file=name, code="newer", text=text))
            return []
        entries: list[Approval] = adapter(list[Approval]).validate_python(data["approvals"])
    except OSError as error:
        problems.append(RecordProblem(file=name, code="damaged", text=f"cannot be opened ({error.strerror})"))
        return []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        text = "cannot be read: it is damaged. What the other files of the record say still counts"
        problems.append(RecordProblem(file=name, code="damaged", text=text))
        return []
    if name == LOCK_NAME and data.get("digest") != _lock_digest(one.id for one in entries):
        text = "was changed by hand: entries were added, removed or put in another order"
        problems.append(RecordProblem(file=name, code="edited", text=text))
    return entries


def move_aside(file: Path) -> Path:
    """Renames a file to a name that is free, so that nothing is lost."""
    number = 1
    while (target := file.with_name(f"{file.name}.aside-{number}")).exists():
        number += 1
    return file.rename(target)
