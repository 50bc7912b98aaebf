"""What was delivered: paths in, creatives and other material out. Knows no spec.

A folder or archive with an HTML entry file is one HTML5 creative and its members are its assets; any
other folder or archive is a container whose members are discovered in turn. Nothing is dropped: each
file ends as part of a creative, as known other material, or as a problem that becomes a finding.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from adqa.addresses import below, file_name, member_of, natural_key
from adqa.container import Archive, ArchiveError, open_archive
from adqa.errors import UsageError
from adqa.facts.file import Readability
from adqa.facts.name import SIZE
from adqa.inspectors.sniff import HEAD_BYTES, kind_of, sniff

MAX_DEPTH = 8
"""Archives within archives; deliveries seen in practice have at most three."""
MAX_FOLDERS = 64
"""Folders within folders; a path that is deeper comes from a loop or a mistake."""
MAX_FILES = 200_000
"""Files over the whole tree of one argument."""
MAX_EXPANDED_BYTES = 16 * 1024**3
"""What the archives of one argument may say that they expand to, those within archives included."""

_JUNK = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_JUNK_FOLDERS = {
    "__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".git", ".svn", "node_modules", ".adqa",
}  # fmt: skip
_WORKING = {
    "psd", "psb", "ai", "indd", "idml", "fla", "xfl", "aep", "aepx", "prproj", "xd", "fig", "sketch", "eps",
    "afdesign", "afphoto", "blend", "c4d", "zpr", "codekit", "scss", "sass", "less", "rb",
}  # fmt: skip
_DOCUMENTS = {
    "pdf", "doc", "docx", "xls", "xlsx", "xlsm", "csv", "tsv", "ppt", "pptx", "txt", "md", "rtf", "eml",
    "msg", "ics", "toml", "yaml", "yml", "json", "xml", "log",
    "sarif",
}  # fmt: skip
SHEETS = {"xls", "xlsx", "xlsm", "csv", "tsv", "yaml", "yml"}
"""Extensions of what may be a campaign's sheet."""
_FONTS = {"ttf", "otf", "woff", "woff2", "eot"}
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
"""How a file begins that Git LFS keeps elsewhere, until it is fetched."""
_OWN_PAGE = b'<meta name="generator" content="adqa '
_PACKAGE_ONLY = {"css", "js", "map"}
_SIZE = re.compile(SIZE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a creative and where its bytes are."""

    address: str
    file: str
    """The file on disk: the member itself, or the outermost archive that holds it."""
    inside: tuple[str, ...]
    """Names to follow inside archives, outermost first; empty for a plain file."""
    size: int


@dataclass(frozen=True, slots=True)
class Creative:
    """One thing delivered."""

    address: str
    kind: str
    format: str
    """By signature; `folder` for an unzipped package."""
    member: Member | None
    """The file itself; None for a folder."""
    package: tuple[Member, ...] = ()
    """Members of an HTML5 package, in address order."""
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something delivered that cannot be opened or placed."""

    address: str
    state: Readability
    text: str


@dataclass(slots=True)
class Delivery:
    """Everything that arrived."""

    arguments: tuple[str, ...]
    creatives: list[Creative] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    """(address, what it seems to be) of files that are neither a creative nor known other material."""
    materials: dict[str, Counter[str]] = field(default_factory=dict)
    """Class → extension → count of files set aside."""
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """(address, file on disk) of workbooks and delimited text, one of which may be the campaign's sheet."""
    files: int = 0

    def set_aside(self, what: str, name: str) -> None:
        """Counts a file that is not a creative."""
        self.materials.setdefault(what, Counter())[_extension(name) or name] += 1


def discover(paths: Iterable[str | os.PathLike[str]]) -> Delivery:
    """Reads files, folders, globs and archives into a delivery, in address order.

    Raises UsageError if an argument does not exist; what exists but cannot be read becomes a problem of
    the delivery.
    """
    arguments = tuple(sorted({os.fspath(path) for path in paths}, key=natural_key))
    delivery = Delivery(arguments)
    places = [place for argument in arguments for place in _expand(argument)]
    for address, place in _outermost(places):
        _Walk(delivery).path(address, place)
    delivery.creatives.sort(key=lambda one: natural_key(one.address))
    delivery.problems.sort(key=lambda one: natural_key(one.address))
    delivery.unplaced.sort(key=lambda one: natural_key(one[0]))
    return delivery


def _expand(argument: str) -> list[str]:
    if os.path.lexists(argument):
        return [argument]
    if any(sign in argument for sign in "*?["):
        from glob import glob

        found = sorted(glob(argument, recursive=True), key=natural_key)
        if found:
            return found
        raise UsageError(f"nothing matches {argument!r}")
    raise UsageError(f"{argument!r} does not exist")


def _outermost(places: list[str]) -> Iterator[tuple[str, str]]:
    """Address and place of everything given, once; what lies in a folder given as well comes with it.

    What counts is the place, not how it is written: `in`, `./in` and a link to that folder are one.
    """
    real = lru_cache(os.path.realpath)
    given: dict[str, tuple[str, str, str]] = {}
    for place in places:
        address = place.replace("\\", "/") if os.sep == "\\" else place
        typed = os.path.abspath(place)
        found = (
            real(place)
            if os.path.isdir(place)
            else os.path.join(real(os.path.dirname(typed)), os.path.basename(typed))
        )
        given.setdefault(
            os.path.normcase(found), (address.rstrip("/") or "/", place, os.path.normcase(typed))
        )
    tops = given.keys() | {typed for _, _, typed in given.values()}
    for found, (address, place, typed) in given.items():
        if not any(above in tops for above in (*_folders_above(found), *_folders_above(typed))):
            yield address, place


def _folders_above(path: str) -> Iterator[str]:
    while (above := os.path.dirname(path)) != path:
        yield above
        path = above


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""


def _is_junk(name: str) -> bool:
    lower = name.lower()
    return lower in _JUNK or lower.startswith(("._", "~$")) or lower == ".gitkeep"


class _Entry:
    """A file or folder on disk or in an archive, seen the same way."""

    __slots__ = ("address", "archive", "file", "inside", "name", "size")

    def __init__(
        self, address: str, file: str, inside: tuple[str, ...], size: int, archive: Archive | None
    ) -> None:
        self.address = address
        self.name = file_name(address)
        self.file = file
        self.inside = inside
        self.size = size
        self.archive = archive

    def head(self) -> bytes:
        if self.archive is not None:
            return self.archive.head(self.inside[-1], HEAD_BYTES)
        with open(self.file, "rb", buffering=0) as stream:
            return stream.read(HEAD_BYTES)

    def member(self) -> Member:
        return Member(self.address, self.file, self.inside, self.size)


class _Walk:
    """The walk over one argument."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._folders: set[tuple[int, int]] = set()
        self._count = 0
        self._expanded = 0

    def path(self, address: str, place: str) -> None:
        if os.path.isdir(place):
            self._folder(address, place, 0)
        else:
            entry = self._entry(address, place)
            if entry is not None:
                self._file(entry, 0)

    def _problem(self, address: str, state: Readability, text: str) -> None:
        self._delivery.problems.append(Problem(address, state, text))

    def _counted(self, address: str) -> bool:
        self._count += 1
        self._delivery.files += 1
        if self._count == MAX_FILES + 1:
            self._problem(address, "too_large", f"more than {MAX_FILES:,} files; the rest was not opened")
        return self._count <= MAX_FILES

    def _names(self, address: str, place: str, depth: int) -> list[str]:
        """Names in a folder; none, and a problem, if it cannot be read or was read before."""
        if depth > MAX_FOLDERS:
            self._problem(
                address, "too_large", f"folders are nested more than {MAX_FOLDERS} deep; not opened"
            )
            return []
        try:
            status = os.stat(place)
            with os.scandir(place) as entries:
                names = sorted((one.name for one in entries), key=natural_key)
        except OSError as error:
            self._problem(address, "no_access", f"the folder cannot be opened ({error.strerror})")
            return []
        identity = (status.st_dev, status.st_ino)
        if identity in self._folders:
            self._problem(address, "broken_link", "this link leads to a folder that was already read")
            return []
        if status.st_ino:  # some network drives of Windows number no folders
            self._folders.add(identity)
        return names

    def _folder(self, address: str, place: str, depth: int) -> None:
        names = [name for name in self._names(address, place, depth) if not self._is_report(place, name)]
        reading = _Reading()
        if any(_is_page(name) for name in names):
            reading = _read_names(list(_two_levels(place, names)), wrapped=False)
        if reading.entry:
            members = tuple(self._members(address, place, names, depth))
            self._delivery.creatives.append(
                Creative(address, "html5", "folder", None, members, reading.entry)
            )
            return
        links = []
        for name in names:
            inner, inner_place = below(address, name), os.path.join(place, name)
            if not os.path.isdir(inner_place):
                entry = self._entry(inner, inner_place)
                if entry is not None:
                    self._file(entry, 0, preview=name in reading.previews)
            elif name.lower() in _JUNK_FOLDERS:
                self._delivery.set_aside("system junk", name)
            elif os.path.islink(inner_place):
                links.append((inner, inner_place))  # what is there itself comes before another way to it
            else:
                self._folder(inner, inner_place, depth + 1)
        for inner, inner_place in links:
            self._folder(inner, inner_place, depth + 1)

    def _is_report(self, place: str, name: str) -> bool:
        """Sets a page aside that adqa wrote into the delivered folder itself: it is no entry file."""
        own = _is_page(name) and is_own_page(os.path.join(place, name))
        if own:
            self._delivery.set_aside("adqa report", name)
        return own

    def _members(self, address: str, place: str, names: list[str], depth: int) -> Iterator[Member]:
        """Files of an unzipped package."""
        for name in names:
            inner, inner_place = below(address, name), os.path.join(place, name)
            if not os.path.isdir(inner_place):
                entry = self._entry(inner, inner_place)
                if entry is not None and _is_junk(name):
                    self._delivery.set_aside("system junk", name)
                elif entry is not None:
                    yield entry.member()
            elif name.lower() in _JUNK_FOLDERS:
                self._delivery.set_aside("system junk", name)
            else:
                yield from self._members(
                    inner, inner_place, self._names(inner, inner_place, depth + 1), depth + 1
                )

    def _entry(self, address: str, place: str) -> _Entry | None:
        """A file on disk; None, and a problem, if there is none to read."""
        if not self._counted(address):
            return None
        try:
            status = os.stat(place)
        except FileNotFoundError:
            self._problem(address, "broken_link", "this link leads to a file that is not there")
        except OSError as error:
            if error.errno == errno.ELOOP:
                self._problem(address, "broken_link", "this link leads in a circle")
            else:
                self._problem(address, "no_access", f"the file cannot be opened ({error.strerror})")
        else:
            if stat.S_ISREG(status.st_mode):
                return _Entry(address, place, (), status.st_size, None)
            self._problem(address, "broken_link", "this is not a file (a device, pipe or socket)")
        return None

    def _file(self, entry: _Entry, depth: int, *, preview: bool = False) -> None:
        if _is_junk(entry.name) or preview:
            self._delivery.set_aside("preview page" if preview else "system junk", entry.name)
            return
        try:
            head = entry.head()
        except ArchiveError as error:
            self._problem(entry.address, error.state, error.text)
            return
        except OSError as error:
            self._problem(entry.address, "no_access", f"the file cannot be opened ({error.strerror})")
            return
        extension = _extension(entry.name)
        if head.startswith(_LFS_POINTER) and (_expected_kind(extension) or extension in ("html", "htm")):
            self._problem(entry.address, "not_fetched", "a Git LFS pointer, its content was not fetched")
            return
        format_ = sniff(head)
        if format_ == "zip" and extension not in _DOCUMENTS | _WORKING:
            self._archive(entry, depth)
        else:
            self._classify(entry, format_)

    def _classify(self, entry: _Entry, format_: str | None) -> None:
        extension, kind = _extension(entry.name), kind_of(format_)
        if format_ == "psd" or extension in _WORKING:
            self._delivery.set_aside("working file", entry.name)
        elif kind in ("image", "video", "audio"):
            self._delivery.creatives.append(Creative(entry.address, kind, format_ or "", entry.member()))
        elif format_ == "html" or extension in ("html", "htm"):
            member = entry.member()
            self._delivery.creatives.append(Creative(entry.address, "html5", "html", member, (member,)))
        elif extension in _FONTS or kind == "font":
            self._delivery.set_aside("working file", entry.name)
        elif extension in _DOCUMENTS or kind == "document":
            if extension in SHEETS and not entry.inside:
                self._delivery.sheets.append((entry.address, entry.file))
            self._delivery.set_aside("document", entry.name)
        elif extension in _PACKAGE_ONLY:
            self._delivery.set_aside("loose package file", entry.name)
        elif _expected_kind(extension) is not None:
            state: Readability = "empty" if entry.size == 0 else "not_recognised"
            text = (
                "the file is empty (0 bytes)" if entry.size == 0 else f"the content is no {extension.upper()}"
            )
            self._problem(entry.address, state, text)
        else:
            self._delivery.unplaced.append((entry.address, format_ or "unknown content"))

    def _archive(self, entry: _Entry, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self._problem(
                entry.address, "too_large", f"archives are nested more than {MAX_DEPTH} deep; not opened"
            )
            return
        try:
            archive = entry.archive.inner(entry.inside[-1]) if entry.archive else open_archive(entry.file)
        except ArchiveError as error:
            self._problem(entry.address, error.state, error.text)
            return
        self._expanded += archive.expanded
        with archive:
            if self._expanded > MAX_EXPANDED_BYTES:
                self._problem(
                    entry.address, "too_large", "the archives expand to more than 16 GB; not opened"
                )
                return
            members = []
            for name, size in archive.files():
                if not self._counted(member_of(entry.address, name)):
                    break
                members.append(
                    _Entry(member_of(entry.address, name), entry.file, (*entry.inside, name), size, archive)
                )
            members.sort(key=lambda one: natural_key(one.address))
            visible = []
            for one in members:
                if _junk_path(one.inside[-1]):
                    self._delivery.set_aside("system junk", one.name)
                else:
                    visible.append(one)
            reading = _read_names([one.inside[-1] for one in visible], wrapped=True)
            if reading.entry:
                package = tuple(one.member() for one in visible)
                creative = Creative(entry.address, "html5", "zip", entry.member(), package, reading.entry)
                self._delivery.creatives.append(creative)
                return
            if not members:
                self._problem(entry.address, "empty", "the archive holds no files")
            for one in visible:
                self._file(one, depth + 1, preview=one.inside[-1] in reading.previews)


def is_own_page(place: str) -> bool:
    """Whether a file is a page that adqa wrote: the HTML report names its generator near the top."""
    try:
        if not os.path.isfile(place):
            return False
        with open(place, "rb") as stream:
            return _OWN_PAGE in stream.read(HEAD_BYTES)
    except OSError:
        return False


def _is_page(name: str) -> bool:
    return _extension(name) in ("html", "htm") and not _is_junk(name)


def _two_levels(place: str, names: list[str]) -> Iterator[str]:
    """Names of a folder and of its subfolders, enough to tell a package from a container."""
    for name in names:
        inner = os.path.join(place, name)
        if not os.path.isdir(inner):
            yield name
        elif name.lower() not in _JUNK_FOLDERS:
            try:
                yield from (f"{name}/{one}" for one in os.listdir(inner))
            except OSError:
                continue


def _junk_path(name: str) -> bool:
    parts = name.split("/")
    return _is_junk(parts[-1]) or any(part.lower() in _JUNK_FOLDERS for part in parts[:-1])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What member names make of a folder or an archive: a package by its entry file, or a container."""

    entry: str = ""
    """How the entry file was found; empty for a container."""
    previews: frozenset[str] = frozenset()
    """Pages of a container that only show its creatives."""


def _read_names(names: list[str], *, wrapped: bool) -> _Reading:
    """Looks for an entry file at the top level, then (`wrapped`) under one wrapper folder.

    Archives, several subfolders with pages of their own, or several sized pictures beside a page make a
    delivery with a preview page.
    """
    prefix = ""
    tops = {name.split("/", 1)[0] for name in names}
    if wrapped and len(tops) == 1 and all("/" in name for name in names):
        prefix = f"{tops.pop()}/"
    here = [name[len(prefix) :] for name in names]
    pages = [name for name in here if "/" not in name and _is_page(name)]
    index = next((name for name in pages if name.lower() in ("index.html", "index.htm")), None)
    entry = index or (pages[0] if len(pages) == 1 else None)
    if entry is None:
        return _Reading()
    if _is_container(here):
        shows = index is not None or not _SIZE.search(entry)
        return _Reading(previews=frozenset({prefix + entry} if shows else ()))
    wrapper = f" under the folder {prefix.rstrip('/')}" if prefix else ""
    if index:
        return _Reading(f"{index}{wrapper} is the entry file")
    return _Reading(f"{entry}{wrapper} is the only HTML file, so it is the entry file")


def _is_container(names: list[str]) -> bool:
    """Whether what stands beside a page makes it the preview page of a delivery."""
    if any(_extension(name) == "zip" for name in names):
        return True
    inner_pages = {name.split("/", 1)[0] for name in names if name.count("/") == 1 and _is_page(name)}
    if len(inner_pages) > 1 or any(_SIZE.search(folder) for folder in inner_pages):
        return True
    beside = (name for name in names if "/" not in name and not _is_page(name))
    sized = {match.groups() for name in beside for match in [_SIZE.search(name)] if match}
    return len(sized) > 1 and not any(_extension(name) in ("js", "css") for name in names)


def _expected_kind(extension: str) -> str | None:
    pictures = {"jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "apng"}
    films = {"mp4", "mov", "webm", "m4v", "mp3", "wav", "ogg", "m4a", "zip"}
    return "image" if extension in pictures else "other" if extension in films else None
