"""CSV back in its own dialect."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa.campaign.sheets.grid import Book
from adqa.campaign.workbook.annotate import annotate
from adqa.campaign.workbook.delimited import has_comments
from adqa.campaign.workbook.rows import Annotated, QaRow
from campaign.workbook.books import TAB, answer

PLAIN = "Name,Size\r\nhero,300x250\r\nrail,300x600\r\n"


def run(
    text: str | bytes,
    rows: list[QaRow],
    *,
    encoding: str = "utf-8",
    name: str = "Plan.csv",
    header: int = 1,
    **dialect: object,
) -> Annotated:
    content = text if isinstance(text, bytes) else text.encode(encoding)
    options = {"encoding": encoding, "delimiter": ",", **dialect}
    book = Book(path=name, format="csv", grids=[], **options)  # type: ignore[arg-type]
    return annotate(content, name=name, headers={"": header}, rows=rows, tab=TAB, book=book)


def to_fix(row: int, **texts: str) -> QaRow:
    return answer(row, "", **{"fix": "", "who": "", "due": "", "code": "x/y", "wrong": "bad", **texts})


def ready(row: int) -> QaRow:
    return answer(row, "", "Ready")


def test_columns_come_at_the_right_and_the_rest_keeps_its_bytes() -> None:
    done = run(PLAIN, [ready(2)])
    assert done.file_name == "Plan.qa.csv"
    assert done.notes == ()
    assert done.content.decode() == (
        "Name,Size,QA status,What is wrong,How to fix,Who,Due,QA code,Your comment\r\n"
        "hero,300x250,Ready,,,,,,\r\n"
        "rail,300x600\r\n"
    )


def test_columns_of_the_sheet_with_our_titles_are_not_ours() -> None:
    text = "Name,Due,Who\nhero,2026-05-20,Jo\n"
    once = run(text, [to_fix(2, due="Thu 14 May", who="Studio")]).content
    header, row = csv.reader(io.StringIO(once.decode()))
    assert (header[:3], row[:3]) == (["Name", "Due", "Who"], ["hero", "2026-05-20", "Jo"])
    assert dict(zip(header[3:], row[3:], strict=True))["Due"] == "Thu 14 May"
    (_, again) = csv.reader(io.StringIO(run(once, [ready(2)]).content.decode()))
    assert again[:3] == ["hero", "2026-05-20", "Jo"]
    assert len(again) == len(row)


def test_short_rows_are_filled_up_and_title_rows_stay() -> None:
    text = "Aurora\n\nName;Size;KB\nhero\nrail;x;1;extra\n"
    done = run(text, [to_fix(4), ready(5)], delimiter=";", header=3)
    assert done.content.decode().splitlines() == [
        "Aurora",
        "",
        "Name;Size;KB;;QA status;What is wrong;How to fix;Who;Due;QA code;Your comment",
        "hero;;;;To fix;bad;;;;x/y;",
        "rail;x;1;extra;Ready;;;;;;",
    ]


def test_quotes_line_breaks_and_inches_stay_as_they_were() -> None:
    text = 'Name,"Si, ze"\n"two\nlines, one ""cell""", 55" TV\nlast,1'
    done = run(text, [to_fix(2, wrong='say "no", now\nplease'), ready(3)])
    assert done.content.decode() == (
        'Name,"Si, ze",QA status,What is wrong,How to fix,Who,Due,QA code,Your comment\n'
        '"two\nlines, one ""cell""", 55" TV,To fix,"say ""no"", now\nplease",,,,x/y,\n'
        "last,1,Ready,,,,,,"
    )


