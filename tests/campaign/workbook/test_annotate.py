"""Our columns in somebody's workbook: where they go, how they are found again, and when they do not go in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.campaign.sheets.grid import Book, Cell, Grid
from adqa.campaign.workbook.annotate import annotate
from adqa.campaign.workbook.drawings import clear_of
from adqa.campaign.workbook.levels import FILLS
from adqa.campaign.workbook.rows import TITLES, Annotated, QaRow
from campaign.workbook.books import (
    HEADER,
    LAST,
    TAB,
    answer,
    answers,
    edited,
    loaded,
    parts,
    repacked,
    replaced,
    values,
    with_table,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
FIRST = 6
"""Zero-based column of the first of ours in the plain workbook."""


def run(
    content: bytes, rows: list[QaRow] | None = None, name: str = "Plan.xlsx", **options: Any
) -> Annotated:
    given_rows = answers() if rows is None else rows
    return annotate(content, name=name, headers={"Traffic": HEADER}, rows=given_rows, tab=TAB, **options)


def changed(content: bytes, part: str, *pairs: tuple[bytes, bytes]) -> bytes:
    return repacked(content, {part: replaced(*pairs)})


# What is written


def test_the_six_columns_and_one_for_people() -> None:
    content = run(
        workbook(), [answer(7, wrong="728x91 px; must be 728x90"), answer(8, status="Ready")]
    ).content
    seen = values(content)
    assert seen[HEADER - 1][FIRST:] == [
        *("QA status", "What is wrong", "How to fix", "Who", "Due", "QA code", "Your comment")
    ]
    assert seen[6][FIRST:] == [
        *("To fix", "728x91 px; must be 728x90", "Export again at 728 x 90 px", "Northpeak Studio"),
        *("Thu 14 May 12:00 CT", "size/not-allowed", ""),
    ]
    assert seen[7][FIRST:] == ["Ready", *[""] * 6]
    assert seen[8][FIRST:] == [""] * 7


def test_the_status_stands_on_its_colour_and_the_header_is_bold() -> None:
    sheet = loaded(run(workbook()).content)["Traffic"]
    assert sheet["G6"].fill.fgColor.rgb == "FF" + FILLS["bad"]
    assert sheet["G7"].fill.fgColor.rgb == "FF" + FILLS["good"]
    assert sheet["G5"].font.b
    assert sheet["H6"].alignment.wrap_text
    assert sheet["A6"].fill.fgColor.rgb == loaded(workbook())["Traffic"]["A6"].fill.fgColor.rgb


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("=1+1", "=1+1"),
        ("  two  spaces ", "  two  spaces "),
        ("one\r\ntwo", "one\ntwo"),
        ("a\x00\x07\ud800b", "ab"),
        ("<b> & \"q\" 'a'", "<b> & \"q\" 'a'"),
        ("Größe × 😀", "Größe × 😀"),
    ],
)
def test_cells_hold_text_as_it_is(text: str, read: str) -> None:
    content = run(workbook(), [answer(6, wrong=text)]).content
    assert loaded(content)["Traffic"]["H6"].value == read
    assert b"<f>" not in parts(content)[SHEET]


def test_what_looks_like_an_escape_of_excel_is_text() -> None:
    content = run(workbook(), [answer(6, wrong="a_x000D_b.jpg")]).content
    assert b"a_x005F_x000D_b.jpg" in parts(content)[SHEET]


def test_a_text_too_long_for_a_cell_is_cut_with_a_word() -> None:
    seen = values(run(workbook(), [answer(6, wrong="😀" * 20_000)]).content)[5][FIRST + 1]
    assert len(seen.encode("utf-16-le")) // 2 <= 32_767
    assert seen.endswith("too long for one cell)")


def test_rows_that_have_no_cells_yet_come_in_order() -> None:
    content = run(workbook(), [answer(3), answer(20), answer(14), answer(6)]).content
    numbers = [int(one) for one in re.findall(rb'<row r="(\d+)"', parts(content)[SHEET])]
    assert numbers == sorted(numbers)
    assert {3, 14, 20} <= set(numbers)
    assert [values(content)[row - 1][FIRST] for row in (3, 6, 14, 20)] == ["To fix"] * 4


def test_dimension_and_spans_hold_the_new_cells() -> None:
    sheet = parts(run(workbook()).content)[SHEET]
    assert b'<dimension ref="A1:M12"' in sheet
    assert b'<row r="6" spans="1:12"' in sheet
    assert b'<row r="1" spans="1:6"' in sheet


def test_formatted_blank_cells_far_to_the_right_are_no_reason_to_go_there() -> None:
    def paint(book: Any, sheet: Any) -> None:
        for column in (7, 15_000):
            sheet.write_blank(5, column, None, book.add_format({"bg_color": "#FF0000"}))

    near = edited(lambda book, sheet: sheet.write_blank(5, 7, None, book.add_format({"bold": True})))
    assert values(run(near).content)[HEADER - 1][8] == "QA status"
    assert values(run(edited(paint)).content)[HEADER - 1][FIRST] == "QA status"


def test_a_merged_title_pushes_the_columns_out() -> None:
    content = edited(lambda _, sheet: sheet.merge_range("A2:J2", "wide"))
    assert values(run(content).content)[HEADER - 1][10] == "QA status"


@pytest.mark.parametrize(("place", "title_column"), [("G2", 9), ("M20", 15), ("N20", 6), ("B20", 6)])
def test_the_columns_lie_under_no_drawing(place: str, title_column: int) -> None:
    content = edited(lambda _, sheet: sheet.insert_textbox(place, "Do not sort!", {"width": 190}))
    assert values(run(content).content)[HEADER - 1][title_column] == "QA status"


def test_two_drawings_side_by_side_and_one_without_an_end() -> None:
    assert clear_of(7, 7, [(7, 8), (9, 9), (30, 40)]) == 10
    assert clear_of(7, 7, []) == 7


def test_the_summary_tab() -> None:
    content = run(workbook()).content
    assert values(content, "QA") == [
        ["Aurora launch", "", ""],
        ["", "", ""],
        ["Ready", 27.0, ""],
        ["To fix", 5.0, ""],
        ["", "", ""],
        ["Row", "Placement", "What is wrong"],
        ["7", "HP Rail", "is 728x91, needs 728x90"],
        ["9", "ROS", "=cmd|' /C calc'!A0"],
        ["", "", ""],
        ["Not checked in this run: landing pages", "", ""],
    ]
    assert b"<f>" not in parts(content)["xl/worksheets/sheet2.xml"]


def test_their_tab_of_the_same_name_stays_theirs() -> None:
    content = run(edited(lambda book, _: book.add_worksheet("qa").write("A1", "mine"))).content
    assert loaded(content).sheetnames == ["Traffic", "qa", "QA (adqa)"]
    again = run(content).content
    assert loaded(again).sheetnames == ["Traffic", "qa", "QA (adqa)"]
    assert values(again, "qa") == [["mine"]]


def test_several_tabs_each_with_its_own_header() -> None:
    def more(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("Bob's & co")
        other.write_row(0, 0, ("Name", "Size"))
        other.write_row(1, 0, ("x", "300x250"))

    content = annotate(
        edited(more),
        name="a.xlsx",
        headers={"Traffic": HEADER, "Bob's & co": 1},
        rows=[answer(6), answer(2, "Bob's & co")],
        tab=TAB,
    ).content
    assert values(content, "Bob's & co")[1][:3] == ["x", "300x250", "To fix"]
    assert values(content)[5][FIRST] == "To fix"
    assert "'Bob''s &amp; co'!$C$1" in parts(content)[BOOK].decode()


def test_an_answer_for_a_tab_that_is_not_there_is_said() -> None:
    done = run(workbook(), [answer(6), answer(2, "Gone")])
    assert done.notes == ("There is no tab Gone to write to; see the tab QA",)


# Again


TEXTS = st.fixed_dictionaries(
    {
        key: st.text(st.characters(exclude_categories=()), max_size=12)
        for key in ("wrong", "fix", "who", "due", "code")
    }
)
ROUND = st.lists(TEXTS, min_size=3, max_size=3)
PLAIN, TABLE = workbook("filter and panes", "rich text"), with_table()


def of_round(texts: list[dict[str, str]]) -> list[QaRow]:
    return [answer(row, **one) for row, one in zip((6, 9, 15), texts, strict=True)]


@settings(max_examples=25, deadline=None)
@given(first=ROUND, latest=ROUND)
def test_twice_is_once_with_the_latest_texts(
    first: list[dict[str, str]], latest: list[dict[str, str]]
) -> None:
    for original in (PLAIN, TABLE):
        once = run(original, of_round(latest)).content
        twice = run(run(original, of_round(first)).content, of_round(latest)).content
        assert values(twice) == values(once)
        filled = [[bool(text) for text in one.values()] for texts in (first, latest) for one in texts]
        if all(map(all, filled)):
            assert twice == once
        assert run(once, of_round(latest)).content == once


def test_the_same_input_gives_the_same_bytes() -> None:
    assert run(workbook("sparklines")).content == run(workbook("sparklines")).content


def test_rows_without_an_answer_now_are_cleared() -> None:
    seen = values(run(run(workbook()).content, [answer(7)]).content)
    assert [row[FIRST] for row in seen[HEADER - 1 : LAST]] == ["QA status", "", "To fix", *[""] * 5]


def test_a_second_run_follows_the_columns_to_where_people_moved_them() -> None:
    """As Excel does when a column is inserted at G: cells and names move together."""

    def moved(text: bytes) -> bytes:
        letters = {b"GHIJKLM"[i : i + 1]: b"HIJKLMN"[i : i + 1] for i in range(7)}
        text = re.sub(rb'r="([G-M])(\d+)"', lambda m: b'r="%s%s"' % (letters[m[1]], m[2]), text)
        return re.sub(rb"!\$([G-M])\$", lambda m: b"!$%s$" % letters[m[1]], text)

    content = repacked(run(workbook()).content, {SHEET: moved, BOOK: moved})
    content = changed(
        content, SHEET, (b'<c r="H7"', b'<c r="G7" t="inlineStr"><is><t>inserted</t></is></c><c r="H7"')
    )
    seen = values(run(content, [answer(7, wrong="new")]).content)
    assert seen[HEADER - 1][6:] == ["", *TITLES.values()]
    assert seen[6][6:9] == ["inserted", "To fix", "new"]
    assert len(seen[0]) == 14


def test_the_comments_of_people_are_never_touched() -> None:
    comment = b'<c r="M7" t="inlineStr"><is><t>asked Jo</t></is></c>'
    content = repacked(
        run(workbook()).content,
        {SHEET: lambda text: re.sub(rb'(<row r="7".*?)</row>', rb"\1" + comment + b"</row>", text)},
    )
    for rows in (answers(), [answer(7)], [answer(9)]):
        content = run(content, rows).content
        assert values(content)[6][12] == "asked Jo"
        assert comment in parts(content)[SHEET]


def test_a_column_that_was_deleted_comes_back_but_not_the_comments() -> None:
    content = changed(
        run(workbook()).content,
        BOOK,
        (b"'Traffic'!$L$5", b"#REF!"),
        (b"'Traffic'!$M$5", b"'Traffic'!#REF!"),
    )
    content = repacked(content, {SHEET: lambda text: re.sub(rb'<c r="[LM]\d+".*?</c>', b"", text)})
    seen = values(run(content).content)[HEADER - 1]
    assert seen[FIRST:] == ["QA status", "What is wrong", "How to fix", "Who", "Due", "QA code"]


def test_the_summary_is_replaced_where_people_moved_it() -> None:
    first = run(workbook("other tabs")).content
    links = replaced(
        (b"</Relationships>", b'<Relationship Id="rId1" Type="x/table" Target="t.xml"/></Relationships>')
    )
    with_extra = repacked(
        changed(first, BOOK, (b'name="QA"', b'name="Summary"')),
        {"xl/worksheets/_rels/sheet4.xml.rels": links(b"<Relationships></Relationships>")},
    )
    again = run(with_extra).content
    assert loaded(again).sheetnames[-1] == "Summary"
    assert values(again, "Summary")[0][0] == "Aurora launch"
    assert "xl/worksheets/_rels/sheet4.xml.rels" not in parts(again)


# Tables and filters


def table_of(content: bytes) -> str:
    return parts(content)["xl/tables/table1.xml"].decode()


def test_a_table_that_ends_at_the_right_is_widened() -> None:
    content = run(with_table(total_row=False)).content
    table = loaded(content)["Traffic"].tables["Plan"]
    assert (table.ref, table.autoFilter.ref) == ("A5:M12", "A5:M12")
    assert [column.name for column in table.tableColumns][6:] == list(TITLES.values())
    assert len({column.id for column in table.tableColumns}) == 13
    header = [cell.value for cell in loaded(content)["Traffic"][5]]
    assert header == [column.name for column in table.tableColumns]
    assert run(content).content == content


def test_a_table_with_a_total_row_keeps_it() -> None:
    content = run(with_table(area="A5:F13", total_row=True)).content
    table = loaded(content)["Traffic"].tables["Plan"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("A5:M13", "A5:M12", 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: with_table(columns=[{"header": one} for one in ("A", "B", "C", "D", "E", "Who")]),
        lambda: with_table(area="A6:F12"),
        lambda: changed(
            with_table(), "xl/tables/table1.xml", (b'totalsRowShown="0"', b'tableType="queryTable"')
        ),
    ],
    ids=["a title of ours is taken", "its header is another row", "it belongs to a query"],
)
def test_a_table_that_must_not_grow_is_kept_at_a_distance(make: Callable[[], bytes]) -> None:
    before = make()
    after = run(before).content
    assert table_of(after) == table_of(before)
    assert values(after)[HEADER - 1][6:8] == ["", "QA status"]


def test_content_right_of_a_table_is_not_swallowed() -> None:
    def make(_: Any, sheet: Any) -> None:
        sheet.add_table("A5:F12", {"columns": [{"header": str(one)} for one in range(6)]})
        sheet.write("H9", "side note")

    before = edited(make)
    after = run(before).content
    assert table_of(after) == table_of(before)
    assert values(after)[HEADER - 1][8] == "QA status"


def test_a_filter_stays_and_its_danger_is_named() -> None:
    before = workbook("filter and panes")
    done = run(before)
    assert done.notes == ()
    assert "do not sort with it" in told_on_qa(done.content)
    sheet = loaded(done.content)["Traffic"]
    assert sheet.auto_filter.ref == "A5:F12"
    assert sheet.freeze_panes == "B6"
    assert sheet.row_dimensions[8].hidden
    widened = changed(done.content, SHEET, (b'<autoFilter ref="A5:F12"', b'<autoFilter ref="A5:L12"'))
    assert "do not sort with it" not in told_on_qa(run(widened).content)


def told_on_qa(content: bytes) -> str:
    """Everything that stands on the tab QA."""
    return " ".join(str(cell) for row in loaded(content)["QA"].iter_rows(values_only=True) for cell in row)


# What is not written to


def test_a_protected_tab_gets_the_summary_only() -> None:
    before = edited(lambda _, sheet: sheet.protect())
    done = run(before)
    assert done.notes == ("Tab Traffic is protected and was left as it is; its answers are on the tab QA",)
    assert parts(done.content)[SHEET] == parts(before)[SHEET]
    assert loaded(done.content).sheetnames == ["Traffic", "QA"]


def sealed() -> bytes:
    return repacked(workbook(), {"_xmlsignatures/origin.sigs": b""})


def locked() -> bytes:
    return changed(workbook(), BOOK, (b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (sealed(), "it is digitally signed and a change would break the signature"),
        (locked(), "its structure is protected"),
        (repacked(workbook(), {"xl/revisions/log1.xml": b"<x/>"}), "it is shared with a history of changes"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is protected with a password",
        ),
        (workbook()[:-400], "the file is damaged"),
        (b"PK\x03\x04", "the file is damaged"),
        (changed(workbook(), SHEET, (b"</sheetData>", b"")), "one of its parts is damaged"),
        (changed(workbook(), SHEET, (b"<worksheet", b"<!DOCTYPE a><worksheet")), "declares a document type"),
        (
            changed(workbook(), SHEET, (b'<row r="7"', b'<row r="5"')),
            "rows of one of its tabs are out of order",
        ),
        (changed(workbook(), SHEET, (b'r="A7"', b'r="7"')), "has a place that cannot be read"),
        (repacked(workbook(), {"_rels/.rels": b"<Relationships/>"}), "it is no Excel workbook"),
        (edited(lambda _, sheet: sheet.write("XFC2", "far")), "no room at the right"),
    ],
)
def test_where_a_file_must_not_change_the_answers_stand_alone(content: bytes, reason: str) -> None:
    done = run(content)
    (note,) = done.notes
    assert note.startswith("Plan.xlsx was left as it is because ")
    assert reason in note
    assert done.file_name == "Plan.qa.xlsx"
    assert loaded(done.content).sheetnames == ["QA", "Traffic"]
    seen = values(done.content)
    assert seen[0] == ["Row", *TITLES.values()]
    assert seen[1][:2] == [6.0, "To fix"]
    assert values(done.content, "QA")[:2] == [["Aurora launch", "", ""], ["Ready: 27", "", ""]]


def test_an_old_xls_is_answered_by_an_xlsx_with_its_texts() -> None:
    def cells(*texts: str) -> dict[int, Cell]:
        return {number: Cell(value=text, text=text) for number, text in enumerate(texts, 1) if text}

    grid = Grid(
        tab="Traffic",
        rows={
            1: cells("Aurora", "v3"),
            HEADER: cells("Placement", "", "Size"),
            6: cells("P", "x", "=1"),
            9: cells("t"),
        },
    )
    book = Book(path="Plan.xls", format="xls", grids=[grid])
    done = run(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", [answer(6)], "Plan.xls", book=book)
    assert done.file_name == "Plan.qa.xlsx"
    assert "format that cannot be added to" in done.notes[0]
    assert values(done.content) == [
        ["Aurora · v3", *[""] * 10],
        [""] * 11,
        ["Row", "Placement", "", "Size", *TITLES.values()],
        [6.0, "P", "x", "=1", *answer(6).texts().values(), ""],
        [9.0, "t", *[""] * 9],
    ]


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Lumen IO v3.xlsx", "Lumen IO v3.qa.xlsx"),
        ("a/b/Plan.qa.xlsx", "Plan.qa.xlsx"),
        ("Plan.qa (2).xlsm", "Plan.qa.xlsm"),
    ],
)
def test_names(name: str, result: str) -> None:
    assert run(workbook(), name=name).file_name == result
