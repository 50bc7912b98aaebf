"""Reading single cells of campaign sheets: sizes, weights, lengths, formats, shares, money, people, links.

Each function says what it understood and never guesses: what is left over is given back, so that the
caller can report the cell. Pure functions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from adqa.campaign.model import Rotation
from adqa.units import Size, parse_seconds, parse_weight

SizeKind = Literal[
    "pixels", "tracking", "video", "audio", "fluid", "native", "responsive", "custom", "various", "ratio",
    "none",
]  # fmt: skip
_LONGEST = 4_000
_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "n.a.", "none", "null", "nil", "not applicable"})

_WIDTH = r"w?[ ]?(?<![\d.])(\d{1,5})[ ]?(?:px|w)?"
_HEIGHT = r"h?[ ]?(\d{1,5})(?!\d|\.\d|,\d{3}(?![\dx×* ]))[ ]?(?:pixels|pixel|px|h(?![a-z]))?"
_DENSITY = r"(?:[ ]?[@(][ ]?([2-4])[ ]?x[ ]?\)?|[ ]?[(\[]?(?:retina|hi-?dpi)[)\]]?)?"
_SIZE = re.compile(rf"{_WIDTH}[ _]?(?:[x×✕*]|by)[ _]?{_HEIGHT}{_DENSITY}", re.IGNORECASE)
_NOT_PIXELS = re.compile(
    r"[ ]?(?:(?:cm|mm|inch(?:es)?|ft|[\"”])(?![a-z])|in(?=[ ]?(?:$|[,;)/&+])))", re.IGNORECASE
)
_RATIO = re.compile(r"(?<![\d:.])\d{1,2}(?:\.\d{1,2})?[ ]?:[ ]?\d{1,2}(?:\.\d{1,2})?(?![\d:.])")
_KINDS: tuple[tuple[SizeKind, str], ...] = (
    ("tracking", r"tracking(?: only| pixel)?|tracker|pixel|click tracker|impression tracker"),
    ("video", r"video|in-?stream|pre-?roll|mid-?roll|vast|ctv|ott|olv"),
    ("audio", r"audio"),
    ("fluid", r"fluid|flexible|flex|fluid/native"),
    ("native", r"native|in-?feed|sponsored (?:product|listing)s?"),
    ("responsive", r"responsive|adaptive|scalable"),
    ("custom", r"custom(?:ised|ized)?(?: sizes?)?|bespoke|roadblock|takeover|skin|wallpaper"),
    (
        "various",
        r"various|multiple|multi(?:-?size)?|all(?: sizes)?|mixed|several|any|(?:all )?standard sizes",
    ),
    ("none", r"n/?a|n\.a\.|none|not applicable|-+|–|—"),
)
_KIND = re.compile(
    "|".join(rf"(?P<{kind}>(?<![a-z])(?:{words})(?![a-z]))" for kind, words in _KINDS), re.IGNORECASE
)
_BETWEEN_SIZES = re.compile(r"[,;/|&+()\[\]_-]+|\b(?:and|or|px|pixels)\b", re.IGNORECASE)
_SMALLEST = 10
"""Pixels; a side below is a tracking pixel, a ratio or no size at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeReading:
    """What a cell says about sizes."""

    text: str
    sizes: tuple[Size, ...] = ()
    """Pixel sizes, each once, in their order; as booked, so that `300x250 (2x)` is 300x250."""
    densities: tuple[int, ...] = ()
    """Of each size: 2 where the cell asks for art at twice the size."""
    kinds: tuple[SizeKind, ...] = ()
    """What the cell says: `pixels`, and what is no pixel size (`1x1` is tracking, `0x0` video); empty for a
    blank cell or one that was not understood."""
    left: str = ""
    """Words that are neither: a name around the size, or what was not understood."""

    @property
    def understood(self) -> bool:
        """Whether the cell says something about a size."""
        return bool(self.kinds)

    @property
    def kind(self) -> SizeKind | None:
        """What the cell says first of all."""
        return self.kinds[0] if self.kinds else None


