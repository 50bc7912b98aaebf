"""Putting an approval on record: who said yes to which content, when, and what proves it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from adqa import __version__
from adqa.addresses import folder_of
from adqa.campaign.names import read_name
from adqa.config import Config, find_config, load_config
from adqa.errors import UsageError
from adqa.records.identity import FileState
from adqa.records.lockfile import Approval, Scope, sealed
from adqa.records.pixels import still
from adqa.records.runs import RecordedCreative, RunRecord
from adqa.records.snapshot import Snapshot
from adqa.records.store import Store, record_folder, rule_set_version
from adqa.registry import load_registry
from adqa.relations import concept_of
from adqa.report.safe_text import visible
from adqa.spec.catalogue import Catalogue
from adqa.units import count_text, date_text, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What was put on record."""

    approvals: tuple[Approval, ...]
    file: Path
    folder: Path
    """The record's."""
    first: bool
    """The record was begun with it."""
    unreadable: Mapping[str, str]
    """Address → why it could not be approved."""

    def text(self) -> str:
        """The same for the terminal."""
        one = self.approvals[0]
        who = f"{one.by} ({one.role})" if one.role else one.by
        day = date_text(date.fromisoformat(one.on))
        lines = [f"{count_text(len(self.approvals), 'creative')} approved by {who} on {day}"]
        lines += [f"  {approval.path}" for approval in self.approvals]
        if one.conditions:
            lines.append(f"On the condition: {one.conditions}")
        if one.evidence:
            lines.append(f"Evidence kept: {one.evidence.name} as {one.evidence.file}")
        lines += [f"Not approved: {path}, as {why}" for path, why in self.unreadable.items()]
        if self.first:
            lines.append(Store(self.folder).where())
        return "\n".join(visible(line) for line in lines) + "\n"


def approve(
    paths: Iterable[str | Path],
    *,
    by: str,
    on: date,
    recorded: datetime,
    role: str = "",
    scope: Scope = "creative",
    of: str = "",
    evidence: Path | None = None,
    conditions: str = "",
    config: Path | Config | None = None,
    sheet: Path | None = None,
) -> Approved:
    """Records that somebody approved creatives as they are now.

    `paths` name the creatives, or the folder or archive they are in. With a `scope` of size, concept or
    placement, every creative there (for a named file: in its folder) that has the size, concept or
    placement `of` is approved; without `of`, the sizes, concepts or placements of the files named.
    `recorded` is the moment of recording, `sheet` the campaign's sheet if there is one.

    Raises UsageError if nothing fits, a file does not exist, or the record cannot be written; ConfigError.
    """
    arguments = [str(path) for path in paths]
    settings = config if isinstance(config, Config) else load_config(config or find_config(arguments))
    if not by.strip():
        raise UsageError("say who approved, with --by")
    if on > recorded.date():
        raise UsageError(f"{on.isoformat()} is still to come; give the day of the approval with --on")
    store = Store(record_folder(arguments, root=settings.root, sheet=sheet))
    first = store.is_new
    with Snapshot(_where_to_look(arguments, scope), settings.root) as snapshot:
        run = _run_of(store, snapshot.files)
        chosen = _chosen(snapshot.files, arguments, scope, of, run)
        proof = store.keep_evidence(evidence) if evidence else None
        rules = rule_set_version(load_registry())
        units = _Units(settings, run, on)
        approvals = [
            sealed(
                Approval(
                    path=one.key,
                    campaign=run.campaign if run else "",
                    kind=one.kind,
                    format=one.format,
                    size=one.size,
                    sha256=one.sha256,
                    content_id=one.content_id,
                    pixel_id=snapshot.contents.pixels(one),
                    units=units.of(one),
                    by=by.strip(),
                    role=role.strip(),
                    on=on.isoformat(),
                    recorded=recorded.astimezone(UTC).isoformat(timespec="microseconds"),
                    scope=scope,
                    scope_of=of or (listing(arguments, "and") if scope == "delivery" else ""),
                    conditions=conditions.strip(),
                    evidence=proof,
                    adqa_version=__version__,
                    rules=rules,
                )
            )
            for one in chosen
        ]
        for one in chosen:
            content = snapshot.contents.read(one.path) if one.kind == "image" else None
            picture = still(content) if content is not None else None
            if picture is not None and one.content_id:
                store.keep_picture(one.content_id, picture)
        file = store.approve(approvals)
        return Approved(
            approvals=tuple(approvals),
            file=file,
            folder=store.folder,
            first=first,
            unreadable=dict(snapshot.unreadable),
        )


