"""Archives, read safely: everything is bounded before it is expanded, and nothing is written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from adqa.facts.file import Readability

MAX_MEMBER_BYTES = 512 * 1024 * 1024
"""A single member larger than this is not expanded; video masters in a zip stay below."""
MAX_TOTAL_BYTES = 4 * 1024**3
"""Declared expanded size over one archive."""
MAX_MEMBERS = 50_000
MAX_RATIO = 400
"""Expanded to packed bytes beyond which a member over 16 MB is a bomb; deflate's own limit is 1,032."""
_RATIO_MATTERS_FROM = 16 * 1024 * 1024
_ENCRYPTED = 0x1


class ArchiveError(Exception):
    """The archive or a member cannot be read; `text` is one sentence for people."""

    def __init__(self, state: Readability, text: str) -> None:
        super().__init__(text)
        self.state = state
        self.text = text


class Archive:
    """A zip archive whose members can be listed and read within bounds."""

    def __init__(self, zip_file: zipfile.ZipFile) -> None:
        self._zip = zip_file
        infos = [info for info in zip_file.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise ArchiveError("too_large", f"the archive lists {len(infos):,} files; not opened")
        if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
            raise ArchiveError("too_large", "the archive would expand to more than 4 GB; not opened")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/")
            if name in self._members:
                raise ArchiveError("damaged", f"the archive holds two files named {name!r}")
            self._members[name] = info

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def files(self) -> Iterator[tuple[str, int]]:
        """(name, declared size) of every member that is a file."""
        for name, info in self._members.items():
            yield name, info.file_size

    def head(self, name: str, count: int) -> bytes:
        """The first bytes of a member. Raises ArchiveError."""
        return self._read(name, count, whole=False)

    def read(self, name: str) -> bytes:
        """A whole member. Raises ArchiveError if it is encrypted, damaged or a bomb."""
        return self._read(name, MAX_MEMBER_BYTES, whole=True)

    def inner(self, name: str) -> Archive:
        """The archive that a member is."""
        return _open(io.BytesIO(self.read(name)))

    def _read(self, name: str, count: int, *, whole: bool) -> bytes:
        info = self._members.get(name)
        if info is None:
            raise ArchiveError("damaged", "the file is no longer in the archive")
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveError("encrypted", "the file is protected with a password")
        packed = max(info.compress_size, 1)
        if info.file_size > _RATIO_MATTERS_FROM and info.file_size / packed > MAX_RATIO:
            raise ArchiveError("too_large", "the file expands to far more than it should; not opened")
        if whole and info.file_size > count:
            raise ArchiveError("too_large", "the file is too large to open")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(count)
                if whole and (len(data) != info.file_size or stream.read(1)):
                    raise ArchiveError("damaged", "the file's size differs from what the archive says")
                return data
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            said = (
                "a packing method that cannot be read" if isinstance(error, NotImplementedError) else "damage"
            )
            raise ArchiveError("damaged", f"the file cannot be unpacked ({said} in the archive)") from None


def open_archive(path: str) -> Archive:
    """Opens an archive on disk. Raises ArchiveError."""
    return _open(path)


def _open(source: str | io.BytesIO) -> Archive:
    try:
        return Archive(zipfile.ZipFile(source))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        text = "the archive ends early or is damaged" if isinstance(error, zipfile.BadZipFile) else str(error)
        raise ArchiveError("damaged", text) from None