def read_sizes(text: str) -> SizeReading:
    """Reads `300x250`, `720 X 350; 400 X 350`, `300w x 250h`, `HP_Rail_300x600`, `1x1`, `Fluid`, `N/A`."""
    plain = _plain(text)
    found: dict[Size, int] = {}
    kinds: dict[SizeKind, None] = {}
    rest: list[str] = []
    place = 0
    for match in _SIZE.finditer(plain):
        grouped = re.search(r"\d,$", plain[: match.start(1)]) and place != match.start(1) - 1
        if grouped or _NOT_PIXELS.match(plain, match.end()):
            continue
        width, height = int(match[1]), int(match[2])
        if (width, height) in ((0, 0), (1, 1), (1, 2), (2, 1), (2, 2)):
            kinds["video" if not width else "tracking"] = None
        elif min(width, height) >= _SMALLEST:
            twice = (
                int(match[3]) if match[3] else 2 if re.search(r"retina|dpi", match[0], re.IGNORECASE) else 1
            )
            found.setdefault(Size(width, height), twice)
            kinds["pixels"] = None
        else:
            continue
        rest.append(plain[place : match.start()])
        place = match.end()
    left = " ".join([*rest, plain[place:]])
    for match in list(_KIND.finditer(left)):
        kind: SizeKind = next(kind for kind, _ in _KINDS if match[kind])
        if not found or kind not in ("none", "video", "custom", "various"):
            kinds[kind] = None
    if not kinds and _RATIO.search(left):
        kinds["ratio"] = None
    if not found:
        left = _RATIO.sub(" ", _KIND.sub(" ", left))
    return SizeReading(
        text=text.strip(),
        sizes=tuple(found),
        densities=tuple(found.values()),
        kinds=tuple(sorted(kinds, key=lambda kind: kind != "pixels")),
        left=" ".join(_BETWEEN_SIZES.sub(" ", left).split()),
    )


