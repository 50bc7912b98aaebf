"""Workbooks of people, with everything that a careless tool loses, made for tests."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

from adqa.campaign.workbook.rows import QaRow, QaTab

HEADER = 5
LAST = 12
"""Rows 6 to 12 hold placements."""
COLUMNS = ("Placement", "Size", "File", "Start", "Weight", "Trend")
TAB = QaTab(
    title="Aurora launch",
    numbers=(("Ready", "27"), ("To fix", "5")),
    table=("Row", "Placement", "What is wrong"),
    rows=(("7", "HP Rail", "is 728x91, needs 728x90"), ("9", "ROS", "=cmd|' /C calc'!A0")),
    notes=("Not checked in this run: landing pages",),
)


def answer(row: int, tab: str = "Traffic", status: str = "To fix", **texts: str) -> QaRow:
    """The answer to one row; texts that are not given are those of a usual fault."""
    usual = {
        "wrong": "728x91 px; must be 728x90",
        "fix": "Export again at 728 x 90 px",
        "who": "Northpeak Studio",
        "due": "Thu 14 May 12:00 CT",
        "code": "size/not-allowed",
    }
    if status == "Ready":
        usual = dict.fromkeys(usual, "")
    level = "good" if status == "Ready" else "bad"
    return QaRow(tab=tab, row=row, status=status, level=level, **{**usual, **texts})  # type: ignore[arg-type]


def answers(tab: str = "Traffic") -> list[QaRow]:
    """An answer to every placement."""
    return [answer(row, tab, "Ready" if row % 3 else "To fix") for row in range(HEADER + 1, LAST + 1)]


@contextmanager
def writing(stream: io.BytesIO, **options: Any) -> Iterator[tuple[Any, Any]]:
    """A workbook being written, and its sheet `Traffic` with a title, a header and seven placements."""
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Traffic")
        sheet.write(0, 0, "Aurora <launch> & more")
        sheet.write_row(HEADER - 1, 0, COLUMNS)
        for row in range(HEADER, LAST):
            sheet.write_row(row, 0, (f"P{row}", "300x250", f"a_{row}.jpg", "2026-05-21", row * 10))
        yield book, sheet


def _tiny_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
        + chunk(b"IEND", b"")
    )


def _text_box(book: Any, sheet: Any) -> None:
    sheet.insert_textbox("B20", "Do not sort!")


def _button(book: Any, sheet: Any) -> None:
    sheet.insert_button("H6", {"macro": "go", "caption": "Go"})
    sheet.insert_checkbox("A20", True)


def _sparklines(book: Any, sheet: Any) -> None:
    for row in range(HEADER + 1, LAST + 1):
        sheet.add_sparkline(f"F{row}", {"range": f"Traffic!A{row}:E{row}"})


def _rich_text(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_rich_string("C6", "use ", bold, "v3", " only")


def _cached_values(book: Any, sheet: Any) -> None:
    sheet.write_formula("E6", "=SUM(1,2)", None, 3)
    sheet.write_formula("E7", '="a"&"b"', None, "ab")
    sheet.write_dynamic_array_formula("E8:E9", "=A1:A2", None, 7)


def _validation(book: Any, sheet: Any) -> None:
    sheet.data_validation("B6:B12", {"validate": "list", "source": ["300x250", "728x90"]})


def _conditional(book: Any, sheet: Any) -> None:
    sheet.conditional_format("E6:E12", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "A6:Z12", {"type": "cell", "criteria": ">", "value": 9, "format": book.add_format()}
    )


def _filter_and_panes(book: Any, sheet: Any) -> None:
    sheet.autofilter("A5:F12")
    sheet.filter_column("B", "x == 300x250")
    sheet.set_row(7, options={"hidden": True})
    sheet.freeze_panes(5, 1)


def _comments(book: Any, sheet: Any) -> None:
    sheet.write_comment("A6", "live", {"author": "Ana"})


def _names(book: Any, sheet: Any) -> None:
    book.define_name("Sizes", "=Traffic!$B$6:$B$12")
    book.define_name("Traffic!Local", "=Traffic!$A$1")
    sheet.print_area("A1:F12")


def _picture(book: Any, sheet: Any) -> None:
    sheet.insert_image("A14", "logo.png", {"image_data": io.BytesIO(_tiny_png())})


def _charts(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Traffic!$E$6:$E$12"})
    sheet.insert_chart("A16", chart, {"x_scale": 0.5})
    other = book.add_chart({"type": "line"})
    other.add_series({"values": "=Traffic!$E$6:$E$12"})
    book.add_chartsheet("Chart").set_chart(other)


def _other_tabs(book: Any, sheet: Any) -> None:
    book.add_worksheet("Bob's plan & co").write("A1", "x")
    book.add_worksheet("Old").hide()


def _grouped_and_merged(book: Any, sheet: Any) -> None:
    sheet.merge_range("A2:F2", "merged")
    sheet.set_column("C:D", 30, None, {"level": 1, "collapsed": True})
    sheet.set_row(9, 40, book.add_format({"bg_color": "#FFCC00"}))


FEATURES: dict[str, Callable[[Any, Any], None]] = {
    "text box": _text_box,
    "controls": _button,
    "sparklines": _sparklines,
    "rich text": _rich_text,
    "cached values": _cached_values,
    "validation": _validation,
    "conditional formats": _conditional,
    "filter and panes": _filter_and_panes,
    "comments": _comments,
    "names": _names,
    "picture": _picture,
    "charts": _charts,
    "other tabs": _other_tabs,
    "groups and merges": _grouped_and_merged,
}


def workbook(*features: str) -> bytes:
    """A workbook with some of these features, or a plain one."""
    stream = io.BytesIO()
    with writing(stream) as (book, sheet):
        for name in features:
            FEATURES[name](book, sheet)
    return stream.getvalue()


def edited(make: Callable[[Any, Any], None], **options: Any) -> bytes:
    """The workbook with something that one test needs."""
    stream = io.BytesIO()
    with writing(stream, **options) as (book, sheet):
        make(book, sheet)
    return stream.getvalue()


def with_table(**options: Any) -> bytes:
    """A workbook whose placements are an Excel Table, A5:F12 if not said otherwise."""
    stream = io.BytesIO()
    area = options.pop("area", "A5:F12")
    with writing(stream) as (_, sheet):
        columns = [{"header": title} for title in COLUMNS]
        sheet.add_table(area, {"name": "Plan", "columns": columns, **options})
    return stream.getvalue()


def with_macros(folder: Path) -> bytes:
    """A workbook with a VBA project and a signature on that project."""
    for name in ("vbaProject.bin", "vbaProjectSignature.bin"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0" + name.encode() * 9)
    stream = io.BytesIO()
    with writing(stream) as (book, _):
        book.add_vba_project(str(folder / "vbaProject.bin"))
        book.add_signed_vba_project(str(folder / "vbaProject.bin"), str(folder / "vbaProjectSignature.bin"))
    return stream.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """Part name → content, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def repacked(content: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The workbook with some parts replaced, changed or added."""
    stream = io.BytesIO()
    old = parts(content)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name in dict.fromkeys([*old, *changes]):
            change = changes.get(name, old.get(name, b""))
            out.writestr(name, change if isinstance(change, bytes) else change(old[name]))
    return stream.getvalue()


def replaced(*pairs: tuple[bytes, bytes]) -> Callable[[bytes], bytes]:
    """A change of a part that puts bytes for others, each of which must be there."""

    def change(content: bytes) -> bytes:
        for old, new in pairs:
            assert old in content, old
            content = content.replace(old, new)
        return content

    return change


def canonical_without(content: bytes, columns: set[str]) -> bytes:
    """A sheet's canonical XML without the cells and widths of some columns (letters).

    `spans` and `dimension` say how far cells reach, so they are left out as well.
    """
    root = etree.fromstring(content)
    numbers = {_number(letters) for letters in columns}
    for node in list(root.iter("{*}c")):
        if re.sub(r"[0-9]", "", node.get("r", "")) in columns:
            _drop(node)
    for node in list(root.iter("{*}col")):
        if int(node.get("min", "0")) in numbers and node.get("min") == node.get("max"):
            _drop(node)
    for node in list(root.iter("{*}cols")):
        if not len(node):
            _drop(node)
    for name, attribute in (("row", "spans"), ("dimension", "ref")):
        for node in root.iter(f"{{*}}{name}"):
            if attribute in node.attrib:
                del node.attrib[attribute]
    out = io.BytesIO()
    etree.ElementTree(root).write_c14n(out)
    return out.getvalue()


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def values(content: bytes, tab: str = "Traffic") -> list[list[Any]]:
    """What a reader sees in a tab, from its first row and column on."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(tab)
    return sheet.to_python(skip_empty_area=False)


def loaded(content: bytes) -> openpyxl.Workbook:
    """The workbook in another program's eyes; it warns of each feature that it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))
