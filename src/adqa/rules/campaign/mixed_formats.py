"""campaign/mixed-formats: the files of one concept have different formats."""

from __future__ import annotations

from collections import Counter

from adqa.facts.delivery import IndexEntry, SetFacts
from adqa.report.model import Allowed, Measured
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import AllowedLimit
from adqa.units import count_text, listing


def _entry(format_: str) -> IndexEntry:
    return IndexEntry(
        address=f"a.{format_}", kind="image", format=format_, width=300, height=250, content_id=format_
    )


@rule(
    id="campaign/mixed-formats",
    title="The files of one concept have different formats",
    needs=SetFacts,
    reads="unit.set.same_format",
    subject="set",
    messages={"mixed": "{concept} mixes {measured}; one format for all sizes is asked"},
    fix="Export every size of this concept in the same format.",
    examples=(
        Example("one format", (SetFacts(concept="s", members=(_entry("png"), _entry("png"))),), "required"),
        Example(
            "two", (SetFacts(concept="s", members=(_entry("png"), _entry("gif"))),), "required", ("mixed",)
        ),
    ),
    since="0.1",
)
def judge(facts: SetFacts, limit: AllowedLimit) -> Judgement:
    """Publishers that sell a concept as one line refuse a set in which a GIF stands beside JPEGs."""
    formats = Counter(one.format or "unknown" for one in facts.members)
    if limit.value == "required" and len(formats) > 1:
        said = listing([count_text(count, name.upper()) for name, count in sorted(formats.items())], "and")
        yield Found(
            code="mixed",
            measured=Measured(value=len(formats), unit="formats", text=said),
            allowed=Allowed(op="exactly", value=1, unit="formats", text="one format"),
            words={"concept": facts.concept or "the set"},
        )
