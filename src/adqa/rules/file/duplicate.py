"""file/duplicate: the same content was delivered under two names."""

from __future__ import annotations

from adqa.facts.delivery import DeliveryFacts, IndexEntry
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _entry(address: str) -> IndexEntry:
    return IndexEntry(address=address, kind="image", format="png", width=300, height=250, content_id="same")


@rule(
    id="file/duplicate",
    title="The same content stands under two names",
    needs=DeliveryFacts,
    severity=Severity.NOTE,
    subject="delivery",
    messages={"same": "{name} is the same as {measured}"},
    fix="Keep one of them, unless both names are booked.",
    examples=(
        Example("all different", (DeliveryFacts(),)),
        Example(
            "twice", (DeliveryFacts(same_content=((_entry("a.png"), _entry("a (1).png")),)),), codes=("same",)
        ),
    ),
    changes="A campaign sheet raises it where two names stand for two messages.",
    since="0.1",
)
def judge(facts: DeliveryFacts) -> Judgement:
    """A copy left in the delivery is trafficked twice, or one of the names was meant to hold other art."""
    for group in facts.same_content:
        first = group[0]
        for other in group[1:]:
            yield Found(
                code="same",
                path=other.address,
                measured=Measured(value=first.address, text=_told_apart(first.address, other.address)),
                occurrence=other.address,
                related=(Related(path=first.address, text="the other file"),),
            )


def _told_apart(address: str, other: str) -> str:
    """The file name, with as many folders before it as tell it from the other one."""
    parts, others = address.split("/"), other.split("/")
    count = 1
    while parts[-count:] == others[-count:] and count < len(parts):
        count += 1
    return "/".join(parts[-count:])
