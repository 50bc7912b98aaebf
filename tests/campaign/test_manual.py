"""What people check by hand: the boxes, who ticks them where, and that nothing else does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from adqa.campaign.manual import boxes
from adqa.campaign.model import Campaign, SheetManual
from adqa.campaign.settings import STARTER, ManualItem
from adqa.commands.check import check
from adqa.commands.tick import tick
from adqa.config import Config, load_config
from adqa.errors import UsageError
from adqa.records.store import Store
from adqa.records.ticks import Tick
from adqa.registry import load_registry
from adqa.report.files import write_folder
from adqa.report.manual import manual_count, manual_lines
from adqa.report.report import ManualRecord, Report
from adqa.report.reporters.text import terminal
from adqa.report.schema import report_schema
from campaign.bookings import booked_row
from campaign.sheets.made import read, workbook
from inspectors.images import art, encoded

DAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
CAP = ManualItem(text="Frequency cap is set", who="ad ops")
TEST_PAGE = ManualItem(text="Seen on a test page", per="placement")
PROOF = ManualItem(text="Proof read", per="creative", who="legal")
CAMPAIGN = Campaign(
    rows=(
        booked_row(2, "300x250", placement="Home", creative="Aurora_A"),
        booked_row(3, "300x250", placement="Deals", creative="Aurora_A"),
        booked_row(4, "728x90", placement="Deals", creative="Aurora_B"),
        booked_row(5, "728x90", placement="Old", creative="Aurora_C", state="cancelled"),
    )
)


def on_tab(*lines: SheetManual) -> Campaign:
    return Campaign(rows=CAMPAIGN.rows, manual=lines)


def ticked(of: str = "", **changes: Any) -> Tick:
    given = {
        "text": TEST_PAGE.text,
        "per": "placement",
        "by": "M. Ruiz",
        "on": "2026-05-14",
        "recorded": "2026-05-14T10:00:00+00:00",
        **changes,
    }
    return Tick(of=of, **given)


def shown(found: Sequence[ManualRecord]) -> list[tuple[str, str, bool]]:
    return [(one.text, one.of, one.done) for one in found]


# --- the boxes


def test_a_box_for_each_of_what_an_item_is_for() -> None:
    assert shown(boxes([CAP, TEST_PAGE, PROOF], CAMPAIGN)) == [
        ("Frequency cap is set", "", False),
        ("Seen on a test page", "Home", False),
        ("Seen on a test page", "Deals", False),
        ("Proof read", "Aurora_A 300x250", False),
        ("Proof read", "Aurora_B 728x90", False),
    ]


def test_without_a_sheet_there_are_files_and_no_placements() -> None:
    assert shown(boxes([CAP, TEST_PAGE, PROOF], None, (), ["a.jpg", "b.jpg"])) == [
        ("Frequency cap is set", "", False),
        ("Proof read", "a.jpg", False),
        ("Proof read", "b.jpg", False),
    ]


def test_the_starter_list_is_off_until_it_is_asked_for() -> None:
    assert Config().manual_items == ()
    on = Config(manual_starter=True, manual=(CAP,))
    assert on.manual_items == (*STARTER, CAP)
    texts = " ".join(one.text for one in STARTER).lower()
    for topic in ("budget", "geo", "frequency cap", "pixels fire", "test page", "second pair of eyes"):
        assert topic in texts


def test_the_settings_name_the_list(tmp_path: Path) -> None:
    file = tmp_path / "adqa.toml"
    file.write_text('[[manual]]\ntext = "Frequency cap is set"\nwho = "ad ops"\n', encoding="utf-8")
    assert load_config(file).manual_items == (CAP,)


def test_the_tab_of_a_workbook_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "Display": [["Placement", "Size", "Creative"], ["Home", "300x250", "Aurora_A"]],
            "adqa manual": [
                ["What to check", "Per", "For", "Who", "Done by", "Done on"],
                ["Frequency cap is set", "Campaign", None, "ad ops", None, None],
                ["Seen on a test page", "Placement", "Home", None, "M. Ruiz", date(2026, 5, 14)],
                [None, None, None, None, "nobody", None],
            ],
        },
    )
    assert found.manual == (
        SheetManual(text="Frequency cap is set", per="Campaign", who="ad ops", row=2),
        SheetManual(
            text="Seen on a test page",
            per="Placement",
            of="Home",
            done_by="M. Ruiz",
            done_on=date(2026, 5, 14),
            row=3,
        ),
    )
    assert len(found.rows) == 1


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "Display": [["Placement", "Size"], ["Home", "300x250"]],
            "adqa manual": [["What to check", "Done by", "Done on"], ["Cap", "M. Ruiz", "the other day"]],
        },
    )
    assert [(one.tab, one.row, one.text) for one in found.problems] == [
        ("adqa manual", 2, '"the other day" is not understood as a date')
    ]


# --- ticks


@pytest.mark.parametrize(
    ("done_by", "done_on", "done"),
    [
        ("M. Ruiz", None, True),
        ("", date(2026, 5, 14), True),
        ("", None, False),
        ("no", None, False),
        ("not yet", date(2026, 5, 14), False),
        ("pending", None, False),
        ("Noah Berg", None, True),
    ],
)
def test_a_tick_on_the_tab(done_by: str, done_on: date | None, done: bool) -> None:
    line = SheetManual(text="frequency cap is set.", done_by=done_by, done_on=done_on)
    assert shown(boxes([CAP], on_tab(line))) == [("Frequency cap is set", "", done)]


def test_a_tick_on_the_tab_is_for_one_placement_or_for_all() -> None:
    home = SheetManual(text=TEST_PAGE.text, of="HOME", done_by="M. Ruiz")
    assert [one.done for one in boxes([TEST_PAGE], on_tab(home))] == [True, False]
    every = SheetManual(text=TEST_PAGE.text, done_by="M. Ruiz")
    assert [one.done for one in boxes([TEST_PAGE], on_tab(every))] == [True, True]


def test_the_tab_brings_items_of_its_own() -> None:
    lines = (
        SheetManual(text="Prices agreed", who="AM"),
        SheetManual(text="Seen", per="per placement", of="Home"),
        SheetManual(text="Seen", per="placements", of="Somewhere else"),
    )
    found = boxes([], on_tab(*lines))
    assert shown(found) == [
        ("Prices agreed", "", False),
        ("Seen", "Home", False),
        ("Seen", "Somewhere else", False),
    ]
    assert found[0].who == "AM"


def test_a_tick_on_record_and_one_taken_back() -> None:
    assert [one.done for one in boxes([TEST_PAGE], CAMPAIGN, [ticked("Home")])] == [True, False]
    assert [one.done for one in boxes([TEST_PAGE], CAMPAIGN, [ticked()])] == [True, True]
    back = ticked("Home", taken_back=True, recorded="2026-05-15T10:00:00+00:00")
    assert [one.done for one in boxes([TEST_PAGE], CAMPAIGN, [ticked(), back])] == [False, True]
    other = ticked("Home", text="Something else")
    assert [one.done for one in boxes([TEST_PAGE], CAMPAIGN, [other])] == [False, False]


# --- the words


def record(
    of: str = "", by: str = "", on: str | None = None, text: str = "Seen", who: str = ""
) -> ManualRecord:
    return ManualRecord(
        text=text, per="placement" if of else "campaign", of=of, who=who, done_by=by, done_on=on
    )


@pytest.mark.parametrize(
    ("found", "words", "done", "count"),
    [
        ([record(who="ad ops")], "Seen (ad ops)", False, "1"),
        ([record(by="Jo", on="2026-05-14")], "Seen: Jo, Thu 14 May 2026", True, "1 of 1 done"),
        ([record(on="2026-05-14")], "Seen: Thu 14 May 2026", True, "1 of 1 done"),
        ([record("A"), record("B")], "Seen: open for A and B", False, "2"),
        ([record("A", "Jo"), record("B")], "Seen: 1 of 2 done; open for B", False, "1 of 2 done"),
        ([record("A", "Jo"), record("B", "Ana")], "Seen: Jo and Ana", True, "2 of 2 done"),
        (
            [record(name) for name in "ABCDEFGH"],
            "Seen: open for 8 placements",
            False,
            "8",
        ),
    ],
)
def test_one_line_for_each_item(found: list[ManualRecord], words: str, done: bool, count: str) -> None:
    (line,) = manual_lines(found)
    assert (line.words, line.done) == (words, done)
    assert manual_count(found) == count


# --- the whole way


class Desk:
    """One creative, one sheet, one thing to check by hand and one for each placement."""

    def __init__(self, place: Path) -> None:
        self.files = place / "in"
        self.files.mkdir()
        (self.files / "Aurora_A_300x250.jpg").write_bytes(encoded(art((300, 250)), "JPEG"))
        self.sheet = workbook(
            place / "io.xlsx",
            {"Display": [["Placement", "Size", "Creative"], ["Home", "300x250", "Aurora_A"]]},
        )
        self.config = Config(manual=(CAP, TEST_PAGE), root=str(place))

    def check(self) -> Report:
        return check([self.files], campaign=[self.sheet], as_of=DAY, config=self.config, jobs=1)

    def tick(self, item: str, **options: Any) -> str:
        given = {"by": "M. Ruiz", "on": DAY, "recorded": NOW, "campaign": [self.sheet], **options}
        return tick([self.files], item, config=self.config, **given).text()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _written(report: Report, format_: str) -> str:
    parts = load_registry().reporters[format_].render(report, report.evidence)
    return b"".join(parts).decode()


def test_every_report_shows_the_boxes_and_counts_none_of_them(desk: Desk) -> None:
    desk.tick("frequency cap")
    with desk.check() as report:
        text = terminal(report, report.evidence, width=100, colour=False, show_all=False)
        assert "TO CHECK BY HAND (1 of 2 done)" in text
        assert " [x]  Frequency cap is set (ad ops): M. Ruiz, Wed 20 May 2026" in text
        assert " [ ]  Seen on a test page: open for Home" in text
        page = _written(report, "html")
        assert 'disabled autocomplete="off" checked> <span>Frequency cap is set (ad ops)' in page
        assert 'disabled autocomplete="off"> <span>Seen on a test page: open for Home' in page
        markdown = _written(report, "md")
        assert "- [x] Frequency cap is set (ad ops): M. Ruiz, Wed 20 May 2026" in markdown
        assert "- [ ] Seen on a test page: open for Home" in markdown
        data = json.loads(_written(report, "json"))
        Draft202012Validator(report_schema()).validate(data)
        assert [(one["text"], one["done_by"], one["done_on"]) for one in data["manual"]] == [
            ("Frequency cap is set", "M. Ruiz", "2026-05-20"),
            ("Seen on a test page", "", None),
        ]
        assert report.summary.ready == 1
    desk.config = Config()
    with desk.check() as without:
        assert without.header.manual == ()
        assert without.summary == report.summary


def test_people_tick_on_the_tab_of_the_copy(desk: Desk, tmp_path: Path) -> None:
    def copied() -> openpyxl.Workbook:
        with desk.check() as report:
            write_folder(report, tmp_path, load_registry())
        return openpyxl.load_workbook(tmp_path / "io.qa.xlsx")

    book = copied()
    assert [[cell.value for cell in row] for row in book["adqa manual"].iter_rows()] == [
        ["What to check", "Per", "For", "Who", "Done by", "Done on"],
        ["Frequency cap is set", "campaign", None, "ad ops", None, None],
        ["Seen on a test page", "placement", "Home", None, None, None],
    ]
    book["adqa manual"]["E3"] = "J. Doe"
    desk.sheet = tmp_path / "typed.xlsx"
    book.save(desk.sheet)
    with desk.check() as report:
        assert [one.done_by for one in report.header.manual] == ["", "J. Doe"]
        write_folder(report, tmp_path, load_registry())
    again = openpyxl.load_workbook(tmp_path / "typed.qa.xlsx")
    assert again.sheetnames == ["Display", "QA", "adqa manual"]
    assert again["adqa manual"]["E3"].value == "J. Doe"


def test_the_command_says_what_it_did(desk: Desk) -> None:
    assert desk.tick("Frequency cap is set").splitlines()[:2] == [
        "Frequency cap is set: ticked by M. Ruiz on 20 May",
        "1 box still open",
    ]
    assert desk.tick("test page", of="home").splitlines() == [
        "Seen on a test page: ticked by M. Ruiz on 20 May",
        "  Home",
        "0 boxes still open",
    ]
    later = datetime(2026, 5, 20, 10, tzinfo=UTC)
    assert "open again, says Ana" in desk.tick("test page", by="Ana", taken_back=True, recorded=later)
    with desk.check() as report:
        assert [one.done for one in report.header.manual] == [True, False]


@pytest.mark.parametrize(
    ("item", "options", "said"),
    [
        ("Frequency cup", {}, "fits no item"),
        ("s", {}, "fits several items"),
        ("test page", {"of": "Hme"}, "is not checked for 'Hme'"),
        ("cap", {"by": " "}, "--by"),
        ("cap", {"on": date(2026, 5, 21)}, "still to come"),
    ],
)
def test_what_cannot_be_ticked(desk: Desk, item: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        desk.tick(item, **options)
    assert not (desk.sheet.parent / ".adqa").exists()


def test_without_a_list_there_is_nothing_to_tick(desk: Desk) -> None:
    desk.config = Config()
    with pytest.raises(UsageError, match=r"\[\[manual\]\] in adqa.toml"):
        desk.tick("cap")


def test_a_damaged_tick_is_named_and_opens_its_box(desk: Desk) -> None:
    desk.tick("cap")
    (file,) = (desk.sheet.parent / ".adqa" / "ticks").iterdir()
    file.write_bytes(file.read_bytes()[:40])
    with desk.check() as report:
        assert not any(one.done for one in report.header.manual)
        assert any(
            note.startswith(f"ticks/{file.name} of the record cannot be read") for note in report.header.notes
        )
    file.write_text('{"ticks_version": 99, "ticks": []}', encoding="utf-8")
    _, (problem,) = Store(desk.sheet.parent / ".adqa").ticks()
    assert problem.code == "newer"
