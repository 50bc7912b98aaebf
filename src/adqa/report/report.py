"""The report as a sequence: findings and records are read from the spool, never held all at once."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from adqa.addresses import natural_key
from adqa.engine.evidence import NO_EVIDENCE, Evidence
from adqa.engine.spool import Spool
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.model import CreativeRecord, Finding, Run, SourceRef, Verdict

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecRecord:
    """One ad unit the report judged under."""

    id: str
    revision: str
    title: str
    status: str
    confidence: str
    """The lowest confidence among its sources."""
    sources: tuple[SourceRef, ...]
    assumed: bool
    by_eye: tuple[str, ...] = ()
    """Demands that only a person can check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Delivered files that are not creatives, by class."""

    what: str
    """`working file`, `document`, `system junk` …"""
    formats: dict[str, int]
    """Extension → count."""

    @property
    def count(self) -> int:
        """How many files."""
        return sum(self.formats.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over the whole report."""

    delivered: int
    """Files delivered, archives' members included."""
    creatives: int
    verdicts: dict[str, int]
    missing: int
    """Creatives that a set or a sheet asks for and nobody delivered."""
    findings: dict[str, int]
    """Counting findings by severity, and `waived` and `baselined`."""
    runs: dict[str, int]
    """Runs by outcome."""
    not_requested: int
    """Runs that were not asked for."""
    crashed: int
    booked: dict[str, int] | None = None
    """With a campaign: booked creatives by where they stand, or rows where only a sheet was given.

    The four numbers then count these.
    """

    @property
    def ready(self) -> int:
        """Creatives that may run (pass, and review: warnings only)."""
        return self._number(Verdict.PASS) + self._number(Verdict.REVIEW)

    @property
    def please_check(self) -> int:
        """Of the ready ones, those with a warning for a person."""
        return self._number(Verdict.REVIEW)

    @property
    def to_fix(self) -> int:
        """Creatives with an error."""
        return self._number(Verdict.FAIL)

    @property
    def not_fully_checked(self) -> int:
        """Creatives on which something that must hold could not be checked."""
        return self._number(Verdict.INCOMPLETE)

    @property
    def waiting(self) -> int:
        """Booked creatives that have not arrived and are not due yet."""
        return self.booked[RowVerdict.WAITING] if self.booked else 0

    def _number(self, verdict: Verdict) -> int:
        return self.verdicts[verdict] if self.booked is None else self.booked[verdict.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualRecord:
    """A box for something that only a person can check. Nothing but a tick makes it checked."""

    text: str
    per: Literal["campaign", "placement", "creative"]
    of: str = ""
    """Name of the placement or creative."""
    who: str = ""
    """Whose part it is to check."""
    done_by: str = ""
    done_on: str | None = None
    """Day of the tick."""

    @property
    def done(self) -> bool:
        """Whether somebody ticked it."""
        return bool(self.done_by or self.done_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the report says before its lists."""

    adqa_version: str
    as_of: str
    """Day of judging, an input; the time of the run is nowhere in a report."""
    arguments: tuple[str, ...]
    """The paths as typed."""
    specs: tuple[SpecRecord, ...]
    notes: tuple[str, ...] = ()
    """What was decided for the whole run, one sentence each (assumed units, set-aside files)."""
    not_checked: tuple[str, ...] = ()
    """Checks not asked for, each with how to ask."""
    materials: tuple[Material, ...] = ()
    waivers_unused: tuple[str, ...] = ()
    manual: tuple[ManualRecord, ...] = ()
    """What people check by hand."""
    schema_version: str = SCHEMA_VERSION


class Report:
    """Result of a check. Iterate its parts as often as needed; close it to free the spool."""

    def __init__(
        self,
        header: Header,
        summary: Summary,
        spool: Spool,
        relations: list[Finding],
        evidence: Evidence = NO_EVIDENCE,
        campaign: CampaignRecord | None = None,
    ) -> None:
        """`relations` are the findings about sets, deliveries and campaigns, few and therefore in memory."""
        self.header = header
        self.campaign = campaign
        self.summary = summary
        self.evidence = evidence
        self._spool = spool
        self._closers: list[Callable[[], None]] = []
        self._relations = sorted(relations, key=lambda one: (natural_key(one.path), finding_key(one)))

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Removes the spool; the report cannot be read afterwards."""
        self._spool.close()
        while self._closers:
            self._closers.pop()()

    def on_close(self, closer: Callable[[], None]) -> None:
        """Registers something else to be freed with the report."""
        self._closers.append(closer)

    @property
    def spool_folder(self) -> Path:
        """Where the records are; all that reading a report opens."""
        return self._spool.folder

    def creative_lines(self) -> Iterator[str]:
        """Creatives as JSON, one a line, in address order."""
        for _, line in self._spool.read("creatives"):
            yield line

    def creatives(self) -> Iterator[CreativeRecord]:
        """Creatives in address order."""
        for line in self.creative_lines():
            yield from_line(CreativeRecord, line)

    def findings(self) -> Iterator[Finding]:
        """Findings in address order, those about sets and deliveries among them."""
        spooled = ((path, from_line(list[Finding], line)) for path, line in self._spool.read("findings"))
        related = ((one.path, [one]) for one in self._relations)
        waiting: list[Finding] = []
        for path, found in heapq.merge(spooled, related, key=lambda pair: natural_key(pair[0])):
            if waiting and waiting[0].path != path:
                yield from sorted(waiting, key=finding_key)
                waiting = []
            waiting += found
        yield from sorted(waiting, key=finding_key)

    def runs(self) -> Iterator[Run]:
        """Runs that the report lists: unknown and crashed ones, or all with `all_runs`."""
        for _, line in self._spool.read("runs"):
            yield from from_line(list[Run], line)


def finding_key(one: Finding) -> tuple[str, ...]:
    """Order of findings on one address: member, rule, code, spec, place."""
    return (one.member or "", one.rule, one.code, one.spec or "", json.dumps(one.where, sort_keys=True))


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The Pydantic reader and writer of a dataclass; built once, as building is slow."""
    return TypeAdapter(kind)


def to_line(kind: Any, value: Any) -> str:
    """A record as one line of JSON for the spool.

    A file name that is not valid UTF-8 carries lone surrogates, which Pydantic's own JSON writer refuses.
    """
    try:
        return str(adapter(kind).dump_json(value), "utf-8")
    except PydanticSerializationError:
        return json.dumps(adapter(kind).dump_python(value, mode="json"), ensure_ascii=False)


def from_line(kind: Any, line: str) -> Any:
    """Reads what `to_line` wrote."""
    try:
        return adapter(kind).validate_json(line)
    except ValidationError:
        return adapter(kind).validate_python(json.loads(line))
