"""Links that mail scanners, chats and search engines put around a URL, and the URL inside.

A copied link often carries the address of the sender's own scanner. Where the wrapping can be undone without
asking anybody, the URL inside is given.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

_MOST_LAYERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A wrapped link."""

    by: str
    """Product that wrapped it."""
    kind: Literal["mail", "redirect"]
    inner: str
    """The URL inside; empty if only that product can tell."""


@dataclass(frozen=True, slots=True)
class _Wrapper:
    by: str
    kind: Literal["mail", "redirect"]
    host: str
    """Pattern of the whole host."""
    inner: Callable[[str], str]
    path: str = "/"


def _parameter(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        values = parse_qs(urlsplit(text).query)
        return next((values[name][0] for name in names if name in values), "")

    return read


def _opaque(_text: str) -> str:
    return ""


def _proofpoint(text: str) -> str:
    version = urlsplit(text).path.split("/")[1] if urlsplit(text).path.count("/") else ""
    if version == "v3":
        match = re.search(r"/v3/__(.+?)__;([\w-]*)!", text)
        return _third_version(match[1], match[2]) if match else ""
    inner = _parameter("u")(text)
    return unquote(inner.replace("-", "%").replace("_", "/")) if version == "v2" else inner


def _third_version(text: str, replaced: str) -> str:
    """Version 3 keeps the URL but puts `*` for one special character, `**x` for a run of them."""
    try:
        characters = base64.urlsafe_b64decode(replaced + "=" * (-len(replaced) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    supply = iter(characters)

    def fill(match: re.Match[str]) -> str:
        count = lengths.index(match[1]) + 2 if match[1] else 1
        return "".join(next(supply, "") for _ in range(count))

    return re.sub(r"\*(?:\*([\w-]))?", fill, text)


def _cisco(text: str) -> str:
    last = urlsplit(text).path.rpartition("/")[2]
    return unquote(last) if last.lower().startswith("http") else ""


def _sophos(text: str) -> str:
    coded = _parameter("u")(text)
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


_WRAPPERS = (
    _Wrapper("Outlook SafeLinks", "mail", r".*\.safelinks\.protection\.outlook\.com", _parameter("url")),
    _Wrapper("Microsoft Teams", "mail", r"statics\.teams\.cdn\.(?:office\.net|live\.net)", _parameter("url")),
    _Wrapper("Proofpoint", "mail", r"urldefense(?:\.proofpoint)?\.(?:com|us)", _proofpoint),
    _Wrapper("Mimecast", "mail", r"(?:protect|url)[\w.-]*\.mimecast(?:protect)?\.com", _opaque),
    _Wrapper("Barracuda", "mail", r"linkprotect\.cudasvc\.com", _parameter("a")),
    _Wrapper("Cisco Secure Email", "mail", r"secure-web\.cisco\.com", _cisco),
    _Wrapper("Sophos", "mail", r".*\.protection\.sophos\.com", _sophos),
    _Wrapper("Trellix", "mail", r"protect\d?\.fireeye\.com", _parameter("u")),
    _Wrapper("Symantec", "mail", r"clicktime\.symantec\.com", _parameter("u")),
    _Wrapper("Google", "redirect", r"(?:www\.)?google\.[a-z.]{2,6}", _parameter("q", "url"), "/url"),
    _Wrapper("Facebook", "redirect", r"lm?\.(?:facebook|instagram)\.com", _parameter("u")),
    _Wrapper("LinkedIn", "redirect", r"www\.linkedin\.com", _parameter("url"), "/redir/"),
    _Wrapper("Slack", "redirect", r"slack-redir\.net", _parameter("url")),
    _Wrapper("YouTube", "redirect", r"www\.youtube\.com", _parameter("q"), "/redirect"),
)


def unwrap(text: str, host: str, path: str) -> Wrapped | None:
    """What wraps a URL and what is inside, through all layers that can be undone; None if nothing does."""
    found: Wrapped | None = None
    for _ in range(_MOST_LAYERS):
        layer = _layer(text, host, path)
        if layer is None:
            break
        found = Wrapped(
            by=found.by if found else layer.by, kind=found.kind if found else layer.kind, inner=layer.inner
        )
        text = layer.inner
        parts = re.match(r"https?://([^/?#:@]+)(?::\d+)?([^?#]*)", text, re.IGNORECASE)
        if not parts:
            break
        host, path = parts[1].lower(), parts[2] or "/"
    return found


def _layer(text: str, host: str, path: str) -> Wrapped | None:
    for one in _WRAPPERS:
        if re.fullmatch(one.host, host) and path.startswith(one.path):
            try:
                inner = one.inner(text)
            except ValueError:
                inner = ""
            if not re.match(r"https?://[^/\s]", inner, re.IGNORECASE):
                inner = ""
            if inner or one.kind == "mail":
                return Wrapped(by=one.by, kind=one.kind, inner=inner)
    return None
