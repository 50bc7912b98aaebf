"""campaign/rotation-sum: the shares of the creatives in one slot do not add to 100 %."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from adqa.campaign.model import Row
from adqa.campaign.slices import ALWAYS, FOREVER, Slice, fills, is_firm, slices
from adqa.facts.campaign import SlotFacts
from adqa.report.model import Allowed, Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, day, flight, share, slot_facts
from adqa.rules.campaign._say import at, creative_of, rows_text, touched
from adqa.units import days_text, percent_text

_PERCENT_LIKE = (90, 110)
"""Bare numbers that add to something in between are taken for percents that lost their sign."""
_ROUNDED_BY = 0.5


def _slot(*shares: str, first: int = 77) -> tuple[SlotFacts]:
    """Creatives A, B, C … of 19 to 24 May with these shares."""
    rows = [
        a_row(first + index, creative=f"Aurora_{'ABCDEF'[index]}", flight=flight(19, 24), rotation=share(one))
        for index, one in enumerate(shares)
    ]
    return (slot_facts(*rows),)


@rule(
    id="campaign/rotation-sum",
    title="The shares of the creatives in one slot do not add to 100 %",
    needs=SlotFacts,
    subject="placement",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    changes="Judged only where two or more creatives run on the same days and their shares are percents: "
    "they carry the sign, or bare numbers add to 90 to 110. Other numbers are weights.",
    messages={"sum": "{days}: shares on this placement add to {measured} ({parts}, {rows})"},
    fix='Make them 100 %, or write "even".',
    examples=(
        Example("100 %", _slot("50 %", "30 %", "20 %")),
        Example("one row with 100 %", _slot("100 %")),
        Example("one row with less", _slot("50 %")),
        Example("relative weights", _slot("1", "1", "2")),
        Example("weights that add to far more", _slot("50", "100")),
        Example("even", _slot("even", "even", "even")),
        Example("one share is left to the ad server", _slot("40 %", "even")),
        Example("thirds", _slot("33 %", "33 %", "33 %")),
        Example("thirds with a decimal", _slot("33.3 %", "33.3 %", "33.3 %")),
        Example("bare numbers that are percents", _slot("40", "30", "30")),
        Example(
            "half and half, later all",
            (
                slot_facts(
                    a_row(1, creative="A", flight=flight(1, 9), rotation=share("50 %")),
                    a_row(2, creative="B", flight=flight(1, 9), rotation=share("50 %")),
                    a_row(3, creative="C", flight=flight(10, 20), rotation=share("100 %")),
                ),
            ),
        ),
        Example(
            "each market has its own",
            (
                slot_facts(
                    a_row(1, creative="A", market="US", flight=flight(1, 9), rotation=share("100 %")),
                    a_row(2, creative="B", market="CA", flight=flight(1, 9), rotation=share("100 %")),
                ),
            ),
        ),
        Example("too little", _slot("40 %", "30 %", "20 %"), codes=("sum",)),
        Example("too much", _slot("60 %", "60 %"), codes=("sum",)),
        Example("bare numbers near 100", _slot("40", "30", "20"), codes=("sum",)),
        Example("one sign was lost", _slot("40 %", "30", "20 %"), codes=("sum",)),
        Example("no dates", (slot_facts(*(
            a_row(number, creative=name, rotation=share("40 %")) for number, name in ((1, "A"), (2, "B"))
        )),), codes=("sum",)),
        Example(
            "right at first, then one is gone",
            (
                slot_facts(
                    a_row(1, creative="A", flight=flight(1, 20), rotation=share("50 %")),
                    a_row(2, creative="B", flight=flight(1, 20), rotation=share("30 %")),
                    a_row(3, creative="C", flight=flight(1, 9), rotation=share("20 %")),
                    as_of=day(1),
                ),
            ),
            codes=("sum",),
        ),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: SlotFacts) -> Judgement:
    """Shares that do not add up are set by guess, or the ad server refuses them on launch day.

    Judged for every stretch of days on which the same creatives run, as a refresh in mid-flight changes
    the shares. Days that are past are over.
    """
    if not any(row.rotation for row in facts.rows):
        return
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in facts.rows:
        if fills(row):
            groups[row.market.casefold(), row.device.casefold()].append(row)
    said = set()
    for rows in groups.values():
        if not all(is_firm(row.runs) for row in rows):
            continue
        for one in slices(rows):
            ids = tuple(row.id for row in one.rows)
            over = facts.as_of is not None and one.last < facts.as_of
            shares = _percents(one.rows)
            if over or ids in said or shares is None or _adds_up(shares):
                continue
            said.add(ids)
            yield _found(one, shares)


def _percents(rows: Sequence[Row]) -> list[float] | None:
    """The shares as percents; None if they are none, or not all of two or more are given."""
    if len(rows) < 2:
        return None
    given = [row.rotation for row in rows if row.rotation and not row.rotation.even]
    shares = [one.percent if one.percent is not None else float(one.weight or 0) for one in given]
    if len(given) < len(rows) or not all(shares):
        return None
    low, high = _PERCENT_LIKE
    if any(one.percent is not None for one in given) or low <= sum(shares) <= high:
        return shares
    return None


def _adds_up(shares: Sequence[float]) -> bool:
    """Whether they make 100, or are equal parts of it that were rounded: 33 + 33 + 33, 16.7 × 6."""
    off = abs(sum(shares) - 100)
    step = 1 if all(share == int(share) for share in shares) else 0.1
    rounded = max(shares) - min(shares) <= step + 1e-9 and off <= len(shares) * step * _ROUNDED_BY + 1e-9
    return off < 1e-6 or rounded


def _found(one: Slice, shares: Sequence[float]) -> Found:
    parts = [percent_text(share / 100).removesuffix(" %") for share in shares]
    total = percent_text(sum(shares) / 100)
    first = None if one.first == ALWAYS else one.first
    last = None if one.last == FOREVER else one.last
    days = days_text(first, last) if first and last else "All days" if not (first or last) else ""
    if not days:
        days = (
            f"From {days_text(first, first)}" if first else f"Until {days_text(last, last)}" if last else ""
        )
    return Found(
        code="sum",
        measured=Measured(value=sum(shares), unit="%", text=total),
        allowed=Allowed(op="exactly", value=100, unit="%", text="100 %"),
        where=at(one.rows[0], "rotation"),
        occurrence="+".join(sorted(creative_of(row) for row in one.rows)),
        words={"days": days, "parts": " + ".join(parts), "rows": rows_text(one.rows)},
        applies_to=touched(one.rows),
    )
