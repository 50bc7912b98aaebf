"""naming/characters: the file name has characters the ad unit does not take."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable

from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import NameCharactersLimit
from adqa.units import listing

_CLASSES = {
    "letters": string.ascii_letters,
    "digits": string.digits,
    "dash": "-",
    "underscore": "_",
    "dot": ".",
    "space": " ",
    "parentheses": "()",
    "ascii": "".join(map(chr, range(0x20, 0x7F))),
}
_WORDS = {
    "letters": "letters without accents",
    "dash": "dashes",
    "underscore": "underscores",
    "dot": "dots",
    "space": "spaces",
    "ascii": "plain ASCII characters",
}


def _named(stem: str) -> tuple[NameFacts]:
    return (name_facts(f"{stem}.jpg"),)


_USUAL = ["letters", "digits", "dash", "underscore"]


@rule(
    id="naming/characters",
    title="The file name has characters that are not accepted",
    needs=NameFacts,
    reads="unit.naming.characters",
    messages={"refused": "{name} has {measured} in its name; accepted are {allowed}"},
    fix="{advice}",
    examples=(
        Example("letters, digits, dash and underscore", _named("Sale_300x250-v2"), _USUAL),
        Example("ASCII", _named("Sale (2) 50%"), "ascii"),
        Example("a space", _named("Sale 300x250"), _USUAL, ("refused",)),
        Example("an accent", _named("Été_300x250"), _USUAL, ("refused",)),
        Example("a percent sign", _named("50%_off"), _USUAL, ("refused",)),
        Example("a second dot", _named("v1.2"), _USUAL, ("refused",)),
        Example("another script", _named("春季"), "ascii", ("refused",)),
    ),
    since="0.1",
)
def judge(facts: NameFacts, limit: NameCharactersLimit) -> Judgement:
    """Other characters are escaped or replaced at upload, and the name no longer matches the booking.

    The dot before the extension is always accepted.
    """
    accepted = frozenset("".join(_CLASSES[one] for one in limit.any_of))
    refused = [one for one in dict.fromkeys(facts.stem + facts.extension) if one not in accepted]
    if refused:
        yield Found(
            code="refused",
            measured=Measured(value="".join(refused), text=listing([_shown(one) for one in refused], "and")),
            allowed=Allowed(
                op="one_of",
                values=limit.any_of,
                text=listing([_WORDS.get(one, one) for one in limit.any_of], "and"),
            ),
            words={"advice": _advice(facts, accepted)},
        )


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _advice(facts: NameFacts, accepted: Iterable[str]) -> str:
    """A name that would be accepted, where replacing single characters gives one."""
    filler = next((one for one in "_-" if one in accepted), "")
    plain = unicodedata.normalize("NFKD", facts.stem)
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    better = "".join(one if one in accepted else filler for one in plain)
    if any(one.isalnum() for one in better) and set(facts.extension) <= set(accepted):
        extension = f".{facts.extension}" if facts.extension else ""
        return f"Rename it, for example to {better}{extension}."
    return "Rename it with the accepted characters."
