"""What is new or changed since an earlier hand-over, and the record that says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from adqa.campaign.model import Flight
from adqa.handover.marks import read_exports
from handover.desk import Desk, picture, row, table


def test_the_first_hand_over_marks_nothing(desk: Desk) -> None:
    done = desk.hand_over()
    assert done.first
    assert [line.mark for line in done.lines] == ["", "", ""]


def test_the_second_marks_what_is_new_or_changed(desk: Desk) -> None:
    late = desk.rows[1]
    desk.rows = (desk.rows[0], desk.rows[2])
    desk.hand_over()
    desk.deliver("Aurora_A_300x250.jpg", picture("300x250", 77))
    desk.rows = (
        desk.rows[0],
        late,
        replace(desk.rows[1], flight=Flight(start=date(2026, 5, 22), end=date(2026, 5, 31))),
    )
    done = desk.hand_over(hour=13)
    assert [line.mark for line in done.lines] == ["changed: file", "new", "changed: file and start date"]
    assert "1 new, 2 changed, 0 unchanged" in done.text()
    assert [one["Since the last hand-over"] for one in table(done.files[0], "Hand-over")] == [
        "changed: file",
        "new",
        "changed: file and start date",
    ]
    assert [line.mark for line in desk.hand_over(hour=14).lines] == ["", "", ""]


def test_a_row_that_moves_on_the_sheet_is_the_same_row(desk: Desk) -> None:
    desk.hand_over()
    desk.rows = tuple(
        replace(one, id=f"Display!{one.row + 5}", row=one.row + 5) for one in reversed(desk.rows)
    )
    assert {line.mark for line in desk.hand_over(hour=13).lines} == {""}


def test_what_the_trafficker_has_and_should_not_is_said_once(desk: Desk) -> None:
    desk.hand_over()
    desk.rows = (
        replace(desk.rows[0], state="cancelled", state_reason="struck through"),
        replace(desk.rows[1], state="on_hold", state_reason="status says hold"),
    )
    done = desk.hand_over(hour=13)
    assert {one.placement: (one.why, one.before) for one in done.held} == {
        "Placement 7": ("Status says hold", "Wed 20 May"),
        "Placement 6": ("Its row is cancelled now; take it out", "Wed 20 May"),
        "Placement 8": ("It is no longer on the sheet; take it out", "Wed 20 May"),
    }
    assert [one.placement for one in desk.hand_over(hour=14).held] == ["Placement 7"]


def test_a_row_that_has_run_out_is_not_asked_back(desk: Desk) -> None:
    desk.hand_over()
    assert desk.hand_over(hour=13, as_of=date(2026, 6, 2)).held == ()


def test_forms_are_compared_apart(desk: Desk) -> None:
    desk.hand_over("cm360", placements_only=True)
    assert desk.hand_over("cm360", hour=13).first
    assert desk.hand_over("neutral", hour=14).first
    assert not desk.hand_over("cm360", hour=15).first


def test_the_record_is_written_once_and_reads_back(desk: Desk) -> None:
    done = desk.hand_over(include={"6": "just in case"})
    data = json.loads(done.record.read_text())
    assert data["by"] == "A. Lee"
    assert data["to"] == "neutral"
    assert data["files"] == ["aurora-launch-neutral.xlsx"]
    (export,), problems = read_exports(desk.place / ".adqa")
    assert problems == []
    assert len(export.lines) == 3
    again = desk.hand_over(hour=13)
    assert again.record != done.record
    assert json.loads(done.record.read_text()) == data


def test_a_damaged_or_newer_record_is_said_and_hinders_nothing(desk: Desk) -> None:
    first = desk.hand_over().record
    first.write_text("{not json")
    newer = first.with_name("2026-05-20T130000Z-0.json")
    newer.write_text('{"export_version": 99}')
    done = desk.hand_over(hour=14)
    assert done.first
    assert f"exports/{first.name} is damaged, so it was not compared" in done.text()
    assert f"exports/{newer.name} was written by a newer adqa" in done.text()
    assert first.read_text() == "{not json"


def test_two_rotating_creatives_of_one_booking_are_two_lines(desk: Desk) -> None:
    desk.rows = (row(6, message="", creative=""),)
    desk.hand_over()
    keys = [line.key for line in desk.hand_over(hour=13).lines]
    assert len(set(keys)) == len(keys)
