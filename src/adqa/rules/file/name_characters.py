"""file/name-characters: characters that a file name must not have anywhere."""

from __future__ import annotations

import unicodedata

from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing

_WINDOWS = '<>:"|?*\\'
_PLAIN = {"\u200c", "\u200d"}
"""Joiners that belong to words of some scripts and to emoji."""


def _named(name: str) -> tuple[NameFacts]:
    return (name_facts(name),)


@rule(
    id="file/name-characters",
    title="The file name has characters that break systems",
    needs=NameFacts,
    severity=Severity.WARNING,
    messages={
        "invisible": "The name of {name} has characters nobody sees ({measured})",
        "not-on-windows": "The name of {name} cannot be stored on Windows ({measured})",
    },
    fix={
        "invisible": "Type the name anew with letters, digits, dash and underscore.",
        "not-on-windows": "Rename it with letters, digits, dash and underscore.",
    },
    examples=(
        Example("letters, digits and marks", _named("Été_2026-final (1).jpg")),
        Example("another script", _named("春季_300x250.png")),
        Example("an emoji made of three", _named("\U0001f468\u200d\U0001f4bb.png")),
        Example("a line break", _named("two\nlines.jpg"), codes=("invisible",)),
        Example("written backwards", _named("gpj.\u202eexe.jpg"), codes=("invisible",)),
        Example("bytes of another encoding", _named("caf\udce9.jpg"), codes=("invisible",)),
        Example("a ratio in the name", _named("Sale_9:16_v3.jpg"), codes=("not-on-windows",)),
        Example("a space at the end", _named("banner.jpg "), codes=("not-on-windows",)),
    ),
    since="0.1",
)
def judge(facts: NameFacts) -> Judgement:
    """Control characters and marks that turn the direction of writing disguise what a file is.

    A name that Windows cannot store breaks the zip on the trafficker's machine.
    """
    suspect = "" if facts.name.isprintable() else facts.name
    hidden = [one for one in dict.fromkeys(suspect) if _is_hidden(one)]
    if hidden:
        yield Found(code="invisible", measured=_characters([f"U+{ord(one):04X}" for one in hidden]))
    refused = [one for one in dict.fromkeys(facts.name) if one in _WINDOWS]
    if facts.name[-1:] in (" ", "."):
        refused.append("a space at the end" if facts.name[-1] == " " else "a dot at the end")
    if refused:
        yield Found(code="not-on-windows", measured=_characters(refused))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _PLAIN


def _characters(names: list[str]) -> Measured:
    return Measured(value=" ".join(names), text=listing(names, "and"))
