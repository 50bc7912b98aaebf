"""Reading the bytes of delivered members, each once, within bounds."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import OrderedDict

from adqa.container import MAX_MEMBER_BYTES, Archive, ArchiveError, open_archive
from adqa.delivery import Creative, Member

_OPEN_ARCHIVES = 4


class Reader:
    """Reads members; keeps the last few archives open, as members come in archive order."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, tuple[str, ...]], Archive] = OrderedDict()

    def read(self, member: Member) -> bytes:
        """The member's bytes. Raises ArchiveError with a sentence for people if it cannot be read."""
        if member.inside:
            return self._archive(member.file, member.inside[:-1]).read(member.inside[-1])
        try:
            with open(member.file, "rb", buffering=0) as stream:
                if os.fstat(stream.fileno()).st_size > MAX_MEMBER_BYTES:
                    raise ArchiveError("too_large", "the file is too large to open")
                return stream.read()
        except FileNotFoundError:
            raise ArchiveError("no_access", "the file went away while the check was running") from None
        except OSError as error:
            raise ArchiveError("no_access", f"the file cannot be opened ({error.strerror})") from None

    def _archive(self, file: str, inside: tuple[str, ...]) -> Archive:
        key = (file, inside)
        if key not in self._open:
            outer = self._archive(file, inside[:-1]).inner(inside[-1]) if inside else open_archive(file)
            self._open[key] = outer
            while len(self._open) > _OPEN_ARCHIVES:
                _, oldest = self._open.popitem(last=False)
                oldest.close()
        self._open.move_to_end(key)
        return self._open[key]

    def close(self) -> None:
        """Closes the archives."""
        for archive in self._open.values():
            archive.close()
        self._open.clear()


def sha256(content: bytes) -> str:
    """Hex SHA-256 of delivered bytes."""
    return hashlib.sha256(content).hexdigest()


def package_id(creative: Creative, reader: Reader) -> str:
    """`content_id` of a package: SHA-256 over its sorted (member path, member SHA-256) pairs.

    Paths are taken below the package's wrapper folder if it has one and in NFC, so that a folder, its zip
    and a re-zip with another wrapper or on a Mac are the same content. A page that is a file of its own is
    the same content under any name.
    """
    files = package_files(creative, reader)
    if creative.package == (creative.member,):
        return files[0][1]
    digest = hashlib.sha256()
    for name, hash_ in files:
        digest.update(f"{name}\0{hash_}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def package_files(creative: Creative, reader: Reader) -> tuple[tuple[str, str], ...]:
    """The sorted (member path, member SHA-256) pairs of a package, paths as `package_id` takes them."""
    found = (one.inside[-1] if one.inside else one.address for one in creative.package)
    names = [unicodedata.normalize("NFC", name) for name in found]
    prefix = _common_folder(names)
    pairs = ((name[len(prefix) :], one) for name, one in zip(names, creative.package, strict=True))
    return tuple(
        (name, sha256(reader.read(member))) for name, member in sorted(pairs, key=lambda pair: pair[0])
    )


def _common_folder(names: list[str]) -> str:
    split = [name.split("/")[:-1] for name in names]
    common: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "".join(f"{part}/" for part in common)
