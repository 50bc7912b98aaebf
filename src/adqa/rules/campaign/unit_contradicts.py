"""campaign/unit-contradicts: the row books a size that its ad unit does not sell."""

from __future__ import annotations

from adqa.facts.campaign import RowFacts
from adqa.report.model import Allowed, Measured, Owner, Severity
from adqa.rules._sizes import is_multiple
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, row_facts
from adqa.rules.campaign._say import at, touched
from adqa.units import listing, parse_size

_SKY = a_row(unit="Skyscraper", size="300x600")


@rule(
    id="campaign/unit-contradicts",
    title="The row books a size that its ad unit does not sell",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    owner=Owner.AD_OPS,
    messages={"size": "The row books {measured}; {unit} is sold as {allowed}"},
    fix="Correct the size or the ad unit of this row.",
    examples=(
        Example("the unit is not known", (row_facts(_SKY),)),
        Example("it sells the size", (row_facts(_SKY, unit_sizes=("160x600", "300x600")),)),
        Example(
            "one of the sizes of the row",
            (row_facts(a_row(unit="Set", size="300x600 728x90"), unit_sizes=("300x600",)),),
        ),
        Example("no size is booked", (row_facts(a_row(size="", unit="Set"), unit_sizes=("300x600",)),)),
        Example("twice its size", (row_facts(a_row(size="320x1200"), unit_sizes=("160x600",)),)),
        Example(
            "another size",
            (row_facts(_SKY, unit_title="Skyscraper", unit_sizes=("160x600", "120x600")),),
            codes=("size",),
        ),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """One of the two is a slip, and whichever is trafficked, the creative is made for the other.

    A row of several sizes is judged only if none of them is sold, as it may book several units.
    """
    row, sold = facts.row, [parse_size(size) for size in facts.unit_sizes]
    if not sold or not row.sizes or any(is_multiple(size, of) for size in row.sizes for of in sold):
        return
    booked = listing([str(size) for size in row.sizes], "and")
    yield Found(
        code="size",
        measured=Measured(value=booked, unit="px", text=booked),
        allowed=Allowed(op="one_of", values=facts.unit_sizes, unit="px", text=listing([*facts.unit_sizes])),
        where=at(row, "sizes", "unit"),
        words={"unit": facts.unit_title or row.unit or "its ad unit"},
        applies_to=touched((row,)),
    )
