"""Deliverables with what their names on the sheet say, grouped by size so that words find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from adqa.addresses import file_name
from adqa.campaign.booking import Deliverable
from adqa.campaign.names import REVISION, Name, Version, named_files, read_name, version_text
from adqa.units import Size, listing

Kind = Literal["image", "html5", "video", "audio", "vast"]
"""Kinds of creative that arrive as files; other words in a column for kinds say nothing here."""
_IMAGE_FORMATS = frozenset(["jpg", "jpeg", "png", "gif", "webp", "avif", "apng", "svg", "bmp", "tiff"])


@dataclass(frozen=True)
class Wanted:
    """A deliverable with what its names on the sheet say."""

    index: int
    booked: Deliverable
    names: tuple[Name, ...]
    """Readings of creative and file names on the sheet."""
    files: tuple[str, ...]
    """File names, paths and globs, casefolded."""
    words: frozenset[str]
    """What tells it from others: words of its names, message and locale; its version if that is a variant.

    What nothing names is told by its placements.
    """

    @property
    def size(self) -> Size | None:
        """Its size."""
        return self.booked.size

    @property
    def where(self) -> str:
        """`row 17`, `rows 17 and 18`."""
        rows = list(dict.fromkeys(row.row for row in self.booked.rows))
        shown = [str(row) for row in rows[:3]]
        more = [f"{len(rows) - 3} more"] if len(rows) > 3 else []
        return f"{'row' if len(rows) == 1 else 'rows'} {listing([*shown, *more], 'and')}"

    @cached_property
    def kind(self) -> str:
        """The kind booked: as said, or as the formats the sheet allows leave only one; empty if open."""
        if self.booked.kind in get_args(Kind):
            return self.booked.kind
        formats = {format_.casefold() for row in self.booked.rows for format_ in row.limits.formats}
        if not formats:
            return ""
        return "image" if formats <= _IMAGE_FORMATS else "html5" if formats <= {"html5", "zip"} else ""


class Group:
    """Deliverables of one size and, where the sheet tells kinds apart, of one kind."""

    def __init__(self, members: Sequence[Wanted]) -> None:
        """Finds the words that tell the members apart."""
        self.members = tuple(members)
        self.at = frozenset(one.index for one in members)
        self.words = frozenset[str]().union(*(one.words for one in members))
        """All words of all members."""
        self.letters = frozenset(word for word in self.words if is_letter(word))
        """Letters that stand for a variant."""
        having: dict[str, set[int]] = defaultdict(set)
        for one in members:
            for word in one.words:
                having[word].add(one.index)
        self.telling = {word: at for word, at in having.items() if len(at) < len(members)}
        """Words that not all members have → which of them do."""
        self._own = {
            one.index: frozenset(word for word in one.words if word in self.telling) for one in members
        }

    def pointed_to(self, parts: frozenset[str], left: frozenset[int]) -> frozenset[int]:
        """Of some members those that words point to; all of them if the words tell nothing.

        That is whoever has all the words that tell something; of several, whoever is named in full. If
        none has all of them, whoever is named in full by the most words.
        """
        told = [self.telling[word] for word in parts if word in self.telling]
        if not told:
            return left
        fitting = left.intersection(*told)
        if not fitting:
            named = [at for at in left.intersection(set().union(*told)) if self._own[at] <= parts]
            most = max((len(self._own[at]) for at in named), default=0)
            fitting = frozenset(at for at in named if len(self._own[at]) == most)
        elif len(fitting) > 1:
            fitting = frozenset(at for at in fitting if self._own[at] <= parts) or fitting
        return fitting or left


def read_wanted(deliverables: Sequence[Deliverable]) -> list[Wanted]:
    """Reads every name on the sheet once."""
    names_of = [_names(one) for one in deliverables]
    versions: dict[tuple[object, ...], set[Version]] = defaultdict(set)
    for one, names in zip(deliverables, names_of, strict=True):
        if one.booked_version:
            versions[_but_version(one, names)].add(one.booked_version)
    wanted = []
    for index, (one, names) in enumerate(zip(deliverables, names_of, strict=True)):
        words = {word for name in names for word in name.words}
        words |= {*read_name(one.message).words, *read_name(one.locale).words}
        if not (words or one.asset):
            words = {word for row in one.rows for word in read_name(row.placement).words}
        if one.booked_version and len(versions[_but_version(one, names)]) > 1:
            words.add(version_text(one.booked_version))
        files = tuple(
            dict.fromkeys(file.casefold() for row in one.rows for file in named_files(row.asset) if file)
        )
        wanted.append(Wanted(index, one, names, files, frozenset(words)))
    return wanted


def _names(one: Deliverable) -> tuple[Name, ...]:
    texts = [one.creative, *(row.creative for row in one.rows)]
    texts += [file_name(file) for row in one.rows for file in named_files(row.asset)]
    return tuple(dict.fromkeys(read_name(text) for text in texts if text and "*" not in text))


def _but_version(one: Deliverable, names: Sequence[Name]) -> tuple[object, ...]:
    words = tuple(sorted({word for name in names for word in name.words}))
    return words, one.message.casefold(), one.size, one.locale, one.kind


def context_words(deliverables: Sequence[Deliverable]) -> frozenset[str]:
    """Words every name of this campaign may carry: who, where and for whom."""
    found: set[str] = set()
    for row in {id(row): row for one in deliverables for row in one.rows}.values():
        for text in (
            *(row.campaign, row.advertiser, row.brand, row.publisher, row.placement, row.package, row.unit),
            *(row.channel, row.device, row.market, row.locale, row.kind, row.owner),
        ):
            found |= read_name(text).parts
    return frozenset(found)


def words_of_campaign(deliverables: Sequence[Deliverable]) -> frozenset[str]:
    """Words for what is advertised, which most names of a delivery carry."""
    rows = {id(row): row for one in deliverables for row in one.rows}.values()
    texts = {text for row in rows for text in (row.campaign, row.advertiser, row.brand)}
    return frozenset(word for text in texts for word in read_name(text).words if len(word) > 2)


def name_keys(name: Name) -> list[object]:
    """Keys under which equal names meet, the strictest first.

    All letters and digits; words in order without separators; words in any order. Words come with the
    version, then without, then without words for the round a file is of. A key with a version only meets
    a name with that version.
    """
    keys: list[object] = [exact_key(name)] if name.full else []
    bare = tuple(word for word in name.words if word not in REVISION)
    for words in dict.fromkeys((name.words, bare)):
        if not words:
            continue
        plain = ["".join(words), tuple(sorted(words))]
        if name.version:
            keys += [(name.version, key) for key in plain]
        keys += plain
    return keys


def exact_key(name: Name) -> object:
    """The key under which only names meet that are written alike."""
    return ("=", name.full)


def id_keys(text: str) -> set[str]:
    """An id as names carry it, also by its number alone; none for one too short to mean anything there."""
    joined = read_name(text).joined if text else ""
    keys = {joined, "".join(letter for letter in joined if letter.isdigit())}
    return {key for key in keys if len(key) >= 5 and any(letter.isdigit() for letter in key)}


def is_letter(word: str) -> bool:
    """Whether a word is a letter alone, as variants are called."""
    return len(word) == 1 and word.isalpha()
