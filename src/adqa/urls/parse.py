"""Taking a URL apart as browsers do, whatever macros stand in it.

Parsing is the WHATWG standard's, by can-ada. Macros are masked before and put back after, as `${HOST}` or
`%%CLICK%%` is no valid part of any URL. Text that is no URL is told apart by what people do to URLs: the
scheme left out or mistyped, the whole percent-encoded, two in one cell, a word in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote, unquote_plus

from adqa.urls.macros import Macro

Form = Literal[
    "absolute",
    "empty",
    "macro",
    "placeholder",
    "words",
    "no-scheme",
    "mistyped-scheme",
    "encoded",
    "with-text",
    "relative",
    "several",
    "app",
    "other-scheme",
    "bad-host",
]
"""What a text is: `absolute` is a web address; `macro` an address that a platform fills in as a whole;
`no-scheme`, `mistyped-scheme`, `encoded` and `with-text` are clear but must be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One `name=value` of a query."""

    raw: str
    """As written between two `&`."""
    name: str
    """Decoded; macros stay as they are."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a URL; those that the text does not have are empty."""

    form: Form
    lead: str = ""
    """Click macros in front of the address."""
    address: str = ""
    """The web address in the text, with what was clear put right; the parts below are its parts."""
    scheme: str = ""
    host: str = ""
    """As browsers resolve it: lower case, punycode; empty if a macro stands there."""
    port: int | None = None
    """None if it is the usual one of the scheme."""
    credentials: bool = False
    path: str = ""
    query: str = ""
    """As written, without the `?`."""
    fragment: str = ""
    parameters: tuple[Parameter, ...] = ()


