"""Facts every delivered file has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Readability = Literal[
    "ok",
    "empty",
    "truncated",
    "damaged",
    "too_large",
    "not_recognised",
    "no_access",
    "broken_link",
    "encrypted",
    "not_fetched",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """The delivered name; a fact about the delivery, so never cached."""

    KIND: ClassVar[str] = "name"
    VERSION: ClassVar[int] = 1

    name: str
    """File name with extension, without folders."""
    stem: str
    extension: str
    """Lower case, without the dot; empty if there is none."""
    sizes: tuple[tuple[int, int], ...] = ()
    """Pixel sizes written in the name as WxH, in order."""
    density: int | None = None
    """2 for `@2x`, 3 for `@3x`; None if the name does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The bytes: how many, and what they are by content."""

    KIND: ClassVar[str] = "file"
    VERSION: ClassVar[int] = 1

    bytes: int
    format: str | None
    """True format by signature (`jpeg`, `png`, `zip` …); None if no known signature."""
    readable: Readability = "ok"
    problem: str = ""
    """One sentence on what is wrong, empty if `readable` is ok."""
