"""The roll-up: many campaign folders in, five lines, one page and one workbook out."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from adqa.addresses import file_name
from adqa.campaign.calendar import BusinessCalendar, business_days_between
from adqa.campaign.workbook.fresh import CellContent, SheetData, new_workbook
from adqa.commands.check import check
from adqa.config import Config, find_config, load_config
from adqa.errors import AdqaError, UsageError
from adqa.output import write_report, write_whole
from adqa.records.index import PartnerHistory, RecordIndex
from adqa.records.runs import RunRecord
from adqa.records.store import Store, record_folder
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from adqa.report.model import Severity
from adqa.report.report import Report
from adqa.report.reporters._words import NOT_ARRIVED
from adqa.report.rollup import CampaignStatus, index_book, index_page, message, status_of
from adqa.report.safe_text import visible
from adqa.units import count_text, group, percent_text

PARTNERS_HEADER = (
    *("Partner", "Creatives delivered", "Right at first delivery", "Share"),
    *("Commonest faults", "Campaigns"),
)
_FAULTS = 3
_PAGES = "campaigns"

Progress = Callable[[int, int], None]
"""Called with (campaigns done, campaigns in all)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """Where many campaigns stand."""

    campaigns: tuple[CampaignStatus, ...]
    as_of: date
    partners: tuple[PartnerHistory, ...]
    """How the deliveries of each partner went, as far as records say; those with deliveries only."""
    failed: tuple[tuple[str, str], ...] = ()
    """(folder, why) of folders that could not be checked; they are in no number."""
    files: tuple[Path, ...] = ()

    def text(self) -> str:
        """The message of five lines, then what is behind it."""
        lines = [message(self.campaigns, self.as_of).rstrip("\n")] if self.campaigns else []
        if self.failed:
            lines.append(f"Not in these numbers: {count_text(len(self.failed), 'folder')}")
            lines += [f"  {visible(folder)}: {visible(why)}" for folder, why in self.failed]
        if self.partners:
            lines += ["", "PARTNERS, at first delivery"]
            lines += [f"  {_partner_text(one)}" for one in self.partners]
        if self.files:
            lines += ["", " · ".join(map(str, self.files))]
        return "\n".join(lines) + "\n"

    def page(self) -> str:
        """The page with a row for each campaign."""
        return index_page(self.campaigns, self.as_of)

    def book(self) -> bytes:
        """The same rows as a workbook."""
        return index_book(self.campaigns, self.as_of)

    def partner_book(self) -> bytes:
        """First-delivery pass rate and commonest faults of each partner."""
        rows: list[tuple[CellContent, ...]] = [
            (
                visible(_named(one)),
                one.first_delivered,
                one.first_ready,
                percent_text(rate) if (rate := one.first_pass_rate) is not None else "",
                _faults(one),
                visible(", ".join(one.campaigns)),
            )
            for one in self.partners
        ]
        return new_workbook([SheetData("Partners", PARTNERS_HEADER, rows)])


def campaigns(
    folders: Iterable[str | Path],
    *,
    as_of: date,
    out: Path | None = None,
    config: Path | Config | None = None,
    jobs: int | None = None,
    cache: bool = True,
    progress: Progress | None = None,
) -> RollUp:
    """Checks each folder as a campaign and sums up; `as_of` is the day, or the moment, of judging.

    With `out` the page, the workbooks and a report of each campaign are written there. A folder that cannot
    be checked is named with the reason and spoils nothing. How long something is open, and how first
    deliveries went, come from the records beside the campaigns, which this reads and never writes.

    Raises UsageError if no folder is given or something cannot be written.
    """
    wanted = [str(one) for one in folders]
    if not wanted:
        raise UsageError("name the folders of the campaigns")
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    pages = _Pages(out)
    found: list[CampaignStatus] = []
    records: list[Path] = []
    failed: list[tuple[str, str]] = []
    with RecordIndex() as index:
        for number, folder in enumerate(wanted, 1):
            try:
                status, record = _one(folder, as_of, day, config, jobs, cache, index, pages)
            except AdqaError as error:
                failed.append((folder, str(error)))
            else:
                found.append(status)
                records.append(record)
            if progress:
                progress(number, len(wanted))
        index.refresh(records)
        partners = tuple(_that_count(index.partners(records))) if records else ()
    result = RollUp(campaigns=tuple(found), as_of=day, partners=partners, failed=tuple(failed))
    return _written(result, out) if out is not None else result


