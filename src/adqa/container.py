"""Archives, read safely: everything is bounded before it is expanded, and nothing is written to disk."""

from __future__ import annotations

import errno
import io
import re
import stat
import zipfile
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
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What ad servers unpack. The other codecs of `zipfile` expand a chunk whole, however large it becomes."""
_OUTSIDE = re.compile(r"/|[A-Za-z]:/|(.*/)?\.\.(/|$)", re.DOTALL)
"""Names that lead out of the folder an archive is unpacked in."""


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
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in zip_file.infolist():
            name = info.filename.replace("\\", "/")
            if name.endswith("/"):
                continue
            if _OUTSIDE.match(name):
                raise ArchiveError("damaged", f"the archive names a file outside of itself, {name!r}")
            if name in self._members:
                raise ArchiveError("damaged", f"the archive holds two files named {name!r}")
            self._members[name] = info
        if len(self._members) > MAX_MEMBERS:
            raise ArchiveError("too_large", f"the archive lists {len(self._members):,} files; not opened")
        self.expanded = sum(info.file_size for info in self._members.values())
        """Bytes its members say they have."""
        if self.expanded > MAX_TOTAL_BYTES:
            raise ArchiveError("too_large", "the archive would expand to more than 4 GB; not opened")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; members cannot be read afterwards."""
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
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ArchiveError("broken_link", "this is a link to a file, not the file itself")
        if info.compress_type not in _METHODS:
            raise ArchiveError("damaged", "the file is packed in a way that ad servers do not unpack")
        packed = max(info.compress_size, 1)
        if info.file_size > _RATIO_MATTERS_FROM and info.file_size / packed > MAX_RATIO:
            raise ArchiveError("too_large", "the file expands to far more than it should; not opened")
        if whole and info.file_size > count:
            raise ArchiveError("too_large", "the file is too large to open")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(min(count, info.file_size))
        except Exception as error:  # zipfile and zlib raise many things on hostile bytes
            raise _failure(error, "the file cannot be unpacked (damage in the archive)") from None
        if whole and (len(data) != info.file_size or (not data and info.CRC)):
            raise ArchiveError("damaged", "the file's size differs from what the archive says")
        return data


def open_archive(path: str) -> Archive:
    """Opens an archive on disk. Raises ArchiveError."""
    return _open(path)


def _open(source: str | io.BytesIO) -> Archive:
    try:
        zip_file = zipfile.ZipFile(source)
    except Exception as error:  # as above
        raise _failure(error, "the archive ends early or is damaged") from None
    try:
        return Archive(zip_file)
    except ArchiveError:
        zip_file.close()
        raise


def _failure(error: Exception, text: str) -> ArchiveError:
    """A fault of the disk as such; a place before the beginning of the file is one of the archive."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        return ArchiveError("no_access", f"the file cannot be opened ({error.strerror})")
    return ArchiveError("damaged", text)
