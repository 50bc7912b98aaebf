"""A house spec drafted from a table: what is read, what is marked, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from adqa.errors import UsageError
from adqa.spec.draft import draft_spec
from adqa.spec.load import Document
from adqa.spec.model import AdUnitSpec
from spec.documents import catalogue_of

SHEET = """\
Retail media – display specs 2026,,,,,,,
,,,,,,,
Placement,Size (px),Max KB,Formats,Animation,Max loops,Landing domain,Notes
Home billboard,"970x250, 970x90",150,JPG/PNG/GIF,15s / 3 loops,,example.com,Logo top left
Home billboard,300 x 250,80,JPG/PNG/GIF,15s / 3 loops,,example.com,
MOBILE,,,,,,,
Mobile banner,320×50,0.2 MB,"JPG, PNG",static,,,
Takeover,responsive,tbc,HTML5/JPG,:15,3,,
Takeover,1080x1920,"1,024 KB",HTML5/JPG,:15,3,,
Story,9:16,,JPG,yes,,,

All files must arrive 5 days before,,,,,,,
"""


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _units(text: str) -> dict[str, AdUnitSpec]:
    document = Document(text, "draft.yaml")
    catalogue = catalogue_of(document)
    return {id_.partition("/")[2]: catalogue.unit(id_) for id_ in document.unit_ids}


def _drafted(tmp_path: Path, text: str, name: str = "specs.csv") -> str:
    return draft_spec(_write(tmp_path / name, text), "acme")


def _one(tmp_path: Path, heading: str, cell: str) -> tuple[str, AdUnitSpec]:
    """The draft and the unit of a table with one further column."""
    cell = '"' + cell.replace('"', '""') + '"'
    columns = "Name,Size" if heading != "Size" else "Name"
    values = "Banner,300x250" if heading != "Size" else "Banner"
    extra = ",Max KB\n" if heading == "Size" else "\n"
    weight = ",90\n" if heading == "Size" else "\n"
    text = _drafted(tmp_path, f"{columns},{heading}{extra}{values},{cell}{weight}")
    return text, _units(text)["banner"]


def test_a_table_as_people_make_it(tmp_path: Path) -> None:
    units = _units(_drafted(tmp_path, SHEET))
    assert list(units) == ["home-billboard", "mobile-banner", "takeover", "takeover-2", "story"]
    main = units["home-billboard"].assets["main"]
    assert [str(one.size) for one in main.sizes[0].any_of] == ["970x250", "970x90", "300x250"]
    weights = {str(one.max): [str(size) for size in one.when.size] for one in main.weight.file if one.when}
    assert weights == {"150 KB": ["970x250", "970x90"], "80 KB": ["300x250"]}
    assert main.formats[0].any_of == ("jpeg", "png", "gif")
    assert (main.animation.duration[0].max, main.animation.loops[0].max) == (15, 3)
    mobile = units["mobile-banner"].assets["main"]
    assert (str(mobile.weight.file[0].max), mobile.animation.allowed[0].value) == ("0.2 MB", "forbidden")
    assert units["takeover-2"].assets["main"].kind == ("image", "html5")
    assert str(units["takeover-2"].assets["main"].weight.file[0].max) == "1024 KB"
    assert str(units["story"].assets["main"].sizes[0].any_of[0].ratio[0]) == "9:16"


def test_a_draft_says_that_it_is_one(tmp_path: Path) -> None:
    unit = _units(_drafted(tmp_path, SHEET))["home-billboard"]
    assert (unit.id, unit.title, unit.status) == ("acme/home-billboard", "Home billboard", "draft")
    assert (unit.sources["table"].title, unit.sources["table"].confidence.value) == ("specs.csv", "medium")


def test_what_is_missing_or_not_understood_stands_there_with_its_cell(tmp_path: Path) -> None:
    text = _drafted(tmp_path, SHEET)
    for comment in (
        "# not read: Landing domain (G4) says 'example.com'",
        "# not read: Notes (H4) says 'Logo top left'",
        "# not understood: Size (px) (B8) says 'responsive'",
        "# not understood: Max KB (C8) says 'tbc'",
        "# not given: Max KB (C10 is empty)",
        "# - row 1: Retail media – display specs 2026",
        "# - row 6: MOBILE",
        "# - row 12: All files must arrive 5 days before",
        "          file: 0.2 MB # C7",
        "        # not given: sizes",
        "        # not given: weight",
    ):
        assert comment in text.splitlines() or f"    {comment}" in text.splitlines(), comment


def test_no_cell_is_lost(tmp_path: Path) -> None:
    """Every cell of the table is named in the draft, beside its value or in a comment."""
    text = _drafted(tmp_path, SHEET)
    references = [f"{column}{row}" for row in (4, 5, 7, 8, 9, 10) for column in "BCDE"]
    for one in references:
        assert f"{one} " in text or f"{one})" in text or f"{one}," in text or f"{one}\n" in text, one


def test_the_same_table_gives_the_same_draft(tmp_path: Path) -> None:
    first = _drafted(tmp_path, SHEET)
    assert _drafted(tmp_path, SHEET) == first
    assert _drafted(tmp_path, SHEET.replace(",", "\t").replace('"970x250\t 970x90"', "970x250 970x90")).count(
        "15 s"
    )


@pytest.mark.parametrize(
    ("encoding", "delimiter", "name"),
    [
        ("utf-8", ",", "a.csv"),
        ("utf-8-sig", ";", "a.csv"),
        ("cp1252", ";", "a.csv"),
        ("utf-16", "\t", "a.txt"),
        ("utf-8", "\t", "a.tsv"),
        ("utf-8", "|", "a.txt"),
    ],
)
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str, name: str) -> None:
    rows = [["Placement", "Dimensions", "File size (KB)"], ["Frühling, groß", "300x250", "150"]]
    text = "\r\n".join(delimiter.join(f'"{one}"' for one in row) for row in rows)
    units = _units(draft_spec(_write(tmp_path / name, text, encoding), "acme"))
    (unit,) = units.values()
    assert (unit.title, str(unit.assets["main"].weight.file[0].max)) == ("Frühling, groß", "150 KB")


@pytest.mark.parametrize(
    ("heading", "cell", "weight"),
    [
        ("Max KB", "150", "150 KB"),
        ("Max KB", "150kb", "150 KB"),
        ("Max KB", "0.2 MB", "0.2 MB"),
        ("Max KB", "1,024", "1024 KB"),
        ("File size", "150 KB max", "150 KB"),
        ("File size", "max. 1,5 MB", "1.5 MB"),
        ("File size", "150K", "150 KB"),
        ("File size", "150 KiB", "150 KiB"),
        ("Weight (MB)", "2", "2 MB"),
        ("Size limit", "307200 bytes", "307200 bytes"),
        ("Max. file size (kb)", "80", "80 KB"),
    ],
)
def test_weights_are_taken_as_printed(tmp_path: Path, heading: str, cell: str, weight: str) -> None:
    text, unit = _one(tmp_path, heading, cell)
    assert [str(one.max) for one in unit.assets["main"].weight.file] == [weight]
    assert "not understood" not in text


@pytest.mark.parametrize(
    "cell",
    [
        "150",
        "150 KB / 300 KB",
        "150KB JPG, 200KB GIF",
        "under 150 KB",
        "1.024 KB",
        "tbc",
        "0 KB",
        "as small as poss",
    ],
)
def test_a_weight_that_is_not_clear_is_not_read(tmp_path: Path, cell: str) -> None:
    text, unit = _one(tmp_path, "File size", cell)
    assert unit.assets["main"].weight.file == ()
    assert f"not understood: File size (C2) says {cell!r}" in text


@pytest.mark.parametrize(
    ("cell", "sizes"),
    [
        ("300x250", "300x250"),
        ("300 X 250 px", "300x250"),
        ("300×250", "300x250"),
        ("300*250", "300x250"),
        ("W300 x H250", "300x250"),
        ("300w x 250h", "300x250"),
        ("300px by 250px", "300x250"),
        ("300x250, 728x90", "300x250 728x90"),
        ("300x250 / 728x90", "300x250 728x90"),
        ("300x250 and 728x90", "300x250 728x90"),
        ("300x250\n728x90", "300x250 728x90"),
        ("300x250 (desktop)", "300x250"),
        ("min. 1200x628", "min 1200x628"),
        ("1200x628 or larger", "min 1200x628"),
        ("up to 600x600", "max 600x600"),
        ("1.91:1", "ratio 1.91:1"),
    ],
)
def test_sizes_in_the_ways_people_write_them(tmp_path: Path, cell: str, sizes: str) -> None:
    _, unit = _one(tmp_path, "Size", cell)
    (limit,) = unit.assets["main"].sizes
    said = [
        str(one.size or "")
        + (f"min {one.min}" if one.min else "")
        + (f"max {one.max}" if one.max else "")
        + (f"ratio {one.ratio[0]}" if one.ratio else "")
        for one in limit.any_of
    ]
    assert " ".join(said) == sizes


@pytest.mark.parametrize(
    "cell",
    ["responsive", "320x50 (@2x 640x100)", "16:9 (1920x1080)", "300", "min 300x250 max 600x500", "000x250"],
)
def test_a_size_that_is_not_clear_is_not_read(tmp_path: Path, cell: str) -> None:
    text, unit = _one(tmp_path, "Size", cell)
    assert unit.assets["main"].sizes == ()
    assert f"not understood: Size (B2) says {cell!r}" in text


def test_a_size_with_further_words_is_read_and_told(tmp_path: Path) -> None:
    text, _ = _one(tmp_path, "Size", "300x250 (desktop)")
    assert "not understood: Size (B2) says '300x250 (desktop)'; read as 300x250" in text


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Animation", "no", {"allowed": "forbidden"}),
        ("Animation", "Static only", {"allowed": "forbidden"}),
        ("Animation", "Yes", {"allowed": "allowed"}),
        ("Animation", "15s", {"duration": 15.0}),
        ("Animation", "max 15 seconds, 3 loops", {"duration": 15.0, "loops": 3}),
        ("Animation", ":30 / 3x loops", {"duration": 30.0, "loops": 3}),
        ("Animation", "15 sec, 24 fps", {"duration": 15.0, "frame_rate": 24.0}),
        ("Animation (sec)", "15", {"duration": 15.0}),
        ("Animation loops", "3", {"loops": 3}),
        ("Max loops", "3", {"loops": 3}),
        ("Max loops", "3 loops", {"loops": 3}),
        ("FPS", "24", {"frame_rate": 24.0}),
        ("Frame rate", "24 fps", {"frame_rate": 24.0}),
    ],
)
def test_animation_in_the_ways_people_write_it(
    tmp_path: Path, heading: str, cell: str, said: dict[str, object]
) -> None:
    text, unit = _one(tmp_path, heading, cell)
    motion = unit.assets["main"].animation
    found = {key: getattr(motion, key)[0] for key in type(motion).model_fields if getattr(motion, key)}
    assert {key: getattr(one, one.BARE) for key, one in found.items()} == said
    assert "not understood" not in text


@pytest.mark.parametrize("cell", ["15", "15 s or 30 s", "15s then still", "looping", "3 times a day at most"])
def test_animation_that_is_not_clear_is_not_read(tmp_path: Path, cell: str) -> None:
    text, unit = _one(tmp_path, "Animation", cell)
    assert unit.assets["main"].animation == type(unit.assets["main"].animation)()
    assert f"not understood: Animation (C2) says {cell!r}" in text


def test_formats_and_kinds(tmp_path: Path) -> None:
    _, unit = _one(tmp_path, "File type", "JPEG, .png or GIF")
    assert unit.assets["main"].kind == ("image",)
    assert unit.assets["main"].formats[0].any_of == ("jpeg", "png", "gif")
    _, unit = _one(tmp_path, "File type", "HTML5 (zip)")
    assert (unit.assets["main"].kind, unit.assets["main"].formats) == (("html5",), ())
    text, unit = _one(tmp_path, "File type", "static JPG")
    assert unit.assets["main"].formats[0].any_of == ("jpeg",)
    assert "not understood: File type (C2) says 'static JPG'; read as jpg" in text
    text, unit = _one(tmp_path, "File type", "JPG, HTML5")
    (formats,) = unit.assets["main"].formats
    assert (formats.any_of, formats.conditions) == (("jpeg",), {"kind": frozenset({"image"})})
    assert unit.assets["main"].kind == ("image", "html5")


def test_a_column_called_format_may_hold_the_names(tmp_path: Path) -> None:
    units = _units(_drafted(tmp_path, "Format,Size,Max KB\nBillboard,970x250,150\nHalf page,300x600,200\n"))
    assert [unit.title for unit in units.values()] == ["Billboard", "Half page"]


def test_lead_time(tmp_path: Path) -> None:
    _, unit = _one(tmp_path, "Lead time", "5 business days prior to launch")
    assert unit.lead_time[0].min == "5 business days"
    text, unit = _one(tmp_path, "Deadline", "ask us")
    assert unit.lead_time == ()
    assert "not understood: Deadline (C2) says 'ask us'" in text


def test_width_and_height_in_two_columns(tmp_path: Path) -> None:
    text = _drafted(
        tmp_path, "Name,Width,Height,Weight (KB)\nA,300,250,150\nB,728px,90px,150\nC,full,250,150\n"
    )
    units = _units(text)
    assert [one.assets["main"].sizes for one in units.values()][2] == ()
    assert [str(units[key].assets["main"].sizes[0].any_of[0].size) for key in "ab"] == ["300x250", "728x90"]
    assert "not understood: Width and Height say 'full' and '250' (B4)" in text
    assert "sizes: [300x250] # B2, C2" in text


def test_rows_without_a_name_belong_to_the_row_above(tmp_path: Path) -> None:
    text = _drafted(tmp_path, "Unit,Size,Max KB\nBanner,300x250,150\n,728x90,150\n")
    (unit,) = _units(text).values()
    assert [str(one.size) for one in unit.assets["main"].sizes[0].any_of] == ["300x250", "728x90"]
    assert [str(one.max) for one in unit.assets["main"].weight.file] == ["150 KB"]
    assert "the name stands in a row above (row 3 has none)" in text


def test_a_table_without_names_calls_units_by_their_size(tmp_path: Path) -> None:
    assert list(_units(_drafted(tmp_path, "Size,Max KB\n300x250,150\n728x90,120\n"))) == ["300x250", "728x90"]


def test_one_size_with_two_limits_becomes_two_units(tmp_path: Path) -> None:
    units = _units(_drafted(tmp_path, "Unit,Size,Max KB\nBanner,300x250,150\nBanner,300x250,80\n"))
    assert {key: str(unit.assets["main"].weight.file[0].max) for key, unit in units.items()} == {
        "banner": "150 KB",
        "banner-2": "80 KB",
    }


def test_a_limit_that_some_rows_lack_holds_for_the_others(tmp_path: Path) -> None:
    (unit,) = _units(_drafted(tmp_path, "Unit,Size,Max KB\nBanner,300x250,150\nBanner,728x90,\n")).values()
    (weight,) = unit.assets["main"].weight.file
    assert (str(weight.max), weight.when and [str(one) for one in weight.when.size]) == (
        "150 KB",
        ["300x250"],
    )


def test_a_second_table_in_the_sheet_has_its_own_columns(tmp_path: Path) -> None:
    text = "Name,Size,Max KB\nA,300x250,150\n\nApp\nName,Max KB,Dimensions\nB,80,320x50\n"
    units = _units(_drafted(tmp_path, text))
    assert str(units["b"].assets["main"].sizes[0].any_of[0].size) == "320x50"
    assert str(units["b"].assets["main"].weight.file[0].max) == "80 KB"


def test_names_that_yaml_would_misread_stay_as_they_are(tmp_path: Path) -> None:
    names = ["no", "1.0", "a: b # c", "- x", "'q' \"r\"", "~", "[x]", "日本", "tab\there", "x\u2028y\u0007z"]
    rows = "".join(f'"{name.replace(chr(34), chr(34) * 2)}",300x250,150\n' for name in names)
    units = _units(_drafted(tmp_path, f"Name,Size,Max KB\n{rows}"))
    assert [unit.title for unit in units.values()] == [*names[:-2], "tab here", "x yz"]


def test_an_empty_table_is_told(tmp_path: Path) -> None:
    for text in ("", "a,b\n1,2\n", "Name,Notes\nA,b\n", "Name,Size\n"):
        with pytest.raises(UsageError, match="holds no table of ad units"):
            _drafted(tmp_path, text)


def test_other_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a table that can be read"):
        draft_spec(_write(tmp_path / "a.pdf", "x"))
    with pytest.raises(UsageError, match="cannot be read"):
        draft_spec(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="cannot be read as a workbook"):
        draft_spec(_write(tmp_path / "a.xlsx", "no workbook"))
    with pytest.raises(UsageError, match="'Acme!' cannot be a publisher's key"):
        draft_spec(_write(tmp_path / "a.csv", SHEET), "Acme!")


def _workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Display"
    sheet["B2"] = "Ad specs"
    sheet.merge_cells("B2:E2")
    for column, text in zip("BCDE", ["Ad unit", "Dimensions", "Max KB", "File types"], strict=True):
        sheet[f"{column}4"] = text
    rows: list[list[str | float | None]] = [
        ["Billboard", "970x250", 150, "JPG"],
        [None, "300x250", 150.0, "JPG"],
        ["Banner", "320x50", 49.5, "PNG"],
    ]
    for row, values in enumerate(rows, 5):
        for column, value in zip("BCDE", values, strict=True):
            sheet[f"{column}{row}"] = value
    sheet.merge_cells("B5:B6")
    notes = book.create_sheet("Notes")
    notes["A1"] = "Ask Kim"
    video = book.create_sheet("App")
    video.append(["Unit", "Size", "Weight"])
    video.append(["Splash", "1080x1920", "1 MB"])
    hidden = book.create_sheet("Old")
    hidden.append(["Unit", "Size", "Weight"])
    hidden.append(["Gone", "1x1", "1 MB"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "specs.xlsx"
    book.save(path)
    return path


def test_a_workbook_with_merged_cells_and_several_sheets(tmp_path: Path) -> None:
    text = draft_spec(_workbook(tmp_path), "acme", "Acme display")
    units = _units(text)
    assert list(units) == ["billboard", "banner", "splash"]
    assert [str(one.size) for one in units["billboard"].assets["main"].sizes[0].any_of] == [
        "970x250",
        "300x250",
    ]
    assert "sizes: [970x250, 300x250] # C5, C6" in text
    assert [str(one.max) for one in units["billboard"].assets["main"].weight.file] == ["150 KB"]
    assert str(units["banner"].assets["main"].weight.file[0].max) == "49.5 KB"
    assert units["splash"].sources["table-2"].section == "App"
    assert units["splash"].source_key(units["splash"].assets["main"].weight.file[0], "") == "table-2"
    assert "# - no ad units found in sheet 'Notes'" in text
    assert "# - sheet 'Old' is hidden and was not read" in text
    assert "# - Display, row 2: Ad specs" in text
    assert "title: Acme display" in text


def test_line_ends_of_any_system(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = draft_spec(_write(tmp_path / "a.csv", f"Name,Size,Max KB{end}A,300x250,150{end}"), "acme")
        assert "sizes: [300x250] # B2" in text


def test_a_cell_beyond_all_measure_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read as a table"):
        _drafted(tmp_path, "Name,Size\n" + "x" * 200_000 + ",300x250\n")
