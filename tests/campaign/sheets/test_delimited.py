"""Delimited text: encoding, delimiter and dialect are found; no row is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.campaign.sheets import delimited
from adqa.campaign.sheets.delimited import decode, read_delimited
from campaign.sheets.books import read, texts

ROWS = "Placement;Größe;Preis\r\nHP Hero;300x250;799,99\r\nRail – 2;160x600;1,50\r\n"
READ = {
    1: {1: "Placement", 2: "Größe", 3: "Preis"},
    2: {1: "HP Hero", 2: "300x250", 3: "799,99"},
    3: {1: "Rail – 2", 2: "160x600", 3: "1,50"},
}


@pytest.mark.parametrize(
    ("content", "encoding", "marked"),
    [
        (ROWS.encode(), "utf-8", False),
        (ROWS.encode("utf-8-sig"), "utf-8", True),
        (b"\xff\xfe" + ROWS.encode("utf-16-le"), "utf-16-le", True),
        (b"\xfe\xff" + ROWS.encode("utf-16-be"), "utf-16-be", True),
        (ROWS.encode("utf-16-le"), "utf-16-le", False),
        (ROWS.encode("utf-16-be"), "utf-16-be", False),
        (ROWS.encode("cp1252"), "cp1252", False),
    ],
)
def test_encodings(content: bytes, encoding: str, marked: bool, tmp_path: Path) -> None:
    book = read(content, tmp_path, "plan.csv")
    assert texts(book.grids[0]) == READ
    assert (book.encoding, book.byte_order_mark) == (encoding, marked)
    assert (book.delimiter, book.line_ending) == (";", "\r\n")


def test_windows_text_says_how_it_was_read(tmp_path: Path) -> None:
    book = read(ROWS.encode("cp1252"), tmp_path, "plan.csv")
    assert book.notes == [f"{tmp_path / 'plan.csv'}: its characters were read as Windows-1252"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Размещение;Размер баннера;Начало кампании\nГлавная страница;300x250;пятница\n" * 5, "cp1251"),
        ("広告枠,サイズ,開始日\nトップページ,300x250,金曜日\n" * 5, "cp932"),
    ],
)
def test_other_alphabets(text: str, encoding: str, tmp_path: Path) -> None:
    book = read(text.encode(encoding), tmp_path, "plan.csv")
    assert book.grids[0].rows[2][1].text == text.split("\n")[1].replace(";", ",").split(",")[0]
    assert "which is a guess" in book.notes[0]


@pytest.mark.parametrize(
    ("text", "delimiter", "first"),
    [
        ("a,b,c\n1,2,3\n", ",", ["a", "b", "c"]),
        ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", ";", ["a", "b", "c"]),
        ("a\tb, c\td\n1\t2, 3\t4\n", "\t", ["a", "b, c", "d"]),
        ("a|b\n1|2\n", "|", ["a", "b"]),
        ("Lumen plan\n\nSize,Name\n300x250,x\n728x90,y\n", ",", ["Lumen plan"]),
        ('Name,Sizes\nA,"300x250; 728x90; 1x1"\nB,"160x600; 728x90"\n', ",", ["Name", "Sizes"]),
        ("Size\n300x250\n728x90\n", ",", ["Size"]),
        ("sep=;\r\na;b,c\r\n", ";", ["a", "b,c"]),
        ("sep=\t\na\tb\n", "\t", ["a", "b"]),
    ],
)
def test_delimiters(text: str, delimiter: str, first: list[str], tmp_path: Path) -> None:
    book = read(text, tmp_path, "plan.txt")
    assert book.delimiter == delimiter
    assert [cell.text for cell in book.grids[0].rows[1].values()] == first
    assert book.separator_line is text.startswith("sep=")


def test_rows_keep_their_numbers_and_cells_their_text(tmp_path: Path) -> None:
    text = (
        'ID,Click\n\n0012345,"%%CLICK_URL_ESC%%https://example.com/?a=1,2"\n"two\nlines",E,extra,,ragged\nx\n'
    )
    book = read(text, tmp_path, "plan.csv")
    assert texts(book.grids[0]) == {
        1: {1: "ID", 2: "Click"},
        3: {1: "0012345", 2: "%%CLICK_URL_ESC%%https://example.com/?a=1,2"},
        4: {1: "two\nlines", 2: "E", 3: "extra", 5: "ragged"},
        5: {1: "x"},
    }
    assert book.grids[0].rows[3][1].value == "0012345"


def test_a_quotation_mark_that_is_never_closed_costs_no_row(tmp_path: Path) -> None:
    text = 'Name,Size\nTV 55",300x250\n"Aurora, 65",728x90\n"open,160x600\nlast,970x250\n'
    book = read(text, tmp_path, "plan.csv")
    assert texts(book.grids[0]) == {
        1: {1: "Name", 2: "Size"},
        2: {1: 'TV 55"', 2: "300x250"},
        3: {1: "Aurora, 65", 2: "728x90"},
        4: {1: '"open', 2: "160x600"},
        5: {1: "last", 2: "970x250"},
    }
    assert "never closed; each line was read for itself" in book.notes[0]


def test_nul_characters_are_left_out_and_said(tmp_path: Path) -> None:
    book = read(b"Size,Na\0me\n300x250,x\n", tmp_path, "plan.csv")
    assert book.grids[0].rows[1][2].text == "Name"
    assert "NUL characters" in book.notes[0]


@pytest.mark.parametrize(
    ("text", "ending", "quoted"),
    [
        ('"a","b"\r\n"1","2"\r\n', "\r\n", True),
        ('"a","b ""c"""\n"1","2\n3"\n', "\n", True),
        ('"a",b\n', "\n", False),
        ("a,b\r1,2\r", "\r", False),
    ],
)
def test_dialect(text: str, ending: str, quoted: bool) -> None:
    book = read_delimited(decode(text.encode()), "plan.csv")
    assert (book.line_ending, book.quoting) == (ending, quoted)
    assert len(book.grids[0].rows) == len(list(csv.reader(io.StringIO(text, newline=""))))


def test_what_is_not_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_ROWS", 100)
    grid = read_delimited(decode(b"a,b\n" * 500), "plan.csv").grids[0]
    assert (len(grid.rows), grid.truncated) == (100, "only the first 100 rows were read")
    monkeypatch.setattr(delimited, "MOST_BYTES", 41)
    grid = read_delimited(decode(b"a,b\n" * 500), "plan.csv").grids[0]
    assert (len(grid.rows), grid.truncated) == (10, "the text is longer than 64 MB; the rest was not read")


@settings(deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1), min_size=2, max_size=5
        ),
        min_size=2,
        max_size=5,
    ),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_no_row_is_lost(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]  # a Literal
    book = read_delimited(decode(text.getvalue().encode()), "any.csv")
    assert len(book.grids[0].rows) == len(rows)
    if quoting == csv.QUOTE_ALL and book.delimiter == delimiter:
        assert [[cell.text for cell in row.values()] for row in book.grids[0].rows.values()] == rows


@settings(deadline=None)
@given(content=st.binary(min_size=1))
def test_any_bytes_decode(content: bytes) -> None:
    decoded = decode(content)
    assert isinstance(decoded.text, str)
    assert "\0" not in decoded.text
