"""campaign/swap-without-outgoing: a swap does not name what leaves."""

from __future__ import annotations

from adqa.facts.campaign import RowFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, row_facts
from adqa.rules.campaign._say import at, creative_of, touched


def _swap(**fields: str) -> tuple[RowFacts]:
    return (row_facts(a_row(52, creative="Aurora_v3", action="swap", **fields)),)


@rule(
    id="campaign/swap-without-outgoing",
    title="A swap does not name what leaves",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "swap": '{says} "{measured}" but not which creative goes out',
        "nothing": '{says} "{measured}" but not which creative goes in or out',
    },
    fix={
        "swap": "Say which creative {incoming} replaces.",
        "nothing": "Say which creative goes in and which one goes out.",
    },
    examples=(
        Example("no swap", (row_facts(a_row(52, creative="Aurora_v3", action="add")),)),
        Example("both are named", _swap(swaps_in="Aurora_v3", swaps_out="Aurora_v2")),
        Example(
            "only what comes in",
            _swap(swaps_in="Aurora_v3", action_text="swap in Aurora_v3", notes="swap in Aurora_v3"),
            codes=("swap",),
        ),
        Example("the word alone", _swap(action_text="Swap"), codes=("swap",)),
        Example(
            "the word alone, on a row without a creative",
            (row_facts(a_row(52, action="swap", action_text="Swap", notes="Swap on Monday")),),
            codes=("nothing",),
        ),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """Who does not know what leaves lets both run, or takes the wrong one down."""
    row = facts.row
    if row.action != "swap" or row.swaps_out:
        return
    incoming = row.swaps_in or creative_of(row)
    said = row.action_text or "swap"
    in_notes = said.casefold() in row.notes.casefold()
    yield Found(
        code="swap" if incoming else "nothing",
        measured=Measured(value=incoming or None, text=said),
        where=at(row, "notes" if in_notes else "action", "action", "notes", "status"),
        words={"says": "Notes say" if in_notes else "The row says", "incoming": incoming},
        applies_to=touched((row,)),
    )
