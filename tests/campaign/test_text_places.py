"""Lines and characters of rows in delimited text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adqa.campaign.model import Campaign, Row
from adqa.campaign.text_places import TextPlaces
from adqa.report.model import Finding, Owner, Severity, Subject, Suggestion

COLUMNS = {"placement": "A", "creative": "B", "landing_url": "C"}


def campaign(file: Path, *numbers: int) -> Campaign:
    rows = tuple(
        Row(id=f"sheet!{number}", file=str(file), tab="", row=number, columns=COLUMNS) for number in numbers
    )
    return Campaign(rows=rows, files=(str(file),))


def about(
    file: Path, row: int, *, column: str = "C", new: str = "https://new.example/", **changes: Any
) -> Finding:
    made = Finding(
        rule="url/malformed",
        code="words",
        severity=Severity.ERROR,
        subject=Subject(kind="url", id="x"),
        path=str(file),
        message="m",
        fix="f",
        owner=Owner.AD_OPS,
        where={"sheet": file.name, "row": row, "column": column},
        suggestion=Suggestion(replacement=new, safe=True),
        applies_to=(f"sheet!{row}",),
    )
    return replace(made, **changes)


def placed(text: str | bytes, row: int, name: str = "sheet.csv", *, at: Path, **changes: Any) -> Finding:
    file = at / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return TextPlaces(campaign(file, row)).placed(about(file, row, **changes))


def corrected(text: str, made: Finding) -> str:
    """The text with the suggestion applied by characters and by bytes, which must agree."""
    assert made.suggestion is not None
    where, lines = made.suggestion.where, text.splitlines(keepends=True)
    number, raw = int(str(where["line"])) - 1, text.encode().splitlines(keepends=True)
    first, last, start, end = (
        int(str(where[key])) - 1 for key in ("column", "end_column", "byte", "end_byte")
    )
    lines[number] = lines[number][:first] + made.suggestion.replacement + lines[number][last:]
    raw[number] = raw[number][:start] + made.suggestion.replacement.encode() + raw[number][end:]
    assert "".join(lines).encode() == b"".join(raw)
    return "".join(lines)


def test_exactly_the_cell_is_replaced(tmp_path: Path) -> None:
    text = "Placement,Creative,URL\nHP é漢👍,A,htp://x.example/ \nROS,B,https://y.example/\n"
    made = placed(text, 2, at=tmp_path)
    assert made.where["line"] == 2
    assert corrected(text, made) == text.replace("htp://x.example/", "https://new.example/")


@pytest.mark.parametrize(
    ("text", "row", "line"),
    [
        ('Placement,Creative,URL\n"HP\nhero",A,u1\nROS,B,u2\n', 3, 4),
        ("sep=;\r\nPlacement;Creative;URL\r\nHP;A;u1\r\nROS;B;u2\r\n", 3, 4),
        ("Placement,Creative,URL\n\n\nHP,A,u1\n", 4, 4),
        ("\ufeffPlacement\tCreative\tURL\nHP\tA\tu1\nROS\tB\tu2\n", 3, 3),
    ],
    ids=["a line break in a cell", "a separator line", "empty lines", "tabs and a mark"],
)
def test_lines_are_those_of_the_text(tmp_path: Path, text: str, row: int, line: int) -> None:
    made = placed(text, row, at=tmp_path)
    assert made.where["line"] == line
    assert made.suggestion is not None
    assert made.suggestion.where["line"] == line


def test_no_place_for_a_row_over_several_lines(tmp_path: Path) -> None:
    made = placed('Placement,Creative,URL\n"HP\nhero",A,u1\nROS,B,u2\n', 2, at=tmp_path)
    assert made.where["line"] == 2
    assert made.suggestion is not None
    assert made.suggestion.where == {}


@pytest.mark.parametrize(
    ("cells", "new"),
    [
        ("x.example,A,x.example", "https://new.example/"),
        ("xx.example,A,x.example", "https://new.example/"),
        ("aa,A,a", "b"),
        ("HP,A,x.example", "https://new.example/?a=1,2"),
        ('HP,A,"x ""y"""', "z"),
        ("HP,A,x.example", 'say "z"'),
        ("HP,A,x.example", "two\nlines"),
        ("HP,A,x.example", "=HYPERLINK(1)"),
        ("HP,A,", "https://new.example/"),
    ],
    ids=[
        "twice in the line", "within another cell", "overlapping", "the delimiter", "a quoted mark",
        "a new mark", "a line break", "a formula", "an empty cell",
    ],
)  # fmt: skip
def test_no_place_where_the_replacement_is_not_certain(tmp_path: Path, cells: str, new: str) -> None:
    made = placed(f"Placement,Creative,URL\n{cells}\nROS,B,u2\n", 2, at=tmp_path, new=new)
    assert made.where["line"] == 2
    assert made.suggestion == Suggestion(replacement=new, safe=True)