def _plain(text: str) -> str:
    """Text on one line, with the usual signs and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())


# --- limits that stand in columns


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReading:
    """A limit in a cell, in the words of the spec language."""

    text: str
    value: str | None = None
    """`150 KB`, `15 s`; None if the cell says nothing or was not understood."""
    problem: str = ""
    """Why there is no value, in words; empty if the cell says nothing."""


_MOST = r"(?:max(?:imum)?\.?|up to|under|not more than|no more than|below|less than|≤|<=?)?[ :]*"
_MOST_BEHIND = r"[ ]*(?:\(?(?:max(?:imum)?\.?|or less|limit)\)?)?"
_BYTES = r"bytes?|ki?b|mi?b|gi?b|[bkmg]|kilobytes?|megabytes?|ko|mo"
_WEIGHT = re.compile(rf"{_MOST}(?P<number>\d[\d.,]*)[ ]?(?P<unit>{_BYTES})?{_MOST_BEHIND}", re.IGNORECASE)
_WEIGHT_UNIT = re.compile(r"(?<![a-z])(bytes|ki?b|mi?b|gi?b|kilobytes|megabytes)(?![a-z])", re.IGNORECASE)
_SPELLED = {
    "b": "bytes", "byte": "bytes", "bytes": "bytes", "k": "KB", "kb": "KB", "ko": "KB", "kilobyte": "KB",
    "kilobytes": "KB", "m": "MB", "mb": "MB", "mo": "MB", "megabyte": "MB", "megabytes": "MB", "g": "GB",
    "gb": "GB", "kib": "KiB", "mib": "MiB", "gib": "GiB",
}  # fmt: skip


def read_weight(text: str, header: str = "") -> LimitReading:
    """Reads `150 KB`, `max 150kb` or, under a header that names the unit, a bare `150`."""
    plain = _plain(text)
    if plain.lower() in _NOTHING:
        return LimitReading(text=plain)
    match = _WEIGHT.fullmatch(plain)
    if not match:
        return LimitReading(text=plain, problem="is not understood as one weight, like 150 KB")
    unit = match["unit"]
    if not unit and (named := _WEIGHT_UNIT.search(header)):
        unit = named[1]
    if not unit:
        return LimitReading(
            text=plain, problem="has no unit, and neither has its header: write it like 150 KB"
        )
    value = f"{match['number']} {_SPELLED[unit.lower()]}"
    try:
        weight = parse_weight(value)
    except ValueError:
        return LimitReading(text=plain, problem="is not understood as a weight, like 150 KB")
    if not weight.low:
        return LimitReading(text=plain, problem="is no weight that a file can have")
    return LimitReading(text=plain, value=value)


_TIME = r"milliseconds|ms|s|secs?\.?|seconds?|min(?:ute)?s?|m|[\"”″]"
_SECONDS = re.compile(
    rf"{_MOST}(?P<number>\d+(?:[.,]\d+)?)[ ]?-?(?P<unit>{_TIME})?{_MOST_BEHIND}", re.IGNORECASE
)
_IN_SECONDS = re.compile(
    r"(?<![a-z])(?:s|secs?|seconds?|(?:video|animation|ad|spot|audio)[ _]?length)(?![a-z])"
    r"|duration(?!.*(?<![a-z])(?:ms|min))",
    re.IGNORECASE,
)
"""Headers under which a bare number is seconds; a `length` alone may be one of copy."""
_COLONS = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{0,2}):(?P<s>\d{2}(?:\.\d+)?)")


def read_seconds(text: str, header: str = "") -> LimitReading:
    """Reads `:15`, `15s`, `15 sec`, `00:00:15`, `0:15` or, under a header that names seconds, a bare `15`."""
    plain = _plain(text)
    if plain.lower() in _NOTHING:
        return LimitReading(text=plain)
    if match := _COLONS.fullmatch(plain):
        seconds = int(match["h"] or 0) * 3600 + int(match["m"] or 0) * 60 + float(match["s"])
        return _length(plain, seconds)
    match = _SECONDS.fullmatch(plain)
    if not match:
        return LimitReading(text=plain, problem="is not understood as one length, like 15 s")
    unit = (match["unit"] or "").lower().rstrip(".")
    if not unit and not _IN_SECONDS.search(header):
        return LimitReading(text=plain, problem="has no unit, and neither has its header: write it like 15 s")
    factor = {"ms": "ms", "milliseconds": "ms"}.get(unit) or ("min" if unit.startswith("m") else "s")
    return _length(plain, parse_seconds(f"{match['number']} {factor}"))


def _length(text: str, seconds: float) -> LimitReading:
    if not 0 < seconds <= 86_400:
        return LimitReading(text=text, problem="is no length that an ad can have")
    return LimitReading(text=text, value=f"{seconds:.3f}".rstrip("0").rstrip(".") + " s")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatsReading:
    """File types in a cell."""

    text: str
    formats: tuple[str, ...] = ()
    """In the words of the spec language: `jpg`, `png`, `gif`, `html5` …"""
    left: str = ""
    """What was not understood."""


_FORMATS = {
    **{word: word for word in ("png", "gif", "webp", "svg", "bmp", "avif", "apng", "vast")},
    **{word: word for word in ("mp4", "mov", "webm", "mp3", "wav", "m4a")},
    **dict.fromkeys(("jpg", "jpeg", "jpe"), "jpg"),
    **dict.fromkeys(("tif", "tiff"), "tif"),
    **dict.fromkeys(("html5", "html", "h5", "zip"), "html5"),
}
_NO_FORMAT = frozenset({
    "and", "or", "und", "oder", "static", "animated", "image", "images", "file", "files", "format", "banner",
    "banners", "only", "display", "standard", "video", "audio", "bundle", "package",
})  # fmt: skip


def read_formats(text: str) -> FormatsReading:
    """Reads `JPG/PNG`, `jpeg, gif`, `.jpg .png`, `HTML5 zip`."""
    plain = _plain(text)
    words = [word for word in re.split(r"[^a-z0-9]+", plain.lower()) if word]
    found = dict.fromkeys(_FORMATS[word] for word in words if word in _FORMATS)
    left = [word for word in words if word not in _FORMATS and word not in _NO_FORMAT]
    if plain.lower() in _NOTHING:
        left = []
    return FormatsReading(text=plain, formats=tuple(found), left=" ".join(left))


# --- shares, money, versions


_EVEN = re.compile(
    r"even(?:ly)?(?: rotation| distribution| split)?|equal(?:ly)?(?: split)?|rotate evenly"
    r"|gleichm[äa](?:ß|ss)ig",
    re.IGNORECASE,
)


def read_rotation(text: str) -> Rotation:
    """Reads `50%`, `33.3 %`, `Creative Rotation 100%`, `50/50`, `even`, `2`; anything else keeps its text.

    Only a percent sign makes a percent: a bare number is a relative weight. `50/50` says even, as do its
    relatives with three or more.
    """
    plain = _plain(text)
    if not plain or plain.lower() in _NOTHING:
        return Rotation(text=plain)
    if _EVEN.fullmatch(plain):
        return Rotation(text=plain, even=True)
    percents = re.findall(r"(\d{1,3}(?:[.,]\d+)?)[ ]?(?:%|percent|pct)", plain, re.IGNORECASE)
    if len(percents) == 1 and not re.search(r"\d", plain.replace(percents[0], "", 1)):
        percent = float(percents[0].replace(",", "."))
        return Rotation(text=plain, percent=percent) if percent <= 100 else Rotation(text=plain)
    parts = re.split(r"[ ]?[/:][ ]?", plain.replace("%", ""))
    if len(parts) > 1 and len(set(parts)) == 1 and re.fullmatch(r"\d{1,3}(?:\.\d+)?", parts[0]):
        return Rotation(text=plain, even=True)
    if match := re.fullmatch(r"(?:weight[ :]*)?(\d{1,6})(?:[.,]0+)?", plain, re.IGNORECASE):
        return Rotation(text=plain, weight=int(match[1]) or None)
    return Rotation(text=plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount as written."""

    text: str
    amount: Decimal
    currency: str
    """`USD`, `EUR` …; a bare `$` is `$`, because several currencies have it; empty if none is named."""


