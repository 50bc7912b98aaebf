"""HTML: one page to open or send, complete in itself; it fetches nothing and works without script.

The page is for an account manager: the numbers, who has to do what, then every creative with the fault
drawn on its picture. Everything from a delivery is escaped and its unseen characters are shown; a
Content-Security-Policy names the page's own style and script by hash and allows nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.model import Owner, Severity, Verdict
from adqa.report.report import Report

if TYPE_CHECKING:
    from jinja2 import Template

    from adqa.report.reporters._page import Card

_CHUNK = 64 * 1024
_FOR = {
    Owner.PARTNER: "the creative partner",
    Owner.ACCOUNT_MANAGER: "the account manager",
    Owner.AD_OPS: "ad ops",
    Owner.WEB_TEAM: "the web team",
    Owner.LEGAL: "legal",
}
"""Roles as a heading calls them."""


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The page; creatives are written as they are read, those that need somebody before the ready ones."""
    waiting = bytearray()
    for text in _template().generate(**_context(report, evidence)):
        waiting += text.encode()
        if len(waiting) > _CHUNK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _context(report: Report, evidence: Evidence) -> dict[str, Any]:
    from adqa.report.manual import manual_lines
    from adqa.report.qa_rows import qa_rows
    from adqa.report.reporters import _campaign, _page, _words

    lists = _words.overview(report)
    campaign = report.campaign
    pictures = _page.Pictures(evidence)

    def cards(*, ready: bool) -> Iterator[Card]:
        for creative, found, ran in _words.by_creative(report):
            if (creative.verdict is Verdict.PASS) is ready:
                yield _page.card(creative, found, ran, pictures, lists.names)

    groups = [*lists.to_fix, *lists.please_check]
    listed = [*groups, *lists.notes]
    todo = _words.by_owner(groups, campaign)
    places = {(one.tab, one.row): one for one in campaign.rows} if campaign else {}
    lines = [line for sheet in campaign.sheets for line in qa_rows(report, sheet)] if campaign else []
    return {
        "report": report,
        "campaign": campaign,
        "rows": [(places[line.tab, line.row], line) for line in lines],
        "speaks_of_rows": _campaign.speaks_of_rows(fix for one in groups for fix in one.fixes),
        "fix_rows": lambda fix: _campaign.fix_rows(fix, campaign),
        "placements": _campaign.placements,
        "header": report.header,
        "summary": report.summary,
        "lists": lists,
        "todo": todo,
        "cards": cards,
        "owners": [owner for owner in Owner if owner in {one.owner for one in groups}],
        "rules": sorted({one.rule for one in listed} | {one.rule for one in lists.waived}),
        "by_eye": list(dict.fromkeys(text for spec in report.header.specs for text in spec.by_eye)),
        "by_hand": manual_lines(report.header.manual),
        "titles": _page.unit_titles(report.header.specs),
    }


@cache
def _template() -> Template:
    from markupsafe import Markup

    from adqa.report import fixes
    from adqa.report.campaign import RowVerdict
    from adqa.report.manual import HOW, manual_count
    from adqa.report.reporters import _campaign, _page, _words
    from adqa.report.reporters._templates import page_environment
    from adqa.units import count_text, group

    environment = page_environment()
    style, script = _part("page.css"), _part("page.js")
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": "; ".join(
            (
                "default-src 'none'",
                "img-src data:",
                f"style-src '{_hash(style)}'",
                f"script-src '{_hash(script)}'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "RowVerdict": RowVerdict,
        "Verdict": Verdict,
        "absent": _campaign.absent,
        "as_of_text": _campaign.as_of_text,
        "booked_numbers": _campaign.booked_numbers,
        "campaign_title": _campaign.campaign_title,
        "delivered_numbers": _campaign.delivered_numbers,
        "fix_says": lambda fix: _words.sentence(_campaign.fix_says(fix)),
        "roles": {one.value: _FOR[one] for one in Owner},
        "row_numbers": _campaign.row_numbers,
        "sheet_limits": _campaign.sheet_limits,
        "anchor": _page.anchor,
        "checked_what": _words.checked_what,
        "count_text": count_text,
        "day_text": _words.iso_day_text,
        "delivered": _words.delivered,
        "group": group,
        "how_to_tick": HOW,
        "manual_count": manual_count,
        "place_text": _words.place_text,
        "says": lambda finding: _words.sentence(_words.says(finding)),
        "sentence": _words.sentence,
        "shapes": _page.shapes,
        "shared_advice": fixes.shared_advice,
        "size_of": _words.size_of,
        "source_text": _words.source_text,
        "spec_marks": _words.spec_marks,
        "waiver_text": _words.waiver_text,
        "web_link": _words.web_link,
        "weight_words": {
            Severity.ERROR: "To fix",
            Severity.WARNING: "Please check",
            Severity.NOTE: "Note",
        },
    }
    return environment.get_template("report.html")


def _part(name: str) -> str:
    return files("adqa.report.reporters").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


REPORTER = Reporter(
    name="html",
    title="HTML page",
    media_type="text/html; charset=utf-8",
    suffix=".html",
    render=render,
    pictures=True,
)
