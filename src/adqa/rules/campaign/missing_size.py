"""campaign/missing-size: a size that the unit sells as part of a set was not delivered."""

from __future__ import annotations

from dataclasses import replace

from adqa.facts.delivery import IndexEntry, SetFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.spec.limits import SetSizesLimit
from adqa.units import listing

_HAVE = (
    IndexEntry(
        address="spring_300x250.png", kind="image", format="png", width=300, height=250, content_id="a"
    ),
)


@rule(
    id="campaign/missing-size",
    title="A size of the set was not delivered",
    needs=SetFacts,
    reads="unit.set.sizes",
    subject="set",
    severities={"recommended": Severity.WARNING},
    changes="A size that is only recommended is at most a warning, also where the set as such is demanded.",
    messages={
        "required": "{concept}: {measured} of {allowed} required sizes delivered; missing {missing}",
        "recommended": "{concept}: the recommended {missing} not delivered",
    },
    fix={"required": "Send {missing} with the same look.", "recommended": "Add {missing} for more reach."},
    examples=(
        Example("complete", (SetFacts(concept="spring", members=_HAVE),), ["300x250"]),
        Example(
            "optional may be absent",
            (SetFacts(concept="spring", members=_HAVE),),
            {"all_of": ["300x250", {"size": "728x90", "need": "optional"}]},
        ),
        Example(
            "nothing that belongs to the set",
            (SetFacts(concept="autumn", members=(replace(_HAVE[0], width=160, height=600),)),),
            ["300x250", "728x90"],
        ),
        Example(
            "one is missing",
            (SetFacts(concept="spring", members=_HAVE),),
            ["300x250", "728x90"],
            ("required",),
        ),
        Example(
            "a recommended one is missing",
            (SetFacts(concept="spring", members=_HAVE),),
            {"strength": "should", "all_of": ["300x250", {"size": "728x90", "need": "recommended"}]},
            ("recommended",),
        ),
    ),
    since="0.1",
)
def judge(facts: SetFacts, limit: SetSizesLimit) -> Judgement:
    """A concept that lacks a size cannot serve where that size is sold, and the publisher sends it back.

    Files of which none has a size of the set are no part of one; what is said of their sizes is enough.
    """
    have = {(one.width, one.height) for one in facts.members}
    if not have & {(one.size.width, one.size.height) for one in limit.all_of}:
        return
    for need in ("required", "recommended"):
        asked = [one.size for one in limit.all_of if one.need == need]
        missing = [str(size) for size in asked if (size.width, size.height) not in have]
        if missing:
            yield Found(
                code=need,
                measured=Measured(
                    value=len(asked) - len(missing), unit="sizes", text=str(len(asked) - len(missing))
                ),
                allowed=Allowed(op="at_least", value=len(asked), unit="sizes", text=str(len(asked))),
                occurrence=need,
                where={"missing": ", ".join(missing)},
                words={"concept": facts.concept or "the set", "missing": listing(missing, "and")},
            )
