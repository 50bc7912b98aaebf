"""Discovery: what was delivered, whatever it looks like; nothing is dropped and nothing raises."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adqa.delivery import MAX_DEPTH, Delivery, discover
from adqa.errors import UsageError

PAGE = b"<!doctype html><title>ad</title>"
ZIP_TEXTS = {"damaged", "encrypted", "too_large", "empty", "broken_link", "not_recognised", "no_access"}


def png(colour: int = 0) -> bytes:
    """The smallest real PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes([0, colour])))
        + chunk(b"IEND", b"")
    )


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def put(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a delivery `in`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def creatives(delivery: Delivery) -> dict[str, str]:
    return {one.address: one.kind for one in delivery.creatives}


def problems(delivery: Delivery) -> dict[str, str]:
    return {one.address: one.state for one in delivery.problems}


def materials(delivery: Delivery) -> dict[str, int]:
    return {what: sum(counter.values()) for what, counter in sorted(delivery.materials.items())}


# --- what is what


def test_every_file_ends_somewhere(here: Path) -> None:
    put(
        here,
        {
            "a.png": png(), "b.gif": b"GIF89a", "c.jpg": b"\xff\xd8\xff\xe0", "wrong.jpg": png(),
            "film.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "sound.mp3": b"ID3\x04\0\0\0\0\0\0",
            "ad.html": PAGE, "other.html": PAGE, "art.psd": b"8BPS\0\x01", "proof.pdf": b"%PDF-1.7",
            "plan.xlsx": zipped({"xl/workbook.xml": b"<x/>"}), "font.ttf": b"x", "style.css": b"a{}",
            ".DS_Store": b"x", "._a.png": b"x", "Thumbs.db": b"x", "~$plan.xlsx": b"x", "empty.png": b"",
            "text.png": b"hello", "strange.xyz": b"?", "no_extension": b"?", "picture_without_name": png(1),
            "notes.txt": b"hi",
        },
    )  # fmt: skip
    found = discover(["in"])
    assert creatives(found) == {
        "in/a.png": "image", "in/ad.html": "html5", "in/b.gif": "image", "in/c.jpg": "image",
        "in/film.mp4": "video", "in/other.html": "html5", "in/picture_without_name": "image",
        "in/sound.mp3": "audio", "in/wrong.jpg": "image",
    }  # fmt: skip
    assert problems(found) == {"in/empty.png": "empty", "in/text.png": "not_recognised"}
    assert found.unplaced == [("in/no_extension", "unknown content"), ("in/strange.xyz", "unknown content")]
    assert materials(found) == {
        "document": 3,
        "loose package file": 1,
        "system junk": 4,
        "working file": 2,
    }
    assert found.files == 23
    placed = len(found.creatives) + len(found.problems) + len(found.unplaced)
    assert placed + sum(materials(found).values()) == found.files


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 84211\n" % 7


def test_a_pointer_of_git_lfs_is_no_broken_file(delivery: Path) -> None:
    for name in ("a.png", "b.zip", "c.mp4", "notes.txt", "art.psd"):
        (delivery / name).write_bytes(POINTER)
    page = delivery.parent / "d.html"
    page.write_bytes(POINTER)
    found = discover([delivery, page])
    assert sorted((Path(one.address).name, one.state) for one in found.problems) == [
        (name, "not_fetched") for name in ("a.png", "b.zip", "c.mp4", "d.html")
    ]
    assert {one.text for one in found.problems} == {"a Git LFS pointer, its content was not fetched"}
    assert found.creatives == []
    assert {what: sum(count.values()) for what, count in found.materials.items()} == {
        "document": 1,
        "working file": 1,
    }


def test_a_folder_of_nothing(here: Path) -> None:
    (here / "a" / "b").mkdir(parents=True)
    found = discover(["in"])
    assert (found.files, found.creatives, found.problems, found.unplaced, found.materials) == (
        0,
        [],
        [],
        [],
        {},
    )


def test_order_is_natural(here: Path) -> None:
    put(here, {name: png() for name in ("b10.png", "b2.png", "b.png", "a/9.png", "a/10.png", "B.png")})
    assert list(creatives(discover(["in"]))) == [
        "in/B.png", "in/a/9.png", "in/a/10.png", "in/b.png", "in/b2.png", "in/b10.png",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "tab\there.png", "two\nlines.png", "\x1b[31m.png", "gnp.\u202eexe.png", "👍🏽 漢字 é.png",
        " lead.png", "trail .png", "banner (1).png", "-rf.png", "a!b.png", "*.png", "[x].png", "%41.png",
        "'\".png", "COM1.png",
    ],
)  # fmt: skip
def test_names_are_kept(here: Path, name: str) -> None:
    put(here, {name: png()})
    assert list(creatives(discover(["in"]))) == [f"in/{name}"]
    assert list(creatives(discover([f"in/{name}"]))) == [f"in/{name}"]


