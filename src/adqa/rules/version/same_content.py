"""version/same-content: one content serves two things that were booked as different."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from adqa.addresses import file_name
from adqa.campaign.booking import Deliverable
from adqa.facts.version import TwinFacts
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_booking, a_file


def _case(first: Deliverable, second: Deliverable, *, kind: str = "image", **fields: Any) -> tuple[TwinFacts]:
    return (
        TwinFacts(
            first=replace(a_file("one.jpg", content="same"), kind=kind),
            second=replace(a_file("two.jpg", content="same"), kind=kind),
            first_serves=(first,),
            second_serves=(second,),
            **{"same_content": True, **fields},
        ),
    )


@rule(
    id="version/same-content",
    title="One content was delivered for two different things",
    needs=TwinFacts,
    severity=Severity.ERROR,
    severities={"rotates": Severity.WARNING, "versions": Severity.WARNING, "package": Severity.WARNING},
    subject="creative",
    messages={
        "messages": "{name} is the same as {measured}, but one is for {first} and one for {second}",
        "sizes": "{name} is the same as {measured}, but one is for {first} and one for {second}",
        "package": "{name} is the same as {measured}, but one is for {first} and one for {second}",
        "rotates": "{name} is the same as {measured}, and the two rotate as {first}",
        "versions": "{name} is the same as {measured}, but they are two versions of {first}",
    },
    fix={
        "messages": "Ask which message it is, and send the art of the other one.",
        "sizes": "Ask which size it is, and send the art of the other one.",
        "package": "Ask whether the package adapts to both sizes; if not, send the other one.",
        "rotates": "Take one of the two out, or send the art that is meant to run against it.",
        "versions": "Ask which version it is, and send the other one.",
    },
    examples=(
        Example("they only look alike", _case(a_booking("A"), a_booking("B"), same_content=False)),
        Example("two languages may share art", _case(a_booking(locale="en-US"), a_booking(locale="en-GB"))),
        Example("two messages", _case(a_booking("A"), a_booking("B")), codes=("messages",)),
        Example("two sizes", _case(a_booking("A"), a_booking("A", "728x90")), codes=("sizes",)),
        Example(
            "a package for two sizes",
            _case(a_booking("A"), a_booking("A", "728x90"), kind="html5"),
            codes=("package",),
        ),
        Example("against itself", _case(a_booking(), a_booking()), codes=("rotates",)),
        Example(
            "two versions booked side by side",
            _case(a_booking(version="v1", key="1"), a_booking(version="v2", key="2")),
            codes=("versions",),
        ),
    ),
    changes="A warning where two names rotate against each other or two versions are booked side by side; a "
    "package may adapt to several sizes, so it is a warning there too.",
    since="0.1",
)
def judge(facts: TwinFacts) -> Judgement:
    """Under one of the two names the wrong ad runs, or a test compares an ad with itself."""
    if not facts.same_content:
        return
    pair = _contradiction(facts)
    if pair is None:
        return
    code, first, second = pair
    touched = (*first.touches, *second.touches)
    yield Found(
        code=code,
        path=facts.second.address,
        occurrence=facts.first.address,
        measured=Measured(value=facts.first.address, text=file_name(facts.first.address)),
        words={"first": first.label, "second": second.label},
        related=(Related(path=facts.first.address, text="the other file"),),
        applies_to=tuple(dict.fromkeys(touched)),
    )


def _contradiction(facts: TwinFacts) -> tuple[str, Deliverable, Deliverable] | None:
    """What the two are booked as that one content cannot be; the first pair that contradicts."""
    keys = {one.key for one in facts.first_serves}
    for second in facts.second_serves:
        if second.key in keys:
            return "rotates", second, second
    for first in facts.first_serves:
        for second in facts.second_serves:
            if first.size != second.size:
                return "package" if facts.second.kind == "html5" else "sizes", first, second
            if first.group.casefold() != second.group.casefold():
                return "messages", first, second
            if first.version != second.version:
                return "versions", first, second
    return None
