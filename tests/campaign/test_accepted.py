"""Findings accepted on the sheet: for whom, up to what, until when, and what is said when that is over."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

from adqa.campaign.accepted import Acceptances
from adqa.campaign.document import campaign_to_yaml, read_document
from adqa.campaign.model import Accepted, Campaign, Flight, Row, SheetManual, SheetWaiver
from adqa.campaign.qa_codes import accepted_code, codes_accepted
from adqa.commands.check import check
from adqa.config import Config
from adqa.errors import UsageError
from adqa.records.checked import record_check
from adqa.records.runs import RecordedFinding, RunRecord, places_of
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from adqa.report.files import write_folder
from adqa.report.model import Allowed, Finding, Measured, Severity
from adqa.report.report import Report
from adqa.report.reporters.text import terminal
from campaign.bookings import booked_row
from campaign.sheets.made import workbook
from inspectors.images import art, encoded, png_chunk
from report.samples import finding, heavy

DAY = date(2026, 5, 20)
END = date(2026, 5, 24)
RUIZ = Accepted(by="M. Ruiz", note="by mail of 12 May", rules=("weight/file",))


def row(number: int, publisher: str = "Lumen TV", **fields: Any) -> Row:
    flight = Flight(start=date(2026, 5, 14), end=END)
    given = {"placement": f"Home {number}", "creative": "Aurora A", "flight": flight, **fields}
    return booked_row(number, "300x600", publisher=publisher, **given)


def weighing(size: int, *rows: Row, path: str = "in/a.gif", **changes: Any) -> Finding:
    """A file that is too heavy, serving these rows."""
    touched = dict.fromkeys([*(f"row:{one.id}" for one in rows), *(f"placement:{one.place}" for one in rows)])
    return replace(heavy(path, size), applies_to=(*touched, "booked:aurora a|300x600||"), **changes)


def accepting(*rows: Row, waivers: Sequence[SheetWaiver] = (), as_of: date | None = DAY) -> Acceptances:
    return Acceptances(Campaign(rows=rows, waivers=tuple(waivers)), as_of)


def run_of(*findings: Finding, then: Acceptances | None = None) -> RunRecord:
    """A check on record that found these."""
    return RunRecord(
        recorded="2026-05-12T10:00:00+00:00",
        as_of="2026-05-12",
        arguments=("in",),
        adqa_version="0",
        findings=tuple(
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
            for one in findings
            if one.counts
        ),
        accepted=then.on_record() if then else (),
    )


def checks(rows: Sequence[Row], *found: Finding, waivers: Sequence[SheetWaiver] = ()) -> list[Finding]:
    """The same campaign checked again and again, each check on record before the next."""
    runs: list[RunRecord] = []
    seen = []
    for one in found:
        now = accepting(*rows, waivers=waivers)
        now.recall(runs)
        seen.append(alone(now.apply(one)))
        runs.append(run_of(seen[-1], then=now))
    return seen


def alone(found: Sequence[Finding]) -> Finding:
    """The one finding, which was not parted."""
    (one,) = found
    return one


def waiver(**changes: Any) -> SheetWaiver:
    given = {"rule": "weight/file", "subject": "Aurora A", "by": "M. Ruiz", "row": 2, **changes}
    return SheetWaiver(**given)


# --- for whom


def test_a_row_accepts_for_its_publisher() -> None:
    first, second = row(17, accepted=RUIZ), row(18)
    found = alone(accepting(first, second).apply(weighing(220_000, first, second)))
    assert found.waived is not None
    assert (found.waived.owner, found.waived.reason) == ("M. Ruiz", "by mail of 12 May")
    assert (found.waived.until, found.waived.up_to) == ("2026-05-24", "220 KB")
    assert not found.counts


def test_an_acceptance_never_travels_to_another_publisher() -> None:
    mine, theirs = row(17, accepted=RUIZ), row(31, "Northstar")
    now = accepting(mine, theirs)
    here, there = now.apply(weighing(220_000, mine, theirs))
    assert here.waived is not None
    assert here.applies_to == ("row:Display!17", "placement:Home 17", "booked:aurora a|300x600||")
    assert there.counts
    assert there.waiver_ended == "accepted by M. Ruiz for Lumen TV only"
    assert there.applies_to == ("row:Display!31", "placement:Home 31", "booked:aurora a|300x600||")
    other = finding("in/a.gif", rule="size/not-allowed")
    assert now.excused([here, there, other]) == {"Display!17": [other]}


def test_both_publishers_may_accept() -> None:
    mine, theirs = row(17, accepted=RUIZ), row(31, "Northstar", accepted=replace(RUIZ, by="J. Doe"))
    assert alone(accepting(mine, theirs).apply(weighing(220_000, mine, theirs))).waived is not None


def test_a_placement_that_two_publishers_share_by_name_stays_touched() -> None:
    mine, theirs = row(17, accepted=RUIZ, placement="Home"), row(31, "Northstar", placement="Home")
    _, there = accepting(mine, theirs).apply(weighing(220_000, mine, theirs))
    assert there.applies_to == ("row:Display!31", "placement:Home", "booked:aurora a|300x600||")


def test_a_row_whose_flight_is_over_asks_nobody() -> None:
    over = row(31, "Northstar", flight=Flight(end=date(2026, 5, 1)))
    mine = row(17, accepted=RUIZ)
    assert alone(accepting(mine, over).apply(weighing(220_000, mine, over))).waived is not None


@pytest.mark.parametrize(
    ("rules", "rule", "covered"),
    [
        (("weight/file",), "weight/file", True),
        (("weight/file:over",), "weight/file", True),
        (("weight/file:near",), "weight/file", False),
        (("size/not-allowed",), "weight/file", False),
        ((), "weight/file", False),
        (None, "weight/file", True),
        (None, "campaign/missing-creative", False),
        (("campaign/missing-creative",), "campaign/missing-creative", False),
    ],
)
def test_what_of_a_row_is_accepted(rules: tuple[str, ...] | None, rule: str, covered: bool) -> None:
    one = row(17, accepted=replace(RUIZ, rules=rules))
    found = alone(accepting(one).apply(weighing(220_000, one, rule=rule)))
    assert (found.waived is not None) is covered


def test_a_row_without_codes_accepts_faults_of_its_file_and_no_notes() -> None:
    one = row(17, accepted=replace(RUIZ, rules=None))
    now = accepting(one)
    assert alone(now.apply(weighing(220_000, one, severity=Severity.NOTE))).waived is None
    about_row = weighing(220_000, one)
    about_row = replace(about_row, subject=replace(about_row.subject, kind="row", id=one.id))
    assert alone(now.apply(about_row)).waived is None


# --- up to what


def test_a_later_heavier_file_fails_again() -> None:
    one = row(17, accepted=RUIZ)
    sizes = [220_000, 220_400, 219_000, 221_000, 221_000, 220_000]
    seen = checks([one], *(weighing(size, one) for size in sizes))
    assert [found.waived is not None for found in seen] == [True, True, True, False, False, True]
    assert seen[3].waiver_ended == "waiver by M. Ruiz covers up to 220 KB only"


def test_a_new_name_of_the_file_does_not_lift_what_was_accepted() -> None:
    one = row(17, accepted=RUIZ)
    seen = checks(
        [one], weighing(220_000, one), weighing(400_000, one, path="in/a_v2.gif", fingerprint="1:x")
    )
    assert [found.waived is not None for found in seen] == [True, False]


def test_what_was_on_record_before_is_what_was_accepted() -> None:
    one = row(17, accepted=RUIZ)
    now = accepting(one)
    now.recall([run_of(weighing(300_000, one)), run_of(weighing(220_000, one))])
    assert alone(now.apply(weighing(221_000, one))).waived is None
    assert alone(now.apply(weighing(220_000, one))).waived is not None


def test_a_new_word_is_a_new_acceptance() -> None:
    first, second = row(17, accepted=RUIZ), row(17, accepted=replace(RUIZ, note="by mail of 19 May"))
    before = accepting(first)
    before.apply(weighing(220_000, first))
    now = accepting(second)
    now.recall([run_of(then=before), run_of(weighing(230_000, second))])
    found = alone(now.apply(weighing(230_000, second)))
    assert found.waived is not None
    assert found.waived.up_to == "230 KB"


def test_what_came_later_is_not_accepted_with_the_rest_of_the_row() -> None:
    one = row(17, accepted=replace(RUIZ, rules=None))
    before = accepting(one)
    before.apply(weighing(220_000, one))
    now = accepting(one)
    now.recall([run_of(then=before)])
    assert alone(now.apply(weighing(220_000, one))).waived is not None
    later = alone(now.apply(weighing(220_000, one, rule="animation/too-long")))
    assert later.waived is None
    assert later.waiver_ended == "M. Ruiz accepted other faults of this row, not this one"


def test_of_a_rotation_the_heaviest_is_what_was_accepted() -> None:
    one = row(17, accepted=RUIZ)
    now = accepting(one)
    for size in (220_000, 180_000):
        assert alone(now.apply(weighing(size, one, path=f"in/{size}.gif"))).waived is not None
    assert [pin.value for pin in now.on_record()] == [220_000]


def test_a_floor_is_not_gone_below() -> None:
    def wide(width: int) -> Finding:
        return weighing(
            0,
            one,
            measured=Measured(value=width, unit="px", text=f"{width} px"),
            allowed=Allowed(op="at_least", value=300, unit="px", text="300 px"),
        )

    one = row(17, accepted=RUIZ)
    seen = checks([one], wide(290), wide(295), wide(280))
    assert [found.waived is not None for found in seen] == [True, True, False]


def test_what_is_no_number_must_stay_as_it_is() -> None:
    def sized(text: str) -> Finding:
        return weighing(0, one, measured=Measured(value=text, text=text), allowed=None)

    one = row(17, accepted=RUIZ)
    seen = checks([one], sized("728x91"), sized("728x120"), sized("728x91"))
    assert [found.waived is not None for found in seen] == [True, False, True]


def test_what_has_no_value_is_accepted_as_it_is() -> None:
    one = row(17, accepted=RUIZ)
    found = alone(accepting(one).apply(weighing(0, one, measured=None)))
    assert found.waived is not None
    assert found.waived.up_to is None


# --- until when


def test_it_ends_with_the_flight() -> None:
    one = row(17, accepted=RUIZ)
    assert alone(accepting(one, as_of=END).apply(weighing(220_000, one))).waived is not None
    found = alone(accepting(one, as_of=date(2026, 5, 25)).apply(weighing(220_000, one)))
    assert found.waived is None
    assert found.waiver_ended == "waiver by M. Ruiz ended Sun 24 May 2026"


def test_an_end_of_its_own_holds() -> None:
    one = row(17, accepted=replace(RUIZ, until=date(2026, 5, 18)))
    found = alone(accepting(one).apply(weighing(220_000, one)))
    assert found.counts
    assert found.waiver_ended == "waiver by M. Ruiz ended Mon 18 May 2026"


def test_a_flight_without_an_end_has_none() -> None:
    one = row(17, accepted=RUIZ, flight=Flight(start=date(2026, 5, 14), open_ended=True))
    found = alone(accepting(one, as_of=date(2027, 1, 1)).apply(weighing(220_000, one)))
    assert found.waived is not None
    assert found.waived.until is None


def test_an_acceptance_needs_a_day_of_judging() -> None:
    with pytest.raises(UsageError, match="pass as_of"):
        accepting(row(17, accepted=RUIZ), as_of=None)
    assert alone(accepting(row(17), as_of=None).apply(weighing(1, row(17)))).counts


# --- the tab


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, True),
        ({"subject": "aurora_a"}, True),
        ({"subject": "a.gif"}, True),
        ({"subject": "*.gif"}, True),
        ({"subject": "b.gif"}, False),
        ({"subject": "Home 17"}, True),
        ({"subject": "Home 18"}, False),
        ({"rule": " Weight/File "}, True),
        ({"rule": "size/not-allowed"}, False),
        ({"publisher": "lumen tv"}, True),
        ({"publisher": "Northstar"}, False),
        ({"unit": "example-retail/display"}, True),
        ({"unit": "HP Hero"}, True),
        ({"unit": "HP Rail"}, False),
        ({"up_to": "220 KB"}, True),
        ({"up_to": "219 KB"}, False),
        ({"up_to": "220"}, False),
        ({"until": date(2026, 5, 19)}, False),
    ],
)
def test_what_a_line_of_the_tab_covers(changes: dict[str, Any], covered: bool) -> None:
    one = row(17, unit="HP Hero")
    now = accepting(one, row(40, creative="Aurora B", placement="Home 18"), waivers=[waiver(**changes)])
    found = alone(now.apply(weighing(220_000, one, path="in/a.gif")))
    assert (found.waived is not None) is covered


def test_a_placement_on_the_tab_is_no_other_placement() -> None:
    one, other = row(17), row(18)
    waivers = [waiver(subject="Home 17")]
    here, there = accepting(one, other, waivers=waivers).apply(weighing(220_000, one, other))
    assert (here.counts, here.applies_to[0]) == (False, "row:Display!17")
    assert (there.counts, there.applies_to[0]) == (True, "row:Display!18")


def test_a_named_ceiling_needs_no_record() -> None:
    one = row(17)
    seen = checks([one], weighing(230_000, one), weighing(219_000, one), waivers=[waiver(up_to="220 KB")])
    assert [found.waived is not None for found in seen] == [False, True]
    assert seen[0].waiver_ended == "waiver by M. Ruiz covers up to 220 KB only"
    assert seen[1].waived is not None
    assert seen[1].waived.up_to == "220 KB"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": ""}, "it does not say who accepted it"),
        ({"subject": ""}, "it names no creative and no placement"),
        ({"up_to": "a little"}, "its ceiling 'a little' is not understood"),
        ({}, "it names no publisher, and Aurora A runs with Lumen TV and Northstar"),
    ],
)
def test_a_line_that_says_too_little_is_not_used(changes: dict[str, Any], said: str) -> None:
    one = row(17)
    now = accepting(one, row(31, "Northstar"), waivers=[waiver(**changes)])
    assert alone(now.apply(weighing(220_000, one))).waived is None
    assert [text.startswith(f"Line 2 of the tab adqa waivers is not used: {said}") for text in now.problems]
    assert now.problems[0].endswith(".")
    assert said in now.problems[0]


@pytest.mark.parametrize("rules", [None, (), ("weight/file",), ("weight/file", "size/not-allowed")])
def test_a_document_in_text_says_it_as_well(tmp_path: Path, rules: tuple[str, ...] | None) -> None:
    given = Campaign(
        name="Aurora",
        rows=(row(17, accepted=replace(RUIZ, rules=rules, until=END)),),
        waivers=(waiver(publisher="Lumen TV", until=END, up_to="220 KB", reason="by mail"),),
        manual=(SheetManual(text="Cap", per="placement", of="Home", done_by="Ana", done_on=DAY),),
    )
    file = tmp_path / "aurora.yaml"
    file.write_text(campaign_to_yaml(given), encoding="utf-8")
    back = read_document(file)
    assert back.rows[0].accepted == given.rows[0].accepted
    assert [replace(one, row=2) for one in back.waivers] == list(given.waivers)
    assert [replace(one, row=0) for one in back.manual] == list(given.manual)


# --- what is left over


def test_what_met_nothing_is_named() -> None:
    used, idle, gone = row(17, accepted=RUIZ), row(18, accepted=RUIZ), row(19, accepted=RUIZ)
    now = accepting(used, idle, gone, waivers=[waiver(rule="size/not-allowed")])
    now.apply(weighing(220_000, used))
    assert now.unused([used.id, idle.id]) == (
        "row 18 (M. Ruiz: by mail of 12 May)",
        "size/not-allowed on Aurora A, line 2 of adqa waivers (M. Ruiz: on the tab adqa waivers, line 2)",
    )


def test_a_line_with_many_sizes_is_one_acceptance() -> None:
    first, second = row(17, accepted=RUIZ), row(17, accepted=RUIZ, id="Display!17#2")
    now = accepting(first, second)
    assert now.unused([first.id, second.id]) == ("row 17 (M. Ruiz: by mail of 12 May)",)
    now.apply(weighing(220_000, second))
    assert now.unused([first.id, second.id]) == ()


def test_what_does_not_count_anyway_is_left_alone() -> None:
    one = row(17, accepted=RUIZ)
    known = weighing(220_000, one, baselined=True)
    assert accepting(one).apply(known) == [known]
    nowhere = heavy("in/a.gif", 220_000)
    assert accepting(one).apply(nowhere) == [nowhere]


# --- the column QA code


def test_the_codes_of_a_cell() -> None:
    assert codes_accepted("weight/file, size/not-allowed +2 more, see QA tab", "M. Ruiz") == (
        "weight/file",
        "size/not-allowed",
    )
    assert codes_accepted("", "M. Ruiz") == ()


def test_a_marked_code_keeps_what_came_later_out() -> None:
    cell = f"size/not-allowed, {accepted_code('weight/file', 'M. Ruiz (legal)')}"
    assert codes_accepted(cell, "M. Ruiz (legal)") == ("weight/file",)
    assert codes_accepted(cell, "J. Doe") == ("size/not-allowed",)


# --- the whole way: checked, accepted in the copy that came back, checked again


class Desk:
    """A campaign whose half page weighs too much, booked with two publishers."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.files = place / "in"
        self.files.mkdir()
        workbook(
            place / "io.xlsx",
            {
                "Display": [
                    ["Publisher", "Placement", "Size", "Creative", "Max KB", "Start date", "End date"],
                    ["Lumen TV", "Home", "300x600", "Aurora_A", 350, date(2026, 5, 14), END],
                    ["Northstar", "Deals", "300x600", "Aurora_A", 350, date(2026, 5, 14), END],
                ]
            },
        )
        self.deliver(400_000)

    def deliver(self, size: int) -> None:
        """Puts a file of this weight into the delivery; no two weights are the same picture."""
        picture = encoded(art((300, 600), shift=size % 251), "PNG")
        assert len(picture) < size - 14
        filler = png_chunk(b"tEXt", b"n\0" + b"x" * (size - len(picture) - 14))
        (self.files / "Aurora_A_300x600.png").write_bytes(picture[:33] + filler + picture[33:])

    def check(self, sheet: str, as_of: date = DAY) -> Report:
        """A check on record; gives the report, and puts the sheet's copy beside the sheet."""
        report = check([self.files], campaign=[self.place / sheet], as_of=as_of, jobs=1)
        with TemporaryDirectory() as out:
            write_folder(report, Path(out), load_registry())
            shutil.copy(Path(out, "io.qa.xlsx"), self.place)
        record_check(report, [str(self.files)], Config(), recorded=datetime(2026, 5, 20, 9, tzinfo=UTC))
        return report

    def accept(self, row: int, until: date | None = None) -> None:
        """Somebody types into the copy that came back."""
        file = self.place / "io.qa.xlsx"
        book = openpyxl.load_workbook(file)
        tab = book["Display"]
        at = tab.max_column + 1
        for number, title in enumerate(("QA accepted by", "QA accepted until", "QA accepted note")):
            tab.cell(1, at + number, title)
        for number, value in enumerate(("M. Ruiz", until, "by mail of 12 May")):
            tab.cell(row, at + number, value)
        book.save(file)

    def codes(self) -> list[object]:
        tab = openpyxl.load_workbook(self.place / "io.qa.xlsx")["Display"]
        at = next(cell.column for cell in tab[1] if cell.value == "QA code")
        return [tab.cell(row, at).value for row in (2, 3)]


