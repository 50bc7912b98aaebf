"""What is new or changed since earlier hand-overs, and the record of each: one file, written once.

The record stands under `exports` beside the campaign's other records. A line is compared with the state in
which it was last handed over in the same form, since that is what the trafficker has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from adqa.errors import UsageError
from adqa.handover.held import Held, Reason
from adqa.handover.line import Line, iso
from adqa.handover.select import Selection
from adqa.output import write_whole
from adqa.report.campaign import RowRecord, RowVerdict
from adqa.report.model import Owner
from adqa.report.report import adapter
from adqa.units import listing, short_day_text

EXPORT_VERSION = 1
FOLDER = "exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedLine:
    """A line as it was handed over."""

    placement: str
    creative: str
    fields: dict[str, str]
    """What → value; what differs later is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSentOn:
    """A line that went although it was held."""

    key: str
    row: str
    by: str
    reason: str
    held_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    """One hand-over."""

    recorded: str
    """ISO 8601, UTC."""
    as_of: str
    by: str
    to: str
    placements_only: bool
    campaign: str
    files: tuple[str, ...]
    lines: dict[str, HandedLine]
    held: dict[str, str] = field(default_factory=dict)
    """Key → why."""
    sent_on: tuple[RecordedSentOn, ...] = ()
    gone: tuple[str, ...] = ()
    """Keys of earlier lines that were said to be taken out."""

    @property
    def day(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.recorded)


def record_of(
    selection: Selection, *, recorded: datetime, as_of: str, by: str, to: str, placements_only: bool,
    campaign: str, files: Iterable[Path],
) -> ExportRecord:  # fmt: skip
    """What of a hand-over goes on record."""
    return ExportRecord(
        recorded=recorded.astimezone(UTC).isoformat(timespec="milliseconds"),
        as_of=as_of,
        by=by,
        to=to,
        placements_only=placements_only,
        campaign=campaign,
        files=tuple(file.name for file in files),
        lines={line.key: _handed(line) for line in selection.lines},
        held={one.key: one.why for one in selection.held if not one.gone},
        gone=tuple(one.key for one in selection.held if one.gone),
        sent_on=tuple(
            RecordedSentOn(
                key=line.key,
                row=line.row.id,
                by=line.sent_on.by,
                reason=line.sent_on.reason,
                held_for=line.sent_on.held_for,
            )
            for line in selection.lines
            if line.sent_on
        ),
    )


def _handed(line: Line) -> HandedLine:
    row, runs = line.row, line.row.runs
    fields = {
        "file": (line.file.content_id or line.file.sha256 or "") if line.file else "",
        "creative name": line.creative_name if line.file else "",
        "placement name": row.place,
        "size": line.size,
        "start date": iso(runs.start),
        "end date": iso(runs.end),
        "landing page": row.landing_url,
        "final address": row.final_url,
        "click tracker": row.click_tracker,
        "impression trackers": "\n".join(url for _, url in row.trackers),
        "tag": row.tag,
        "rotation": row.rotation.text if row.rotation else "",
        "instruction": line.instruction,
    }
    return HandedLine(placement=row.place, creative=line.label, fields=fields)


def write_export(folder: Path, export: ExportRecord) -> Path:
    """Puts a hand-over on record; `folder` is the campaign's record. Raises UsageError."""
    data = {"export_version": EXPORT_VERSION, **asdict(export)}
    body = (json.dumps(data, indent=1, ensure_ascii=True) + "\n").encode()
    when = export.recorded[:19].replace(":", "")
    place = folder / FOLDER / f"{when}Z-{hashlib.sha256(body).hexdigest()[:16]}.json"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the record in {folder} cannot be written: {error.strerror}") from None
    if not place.exists():
        write_whole(place, [body])
    return place


def read_exports(folder: Path) -> tuple[list[ExportRecord], list[str]]:
    """Hand-overs on record, oldest first, and what of them cannot be used. Never raises."""
    found: list[ExportRecord] = []
    problems: list[str] = []
    place = folder / FOLDER
    for file in sorted(place.glob("*.json")) if place.is_dir() else ():
        try:
            data = json.loads(file.read_bytes())
            if data["export_version"] > EXPORT_VERSION:
                problems.append(f"{FOLDER}/{file.name} was written by a newer adqa, so it was not compared")
                continue
            rest = {key: value for key, value in data.items() if key != "export_version"}
            found.append(adapter(ExportRecord).validate_python(rest))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
            problems.append(f"{FOLDER}/{file.name} is damaged, so it was not compared")
    return sorted(found, key=lambda one: one.recorded), problems


def earlier(
    exports: Iterable[ExportRecord], *, to: str, placements_only: bool, campaign: str
) -> list[ExportRecord]:
    """Hand-overs of this campaign in the same form."""
    return [
        one
        for one in exports
        if (one.to, one.placements_only) == (to, placements_only)
        and (not one.campaign or not campaign or one.campaign.casefold() == campaign.casefold())
    ]


def marked(selection: Selection, before: Sequence[ExportRecord], *, year: int | None = None) -> Selection:
    """The selection with what is new or changed, and with what was handed over and should be no more."""
    if not before:
        return selection
    last: dict[str, tuple[ExportRecord, HandedLine]] = {}
    for export in before:
        last |= {key: (export, line) for key, line in export.lines.items()}
        last = {key: then for key, then in last.items() if key not in export.gone}
    lines = tuple(replace(line, mark=_mark(line, last.get(line.key))) for line in selection.lines)
    held = tuple(
        replace(one, before=_day(last[one.key][0], year)) if one.key in last else one
        for one in selection.held
    )
    known = {line.key for line in lines} | {one.key for one in held}
    over = {_place(row) for row in selection.left_out.get(RowVerdict.ENDED, ())}
    gone = [
        _gone(key, then, selection, year)
        for key, then in last.items()
        if key not in known and then[1].placement not in over
    ]
    return replace(selection, lines=lines, held=(*held, *gone))


def _mark(line: Line, then: tuple[ExportRecord, HandedLine] | None) -> str:
    if then is None:
        return "new"
    now, before = _handed(line).fields, then[1].fields
    changed = [what for what, value in now.items() if before.get(what, "") != value]
    return f"changed: {listing(changed, 'and')}" if changed else ""


def _gone(key: str, then: tuple[ExportRecord, HandedLine], selection: Selection, year: int | None) -> Held:
    """Something the trafficker has that the sheet does not want any more."""
    export, line = then
    cancelled = selection.left_out.get(RowVerdict.CANCELLED, ())
    row = next((row for row in cancelled if _place(row) == line.placement), None)
    text = "its row is cancelled now; take it out" if row else "it is no longer on the sheet; take it out"
    return Held(
        key=key,
        row_id=row.id if row else "",
        tab=row.tab if row else "",
        row=row.row if row else 0,
        placement=line.placement,
        creative=line.creative,
        reasons=(Reason(text=text, who=Owner.AD_OPS.value),),
        due="",
        before=_day(export, year),
        gone=True,
    )


def _place(row: RowRecord) -> str:
    return row.placement or row.placement_id


def _day(export: ExportRecord, year: int | None) -> str:
    return short_day_text(export.day.date(), year)


def counts(marks: Iterable[str]) -> Mapping[str, int]:
    """How many lines are new, changed and unchanged."""
    found = {"new": 0, "changed": 0, "unchanged": 0}
    for mark in marks:
        found[mark.partition(":")[0] or "unchanged"] += 1
    return found
