"""What a delivered creative may serve: its claims on deliverables, each with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from adqa.addresses import file_name
from adqa.campaign.booking import Deliverable
from adqa.campaign.delivered import Delivered
from adqa.campaign.matches import Aside, AsideCode, By, Question, QuestionCode
from adqa.campaign.names import COMPANION, GENERIC, OLD, REVISION, number_pairs, read_name, version_text
from adqa.campaign.wanted import (
    Group,
    Wanted,
    context_words,
    exact_key,
    id_keys,
    is_letter,
    name_keys,
    read_wanted,
    words_of_campaign,
)
from adqa.units import Size, listing

MOST_NAMED = 4
"""Candidates that a question names one by one."""
_NEAR = 5
"""Pixels by which a size may miss a booked one and still be meant as it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One creative's claim on one deliverable."""

    file: Delivered
    wanted: int
    """Index of the deliverable."""
    by: By
    how: str
    density: int = 1
    firm: bool = False
    """The sheet names this very file."""
    exact: bool = False
    """Its name is the one on the sheet, letter by letter and digit by digit."""
    foreign: str = ""
    """A word that stands in its name where others have that of the campaign."""

    @property
    def rank(self) -> int:
        """0 for what the sheet names, 1 for words, 2 for nothing but the size."""
        return {"tokens": 1, "content": 1, "size": 2}.get(self.by, 0)


