"""A mapping file for sheets with names of their own, and the draft of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adqa.campaign.sheets.mapping import draft_mapping, read_mapping
from adqa.campaign.sheets.read import read_campaign
from adqa.errors import SheetError
from campaign.sheets.made import read_rows, workbook

ROWS: list[list[Any]] = [
    ["Our plan"],
    ["Plcmt Nm", "Dims in px", "Was", "Placment", "Start date", "Rate"],
    ["Home", "300x250", "Aurora", "x", "05.06.2026", 1],
]


def _mapping(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_mapping_file_names_what_the_vocabulary_does_not_know(tmp_path: Path) -> None:
    mapping = _mapping(
        tmp_path,
        "columns:\n  Plcmt Nm: placement\n  dims_in_px: sizes\n  Was: message\n"
        "  Start date: live_from\nheader_row: 2\n",
    )
    campaign = read_rows(tmp_path, *ROWS, mapping=mapping)
    row = campaign.rows[0]
    assert (row.placement, str(row.sizes[0]), row.message, row.live_from) == (
        "Home",
        "300x250",
        "Aurora",
        date(2026, 6, 5),
    )
    assert campaign.tabs[0].unused_columns == ("Placment", "Rate")


def test_it_may_say_tabs_order_and_year(tmp_path: Path) -> None:
    rows = [["Placement", "Size", "Start"], ["A", "300x250", "5/6"]]
    path = workbook(tmp_path / "a.xlsx", {"One": rows, "Two": rows})
    mapping = _mapping(tmp_path, "tabs: [two]\ndate_order: dmy\nyear: 2026\n")
    campaign = read_campaign([path], mapping=mapping)
    assert [(row.tab, row.flight.start) for row in campaign.rows] == [("Two", date(2026, 6, 5))]
    assert campaign.tabs[0].set_aside == "not named in the mapping file"


def test_a_column_may_be_named_as_saying_nothing(tmp_path: Path) -> None:
    mapping = _mapping(tmp_path, 'columns:\n  Message: "-"\n')
    campaign = read_rows(tmp_path, ["Placement", "Size", "Message"], ["A", "300x250", "B"], mapping=mapping)
    assert (campaign.rows[0].message, campaign.tabs[0].unused_columns) == ("", ("Message",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns:\n  A: plcement\n", "did you mean 'placement'"),
        ("colums: {}\n", "did you mean 'columns'"),
        ("date_order: ymd\n", "'ymd' is not one of"),
        ("header_row: x\n", "write a whole number"),
        ("- a\n", "a mapping (key: value) belongs here"),
        ("columns: [\n", "not valid YAML"),
    ],
)
def test_mistakes_name_the_place_and_the_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SheetError) as error:
        read_mapping(_mapping(tmp_path, text))
    assert said in str(error.value)
    assert "mapping.yaml" in str(error.value)


def test_a_mapping_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="cannot be read"):
        read_mapping(tmp_path / "gone.yaml")


def test_the_draft_holds_every_header_with_its_best_guess(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {"Plan": [["Our plan"], ["Placement", *ROWS[1][1:]], ROWS[2]]})
    text = draft_mapping(path)
    assert "  # Plan: header in row 2" in text
    assert "  Placement: placement\n" in text
    assert "  Start date: start\n" in text
    assert '  Rate: "-"\n' in text
    assert "  # Placment: placement  # looks like 'Placement'\n" in text
    assert "  # Was: ?  # unknown\n" in text


def test_the_draft_reads_back_and_changes_nothing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "plan.xlsx",
        {"Plan": [["Placement", "Size", "Start: date", "Rate"], ["Home", "300x250", "2026-05-21", 1]]},
    )
    mapping = _mapping(tmp_path, draft_mapping(path))
    assert read_campaign([path], mapping=mapping) == read_campaign([path])


def test_a_draft_of_a_sheet_that_is_not_understood_at_all(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {"Plan": [["Foo", "Bar: baz", "- x"], ["a", "b", "c"]]})
    text = draft_mapping(path)
    assert "no header row was recognised" in text
    assert '# "Bar: baz": ?' in text
    assert read_mapping(_mapping(tmp_path, text)).columns == {}