_CURRENCIES = {"€": "EUR", "£": "GBP", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD"}
_SIGN = r"us\$|ca?\$|au?\$|[$€£¥]|usd|eur|gbp|cad|aud|chf|mxn|jpy"
_AMOUNT = r"(?P<number>\d[\d.,' ]*\d|\d)(?:[.,]-)?"
_MONEY = re.compile(rf"(?P<before>{_SIGN})?[ ]?{_AMOUNT}[ ]?(?P<behind>{_SIGN})?", re.IGNORECASE)


def read_money(text: str) -> Money | None:
    """Reads `$799.99`, `1,299.00 USD`, `799,99 €`, `1.299,00 €`; None if it is no one amount."""
    plain = _plain(text)
    match = _MONEY.fullmatch(plain)
    amount = _amount(match["number"]) if match else None
    if match is None or amount is None or (match["before"] and match["behind"]):
        return None
    sign = (match["before"] or match["behind"] or "").lower()
    return Money(text=plain, amount=amount, currency=_CURRENCIES.get(sign, sign.upper()))


def _amount(text: str) -> Decimal | None:
    """A number whose last separator is the decimal one if two or one digits follow, else none is."""
    whole = re.sub(r"[' ]", "", text)
    if match := re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*|\d+)(?:([.,])(\d{1,2}))?", whole):
        if match[2] and match[2] == match[3]:
            return None
        number = re.sub(r"[.,]", "", match[1])
        return Decimal(f"{number}.{match[4]}" if match[4] else number)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionReading:
    """A version as written: a number that rises, or a letter that tells variants apart."""

    text: str
    number: int | None = None
    letter: str = ""


_NUMBERED = re.compile(r"(?:v|ver|version|rev|r|round|rd)?[ ._#-]*(\d{1,4})(?:\.0+)?", re.IGNORECASE)


