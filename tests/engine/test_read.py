"""Reading members and the content id of packages."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from adqa.container import ArchiveError
from adqa.delivery import Creative, Member, discover
from adqa.engine import read
from adqa.engine.evidence import NO_EVIDENCE, Evidence
from adqa.engine.read import Reader, package_id, sha256

FILES = {"index.html": b"<!doctype html><title>x</title>", "img/a.png": b"\x89PNG\r\n\x1a\n", "é.js": b"1"}


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def folder(place: Path, files: dict[str, bytes] = FILES) -> Path:
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def zipped(place: Path, files: dict[str, bytes] = FILES, wrapper: str = "") -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(wrapper + name, content)
    return place


def only(path: Path) -> Creative:
    (creative,) = discover([path]).creatives
    return creative


def test_a_folder_its_zip_and_a_re_zip_are_the_same_content(tmp_path: Path, reader: Reader) -> None:
    ids = {
        package_id(only(folder(tmp_path / "pack")), reader),
        package_id(only(zipped(tmp_path / "a.zip")), reader),
        package_id(only(zipped(tmp_path / "b.zip", dict(reversed(FILES.items())), "wrapper/")), reader),
        package_id(only(zipped(tmp_path / "c.zip", {**FILES, "__MACOSX/._index.html": b"junk"})), reader),
        package_id(
            only(
                zipped(
                    tmp_path / "d.zip",
                    {unicodedata.normalize("NFD", name): one for name, one in FILES.items()},
                )
            ),
            reader,
        ),
    }
    assert len(ids) == 1


def test_another_byte_or_name_is_other_content(tmp_path: Path, reader: Reader) -> None:
    changed = {**FILES, "img/a.png": FILES["img/a.png"] + b"x"}
    renamed = {name.replace("a.png", "b.png"): one for name, one in FILES.items()}
    ids = {
        package_id(only(zipped(tmp_path / f"{number}.zip", files)), reader)
        for number, files in enumerate((FILES, changed, renamed))
    }
    assert len(ids) == 3


def test_a_single_page_is_the_same_content_under_any_name(tmp_path: Path, reader: Reader) -> None:
    page = FILES["index.html"]
    (tmp_path / "300x250.html").write_bytes(page)
    (tmp_path / "copy.html").write_bytes(page)
    ids = {package_id(only(tmp_path / name), reader) for name in ("300x250.html", "copy.html")}
    assert ids == {sha256(page)}


def test_members_of_archives_in_archives(tmp_path: Path, reader: Reader) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.gif": b"GIF89a inner"})
    for number in range(8):
        outer = {f"{number}/deep.zip": inner.read_bytes(), "b.gif": b"GIF89a %d" % number}
        zipped(tmp_path / f"outer{number}.zip", outer)
    inner.unlink()
    found = discover([tmp_path]).creatives
    assert len(found) == 16
    contents = [reader.read(one.member) for one in found if one.member]
    assert sorted(set(contents)) == [b"GIF89a %d" % number for number in range(8)] + [b"GIF89a inner"]
    assert len(reader._open) <= 4


def test_a_file_that_is_gone(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(ArchiveError, match="went away") as caught:
        reader.read(Member("x", str(tmp_path / "x"), (), 3))
    assert caught.value.state == "no_access"
    with pytest.raises(ArchiveError, match="cannot be opened"):
        reader.read(Member("x.zip!/a", str(tmp_path / "x.zip"), ("a",), 3))


def test_a_member_that_is_gone(tmp_path: Path, reader: Reader) -> None:
    place = zipped(tmp_path / "a.zip")
    with pytest.raises(ArchiveError, match="no longer in the archive"):
        reader.read(Member("a.zip!/other", str(place), ("other",), 3))


def test_a_file_that_is_too_large(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_MEMBER_BYTES", 3)
    (tmp_path / "a").write_bytes(b"1234")
    with pytest.raises(ArchiveError) as caught:
        reader.read(Member("a", str(tmp_path / "a"), (), 4))
    assert caught.value.state == "too_large"


def test_evidence_is_read_by_name() -> None:
    evidence = Evidence({"hash": b"blob"}.get)
    assert evidence.get("hash") == b"blob"
    assert evidence.get("other") is None
    assert NO_EVIDENCE.get("hash") is None