def test_names_that_are_no_text(here: Path) -> None:
    with open(os.fsencode(here) + b"/bad\xff.png", "wb") as file:
        file.write(png())
    assert list(creatives(discover(["in"]))) == ["in/bad\udcff.png"]


# --- arguments


def test_arguments(here: Path) -> None:
    put(here, {"a.png": png(), "b/c.png": png()})
    both = ["in/a.png", "in/b/c.png"]
    for arguments in (
        ["in"],
        ["in/"],
        ["in", "in"],
        ["in", "in/"],
        ["in", "in/a.png", "in/b"],
        ["in/*"],
        both[::-1],
    ):
        found = discover(arguments)
        assert list(creatives(found)) == both
        assert found.files == 2
    assert list(creatives(discover(["."]))) == ["./in/a.png", "./in/b/c.png"]
    assert list(creatives(discover(["./in"]))) == ["./in/a.png", "./in/b/c.png"]
    absolute = here.as_posix()
    assert list(creatives(discover([here]))) == [f"{absolute}/a.png", f"{absolute}/b/c.png"]


def test_globs(here: Path) -> None:
    put(here, {"a.png": png(), "b/c.png": png(), "b/d.gif": b"GIF89a", "[1].png": png()})
    assert list(creatives(discover(["in/**/*.png"]))) == ["in/[1].png", "in/a.png", "in/b/c.png"]
    assert list(creatives(discover(["in/?.png"]))) == ["in/a.png"]
    assert list(creatives(discover(["in/[1].png"]))) == ["in/[1].png"]


@pytest.mark.parametrize("argument", ["missing", "in/missing.png", "in/*.gif", "", "in/a\0b"])
def test_what_does_not_exist(here: Path, argument: str) -> None:
    with pytest.raises(UsageError, match=r"does not exist|nothing matches"):
        discover(["in", argument])


def test_what_exists_below_an_argument_is_not_taken_twice(here: Path) -> None:
    put(
        here, {"empty.png": b"", "odd.xyz": b"?", "art.psd": b"8BPS\0\x01", "x.zip": zipped({"a.png": png()})}
    )
    once, twice = discover(["in"]), discover(["in/empty.png", "in", "in/x.zip", "in/odd.xyz"])
    assert problems(once) == problems(twice) == {"in/empty.png": "empty"}
    assert len(twice.problems) == 1
    assert once.unplaced == twice.unplaced
    assert materials(once) == materials(twice)
    assert once.files == twice.files == 5


# --- links, access, odd files


def test_links(here: Path) -> None:
    put(here, {"a/x.png": png()})
    (here / "file.png").symlink_to("a/x.png")
    (here / "broken.png").symlink_to("nowhere.png")
    (here / "round.png").symlink_to("round.png")
    (here / "a" / "up").symlink_to("..")
    found = discover(["in"])
    assert list(creatives(found)) == ["in/a/x.png", "in/file.png"]
    assert problems(found) == {
        "in/a/up": "broken_link",
        "in/broken.png": "broken_link",
        "in/round.png": "broken_link",
    }
    assert problems(discover(["in/broken.png"])) == {"in/broken.png": "broken_link"}