def _one(
    folder: str, as_of: date, day: date, config: Path | Config | None, jobs: int | None, cache: bool,
    index: RecordIndex, pages: _Pages,
) -> tuple[CampaignStatus, Path]:  # fmt: skip
    settings = config if isinstance(config, Config) else load_config(config or find_config([folder]))
    formats = ["html"] if pages.wanted else []
    with check([folder], as_of=as_of, config=settings, jobs=jobs, cache=cache, formats=formats) as report:
        campaign = report.campaign
        if campaign is None:
            said = next((note for note in report.header.notes if "--campaign" in note), "")
            raise UsageError(said or "no sheet in it reads as a campaign's")
        store = Store(record_folder([folder], root=settings.root, sheet=next(iter(campaign.sheets), None)))
        runs, _ = store.runs(campaign.name)
        index.refresh([store.folder])
        status = status_of(
            report,
            name=campaign.name or campaign.brand or Path(folder).name,
            link=pages.write(report, campaign.name or Path(folder).name),
            open_since=open_since(report, runs),
            first_pass=_first_pass(index.partners([store.folder])),
            days_late=_days_late(report, settings, day),
        )
    return status, store.folder


def _that_count(partners: Iterable[PartnerHistory]) -> list[PartnerHistory]:
    """Those with deliveries; files that serve nothing booked are nobody's, where the sheets name partners."""
    delivered = [one for one in partners if one.first_delivered]
    return [one for one in delivered if one.partner] or delivered


def _first_pass(partners: Iterable[PartnerHistory]) -> float | None:
    those = _that_count(partners)
    delivered = sum(one.first_delivered for one in those)
    return sum(one.first_ready for one in those) / delivered if delivered else None


def _days_late(report: Report, settings: Config, day: date) -> int:
    """Business days since the oldest due time of what is missing."""
    campaign = report.campaign
    dues = [
        datetime.fromisoformat(one.due_at).date()
        for one in (campaign.booked if campaign else ())
        if one.verdict is RowVerdict.MISSING and one.due_at
    ]
    if not dues or campaign is None:
        return 0
    house = settings.campaign
    calendar = BusinessCalendar(zone=campaign.time_zone, country=house.country, region=house.region)
    return business_days_between(min(dues), day, calendar)


def open_since(report: Report, runs: Sequence[RunRecord]) -> date | None:
    """The day on which the oldest error or missing file of now was first reported, and was ever since.

    None if no check on record knows any of them.
    """
    campaign = report.campaign
    now = {
        (one.rule, one.code, file_name(one.path))
        for one in report.findings()
        if one.counts and one.severity is Severity.ERROR and one.rule != NOT_ARRIVED
    }
    missing = {
        one.label for one in (campaign.booked if campaign else ()) if one.verdict is RowVerdict.MISSING
    }
    first: date | None = None
    for run in reversed(runs):
        now &= {
            (one.rule, one.code, file_name(one.path))
            for one in run.findings
            if one.severity is Severity.ERROR
        }
        missing &= set(run.missing)
        if not now and not missing:
            break
        first = date.fromisoformat(run.as_of or run.recorded[:10])
    return first


# --- files


class _Pages:
    """A report of each campaign beside the index; none without a folder."""

    def __init__(self, out: Path | None) -> None:
        self._out = out
        self._taken: Counter[str] = Counter()

    @property
    def wanted(self) -> bool:
        return self._out is not None

    def write(self, report: Report, name: str) -> str:
        """Writes the page of a campaign; gives its address relative to the index."""
        if self._out is None:
            return ""
        stem = re.sub(r"[^\w.-]+", "-", name.casefold()).strip("-.") or "campaign"
        self._taken[stem] += 1
        if self._taken[stem] > 1:
            stem = f"{stem}-{self._taken[stem]}"
        place = _folder(self._out / _PAGES) / f"{stem}.html"
        write_report(report, "html", place, load_registry())
        return f"{_PAGES}/{place.name}"


def _folder(folder: Path) -> Path:
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from None
    return folder


def _written(result: RollUp, out: Path) -> RollUp:
    _folder(out)
    page, book, partners = out / "campaigns.html", out / "campaigns.xlsx", out / "partners.xlsx"
    write_whole(page, [result.page().encode()])
    write_whole(book, [result.book()])
    files = [page, book]
    if result.partners:
        write_whole(partners, [result.partner_book()])
        files.append(partners)
    return RollUp(
        campaigns=result.campaigns,
        as_of=result.as_of,
        partners=result.partners,
        failed=result.failed,
        files=tuple(files),
    )


# --- partners in words


def _partner_text(one: PartnerHistory) -> str:
    rate = one.first_pass_rate
    share = f" ({percent_text(rate)})" if rate is not None else ""
    said = f"{visible(_named(one))}: {group(one.first_ready)} of {group(one.first_delivered)} ready{share}"
    return f"{said}; most often {_faults(one)}" if one.faults else said


def _named(one: PartnerHistory) -> str:
    return one.partner or "not named by the sheet"


def _faults(one: PartnerHistory) -> str:
    """The titles of the rules, commonest first: people do not read ids."""
    rules = load_registry().rules
    titles = [(rules[rule].title if rule in rules else rule, count) for rule, count in one.faults[:_FAULTS]]
    return ", ".join(f"{title[:1].lower()}{title[1:]} ({group(count)})" for title, count in titles)