def read_version(text: str) -> VersionReading:
    """Reads `v2`, `V 2`, `Version 2`, `2`, `2.0`, `R3`, `A`; what it does not know keeps its text."""
    plain = _plain(text)
    if match := _NUMBERED.fullmatch(plain):
        return VersionReading(text=plain, number=int(match[1]))
    if match := re.fullmatch(r"(?:version|ver|variant|v)?[ ._-]*([A-Za-z])", plain, re.IGNORECASE):
        return VersionReading(text=plain, letter=match[1].upper())
    return VersionReading(text=plain)


_YES = frozenset(
    {"y", "yes", "true", "x", "ok", "✓", "✔", "☑", "ja", "oui", "si", "sí", "1", "done", "approved"}
)
_NO = frozenset({"n", "no", "false", "✗", "✘", "☐", "nein", "non", "0", "not"})


def read_yes_no(text: str) -> bool | None:
    """Reads `Y`, `yes`, `TRUE`, `✓` and their contraries; None for anything else."""
    plain = _plain(text).lower().rstrip(".!")
    return True if plain in _YES else False if plain in _NO else None


# --- people, products, links


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or a desk, with the address for mail."""

    name: str
    email: str


_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")


def read_contacts(text: str) -> tuple[Contact, ...]:
    """Reads `Jo Park <jo@x.com>`, `jo@x.com; ana@x.com`, `Jo Park (jo@x.com)`, `Jo Park`."""
    plain = _plain(text).replace("mailto:", "")
    if plain.lower() in _NOTHING:
        return ()
    contacts, place = [], 0
    for match in _MAIL.finditer(plain):
        contacts.append(Contact(name=_name(plain[place : match.start()]), email=match[0]))
        place = match.end()
    if not contacts:
        names = [name for part in re.split(r"[;|]", plain) for name in _people(part)]
        return tuple(Contact(name=name, email="") for name in names if name)
    if (rest := _name(plain[place:])) and not contacts[-1].name:
        contacts[-1] = Contact(name=rest, email=contacts[-1].email)
    return tuple(contacts)


def _people(text: str) -> list[str]:
    """`Jo Park and Ana Diaz` are two, `Fern & Field` is one company: a person here has two names."""
    names = [_name(part) for part in re.split(r"/|\band\b|&", text)]
    return names if all(" " in name for name in names) else [_name(text)]


_BEFORE_NAME = re.compile(r"^(?:and|&|/|cc:?|e-?mail:?)(?![A-Za-z])")


def _name(text: str) -> str:
    """A name without the signs around it; `Park, Jo` keeps its comma."""
    return _BEFORE_NAME.sub("", text.strip(" ,;:<>()[]\"'|-–/"), count=1).strip(" ,;:")


_SKU_WORD = re.compile(r"\b(?:skus?|asins?|upcs?|gtins?|ids?|tcins?)\b[ .:#]*", re.IGNORECASE)


def read_skus(text: str) -> tuple[str, ...]:
    """Reads lists of product ids: `6534615, 6401234`, one a line, `SKU 6534615`; leading zeros stay."""
    parts = (part.strip(" .#'\"") for part in re.split(r"[\s,;|/&+]+", _SKU_WORD.sub(" ", text[:_LONGEST])))
    return tuple(dict.fromkeys(part for part in parts if re.search(r"\d", part)))


_LINK = re.compile(r"(?:https?:)?//|www\.|(?:https?|ftp|itms-apps|market)://", re.IGNORECASE)


_MACROS = re.compile(r"\A(?:%%\w{1,60}%%|\$\{\w{1,60}\}|\[\w{1,60}\]|\{{1,2}\w{1,60}\}{1,2})+")
"""What an ad server puts before an address: `%%CLICK_URL%%https://…`."""


def read_urls(text: str) -> tuple[str, ...]:
    """The addresses in a cell, as written, macros and all; words without one are left to the caller.

    Addresses hold commas and semicolons themselves, so that only white space and a separator before a
    further address part them.
    """
    return tuple(dict.fromkeys(_urls(text.strip())))


def _urls(text: str) -> Iterator[str]:
    for part in re.split(r"\s+|[,;|]\s*(?=(?:https?:)?//|www\.)", text):
        plain = part.strip("<>\"'").rstrip(",;")
        if _LINK.match(_MACROS.sub("", plain)):
            yield plain