def test_a_pipe_is_not_read(here: Path) -> None:
    os.mkfifo(here / "pipe.png")
    found = discover(["in"])
    assert problems(found) == {"in/pipe.png": "broken_link"}
    assert "not a file" in found.problems[0].text


def test_a_folder_without_access(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, {"a.png": png(), "secret/b.png": png(), "pack/index.html": PAGE, "pack/img/c.png": png()})
    scan = os.scandir

    def refuse(place: str) -> object:
        if place.endswith(("secret", "img")):
            raise PermissionError(13, "Permission denied", place)
        return scan(place)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["in"])
    assert creatives(found) == {"in/a.png": "image", "in/pack": "html5"}
    assert problems(found) == {"in/pack/img": "no_access", "in/secret": "no_access"}
    assert found.problems[0].text == "the folder cannot be opened (Permission denied)"


def test_a_file_without_access(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, {"a.png": png(), "secret.png": png(), "secret.zip": zipped({"a.png": png()})})
    opened = open

    def refuse(place: str, *how: Any, **also: Any) -> object:
        if Path(place).name.startswith("secret"):
            raise PermissionError(13, "Permission denied", place)
        return opened(place, *how, **also)

    monkeypatch.setattr("builtins.open", refuse)
    found = discover(["in"])
    assert list(creatives(found)) == ["in/a.png"]
    assert problems(found) == {"in/secret.png": "no_access", "in/secret.zip": "no_access"}


def test_a_file_that_vanishes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, {"a.png": png()})
    monkeypatch.setattr(os, "scandir", _listing(["a.png", "gone.png"]))
    assert problems(discover(["in"])) == {"in/gone.png": "broken_link"}


def _listing(names: list[str]) -> Callable[[str], object]:
    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

    class Listing:
        def __enter__(self) -> Iterator[Entry]:
            return iter([Entry(name) for name in names])

        def __exit__(self, *exc: object) -> None:
            pass

    return lambda place: Listing()


