"""Workbooks as other programs write them: prefixes, other encodings, missing references, missing parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from adqa.campaign.workbook.annotate import annotate
from campaign.workbook.books import HEADER, TAB, answer, answers, loaded, parts, repacked, values, workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Change = Callable[[bytes], bytes]


def run(content: bytes) -> bytes:
    done = annotate(content, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert done.notes == ()
    return done.content


def assert_annotated(content: bytes) -> None:
    after = run(content)
    seen = values(after)
    assert seen[HEADER - 1][6:9] == ["QA status", "What is wrong", "How to fix"]
    assert [row[6] for row in seen[HEADER : HEADER + 2]] == ["To fix", "Ready"]
    assert [row[:6] for row in seen] == [row[:6] for row in values(content)]
    assert "QA" in loaded(after).sheetnames
    assert run(after) == after


def with_prefix(content: bytes) -> bytes:
    named = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", content)
    return named.replace(b'xmlns="' + MAIN, b'xmlns:x="' + MAIN)


def test_elements_with_a_prefix() -> None:
    names = (SHEET, "xl/styles.xml", "xl/workbook.xml")
    content = repacked(workbook(), dict.fromkeys(names, with_prefix))
    after = parts(run(content))
    assert b'<x:c r="G6"' in after[SHEET]
    assert b"<x:definedName " in after["xl/workbook.xml"]
    assert_annotated(content)


def in_utf_16(content: bytes) -> bytes:
    return content.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def test_parts_in_utf_16_stay_so() -> None:
    content = repacked(
        workbook(), {SHEET: in_utf_16, "xl/workbook.xml": in_utf_16, "xl/styles.xml": in_utf_16}
    )
    after = parts(run(content))
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        assert after[name].startswith(b"\xff\xfe")
    assert "What is wrong" in after[SHEET].decode("utf-16")
    assert run(run(content)) == run(content)


def test_a_byte_order_mark_and_windows_line_ends_stay() -> None:
    def change(content: bytes) -> bytes:
        return b"\xef\xbb\xbf" + content.replace(b"?>\n", b"?>\r\n")

    content = repacked(workbook(), {SHEET: change, "xl/workbook.xml": change})
    after = parts(run(content))
    assert after[SHEET].startswith(b"\xef\xbb\xbf<?xml")
    assert after[SHEET].count(b"\r\n") == 1
    assert_annotated(content)


def test_a_part_in_latin_1_takes_our_text() -> None:
    def latin(content: bytes) -> bytes:
        return content.replace(b"UTF-8", b"ISO-8859-1")

    rows = [answer(6, wrong="Größe – 😀")]
    content = repacked(workbook(), {SHEET: latin})
    done = annotate(content, name="a.xlsx", headers={"Traffic": HEADER}, rows=rows, tab=TAB).content
    assert loaded(done)["Traffic"]["H6"].value == "Größe – 😀"
    assert b"Gr\xf6\xdfe &#8211; &#128512;" in parts(done)[SHEET]


@pytest.mark.parametrize(
    "pattern", [rb'(<c) r="[A-Z]+\d+"', rb'(<row) r="\d+"(?=[^>]*>)'], ids=["cells", "rows"]
)
def test_references_that_are_left_out(pattern: bytes) -> None:
    def without(content: bytes) -> bytes:
        changed = re.sub(pattern, rb"\1", content)
        assert changed != content
        return changed

    def contiguous(content: bytes) -> bytes:
        return content.replace(b'<row r="5"', b'<row r="2"/><row r="3"/><row r="4"/><row r="5"')

    content = repacked(workbook(), {SHEET: lambda text: without(contiguous(text))})
    seen = values(run(content))
    assert seen[HEADER - 1][6] == "QA status"
    assert seen[HEADER][6] == "To fix"


def test_a_cell_without_reference_keeps_its_place_when_one_before_it_changes() -> None:
    annotated = run(workbook())
    content = repacked(
        annotated,
        {SHEET: lambda text: re.sub(rb'(<row r="6".*?)</row>', rb'\1<c r="M6"/><c><v>7</v></c></row>', text)},
    )
    for rows in ([answer(6)], [answer(6, code="")], [answer(7)]):
        done = annotate(content, name="a.xlsx", headers={"Traffic": HEADER}, rows=rows, tab=TAB).content
        assert values(done)[5][13] == 7


def test_strict_workbooks_stay_strict() -> None:
    pairs = (
        (MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )

    def strict(content: bytes) -> bytes:
        for old, new in pairs:
            content = content.replace(old, new)
        return content

    original = workbook()
    content = repacked(
        original, {name: strict for name in parts(original) if name.endswith((".xml", ".rels"))}
    )
    after = parts(run(content))
    changed = [content for name, content in after.items() if not name.startswith("docProps")]
    assert not any(b"schemas.openxmlformats.org/spreadsheetml" in one for one in changed)
    assert not any(b"schemas.openxmlformats.org/officeDocument" in one for one in changed)
    assert b'<c r="G6"' in after[SHEET]
    assert b"What is wrong" in after["xl/worksheets/sheet2.xml"]


def without_styles(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, part in parts(content).items():
            if name != "xl/styles.xml":
                part = re.sub(rb"<(Override|Relationship) [^>]*styles[^>]*/>", b"", part)
                out.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize(
    "styles",
    [
        None,
        b'<styleSheet xmlns="%s"/>' % MAIN,
        b'<styleSheet xmlns="%s"><fonts count="0"/><cellXfs count="1"><xf/></cellXfs><dxfs/></styleSheet>'
        % MAIN,
    ],
    ids=["no part", "empty", "half"],
)
def test_styles_that_are_missing(styles: bytes | None) -> None:
    content = (
        without_styles(workbook()) if styles is None else repacked(workbook(), {"xl/styles.xml": styles})
    )
    after = run(content)
    sheet = loaded(after)["Traffic"]
    assert sheet["G5"].font.b
    assert not sheet["A6"].font.b
    assert sheet["A6"].fill.fill_type is None
    assert run(after) == after


def test_part_names_in_another_case() -> None:
    content = repacked(
        workbook(), {"xl/_rels/workbook.xml.rels": lambda text: text.replace(b"worksheets/", b"Worksheets/")}
    )
    assert parts(run(content))[SHEET] != parts(content)[SHEET]


def test_links_that_begin_at_the_top_of_the_package() -> None:
    content = repacked(
        workbook(),
        {"xl/_rels/workbook.xml.rels": lambda text: text.replace(b'"worksheets/', b'"/xl/worksheets/')},
    )
    assert_annotated(content)


def test_a_tab_without_any_cell() -> None:
    empty = b'<worksheet xmlns="%s"><sheetData/></worksheet>' % MAIN
    seen = values(run(repacked(workbook(), {SHEET: empty})))
    assert seen[HEADER - 1][:2] == ["QA status", "What is wrong"]
    assert seen[HEADER][0] == "To fix"
