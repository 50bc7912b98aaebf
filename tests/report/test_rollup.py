"""Many campaigns in five lines, on one page and in one workbook, with the same numbers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from adqa.report.rollup import (
    HEADER,
    CampaignStatus,
    OpenItem,
    at_risk,
    index_book,
    index_page,
    message,
    status_of,
)
from report.campaigns import case_a, case_b
from report.samples import SAMPLES

FRIDAY = date(2026, 5, 15)


def campaign(name: str, start: date | None = None, *items: OpenItem, **more: object) -> CampaignStatus:
    made = CampaignStatus(name=name, start=start, booked=38, ready=38 - 6 * len(items), open_items=items)
    return replace(made, **more)  # type: ignore[arg-type]  # the names of fields, checked when it runs


def friday() -> list[CampaignStatus]:
    """Fourteen campaigns, three at risk for the start of next week."""
    late = OpenItem(what="6 files missing", who="partner", days_late=2)
    return [
        *(campaign(f"Settled {number}", date(2026, 5, 18)) for number in range(10)),
        campaign("Later", date(2026, 6, 1), OpenItem(what="2 to fix", who="partner")),
        campaign(
            "A", date(2026, 5, 18), late, missing=6, link="a/report.html",
            causes={"wrong weight": 8, "naming": 5, "dead URL": 2}, open_since=date(2026, 5, 9),
        ),
        campaign(
            "B", date(2026, 5, 19), OpenItem(what="landing page 404", who="web team"),
            causes={"dead URL": 4, "wrong weight": 3, "copy": 1}, open_since=date(2026, 5, 12),
            first_pass=0.75,
        ),
        campaign("C", date(2026, 5, 20), OpenItem(what="legal line pending", who="")),
    ]  # fmt: skip


def test_friday_s_message_is_what_leadership_reads() -> None:
    assert message(friday(), FRIDAY) == (
        "14 campaigns, 3 at risk for Mon-Wed starts: A (6 files missing, partner, 2 business days late), "
        "B (landing page 404, web team), C (legal line pending).\n"
        "Open as well: 1 start later.\n"
        "Top causes this week: wrong weight 11, dead URL 6, naming 5.\n"
        "Oldest open: 6 days.\n"
    )


@pytest.mark.parametrize(
    ("as_of", "days", "names"),
    [
        (FRIDAY, "Mon-Wed", ["A", "B", "C"]),
        (date(2026, 5, 16), "Mon-Wed", ["A", "B", "C"]),
        (date(2026, 5, 18), "Tue-Thu", ["B", "C"]),
        (date(2026, 5, 13), "Thu-Mon", ["A"]),
    ],
)
def test_at_risk_is_what_starts_in_the_next_three_working_days(
    as_of: date, days: str, names: list[str]
) -> None:
    assert [one.name for one in at_risk(friday(), as_of)] == names
    assert f"{len(names)} at risk for {days} starts: {names[0]} (" in message(friday(), as_of)


def test_what_runs_already_with_something_open_is_named() -> None:
    text = message(friday(), date(2026, 5, 20))
    assert "Already running with something open: A, B and C." in text
    assert "0 at risk for Thu-Mon starts.\n" in text


def test_a_quiet_week_is_one_line() -> None:
    assert (
        message([campaign("One", date(2026, 5, 18))], FRIDAY) == "1 campaign, 0 at risk for Mon-Wed starts.\n"
    )
    assert message([], FRIDAY) == "0 campaigns, 0 at risk for Mon-Wed starts.\n"


def test_at_most_five_campaigns_are_named() -> None:
    many = [
        campaign(f"N{number}", date(2026, 5, 18), OpenItem(what="1 to fix", who="")) for number in range(9)
    ]
    assert "9 at risk" in message(many, FRIDAY)
    assert message(many, FRIDAY).splitlines()[0].endswith("N4 (1 to fix), 4 more.")
    assert len(message(friday() + many, FRIDAY).splitlines()) <= 5


def test_page_and_workbook_have_a_row_for_each_campaign_those_at_risk_first() -> None:
    page, book = index_page(friday(), FRIDAY), load_workbook(io.BytesIO(index_book(friday(), FRIDAY)))
    names = re.findall(r"<tr(?: class=risk)?><th scope=row>(?:<a [^>]*>)?([^<]+)", page)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = rows.index(tuple(HEADER))
    table = rows[head + 1 :]
    assert names[:4] == ["A", "B (at risk)", "C (at risk)", "Later"]
    assert [row[0] for row in table[:4]] == ["A", "B", "C", "Later"]
    assert len(names) == len(table) == 14
    assert '<a href="a/report.html">A</a> (at risk)' in page
    assert table[0][3:9] == (38, 32, 0, 6, 0, 0)
    assert table[0][9:11] == ("6 files missing, partner, 2 business days late", 6)
    assert table[1][11] == "75 %"


def test_the_page_is_complete_in_itself_and_nothing_in_it_is_live() -> None:
    bad = campaign("<script>alert(1)</script>\u202e", date(2026, 5, 18), OpenItem(what="<b>", who="\x1b"))
    page = index_page(
        [replace(bad, link="javascript:alert(1)"), replace(bad, link="//evil.example/x")], FRIDAY
    )
    assert "<script" not in page
    assert "<b>" not in page
    assert "href" not in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert not re.search(r"(src=|url\(|https?://)", page)


def test_the_same_campaigns_give_the_same_bytes() -> None:
    assert index_book(friday(), FRIDAY) == index_book(friday(), FRIDAY)
    assert index_page(friday(), FRIDAY) == index_page(friday(), FRIDAY)


def test_a_status_has_the_numbers_of_its_report() -> None:
    with case_a() as report:
        one = status_of(report, link="aurora/report.html", first_pass=0.8)
    assert (one.name, one.start, one.booked) == ("Aurora", date(2026, 5, 21), 38)
    assert one.ready + one.to_fix + one.missing + one.waiting + one.not_fully_checked == 38
    assert [(item.what, item.who) for item in one.open_items] == [
        ("6 files to come", "partner"),
        ("5 to fix", "partner"),
        ("2 questions", "partner"),
    ]
    assert one.causes == {"wrong size": 1, "wrong weight": 1, "clicks": 2, "file faults": 1}
    assert not one.settled


def test_a_sheet_s_status_counts_its_faults_once() -> None:
    with case_b() as report:
        one = status_of(report)
    assert [(item.what, item.who) for item in one.open_items] == [
        ("1 to fix", "account manager"),
        ("2 to fix", "ad ops"),
    ]
    assert one.causes == {"sheet faults": 3}


def test_a_report_without_a_campaign_has_no_status() -> None:
    with SAMPLES["all_pass"]() as report, pytest.raises(ValueError, match="campaign"):
        status_of(report)
