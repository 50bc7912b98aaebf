"""Bad sheets, end to end: a clear error, or a finding that names the cell; and nothing is lost on the way."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from contracts.running import picture, run

GOOD = "good_300x250.png"
HEADERS = ("Placement", "Size", "Creative Name", "Start Date", "End Date", "Landing Page", "Partner")
LINE = (
    *("Home – Rail", "300x250", "good_300x250", "2026-05-21", "2026-05-31"),
    *("https://www.bestbuy.com/site/aurora/6534615.p", "Northpeak"),
)
SHEET = "xl/worksheets/sheet1.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(999)


def _line(**changes: Any) -> tuple[Any, ...]:
    """The good line with other values; `_` in a name stands for a space."""
    values = dict(zip(HEADERS, LINE, strict=True)) | {
        name.replace("_", " "): value for name, value in changes.items()
    }
    return tuple(values[name] for name in HEADERS)


def _book(lines: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS) -> bytes:
    """A workbook; a tuple of two in a line is a formula with its last result."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        tab = book.add_worksheet("Traffic")
        for row, line in enumerate([headers, *lines]):
            for column, value in enumerate(line):
                if isinstance(value, tuple):
                    tab.write_formula(row, column, value[0], None, value[1])
                else:
                    tab.write_string(row, column, value)
    return stream.getvalue()


