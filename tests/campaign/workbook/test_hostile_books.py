"""Damaged and hostile workbooks: annotated, or answered by a workbook of our own; never a traceback."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.campaign.workbook.annotate import annotate
from adqa.container import MAX_RATIO
from campaign.workbook.books import HEADER, TAB, answers, parts, repacked, values, with_table, workbook

BOOKS = {
    "table": with_table(),
    "again": annotate(
        with_table(), name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB
    ).content,
    "names": workbook("names", "filter and panes", "groups and merges", "charts", "comments"),
}
TOUCHED = re.compile(
    r"\[Content|_rels/(\.|workbook|sheet1)|workbook\.xml|sheet1\.xml|styles|table|drawing1\.xml$"
)
PLACES = [(book, part) for book, content in BOOKS.items() for part in parts(content) if TOUCHED.search(part)]
VALUES = st.sampled_from(
    [b"", b"0", b"-1", b"9" * 20, b"A1:", b"XFD1048576", b"#REF!", b"rId1", b"\xff", b"<"]
)
ATTRIBUTE = re.compile(rb'([\w:]+=)"([^"]*)"')


@settings(max_examples=200, deadline=None)
@given(place=st.sampled_from(PLACES), which=st.integers(0, 10_000), value=VALUES | st.none())
def test_any_attribute_may_be_wrong_or_missing(
    place: tuple[str, str], which: int, value: bytes | None
) -> None:
    book, part = place

    def damage(content: bytes) -> bytes:
        found = list(ATTRIBUTE.finditer(content))
        one = found[which % len(found)]
        new = b"" if value is None else one[1] + b'"' + value + b'"'
        return content[: one.start()] + new + content[one.end() :]

    content = repacked(BOOKS[book], {part: damage})
    done = annotate(content, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert done.file_name == "a.qa.xlsx"
    assert parts(done.content)


def test_a_bomb_is_not_expanded() -> None:
    bomb = repacked(workbook(), {"xl/worksheets/sheet1.xml": b" " * (17 * 1024 * 1024)})
    assert len(bomb) * MAX_RATIO < 17 * 1024 * 1024
    done = annotate(bomb, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert "expands to far more than it should" in done.notes[0]


def test_very_many_rows_of_which_seven_are_used() -> None:
    rows = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(13, 200_000))
    content = repacked(
        workbook(),
        {"xl/worksheets/sheet1.xml": lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>")},
    )
    done = annotate(content, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert done.notes == ()
    assert values(done.content)[HEADER][6] == "To fix"
