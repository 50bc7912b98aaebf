"""Reading names as the desk does: of delivered files, of their folders, and of creatives on a sheet.

Case, separators, extension, the marks of a copy and a version say nothing of what a file shows. What is
left are its words. Characters that Drive or Windows put another one in place of are separators here, so
that `Mother's Day: A` and `Mother_s Day_ A` read alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from adqa.facts.name import SIZE
from adqa.rules._sizes import is_ad_size
from adqa.units import Size

_EXTENSION = re.compile(
    r"\.(?:jpe?g|jpe|jfif|png|apng|gif|webp|avif|svg|bmp|tiff?|heic|zip|rar|7z|html?|mp4|m4v|mov|webm|mp3|m4a|wav"
    r"|ogg|aac|xml|vast|txt)$",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"[ _-]*\(\d{1,2}\)$|(?<!ad)(?<!body)(?<!headline)[ _-]+copy(?:[ _]?\d{1,2})?$|^copy[ _]of[ _]+"
    r"|[ _]-[ _](?:kopie|copie|copia)$",
    re.IGNORECASE,
)
_SIZES = re.compile(SIZE, re.IGNORECASE)
_DENSITY = re.compile(r"(?:@|(?<![a-z0-9]))([234])x(?![a-z0-9])", re.IGNORECASE)
_VERSION = re.compile(
    r"(?<![^\W_])(?:version|ver|rev|round|v)[ _.-]?(\d{1,3})(?:\.(\d{1,2}))?(?![^\W_])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_]{3})(?=\d)")

REVISION = frozenset(
    [
        "final",
        "finals",
        "finalized",
        "new",
        "newest",
        "latest",
        "updated",
        "update",
        "revised",
        "approved",
        "fixed",
    ]
)
"""Words for which round a file is of, that say nothing of what it shows."""
OLD = frozenset(
    ["old", "older", "archive", "archived", "previous", "superseded", "outdated", "obsolete", "bak"]
)
"""Words for what has been replaced."""
GENERIC = frozenset(
    [
        "banner",
        "banners",
        "ad",
        "ads",
        "creative",
        "creatives",
        "image",
        "images",
        "img",
        "display",
        "html",
        "html5",
        "h5",
        "gif",
        "jpg",
        "jpeg",
        "png",
        "px",
        "size",
        "index",
        "static",
        "assets",
        "files",
        "delivery",
        "web",
        "the",
    ]
)
"""Words for any creative."""
COMPANION = frozenset(
    ["backup", "backups", "fallback", "static", "failover", "poster", "bkp", "backupimage", "still"]
)
"""Words for what stands in where the creative itself cannot run."""

Version = tuple[int, ...]


@dataclass(frozen=True)
class Name:
    """A name without what does not tell creatives apart."""

    words: tuple[str, ...]
    """In order, casefolded, without sizes, density, version and the marks of a copy."""
    sizes: tuple[Size, ...] = ()
    """Pixel sizes, in order."""
    density: int | None = None
    version: Version | None = None
    copy: bool = False
    """It has the mark of a copy: `(1)`, `- Copy`."""
    full: str = ""
    """Its letters and digits, sizes and version among them, without extension and the marks of a copy."""
    split: tuple[str, ...] = ()
    """The words taken apart at capitals and digits, where that makes more of them."""

    @cached_property
    def parts(self) -> frozenset[str]:
        """Everything a word of the sheet may equal: words, their parts, and neighbours written as one."""
        found = {*self.words, *self.split}
        for run in (self.words, self.split):
            for count in (2, 3):
                found.update("".join(run[at : at + count]) for at in range(len(run) - count + 1))
        return frozenset(found)

    @cached_property
    def joined(self) -> str:
        """The words without anything between them."""
        return "".join(self.words)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """Sorted words that tell what it shows: the round it is of and words for any creative left out."""
        return tuple(sorted(set(self.words) - REVISION - OLD - GENERIC - COMPANION))

    @cached_property
    def plain(self) -> bool:
        """Nothing marks it as a copy or a later round."""
        return not self.copy and not REVISION & set(self.words)

    @property
    def version_word(self) -> str:
        """`v2`; empty without a version."""
        return version_text(self.version) if self.version else ""


def version_text(version: Version) -> str:
    """`v2`, `v1.1`."""
    return "v" + ".".join(map(str, version))


def read_version(text: str) -> Version | None:
    """The version a cell or name states: `v2`, `Version 2`, or a bare number; None for a letter."""
    found = _VERSION.search(text) or re.fullmatch(r"\s*(\d{1,3})(?:\.(\d{1,2}))?\s*", text)
    return tuple(int(part) for part in found.groups() if part) if found else None


@lru_cache(maxsize=16_384)
def read_name(text: str) -> Name:
    """Reads a file name, a folder name, or a name on a sheet."""
    stem = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    ).strip()
    copy = False
    while True:
        shorter = _EXTENSION.sub("", stem).strip()
        without = _COPY.sub("", shorter).strip()
        if not without or without == stem:
            break
        copy = copy or without != shorter
        stem = without
    sizes = tuple(Size(int(width), int(height)) for width, height in _SIZES.findall(stem))
    sizes = tuple(dict.fromkeys(size for size in sizes if is_ad_size(size)))
    density = _DENSITY.search(stem)
    rest = _DENSITY.sub(" ", _SIZES.sub(_apart, stem))
    versions = list(_VERSION.finditer(rest))
    version = tuple(int(part) for part in versions[-1].groups() if part) if versions else None
    if versions:
        rest = f"{rest[: versions[-1].start()]} {rest[versions[-1].end() :]}"
    words = _WORD.findall(rest)
    split = [part for word in words for part in _CAMEL.split(word)]
    return Name(
        words=tuple(word.casefold() for word in words),
        sizes=sizes,
        density=int(density[1]) if density else None,
        version=version,
        copy=copy,
        full="".join(_WORD.findall(stem)).casefold(),
        split=tuple(part.casefold() for part in split) if len(split) > len(words) else (),
    )


def _apart(found: re.Match[str]) -> str:
    """Nothing in place of an ad size; other numbers stay words."""
    return " " if is_ad_size(Size(int(found[1]), int(found[2]))) else found[0]


def number_pairs(name: Name) -> tuple[Size, ...]:
    """Neighbouring numbers, for names in which the x of a size was replaced: `300_250`."""
    return tuple(
        Size(int(one), int(other))
        for one, other in zip(name.words, name.words[1:], strict=False)
        if one.isdecimal() and other.isdecimal() and 2 <= len(one) <= 5 and 2 <= len(other) <= 5
    )


def named_files(text: str) -> tuple[str, ...]:
    """The files a cell names: one, or several with a line break, semicolon, comma or bar between them.

    A link counts by the last part of its path.
    """
    cell = text.strip()
    several = [part.strip() for part in re.split(r"[\n;|]+|,\s+", cell) if part.strip()]
    return tuple(dict.fromkeys(_linked(one) for one in (cell, *several) if _linked(one)))


def _linked(text: str) -> str:
    if "://" not in text:
        return text.replace("\\", "/")
    last = unquote(urlsplit(text).path.rstrip("/").rpartition("/")[2])
    return last if _EXTENSION.search(last) else ""
