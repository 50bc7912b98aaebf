"""Only rows that are new or changed are checked again; the others are counted, and never as ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from adqa.campaign.model import Accepted, Campaign, Flight, Row, SheetLimits
from adqa.campaign.since import since_rows
from adqa.commands.check import check
from adqa.config import Config
from adqa.errors import UsageError
from adqa.records.checked import record_check
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from adqa.report.files import write_folder
from adqa.report.report import Report
from adqa.report.reporters.text import terminal
from campaign.bookings import booked_row
from campaign.sheets.made import workbook
from inspectors.images import art, encoded

DAY = date(2026, 5, 12)
START, END = date(2026, 5, 14), date(2026, 5, 24)


def row(number: int, **fields: Any) -> Row:
    given = {"placement": f"Home {number}", "placement_id": f"P{number}", "creative": "Aurora_A", **fields}
    return booked_row(number, "300x250", **given)


def changed(before: list[Row], after: list[Row]) -> set[str]:
    return set(since_rows(Campaign(rows=tuple(before)), Campaign(rows=tuple(after))))


OLD = [row(2), row(3), row(4)]


@pytest.mark.parametrize(
    "fields",
    [
        {"creative": "Aurora_B"},
        {"flight": Flight(start=START)},
        {"landing_url": "https://www.example.com/a"},
        {"limits": SheetLimits(weight="100 KB")},
        {"publisher": "Northstar"},
        {"unit": "HP Rail"},
        {"owner": "Northpeak Studio"},
        {"accepted": Accepted(by="M. Ruiz")},
        {"trackers": (("K", "https://t.example.com/1"),)},
        {"state": "on_hold"},
        {"skus": ("6534615",)},
        {"copy": {"headline": "Save"}},
        {"notes": "swap"},
    ],
)
def test_whatever_a_check_reads_is_a_change(fields: dict[str, Any]) -> None:
    assert changed(OLD, [OLD[0], replace(OLD[1], **fields), OLD[2]]) == {"Display!3"}


def test_where_a_row_stands_is_no_change() -> None:
    moved = [
        replace(
            one, row=one.row + 5, id=f"Display!{one.row + 5}", file="v4.xlsx", hidden=True, columns={"a": "B"}
        )
        for one in reversed(OLD)
    ]
    assert changed(OLD, moved) == set()
    tracked = replace(OLD[0], trackers=(("K", "https://t.example.com/1"),))
    assert changed([tracked], [replace(tracked, trackers=(("L", "https://t.example.com/1"),))]) == set()
    assert changed([row(2, notes="a  b ")], [row(2, notes="a b")]) == set()


def test_a_new_row_is_checked_and_a_cancelled_one_is_not() -> None:
    assert changed(OLD, [*OLD, row(9)]) == {"Display!9"}
    assert changed(OLD, [*OLD[:2], replace(OLD[2], state="cancelled")]) == set()
    assert changed([*OLD[:2], replace(OLD[2], state="cancelled")], OLD) == {"Display!4"}


# --- the whole way


class Desk:
    """Three placements with a creative each; the first is too heavy for the limit that v2 brings."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.files = place / "in"
        self.files.mkdir()
        for number, size in enumerate(((300, 250), (728, 90), (160, 600))):
            name = f"Aurora_{'ABC'[number]}_{size[0]}x{size[1]}.jpg"
            (self.files / name).write_bytes(encoded(art(size, shift=number), "JPEG"))
        self.sheet("v1.xlsx")

    def sheet(self, name: str, **limits: int) -> Path:
        """A state of the sheet; `limits` give the most KB of a creative."""
        rows = [
            [f"Home {one}", size, f"Aurora_{one}", limits.get(one, 900), START, END]
            for one, size in (("A", "300x250"), ("B", "728x90"), ("C", "160x600"))
        ]
        header = ["Placement", "Size", "Creative", "Max KB", "Start date", "End date"]
        return workbook(self.place / name, {"Display": [header, *rows]})

    def check(self, name: str, since: str | None = "v1.xlsx", **options: Any) -> Report:
        older = self.place / since if since else None
        given = {"campaign": [self.place / name], "since": older, "as_of": DAY, "jobs": 1, **options}
        return check([self.files], **given)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_only_the_changed_row_is_checked(desk: Desk, tmp_path: Path) -> None:
    desk.sheet("v2.xlsx", A=1)
    with desk.check("v2.xlsx") as report:
        campaign = report.campaign
        assert campaign is not None
        unchanged = RowVerdict.UNCHANGED
        assert [one.verdict for one in campaign.rows] == [RowVerdict.FAIL, unchanged, unchanged]
        assert [one.verdict for one in campaign.booked] == [RowVerdict.FAIL, unchanged, unchanged]
        assert [Path(one.path).name for one in report.creatives()] == ["Aurora_A_300x250.jpg"]
        touched = {name for one in report.findings() for name in one.applies_to if name.startswith("row:")}
        assert touched == {"row:Display!2"}
        assert (report.summary.ready, report.summary.to_fix) == (0, 1)
        text = " ".join(terminal(report, report.evidence, width=100, colour=False, show_all=True).split())
        assert "2 rows are unchanged since v1.xlsx and were not checked again." in text
        assert "3 booked 0 ready 1 to fix 2 unchanged, not checked again" in text
        assert "Home B" not in text
        out = tmp_path / "out"
        out.mkdir()
        write_folder(report, out, load_registry())
        assert (
            record_check(report, [str(desk.files)], Config(), recorded=datetime(2026, 5, 12, tzinfo=UTC))
            == []
        )
    tab = openpyxl.load_workbook(tmp_path / "out" / "v2.qa.xlsx")["Display"]
    assert [[cell.value for cell in line[6:8]] for line in tab.iter_rows(min_row=3)] == [
        ["Unchanged, not checked again", "As on v1.xlsx; not checked again"]
    ] * 2
    assert not (tmp_path / ".adqa").exists()


def test_without_an_older_sheet_everything_is_checked(desk: Desk) -> None:
    desk.sheet("v2.xlsx", A=1)
    with desk.check("v2.xlsx", since=None) as report:
        assert report.campaign is not None
        assert report.campaign.row_count(RowVerdict.UNCHANGED) == 0
        assert (report.summary.ready, report.summary.to_fix) == (2, 1)


def test_a_check_of_nothing_is_refused(desk: Desk) -> None:
    desk.sheet("v2.xlsx")
    with pytest.raises(UsageError, match=r"no row is new or changed since v1\.xlsx"):
        desk.check("v2.xlsx")


def test_an_older_sheet_alone_is_not_enough(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no sheet of the campaign was found"):
        desk.check("v1.xlsx", campaign=None)
