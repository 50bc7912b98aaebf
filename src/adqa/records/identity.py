"""Whether a creative is still the same: same bytes, same content, or changed. Pure.

Re-zipping, file synchronisation and metadata strippers change bytes without changing the ad. An approval is
about the ad, so only `changed` breaks one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from adqa.addresses import file_name
from adqa.campaign.names import Name, read_name

Level = Literal["same_bytes", "same_content", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A creative at one time: what it was called and what it was."""

    path: str
    """Its address."""
    key: str
    """Its stable name: the path below the project's folder or the typed argument."""
    kind: str
    format: str = ""
    size: str = ""
    """`300x250`; empty if it is not known."""
    sha256: str | None = None
    """Of the delivered bytes; None for a folder, and for a file that cannot be read."""
    content_id: str | None = None
    pixel_id: str | None = None
    """What is seen of a picture, where that was looked into."""
    members: tuple[tuple[str, str], ...] = ()
    """(path, SHA-256) of the files of a package, where they were looked into."""

    @property
    def name(self) -> str:
        """The name people know it by."""
        return file_name(self.path)


Pixels = Callable[[FileState], str | None]
"""Gives the `pixel_id` of a file, looked into only when it is asked for."""


def known_pixels(file: FileState) -> str | None:
    """Only what is on record already."""
    return file.pixel_id


def compare(
    before: FileState, after: FileState, *, old: Pixels = known_pixels, new: Pixels = known_pixels
) -> tuple[Level, str]:
    """How much of a creative is the same, and in words what happened to one that is the same ad."""
    if before.sha256 is not None and before.sha256 == after.sha256:
        return "same_bytes", ""
    if before.content_id is not None and before.content_id == after.content_id:
        said = _repacked(before, after)
        return ("same_content", said) if said else ("same_bytes", "")
    if before.kind == after.kind == "image":
        pixels = old(before)
        if pixels is not None and pixels == new(after):
            return "same_content", _resaved(before, after)
    return "changed", ""


def _repacked(before: FileState, after: FileState) -> str:
    if before.sha256 is None and after.sha256 is None:
        return ""
    return "zipped" if before.sha256 is None else "unzipped" if after.sha256 is None else "zipped again"


def _resaved(before: FileState, after: FileState) -> str:
    if before.format and after.format and before.format != after.format:
        return f"saved as {after.format.upper()} with every pixel the same"
    return "saved again with every pixel the same"


Pair = tuple[FileState | None, FileState | None]


def pair_up(
    before: Sequence[FileState], after: Sequence[FileState], *, old: Pixels, new: Pixels
) -> list[Pair]:
    """Which file of now is which file of then: by path, by name, by content; in the order of now.

    Names are compared with more and more read away: marks of a copy, the extension, the version. A name
    decides only if it stands once on either side. What was dropped comes last.
    """
    now_of: dict[int, int] = {}
    for key in (_path, _plain_path, _plain_name, _stem, _unversioned, _bytes, _content):
        _join(before, after, now_of, key, key)
    _join(before, after, now_of, _pixels_by(old), _pixels_by(new))
    then_of = {now: then for then, now in now_of.items()}
    pairs: list[Pair] = [
        (before[then_of[index]] if index in then_of else None, one) for index, one in enumerate(after)
    ]
    pairs += [(one, None) for index, one in enumerate(before) if index not in now_of]
    return pairs


_Key = Callable[[FileState], Hashable | None]


def _join(
    before: Sequence[FileState], after: Sequence[FileState], now_of: dict[int, int], old: _Key, new: _Key
) -> None:
    """Pairs what is left and has a key that no other of its side has."""
    taken = set(now_of.values())
    left = [index for index in range(len(before)) if index not in now_of]
    free = [index for index in range(len(after)) if index not in taken]
    if not left or not free:
        return
    then, now = _by_key(before, left, old), _by_key(after, free, new)
    for key, indices in then.items():
        if len(indices) == 1 and len(now.get(key, ())) == 1:
            now_of[indices[0]] = now[key][0]


def _by_key(files: Sequence[FileState], indices: Sequence[int], key: _Key) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index in indices:
        value = key(files[index])
        if value is not None:
            found[value].append(index)
    return found


def _path(one: FileState) -> str:
    return one.key


def _plain_path(one: FileState) -> Hashable:
    return (*(_said(read_name(part)) for part in one.key.split("/")), _extension(one))


def _plain_name(one: FileState) -> Hashable:
    return _said(read_name(one.name)), _extension(one)


def _stem(one: FileState) -> Hashable:
    return _said(read_name(one.name))


def _unversioned(one: FileState) -> Hashable:
    name = read_name(one.name)
    return (name.identity, name.sizes, name.density) if name.identity else None


def _said(name: Name) -> Hashable:
    """What a name says when the mark of a copy, case and separators are read away."""
    return name.words, name.sizes, name.density, name.version


def _extension(one: FileState) -> str:
    return one.name.rpartition(".")[2].lower()


def _bytes(one: FileState) -> str | None:
    return one.sha256


def _content(one: FileState) -> str | None:
    return one.content_id


def _pixels_by(pixels: Pixels) -> _Key:
    return lambda one: pixels(one) if one.kind == "image" else None
