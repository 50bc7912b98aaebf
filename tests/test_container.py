"""Archives: hostile ones are refused with a sentence, and nothing is expanded beyond its bounds."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adqa import container
from adqa.container import ArchiveError, open_archive


def zipped(
    place: Path, *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(place, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return place


def patched(place: Path, before: bytes, after: bytes) -> Path:
    content = place.read_bytes()
    assert before in content
    place.write_bytes(content.replace(before, after))
    return place


def refused(what: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(ArchiveError) as caught:
        what()
    return caught.value.state, caught.value.text


def test_members(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("b/", b""), ("b/c.txt", b"hello"), ("empty", b""))
    with open_archive(str(place)) as archive:
        assert list(archive.files()) == [("b/c.txt", 5), ("empty", 0)]
        assert archive.expanded == 5
        assert archive.read("b/c.txt") == b"hello"
        assert archive.head("b/c.txt", 2) == b"he"
        assert archive.head("b/c.txt", 99) == b"hello"
        assert archive.read("empty") == b""
        assert refused(lambda: archive.read("other"))[0] == "damaged"


def test_backslashes_are_folders(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("b", b""), ("bXcXd.txt", b"hello"), ("eX", b""))
    patched(patched(place, b"bXcXd.txt", b"b\\c\\d.txt"), b"eX", b"e\\")
    with open_archive(str(place)) as archive:
        assert [name for name, _ in archive.files()] == ["b", "b/c/d.txt"]
        assert archive.read("b/c/d.txt") == b"hello"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.js",
        "a/../../evil.js",
        "a/..",
        "/etc/passwd",
        "..\\evil.js",
        "\\evil.js",
        "C:\\evil.js",
        "c:/evil.js",
        "..",
    ],
)
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    place = zipped(tmp_path / "a.zip", ("good.js", b"1"), (name, b"2"))
    state, text = refused(lambda: open_archive(str(place)))
    assert state == "damaged"
    assert "outside of itself" in text


@pytest.mark.parametrize("name", ["a..b.js", "..a/b.js", "a/b../c.js", "A: final.jpg", "...", "a/.b"])
def test_names_that_only_look_like_it(tmp_path: Path, name: str) -> None:
    with open_archive(str(zipped(tmp_path / "a.zip", (name, b"2")))) as archive:
        assert archive.read(name) == b"2"


@pytest.mark.parametrize("names", [("a.js", "aXjs"), ("b/a", "bXa")])
def test_two_files_of_one_name(tmp_path: Path, names: tuple[str, str]) -> None:
    place = zipped(tmp_path / "a.zip", (names[0], b"1"), (names[1], b"2"))
    wanted = b"a.js" if names[0] == "a.js" else b"b\\a"
    patched(place, names[1].encode(), wanted)
    state, text = refused(lambda: open_archive(str(place)))
    assert (state, "two files named" in text) == ("damaged", True)


def test_a_password(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", b"1"))
    content = bytearray(place.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    place.write_bytes(content)
    with open_archive(str(place)) as archive:
        assert refused(lambda: archive.read("a.js")) == ("encrypted", "the file is protected with a password")
        assert refused(lambda: archive.head("a.js", 4))[0] == "encrypted"


def test_a_link(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.png")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    with open_archive(str(zipped(tmp_path / "a.zip", (link, b"/etc/passwd")))) as archive:
        assert refused(lambda: archive.head("a.png", 9)) == (
            "broken_link",
            "this is a link to a file, not the file itself",
        )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_codecs_without_bounds(tmp_path: Path, method: int) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", b"0" * 10_000_000), method=method)
    with open_archive(str(place)) as archive:
        state, text = refused(lambda: archive.head("a.js", 10))
    assert (state, text) == ("damaged", "the file is packed in a way that ad servers do not unpack")


def test_a_bomb_by_ratio(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", bytes(20_000_000)))
    with open_archive(str(place)) as archive:
        assert refused(lambda: archive.read("a.js"))[0] == "too_large"
        assert refused(lambda: archive.head("a.js", 10))[0] == "too_large"


def test_a_member_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBER_BYTES", 4)
    with open_archive(str(zipped(tmp_path / "a.zip", ("a.js", b"12345"), ("b.js", b"1234")))) as archive:
        assert refused(lambda: archive.read("a.js")) == ("too_large", "the file is too large to open")
        assert archive.read("b.js") == b"1234"
        assert archive.head("a.js", 4) == b"1234"


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBERS", 2)
    zipped(tmp_path / "a.zip", *((f"{number}", b"") for number in range(3)))
    assert refused(lambda: open_archive(str(tmp_path / "a.zip"))) == (
        "too_large",
        "the archive lists 3 files; not opened",
    )


def test_too_much_in_all(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a", b"x"), ("b", b"x"))
    content = bytearray(place.read_bytes())
    place_of = content.index(b"PK\x01\x02")
    for _ in range(2):
        content[place_of + 24 : place_of + 28] = struct.pack("<I", 0xFFFFFFF0)
        place_of = content.find(b"PK\x01\x02", place_of + 4)
    place.write_bytes(content)
    assert refused(lambda: open_archive(str(place)))[0] == "too_large"


@pytest.mark.parametrize("declared", [0, 3, 6, 1_000_000])
def test_a_size_that_is_not_true(tmp_path: Path, declared: int) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", b"12345"))
    content = bytearray(place.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(signature) + offset
        content[start : start + 4] = struct.pack("<I", declared)
    place.write_bytes(content)
    with open_archive(str(place)) as archive:
        assert refused(lambda: archive.read("a.js"))[0] == "damaged"


def test_a_short_declared_size_bounds_what_is_expanded(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", bytes(100_000_000)))
    content = bytearray(place.read_bytes())
    start = content.index(b"PK\x01\x02") + 24
    content[start : start + 4] = struct.pack("<I", 10)
    place.write_bytes(content)
    with open_archive(str(place)) as archive:
        tracemalloc.start()
        assert refused(lambda: archive.read("a.js"))[0] == "damaged"
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
        tracemalloc.stop()


def test_damage_inside(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", b"hello " * 1000))
    content = bytearray(place.read_bytes())
    content[45:55] = b"\xff" * 10
    place.write_bytes(content)
    with open_archive(str(place)) as archive:
        assert refused(lambda: archive.read("a.js")) == (
            "damaged",
            "the file cannot be unpacked (damage in the archive)",
        )


def test_the_directory_and_the_member_disagree_on_the_name(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("good.js", b"hello"))
    content = place.read_bytes()
    place.write_bytes(content.replace(b"good.js", b"evil.js", 1))
    with open_archive(str(place)) as archive:
        assert refused(lambda: archive.read("good.js"))[0] == "damaged"


@pytest.mark.parametrize("cut", [0, 1, 10, 40, 60, 100])
def test_a_truncated_archive(tmp_path: Path, cut: int) -> None:
    place = zipped(tmp_path / "a.zip", ("a.js", b"hello"))
    place.write_bytes(place.read_bytes()[:cut])
    assert refused(lambda: open_archive(str(place))) == ("damaged", "the archive ends early or is damaged")


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    state, text = refused(lambda: open_archive(str(tmp_path / "a.zip")))
    assert state == "no_access"
    assert str(tmp_path) not in text


def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("Ä.js", b"hello"))
    patched(place, "Ä".encode(), b"\xff\xfe")
    assert refused(lambda: open_archive(str(place)))[0] == "damaged"
    old = zipped(tmp_path / "b.zip", ("zz.js", b"hello"))
    patched(old, b"zz.js", b"\x84\xff.js")
    with open_archive(str(old)) as archive:
        assert list(archive.files()) == [("ä\xa0.js", 5)]
        assert archive.read("ä\xa0.js") == b"hello"


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", ("a.js", b"hello")).read_bytes()
    with open_archive(
        str(zipped(tmp_path / "a.zip", ("inner.zip", inner), ("no.zip", b"PK\x03\x04")))
    ) as outer:
        with outer.inner("inner.zip") as archive:
            assert archive.read("a.js") == b"hello"
        assert refused(lambda: outer.inner("no.zip"))[0] == "damaged"


BASE = io.BytesIO()
with zipfile.ZipFile(BASE, "w", zipfile.ZIP_DEFLATED) as made:
    made.writestr("index.html", b"<html>" * 20)
    made.writestr("ä/b.png", zlib.compress(b"x" * 300))


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(BASE.getvalue()) - 1), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_flipped_bytes_end_as_archive_errors(flips: list[tuple[int, int]]) -> None:
    content = bytearray(BASE.getvalue())
    for place, value in flips:
        content[place] = value
    with suppress(ArchiveError), container._open(io.BytesIO(bytes(content))) as archive:
        for name, _ in archive.files():
            with suppress(ArchiveError):
                archive.head(name, 10)
            with suppress(ArchiveError):
                assert len(archive.read(name)) == dict(archive.files())[name]