def _run_of(store: Store, files: Sequence[FileState]) -> RunRecord | None:
    """The latest check on record of these creatives, or of earlier rounds of them.

    Campaigns whose folders lie side by side share a record, and an approval belongs to one of them.
    """
    runs = store.runs()[0][::-1]
    for key in (_called, lambda one: one.content_id):
        wanted = {key(one) for one in files} - {None}
        for run in runs:
            if any(key(one) in wanted for one in run.files):
                return run
    return None


def _called(one: FileState) -> Hashable | None:
    """What a creative is called in every round; None for one that is only called after its size."""
    name = read_name(one.name)
    return (name.identity, name.sizes) if name.identity else None


def _where_to_look(arguments: Sequence[str], scope: Scope) -> list[str]:
    """The paths; where one file stands for its kin, the folder it is in."""
    if scope in ("creative", "delivery"):
        return list(arguments)
    return [os.path.dirname(one) or "." if os.path.isfile(one) else one for one in arguments]


def _chosen(
    files: Sequence[FileState], arguments: Sequence[str], scope: Scope, of: str, run: RunRecord | None
) -> list[FileState]:
    if scope in ("creative", "delivery"):
        if not files:
            raise UsageError(f"no creative in {listing(list(arguments), 'and')} can be opened")
        return list(files)
    said = _kin(scope, run)
    named = [one for one in files if _is_named(one, arguments)]
    wanted = {_plain(of)} if of else {_plain(value) for one in named for value in said(one)}
    found = [one for one in files if wanted & {_plain(value) for value in said(one)}]
    if not found:
        what = f"the {scope} {of!r}" if of else f"a {scope}"
        hint = (
            "; a check with the campaign's sheet must be on record first"
            if scope == "placement" and run is None
            else ""
        )
        raise UsageError(f"no creative here has {what}{hint}")
    return found


def _is_named(one: FileState, arguments: Sequence[str]) -> bool:
    """Whether a file was named itself, or lies in a folder or archive that was."""
    return any(
        one.path == typed or one.path.startswith((f"{typed}/", f"{typed}!/"))
        for typed in (argument.replace("\\", "/").rstrip("/") for argument in arguments)
    ) or any(argument in (".", folder_of(one.path)) for argument in arguments)


def _kin(scope: Scope, run: RunRecord | None) -> Callable[[FileState], Iterable[str]]:
    """What of a creative is approved as a whole."""
    if scope == "size":
        return lambda one: [one.size] if one.size else []
    if scope == "concept":
        return lambda one: [concept_of(one.path)] if concept_of(one.path) else []
    on_record = _by_content(run)
    return lambda one: (
        on_record[one.content_id].placements if one.content_id and one.content_id in on_record else ()
    )


def _by_content(run: RunRecord | None) -> dict[str, RecordedCreative]:
    return {one.content_id: one for one in run.creatives if one.content_id} if run else {}


def _plain(text: str) -> str:
    name = read_name(text)
    return " ".join((*name.words, *map(str, name.sizes)))


class _Units:
    """The ad units a creative is approved for: as it was last judged, else as the settings say."""

    def __init__(self, settings: Config, run: RunRecord | None, on: date) -> None:
        self._settings = settings
        self._on_record = _by_content(run)
        self._on = on
        self._catalogue: Catalogue | None = None

    def of(self, one: FileState) -> dict[str, str]:
        """Unit → revision."""
        recorded = self._on_record.get(one.content_id or "")
        if recorded is not None:
            return dict(recorded.units)
        names = self._settings.specs_for(one.key)
        if not names:
            return {}
        if self._catalogue is None:
            self._catalogue = Catalogue(self._settings.house_files())
        return {unit.id: unit.revision for name in names for unit in self._catalogue.resolve(name, self._on)}