def test_a_delimiter_may_stand_in_a_quoted_cell(tmp_path: Path) -> None:
    text = 'Placement,Creative,URL\nHP,A,"htp://x/?a=1,2"\nROS,B,u2\n'
    made = placed(text, 2, at=tmp_path, new="https://x/?a=1,2")
    assert corrected(text, made) == text.replace("htp:", "https:")


NAME = Subject(kind="creative", id="A")


@pytest.mark.parametrize(
    ("cell", "new"), [("Old_V1", "New_V1"), ("Old_V1.png", "New_V1.png")], ids=["without", "with"]
)
def test_a_name_has_an_extension_where_the_cell_has_one(tmp_path: Path, cell: str, new: str) -> None:
    text = f"Placement,Creative,URL\nHP,{cell},u\nROS,B,u2\n"
    made = placed(text, 2, at=tmp_path, column="B", new="New_V1.png", subject=NAME)
    assert corrected(text, made) == text.replace(cell, new)


@pytest.mark.parametrize(("column", "cell"), [("A", "Old"), ("B", "in/Old.png")])
def test_a_name_replaces_only_a_name(tmp_path: Path, column: str, cell: str) -> None:
    text = f"Placement,Creative,URL\n{cell},{cell},u\nROS,B,u2\n"
    made = placed(text, 2, at=tmp_path, column=column, new="New.png", subject=NAME)
    assert made.suggestion == Suggestion(replacement="New.png", safe=True)


def test_bytes_are_only_counted_where_the_text_is_utf8(tmp_path: Path) -> None:
    text = "Placement,Creative,URL\nCafé,A,htp://x/\nROS,B,u2\n"
    made = placed(text.encode("cp1252"), 2, at=tmp_path)
    assert made.where["line"] == 2
    assert made.suggestion is not None
    assert made.suggestion.where == {}


def test_a_finding_on_the_sheet_stands_on_the_first_row_it_touches(tmp_path: Path) -> None:
    text = "Placement,Creative,URL\nHP,A,u1\nROS,B,u2\n"
    made = placed(text, 3, at=tmp_path, where={}, applies_to=("row:sheet!3", "placement:ROS"))
    assert made.where == {"line": 3}


def test_what_is_no_text_or_no_row_stays_as_it_is(tmp_path: Path) -> None:
    text = "Placement,Creative,URL\nHP,A,u1\n"
    for name in ("sheet.xlsx", "sheet.yaml"):
        assert placed(text, 2, name, at=tmp_path) == about(tmp_path / name, 2)
    file = tmp_path / "sheet.csv"
    file.write_text(text)
    places = TextPlaces(campaign(file, 2))
    for one in (about(file, 9), about(file, 2, path="a.png", where={}), about(tmp_path / "other.csv", 2)):
        assert places.placed(one) == one
    gone = TextPlaces(campaign(tmp_path / "gone.csv", 2))
    assert gone.placed(about(tmp_path / "gone.csv", 2)).where == about(tmp_path / "gone.csv", 2).where
