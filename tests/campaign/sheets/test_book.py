"""Any file is read into grids, or refused with one sentence that says what to do."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adqa.campaign.sheets import excel, opc
from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.cell_text import as_value, cell_text, shows_time, time_text
from adqa.errors import SheetError
from campaign.sheets.books import DATA, read, read_or_refusal, rewritten, texts, workbook

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def typical(book: Any) -> None:
    """A campaign sheet with what people do to them."""
    sheet = book.add_worksheet("Display")
    day, hour = (
        book.add_format({"num_format": "m/d/yyyy"}),
        book.add_format({"num_format": "m/d/yyyy h:mm AM/PM"}),
    )
    struck, bold = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
    sheet.merge_range("A1:D1", "Lumen IO", bold)
    sheet.write_row("A3", ["Placement", "ID", "Start", "End", "Share", "Rate", "Click"])
    sheet.write_row("A4", ["HP Hero", "0012345"])
    sheet.write_datetime("C4", datetime(2026, 5, 21), day)
    sheet.write_datetime("D4", datetime(2026, 5, 24), hour)
    sheet.write_number("E4", 0.5, book.add_format({"num_format": "0%"}))
    sheet.write_number("F4", 799.99, book.add_format({"num_format": '"$"#,##0.00'}))
    sheet.write_string("G4", "%%CLICK_URL_ESC%%https://example.com/?a=1")
    sheet.write_row("A5", ["Rail", 123456789012345], struck)
    sheet.write_rich_string("A6", "300x250, ", struck, "728x90", bold, ", 160x600")
    sheet.write_comment("A6", "swap on 5/18")
    sheet.write_number("B6", 42, book.add_format({"num_format": "00000"}))
    sheet.write_formula("C6", "=1/0", None, "#DIV/0!")
    sheet.write_formula("D6", "=SUM(1,2)", None, 3)
    sheet.write_formula("E6", "=A1", None, "")
    sheet.write_url("F6", "https://drive.example.com/x", string="the file")
    sheet.write_formula("G6", '=HYPERLINK("https://example.com/b","banner")', None, "banner")
    sheet.merge_range("A7:A8", "ROS")
    sheet.write("B7", True)
    sheet.write("B8", 0.1 + 0.2)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("F:G", None, None, {"hidden": True})
    book.add_worksheet("old").hide()


def test_a_typical_workbook(tmp_path: Path) -> None:
    book = read(workbook(typical), tmp_path)
    grid = book.grids[0]
    cells = {
        f"{'ABCDEFG'[column - 1]}{row}": cell
        for row, line in grid.rows.items()
        for column, cell in line.items()
    }
    assert (book.format, [one.tab for one in book.grids], [one.hidden for one in book.grids]) == (
        "xlsx",
        ["Display", "old"],
        [False, True],
    )
    assert grid.hidden_rows == {5}
    assert grid.hidden_columns == {6, 7}
    assert cells["D1"].text == "Lumen IO"
    assert [cells[name].merged for name in ("A1", "D1", "A7", "A8")] == [False, True, False, True]
    assert cells["B4"].value == "0012345"
    assert cells["C4"].value == date(2026, 5, 21)
    assert type(cells["C4"].value) is date
    assert cells["D4"].value == datetime(2026, 5, 24)
    assert cells["D4"].text == "2026-05-24 00:00"
    assert [cells[name].text for name in ("E4", "F4", "B6", "B7", "B8")] == [
        "50%",
        "$799.99",
        "00042",
        "TRUE",
        "0.3",
    ]
    assert cells["G4"].text == "%%CLICK_URL_ESC%%https://example.com/?a=1"
    assert (cells["A5"].struck, cells["B5"].struck, cells["A4"].struck) == (True, True, False)
    assert cells["B5"].text == "123456789012345"
    assert (cells["A6"].struck, cells["A6"].struck_part) == (False, "728x90")
    assert cells["A6"].comment == "swap on 5/18"
    assert (cells["C6"].error, cells["C6"].formula, cells["C6"].value) == ("#DIV/0!", "=1/0", None)
    assert (cells["D6"].error, cells["D6"].formula, cells["D6"].value) == ("", "=SUM(1,2)", 3)
    assert cells["E6"].error == "no cached value"
    assert (cells["F6"].text, cells["F6"].link) == ("the file", "https://drive.example.com/x")
    assert cells["G6"].link == "https://example.com/b"
    assert book.notes == []


def test_a_formula_whose_result_is_an_empty_text_has_a_value(tmp_path: Path) -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b'<c r="E6"', b'<c r="E6" t="str"') if name.endswith("sheet1.xml") else part

    book = read(rewritten(workbook(typical), change), tmp_path)
    cell = book.grids[0].rows[6][5]
    assert (cell.formula, cell.error, cell.text) == ("=A1", "", "")


def _strict(name: str, part: bytes) -> bytes:
    return part.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
        RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def _prefixed(name: str, part: bytes) -> bytes:
    if not re.search(r"sheet\d\.xml$|workbook\.xml$|sharedStrings\.xml$|styles\.xml$", name):
        return part
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", part).replace(b'xmlns="' + MAIN, b'xmlns:x="' + MAIN)


def _wide(name: str, part: bytes) -> bytes:
    if not re.search(r"sheet\d\.xml$", name):
        return part
    return part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


@pytest.mark.parametrize("change", [_strict, _prefixed, _wide])
def test_other_ways_to_write_the_same_workbook(change: Any, tmp_path: Path) -> None:
    content = workbook(typical)
    plain, other = read(content, tmp_path), read(rewritten(content, change), tmp_path)
    assert [grid.rows for grid in other.grids] == [grid.rows for grid in plain.grids]
    assert other.grids[0].hidden_rows == plain.grids[0].hidden_rows


def test_the_date_system_of_old_macs(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet().write_datetime(
            "B2", datetime(2026, 5, 21), book.add_format({"num_format": "d-mmm"})
        )

    assert read(workbook(fill, date_1904=True), tmp_path).grids[0].rows[2][2].value == date(2026, 5, 21)


def test_an_id_of_more_than_15_digits_is_pointed_out(tmp_path: Path) -> None:
    book = read(workbook(lambda book: book.add_worksheet("IDs").write("B7", 123456789012345678)), tmp_path)
    assert book.grids[0].rows[7][2].text == "123456789012346000"
    assert "IDs: B7 holds a number of more than 15 digits" in book.notes[0]


def test_macros_make_an_xlsm_whatever_the_name(tmp_path: Path) -> None:
    content = io.BytesIO(workbook(typical))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    assert read(content.getvalue(), tmp_path).format == "xlsm"


def test_the_old_format_is_read_without_formats_and_says_so() -> None:
    book = read_book(DATA / "plain.xls")
    assert (book.format, [grid.hidden for grid in book.grids]) == ("xls", [False, True])
    assert book.grids[0].rows[2][4].value == date(2026, 5, 21)
    assert book.grids[0].rows[2][2].value == "0012345"
    assert (book.grids[0].rows[4][1].text, book.grids[0].rows[4][1].merged) == ("ROS", True)
    assert "no formats are read" in book.notes[0]


def _sheet_xml(rows: str) -> Any:
    def change(name: str, part: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return part
        return re.sub(
            rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), part, flags=re.DOTALL
        )

    return change


def one_cell(book: Any) -> None:
    book.add_worksheet("Display").write("A1", "x")


def test_a_sheet_formatted_to_its_last_row_is_fast(tmp_path: Path) -> None:
    used = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 11))
    empty = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(11, 400_000)
    )
    content = rewritten(workbook(one_cell), _sheet_xml(used + empty))
    begin = perf_counter()
    book = read(content, tmp_path)
    assert perf_counter() - begin < 5
    assert (len(book.grids[0].rows), book.grids[0].truncated, book.notes) == (10, "", [])


@pytest.mark.parametrize(
    ("corner", "words"),
    [
        ("XFD1048576", "only the rows up to 244 were read, because cells are used as far out as column XFD"),
        ("A1048576", "only the rows up to 100,000 were read"),
    ],
)
def test_cells_in_far_corners_are_bounded_and_said(corner: str, words: str, tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="{corner}"><v>8</v></c></row>'
    grid = read(rewritten(workbook(one_cell), _sheet_xml(rows)), tmp_path).grids[0]
    assert (texts(grid), grid.truncated) == ({1: {1: "7"}}, words)


def test_a_tab_too_large_to_keep_is_cut_at_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "_KEPT_OF_TAB", 20_000)
    monkeypatch.setattr(opc, "_CHUNK", 5_000)

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Display")
        sheet.merge_range("A1:B1", "title")
        for row in range(1, 2_000):
            sheet.write_row(row, 0, [f"placement {row}", row])

    grid = read(workbook(fill), tmp_path).grids[0]
    assert 200 < len(grid.rows) < 1_999
    assert grid.rows[max(grid.rows)].keys() == {1, 2}
    assert grid.rows[1][2].merged
    assert grid.truncated == "the tab is too large; its last rows were not read"


def test_formats_of_a_large_tab_are_not_read_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST_FORMATTED_CELLS", 20)
    book = read(workbook(typical), tmp_path)
    assert not book.grids[0].rows[5][1].struck
    assert "› Display: too large for its formats to be read" in book.notes[0]


def test_styles_that_cannot_be_read_do_not_stop_the_values(tmp_path: Path) -> None:
    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b'<family val="2"/>', b'<family val="99"/>') if name.endswith("styles.xml") else part
        )

    book = read(rewritten(workbook(typical), change), tmp_path)
    assert book.grids[0].rows[4][1].text == "HP Hero"
    assert "its formats could not be read" in book.notes[0]


def test_a_part_that_expands_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "_MOST_OF_PART", 100_000)

    def change(name: str, part: bytes) -> bytes:
        return part + b" " * 200_000 if name.endswith("sharedStrings.xml") else part

    with pytest.raises(SheetError, match=r"far larger than a campaign sheet \(xl/sharedStrings\.xml"):
        read(rewritten(workbook(typical), change), tmp_path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    def change(name: str, part: bytes) -> bytes:
        entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst'
        return part.replace(b"<sst", entity) if name.endswith("sharedStrings.xml") else part

    with pytest.raises(SheetError, match="is damaged"):
        read(rewritten(workbook(typical), change), tmp_path)


def _zip(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return content.getvalue()


XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "is empty; export the sheet again"),
        (b"\xef\xbb\xbf\r\n", "a.csv", "is empty"),
        (b" \r\n\0", "a.csv", "is empty"),
        (b"PK\x03\x04 broken", "a.xlsx", "is damaged and cannot be read; open the workbook in Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "is damaged"),
        (b"%PDF-1.7\n...", "IO.xlsx", "is a PDF, not a sheet"),
        (b"\x89PNG\r\n\x1a\n", "a.csv", "is a picture, not a sheet"),
        (bytes(range(256)) * 20, "a.csv", "is not a sheet"),
        (_zip("word/document.xml"), "a.xlsx", "is a Word document"),
        (_zip("content.xml", "mimetype"), "a.ods", "save it as .xlsx"),
        (_zip("Index/Document.iwa"), "a.numbers", "export it as Excel"),
        (_zip("xl/workbook.bin", "_rels/.rels"), "a.xlsb", "save it as .xlsx"),
        (_zip("banner.jpg"), "a.zip", "is an archive, not a sheet"),
        (_zip("_rels/.rels"), "a.xlsx", "is damaged"),
        (b"<html><body>Sign in</body></html>", "a.xls", "is a web page without a table"),
        (XML_2003, "a.xls", "is an XML spreadsheet of Excel 2003"),
        (b"MIME-Version: 1.0\nX: y", "a.xls", "is a web archive"),
        (b'{"url": "https://docs.google.com/x", "doc_id": "1"}', "a.gsheet", "is only a link"),
        (b"x", "~$plan.xlsx", "only marks that somebody has the workbook open"),
    ],
)
def test_what_is_no_readable_sheet(content: bytes, name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SheetError) as error:
        read(content, tmp_path, name)
    assert words in str(error.value)
    assert name in str(error.value)


def test_a_workbook_with_a_password() -> None:
    with pytest.raises(SheetError, match=r"protected\.xlsx is protected with a password"):
        read_book(DATA / "protected.xlsx")


def test_places_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="does not exist"):
        read_book(tmp_path / "none.xlsx")
    with pytest.raises(SheetError, match="is a folder"):
        read_book(tmp_path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SheetError, match=r"cannot be read \(Permission denied\); close it in Excel"):
        read_book(tmp_path / "a.xlsx")


HTML = """<html><head><meta charset="windows-1252"><style>td {color: red}</style></head><body><table>
<tr><th>Opportunity</th><th colspan=2>Line  item</th></tr>
<tr><td rowspan="2">Aurora &ndash; Caf\xe9</td><td>0012</td><td><a href="https://example.com/a">file</a></td></tr>
<tr style="display:none"><td><s>300x250</s><br>728x90</td><td>1,200.00</td></tr>
<tr><td><del>old</del></td><td></td><td> </td></tr>
</table></body></html>""".encode("cp1252")


def test_an_xls_that_is_a_web_page(tmp_path: Path) -> None:
    book = read(HTML, tmp_path, "report.xls")
    grid = book.grids[0]
    assert book.format == "html"
    assert texts(grid) == {
        1: {1: "Opportunity", 2: "Line item", 3: "Line item"},
        2: {1: "Aurora – Café", 2: "0012", 3: "file"},
        3: {1: "Aurora – Café", 2: "300x250\n728x90", 3: "1,200.00"},
        4: {1: "old"},
    }
    assert grid.hidden_rows == {3}
    assert (grid.rows[1][3].merged, grid.rows[3][1].merged) == (True, True)
    assert grid.rows[2][3].link == "https://example.com/a"
    assert (grid.rows[3][2].struck, grid.rows[3][2].struck_part, grid.rows[4][1].struck) == (
        False,
        "300x250",
        True,
    )


def test_a_table_within_the_numbers_of_google_sheets(tmp_path: Path) -> None:
    page = (
        "<table class=waffle><thead><tr><th class='row-header freezebar-origin-ltr'></th>"
        "<th class=column-headers-background>A</th></tr></thead><tbody><tr>"
        "<th class=row-headers-background><div>1</div></th><td>Size</td></tr></tbody></table>"
    )
    assert texts(read(page, tmp_path, "a.html").grids[0]) == {1: {1: "Size"}}


def test_a_span_without_end_is_bounded(tmp_path: Path) -> None:
    page = "<table>" + "<tr>" + "<td colspan=99999 rowspan=99999>x</td>" * 200 + "</tr></table>"
    begin = perf_counter()
    assert read(page, tmp_path, "a.xls").grids[0].rows[1][1].text == "x"
    assert perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (799.99, "[$€-407] #,##0", "€799.99"),
        (1234.5, '"$"#,##0.00;[Red]("$"#,##0.00)', "$1,234.50"),
        (800, "$#,##0", "$800"),
        (0.335, "0.0%", "33.5%"),
        (0.5, 'General"% of"', "0.5"),
        (7, "000", "007"),
        (1e300, "", "1e+300"),
        (1e-7, "", "0.0000001"),
        (False, "", "FALSE"),
        (None, "0%", ""),
        (datetime(2026, 5, 21, 9, 30, 5), "", "2026-05-21 09:30:05"),
    ],
)
def test_text_of_a_value(value: Any, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("m/d/yyyy h:mm", True),
        ("[$-409]h:mm AM/PM", True),
        ("mmm-yy", False),
        ("d. mmmm yyyy", False),
        ('yyyy"h"', False),
        ("[h]:mm:ss", True),
    ],
)
def test_formats_that_show_the_time(number_format: str, shown: bool) -> None:
    assert shows_time(number_format) is shown


def test_times_and_lengths_are_text() -> None:
    assert time_text(time(12)) == "12:00"
    assert time_text(timedelta(seconds=15)) == "0:00:15"
    assert time_text(timedelta(hours=30)) == "30:00"
    assert time_text(-timedelta(minutes=90)) == "-1:30"
    assert as_value(46_163.0) == 46_163


def _boast(name: str, part: bytes) -> bytes:
    if not name.endswith("sharedStrings.xml"):
        return part
    return re.sub(rb'count="\d+" uniqueCount="\d+"', b'count="99999999999" uniqueCount="99999999999"', part)


def test_a_workbook_that_ends_the_process_reading_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="is damaged"):
        read(rewritten(workbook(typical), _boast), tmp_path)


def test_an_old_workbook_that_ends_the_process_reading_it_is_refused(tmp_path: Path) -> None:
    content = bytearray((DATA / "plain.xls").read_bytes())
    dimensions = content.index(b"\x00\x02\x0e\x00")
    content[dimensions + 4 : dimensions + 18] = b"\0\0\0\0\xff\xff\xff\x7f\0\0\xff\x7f\0\0"
    with pytest.raises(SheetError, match="is damaged"):
        read(bytes(content), tmp_path, "plan.xls")


def test_a_reader_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_MOST_SECONDS", 0.001)
    with pytest.raises(SheetError, match="is damaged"):
        read(workbook(typical), tmp_path)


BEGINNINGS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<table>", b"sep=;\n"]
WHOLE = workbook(typical)
PARTS = [name for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist() if "theme" not in name]
JUNK = [b"", b"<", b">", b'"', b"</v>", b"&", b"999999999999", b"\xff", b"<x>"]
hostile = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcome(content: bytes, folder: Path, name: str = "sheet.xlsx") -> None:
    """Whatever the bytes are, they are read or refused in a sentence that names the file."""
    book = read_or_refusal(content, folder, name)
    if isinstance(book, str):
        assert str(folder / name) in book
    else:
        assert book.grids


@hostile
@given(content=st.binary(max_size=400), begin=st.sampled_from(BEGINNINGS))
def test_any_bytes_are_read_or_refused(content: bytes, begin: bytes, tmp_path: Path) -> None:
    outcome(begin + content, tmp_path, "any.bin")


@hostile
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(whole), len(whole) // 2, len(whole) - 30]))
    outcome(bytes(whole[:cut]), tmp_path)


@hostile
@given(data=st.data(), chosen=st.sampled_from(PARTS), junk=st.sampled_from(JUNK), width=st.integers(0, 20))
def test_a_workbook_with_damaged_xml_is_read_or_refused(
    data: st.DataObject, chosen: str, junk: bytes, width: int, tmp_path: Path
) -> None:
    def change(name: str, part: bytes) -> bytes:
        if name != chosen:
            return part
        place = data.draw(st.integers(0, len(part) - 1))
        return part[:place] + junk + part[place + width :]

    outcome(rewritten(WHOLE, change), tmp_path)
