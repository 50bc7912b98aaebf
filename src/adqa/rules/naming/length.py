"""naming/length: the file name is longer than the ad unit allows."""

from __future__ import annotations

import unicodedata

from adqa.facts.file import NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import NameLengthLimit
from adqa.units import count_text


def _named(stem: str) -> tuple[NameFacts]:
    return (name_facts(f"{stem}.jpg"),)


@rule(
    id="naming/length",
    title="The file name is too long",
    needs=NameFacts,
    reads="unit.naming.length",
    messages={"long": "{name} has a name of {measured}{counted}; at most {allowed}"},
    fix="Shorten the name by {excess}.",
    examples=(
        Example("exactly at the limit, with extension", _named("a" * 46), "50 characters"),
        Example("one character over", _named("a" * 47), "50 characters", ("long",)),
        Example(
            "exactly at the limit, without extension",
            _named("a" * 50),
            {"max": "50 characters", "with_extension": "no"},
        ),
        Example(
            "one character over, without extension",
            _named("a" * 51),
            {"max": "50 characters", "with_extension": "no"},
            ("long",),
        ),
        Example("an accent is no character of its own", _named("e\u0301" * 46), "50 characters"),
    ),
    since="0.1",
)
def judge(facts: NameFacts, limit: NameLengthLimit) -> Judgement:
    """Longer names are refused at upload or cut off, and cut names no longer match the trafficking sheet."""
    text = unicodedata.normalize("NFC", facts.name if limit.with_extension else facts.stem)
    if len(text) > limit.max:
        yield Found(
            code="long",
            measured=Measured(value=len(text), unit="characters", text=count_text(len(text), "character")),
            allowed=Allowed(
                op="at_most", value=limit.max, unit="characters", text=count_text(limit.max, "character")
            ),
            words={
                "counted": " with its extension" if limit.with_extension else " without its extension",
                "excess": count_text(len(text) - limit.max, "character"),
            },
        )
