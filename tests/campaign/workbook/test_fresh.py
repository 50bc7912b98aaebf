"""New workbooks: text stays text, the same content gives the same bytes."""

from __future__ import annotations

import io

import openpyxl
import pytest

from adqa.campaign.workbook.fresh import Marked, SheetData, new_workbook
from adqa.campaign.workbook.levels import FILLS
from adqa.campaign.workbook.names import tab_name
from adqa.errors import UsageError


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_header_rows_filter_and_frozen_header() -> None:
    sheet = read(new_workbook([SheetData("Fixes", ("File", "KB"), [("a.jpg", 212), (None, 1.5)])]))["Fixes"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["File", "KB"],
        ["a.jpg", 212],
        [None, 1.5],
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.b


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "https://example.com", "0123", "{=A1}"])
def test_text_is_text_however_it_looks(text: str) -> None:
    cell = read(new_workbook([SheetData("T", ("h",), [(text,)])]))["T"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_notes_stand_above_the_header() -> None:
    sheet = read(new_workbook([SheetData("T", ("h",), [("x",)], notes=("one", "two"))]))["T"]
    assert [row[0].value for row in sheet.iter_rows()] == ["one", "two", None, "h", "x"]
    assert sheet.freeze_panes == "A5"


def test_a_marked_cell_has_its_colour_and_its_words() -> None:
    cell = read(new_workbook([SheetData("T", ("h",), [(Marked("To fix", "bad"),)])]))["T"]["A2"]
    assert cell.value == "To fix"
    assert cell.fill.fgColor.rgb == "FF" + FILLS["bad"]


def test_control_characters_go_and_long_text_is_cut_with_a_word() -> None:
    sheet = read(new_workbook([SheetData("T", ("h",), [("a\x00\x1b[1mb",), ("x" * 40_000,)])]))["T"]
    assert sheet["A2"].value == "a[1mb"
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A3"].value.endswith("too long for one cell)")


def test_the_same_content_gives_the_same_bytes() -> None:
    data = [SheetData("T", ("h",), [("x", 1), (Marked("y", "good"), None)], widths=(10, 20))]
    assert new_workbook(data) == new_workbook(data)


def test_given_widths_hold() -> None:
    sheet = read(new_workbook([SheetData("T", ("h", "i"), [], widths=(10, 33))]))["T"]
    assert round(sheet.column_dimensions["B"].width) in (33, 34)


def test_tabs_of_one_name_become_two() -> None:
    book = read(new_workbook([SheetData("Same", ("h",), []), SheetData("same", ("h",), [])]))
    assert book.sheetnames == ["Same", "same (2)"]


def test_more_columns_than_a_workbook_holds_is_said() -> None:
    with pytest.raises(UsageError, match="more rows or columns"):
        new_workbook([SheetData("T", ("h",), [("x",) * 16_385])])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Q1/Q2: plan?", "Q1 Q2 plan"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_tab_names(wanted: str, name: str) -> None:
    assert tab_name(wanted) == name


def test_a_long_taken_name_keeps_its_number() -> None:
    assert tab_name("x" * 31, ["X" * 31]) == "x" * 27 + " (2)"
