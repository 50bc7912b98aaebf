"""What goes and what is held: errors, what is missing, what could not be checked; and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from adqa.commands.check import check
from adqa.errors import UsageError
from adqa.handover.line import files_of
from adqa.handover.select import OF_PLACEMENTS, select
from adqa.registry import load_registry
from adqa.report.campaign import RowVerdict
from handover.desk import AS_OF, Desk, picture, row


def test_everything_that_is_clean_goes(desk: Desk) -> None:
    done = desk.hand_over()
    assert [line.row.row for line in done.lines] == [6, 7, 8]
    assert [line.file.name for line in done.lines if line.file] == [
        "Aurora_A_300x250.jpg",
        "Aurora_B_300x250.jpg",
        "Aurora_A_300x250.jpg",
    ]
    assert done.held == ()
    assert done.text().startswith("3 lines: 3 handed over, 0 held\n")


def test_an_error_holds_every_placement_of_its_creative_and_no_other(desk: Desk) -> None:
    desk.deliver("Aurora_A_300x250.jpg", picture("300x251"))
    done = desk.hand_over()
    assert [line.row.row for line in done.lines] == [7]
    assert [(one.row, one.who) for one in done.held] == [(6, "Northpeak Studio"), (8, "Northpeak Studio")]
    assert "300x251" in done.held[0].why
    assert "2 held" in done.text()
    assert done.text().count("Aurora_A_300x250.jpg is 300x251 px") == 1
    assert "Display, rows 6, 8" in done.text()


def test_a_late_file_holds_its_line_with_owner_and_due(desk: Desk) -> None:
    (desk.inbox / "Aurora_B_300x250.jpg").unlink()
    desk.rows = (desk.rows[0], replace(desk.rows[1], due=date(2026, 5, 25)), desk.rows[2])
    (held,) = desk.hand_over().held
    assert held.row == 7
    assert held.why.endswith("has not arrived")
    assert held.who == "Northpeak Studio"
    assert held.due.startswith("Mon 25 May 12:00")


def test_the_second_size_of_a_row_may_be_late(desk: Desk) -> None:
    both = row(6, sizes=(*row(6).sizes, *row(6, "728x90").sizes), size_text="300x250, 728x90")
    desk.rows = (both, desk.rows[1])
    done = desk.hand_over()
    assert [(line.row.row, line.size) for line in done.lines] == [(6, "300x250"), (7, "300x250")]
    assert [(one.row, one.creative) for one in done.held] == [(6, "A 728x90")]


def test_what_could_not_be_checked_is_never_clean(desk: Desk) -> None:
    package = row(9, message="C", kind="html5", limits=replace(row(9).limits, formats=("html5",)))
    desk.rows = (row(6), package)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.html", "<!doctype html><title>x</title><p>Hi")
    desk.deliver("Aurora_C_300x250.zip", packed.getvalue())
    done = desk.hand_over()
    assert [line.row.row for line in done.lines] == [6]
    (held,) = done.held
    assert "is not fully checked: HTML5 packages are recognised but not looked into" in held.why


def test_warnings_notes_and_accepted_errors_hold_nothing(desk: Desk) -> None:
    desk.deliver("Aurora_A_300x250.jpg", picture("300x250") + b"\0" * 160_000)
    (desk.place / "adqa.toml").write_text(
        '[[waivers]]\nrule = "weight/file"\nsubject = "**"\nreason = "accepted by mail"\nowner = "M. Ruiz"\n'
        '[severity]\n"file/trailing-data" = {level = "warning", reason = "looked at"}\n'
    )
    done = desk.hand_over()
    assert [line.row.row for line in done.lines] == [6, 7, 8]
    (desk.place / "adqa.toml").write_text("")
    assert [one.row for one in desk.hand_over(hour=13).held] == [6, 8]


def test_rows_on_hold_are_held_and_cancelled_or_ended_ones_are_neither(desk: Desk) -> None:
    over = replace(desk.rows[2], flight=replace(desk.rows[2].flight, end=date(2026, 5, 10)))
    over = replace(over, flight=replace(over.flight, start=date(2026, 5, 1)))
    desk.rows = (
        replace(desk.rows[0], state="on_hold", state_reason="status says hold"),
        replace(desk.rows[1], state="cancelled", state_reason="struck through"),
        over,
    )
    done = desk.hand_over()
    assert done.lines == ()
    assert [(one.row, one.why) for one in done.held] == [(6, "Status says hold")]
    assert done.left_out == {"Cancelled": 1, "Ended": 1}
    assert "1 row cancelled" in done.text()
    assert "1 row ended" in done.text()


def test_two_files_for_one_booking_hold_it_until_somebody_answers(desk: Desk) -> None:
    desk.deliver("Aurora_A_300x250 (1).jpg", picture("300x250", 60))
    done = desk.hand_over()
    assert [one.row for one in done.held] == [6, 8]
    assert "which is final?" in done.held[0].why


def test_a_row_that_says_nothing_is_held_and_a_tag_goes_unchecked(desk: Desk) -> None:
    desk.rows = (
        *desk.rows,
        row(9, sizes=(), size_text="", message="", serving="unknown"),
        row(10, serving="tag", tag="<script src='https://ads.example/t.js'></script>"),
        row(11, serving="tag"),
        row(
            12,
            sizes=(),
            size_text="1x1",
            serving="tracking",
            trackers=(("H", "https://pixel.lumen-ads.com/i?n=%%CACHEBUSTER%%"),),
        ),
    )
    done = desk.hand_over()
    assert [line.row.row for line in done.lines] == [6, 7, 8, 10, 12]
    assert {one.row: one.why for one in done.held} == {
        9: "The sheet does not say what creative it books",
        11: "The third-party tag has not arrived",
    }
    assert "1 line with a third-party tag, whose content was not checked" in done.text()


def test_a_held_row_can_be_sent_on_with_name_and_reason(desk: Desk) -> None:
    desk.deliver("Aurora_A_300x250.jpg", picture("300x251"))
    done = desk.hand_over(include={"8": "publisher accepts it, mail of 19 May"})
    assert [line.row.row for line in done.lines] == [7, 8]
    sent = done.lines[1].sent_on
    assert sent is not None
    assert (sent.by, sent.reason) == ("A. Lee", "publisher accepts it, mail of 19 May")
    assert "300x251" in sent.held_for
    assert "A. Lee: publisher accepts it, mail of 19 May" in done.text()
    assert '"held_for": "Aurora_A_300x250.jpg is 300x251 px' in done.record.read_text()


@pytest.mark.parametrize(
    ("include", "says"),
    [
        ({"99": "because"}, "no row '99'"),
        ({"6": " "}, "say why row 6"),
        ({"7": "because"}, "row 7 is cancelled"),
    ],
)
def test_a_row_cannot_be_sent_on_without_sense(desk: Desk, include: dict[str, str], says: str) -> None:
    desk.rows = (desk.rows[0], replace(desk.rows[1], state="cancelled"), desk.rows[2])
    with pytest.raises(UsageError, match=says):
        desk.hand_over(include=include)
    assert not (desk.place / "out").exists()


def test_a_row_that_was_not_held_needs_no_sending_on(desk: Desk) -> None:
    done = desk.hand_over(include={"Display!6": "just in case"})
    assert done.lines[0].sent_on is None
    assert "Display!6 was not held" in done.text()


def test_placements_go_without_their_creatives(desk: Desk) -> None:
    for file in desk.inbox.iterdir():
        file.unlink()
    desk.deliver("Aurora_A_300x250.jpg", b"broken")
    twice = row(9, "728x90", placement="Placement 6")
    desk.rows = (*desk.rows, twice)
    done = desk.hand_over(placements_only=True)
    assert [(line.row.place, line.size) for line in done.lines] == [
        ("Placement 6", "300x250, 728x90"),
        ("Placement 7", "300x250"),
        ("Placement 8", "300x250"),
    ]
    assert all(line.file is None for line in done.lines)
    assert done.held == ()


def test_a_wrong_date_holds_a_placement_with_all_its_rows(desk: Desk) -> None:
    backwards = replace(desk.rows[0].flight, start=date(2026, 6, 5))
    twin = row(9, "728x90", placement="Placement 6")
    desk.rows = (replace(desk.rows[0], flight=backwards), *desk.rows[1:], twin)
    done = desk.hand_over(placements_only=True)
    assert [line.row.row for line in done.lines] == [7, 8]
    assert {one.row: one.why for one in done.held}[9] == "Row 6 of the same placement is held"


def test_rules_on_placements_exist() -> None:
    assert set(load_registry().rules) >= OF_PLACEMENTS


def test_a_row_that_the_report_calls_not_ready_never_goes(desk: Desk) -> None:
    sheet = str(desk.place / "Lumen_IO_v3.xlsx")
    campaign = replace(desk.campaign, rows=desk.rows, files=(sheet,))
    with check([desk.inbox], campaign=campaign, as_of=AS_OF, jobs=1) as report:
        assert report.campaign is not None
        first, *others = report.campaign.rows
        report.campaign = replace(report.campaign, rows=(replace(first, verdict=RowVerdict.FAIL), *others))
        found = select(report, campaign, files_of(report))
    assert [line.row.row for line in found.lines] == [7, 8]
    assert [one.why for one in found.held] == ["The report does not call it ready; look there for the reason"]
