"""What a header means: by its words, by brackets in it, and where they say little by what stands below.

Headers are compared as Google Ads Editor does it: case, spaces, underscores and punctuation do not count;
neither do accents. The words themselves are data (`profiles/words.yaml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "profiles"

MANY = frozenset({"tracker", "notes", "disclaimer", "skus", "specs"})
"""Fields that may have any number of columns; of other fields the first filled one counts."""
UNUSED = "-"
"""A column that is known and says nothing about who, what, where and when."""
OURS = "ours"
"""A QA column that an earlier check wrote."""


@cache
def key(header: str) -> str:
    """A header with only what counts in comparing: `Max. File_Size` → `maxfilesize`."""
    plain = unicodedata.normalize("NFKD", header.replace("×", "x")).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header was read as."""

    field: str
    """Name of the field, `-` for a known column that is not used."""
    hint: str = ""
    """What stood in its brackets: `KB`, `max 35 characters`."""
    number: str = ""
    """A number at its end: the `2` of `Headline 2`."""
    sure: bool = True
    """Not sure: only the values below decided, or nothing did."""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of sheets."""

    fields: Mapping[str, str]
    """Key of a header → field."""
    first: Mapping[str, str]
    """Field → the header that a sheet of ours has for it."""
    by_values: Mapping[str, tuple[str, ...]]
    form: Mapping[str, str]
    ours: frozenset[str]
    other: frozenset[str]
    tracker_words: tuple[str, ...]
    click_words: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    status: Mapping[str, tuple[str, ...]]
    tabs: Mapping[str, frozenset[str]]
    """Keys of names of tabs that say nothing (`plain`), or a channel."""
    zones: Mapping[str, str]
    """Key of what sheets call a time zone → its IANA name."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Key → header as the vocabulary writes it, for suggestions."""


