"""Characters that may not stand in a URL as they are, and what they are written as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

FaultKind = Literal["space", "invisible", "non-ascii", "forbidden", "percent", "double", "html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of wrong character in a URL."""

    kind: FaultKind
    text: str
    """What stands there, each thing once, in order, separated by spaces."""


INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_FORBIDDEN = re.compile(r"[|<>^\\\"`{}]")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}")
_DOUBLE = re.compile(r"%25(?:2[0-9A-F]|3[A-F]|40|5[BD]|7[BD]|[CDE][0-9A-F])", re.IGNORECASE)
_URL_INSIDE = re.compile(r"[a-z]+:/|=/.*\?", re.IGNORECASE)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SPACE_AT_A_JOINT = re.compile(r"[?&=#/:] | [?&=#/:]| \(| {2}")
HTML = re.compile(r"&(?:amp|#38|#x26);(?=[\w.%~-]+(?:=|&|$))", re.IGNORECASE)
"""An & as it is written in the source of a page."""
FROM_HTML = Fault(kind="html", text="&amp;")
"""Stands for what HTML found; such a URL is read with & in its place."""


def faults_of(masked: str) -> tuple[Fault, ...]:
    """Faults of a URL whose macros are masked."""
    found: list[tuple[FaultKind, list[str]]] = [
        ("space", [" "] if " " in masked else []),
        ("invisible", [f"U+{ord(one):04X}" for one in INVISIBLE.findall(masked)]),
        ("non-ascii", [one for one in _NON_ASCII.findall(masked) if not INVISIBLE.match(one)]),
        ("forbidden", _FORBIDDEN.findall(masked)),
        ("percent", [one.strip() for one in _BAD_PERCENT.findall(masked)]),
        ("double", _doubles(masked)),
    ]
    return tuple(Fault(kind=kind, text=" ".join(dict.fromkeys(texts))) for kind, texts in found if texts)


def _doubles(masked: str) -> list[str]:
    """Encodings encoded again, outside values that are URLs, where the second time is right."""
    found: list[str] = []
    for piece in re.split(r"[?&#;]", masked.partition("://")[2]):
        if _DOUBLE.search(piece) and not _URL_INSIDE.search(unquote(piece)):
            found += _DOUBLE.findall(piece)
    return found


def corrected(address: str, host: str, faults: tuple[Fault, ...]) -> str:
    """The address with every fault put right; empty where that would be a guess."""
    kinds = {one.kind for one in faults}
    if kinds & {"percent", "double"} or "\\" in address or _SPACE_AT_A_JOINT.search(address):
        return ""
    if kinds & {"invisible"} and re.search(r"[\x80-\xa0\u2028-\u202f]", address):
        return ""
    match = re.fullmatch(r"([^:/?#]+://)([^/?#\\]*)(.*)", INVISIBLE.sub("", address))
    if match is None:
        return ""
    start, authority, rest = match.groups()
    if _NON_ASCII.search(authority):
        if "@" in authority or ":" in authority:
            return ""
        authority = host
    return start + authority + quote(rest, safe="!#$%&'()*+,/:;=?@[]~-._")
