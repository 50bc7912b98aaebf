"""One file for each check: what was delivered, by whom, in which round, and what was wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from adqa.errors import UsageError
from adqa.output import write_whole
from adqa.records.identity import FileState
from adqa.records.lockfile import RecordProblem
from adqa.report.campaign import AcceptedRecord, BookedRecord, CampaignRecord
from adqa.report.model import CreativeRecord, Finding, Scalar, Severity, Verdict
from adqa.report.report import Report, adapter

RUN_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCreative:
    """One creative as it was delivered and judged."""

    path: str
    """Its address in the report."""
    key: str
    kind: str
    format: str = ""
    size: str = ""
    sha256: str | None
    content_id: str | None
    pixel_id: str | None = None
    verdict: Verdict
    units: dict[str, str] = field(default_factory=dict)
    """Ad unit → revision it was judged under."""
    by: str = ""
    """Who delivered it, as the sheet says."""
    booked: tuple[str, ...] = ()
    """Keys of what it serves."""
    placements: tuple[str, ...] = ()

    @property
    def state(self) -> FileState:
        """The creative as it was."""
        return FileState(
            path=self.path,
            key=self.key,
            kind=self.kind,
            format=self.format,
            size=self.size,
            sha256=self.sha256,
            content_id=self.content_id,
            pixel_id=self.pixel_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFinding:
    """One finding that counted."""

    rule: str
    code: str
    severity: Severity
    path: str
    owner: str
    """Whose part it is to fix: `creative partner`, `ad ops` …"""
    message: str
    places: tuple[str, ...] = ()
    """The booked creatives it touches by their keys, else its own fingerprint."""
    unit: str | None = None
    measured: Scalar = None
    text: str = ""
    """What was measured, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One check. Lists are in the order of the report."""

    recorded: str
    """ISO 8601, UTC."""
    as_of: str
    arguments: tuple[str, ...]
    campaign: str = ""
    sheets: tuple[str, ...] = ()
    round: int = 1
    """Counts deliveries: a check of unchanged files is the same round again."""
    delivered_by: tuple[str, ...] = ()
    adqa_version: str
    rules: str = ""
    """Version of the rule set."""
    missing: tuple[str, ...] = ()
    """Booked creatives that were late, by name."""
    creatives: tuple[RecordedCreative, ...] = ()
    findings: tuple[RecordedFinding, ...] = ()
    accepted: tuple[AcceptedRecord, ...] = ()
    """How far faults were accepted on the sheet."""

    @property
    def files(self) -> tuple[FileState, ...]:
        """The creatives as they were."""
        return tuple(one.state for one in self.creatives)


def record_of(
    report: Report,
    *,
    recorded: datetime,
    rules: str = "",
    previous: RunRecord | None = None,
    pixel_ids: Mapping[str, str] | None = None,
) -> RunRecord:
    """What of a report goes on record.

    `previous` is the last check on record; what is known of its pictures is taken over. `pixel_ids` gives
    SHA-256 → `pixel_id` of further pictures.
    """
    campaign = report.campaign
    booked = _booked_by(campaign)
    revisions = {one.id: one.revision for one in report.header.specs}
    before = previous.creatives if previous else ()
    seen = {one.sha256: one.pixel_id for one in before if one.sha256 and one.pixel_id}
    seen.update(pixel_ids or {})
    creatives = tuple(_creative(one, booked.get(one.path, []), revisions, seen) for one in report.creatives())
    findings = tuple(
        RecordedFinding(
            rule=one.rule,
            code=one.code,
            severity=one.severity,
            path=one.path,
            owner=one.owner.value,
            message=one.message,
            places=places_of(one),
            unit=one.measured.unit if one.measured else None,
            measured=one.measured.value if one.measured else None,
            text=one.measured.text if one.measured else "",
        )
        for one in report.findings()
        if one.counts
    )
    run = RunRecord(
        recorded=recorded.astimezone(UTC).isoformat(timespec="milliseconds"),
        as_of=report.header.as_of,
        arguments=report.header.arguments,
        campaign=campaign.name if campaign else "",
        sheets=campaign.sheets if campaign else (),
        delivered_by=tuple(sorted({one.by for one in creatives if one.by})),
        adqa_version=report.header.adqa_version,
        rules=rules,
        missing=tuple(one.label for one in campaign.booked if one.verdict.value == "missing")
        if campaign
        else (),
        creatives=creatives,
        findings=findings,
        accepted=campaign.accepted if campaign else (),
    )
    return replace(run, round=round_of(run, previous))


def places_of(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, under names that a re-export and a moved row keep."""
    booked = tuple(one for one in finding.applies_to if one.startswith("booked:"))
    return booked or (finding.fingerprint,)


