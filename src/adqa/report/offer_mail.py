"""The mail when an offer is over and its creatives still run: swap or pause, today.

It goes to the partner, who alone can send other art. It promises nothing that the house has not set: that
rows are paused without an answer is said only if `on_no_answer` says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adqa.addresses import file_name
from adqa.report.desk import Desk
from adqa.report.fixes import Fix
from adqa.report.letter import Block, Paragraph, greeting
from adqa.report.model import Owner
from adqa.report.report import Report
from adqa.report.safe_text import visible
from adqa.units import date_text, spelled, weekday_text

_SIZE = re.compile(r"[ _-]*\d{2,5}\s?[xX×]\s?\d{2,5}")
RULE = "campaign/offer-ends-before-flight"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOver:
    """An offer that is over, and the creatives of one partner that still show it."""

    partner: str
    contact: str = ""
    email: str = ""
    topic: str
    """`Aurora`."""
    offer: str = ""
    """`$200 offer on Aurora 55"`; empty if nobody says more than that there is one."""
    shown: str = ""
    """The words of the ad, `Save $200 thru 5/18`."""
    price_now: str = ""
    """`$849.99`, if a product file or page says it."""
    ended: date
    runs_until: date | None
    """None: until further notice."""
    creatives: int
    placements: int
    replacement: str = ""
    """What is ready to be swapped in, `Aurora_evergreen`."""
    replaces: int = 0
    """Creatives of the replacement that are ready."""
    replaces_all: bool = False
    """Every row has one."""


def offers_over(report: Report) -> tuple[OfferOver, ...]:
    """Offers that were over on the day of judging while rows still run, for each partner and last day."""
    if not any(one.rule == RULE for one in report.findings()):
        return ()
    desk, as_of = Desk(report), report.header.as_of[:10]
    groups: dict[tuple[str, str], list[Fix]] = defaultdict(list)
    for fix in desk.fixes(Owner.ACCOUNT_MANAGER):
        one = fix.finding
        ended = str(one.measured.value) if one.rule == RULE and one.measured else ""
        if ended and as_of and ended < as_of:
            for partner in {desk.partner(row.owner): None for row in desk.touched(fix)}:
                groups[partner, ended].append(fix)
    return tuple(_offer(desk, partner, ended, found) for (partner, ended), found in groups.items())


def offer_subject(one: OfferOver) -> str:
    """`Aurora – offer ended 18 May, creative still running to 24 May: pause or swap today?`"""
    until = f"to {date_text(one.runs_until)}" if one.runs_until else "without an end"
    todo = "pause or swap" if one.replacement else "pause or send new art"
    return f"{one.topic} – offer ended {date_text(one.ended)}, creative still running {until}: {todo} today?"


def offer_letter(
    one: OfferOver, *, answer_by: str = "", on_no_answer: Literal["pause"] | None = None
) -> tuple[Block, ...]:
    """The mail; `answer_by` is the time of day until which an answer helps, `14:00 CT`."""
    price = f" and the price is back to {one.price_now}" if one.price_now else ""
    offer = one.offer or f"offer on {one.topic}"
    first = f"{greeting(one.contact)} the {offer} ended {weekday_text(one.ended)}{price}."
    shown = f'"{one.shown}"' if one.shown else "it"
    booked = f"to {weekday_text(one.runs_until)}" if one.runs_until else "without an end"
    shows, are = ("shows", "is") if one.creatives == 1 else ("show", "are")
    creatives = spelled(one.creatives, "creative").capitalize()
    placements = spelled(one.placements, "placement")
    second = f"{creatives} on {placements} still {shows} {shown} and {are} booked {booked}."
    by = f"by {answer_by} today" if answer_by else "today"
    third = f"Please tell us {by}: {_choices(one)}."
    promise = (
        f"Without an answer we will pause at {answer_by}." if answer_by and on_no_answer == "pause" else ""
    )
    return tuple(Paragraph(text) for text in (first, second, third, promise) if text)


def _choices(one: OfferOver) -> str:
    pause = "pause until you send new art"
    if not one.replacement:
        return f"(a) send new art today, or (b) {pause}"
    every = "all " if one.replaces_all and one.replaces > 1 else ""
    sizes = f"{every}{spelled(one.replaces, 'size')} {'is' if one.replaces == 1 else 'are'}"
    return f'(a) swap to "{one.replacement}", {sizes} here and ready, or (b) {pause}'


def _offer(desk: Desk, partner: str, ended: str, found: list[Fix]) -> OfferOver:
    rows = {row.id: row for fix in found for row in desk.touched(fix) if desk.partner(row.owner) == partner}
    untils = [
        str(fix.finding.allowed.value) for fix in found if fix.finding.allowed and fix.finding.allowed.value
    ]
    endless = any(fix.finding.allowed is None or not fix.finding.allowed.value for fix in found)
    ready = dict.fromkeys(one.path for fix in found for one in fix.finding.related)
    campaign, record = desk.report.campaign, desk.record(partner)
    names = {_without_size(file_name(path)) for path in ready}
    private = desk.private(partner)
    replacement = names.pop() if len(names) == 1 else ""
    topic = (campaign.name or campaign.brand) if campaign else ""
    return OfferOver(
        partner=record.name or Owner.PARTNER.value,
        contact=record.contact,
        email=record.email,
        topic=visible(topic) if topic and not private.names(topic) else "Creatives",
        ended=date.fromisoformat(ended),
        runs_until=None if endless or not untils else date.fromisoformat(max(untils)),
        creatives=len({path for row in rows.values() for path in row.creative or row.booked}) or len(rows),
        placements=len({row.placement or row.placement_id or row.id for row in rows.values()}),
        replacement="" if private.names(replacement) else visible(replacement),
        replaces=len(ready),
        replaces_all=all(fix.finding.related for fix in found),
    )


def _without_size(name: str) -> str:
    """`Aurora_evergreen_300x250.jpg` → `Aurora evergreen`."""
    return " ".join(_SIZE.sub("", name.rpartition(".")[0] or name).replace("_", " ").split())
