"""The creatives of a delivery as they lie there now: what identifies each, and its bytes when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from adqa.addresses import ARCHIVE, file_name
from adqa.container import ArchiveError
from adqa.delivery import Creative, Member, discover
from adqa.engine.read import Reader, package_files, package_id, sha256
from adqa.errors import UsageError
from adqa.facts.image import ImageFacts
from adqa.facts.name import name_facts
from adqa.inspection import Delivered, SubjectKeys
from adqa.records.identity import FileState
from adqa.records.pixels import pixel_id
from adqa.units import listing


class Contents:
    """The bytes of delivered creatives, read when asked for. Close it to free archives."""

    def __init__(self, creatives: Iterable[Creative]) -> None:
        self._creatives = {one.address: one for one in creatives}
        self._pixels: dict[str, str | None] = {}
        self.reader = Reader()

    def __enter__(self) -> Contents:
        return self

    def __exit__(self, *exc: object) -> None:
        self.reader.close()

    def read(self, path: str) -> bytes | None:
        """The bytes of a creative; None for a folder, and if it is not (or no longer) to be read."""
        creative = self._creatives.get(path)
        return self._bytes(creative.member) if creative and creative.member else None

    def read_member(self, path: str, name: str) -> bytes | None:
        """The bytes of a file in a package, by its path there."""
        creative = self._creatives.get(path)
        for member in creative.package if creative else ():
            inner = member.inside[-1] if member.inside else member.address
            if inner == name or inner.endswith(f"/{name}"):
                return self._bytes(member)
        return None

    def _bytes(self, member: Member) -> bytes | None:
        try:
            return self.reader.read(member)
        except ArchiveError:
            return None

    def pixels(self, file: FileState) -> str | None:
        """The `pixel_id` of a picture; each is looked into once."""
        if file.pixel_id is not None or file.kind != "image":
            return file.pixel_id
        if file.path not in self._pixels:
            content = self.read(file.path)
            self._pixels[file.path] = pixel_id(content) if content is not None else None
        return self._pixels[file.path]


class Snapshot:
    """All creatives of a delivery. Close it to free archives."""

    def __init__(self, paths: Iterable[str | Path], root: str | None = None) -> None:
        """`root` is the folder of `adqa.toml`, if there is one.

        Raises UsageError if a path does not exist or holds no creative.
        """
        delivery = discover([str(path) for path in paths])
        self.arguments = delivery.arguments
        if not delivery.creatives and not delivery.problems:
            raise UsageError(f"there is no creative in {listing(list(delivery.arguments), 'and')}")
        self.contents = Contents(delivery.creatives)
        self.unreadable: dict[str, str] = {one.address: one.text for one in delivery.problems}
        """Address → why it cannot be compared."""
        self._keys = SubjectKeys(delivery.arguments, root)
        states = (self._state(one) for one in delivery.creatives)
        self.files: tuple[FileState, ...] = tuple(one for one in states if one is not None)

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.contents.reader.close()

    def _state(self, creative: Creative) -> FileState | None:
        reader, content = self.contents.reader, None
        members: tuple[tuple[str, str], ...] = ()
        try:
            if creative.member is not None:
                content = reader.read(creative.member)
            content_id = sha256(content) if content is not None else None
            if creative.package:
                members = package_files(creative, reader)
                content_id = package_id(creative, reader)
        except ArchiveError as error:
            self.unreadable[creative.address] = error.text
            return None
        return FileState(
            path=creative.address,
            key=below_argument(creative.address, self._keys, self.arguments),
            kind=creative.kind,
            format=creative.format,
            size=_size(creative, content),
            sha256=sha256(content) if content is not None else None,
            content_id=content_id,
            members=members,
        )


def state_of(one: Delivered) -> FileState:
    """A creative as a check inspected it."""
    image = one.facts.get(ImageFacts)
    size = f"{image.width}x{image.height}" if isinstance(image, ImageFacts) else ""
    format_ = one.creative.format if one.creative else ""
    return FileState(
        path=one.address,
        key=one.key,
        kind=one.kind,
        format=format_,
        size=size,
        sha256=one.digest,
        content_id=one.content_id,
    )


def below_argument(address: str, keys: SubjectKeys, arguments: Sequence[str]) -> str:
    """The key of an address; below an archive that was given as such, as it would be below a folder."""
    for argument in arguments:
        if address.startswith(argument + ARCHIVE):
            return address[len(argument) + len(ARCHIVE) :]
    return keys.of(address)


def _size(creative: Creative, content: bytes | None) -> str:
    if creative.kind == "image" and content is not None and creative.format != "svg":
        from PIL import Image

        try:
            width, height = Image.open(BytesIO(content)).size
        except Exception:  # a damaged picture has no size, whatever its reader raises
            return ""
        return f"{width}x{height}"
    named = name_facts(file_name(creative.address)).sizes
    return f"{named[-1][0]}x{named[-1][1]}" if named else ""