def test_folders_without_end(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adqa.delivery.MAX_FOLDERS", 3)
    put(here, {"1/2/3/a.png": png(), "1/2/3/4/b.png": png(), "p/index.html": PAGE, "p/1/2/3/4/c.png": png()})
    found = discover(["in"])
    assert creatives(found) == {"in/1/2/3/a.png": "image", "in/p": "html5"}
    assert problems(found) == {"in/1/2/3/4": "too_large", "in/p/1/2/3": "too_large"}


def test_too_many_files(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adqa.delivery.MAX_FILES", 3)
    put(here, {f"{number}.png": png() for number in range(6)})
    put(here, {"a.zip": zipped({f"{number}.png": png() for number in range(6)})})
    found = discover(["in"])
    assert len(found.creatives) == 3
    assert problems(found) == {"in/3.png": "too_large"}
    assert "more than 3 files" in found.problems[0].text


# --- packages and containers


def test_an_unzipped_package(here: Path) -> None:
    put(
        here,
        {
            "pack/index.html": PAGE, "pack/img/a.png": png(), "pack/js/x.js": b"1", "pack/.DS_Store": b"x",
            "pack/__MACOSX/._a": b"x", "pack/2x/img/a.png": png(),
        },
    )  # fmt: skip
    (here / "pack" / "gone.png").symlink_to("nowhere")
    (here / "pack" / "img" / "loop").symlink_to("..")
    found = discover(["in"])
    (pack,) = found.creatives
    assert (pack.address, pack.kind, pack.format, pack.member) == ("in/pack", "html5", "folder", None)
    assert [one.address for one in pack.package] == [
        "in/pack/2x/img/a.png", "in/pack/img/a.png", "in/pack/index.html", "in/pack/js/x.js",
    ]  # fmt: skip
    assert pack.decided == "index.html is the entry file"
    assert problems(found) == {"in/pack/gone.png": "broken_link", "in/pack/img/loop": "broken_link"}
    assert materials(found) == {"system junk": 2}


@pytest.mark.parametrize(
    ("files", "decided"),
    [
        ({"index.html": PAGE, "a.png": png()}, "index.html is the entry file"),
        ({"index.html": PAGE, "backup.html": PAGE}, "index.html is the entry file"),
        ({"INDEX.HTM": PAGE}, "INDEX.HTM is the entry file"),
        ({"ad.html": PAGE, "a.js": b"1"}, "ad.html is the only HTML file, so it is the entry file"),
        ({"w/index.html": PAGE, "w/a.png": png()}, "index.html under the folder w is the entry file"),
        (
            {"w/ad.html": PAGE, "__MACOSX/w/._ad.html": b"x", ".DS_Store": b"x"},
            "ad.html under the folder w is the only HTML file, so it is the entry file",
        ),
        ({"index.html": PAGE, "sub/more.html": PAGE}, "index.html is the entry file"),
        (
            {"index.html": PAGE, "bg_300x250.png": png(), "bg_600x500.png": png(), "a.css": b""},
            "index.html is the entry file",
        ),
    ],
)
def test_a_zipped_package(here: Path, files: dict[str, bytes], decided: str) -> None:
    put(here, {"ad.zip": zipped(files)})
    found = discover(["in"])
    assert [(one.address, one.kind, one.decided) for one in found.creatives] == [
        ("in/ad.zip", "html5", decided)
    ]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("files", "found", "previews"),
    [
        ({"a.png": png(), "b.png": png()}, {"a.png": "image", "b.png": "image"}, 0),
        (
            {
                "index.html": PAGE,
                "300x250/index.html": PAGE,
                "728x90/index.html": PAGE,
                "728x90/a.png": png(),
            },
            {"300x250": "html5", "728x90": "html5"},
            1,
        ),
        (
            {"preview.html": PAGE, "a_300x250.jpg": png(), "a_728x90.jpg": png(1)},
            {"a_300x250.jpg": "image", "a_728x90.jpg": "image"},
            1,
        ),
        ({"index.html": PAGE, "a.zip": zipped({"index.html": PAGE})}, {"a.zip": "html5"}, 1),
        (
            {"300x250.html": PAGE, "728x90.html": PAGE},
            {"300x250.html": "html5", "728x90.html": "html5"},
            0,
        ),
        (
            {"300x250.html": PAGE, "a.zip": zipped({"index.html": PAGE})},
            {"300x250.html": "html5", "a.zip": "html5"},
            0,
        ),
    ],
)
def test_a_container(
    here: Path, files: dict[str, bytes], found: dict[str, str], previews: int, packed: bool
) -> None:
    if packed:
        put(here, {"all.zip": zipped(files)})
        if "300x250" in found:
            found = {f"{folder}/{name}": "image" for folder, name in [("728x90", "a.png")]} | {
                f"{folder}/index.html": "html5" for folder in found
            }
        delivery, prefix = discover(["in/all.zip"]), "in/all.zip!/"
    else:
        delivery, prefix = discover([put(here, files).name]), "in/"
    assert creatives(delivery) == {f"{prefix}{name}": kind for name, kind in found.items()}
    assert materials(delivery) == ({"preview page": 1} if previews else {})
    assert delivery.problems == []


def test_a_zip_of_zips(here: Path) -> None:
    inner = zipped({"index.html": PAGE, "a.png": png()})
    put(
        here, {"may.zip": zipped({"mpu/banner.zip": inner, "mpu/a.png": png(), "__MACOSX/mpu/._a.png": b"x"})}
    )
    found = discover(["in"])
    assert creatives(found) == {"in/may.zip!/mpu/a.png": "image", "in/may.zip!/mpu/banner.zip": "html5"}
    package = found.creatives[1]
    assert [one.address for one in package.package] == [
        "in/may.zip!/mpu/banner.zip!/a.png", "in/may.zip!/mpu/banner.zip!/index.html",
    ]  # fmt: skip
    assert package.package[0].inside == ("mpu/banner.zip", "a.png")
    assert package.package[0].file == "in/may.zip"
    assert materials(found) == {"system junk": 1}
    assert found.files == 1 + 3 + 2


def test_nested_ten_deep(here: Path) -> None:
    content = zipped({"a.png": png()})
    for depth in range(10):
        content = zipped({f"{depth}.zip": content, "a.png": png()})
    put(here, {"x.zip": content})
    found = discover(["in"])
    assert [one.state for one in found.problems] == ["too_large"]
    assert found.problems[0].address.count("!/") == MAX_DEPTH
    assert len(found.creatives) == MAX_DEPTH


def test_archives_that_expand_too_far_together(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adqa.delivery.MAX_EXPANDED_BYTES", 3 * len(png()))
    put(here, {f"{number}.zip": zipped({"a.png": png(), "b.png": png()}) for number in (1, 2)})
    found = discover(["in"])
    assert len(found.creatives) == 2
    assert problems(found) == {"in/2.zip": "too_large"}


def test_archives_without_files(here: Path) -> None:
    put(
        here,
        {
            "a.zip": zipped({}),
            "b.zip": zipped({"folder/": b""}),
            "c.zip": zipped({".DS_Store": b"x"}),
            "d.zip": b"",
        },
    )
    found = discover(["in"])
    assert problems(found) == {"in/a.zip": "empty", "in/b.zip": "empty", "in/d.zip": "empty"}
    assert materials(found) == {"system junk": 1}


def test_a_damaged_archive(here: Path) -> None:
    good = zipped({"a.png": png()})
    put(here, {"cut.zip": good[:-30], "text.zip": b"hello", "rar.zip": b"Rar!\x1a\x07\0"})
    assert problems(discover(["in"])) == {
        "in/cut.zip": "damaged",
        "in/rar.zip": "not_recognised",
        "in/text.zip": "not_recognised",
    }


def test_separators_of_windows(here: Path) -> None:
    content = zipped({"a": b"", "bXindex.html": PAGE, "bXimgXa.png": png()})
    put(here, {"x.zip": content.replace(b"bXindex", b"b\\index").replace(b"bXimgXa", b"b\\img\\a")})
    found = discover(["in"])
    assert [one.address for one in found.creatives] == ["in/x.zip!/b/img/a.png", "in/x.zip!/b/index.html"]


def test_long_digits_in_a_name(here: Path) -> None:
    put(here, {"x.zip": zipped({f"{'9' * 6000}.png": png(), "a.png": png()})})
    assert len(discover(["in"]).creatives) == 2


NAMES = st.text(st.sampled_from("ab1.\\/ é\u202e\x1b!"), min_size=1, max_size=8)
CONTENTS = st.sampled_from([b"", b"x", PAGE, png(), b"GIF89a", b"PK\x03\x04", b"8BPS\0\x01"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, CONTENTS, max_size=6), st.booleans())
def test_any_archive_is_accounted_for(tmp_path: Path, files: dict[str, bytes], nested: bool) -> None:
    content = zipped(files)
    (tmp_path / "x.zip").write_bytes(zipped({"inner.zip": content, "a.png": png()}) if nested else content)
    found = discover([tmp_path])
    members = sum(max(len(one.package), 1) for one in found.creatives)
    known = members + len(found.unplaced) + sum(materials(found).values())
    assert {one.state for one in found.problems} <= ZIP_TEXTS
    assert found.problems or known >= found.files - 2