def _uncalculated() -> bytes:
    """A workbook as a program writes it, whose formula nobody has ever calculated."""
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    tab.title = "Traffic"
    tab.append(HEADERS)
    tab.append(_line(Start_Date="=TODAY()"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _with_part(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for info in source.infolist():
            content = source.read(info)
            to.writestr(info.filename, change(content) if info.filename == name else content)
    return stream.getvalue()


def _to_the_last_row(xml: bytes) -> bytes:
    xml = xml.replace(b'<dimension ref="A1:G2"/>', b'<dimension ref="A1:XFD1048576"/>')
    return xml.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"/></row></sheetData>')


WHOLE = _book([LINE])

Checked = Callable[..., tuple[subprocess.CompletedProcess[str], dict[str, Any], Path]]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """Checks a folder with one good picture and a sheet: what was said, the JSON report, the files made."""

    def check(
        name: str, content: bytes, *, named: bool = True
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, Any], Path]:
        folder, out = tmp_path / "in", tmp_path / "out"
        folder.mkdir()
        (folder / GOOD).write_bytes(picture())
        (folder / name).write_bytes(content)
        campaign = ["--campaign", f"in/{name}"] if named else []
        how = ["--as-of", "2026-05-11", "--no-record", "--out", "out", "-f", "text", "-f", "json=r.json"]
        done = run("check", "in", *campaign, *how, cwd=tmp_path, env={"ADQA_CACHE_DIR": str(tmp_path / "c")})
        assert "Traceback" not in done.stderr
        assert (folder / name).read_bytes() == content
        report = tmp_path / "r.json"
        return done, json.loads(report.read_text("utf-8")) if report.exists() else {}, out

    return check


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "protected.xlsx": (_LOCKED, "is protected with a password", "remove the protection"),
    "cut.xlsx": (WHOLE[: len(WHOLE) // 2], "is damaged", "ask for it once more"),
    "nothing.xlsx": (b"", "is empty", "export the sheet again"),
    "blank.xlsx": (_book([], ()), "lists no placement", "Placement, Size and Creative Name"),
    "json.xlsx": (b'{"rows": [1, 2]}', "lists no placement", "Placement, Size and Creative Name"),
    "bomb.xlsx": (
        _with_part(WHOLE, SHEET, lambda _: b"<worksheet>" + b" " * 300_000_000),
        "expands to more than 128 MB before its first cell",
        "save the tabs with placements",
    ),
    "strings bomb.xlsx": (
        _with_part(WHOLE, "xl/sharedStrings.xml", lambda _: b"<sst>" + b" " * 300_000_000),
        "alone expands to more than 128 MB",
        "save the tabs with placements",
    ),
}
"""Name → content, what is wrong, what to do."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_sheet_that_cannot_be_used_ends_the_check(checked: Checked, name: str) -> None:
    content, wrong, remedy = REFUSED[name]
    done, report, out = checked(name, content)
    assert done.returncode == 2
    assert done.stderr.startswith(f"adqa: in/{name} ")
    assert wrong in done.stderr
    assert remedy in done.stderr
    assert done.stderr.count("\n") == 1
    assert (done.stdout, report) == ("", {})
    assert not out.exists() or not list(out.iterdir())


def test_a_sheet_in_the_folder_that_cannot_be_read_is_named(checked: Checked) -> None:
    done, report, _ = checked("protected.xlsx", _LOCKED, named=False)
    assert done.returncode == 0
    assert any("protected.xlsx is protected with a password" in note for note in report["notes"])
    assert "protected.xlsx is protected with a password" in " ".join(done.stdout.split())


FINE: dict[str, bytes] = {
    "to the last row.xlsx": _with_part(WHOLE, SHEET, _to_the_last_row),
    "formulas.xlsx": _book([_line(Size=('="300"&"x250"', "300x250"))]),
    "ten thousand columns.xlsx": _book(
        [(*LINE, *(["x"] * 9_993))], (*HEADERS, *(f"Extra {number}" for number in range(9_993)))
    ),
    "spaces.xlsx": _with_part(
        WHOLE, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + b" " * 300_000_000)
    ),
    "two rows of headers.xlsx": _book(
        [("", "", "name", "start", "end", "page", ""), LINE],
        ("Placement", "Size", "Creative", "Flight", "", "Landing", "Partner"),
    ),
    "semicolons.csv": (
        b"\xef\xbb\xbf"  # the mark of UTF-8 before Latin-1
        + "Placement;Größe;Creative Name;Startdatum;Partner\nStraße für Käufer;300x250;good_300x250;"
        "21.05.2026;Müller\n".encode("latin-1")
    ),
}


@pytest.mark.parametrize("name", FINE)
def test_an_unusual_sheet_is_read(checked: Checked, name: str) -> None:
    done, report, out = checked(name, FINE[name])
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = report["rows"]
    assert (row["size"], row["start"]) == ("300x250", "2026-05-21")
    assert row["creative"] == [f"in/{GOOD}"]
    assert [one["verdict"] for one in report["booked"]] == ["pass"]
    assert (out / f"{Path(name).stem}.qa{Path(name).suffix}").exists()


def test_western_letters_are_read_whatever_mark_stands_before_them(checked: Checked) -> None:
    _, report, _ = checked("semicolons.csv", FINE["semicolons.csv"])
    (row,) = report["rows"]
    assert (row["placement"], row["owner"]) == ("Straße für Käufer", "Müller")


CELLS: dict[str, tuple[bytes, tuple[str, ...], int]] = {
    "errors.xlsx": (
        _book([_line(Size=("=NA()", "#N/A"), Start_Date=("=1/0", "#DIV/0!"))]),
        ("Traffic B2 (Size)", "#N/A", "Traffic D2 (Start Date)", "#DIV/0!", "Repair the formula"),
        1,
    ),
    "never calculated.xlsx": (
        _uncalculated(),
        ("Traffic D2 (Start Date)", "has never been calculated", "Open the sheet in Excel, save it"),
        1,
    ),
    "no such day.xlsx": (
        _book([_line(Start_Date="2026-02-29"), _line(Placement="Cart", End_Date="13/13/2026")]),
        ('Traffic D2 (Start Date): "2026-02-29" is no day', 'Traffic E3 (End Date): "13/13/2026" is no day'),
        1,
    ),
    "the same header twice.xlsx": (
        _book([(*LINE, "728x90")], (*HEADERS, "Size")),
        ('the header "Size" stands in columns B and H', "Delete or rename one"),
        0,
    ),
}
"""Name → content, what is said, exit code."""


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_cannot_be_read_is_a_finding_with_its_place(checked: Checked, name: str) -> None:
    content, words, code = CELLS[name]
    done, report, _ = checked(name, content)
    assert (done.returncode, done.stderr) == (code, "")
    found = [one for one in report["findings"] if one["rule"] == "campaign/cell-not-understood"]
    said = " ".join(f"{one['message']} {one['fix']}" for one in found)
    printed = " ".join(done.stdout.split())
    for word in words:
        assert word in said
        assert word in printed
    assert all(one["path"] == f"in/{name}" and one["where"]["row"] for one in found)


def test_a_sheet_names_no_file_outside_the_delivery(checked: Checked) -> None:
    lines = [(*_line(Creative_Name="", Size="728x90"), "../../../../../../etc/passwd")]
    done, report, out = checked("asset.xlsx", _book(lines, (*HEADERS, "Asset file")))
    assert done.returncode == 1
    assert [(one["verdict"], one["creatives"]) for one in report["booked"]] == [("missing", [])]
    written = b"".join(file.read_bytes() for file in out.iterdir())
    assert b"root:" not in written


# --- what is written

FORMULA = '=HYPERLINK("http://evil.invalid","x")'
SCRIPT = "</script><script>alert(1)</script>"
HOSTILE = _line(
    Placement=f"{FORMULA}{SCRIPT}",
    Size="728x90",
    Creative_Name="@SUM(1+1)*cmd|' /C calc'!A0",
    Partner="+Partner \x1b]0;title\x07 \u202e",
    Landing_Page=f'javascript:alert(1)//"{SCRIPT}',
)


def _as_text(lines: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode()


@pytest.mark.parametrize("name", ["hostile.xlsx", "hostile.csv"])
def test_nothing_in_a_cell_becomes_a_formula_a_script_or_a_command(checked: Checked, name: str) -> None:
    lines = [HOSTILE, LINE]
    content = _book(lines) if name.endswith("xlsx") else _as_text([HEADERS, *lines])
    done, report, out = checked(name, content)
    assert done.returncode == 1, done.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", done.stdout)
    assert len(report["rows"]) == 2
    made = sorted(file.suffix for file in out.iterdir())
    assert {".eml", ".html", ".xlsx"} <= set(made)
    for file in out.iterdir():
        match file.suffix:
            case ".xlsx":
                _has_no_formula(file)
            case ".csv":
                _has_no_formula_beside(file, HEADERS)
            case ".html":
                page = file.read_text("utf-8")
                assert SCRIPT not in page
                assert not re.search(r"href=[\"']?\s*javascript:", page, re.IGNORECASE)
            case ".eml":
                _is_a_plain_mail(file)
            case _:
                assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", file.read_text("utf-8"))


def _has_no_formula(file: Path) -> None:
    with zipfile.ZipFile(file) as book:
        for part in book.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                assert not re.search(rb"<(?:\w+:)?f[ >/]", book.read(part)), part
            if part.endswith(".rels"):
                assert b"evil.invalid" not in book.read(part)
                assert b"javascript:" not in book.read(part)


def _has_no_formula_beside(file: Path, theirs: Sequence[str]) -> None:
    """In the columns that were added; the others are as they came."""
    for line in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
        for cell in line[len(theirs) :]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def _is_a_plain_mail(file: Path) -> None:
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert set(mail.keys()) <= {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            assert "<script" not in part.get_content()


def test_a_line_break_in_an_address_adds_no_recipient(checked: Checked) -> None:
    headers = (*HEADERS, "Email")
    lines = [(*_line(Size="728x90", Creative_Name="Aurora"), "jo@x.example\r\nBcc: all@evil.invalid")]
    done, _, out = checked("mail.csv", _as_text([headers, *lines]))
    assert done.returncode == 1, done.stderr
    (file,) = out.glob("*.eml")
    _is_a_plain_mail(file)
    assert b"\nBcc:" not in file.read_bytes()


# --- a sheet that is open


def test_a_copy_that_is_open_in_excel_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / GOOD).write_bytes(picture())
    (tmp_path / "in" / "plan.xlsx").write_bytes(WHOLE)
    (tmp_path / "in" / "~$plan.xlsx").write_bytes(b"\x05Ana  " + bytes(150))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.qa.xlsx").write_bytes(b"somebody's answers")
    (tmp_path / "out" / "~$plan.qa.xlsx").write_bytes(b"\x05Ana  " + bytes(150))
    done = run("check", "in", "--as-of", "2026-05-11", "--no-record", "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "plan.qa.xlsx").read_bytes() == b"somebody's answers"
    assert zipfile.is_zipfile(tmp_path / "out" / "plan.qa (2).xlsx")
    assert "plan.qa (2).xlsx" in done.stdout
