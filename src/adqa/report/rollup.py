"""Many campaigns on one page: what is at risk, why, and for how long it has been open.

Pure: what each campaign stands at is given; days are compared with `as_of`, an input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from adqa.addresses import natural_key
from adqa.report.campaign import CampaignRecord, RowVerdict
from adqa.report.fix_list import FixList, fix_lists
from adqa.report.fixes import fixes
from adqa.report.model import Owner, Severity
from adqa.report.report import Report
from adqa.report.reporters._words import NOT_ARRIVED
from adqa.report.safe_text import visible
from adqa.units import count_text, day_text, group, listing, percent_text, short_day_text

_AHEAD = 3
"""Working days after the day of the message whose starts are looked at."""
_CAUSES = 3
_NAMED = 5
"""Campaigns at risk that are named; the others are counted."""
_FRIDAY = 4
_CAUSE = {
    "size": "wrong size",
    "weight": "wrong weight",
    "animation": "animation",
    "file": "file faults",
    "click": "clicks",
    "html": "HTML5 faults",
    "naming": "naming",
    "url": "faulty link",
    "landing": "landing page",
    "version": "versions",
    "approval": "sign-off",
    "copy": "copy",
    "campaign": "sheet faults",
}
"""What a family of checks finds, in words; others go by their family."""
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;"
    "border-bottom:1px solid #ddd;vertical-align:top}.n{text-align:right}"
    ".risk{background:#fdecea}caption{text-align:left;font-weight:600;padding:.4rem 0}"
    "@media(prefers-color-scheme:dark){body{background:#16181c;color:#e8e8e8}.risk{background:#4a1f1c}"
    "th,td{border-color:#3a3d42}a{color:#8ab4f8}}"
)
HEADER = (
    *("Campaign", "Advertiser", "Starts", "Booked", "Ready", "To fix", "Missing", "Waiting"),
    *("Not fully checked", "Open", "Open for days", "Right at first delivery"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """Something that keeps a campaign from starting."""

    what: str
    """`6 files missing`, `landing page 404`."""
    who: str
    """`partner`, `web team`; empty if it goes without saying."""
    days_late: int = 0
    """Business days after its due time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStatus:
    """Where one campaign stands."""

    name: str
    advertiser: str = ""
    start: date | None = None
    booked: int
    ready: int
    to_fix: int = 0
    missing: int = 0
    waiting: int = 0
    not_fully_checked: int = 0
    open_items: tuple[OpenItem, ...] = ()
    """What matters most first."""
    causes: Mapping[str, int] = field(default_factory=dict)
    """Cause in words → fixes."""
    open_since: date | None = None
    """Day on which the oldest thing that is still open was first reported; None if no record says it."""
    first_pass: float | None = None
    """Share of creatives that were right when they first arrived, as far as records say."""
    link: str = ""
    """Address of the campaign's own report, relative to the index."""

    @property
    def settled(self) -> bool:
        """Nothing is open."""
        return not (self.open_items or self.to_fix or self.missing or self.waiting or self.not_fully_checked)


def status_of(
    report: Report, *, name: str = "", link: str = "", open_since: date | None = None,
    first_pass: float | None = None, days_late: int = 0,
) -> CampaignStatus:  # fmt: skip
    """The status of a checked campaign; `days_late` is how many business days its oldest due time is past.

    Raises ValueError if the report has no campaign.
    """
    campaign = report.campaign
    if campaign is None:
        raise ValueError("only a report with a campaign has a status to roll up")
    lists = fix_lists(report, once=True)
    causes: Counter[str] = Counter()
    of_owner: dict[Owner, set[str]] = defaultdict(set)
    for fix in fixes(report.findings()):
        one = fix.finding
        if one.severity is Severity.ERROR and one.rule != NOT_ARRIVED:
            family = one.rule.partition("/")[0]
            cause = _CAUSE.get(family, family)
            causes[cause] += 1
            of_owner[one.owner].add(cause)
    return CampaignStatus(
        name=name or campaign.name or campaign.brand or "Campaign",
        advertiser=campaign.advertiser,
        start=date.fromisoformat(campaign.start) if campaign.start else None,
        booked=len(campaign.booked),
        ready=campaign.count(RowVerdict.PASS, RowVerdict.REVIEW),
        to_fix=campaign.count(RowVerdict.FAIL),
        missing=campaign.count(RowVerdict.MISSING),
        waiting=campaign.count(RowVerdict.WAITING),
        not_fully_checked=campaign.count(RowVerdict.INCOMPLETE),
        open_items=tuple(
            item for one in lists for item in _items(campaign, one, days_late, of_owner[one.owner])
        ),
        causes=dict(causes),
        open_since=open_since,
        first_pass=first_pass,
        link=link,
    )


