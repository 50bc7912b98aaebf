"""naming/leftover: words in the name that belong to somebody's working folder."""

from __future__ import annotations

import re

from adqa.facts.file import NameFacts
from adqa.facts.name import SIZE, name_facts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing

_COPY = re.compile(
    r"\(\d{1,2}\)|(?<![ _-]ad)(?<!body)(?<!headline)[ -]copy(?: ?\d+)?$|^copy of |[ _-]copy(?= ?\()"
    rf"|{SIZE}(?:@\dx)?_(copy)(?:_?\d+)?$"
    r"|(?<= - )(?:kopie|copie|copia|cópia)(?= ?\(|$)",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"do[ _-]?not[ _-]?use|(?<![a-z])(?:placeholder|(?<!crash[ _-])dummy|wip|fpo|tmp)(?![a-z])",
    re.IGNORECASE,
)
_ASIDE = r"(?:test|temp|draft|old|bak|untitled)"
_ASIDE_AT_END = re.compile(rf"(?:{SIZE}(?:@\dx)?|v\d+)[ _.-]*({_ASIDE})\d?$", re.IGNORECASE)
_ASIDE_ALONE = re.compile(_ASIDE, re.IGNORECASE)
_NEUTRAL = re.compile(
    rf"{SIZE}(?:@\dx)?|(?<![a-z])v\d+|\d+|(?<![a-z])(?:banners?|ads?|creatives?|images?|img|display)(?![a-z])"
    r"|[ _.()-]+",
    re.IGNORECASE,
)
"""What says nothing of the thing that is sold: `banner test` is a test, `dna test` is not."""
_FINAL = re.compile(r"(?<![a-z])final(?:ized|ised)?(?![a-z])", re.IGNORECASE)
_CONTEST = re.compile(
    r"(?:league|cup|cups|copa|grand|semi|quarter|half|season|series|champions?|tournament|euro)[ _.-]*$",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?:[ _.-]+|{SIZE}(?:@\dx)?|v\d+|(?<!\d)\d{{1,2}}(?!\d))*", re.IGNORECASE)


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
        Example("beer and sports", _named("Draft-Beer_300x250")),
        Example("a final that is played", _named("Champions-League-Final_300x250")),
        Example("the last of a season", _named("Season_Finale")),
        Example("a final and a year", _named("Worldcup_final_2026")),
        Example("tests that are sold", _named("DNA-test")),
        Example("final before the size", _named("Aurora_v2_final_300x250"), codes=("final",)),
        Example("a copy of a file manager in German", _named("Aurora - Kopie"), codes=("copy",)),
        Example("a test and a size", _named("test_300x250"), codes=("work",)),
        Example("a banner as a test", _named("banner-test2"), codes=("work",)),
        Example("an old one", _named("125x125_old"), codes=("work",)),
        Example("nothing but a draft", _named("draft"), codes=("work",)),
        Example("final at the end", _named("Aurora_300x250_final"), codes=("final",)),
        Example("final twice", _named("Aurora_final_FINAL_300x250"), codes=("final",)),
        Example("final with a number", _named("Aurora final v3"), codes=("final",)),
        Example("a second download", _named("Aurora_300x250 (1)"), codes=("copy",)),
        Example("a copy of a file manager", _named("Aurora_300x250 copy 2"), codes=("copy",)),
        Example("words that are called copy", _named("frame_1_copy")),
        Example("the copy of an ad", _named("Aurora_ad-copy")),
        Example("a copy with underscores", _named("Aurora_300x250_copy"), codes=("copy",)),
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

    `final` counts at the end of the name, before nothing but sizes and numbers, or when it stands there
    twice, so that a final sale is none.
    """
    finals = list(_FINAL.finditer(facts.stem))
    if len(finals) > 1 or (finals and _ends(facts.stem, finals[-1])):
        yield _found("final", [one.group() for one in finals])
    for code, pattern in (("copy", _COPY), ("work", _WORK)):
        words = [one[one.lastindex or 0].strip(" _-") for one in pattern.finditer(facts.stem)]
        if code == "work":
            words += _set_aside(facts.stem)
        if words:
            yield _found(code, words)


def _ends(stem: str, final: re.Match[str]) -> bool:
    """Whether `final` is the last word, and none that is played."""
    return bool(_TAIL.fullmatch(stem[final.end() :])) and not _CONTEST.search(stem[: final.start()])


def _set_aside(stem: str) -> list[str]:
    """Words for a file that is not meant to run: behind the size, or all that the name says."""
    at_end = _ASIDE_AT_END.search(stem)
    if at_end:
        return [at_end[at_end.lastindex or 0]]
    rest = _NEUTRAL.sub("", stem)
    return [rest] if _ASIDE_ALONE.fullmatch(rest) else []


def _found(code: str, words: list[str]) -> Found:
    text = listing(list(dict.fromkeys(words)), "and")
    return Found(code=code, measured=Measured(value=text, text=text))