class Bookings:
    """The deliverables, indexed so that a creative finds its own without looking at all of them."""

    def __init__(
        self,
        deliverables: Sequence[Deliverable],
        other_publishers: Collection[str] = (),
        other_campaigns: Collection[str] = (),
    ) -> None:
        """Reads every name on the sheet once."""
        self.wanted = read_wanted(deliverables)
        self._context = context_words(deliverables)
        self._by_file: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[object, list[int]] = defaultdict(list)
        self._by_id: dict[str, list[int]] = defaultdict(list)
        self._by_size: dict[Size | None, list[int]] = defaultdict(list)
        self._globs: list[tuple[str, int]] = []
        for one in self.wanted:
            self._by_size[one.size].append(one.index)
            for file in one.files:
                if any(sign in file for sign in "*?["):
                    self._globs.append((file, one.index))
                else:
                    self._by_file[file.rpartition("/")[2]].append(one.index)
            for name in one.names:
                for key in name_keys(name):
                    if one.index not in self._by_name[key]:
                        self._by_name[key].append(one.index)
            for identifier in {key for row in one.booked.rows for key in id_keys(row.creative_id)}:
                self._by_id[identifier].append(one.index)
        self.sizes = frozenset(size for size in self._by_size if size)
        self._vocabulary = frozenset[str]().union(*(one.words for one in self.wanted))
        named = [one.words for one in self.wanted if one.words]
        self._shared_words = frozenset[str].intersection(*named) if named else frozenset[str]()
        self._campaign_words = self._shared_words | words_of_campaign(deliverables)
        self._groups: dict[tuple[Size | None, str | None], Group] = {}
        known = self._vocabulary | self._context
        self._others: list[tuple[str, AsideCode, str]] = []
        self._add_others("other-publisher", other_publishers, known)
        self._add_others("other-campaign", other_campaigns, known)
        self._sheet_names_publisher = any(row.publisher for one in deliverables for row in one.rows)

    def _add_others(self, code: AsideCode, texts: Collection[str], known: frozenset[str]) -> None:
        """Names of others, but for those that the sheet itself uses."""
        for text in sorted(set(texts)):
            name = read_name(text)
            if name.joined and name.joined not in known and not set(name.words) <= known:
                self._others.append((text, code, name.joined))

    def books_image(self, file: Delivered, size: Size | None) -> bool:
        """Whether the sheet asks for an image of this size, and of this name where it tells them apart."""
        images = [self.wanted[at] for at in self._by_size.get(size, ()) if self.wanted[at].kind == "image"]
        telling = self._group(size, None).telling
        told = {word for word in file.parts if word in telling}
        return any(told <= one.words for one in images)

    # --- claims

    def claims_of(self, file: Delivered) -> list[Claim] | Question | Aside:
        """The claims of a creative, strongest kind only; or why it has none."""
        named = self._named(file)
        if named:
            return named
        other = self._other(file)
        return other or self._by_words(file)

    def _named(self, file: Delivered) -> list[Claim]:
        """Claims by what the sheet itself calls the file."""
        firm = [at for at in self._by_file.get(file_name(file.path), ()) if self._path_agrees(file, at)]
        firm += [at for glob, at in self._globs if _fits_glob(file.path, glob)]
        if firm:
            path = any("/" in one for at in firm for one in self.wanted[at].files)
            return self._sized(file, firm, "path" if path else "name", "named on {where}", firm=True)
        for key in name_keys(file.name):
            found = self._by_name.get(key)
            if found:
                claims = self._sized(file, self._narrowed(file, found), "name", "named on {where}")
                if claims:
                    exact = key == exact_key(file.name)
                    return [replace(claim, exact=exact) for claim in claims]
        ids = sorted({at for word in file.parts if word in self._by_id for at in self._by_id[word]})
        return self._sized(file, ids, "id", "its name has the id on {where}") if ids else []

    def _path_agrees(self, file: Delivered, at: int) -> bool:
        """Whether the path on the sheet is the end of the file's, where the sheet gives a path."""
        name = file_name(file.path)
        for one in self.wanted[at].files:
            if one == name or file.path == one or file.path.endswith(f"/{one.lstrip('./')}"):
                return True
        return False

    def _narrowed(self, file: Delivered, found: Sequence[int]) -> list[int]:
        """Of several deliverables of one name, those that version, kind and folders point to."""
        kept = list(found)
        for test in (self._version_is(file), self._kind_is(file), self._folders_say(file, kept)):
            fitting = [at for at in kept if test(at)]
            if fitting:
                kept = fitting
        return kept

    def _version_is(self, file: Delivered) -> Callable[[int], bool]:
        word = version_text(file.version) if file.version else ""
        return lambda at: bool(word) and word in self.wanted[at].words

    def _kind_is(self, file: Delivered) -> Callable[[int], bool]:
        return lambda at: self.wanted[at].kind in ("", file.entry.kind)

    def _folders_say(self, file: Delivered, among: Sequence[int]) -> Callable[[int], bool]:
        sets = [self.wanted[at].words for at in among]
        shared = frozenset[str].intersection(*sets) if sets else frozenset[str]()
        all_words = frozenset[str]().union(*sets) - shared
        said = file.all_parts & all_words
        return lambda at: bool(said) and said <= self.wanted[at].words

    def _sized(
        self, file: Delivered, found: Iterable[int], by: By, how: str, *, firm: bool = False
    ) -> list[Claim]:
        """Claims on those of some deliverables that have the size of the file.

        A clear name serves although the pixels are wrong, as long as it leaves only one deliverable.
        """
        candidates = list(dict.fromkeys(found))
        for size, density in self._sizes_of(file):
            fitting = [at for at in candidates if self.wanted[at].size in (size, None)]
            if fitting:
                return [self._claim(file, at, by, how, density, firm=firm) for at in fitting]
        unsized = [at for at in candidates if self.wanted[at].size is None]
        sizes = {self.wanted[at].size for at in candidates}
        named = firm or not file.name.sizes or any(self._writes_size(file, at) for at in candidates)
        if unsized or (len(sizes) == 1 and named):
            return [self._claim(file, at, by, how, 1, firm=firm) for at in unsized or candidates]
        return []

    def _writes_size(self, file: Delivered, at: int) -> bool:
        """Whether the name on the sheet states the sizes that the file's name states."""
        return any(name.sizes == file.name.sizes for name in self.wanted[at].names)

    def _claim(
        self, file: Delivered, at: int, by: By, how: str, density: int = 1, *, firm: bool = False
    ) -> Claim:
        one = self.wanted[at]
        text = how.format(where=one.where)
        if density > 1:
            text += f"; {density}x version of {one.size}"
        foreign = self._foreign(file) if by == "tokens" else ""
        return Claim(file, at, by, text, density, firm=firm, foreign=foreign)

    def _foreign(self, file: Delivered) -> str:
        """The first word unknown to the sheet, in a name that has no word of the campaign."""
        if not self._campaign_words or self._campaign_words & file.all_parts:
            return ""
        ours = self._vocabulary | self._context | GENERIC | REVISION | COMPANION | OLD
        words = (word for word in file.name.words if len(word) > 2 and not {word, _bare(word)} & ours)
        return next(words, "")

    def _sizes_of(self, file: Delivered) -> list[tuple[Size, int]]:
        """Booked sizes the file may be meant for, in order of rank, each with its density."""
        told = [*file.name.sizes, *([file.pixels] if file.pixels else [])]
        if len(file.name.sizes) > 1 and file.pixels in file.name.sizes:
            told = [file.pixels]
        found = [(size, self._density(file, size)) for size in told if size in self.sizes]
        for size in told:
            half = Size(size.width // 2, size.height // 2)
            if half in self.sizes and half.times(2) == size:
                found.append((half, 2))
        found += [(size, 1) for size in (*file.folder_sizes, *number_pairs(file.name)) if size in self.sizes]
        return list(dict.fromkeys(found))

    def _density(self, file: Delivered, size: Size) -> int:
        """2 for art drawn at twice the size that its name states."""
        if file.pixels and file.pixels != size:
            return next((by for by in (2, 3, 4) if size.times(by) == file.pixels), 1)
        return 1

    # --- words

    def _by_words(self, file: Delivered) -> list[Claim] | Question:
        sizes = self._sizes_of(file)
        if not sizes:
            return self._without_size(file)
        size, density = sizes[0]
        group = self._group(size, file.entry.kind)
        stranger = self._stranger(file, group)
        if stranger:
            return _question(file, "fits-none", f"says {stranger}, which is not booked in {size}")
        chosen = self._chosen(file, group)
        if len(chosen) == 1:
            one = self.wanted[chosen[0]]
            said = self._said(file, one)
            if density > 1 and not said:
                text = f"twice {size}; backup or 2x version?"
                return self._ask(file, "twice-the-size", text, chosen)
            if said:
                return [self._by_saying(file, one, density)]
            if one.kind not in ("", file.entry.kind):
                text = f"{size}, but {one.booked.label} is booked as {_KINDS.get(one.kind, one.kind)}"
                return self._ask(file, "fits-none", text, chosen)
            return [self._claim(file, one.index, "size", f"the only {size} booked, on {{where}}", density)]
        if density > 1:
            return self._ask(file, "twice-the-size", f"twice {size}; backup or 2x version?", chosen)
        text = f"fits {self._labels(chosen)}, not named on the sheet"
        return self._ask(file, "fits-several", text, chosen)

    def _group(self, size: Size | None, kind: str | None) -> Group:
        """What is booked in a size for a kind of creative; of any kind if nothing is booked for that one."""
        if (size, kind) not in self._groups:
            members = [self.wanted[at] for at in self._by_size.get(size, ())]
            fitting = [one for one in members if kind is None or one.kind in ("", kind)]
            self._groups[size, kind] = Group(fitting or members)
        return self._groups[size, kind]

    def _chosen(self, file: Delivered, group: Group) -> list[int]:
        """Deliverables of one size that the words of the name, then those of the folders, point to."""
        left = group.at
        for parts in (file.parts, file.all_parts):
            if len(left) > 1:
                left = group.pointed_to(parts, left)
        return sorted(left)

    def _by_saying(self, file: Delivered, one: Wanted, density: int = 1) -> Claim:
        how = f"its name says {_words_text(self._said(file, one))}, booked on {{where}}"
        return self._claim(file, one.index, "tokens", how, density)

    def _said(self, file: Delivered, one: Wanted) -> list[str]:
        """The words of the sheet that its name or folders repeat, if they are enough to tell it apart."""
        own = one.words - self._shared_words or one.words
        said = file.all_parts & own
        if not said:
            return []
        told_apart = said & self._group(one.size, file.entry.kind).telling.keys()
        if not told_apart and not own <= file.all_parts and not said - self._context:
            return []
        return sorted(said, key=lambda word: (_place_in(word, file), word))

    def _stranger(self, file: Delivered, group: Group) -> str:
        """A word of the name that belongs to other deliverables, or marks a variant no one here has."""
        here = group.words
        ours = (here, self._context, GENERIC, REVISION, COMPANION)
        words = [word for word in file.name.words if not any(_bare(word) in known for known in ours)]
        if not (file.all_parts & here) - self._shared_words:
            elsewhere = [
                word for word in words if word in self._vocabulary and word not in self._shared_words
            ]
            if elsewhere:
                return _shown(elsewhere[0])
        letters = [word for word in words if is_letter(word)]
        if letters and group.letters and not group.letters & file.all_parts:
            return _shown(letters[-1])
        return ""

    def _without_size(self, file: Delivered) -> Question | list[Claim]:
        """No size that is booked: by words among what is booked without size, else nothing fits."""
        if None in self._by_size:
            chosen = self._chosen(file, self._group(None, file.entry.kind))
            said = [at for at in chosen if self._said(file, self.wanted[at])]
            if len(said) == 1:
                return [self._by_saying(file, self.wanted[said[0]])]
        told = file.told_size
        if told is None:
            return self._of_unknown_size(file)
        near = sorted(size for size in self.sizes if _is_near(size, told))
        text = f"no {told} is booked" + (f"; {listing([str(size) for size in near])} is" if near else "")
        if not near:
            return _question(file, "fits-none", text)
        named = [at for size in near for at in self._chosen(file, self._group(size, file.entry.kind))]
        said = [at for at in named if self._said(file, self.wanted[at])]
        if len(said) == 1:
            return [self._by_saying(file, self.wanted[said[0]])]
        return self._ask(file, "fits-none", text, named)

    def _of_unknown_size(self, file: Delivered) -> Question | list[Claim]:
        """Words alone, for a package whose size nothing tells."""
        told = [at for size in self._by_size for at in self._chosen(file, self._group(size, file.entry.kind))]
        said = [at for at in told if self._said(file, self.wanted[at])]
        if len(said) == 1:
            return [self._by_saying(file, self.wanted[said[0]])]
        if said:
            text = f"may be {self._labels(said)}; neither its name nor its folder says the size"
            return self._ask(file, "fits-several", text, said)
        return _question(file, "fits-none", "not named on the sheet, and nothing tells its size")

    # --- others, and what is said

    def _other(self, file: Delivered) -> Aside | None:
        """A file for a publisher or campaign that is not on this sheet."""
        for text, code, joined in self._others:
            if code == "other-publisher" and not self._sheet_names_publisher:
                continue
            if joined in file.name.parts or any(folder.joined == joined for folder in file.folders):
                return Aside(address=file.address, code=code, text=f"for {text}, which is not on the sheet")
        return None

    def _ask(self, file: Delivered, code: QuestionCode, text: str, found: Sequence[int]) -> Question:
        keys = tuple(self.wanted[at].booked.key for at in found)
        return _question(file, code, text, keys)

    def _labels(self, found: Sequence[int]) -> str:
        """Candidates in words: by what tells them apart, if they are of one size."""
        booked = [self.wanted[at].booked for at in found]
        groups = list(dict.fromkeys(one.group for one in booked))
        if len({one.size for one in booked}) == 1 and all(groups) and len(groups) == len(booked):
            names = groups
        else:
            names = list(dict.fromkeys(one.label for one in booked))
        if len(names) <= MOST_NAMED:
            return listing(names, "and")
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


_KINDS = {"html5": "HTML5", "image": "an image"}


def _question(file: Delivered, code: QuestionCode, text: str, candidates: tuple[str, ...] = ()) -> Question:
    return Question(address=file.address, code=code, text=text, candidates=candidates)


def _fits_glob(path: str, glob: str) -> bool:
    return fnmatchcase(path if "/" in glob else file_name(path), glob) or fnmatchcase(path, f"*/{glob}")


def _bare(word: str) -> str:
    """A word without a number behind it: `img1` is an image."""
    return word.rstrip("0123456789") or word


def _words_text(words: Sequence[str]) -> str:
    return listing([_shown(word) for word in words], "and")


def _shown(word: str) -> str:
    return word.upper() if is_letter(word) else word


def _is_near(size: Size, other: Size) -> bool:
    return abs(size.width - other.width) <= _NEAR and abs(size.height - other.height) <= _NEAR


def _place_in(word: str, file: Delivered) -> int:
    return file.name.words.index(word) if word in file.name.words else len(file.name.words)