def message(campaigns: Sequence[CampaignStatus], as_of: date) -> str:
    """The five lines for a chat: how many, what is at risk, what runs with faults, causes, oldest."""
    last = _ahead(as_of)[-1]
    risky = at_risk(campaigns, as_of)
    running = [one for one in campaigns if not one.settled and one.start and one.start <= as_of]
    first = f"{count_text(len(campaigns), 'campaign')}, {group(len(risky))} at risk for {_days(as_of)} starts"
    lines = [f"{first}: {_risks(risky)}." if risky else f"{first}."]
    if running:
        lines.append(f"Already running with something open: {_names(running)}.")
    later = [one for one in campaigns if not one.settled and one.start and one.start > last]
    undated = [one for one in campaigns if not one.settled and one.start is None]
    if later or undated:
        parts = [f"{group(len(later))} start later"] if later else []
        parts += [f"{group(len(undated))} without a start date"] if undated else []
        lines.append(f"Open as well: {', '.join(parts)}.")
    causes = top_causes(campaigns)
    if causes:
        lines.append(
            f"Top causes this week: {', '.join(f'{what} {group(count)}' for what, count in causes)}."
        )
    since = min((one.open_since for one in campaigns if one.open_since and not one.settled), default=None)
    if since:
        lines.append(f"Oldest open: {count_text((as_of - since).days, 'day')}.")
    return "\n".join(lines) + "\n"


def at_risk(campaigns: Iterable[CampaignStatus], as_of: date) -> list[CampaignStatus]:
    """Campaigns that start within the next three working days and are not settled, soonest first."""
    last = _ahead(as_of)[-1]
    found = [one for one in campaigns if one.start and as_of < one.start <= last and not one.settled]
    return sorted(
        found, key=lambda one: (one.start or last, -(one.booked - one.ready), natural_key(one.name))
    )


def top_causes(campaigns: Iterable[CampaignStatus], most: int = _CAUSES) -> list[tuple[str, int]]:
    """The commonest causes over all campaigns."""
    total: Counter[str] = Counter()
    for one in campaigns:
        total.update(one.causes)
    counted = ((what, count) for what, count in total.items() if count)
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:most]


def index_page(campaigns: Sequence[CampaignStatus], as_of: date) -> str:
    """One HTML page with a row for each campaign, those at risk first; complete in itself."""
    risky = {id(one) for one in at_risk(campaigns, as_of)}
    head = "".join(f"<th scope=col>{escape(title)}</th>" for title in HEADER)
    rows = []
    for one in _sorted(campaigns, as_of):
        name = escape(visible(one.name))
        linked = f'<a href="{escape(one.link)}">{name}</a>' if _is_relative(one.link) else name
        cells = _cells(one, as_of)
        mark = " (at risk)" if id(one) in risky else ""
        rest = "".join(
            f"<td class=n>{group(cell)}</td>" if isinstance(cell, int) else f"<td>{escape(cell)}</td>"
            for cell in cells[1:]
        )
        rows.append(f"<tr{' class=risk' if mark else ''}><th scope=row>{linked}{mark}</th>{rest}</tr>")
    body = "\n".join(rows)
    said = "<br>".join(escape(line) for line in message(campaigns, as_of).splitlines())
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Campaigns, {escape(day_text(as_of))}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>Campaigns, {escape(day_text(as_of))}</h1>\n<p>{said}</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n"
        "</tbody></table>\n</body></html>\n"
    )


