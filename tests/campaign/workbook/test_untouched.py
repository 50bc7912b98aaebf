"""What people put into their workbook is there afterwards, byte for byte, whatever it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from adqa.campaign.workbook.annotate import annotate
from adqa.campaign.workbook.rows import TITLES
from campaign.workbook.books import (
    FEATURES,
    HEADER,
    TAB,
    answers,
    canonical_without,
    edited,
    loaded,
    parts,
    repacked,
    values,
    with_macros,
    workbook,
)
from campaign.workbook.linked_books import with_pivot_and_external_link

SHEET = "xl/worksheets/sheet1.xml"
CHANGED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET}
OURS = {"G", "H", "I", "J", "K", "L", "M"}


def assert_only_ours_is_new(before: bytes, after: bytes, ours: set[str] = OURS) -> None:
    old, new = parts(before), parts(after)
    assert {name for name, content in old.items() if new[name] != content} <= CHANGED
    (added,) = set(new) - set(old)
    assert added.startswith("xl/worksheets/sheet")
    assert [name for name in new if name != added] == list(old)
    assert packing(after).items() >= packing(before).items()
    assert canonical_without(new[SHEET], ours) == canonical_without(old[SHEET], set())


def packing(content: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: info.compress_type for info in package.infolist()}


@pytest.mark.parametrize("features", [(), *((name,) for name in FEATURES), tuple(FEATURES)], ids=" ".join)
def test_only_our_cells_and_our_tab_are_new(features: tuple[str, ...]) -> None:
    before = workbook(*features)
    after = annotate(before, name="Plan.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert after.file_name == "Plan.qa.xlsx"
    assert_only_ours_is_new(before, after.content)
    assert loaded(after.content).sheetnames == [*loaded(before).sheetnames, "QA"]
    seen = values(after.content)
    assert seen[HEADER - 1][6:13] == list(TITLES.values())
    assert [row[6] for row in seen[HEADER : HEADER + 3]] == ["To fix", "Ready", "Ready"]
    first_six = [row[:6] for row in values(before)]
    assert [row[:6] for row in seen] == first_six


def test_a_pivot_table_and_a_link_to_another_workbook_stay() -> None:
    before = with_pivot_and_external_link()
    after = annotate(before, name="Plan.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB).content
    assert_only_ours_is_new(before, after)
    book = loaded(after)
    assert [pivot.name for sheet in book.worksheets for pivot in vars(sheet)["_pivots"]] == ["Sizes"]
    assert len(vars(book)["_external_links"]) == 1


def test_macros_and_their_signature_stay(tmp_path: Path) -> None:
    before = with_macros(tmp_path)
    after = annotate(before, name="Plan.xlsm", headers={"Traffic": HEADER}, rows=answers(), tab=TAB)
    assert after.file_name == "Plan.qa.xlsm"
    assert_only_ours_is_new(before, after.content)
    assert parts(after.content)["xl/vbaProject.bin"].startswith(b"\xd0\xcf\x11\xe0")


def test_parts_that_are_stored_stay_stored() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, content in parts(workbook("picture")).items():
            out.writestr(name, content)
    before = stream.getvalue()
    after = annotate(before, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB).content
    assert_only_ours_is_new(before, after)
    assert packing(after)["xl/worksheets/sheet1.xml"] == zipfile.ZIP_STORED


def test_what_a_later_excel_adds_stays() -> None:
    future = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        b'<mc:Choice Requires="x99" xmlns:x99="urn:later"><x99:thing/></mc:Choice></mc:AlternateContent>'
    )
    comment = b"<!-- kept > here --><?keep this?>"

    def change(content: bytes) -> bytes:
        changed = content.replace(b"</sheetData>", comment + b"</sheetData>")
        end = changed.rindex(b"</worksheet>")
        return changed[:end] + future + changed[end:]

    before = repacked(workbook("sparklines"), {SHEET: change})
    after = annotate(before, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB).content
    assert_only_ours_is_new(before, after)
    assert future in parts(after)[SHEET]
    assert comment in parts(after)[SHEET]


def test_hidden_columns_stay_hidden_but_for_ours() -> None:
    before = edited(lambda _, sheet: sheet.set_column("F:XFD", None, None, {"hidden": True}))
    after = annotate(before, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB).content
    columns = etree.fromstring(parts(after)[SHEET]).findall(".//{*}col")
    hidden = [(col.get("min"), col.get("max")) for col in columns if col.get("hidden")]
    assert hidden == [("6", "6"), ("14", "16384")]
    assert [col.get("min") for col in columns if not col.get("hidden")] == [
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
        "13",
    ]
    assert [int(col.get("min", "")) for col in columns] == sorted(int(col.get("min", "")) for col in columns)


def test_their_formats_keep_their_numbers() -> None:
    before = workbook("groups and merges", "rich text", "conditional formats")
    after = annotate(before, name="a.xlsx", headers={"Traffic": HEADER}, rows=answers(), tab=TAB).content
    old, new = (etree.fromstring(parts(content)["xl/styles.xml"]) for content in (before, after))
    for theirs, ours in zip(old, new, strict=True):
        kept = [etree.tostring(child) for child in theirs]
        assert [etree.tostring(child) for child in ours][: len(kept)] == kept
        if ours.get("count"):
            assert ours.get("count") == str(len(ours))