def read_data(name: str) -> Any:
    """One of the YAML files of `profiles`, scalars as text."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load((FOLDER / name).read_text("utf-8"), Loader=loader)


@cache
def words() -> Words:
    """The vocabulary, read once."""
    data = read_data("words.yaml")
    fields = {key(word): name for name, called in data["fields"].items() for word in called}
    form = {key(word): name for name, called in data["form"].items() for word in called}
    return Words(
        fields=fields,
        first={name: called[0] for name, called in data["fields"].items()},
        by_values={key(word): tuple(names) for word, names in data["by_values"].items()},
        form={**fields, **form},
        ours=frozenset(map(key, data["ours"])),
        other=frozenset(map(key, data["other"])),
        tracker_words=tuple(data["tracker_words"]),
        click_words=tuple(data["click_words"]),
        lines={name: tuple(called) for name, called in data["lines"].items()},
        status={name: tuple(called) for name, called in data["status"].items()},
        zones={key(word): zone for zone, called in data["zones"].items() for word in called},
        tabs={name: frozenset(map(key, called)) for name, called in data["tabs"].items()},
        written={key(word): word for called in data["fields"].values() for word in called},
    )


_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_NUMBER = re.compile(r"[\s#._-]*(\d{1,2})\s*$")
_UNIT = re.compile(
    r"[\s,]+(?:in\s+)?(kb|mb|kib|mib|px|pixels?|sec(?:onds?|s)?|s|characters?|chars?)\.?\s*$", re.I
)
_LANGUAGES = re.compile(r"\s*(?:/|\n|\||\s[–—-]\s|:)\s*")


def forms_of(header: str) -> Iterable[tuple[str, str, str]]:
    """(key, hint, number) of a header, from the whole of it to its plain core."""
    text = header.strip().strip("*").strip()
    yield key(text), "", ""
    hint = "; ".join(part.strip() for part in _BRACKETS.findall(text) if part.strip())
    core = _BRACKETS.sub(" ", text).strip(" *:")
    yield key(core), hint, ""
    unit = _UNIT.search(core)
    if unit:
        core, hint = core[: unit.start()], hint or unit[1]
        yield key(core), hint, ""
    number = _NUMBER.search(core)
    if number:
        core = core[: number.start()]
        yield key(core), hint, number[1]
    for part in _LANGUAGES.split(core):
        yield key(part), hint, number[1] if number else ""


@cache
def meaning(header: str) -> Meaning | None:
    """What a header means by its words alone; None if nothing is known of it."""
    known = words()
    for form, hint, number in forms_of(header):
        if not form:
            continue
        if form in known.ours:
            return Meaning(OURS)
        if form in known.fields:
            return Meaning(known.fields[form], hint, number)
        if form in known.by_values:
            return Meaning(known.by_values[form][-1], hint, number, sure=False)
        if form in known.other:
            return Meaning(UNUSED)
    return _tracker(header)


def _tracker(header: str) -> Meaning | None:
    """Trackers have too many names to list: `DCM 1x1 (Mobile)`, `IAS Tag for DSP`."""
    known = words()
    plain = f" {' '.join(re.findall(r'[a-z0-9]+', header.casefold()))} "
    if any(f" {word} " in plain or f" {word}s " in plain for word in known.tracker_words):
        clicks = any(f" {word}" in plain for word in known.click_words)
        return Meaning("click_tracker" if clicks else "tracker")
    return None


def candidates(header: str) -> tuple[str, ...]:
    """Fields among which the values of the column decide; empty if the header says it all."""
    known = words()
    return next((known.by_values[form] for form, _, _ in forms_of(header) if form in known.by_values), ())


def decided(header: str, found: Meaning, values: Sequence[str]) -> Meaning:
    """The meaning of a header once the values below it were looked at."""
    names = candidates(header)
    filled = [text for text in values if text]
    for name in names:
        fits = _FITS.get(name)
        if fits is None:
            return Meaning(name, found.hint, found.number)
        if filled and sum(map(fits, filled)) * 10 >= len(filled) * 6:
            return Meaning(_MEANT.get(name, name), found.hint, found.number)
    return found


# --- what the values of a column look like

_SIZE = re.compile(r"(?<![\d.])\d{1,5}\s*(?:px|w)?\s*[x×*]\s*\d{1,5}(?![\d.])", re.IGNORECASE)
_NO_SIZE = frozenset(
    [
        "fluid",
        "native",
        "responsive",
        "custom",
        "various",
        "variable",
        "na",
        "tbd",
        "outofpage",
        "interstitial",
    ]
)
_WEIGHT = re.compile(r"\d[\d.,]*\s*([kmg]i?b?|bytes?)\b", re.IGNORECASE)
_SECONDS = re.compile(
    r"(?:^|\D)(?:\d*:\d{2}|\d{1,3}(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|\"|sek|sekunden))(?:\W|$)", re.I
)
_FORMATS = frozenset(
    [
        "jpg",
        "jpeg",
        "png",
        "gif",
        "webp",
        "svg",
        "avif",
        "apng",
        "html",
        "html5",
        "zip",
        "mp4",
        "mov",
        "webm",
        "mp3",
        "wav",
        "psd",
        "static",
        "image",
        "images",
        "animated",
        "vast",
        "hosted",
        "and",
        "or",
        "oder",
        "und",
        "3p",
        "bitmap",
    ]
)
_KINDS = frozenset(
    [
        "image",
        "images",
        "static",
        "display",
        "banner",
        "html5",
        "html",
        "video",
        "audio",
        "native",
        "vast",
        "tag",
        "tags",
        "richmedia",
        "rich",
        "media",
        "gif",
        "jpg",
        "jpeg",
        "png",
        "animated",
        "instream",
        "stream",
        "in",
        "interstitial",
        "3p",
        "third",
        "party",
        "thirdparty",
        "3rd",
        "1x1",
        "tracking",
    ]
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_FILE = re.compile(r"\.(jpe?g|png|gif|webp|svg|zip|mp4|mov|webm|mp3|html?|psd)(?:[?#].*)?$", re.IGNORECASE)
_STORAGE = re.compile(
    r"//(?:[\w.-]*\.)?(?:drive\.google|dropbox|box|sharepoint|wetransfer|we\.tl|onedrive)\b", re.I
)
_PIXEL_URL = re.compile(
    r"<img|trackimp|/imp[/?]|impression|/pixel|pixel\.|1x1|/ddm/ad/|adsafeprotected|doubleverify|moatads"
    r"|viewthrough|cachebust|\[timestamp\]|ord=",
    re.IGNORECASE,
)
_CLICK_URL = re.compile(r"trackclk|/clk[/?]|/click[/?]|clickthrough|ddm/clk", re.IGNORECASE)


def is_size_text(text: str) -> bool:
    """Whether a cell holds one or more sizes, or a word that stands for one."""
    return bool(_SIZE.search(text)) or key(text) in _NO_SIZE


def _only(allowed: frozenset[str]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        parts = re.findall(r"[a-z0-9]+", text.casefold())
        return bool(parts) and all(part in allowed for part in parts)

    return fits


_MARKS = re.compile(r"(?:v(?:ersion)?[ ._-]?)?\d+(?:\.\d+)?|r\d+|final|draft", re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,4}[./-]\d{1,2}|\d{4}-\d\d-\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
)


def _letters(text: str) -> bool:
    """Whether words are left that name something, besides units of measure."""
    return bool(re.search(r"[^\W\d_]{2,}", re.sub(r"(?i)\b(?:px|pixels?|and|or)\b", " ", text)))


_MEANT = {"asset_url": "asset", "bare_sizes": "sizes"}
"""What to look for in a column → its field."""
_FITS: Mapping[str, Callable[[str], bool]] = {
    "sizes": is_size_text,
    "bare_sizes": lambda text: is_size_text(text) and not _letters(_SIZE.sub(" ", text)),
    "weight": lambda text: bool(_WEIGHT.search(text)) or text.replace(".", "").isdigit(),
    "formats": _only(_FORMATS),
    "kind": _only(_KINDS),
    "seconds": lambda text: bool(_SECONDS.search(text)) or text.isdigit(),
    "row_kind": lambda text: (
        key(text)
        in {"placement", "package", "packageplacement", "roadblock", "lineitem", "child", "standalone"}
    ),
    "skus": lambda text: bool(re.fullmatch(r"[\d,; \n]*\d{5,}[\d,; \n]*|B0[A-Z0-9]{8}", text.strip())),
    "asset_url": lambda text: bool(_FILE.search(text.strip()) or _STORAGE.search(text)),
    "tracker": lambda text: bool(_PIXEL_URL.search(text)) and not _CLICK_URL.search(text),
    "click_tracker": lambda text: bool(_CLICK_URL.search(text)),
    "final_url": lambda text: "utm_" in text,
    "tag": lambda text: "<" in text or "[CDATA" in text,
    "email": lambda text: bool(_EMAIL.fullmatch(text.strip())),
    "version": lambda text: bool(_MARKS.fullmatch(text.strip())),
    "approved_on": lambda text: bool(_DATE.search(text)),
    "dates": lambda text: bool(
        re.search(r"\d\s*(?:[–—]|-|to|bis|thru|through)\s*\D{0,4}\d", text) and len(text) > 10
    ),
    "rotation": lambda text: bool(re.search(r"%|^even$|^\d{1,3}(?:\.\d+)?$", text.strip(), re.IGNORECASE)),
}
"""Field → whether a value looks like it; a field without such a test takes any value."""
