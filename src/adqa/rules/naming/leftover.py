"""naming/leftover: words in the name that belong to somebody's working folder."""

from __future__ import annotations

import re

from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing

_COPY = re.compile(r"\(\d{1,2}\)|(?:^|[ _-])copy(?: ?\d+)?$|^copy of |[ _-]copy(?= ?\()", re.IGNORECASE)
_WORK = re.compile(
    r"do[ _-]?not[ _-]?use|(?<![a-z])(?:placeholder|untitled|dummy|draft|wip|fpo|tmp)(?![a-z])"
    r"|(?:^|[ _-])(?:test|temp)$",
    re.IGNORECASE,
)
_FINAL = re.compile(r"(?<![a-z])final(?:e|ized|ised)?(?![a-z])", re.IGNORECASE)
_TAIL = re.compile(r"[ _.-]*(?:v?\d+)?$", re.IGNORECASE)


def _named(stem: str) -> tuple[NameFacts]:
    return (name_facts(f"{stem}.jpg"),)


@rule(
    id="naming/leftover",
    title="Leftover words in the file name",
    needs=NameFacts,
    severity=Severity.NOTE,
    messages={
        "final": "{name} carries leftover words in its name: {measured}",
        "copy": "{name} has the name of a copy: {measured}",
        "work": "{name} has the name of working material: {measured}",
    },
    fix={
        "final": "Make sure that it is the last version, and name it by a version number.",
        "copy": "Make sure that it is the right one of the two, and give it its plain name.",
        "work": "Make sure that it is meant to run, and give it its booked name.",
    },
    examples=(
        Example("a plain name", _named("Aurora_300x250_v2")),
        Example("a sale that is final", _named("Final_Hours_300x250")),
        Example("a retailer and a season", _named("Old-Navy_New-Arrivals_300x250")),
        Example("words that only contain them", _named("Contest_Photocopy_Semifinal_300x250")),
        Example("final at the end", _named("Aurora_300x250_final"), codes=("final",)),
        Example("final twice", _named("Aurora_final_FINAL_300x250"), codes=("final",)),
        Example("final with a number", _named("Aurora final v3"), codes=("final",)),
        Example("a second download", _named("Aurora_300x250 (1)"), codes=("copy",)),
        Example("a copy of a file manager", _named("Aurora_300x250 copy 2"), codes=("copy",)),
        Example("a copy of a drive", _named("Copy of Aurora_300x250"), codes=("copy",)),
        Example("a test", _named("Aurora_300x250_test"), codes=("work",)),
        Example("for position only", _named("FPO_300x250"), codes=("work",)),
        Example("do not use", _named("Aurora_DO NOT USE_final"), codes=("final", "work")),
    ),
    changes="Two different files under one plain name are a question of their own.",
    since="0.1",
)
def judge(facts: NameFacts) -> Judgement:
    """Such names are how last week's version or a test goes live.

    `final` counts at the end of the name or when it stands there twice, so that a final sale is none.
    """
    finals = list(_FINAL.finditer(facts.stem))
    if len(finals) > 1 or (finals and _TAIL.fullmatch(facts.stem[finals[-1].end() :])):
        yield _found("final", [one.group() for one in finals])
    for code, pattern in (("copy", _COPY), ("work", _WORK)):
        words = [one.group().strip(" _-") for one in pattern.finditer(facts.stem)]
        if words:
            yield _found(code, words)


def _found(code: str, words: list[str]) -> Found:
    text = listing(list(dict.fromkeys(words)), "and")
    return Found(code=code, measured=Measured(value=text, text=text))