def round_of(run: RunRecord, previous: RunRecord | None) -> int:
    """The round of a delivery: that of the check before if nothing in it changed, else one more."""
    if previous is None:
        return 1
    return previous.round + (_contents(run) != _contents(previous))


def _contents(run: RunRecord) -> set[tuple[str, str | None]]:
    return {(one.key, one.content_id) for one in run.creatives}


def _booked_by(campaign: CampaignRecord | None) -> dict[str, list[BookedRecord]]:
    found: dict[str, list[BookedRecord]] = {}
    for one in campaign.booked if campaign else ():
        for path in one.creatives:
            found.setdefault(path, []).append(one)
    return found


def _creative(
    one: CreativeRecord,
    booked: Sequence[BookedRecord],
    revisions: Mapping[str, str],
    seen: Mapping[str, str],
) -> RecordedCreative:
    image, file = one.facts.get("image") or {}, one.facts.get("file") or {}
    width, height = image.get("width"), image.get("height")
    return RecordedCreative(
        path=one.path,
        key=one.id,
        kind=one.kind,
        format=image.get("format") or file.get("format") or "",
        size=f"{width}x{height}" if width and height else next((book.size for book in booked), ""),
        sha256=one.sha256,
        content_id=one.content_id,
        pixel_id=seen.get(one.sha256) if one.sha256 else None,
        verdict=one.verdict,
        units={id_: revisions[id_] for id_ in one.specs if id_ in revisions},
        by=next((book.owner for book in booked if book.owner), ""),
        booked=tuple(book.key for book in booked),
        placements=tuple(dict.fromkeys(place for book in booked for place in book.placements)),
    )


def write_run(folder: Path, run: RunRecord) -> Path:
    """Puts a check on record under a name of its own. Raises UsageError if it cannot be written."""
    body = (
        json.dumps({"run_version": RUN_VERSION, **asdict(run)}, indent=1, ensure_ascii=True) + "\n"
    ).encode()
    when = run.recorded[:19].replace(":", "")
    place = folder / "runs" / f"{when}Z-{hashlib.sha256(body).hexdigest()[:16]}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():  # the same bytes: somebody recorded the very same check
        write_whole(place, [body])
    return place


def read_run(file: Path) -> RunRecord:
    """Reads a check on record. Raises UsageError saying why it cannot be used."""
    try:
        data = json.loads(file.read_bytes())
        if data["run_version"] > RUN_VERSION:
            raise UsageError(f"{file} was written by a newer adqa; update adqa to use it")
        run: RunRecord = adapter(RunRecord).validate_python(
            {key: value for key, value in data.items() if key != "run_version"}
        )
    except OSError as error:
        raise UsageError(f"{file} cannot be opened ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        raise UsageError(f"{file} is no check on record, or it is damaged") from None
    return run


def run_files(folder: Path) -> list[Path]:
    """The files of all checks on record, oldest first by their names."""
    place = folder / "runs"
    return sorted(place.glob("*.json")) if place.is_dir() else []


def read_runs(folder: Path) -> tuple[tuple[RunRecord, ...], tuple[RecordProblem, ...]]:
    """All checks on record in the order in which they were made, and what of them cannot be used."""
    runs, problems = [], []
    for file in run_files(folder):
        try:
            runs.append(read_run(file))
        except UsageError as error:
            problems.append(RecordProblem(file=f"runs/{file.name}", code="damaged", text=str(error)))
    return tuple(sorted(runs, key=lambda one: one.recorded)), tuple(problems)
