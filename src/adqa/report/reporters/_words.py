"""What the formats for people have in common: the four numbers, the lists and their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from adqa.addresses import file_name, natural_key
from adqa.report.campaign import CampaignRecord
from adqa.report.fixes import Fix, FixGroup, fixes, grouped, missing_in, without_name
from adqa.report.model import (
    OF_ROWS,
    CreativeRecord,
    Finding,
    Outcome,
    Owner,
    Reason,
    Run,
    Severity,
    SourceRef,
    Verdict,
)
from adqa.report.report import Header, Material, Report, SpecRecord, Summary
from adqa.report.safe_text import visible
from adqa.units import count_text, day_text, group, listing

_Placed = TypeVar("_Placed", Finding, Run)
NOT_ARRIVED = "campaign/missing-creative"
"""Said of booked creatives; where there is a sheet the lists show those themselves."""
QUESTION = "campaign/which-is-it"
_NAME = re.compile(r"[^\W\d_]\S*(?:[\d_]|\.\w)")
_PLACE = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+: ")
_PLACES = {
    "sheet": "sheet",
    "row": "row",
    "line": "line",
    "column": "column",
    "selector": "element",
    "xpath": "element",
    "frame": "frame",
    "second": "second",
}
_BY_HAND = {
    Reason.MISSING_EXTRA: "install what is missing, or check by hand",
    Reason.NOT_SUPPLIED: "give what is missing, or check by hand",
    Reason.UNREADABLE: "ask for the file again",
    Reason.ENGINE_CANNOT_SEE: "check by hand",
    Reason.DEPENDS_ON_CONTEXT: "say which case holds",
    Reason.BLOCKED: "open it by hand",
    Reason.TIMED_OUT: "check again, or by hand",
    Reason.LOW_CONFIDENCE: "look at it by hand",
    None: "check by hand, and please report this fault of adqa",
}
_FALLBACK = {
    Reason.MISSING_EXTRA: "a part of adqa that this needs is not installed",
    Reason.NOT_SUPPLIED: "what this is compared with was not given",
    Reason.UNREADABLE: "the file cannot be opened",
    Reason.ENGINE_CANNOT_SEE: "adqa cannot look into this",
    Reason.DEPENDS_ON_CONTEXT: "depends on where the creative runs",
    Reason.BLOCKED: "automatic visitors are not let in",
    Reason.TIMED_OUT: "took too long",
    Reason.LOW_CONFIDENCE: "the measurement is not sure enough",
}


# --- the numbers and the head


def four_numbers(summary: Summary) -> str:
    """The four numbers every format states."""
    ready = f"{group(summary.ready)} ready"
    if summary.please_check:
        which = f"{group(summary.please_check)} of them: " if summary.ready > 1 else ""
        ready += f" ({which}please check)"
    numbers = (
        ready,
        f"{group(summary.to_fix)} to fix",
        f"{group(summary.missing)} missing",
        f"{group(summary.not_fully_checked)} not fully checked",
    )
    waiting = (f"{group(summary.waiting)} waiting",) if summary.waiting else ()
    return " · ".join((*numbers, *waiting))


def iso_day_text(iso: str) -> str:
    """`2026-05-21` → `Thu 21 May 2026`; other text as it is."""
    try:
        return day_text(date.fromisoformat(iso))
    except ValueError:
        return visible(iso)


def checked_what(header: Header) -> str:
    """The first line: what was checked, and the day of judging."""
    shown = [visible(one) for one in header.arguments[:3]]
    if len(header.arguments) > 3:
        shown.append(f"{len(header.arguments) - 3} more")
    day = f" as of {iso_day_text(header.as_of)}" if header.as_of else ""
    return f"adqa checked {', '.join(shown)}{day}"


def delivered(header: Header, summary: Summary) -> str:
    """`34 files delivered · 25 creatives · set aside: 9 working files (7 PSD, 1 AI, 1 TTF)`."""
    parts = [
        f"{count_text(summary.delivered, 'file')} delivered",
        count_text(summary.creatives, "creative"),
    ]
    aside = [material_text(one) for one in header.materials if one.count]
    if aside:
        parts.append("set aside: " + ", ".join(aside))
    return " · ".join(parts)


def material_text(material: Material) -> str:
    """`9 working files (7 PSD, 1 AI, 1 TTF)`."""
    what = visible(material.what)
    if what.endswith("junk"):
        return f"{group(material.count)} {what}"
    formats = sorted(material.formats.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = [f"{group(count)} {visible(name).upper()}" for name, count in formats[:4]]
    if len(formats) > 4:
        listed.append(f"{group(sum(count for _, count in formats[4:]))} others")
    return f"{count_text(material.count, what)} ({', '.join(listed)})"


def spec_text(spec: SpecRecord) -> str:
    """Which unit was judged under, in which revision; its standing where that is not the usual one."""
    words = f"{visible(spec.title)} ({visible(spec.id)}, revision {visible(spec.revision)})"
    return "; ".join([words, *spec_marks(spec)])


def spec_marks(spec: SpecRecord) -> list[str]:
    """The standing of a unit where it is not the usual one."""
    marks = []
    if spec.assumed:
        marks.append("assumed, as none was named")
    if spec.status != "active":
        marks.append({"example": "an example, no publisher's unit"}.get(spec.status, f"status {spec.status}"))
    if spec.confidence != "high":
        marks.append(f"{spec.confidence} confidence in its source")
    return marks


def source_text(source: SourceRef) -> str:
    """`Image guide §2, read Sun 1 Feb 2026, https://…`."""
    words = visible(source.title)
    if source.section:
        words += f" §{visible(source.section)}"
    if source.read_on:
        words += f", read {iso_day_text(source.read_on)}"
    return f"{words}, {visible(source.url)}" if source.url else words


def web_link(source: SourceRef | None) -> str | None:
    """The address of a source if it is a web page; nothing else is ever made clickable."""
    url = source.url if source else None
    return url if url and url.startswith(("https://", "http://")) and url.isprintable() else None


def waiver_text(finding: Finding) -> str:
    """Why a finding does not count."""
    waived = finding.waived
    if waived is None:
        return "known from the baseline; not counted" if finding.baselined else ""
    words = f"accepted by {visible(waived.owner)}: {visible(waived.reason)}"
    if waived.up_to:
        words += f"; up to {visible(waived.up_to)}"
    return f"{words}; until {iso_day_text(waived.until)}" if waived.until else f"{words}; no end given"


# --- names


class Names:
    """Shows an address by its file name, or by its path where several creatives share the name."""

    def __init__(self, arguments: Iterable[str], addresses: Iterable[str]) -> None:
        self._count = Counter(file_name(one) for one in addresses)
        self._prefixes = sorted((f"{one.rstrip('/')}/" for one in arguments), key=len, reverse=True)

    def __call__(self, address: str, member: str | None = None) -> str:
        name = file_name(address)
        if self._count[name] > 1:
            prefix = next((one for one in self._prefixes if address.startswith(one)), "")
            name = address[len(prefix) :].replace("!/", " › ")
        return visible(f"{name} › {member}" if member else name)

    def of(self, finding: Finding) -> str:
        """The name a finding is listed under."""
        return self(finding.path, finding.member)


def says(finding: Finding) -> str:
    """What is wrong, beside the name of its file."""
    words = visible(without_name(finding))
    if finding.waiver_ended:
        words += f" ({visible(finding.waiver_ended)})"
    return words


def place_text(finding: Finding) -> str:
    """`line 3, column 7` where a finding has a place that words can name, else empty."""
    where = finding.where
    keys = [key for key in _PLACES if key in where and (key != "line" or "row" not in where)]
    return visible(", ".join(f"{_PLACES[key]} {where[key]}" for key in keys))


def sentence(words: str) -> str:
    """The words with a capital first letter; a name in front (`zum_160x600`, `a.gif`) stays as it is."""
    return words if _NAME.match(words) else words[:1].upper() + words[1:]


def touches(fix: Fix) -> str:
    """`3 placements` where a sheet says so, else empty."""
    placements = sum(one.startswith("placement:") for one in fix.applies_to)
    return count_text(placements, "placement") if placements else ""


# --- the lists


@dataclass(slots=True)
class NotChecked:
    """Something that could not be checked, with everything it touches."""

    text: str
    todo: str
    names: list[str] = field(default_factory=list)
    holds: bool = False
    """A creative is not fully checked because of it."""


@dataclass(slots=True)
class Overview:
    """The lists of a report, short enough for memory: fixes, what is missing, what was not checked."""

    names: Names
    to_fix: list[FixGroup]
    please_check: list[FixGroup]
    notes: list[FixGroup]
    missing: list[Fix]
    questions: list[Fix]
    """Delivered files that a person must place."""
    not_checked: list[NotChecked]
    waived: list[Finding]
    baselined: int


def overview(report: Report) -> Overview:
    """Reads a report once through."""
    addresses: list[str] = []
    waiting: dict[str, None] = {}
    for creative in report.creatives():
        addresses.append(creative.path)
        if creative.verdict is Verdict.INCOMPLETE:
            waiting[creative.path] = None
    names = Names(report.header.arguments, addresses)
    waived: list[Finding] = []
    baselined = 0

    def counting() -> Iterator[Finding]:
        nonlocal baselined
        for one in report.findings():
            if one.waived is not None:
                waived.append(one)
            baselined += one.baselined and one.waived is None
            yield one

    merged = fixes(counting())
    missing = [fix for fix in merged if missing_in(fix.finding)]
    questions = [fix for fix in merged if fix.finding.rule == QUESTION]
    apart = (QUESTION, NOT_ARRIVED)
    listed = [fix for fix in merged if not missing_in(fix.finding) and fix.finding.rule not in apart]

    def of(severity: Severity) -> list[FixGroup]:
        return grouped(fix for fix in listed if fix.finding.severity is severity)

    return Overview(
        names=names,
        to_fix=of(Severity.ERROR),
        please_check=of(Severity.WARNING),
        notes=of(Severity.NOTE),
        missing=missing,
        questions=questions,
        not_checked=_not_checked(report.runs(), waiting, names),
        waived=waived,
        baselined=baselined,
    )


def by_owner(
    groups: Iterable[FixGroup], campaign: CampaignRecord | None = None
) -> list[tuple[str, list[FixGroup]]]:
    """Groups under who fixes them: a partner by name where the sheet names one."""
    owners: dict[tuple[int, str], list[FixGroup]] = {}
    for one in groups:
        parts: dict[str, list[Fix]] = {}
        for fix in one.fixes:
            parts.setdefault(responsible(fix, campaign), []).append(fix)
        for name, part in parts.items():
            owners.setdefault((list(Owner).index(one.owner), name), []).append(replace(one, fixes=part))
    return [(name, owned) for (_, name), owned in sorted(owners.items(), key=lambda pair: pair[0])]


def responsible(fix: Fix, campaign: CampaignRecord | None) -> str:
    """Who fixes it: the partner by name where the rows it touches name one, else the role."""
    owner = fix.finding.owner
    if campaign is None or owner is not Owner.PARTNER:
        return owner.value
    names = {campaign.owners[id_] for id_ in fix.touched("row") if id_ in campaign.owners}
    return visible(names.pop()) if len(names) == 1 else owner.value


def size_of(groups: Iterable[FixGroup], noun: str) -> str:
    """`5` where every creative or row has one, else `7 fixes on 5 creatives`, or `4 rows, 3 fixes`.

    Points that only a person decides are counted as such where they are about rows.
    """
    merged = [fix for one in groups for fix in one.fixes]
    files = {fix.finding.path for fix in merged if fix.finding.subject.kind not in OF_ROWS}
    rows = {id_ for fix in merged if fix.finding.subject.kind in OF_ROWS for id_ in fix.touched("row")}
    if len(files) + len(rows) == len(merged):
        return group(len(merged))
    if not files:
        said = count_text(len(rows), "row")
        return f"{said}, {count_text(len(merged), noun)}" if noun == "fix" else group(len(merged))
    places = [count_text(len(files), "creative"), *([count_text(len(rows), "row")] if rows else [])]
    return f"{count_text(len(merged), noun)} on {listing(places, 'and')}"


def run_text(run: Run) -> str:
    """What could not be checked and why, as a sentence without its full stop."""
    words = _PLACE.sub("", run.text) or (_FALLBACK.get(run.reason, "") if run.reason else "")
    if run.outcome is Outcome.CRASHED:
        words = f"the check itself failed: {words}" if words else "the check itself failed"
    return sentence(visible(words)).rstrip(".")


def run_todo(run: Run) -> str:
    """What to do about it."""
    if run.remedy:
        remedy = visible(run.remedy)
        return f"add {remedy}" if remedy.startswith("-") else remedy
    return _BY_HAND[None if run.outcome is Outcome.CRASHED else run.reason or Reason.ENGINE_CANNOT_SEE]


def undecided(run: Run) -> bool:
    """The run ended without an answer although it was asked for."""
    return run.outcome in (Outcome.UNKNOWN, Outcome.CRASHED) and run.reason is not Reason.NOT_REQUESTED


def follows(run: Run) -> bool:
    """The check could not be made only because the file cannot be read, which is a finding of its own."""
    return run.reason is Reason.UNREADABLE


def _not_checked(runs: Iterable[Run], waiting: dict[str, None], names: Names) -> list[NotChecked]:
    merged: dict[tuple[str, str], NotChecked] = {}
    seen: dict[tuple[str, str], set[str]] = {}
    explained: set[str] = set()

    def add(text: str, todo: str, name: str, holds: bool) -> None:
        entry = merged.setdefault((text, todo), NotChecked(text, todo))
        entry.holds = entry.holds or holds
        if name not in seen.setdefault((text, todo), set()):
            seen[text, todo].add(name)
            entry.names.append(name)

    for run in filter(undecided, runs):
        if follows(run) and run.path not in waiting:
            continue
        explained.add(run.path)
        add(run_text(run), run_todo(run), names(run.path, run.member), run.path in waiting)
    for path in waiting:
        if path not in explained:
            add("Nothing on it could be judged", "name its ad unit, or check by hand", names(path), True)
    return sorted(merged.values(), key=lambda one: (not one.holds, -len(one.names), one.text))


def by_creative(report: Report) -> Iterator[tuple[CreativeRecord, list[Finding], list[Run]]]:
    """Creatives in address order, each with its findings and with what could not be checked on it."""
    findings = _grouped(report.findings())
    runs = _grouped(report.runs())
    next_finding, next_run = next(findings, None), next(runs, None)
    for creative in report.creatives():
        key = natural_key(creative.path)
        while next_finding and natural_key(next_finding[0]) < key:
            next_finding = next(findings, None)
        found: list[Finding] = []
        if next_finding and next_finding[0] == creative.path:
            found, next_finding = next_finding[1], next(findings, None)
        while next_run and natural_key(next_run[0]) < key:
            next_run = next(runs, None)
        ran: list[Run] = []
        if next_run and next_run[0] == creative.path:
            ran, next_run = next_run[1], next(runs, None)
        yield creative, found, ran


def _grouped(items: Iterable[_Placed]) -> Iterator[tuple[str, list[_Placed]]]:
    waiting: list[_Placed] = []
    for one in items:
        if waiting and waiting[0].path != one.path:
            yield waiting[0].path, waiting
            waiting = []
        waiting.append(one)
    if waiting:
        yield waiting[0].path, waiting
