"""Same bytes, same content, changed: and which file of now is which of then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from adqa.records.identity import FileState, compare, known_pixels, pair_up
from adqa.records.pixels import difference, pixel_id, still
from adqa.records.snapshot import Snapshot
from records.art import drawn, encoded, package


def state(key: str, content: str = "", pixel_id: str | None = None) -> FileState:
    return FileState(
        path=f"in/{key}",
        key=key,
        kind="image",
        sha256=content or key,
        content_id=content or key,
        pixel_id=pixel_id,
    )


def paired(before: Sequence[FileState], after: Sequence[FileState]) -> list[tuple[str | None, str | None]]:
    pairs = pair_up(before, after, old=known_pixels, new=known_pixels)
    return [(then.key if then else None, now.key if now else None) for then, now in pairs]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Aurora_A_300x250.jpg", "Aurora_A_300x250.jpg"),
        ("Aurora_A_300x250.jpg", "Aurora_A_300x250 (1).jpg"),
        ("Aurora_A_300x250.jpg", "Copy of aurora a 300x250.JPG"),
        ("Aurora_A_300x250.jpg", "Aurora_A_300x250.png"),
        ("Aurora_A_300x250_v1.jpg", "Aurora_A_300x250_v2.jpg"),
        ("old/Aurora_A_300x250.jpg", "round 2/Aurora_A_300x250.jpg"),
    ],
)
def test_a_file_is_found_under_the_names_it_comes_back_with(then: str, now: str) -> None:
    assert paired([state(then, "1")], [state(now, "2")]) == [(then, now)]


def test_a_renamed_file_is_found_by_its_content() -> None:
    assert paired([state("a.png", "x")], [state("b.png", "x")]) == [("a.png", "b.png")]


def test_a_renamed_file_is_found_by_its_picture() -> None:
    pairs = paired([state("a.png", "1", pixel_id="p")], [state("b.png", "2", pixel_id="p")])
    assert pairs == [("a.png", "b.png")]


def test_names_decide_before_content_as_names_are_trafficked() -> None:
    pairs = paired([state("a.png", "1"), state("b.png", "2")], [state("a.png", "2"), state("b.png", "1")])
    assert pairs == [("a.png", "a.png"), ("b.png", "b.png")]


def test_a_name_that_stands_twice_decides_nothing() -> None:
    pairs = paired(
        [state("x/banner.png", "1"), state("y/banner.png", "2")],
        [state("p/banner.png", "3"), state("q/banner.png", "4")],
    )
    assert pairs == [
        (None, "p/banner.png"),
        (None, "q/banner.png"),
        ("x/banner.png", None),
        ("y/banner.png", None),
    ]


names = st.lists(
    st.sampled_from([f"{a}_{b}.{c}" for a in "ab" for b in ("v1", "v2") for c in ("png", "jpg")]), unique=True
)


@given(before=names, after=names)
def test_every_file_is_in_exactly_one_pair(before: list[str], after: list[str]) -> None:
    pairs = paired([state(one, "1") for one in before], [state(one, "2") for one in after])
    assert sorted(then for then, _ in pairs if then) == sorted(before)
    assert [now for _, now in pairs if now] == after
    for then, now in pairs:
        assert then == now or then is None or now is None or not (then in after or now in before)


def test_zipping_again_is_the_same_content(tmp_path: Path) -> None:
    files = {"index.html": "<html>", "img/a.png": "a"}
    package(tmp_path / "a.zip", files)
    package(tmp_path / "b.zip", dict(reversed(files.items())) | {".DS_Store": "x"}, day=15, stored=True)
    with Snapshot([tmp_path / "a.zip", tmp_path / "b.zip"]) as snapshot:
        assert compare(*snapshot.files) == ("same_content", "zipped again")
    (tmp_path / "c" / "img").mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / "c" / name).write_text(content)
    with Snapshot([tmp_path / "a.zip", tmp_path / "c"]) as snapshot:
        assert compare(*snapshot.files) == ("same_content", "unzipped")


def test_other_content_in_a_package_is_a_change(tmp_path: Path) -> None:
    package(tmp_path / "a.zip", {"index.html": "<html>"})
    package(tmp_path / "b.zip", {"index.html": "<html> "})
    with Snapshot([tmp_path / "a.zip", tmp_path / "b.zip"]) as snapshot:
        assert compare(*snapshot.files) == ("changed", "")


def test_removed_metadata_is_the_same_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(drawn(), "JPEG", comment=b"made by somebody"))
    (tmp_path / "b.jpg").write_bytes(encoded(drawn(), "JPEG"))
    with Snapshot([tmp_path]) as snapshot:
        pixels = snapshot.contents.pixels
        assert compare(*snapshot.files, old=pixels, new=pixels)[0] == "same_content"
        assert compare(*snapshot.files) == ("changed", ""), "what was not looked into is not the same"


def test_pixels_tell_what_is_seen() -> None:
    plain = pixel_id(encoded(drawn()))
    assert plain == pixel_id(encoded(drawn(), "BMP"))
    assert plain == pixel_id(encoded(drawn(), compress_level=1))
    assert plain != pixel_id(encoded(drawn(line="Ends 19 May")))
    upright = drawn().getexif()
    upright[0x0112] = 3
    assert plain != pixel_id(encoded(drawn(), exif=upright.tobytes()))


def test_pixels_tell_how_an_animation_plays() -> None:
    def gif(**options: object) -> str | None:
        frames = [drawn(seed=seed).convert("P") for seed in (0, 30)]
        return pixel_id(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], **options))

    assert gif(duration=500, loop=0) == gif(duration=500, loop=0)
    assert len({gif(duration=500, loop=0), gif(duration=600, loop=0), gif(duration=500, loop=2)}) == 3


def test_unseen_colours_of_clear_pixels_do_not_count() -> None:
    first, second = Image.new("RGBA", (9, 9), (1, 2, 3, 0)), Image.new("RGBA", (9, 9), (9, 9, 9, 0))
    assert pixel_id(encoded(first)) == pixel_id(encoded(second))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", encoded(drawn())[:200]])
def test_what_cannot_be_decoded_has_no_pixels(content: bytes) -> None:
    assert pixel_id(content) is None
    assert still(content) is None
    assert difference(content, encoded(drawn())) is None


def test_a_damaged_picture_counts_as_changed() -> None:
    then, now = state("a.png", "1"), state("a.png", "2")
    assert compare(then, now, old=lambda _: None, new=lambda _: None) == ("changed", "")


def test_one_digit_of_small_print_is_seen_where_nothing_is_lossy() -> None:
    seen = difference(encoded(drawn()), encoded(drawn(line="Ends 19 May")))
    assert seen is not None
    assert (seen.kind, seen.where) == ("part", "at the bottom left")
    assert seen.box is not None
    assert seen.box[1] > 230


def test_saving_as_jpeg_leaves_faint_traces_only() -> None:
    image = drawn()
    seen = difference(encoded(image), encoded(image, "JPEG", quality=90))
    assert seen is not None
    assert seen.kind == "faint"


def test_new_art_and_another_size() -> None:
    turned = drawn().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    seen = difference(encoded(drawn()), encoded(turned, "JPEG"))
    assert seen is not None
    assert seen.kind == "whole"
    resized = difference(encoded(drawn()), encoded(drawn(300, 251)))
    assert resized is not None
    assert resized.kind == "size"
