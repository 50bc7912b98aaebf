"""What a check says of the settings it was made with."""

from __future__ import annotations

from pathlib import Path

import pytest

import adqa
from contracts.running import picture

WAIVER = """
[[waivers]]
rule = "weight/file"
subject = "*.png"
reason = "agreed"
owner = "M. Ruiz"
"""


@pytest.mark.parametrize("inside", [True, False], ids=["in the delivery", "beside it"])
def test_settings_are_named_and_so_is_their_place(
    delivery: Path, inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(delivery.parent)
    (delivery / "a_300x250.png").write_bytes(picture())
    (delivery if inside else delivery.parent).joinpath("adqa.toml").write_text(WAIVER)
    with adqa.check(["delivery"]) as report:
        note = report.header.notes[0]
    place = "delivery/adqa.toml" if inside else "adqa.toml"
    assert note.startswith(f"The settings in {place} hold (1 accepted finding)")
    assert note.endswith("that file came with the delivery.") is inside


def test_without_settings_nothing_is_said_of_them(delivery: Path) -> None:
    (delivery / "a_300x250.png").write_bytes(picture())
    with adqa.check([delivery]) as report:
        assert not any("settings" in note for note in report.header.notes)