_BLANK = frozenset(
    {"", "-", "–", "—", "n/a", "na", "n.a.", "none", "null", "nil", "not applicable", "no url"}
)
_PLACEHOLDER = re.compile(
    r"#|tb[cda]\.?|to (?:come|follow|be (?:confirmed|determined|advised|provided|added))|pending|\?+|x{2,}"
    r"|(?:https?:)?(?://)?(?:www\.?)?|https?://(?:tb[cda]|x{2,}|\.{3,})|\.{3,}|placeholder|about:blank"
    r"|javascript:(?:void\(0?\))?;?|(?:insert|add|enter|your|paste)\b.{0,40}"
    r"|(?:click|landing)[ _-]?(?:url|page|link)"
    r"|(?:final |destination |dest )?url|link|(?:same as|see) .*"
    r"|[\[<{(](?:insert|add|enter|your|paste|tb[cda]|click|landing|url|link)\b[^\]>})]*[\]>})]",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MISTYPED = re.compile(
    r"(?:h{1,2}t{1,3}p{1,2}s{0,2}|hhtps?|htps?|ttps?|https?s|htpps)(?:[:;]/{0,3}|/{2,3}|[:;]?\\{1,2}|:?\|\|)"
    r"(?=[A-Za-z0-9])",
    re.IGNORECASE,
)
_HOST = r"[A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9\u00a1-\uffff-]*[A-Za-z0-9\u00a1-\uffff])?"
_BARE = re.compile(rf"(?://)?(?:{_HOST}\.)+[A-Za-z\u00a1-\uffff]{{2,24}}(?::\d+)?(?=[/?#]|$)")
_FILE_NAMES = re.compile(
    r"[^/?#]*\.(?:html?|php|aspx?|jsp|jpe?g|png|gif|zip|pdf|xlsx?|docx?|csv|txt|psd|mp4|ai)", re.I
)
_SEVERAL = re.compile(r"(?:\s|[;,|]\s*|^)(?=https?://)", re.IGNORECASE)
_INSIDE = re.compile(r"https?://[^\s\"'<>“”‘’„]+", re.IGNORECASE)
_APP_STORES = frozenset({"market", "itms-apps", "itms", "itms-appss", "intent", "android-app"})
_NOT_APPS = frozenset(
    (
        *("javascript", "data", "file", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "blob"),
        *("about", "ws", "wss", "view-source", "chrome", "callto", "skype"),
    )
)


class Mask:
    """The text with a plain word in the place of each macro."""

    def __init__(self, text: str, macros: Sequence[Macro]) -> None:
        self.token = "adqamacro"
        while self.token in text.lower():
            self.token += "x"
        self.macros = tuple(macros)
        self._masked = [one for one in macros if not one.encoded]
        pieces, end = [], 0
        for number, one in enumerate(self._masked):
            pieces += [text[end : one.start], self._word(number)]
            end = one.end
        self.text = "".join([*pieces, text[end:]])

    def _word(self, number: int) -> str:
        return f"{self.token}{number}z"

    def masked(self, text: str) -> str:
        """Another text, made of this one, with its macros masked."""
        for number, one in enumerate(self._masked):
            text = text.replace(one.text, self._word(number))
        return text

    def restored(self, text: str) -> str:
        """The text with its macros again."""
        if self.token not in text:
            return text
        return re.sub(rf"{self.token}(\d+)z", lambda match: self._masked[int(match[1])].text, text)

    def leading_macros(self) -> str:
        """The masked words of the macros with which the text begins."""
        end = ""
        for number in range(len(self._masked)):
            if not self.text.startswith(end + self._word(number)):
                break
            end += self._word(number)
        return end


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no URL."""
    return text.strip().casefold() in _BLANK


def split(mask: Mask) -> Parts:
    """Takes a text apart that neither begins nor ends with white space."""
    masked = mask.text
    if is_blank(masked):
        return Parts(form="empty")
    if _PLACEHOLDER.fullmatch(masked):
        return Parts(form="placeholder")
    lead = mask.leading_macros()
    if lead:
        return _after_macros(lead, masked[len(lead) :], mask)
    if len(_SEVERAL.findall(masked)) > 1:
        return Parts(form="several")
    doubled = re.match(r"https?:/+(?=https?://[^/])", masked, re.IGNORECASE)
    if doubled:
        return _parse(masked[doubled.end() :], "mistyped-scheme", mask)
    if re.match(r"https?://[^/]", masked, re.IGNORECASE):
        return _parse(masked, "absolute", mask)
    return _other(masked, mask)


def _after_macros(lead: str, rest: str, mask: Mask) -> Parts:
    """A click macro stands before the page; another macro stands for the page, with parameters behind it."""
    before = mask.restored(lead)
    if not rest:
        return Parts(form="macro", lead=before)
    if re.match(r"https?%3a", rest, re.IGNORECASE):
        rest = unquote(rest)
    if re.match(r"https?://", rest, re.IGNORECASE):
        return replace(_parse(rest, "absolute", mask), lead=before)
    read = _parse(f"https://{mask.token}.invalid/{rest.lstrip('/')}", "macro", mask)
    return replace(read, address=before + mask.restored(rest))


def _other(masked: str, mask: Mask) -> Parts:
    if re.match(r"https?%3a(?:%2f|/){2}", masked, re.IGNORECASE):
        return _parse(unquote(masked), "encoded", mask)
    if _BARE.match(masked) and not _FILE_NAMES.fullmatch(masked):
        return _parse("https://" + masked.removeprefix("//"), "no-scheme", mask)
    if re.match(r"[./]{1,2}[^/\s]|[?#]\S", masked):
        return Parts(form="relative")
    scheme = _SCHEME.match(masked)
    name = scheme[1].lower() if scheme else ""
    if name in _APP_STORES:
        return Parts(form="app", scheme=name)
    mistyped = _MISTYPED.match(masked)
    if mistyped:
        rest = masked[mistyped.end() :]
        return _parse("https://" + rest.replace("\\", "/"), "mistyped-scheme", mask)
    inside = _INSIDE.search(masked)
    if inside:
        return _parse(inside.group(), "with-text", mask)
    if name in _NOT_APPS:
        return Parts(form="other-scheme", scheme=name)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S", masked):
        return Parts(form="app", scheme=name)
    if re.match(r"[\w.-]+/\S+$|\S+\.html?$", masked):
        return Parts(form="relative")
    return Parts(form="words")


def _parse(masked: str, form: Form, mask: Mask) -> Parts:
    import can_ada

    masked = re.sub(r"\s*\n\s*", "", masked)
    address = mask.restored(masked)
    if re.search(r"\s", masked.split("//", 1)[-1].split("/", 1)[0].split("?", 1)[0]):
        return Parts(form="bad-host", address=address)
    try:
        read = can_ada.parse(masked)
    except ValueError:
        return Parts(form="bad-host", address=address)
    host = str(read.hostname)
    if not re.fullmatch(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]", host):
        return Parts(form="bad-host", address=address)
    if form in ("no-scheme", "mistyped-scheme") and "." not in host:
        return Parts(form="words")
    before, _, fragment = masked.partition("#")
    _, _, query = before.partition("?")
    return Parts(
        form=form,
        address=address,
        scheme=str(read.protocol).rstrip(":"),
        host="" if mask.token in host else host,
        port=int(read.port) if read.port else None,
        credentials=bool(read.username or read.password),
        path=mask.restored(str(read.pathname)),
        query=mask.restored(query),
        fragment=mask.restored(fragment),
        parameters=tuple(_parameter(pair, mask) for pair in query.split("&")) if query else (),
    )


def _parameter(pair: str, mask: Mask) -> Parameter:
    name, _, value = pair.partition("=")
    return Parameter(
        raw=mask.restored(pair),
        name=mask.restored(unquote_plus(name)),
        value=mask.restored(unquote_plus(value)),
    )
