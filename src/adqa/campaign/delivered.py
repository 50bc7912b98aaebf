"""A delivered creative with everything that its name and the folders it lies in say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from adqa.campaign.names import OLD, Name, Version, read_name
from adqa.facts.delivery import IndexEntry
from adqa.units import Size


@dataclass(frozen=True)
class Delivered:
    """A creative with everything its name and place say."""

    entry: IndexEntry
    name: Name
    folders: tuple[Name, ...] = ()
    """Names of the folders it lies in, the nearest first."""
    path: str = ""
    """Its address below what was given, casefolded."""

    @property
    def address(self) -> str:
        """Where it is."""
        return self.entry.address

    @cached_property
    def pixels(self) -> Size | None:
        """Its size in pixels, if it has one."""
        return Size(self.entry.width, self.entry.height) if self.entry.width and self.entry.height else None

    @cached_property
    def folder_sizes(self) -> tuple[Size, ...]:
        """Sizes its folders state, the nearest first."""
        return tuple(size for folder in self.folders for size in folder.sizes)

    @cached_property
    def told_size(self) -> Size | None:
        """The size it is meant for as far as it says so itself: by its name, its pixels, its folder."""
        named = self.name.sizes
        if self.pixels in named or (self.pixels and not named):
            return self.pixels
        return next(iter((*named, *self.folder_sizes)), None)

    @cached_property
    def folder_words(self) -> frozenset[str]:
        """Words of the folders it lies in."""
        return frozenset(word for folder in self.folders for word in folder.words)

    @cached_property
    def parts(self) -> frozenset[str]:
        """What a word on the sheet may equal in its name."""
        version = {self.name.version_word} if self.name.version else set()
        return self.name.parts | version

    @cached_property
    def all_parts(self) -> frozenset[str]:
        """The same with its folders."""
        found = set(self.parts)
        for folder in self.folders:
            found |= folder.parts
            if folder.version:
                found.add(folder.version_word)
        return frozenset(found)

    @cached_property
    def version(self) -> Version | None:
        """The version its name states, else the nearest folder that states one; old material is below all."""
        if OLD & {*self.name.words, *self.folder_words}:
            return (-1,)
        return self.name.version or next((one.version for one in self.folders if one.version), None)


def read_delivered(entries: Sequence[IndexEntry], roots: Collection[str]) -> list[Delivered]:
    """Reads what names and folders say."""
    tops = sorted({root.rstrip("/") + "/" for root in roots if root.strip("/")}, key=len, reverse=True)
    paths = [_below(entry.address, tops) for entry in entries]
    shared = 0 if tops else _shared_folders(paths)
    read = []
    for entry, path in zip(entries, paths, strict=True):
        parts = path.replace("!/", "/").split("/")
        folders = tuple(read_name(part) for part in reversed(parts[shared:-1]) if part)
        read.append(
            Delivered(
                entry=entry,
                name=read_name(parts[-1]),
                folders=folders,
                path=path.replace("!/", "/").casefold(),
            )
        )
    return read


def _below(address: str, tops: Sequence[str]) -> str:
    for top in tops:
        if address.startswith(top):
            return address[len(top) :]
        if address.startswith(f"{top[:-1]}!/"):
            return address[len(top) + 1 :]
    return address


def _shared_folders(paths: Sequence[str]) -> int:
    """How many leading folders all have in common, which therefore tell nothing apart."""
    split = [path.replace("!/", "/").split("/")[:-1] for path in paths]
    if not split:
        return 0
    count = 0
    for level in zip(*split, strict=False):
        if len(set(level)) > 1:
            break
        count += 1
    return count
