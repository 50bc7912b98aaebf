"""Notes and status cells as actions: what is read as one, and what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adqa.campaign.sheets.actions import action_of_column, action_of_note, is_trafficked, state_of
from campaign.sheets.made import read_rows


@pytest.mark.parametrize(
    ("note", "into", "out"),
    [
        ("swap in Aurora_v3 for Aurora_v2", "Aurora_v3", "Aurora_v2"),
        ("Replace A with B", "B", "A"),
        ("replace Aurora_v2 by Aurora_v3 on 5/20", "Aurora_v3", "Aurora_v2"),
        ("Swap Aurora_v2 with Aurora_v3", "Aurora_v3", "Aurora_v2"),
        ("swap out Aurora_v2, swap in Aurora_v3", "Aurora_v3", "Aurora_v2"),
        ("swap in: Aurora_v3 / out: Aurora_v2", "Aurora_v3", "Aurora_v2"),
        ("Aurora_v3 replaces Aurora_v2", "Aurora_v3", "Aurora_v2"),
        ("use Aurora_v3 instead of Aurora_v2", "Aurora_v3", "Aurora_v2"),
        ('swap "Aurora v2" → "Aurora v3"', "Aurora v3", "Aurora v2"),
        ("swap Aurora_A for Aurora_B", "Aurora_B", "Aurora_A"),
        ("swap Aurora_v3 for Aurora_v2", "Aurora_v3", "Aurora_v2"),
        ("Swap in Aurora_v3", "Aurora_v3", ""),
        ("swap out Aurora_v2", "", "Aurora_v2"),
        ("swap", "", ""),
        ("swap creative", "", ""),
    ],
)
def test_swaps_name_what_goes_in_and_what_leaves(note: str, into: str, out: str) -> None:
    asked = action_of_note(note)
    assert asked is not None
    assert (asked.action, asked.swaps_in, asked.swaps_out) == ("swap", into, out)


@pytest.mark.parametrize(
    ("note", "action"),
    [
        ("add", "add"),
        ("Add new creative", "add"),
        ("Pause on 5/20", "pause"),
        ("please pause until further notice", "pause"),
        ("unassign", "unassign"),
        ("Remove Aurora_v1", "unassign"),
        ("pull from rotation", "unassign"),
        ("take down 5/20", "unassign"),
        ("no change", "no_change"),
        ("N/C", "no_change"),
        ("As is", "no_change"),
    ],
)
def test_the_other_verbs(note: str, action: str) -> None:
    asked = action_of_note(note)
    assert asked is not None
    assert asked.action == action


@pytest.mark.parametrize(
    "note",
    [
        "",
        "add tracker",
        "please add IAS tag",
        "Add UTM parameters",
        "add 5 days to the flight",
        "remove border",
        "remove the old tracking pixel",
        "delete the legal line",
        "pause tracker",
        "swap the click tracker for the new one",
        "swap URLs",
        "replace URL with https://www.example.com",
        "replace headline with Save more",
        "do not pause",
        "Don't swap yet",
        "was paused in May",
        "drop shadow on the logo",
        "Pick up files from the drop box",
        "rotate in Aurora",
        "Newsletter placement",
        "same studio as last time",
    ],
)
def test_what_only_sounds_like_an_action(note: str) -> None:
    assert action_of_note(note) is None


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("New", "add"),
        ("Create", "add"),
        ("Pause", "pause"),
        ("Archive", "unassign"),
        ("No change", "no_change"),
    ],
)
def test_a_column_made_for_actions(text: str, action: str) -> None:
    asked = action_of_column(text)
    assert asked is not None
    assert asked.action == action


def test_update_in_such_a_column_is_kept_as_text(tmp_path: Path) -> None:
    row = read_rows(tmp_path, ["Placement", "Size", "Trafficking Status"], ["A", "300x250", "Update"]).rows[0]
    assert (row.action, row.action_text) == (None, "Update")


def test_a_note_says_more_than_the_column(tmp_path: Path) -> None:
    row = read_rows(
        tmp_path,
        ["Placement", "Size", "Trafficking Status", "Notes"],
        ["A", "300x250", "New", "swap in Aurora_v3 for Aurora_v2"],
    ).rows[0]
    assert (row.action, row.swaps_in, row.swaps_out) == ("swap", "Aurora_v3", "Aurora_v2")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Cancelled", "cancelled"),
        ("CANCELED 5/12", "cancelled"),
        ("killed", "cancelled"),
        ("Do not run", "cancelled"),
        ("On hold - legal", "on_hold"),
        ("paused", "on_hold"),
    ],
)
def test_status_words_say_whether_a_row_runs(status: str, state: str) -> None:
    found = state_of(status)
    assert found is not None
    assert found[0] == state
    assert status in found[1]


@pytest.mark.parametrize("status", ["", "Live", "Approved", "Pending", "Draft", "Holding image approved"])
def test_other_status_words_do_not(status: str) -> None:
    assert state_of(status) is None


@pytest.mark.parametrize(
    ("status", "said"), [("Live", True), ("Active", True), ("Live on 5/20", False), ("", False)]
)
def test_what_is_trafficked_already(status: str, said: bool) -> None:
    assert is_trafficked(status) is said


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("Cancelled", "cancelled"),
        ("cancelled by client", "cancelled"),
        ("Old flight was cancelled, now live", "live"),
    ],
)
def test_a_note_may_cancel_a_row(tmp_path: Path, note: str, state: str) -> None:
    assert read_rows(tmp_path, ["Placement", "Size", "Notes"], ["A", "300x250", note]).rows[0].state == state


@given(st.text(max_size=300))
def test_no_text_breaks_it(note: str) -> None:
    asked = action_of_note(note)
    assert asked is None or asked.text
    state = state_of(note)
    assert state is None or state[0] in ("cancelled", "on_hold")
