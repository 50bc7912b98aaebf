"""campaign/overlap: a creative that is replaced runs on beside the one that replaces it."""

from __future__ import annotations

from adqa.campaign.model import Row
from adqa.campaign.slices import FOREVER, is_firm, overlap
from adqa.facts.campaign import SlotFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, flight, slot_facts
from adqa.rules.campaign._say import ENDS, at, creative_of, same_name, touched
from adqa.units import date_text, short_day_text

_OLD = a_row(10, creative="Aurora_v2", flight=flight(14, 24))
_NEW = a_row(
    11,
    creative="Aurora_v3",
    action="swap",
    swaps_in="Aurora_v3",
    swaps_out="Aurora_v2",
    flight=flight(20, 31),
)


@rule(
    id="campaign/overlap",
    title="A creative that is replaced runs on",
    needs=SlotFacts,
    subject="placement",
    severity=Severity.WARNING,
    owner=Owner.AD_OPS,
    messages={"runs-on": "{incoming} replaces {outgoing} on {start}, but {outgoing} {measured}"},
    fix={"runs-on": "End {outgoing} the day before, or say that both are to run."},
    examples=(
        Example("two creatives rotate", (slot_facts(_OLD, a_row(11, creative="B", flight=flight(20, 31))),)),
        Example(
            "the old one ends in time",
            (slot_facts(a_row(10, creative="Aurora_v2", flight=flight(14, 19)), _NEW),),
        ),
        Example(
            "the old one is paused",
            (slot_facts(a_row(10, creative="Aurora_v2", flight=flight(14, 24), action="pause"), _NEW),),
        ),
        Example("the old one is not in the sheet", (slot_facts(_NEW),)),
        Example("the old one runs on", (slot_facts(_OLD, _NEW),), codes=("runs-on",)),
        Example(
            "until further notice",
            (slot_facts(a_row(10, creative="Aurora v2", flight=flight(14, None, open_ended=True)), _NEW),),
            codes=("runs-on",),
        ),
    ),
    since="0.1",
)
def judge(facts: SlotFacts) -> Judgement:
    """Two creatives on the same days are a rotation, unless the sheet says that one replaces the other."""
    for new in facts.rows:
        if new.action != "swap" or not new.swaps_out or same_name(creative_of(new), new.swaps_out):
            continue
        for old in facts.rows:
            if not _replaced(old, new):
                continue
            shared = overlap(old.runs, new.runs)
            if shared and new.runs.start and (old.runs.start is None or old.runs.start < new.runs.start):
                last = old.runs.end or FOREVER
                year = new.runs.start.year
                until = "runs on" if last == FOREVER else f"runs until {date_text(last, year)}"
                yield Found(
                    code="runs-on",
                    measured=Measured(value=last.isoformat() if last < FOREVER else None, text=until),
                    where=at(old, *ENDS),
                    occurrence=f"{creative_of(old)}>{creative_of(new)}",
                    words={
                        "incoming": creative_of(new),
                        "outgoing": creative_of(old),
                        "start": short_day_text(new.runs.start),
                    },
                    applies_to=touched((old, new)),
                )


def _replaced(old: Row, new: Row) -> bool:
    named = same_name(creative_of(old), new.swaps_out)
    stays = old.action not in ("pause", "unassign")
    return old is not new and named and stays and is_firm(old.runs) and is_firm(new.runs)