def index_book(campaigns: Sequence[CampaignStatus], as_of: date) -> bytes:
    """The same rows as a workbook."""
    from adqa.campaign.workbook.fresh import SheetData, new_workbook

    rows = [_cells(one, as_of) for one in _sorted(campaigns, as_of)]
    notes = message(campaigns, as_of).splitlines()
    return new_workbook([SheetData("Campaigns", HEADER, rows, notes=notes)])


# --- parts


def _items(campaign: CampaignRecord, one: FixList, days_late: int, causes: Collection[str]) -> list[OpenItem]:
    """`causes` are all those of this owner: a single fault goes by its cause."""
    who = "partner" if one.owner is Owner.PARTNER else one.name
    late = days_late if one.overdue else 0
    found = []
    if one.come_count:
        missing = "missing" if one.overdue or campaign.count(RowVerdict.MISSING) else "to come"
        found.append(
            OpenItem(what=f"{count_text(one.come_count, 'file')} {missing}", who=who, days_late=late)
        )
    wrong = one.fix_count if one.for_partner else len(one.to_fix)
    if wrong:
        named = [cause for cause in causes if not cause.endswith("faults")]
        what = named[0] if wrong == len(causes) == len(named) == 1 else f"{group(wrong)} to fix"
        found.append(OpenItem(what=what, who=who, days_late=late))
    if one.questions:
        found.append(OpenItem(what=count_text(len(one.questions), "question"), who=who))
    return found


def _risks(campaigns: Sequence[CampaignStatus]) -> str:
    shown = [f"{visible(one.name)} ({_item_text(one)})" for one in campaigns[:_NAMED]]
    if len(campaigns) > _NAMED:
        shown.append(f"{group(len(campaigns) - _NAMED)} more")
    return ", ".join(shown)


def _item_text(one: CampaignStatus) -> str:
    """The worst of what is open: `6 files missing, partner, 2 business days late`."""
    if not one.open_items:
        return f"{group(one.booked - one.ready)} of {group(one.booked)} not ready"
    return _said(one.open_items[0])


def _said(item: OpenItem) -> str:
    late = f"{count_text(item.days_late, 'business day')} late" if item.days_late else ""
    return ", ".join(visible(part) for part in (item.what, item.who, late) if part)


def _names(campaigns: Sequence[CampaignStatus]) -> str:
    names = [visible(one.name) for one in campaigns[:_NAMED]]
    if len(campaigns) > _NAMED:
        names.append(f"{group(len(campaigns) - _NAMED)} more")
    return listing(names, "and")


def _ahead(as_of: date) -> list[date]:
    """The next working days."""
    days: list[date] = []
    day = as_of
    while len(days) < _AHEAD:
        day += timedelta(days=1)
        if day.weekday() <= _FRIDAY:
            days.append(day)
    return days


def _days(as_of: date) -> str:
    """`Mon-Wed`."""
    first, *_, last = (short_day_text(day).partition(" ")[0] for day in _ahead(as_of))
    return f"{first}-{last}"


def _sorted(campaigns: Sequence[CampaignStatus], as_of: date) -> list[CampaignStatus]:
    first = {id(one): number for number, one in enumerate(at_risk(campaigns, as_of))}

    def key(one: CampaignStatus) -> tuple[object, ...]:
        return (first.get(id(one), len(first)), one.settled, one.start or date.max, natural_key(one.name))

    return sorted(campaigns, key=key)


def _cells(one: CampaignStatus, as_of: date) -> tuple[str | int, ...]:
    return (
        visible(one.name),
        visible(one.advertiser),
        day_text(one.start) if one.start else "",
        one.booked,
        one.ready,
        one.to_fix,
        one.missing,
        one.waiting,
        one.not_fully_checked,
        "; ".join(map(_said, one.open_items)),
        (as_of - one.open_since).days if one.open_since and not one.settled else "",
        percent_text(one.first_pass) if one.first_pass is not None else "",
    )


def _is_relative(link: str) -> bool:
    """Only pages beside the index are linked; a scheme or host of any kind is not."""
    return bool(link) and ":" not in link and not link.startswith(("/", "\\"))