def verdicts(report: Report) -> list[RowVerdict]:
    assert report.campaign is not None
    return [one.verdict for one in report.campaign.rows]


def test_what_somebody_accepts_in_the_copy_holds_for_that_publisher(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.check("io.xlsx") as first:
        assert verdicts(first) == [RowVerdict.FAIL, RowVerdict.FAIL]
    assert desk.codes() == ["weight/file", "weight/file"]
    desk.accept(2)
    for _ in range(2):  # the second copy is made of the first
        with desk.check("io.qa.xlsx") as again:
            assert verdicts(again) == [RowVerdict.PASS, RowVerdict.FAIL]
            told = [(one.counts, one.waiver_ended) for one in again.findings() if one.rule == "weight/file"]
            assert told == [(False, None), (True, "accepted by M. Ruiz for Lumen TV only")]
            text = terminal(again, again.evidence, width=140, colour=False, show_all=True)
            assert "ACCEPTED, NOT COUNTED (1)" in text
            assert "accepted by M. Ruiz: by mail of 12 May; up to 400 KB; until Sun 24 May 2026" in text
        assert desk.codes() == ["weight/file (accepted: M. Ruiz)", "weight/file"]
    desk.deliver(401_000)
    with desk.check("io.qa.xlsx") as heavier:
        assert verdicts(heavier) == [RowVerdict.FAIL, RowVerdict.FAIL]
        (one,) = (one for one in heavier.findings() if one.rule == "weight/file")
        assert one.waiver_ended == "waiver by M. Ruiz covers up to 400 KB only"
    with desk.check("io.qa.xlsx") as still:
        assert verdicts(still) == [RowVerdict.FAIL, RowVerdict.FAIL]


def test_an_acceptance_that_ended_gives_the_fault_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.check("io.xlsx").close()
    desk.accept(2, until=date(2026, 5, 18))
    with desk.check("io.qa.xlsx") as report:
        assert verdicts(report) == [RowVerdict.FAIL, RowVerdict.FAIL]
    tab = openpyxl.load_workbook(tmp_path / "io.qa.xlsx")["Display"]
    wrong = next(cell.column for cell in tab[1] if cell.value == "What is wrong")
    assert str(tab.cell(2, wrong).value).endswith(" – waiver by M. Ruiz ended Mon 18 May 2026")