def test_everything_is_quoted_where_everything_was() -> None:
    done = run('"Name","Size"\n"hero","1"\n', [ready(2)], quoting=True)
    assert done.content.decode().splitlines()[1] == '"hero","1","Ready","","","","","",""'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_nothing_of_ours_runs_as_a_formula(start: str) -> None:
    (_, row) = csv.reader(io.StringIO(run("Name\nhero\n", [to_fix(2, wrong=start + "cmd")]).content.decode()))
    assert row[2].startswith("'")


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"", "cp1252"),
        (b"", "latin-1"),
    ],
)
def test_encoding_and_byte_order_mark_stay(bom: bytes, encoding: str) -> None:
    original = bom + "Größe\thero\n1\t2\n".encode(encoding)
    done = run(
        original,
        [to_fix(2, wrong="Größe")],
        encoding=encoding,
        byte_order_mark=bool(bom),
        delimiter="\t",
        name="Plan.tsv",
    )
    assert done.file_name == "Plan.qa.tsv"
    assert done.notes == ()
    assert done.content.startswith(bom + "Größe\thero\tQA status".encode(encoding))
    assert done.content.count("Größe".encode(encoding)) == 2
    assert done.content.count(bom) == 1 or not bom


def test_what_the_encoding_cannot_write_makes_it_utf_8_and_is_said() -> None:
    done = run("Größe\n1\n".encode("latin-1"), [to_fix(2, wrong="a → b")], encoding="latin-1")
    assert done.notes == (
        "The answers hold characters that latin-1 cannot write, so the file is in UTF-8 now",
    )
    assert done.content.startswith(b"\xef\xbb\xbfGr\xc3\xb6")
    assert "a → b" in done.content.decode("utf-8-sig")


def test_bytes_that_are_no_text_leave_the_file_alone() -> None:
    done = run(b"Name\n\xff\xff\n", [ready(2)])
    assert done.file_name == "Plan.qa.xlsx"
    assert "bytes that are no text in its encoding (utf-8)" in done.notes[0]


def test_text_whose_header_is_gone_is_left_alone() -> None:
    assert "its rows were not found again" in run("Name\n", [ready(2)], header=9).notes[0]
    assert "its rows were not found again" in run("Name\nhero\n", [ready(3)]).notes[0]


def test_text_with_an_open_quotation_mark_is_left_alone() -> None:
    done = run('Name\nhero\n"rail\nlast\n', [ready(2)])
    assert "a quotation mark is opened in it and never closed" in done.notes[0]
    assert done.file_name == "Plan.qa.xlsx"


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    done = run("sep=;\r\nName;Size\r\nhero;1\r\n", [ready(2)], delimiter=";", separator_line=True)
    first, header, row = done.content.decode().splitlines()
    assert (first, header[:19], row) == ("sep=;", "Name;Size;QA status", "hero;1;Ready;;;;;;")


def test_a_second_run_finds_the_columns_by_title_and_clears_what_is_answered_no_more() -> None:
    first = run(PLAIN, [to_fix(2), to_fix(3)]).content.decode()
    commented = first.replace("x/y,\r\n", "x/y,asked Jo\r\n", 1).replace("Name,", "Note,Name,")
    commented = commented.replace("hero", "n,hero").replace("rail", "n,rail")
    again = run(commented, [ready(2)], name="Plan.qa.csv")
    assert again.file_name == "Plan.qa.csv"
    assert again.content.decode().splitlines()[1:] == [
        "n,hero,300x250,Ready,,,,,,asked Jo",
        "n,rail,300x600,,,,,,,",
    ]


TEXT = st.text(st.sampled_from('a,;"\n =\té'), max_size=8)


@settings(deadline=None)
@given(first=TEXT, latest=TEXT, quoting=st.booleans(), delimiter=st.sampled_from(",;\t|"))
def test_twice_is_once_with_the_latest_texts(first: str, latest: str, quoting: bool, delimiter: str) -> None:
    original = PLAIN.replace(",", delimiter)

    def with_text(text: str | bytes, wrong: str) -> bytes:
        return run(text, [to_fix(2, wrong=wrong), ready(3)], delimiter=delimiter, quoting=quoting).content

    once = with_text(original, latest)
    assert with_text(with_text(original, first), latest) == once
    read = list(csv.reader(io.StringIO(once.decode(), newline=""), delimiter=delimiter))
    assert [len(row) for row in read] == [9, 9, 9]
    assert read[1][3].removeprefix("'") == latest


def test_comments_of_people_are_seen() -> None:
    content = run(PLAIN, [to_fix(2)]).content
    assert not has_comments(content)
    assert has_comments(content.replace(b"x/y,", b"x/y,asked Jo"))
    assert not has_comments(b"no,columns\nof,ours\n")
