"""campaign/size-mismatch: the creative assigned to a row has another size than its placement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from adqa.addresses import file_name
from adqa.facts.campaign import RowFacts
from adqa.facts.delivery import IndexEntry
from adqa.facts.name import SIZE, name_facts
from adqa.report.model import Allowed, Measured, Owner, Related, Severity, Suggestion
from adqa.rules._sizes import is_multiple, named_sizes
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, file_entry, row_facts
from adqa.rules.campaign._say import at, creative_of, plain, stem_of, touched
from adqa.units import Size, listing

_SIZE = re.compile(rf"{SIZE}(?:@[2-4]x)?", re.IGNORECASE)
_VERSION = re.compile(r"[ _.-]*v\d+$", re.IGNORECASE)

_SCALED = ("video", "audio", "vast", "native")
"""Kinds that a player or page scales, so that their size says nothing of the placement's."""
_RAIL: dict[str, Any] = {"placement": "HP_Rail_300x600", "size": "300x600"}
_WRONG = a_row(creative="Aurora_A_300x250", **_RAIL)
_READY = file_entry("in/Aurora_A_300x600.jpg", "300x600")


@rule(
    id="campaign/size-mismatch",
    title="The creative assigned to a row has another size than its placement",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    owner=Owner.AD_OPS,
    follows=("size/not-allowed",),
    messages={
        "assigned": "Creative {creative} is {measured}; placement {placement} needs {allowed}",
        "placement": "Placement {placement} says {measured} in its name; the sheet books {allowed} for it",
    },
    fix={"assigned": "{advice}.", "placement": "Correct the size, or the name of the placement."},
    examples=(
        Example("the same size", (row_facts(a_row(creative="Aurora_A_300x600", **_RAIL)),)),
        Example("no size said", (row_facts(a_row(creative="Aurora_A", **_RAIL)),)),
        Example(
            "twice the size",
            (row_facts(a_row(creative="Aurora_A_600x1200", **_RAIL)),),
        ),
        Example(
            "one of several sizes",
            (row_facts(a_row(creative="Aurora_A_300x250", placement="Roadblock", size="300x600 300x250")),),
        ),
        Example(
            "a package that names all its sizes",
            (row_facts(a_row(placement="Roadblock 970x250 + 300x600", size="970x250")),),
        ),
        Example(
            "a file of wrong pixels under the right name is its own fault",
            (
                row_facts(
                    a_row(creative="Aurora_A_728x90", size="728x90"),
                    creatives=(file_entry("Aurora_A_728x90.jpg", "728x91"),),
                ),
            ),
        ),
        Example("a video", (row_facts(a_row(kind="video", creative="A_1920x1080", size="640x480")),)),
        Example("a tracking pixel", (row_facts(a_row(creative="px_300x250", size="", size_text="1x1")),)),
        Example("another size is ready", (row_facts(_WRONG, ready=(_READY,)),), codes=("assigned",)),
        Example(
            "the sheet has a column for the size of the creative",
            (row_facts(a_row(creative="Aurora_A", creative_sizes=(Size(300, 250),), **_RAIL)),),
            codes=("assigned",),
        ),
        Example("none is ready", (row_facts(_WRONG),), codes=("assigned",)),
        Example(
            "two could be meant",
            (row_facts(_WRONG, ready=(_READY, file_entry("in/Aurora-A-300x600.png", "300x600"))),),
            codes=("assigned",),
        ),
        Example(
            "the file says so, as the sheet names no size",
            (
                row_facts(
                    a_row(creative="Aurora_A", **_RAIL), creatives=(file_entry("in/Aurora_A.jpg", "300x250"),)
                ),
            ),
            codes=("assigned",),
        ),
        Example(
            "only the placement says a size",
            (row_facts(a_row(creative="Aurora_A_300x250", placement="HP_Rail_300x600", size="")),),
            codes=("assigned",),
        ),
        Example(
            "the placement's name and the size column differ",
            (row_facts(a_row(creative="Aurora_A_300x250", placement="HP_Rail_300x600", size="300x250")),),
            codes=("placement",),
        ),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """A creative of another size shows cropped, with bars, or not at all, and the row looks trafficked.

    The size of a creative is what its column or its name on the sheet says, else what the name of its file
    says, else its pixels. A file whose pixels are not what its name says is judged as a file.
    """
    row = facts.row
    if row.serving in ("tracking", "native") or row.kind in _SCALED or (row.size_text and not row.sizes):
        return
    in_placement = named_sizes(name_facts(row.placement))
    booked = list(row.sizes)
    if len(in_placement) == 1 and booked and not _any_fits(in_placement, booked):
        yield Found(
            code="placement",
            measured=Measured(value=str(in_placement[0]), unit="px", text=str(in_placement[0])),
            allowed=_allowed(booked),
            where=at(row, "sizes", "size_text", "placement"),
            occurrence="placement",
            words={"placement": row.placement},
            applies_to=touched((row,)),
        )
        return
    needed = booked or (in_placement if len(in_placement) == 1 else [])
    for name, sizes in _assigned(facts):
        if needed and sizes and not _any_fits(sizes, needed):
            text = listing([str(size) for size in sizes], "and")
            better = _better(name, needed, facts.ready)
            yield Found(
                code="assigned",
                measured=Measured(value=text, unit="px", text=text),
                allowed=_allowed(needed),
                where=at(row, "creative", "asset", "sizes"),
                occurrence=name,
                related=tuple(Related(path=one.address, text="the size that is needed") for one in better),
                suggestion=_suggestion(better),
                words={"creative": name, "placement": row.place, "advice": _advice(text, needed, better)},
                applies_to=touched((row,)),
            )


def _assigned(facts: RowFacts) -> list[tuple[str, list[Size]]]:
    """(name, sizes it has) of each creative assigned to the row."""
    on_sheet = creative_of(facts.row)
    said = list(facts.row.creative_sizes) or named_sizes(name_facts(f"{on_sheet}.x"))
    if said or not facts.creatives:
        return [(on_sheet or "on this row", said)]
    found = []
    for entry in facts.creatives:
        sizes = named_sizes(name_facts(file_name(entry.address)))
        true = [Size(entry.width, entry.height)] if entry.width and entry.height else []
        found.append((stem_of(entry.address), sizes or true))
    return found


def _any_fits(sizes: Sequence[Size], needed: Sequence[Size]) -> bool:
    return any(is_multiple(size, of) for size in sizes for of in needed)


def _allowed(sizes: Sequence[Size]) -> Allowed:
    texts = [str(size) for size in sizes]
    if len(texts) == 1:
        return Allowed(op="exactly", value=texts[0], unit="px", text=texts[0])
    return Allowed(op="one_of", values=tuple(texts), unit="px", text=listing(texts))


def _better(name: str, needed: Sequence[Size], ready: Sequence[IndexEntry]) -> list[IndexEntry]:
    """Ready creatives of a size that is needed, of the same name but for size and version."""
    return [
        one
        for one in ready
        if Size(one.width, one.height) in needed and _concept(one.address) == _concept(name) != ""
    ]


def _concept(name: str) -> str:
    return plain(_VERSION.sub("", _SIZE.sub("", stem_of(name))))


def _suggestion(better: Sequence[IndexEntry]) -> Suggestion | None:
    return Suggestion(replacement=stem_of(better[0].address), safe=False) if len(better) == 1 else None


def _advice(size: str, needed: Sequence[Size], better: Sequence[IndexEntry]) -> str:
    if len(better) == 1:
        return f"Assign {stem_of(better[0].address)} (in the delivery, ready)"
    if better:
        names = listing([file_name(one.address) for one in better])
        return f"Assign the one of {names} that is meant (in the delivery, ready)"
    return f"Assign the {listing([str(one) for one in needed])} creative, or a placement of {size}"
