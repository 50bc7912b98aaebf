"""What changed between two deliveries, two checks on record, or two states of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from adqa.addresses import file_name
from adqa.campaign.changes import SheetDiff, sheet_diff
from adqa.campaign.names import read_name, version_text
from adqa.config import Config, SeverityChange, find_config, load_config
from adqa.errors import UsageError
from adqa.facts.approval import SignOff
from adqa.records.identity import FileState, Level, Pixels, compare, known_pixels, pair_up
from adqa.records.pixels import Difference, difference, still
from adqa.records.runs import RunRecord, read_run
from adqa.records.snapshot import Snapshot
from adqa.records.standing import approval_facts
from adqa.records.store import FOLDER, Store, record_folder
from adqa.report.model import Verdict

SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".yaml", ".yml")
"""Endings of what is compared as a sheet."""
Kind = Literal["same", "repacked", "renamed", "changed", "gone", "new"]
_WRONG_NAME = {
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "tiff": ("tif", "tiff"),
    "apng": ("png", "apng"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One creative then and now."""

    kind: Kind
    path: str
    """Its address now; of a creative that is gone, then."""
    was: str = ""
    """Its name then, where that differs."""
    said: tuple[str, ...] = ()
    """What happened to it, in words: `same name, new art, version not raised`."""
    kind_of: str = ""
    """Kind of creative: `image`, `html5` …"""
    size: str = ""
    broken: tuple[SignOff, ...] = ()
    """Approvals that no longer cover it."""
    kept: tuple[SignOff, ...] = ()
    """Approvals that stand."""
    verdict: Verdict | None = None
    """Where it stands now; None if that was not looked into."""
    members: tuple[str, ...] = ()
    """Files of a package that differ, with what became of each."""
    box: tuple[int, int, int, int] | None = None
    """What differs in a picture, in its pixels."""
    content_id: str | None = None

    @property
    def name(self) -> str:
        """The name people know it by."""
        return file_name(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two deliveries."""

    path: str
    files: int
    day: date | None = None
    """Of a check on record, the day it was for."""
    round: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A creative before and after, as PNG; None where there is no picture of it."""

    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiff:
    """Everything that differs between two deliveries."""

    old: Side
    new: Side
    changes: tuple[FileChange, ...]
    """Every creative, in the order of the new delivery, those that are gone last."""
    pictures: Mapping[str, Picture]
    """Path → pictures of creatives that changed."""
    unreadable: Mapping[str, str]
    """Address → why it could not be compared."""
    approvals: bool
    """Whether any approval is on record."""
    year: int | None = None
    """A date of another year is printed with its year."""
    campaign: str = ""
    """Its name, if a check of it is on record."""

    def of(self, *kinds: Kind) -> list[FileChange]:
        """The creatives to which that happened."""
        return [one for one in self.changes if one.kind in kinds]

    @property
    def to_approve(self) -> list[FileChange]:
        """What somebody has to look at again: what changed and was approved, else all that changed."""
        broken = [one for one in self.changes if one.broken]
        return broken if self.approvals else self.of("changed")

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, without pictures."""
        kinds: tuple[Kind, ...] = ("same", "repacked", "renamed", "changed", "gone", "new")
        return {
            "old": _plain_side(self.old),
            "new": _plain_side(self.new),
            "counts": {kind: len(self.of(kind)) for kind in kinds},
            "changes": [_plain_change(one) for one in self.changes if one.kind != "same"],
            "unreadable": dict(self.unreadable),
        }


def _plain_side(side: Side) -> dict[str, Any]:
    return {**asdict(side), "day": side.day.isoformat() if side.day else None}


def _plain_change(one: FileChange) -> dict[str, Any]:
    data = asdict(one)
    for key in ("broken", "kept"):
        data[key] = [{**sign, "on": sign["on"].isoformat() if sign["on"] else None} for sign in data[key]]
    return data


def diff(
    old: str | Path,
    new: str | Path,
    *,
    config: Path | Config | None = None,
    as_of: date | None = None,
    check_new: bool = True,
    jobs: int | None = None,
    cache: bool = True,
) -> FileDiff | SheetDiff:
    """Compares two folders, archives or checks on record, or two sheets.

    A check on record is its file, or the folder of the record for the latest one. The creatives of `new`
    are checked too, unless nothing changed or `check_new` is off, so that what changed is known to be good
    or bad.

    Raises UsageError if a path does not exist, holds nothing to compare, or a sheet stands beside files.
    """
    sheets = [Path(one).suffix.lower() in SHEETS for one in (old, new)]
    if all(sheets):
        return _sheets(Path(old), Path(new), config)
    if any(sheets):
        raise UsageError(f"{old} and {new} cannot be compared: one is a sheet and the other is none")
    paths = [str(new), str(old)]
    settings = config if isinstance(config, Config) else load_config(config or find_config(paths))
    with ExitStack() as stack:
        then, now = _Files(old, settings, stack), _Files(new, settings, stack)
        store = Store(_folder(then, now, settings))
        return _Diff(then, now, store, settings, as_of, check_new, jobs, cache).result()


def _sheets(old: Path, new: Path, config: Path | Config | None) -> SheetDiff:
    from adqa.campaign.find import read_house_campaign

    for one in (old, new):
        if not one.exists():
            raise UsageError(f"{str(one)!r} does not exist")
    settings = config if isinstance(config, Config) else load_config(config or find_config([str(new)]))
    return sheet_diff(read_house_campaign([old], settings), read_house_campaign([new], settings))


class _Files:
    """One side: a delivery that can be read, or a check on record."""

    def __init__(self, path: str | Path, settings: Config, stack: ExitStack) -> None:
        self.path = str(path)
        self.run = _recorded(Path(path))
        self.snapshot = None if self.run else stack.enter_context(Snapshot([path], settings.root))
        self.files: tuple[FileState, ...] = (
            self.run.files if self.run else self.snapshot.files if self.snapshot else ()
        )

    @property
    def pixels(self) -> Pixels:
        return self.snapshot.contents.pixels if self.snapshot else known_pixels

    def read(self, one: FileState) -> bytes | None:
        return self.snapshot.contents.read(one.path) if self.snapshot else None

    def side(self) -> Side:
        day = date.fromisoformat(self.run.as_of or self.run.recorded[:10]) if self.run else None
        return Side(
            path=self.path,
            files=len(self.files),
            day=day,
            round=self.run.round if self.run else None,
        )


def _recorded(path: Path) -> RunRecord | None:
    """The check on record that a path names; None if it names a delivery."""
    if path.suffix.lower() == ".json" and path.is_file():
        return read_run(path)
    if path.name == FOLDER and path.is_dir():
        run = Store(path).last_run()
        if run is None:
            raise UsageError(f"{path} has no check on record yet")
        return run
    return None


def _folder(then: _Files, now: _Files, settings: Config) -> Path:
    """The record: that of which a check is compared, else the one beside the new delivery."""
    for one in (then, now):
        if one.run is not None:
            path = Path(one.path)
            return path if path.is_dir() else path.parent.parent
    return record_folder([now.path], root=settings.root)


class _Diff:
    """One comparison of files."""

    def __init__(
        self,
        then: _Files,
        now: _Files,
        store: Store,
        settings: Config,
        as_of: date | None,
        check_new: bool,
        jobs: int | None,
        cache: bool,
    ) -> None:
        self._then, self._now, self._store, self._settings = then, now, store, settings
        self._as_of, self._check_new, self._jobs, self._cache = as_of, check_new, jobs, cache
        self._pictures: dict[str, Picture] = {}

    def result(self) -> FileDiff:
        then, now = self._then, self._now
        campaign = now.run.campaign if now.run else then.run.campaign if then.run else ""
        approvals = self._store.approvals(campaign).approvals
        approved = {one.content_id: one.pixel_id for one in approvals}

        def old(file: FileState) -> str | None:
            """The pixels of before, where the files are gone as they were approved."""
            return then.pixels(file) or approved.get(file.content_id)

        pairs = pair_up(then.files, now.files, old=old, new=now.pixels)
        year = self._as_of.year if self._as_of else None
        signed = approval_facts(now.files, approvals, pixels=now.pixels, year=year)
        levels = [
            compare(before, after, old=old, new=now.pixels)
            if before is not None and after is not None
            else None
            for before, after in pairs
        ]
        differs = any(level is None or level[0] == "changed" for level in levels)
        verdicts = self._verdicts() if differs else {}
        changes = []
        for (before, after), level in zip(pairs, levels, strict=True):
            file = after or before
            assert file is not None
            signs = signed[file.path].sign_offs if after is not None and file.path in signed else ()
            changes.append(self._change(before, after, level, signs, verdicts.get(file.path)))
        unreadable = {
            path: why
            for one in (then, now)
            if one.snapshot is not None
            for path, why in one.snapshot.unreadable.items()
        }
        return FileDiff(
            old=then.side(),
            new=now.side(),
            changes=tuple(changes),
            pictures=self._pictures,
            unreadable=unreadable,
            approvals=bool(approvals),
            year=year,
            campaign=campaign,
        )

    def _verdicts(self) -> dict[str, Verdict]:
        """Where every creative of the new delivery stands, whoever approved it, by the sheet on record."""
        if self._now.run is not None:
            return {one.path: one.verdict for one in self._now.run.creatives}
        if not self._check_new:
            return {}
        from adqa.commands.check import check

        off = SeverityChange(level="off", reason="that it changed is what is told here")
        severity = {**self._settings.severity, "approval/changed-after": off}
        sheets = self._then.run.sheets if self._then.run else ()
        with check(
            [self._now.path],
            config=self._settings.model_copy(update={"severity": severity}),
            as_of=self._as_of,
            campaign=[sheet for sheet in sheets if Path(sheet).is_file()],
            jobs=self._jobs,
            cache=self._cache,
        ) as report:
            return {one.path: one.verdict for one in report.creatives()}

    def _change(
        self,
        before: FileState | None,
        after: FileState | None,
        level: tuple[Level, str] | None,
        signs: Sequence[SignOff],
        verdict: Verdict | None,
    ) -> FileChange:
        if after is None:
            assert before is not None
            return FileChange(kind="gone", path=before.path, kind_of=before.kind, size=before.size)
        broken = tuple(one for one in signs if one.standing == "changed")
        kept = tuple(one for one in signs if one.standing in ("stands", "same_content"))
        kind: Kind = "new"
        said: tuple[str, ...] = ()
        seen = None
        members: tuple[str, ...] = ()
        renamed = before is not None and before.name != after.name
        if before is not None and level is not None:
            if level[0] == "changed":
                kind = "changed"
                seen = self._seen(before, after)
                members = _members(before, after)
                said = tuple(_happened(before, after, seen, members))
                self._pictures[after.path] = self._picture(before, after)
            else:
                kind = "same" if level[0] == "same_bytes" else "repacked"
                said = (level[1],) if level[1] else ()
                if renamed:
                    kind, said = "renamed", (_renaming(before, after), *said)
        return FileChange(
            kind=kind,
            path=after.path,
            was=before.name if before is not None and renamed else "",
            said=said,
            kind_of=after.kind,
            size=after.size,
            broken=broken,
            kept=kept,
            verdict=verdict,
            members=members,
            box=seen.box if seen else None,
            content_id=after.content_id,
        )

    def _seen(self, before: FileState, after: FileState) -> Difference | None:
        if before.kind != "image" or after.kind != "image":
            return None
        then, now = self._then.read(before) or self._kept(before), self._now.read(after) or self._kept(after)
        return difference(then, now) if then is not None and now is not None else None

    def _picture(self, before: FileState, after: FileState) -> Picture:
        return Picture(before=self._shown(self._then, before), after=self._shown(self._now, after))

    def _shown(self, side: _Files, one: FileState) -> bytes | None:
        content = side.read(one) if one.kind == "image" else None
        return (still(content) if content is not None else None) or self._kept(one)

    def _kept(self, one: FileState) -> bytes | None:
        """The picture that was kept when it was approved."""
        return self._store.picture(one.content_id)


def _members(before: FileState, after: FileState) -> tuple[str, ...]:
    """Files of a package that differ; nothing where one side does not list them."""
    if not before.members or not after.members:
        return ()
    then, now = dict(before.members), dict(after.members)
    changed = [name for name in now if name in then and now[name] != then[name]]
    return (
        *changed,
        *(f"{name} (new)" for name in now if name not in then),
        *(f"{name} (gone)" for name in then if name not in now),
    )


def _happened(
    before: FileState, after: FileState, seen: Difference | None, members: Sequence[str]
) -> Iterable[str]:
    """What happened to a creative whose content changed, most telling first."""
    mended = _mended(before, after)
    if mended:
        yield mended
    if seen is not None and seen.kind == "faint":
        again = "" if mended else f", saved again{_as(before, after)}"
        yield f"looks alike{again}; compare the small print"
    else:
        yield from _art(before, after, seen, members)


def _art(
    before: FileState, after: FileState, seen: Difference | None, members: Sequence[str]
) -> Iterable[str]:
    then, now = read_name(before.name).version, read_name(after.name).version
    if before.size and after.size and before.size != after.size:
        what = f"is {after.size} now, was {before.size}"
    elif seen is not None and seen.kind == "part":
        what = f"differs {seen.where}"
    elif before.kind == "html5":
        what = f"{_few(members)} changed" if members else "its files changed"
    else:
        what = "new art" if seen is not None else "other bytes"
        if seen is None and before.kind == after.kind == "image":
            what += " (no picture of before was kept)"
    if then == now:
        name = "same name" if before.name == after.name else f"was named {before.name}"
        yield f"{name}, {what}, version not raised"
    else:
        raised = (
            f"{version_text(now) if now else 'no version'}, was {version_text(then) if then else 'without'}"
        )
        yield f"{what}; version {raised}"


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _mended(before: FileState, after: FileState) -> str:
    """Says it where a file was called what it is not, and is no more."""
    if _fits(before) or not _fits(after) or before.format == after.format:
        return ""
    return (
        f"was {before.format.upper()} named .{_extension(before)}, now {_short(after.format)}: "
        "last round's fix is done"
    )


def _fits(one: FileState) -> bool:
    """Whether the extension is that of the format."""
    return not one.format or _extension(one) in _WRONG_NAME.get(one.format, (one.format,))


def _as(before: FileState, after: FileState) -> str:
    return f" as {_short(after.format)}" if before.format != after.format else ""


def _short(format_: str) -> str:
    return "JPG" if format_ == "jpeg" else format_.upper()


def _extension(one: FileState) -> str:
    return one.name.rpartition(".")[2].lower()


def _renaming(before: FileState, after: FileState) -> str:
    then, now = read_name(before.name).version, read_name(after.name).version
    if then != now and now is not None:
        return f"was {before.name}: version raised, content unchanged"
    return f"was {before.name}"
