"""naming/not-as-booked: parts of the name that must equal what the campaign says."""

from __future__ import annotations

import re

from adqa.facts.assignment import AssignmentFacts
from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Measured, Reason, Severity
from adqa.rules._naming import read_name
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import NamePatternLimit
from adqa.units import listing

_FROM_CAMPAIGN = ("campaign", "brand", "dates", "version", "locale")
_SHAPES = {
    "version": re.compile(r".*\d.*|[a-z]{1,2}", re.IGNORECASE),
    "locale": re.compile(r"[a-z]{2,3}(-?[a-z]{2,4})?", re.IGNORECASE),
}


def _case(stem: str) -> tuple[NameFacts, AssignmentFacts]:
    return (
        name_facts(f"{stem}.jpg"),
        AssignmentFacts(kind="image", width=300, height=250),
    )


_BOOKED = {
    "segments": [
        {"name": "campaign name", "equals": "campaign"},
        {"name": "ad size", "equals": "size"},
        {"name": "locale", "equals": "locale"},
        {"name": "version", "equals": "version"},
    ]
}


@rule(
    id="naming/not-as-booked",
    title="A part of the file name cannot be what was booked",
    needs=(NameFacts, AssignmentFacts),
    reads="unit.naming.pattern",
    follows=("naming/pattern",),
    severities={"version": Severity.WARNING, "locale": Severity.WARNING},
    changes="Judged by the shape of the word alone, so at most a warning.",
    messages={
        "version": "{name} has '{measured}' as its {segment}, which names no version",
        "locale": "{name} has '{measured}' as its {segment}, which names no language",
    },
    fix={
        "version": "Put the version booked there, for example V1.",
        "locale": "Put the language booked there, for example EN-US.",
    },
    examples=(
        Example("nothing to compare", _case("Aurora_300x250"), {"segments": ["name", "size"]}),
        Example("all of the right shape", _case("Aurora_300x250_en-US_V2"), _BOOKED, ("unknown",)),
        Example("a version by letter", _case("Aurora_300x250_en_B"), _BOOKED, ("unknown",)),
        Example("no version", _case("Aurora_300x250_en_final"), _BOOKED, ("version", "unknown")),
        Example("no language", _case("Aurora_300x250_2026_V2"), _BOOKED, ("locale", "unknown")),
        Example("other parts than asked", _case("Aurora-300x250"), _BOOKED, ("unknown",)),
    ),
    since="0.1",
)
def judge(name: NameFacts, creative: AssignmentFacts, limit: NamePatternLimit) -> Judgement:
    """The name is what a trafficker books by, so it must say what the campaign says.

    Without a campaign sheet only the shape of a word can be judged; the rest counts as not asked for.
    """
    reading = read_name(name, creative, limit)
    for segment, part in reading.segments if reading else ():
        shape = _SHAPES.get(segment.equals or "")
        if shape and part and not shape.fullmatch(part):
            yield Found(
                code=str(segment.equals),
                occurrence=segment.name,
                where={"segment": segment.name},
                measured=Measured(value=part, text=part),
                words={"segment": segment.name},
            )
    open_ = [one.name for one in limit.segments if one.equals in _FROM_CAMPAIGN]
    if open_:
        yield Undecided(Reason.NOT_REQUESTED, f"{listing(open_, 'and')} in file names (no campaign sheet)")
