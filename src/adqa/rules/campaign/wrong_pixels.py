"""campaign/wrong-pixels: the file that serves a row has other pixels than the row books."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.facts.campaign import RowFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules._sizes import is_multiple, named_sizes
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, file_entry, row_facts
from adqa.rules.campaign._say import at, creative_of, touched
from adqa.units import Size, listing

_ROW = a_row(creative="Aurora_A_728x90", size="728x90")


@rule(
    id="campaign/wrong-pixels",
    title="A file does not have the pixels its row books",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    follows=("size/not-allowed", "size/name-mismatch", "campaign/size-mismatch"),
    messages={"pixels": "{measured} px; placement {placement} needs {allowed} ({name})"},
    fix="Export again at {allowed} px.",
    examples=(
        Example("the right pixels", (row_facts(_ROW, creatives=(file_entry("a.jpg", "728x90"),)),)),
        Example("twice the size", (row_facts(_ROW, creatives=(file_entry("a.jpg", "1456x180"),)),)),
        Example("a package whose pixels are not known", (row_facts(_ROW, creatives=(file_entry("a.zip"),)),)),
        Example(
            "one of the sizes of the row",
            (row_facts(a_row(size="728x90 300x250"), creatives=(file_entry("a.jpg", "300x250"),)),),
        ),
        Example(
            "another creative was assigned",
            (
                row_facts(
                    a_row(creative="Aurora_A_300x250", size="728x90"),
                    creatives=(file_entry("Aurora_A_300x250.jpg", "300x250"),),
                ),
            ),
        ),
        Example(
            "one pixel off",
            (row_facts(_ROW, creatives=(file_entry("Aurora_A_728x90_v2.jpg", "728x91"),)),),
            codes=("pixels",),
        ),
    ),
    since="0.1",
)
def judge(facts: RowFacts) -> Judgement:
    """A file that is a pixel off is refused by the ad server, or shown with a seam.

    Where the name of the creative says the size of another placement, not the file is wrong but the row;
    see campaign/size-mismatch.
    """
    row = facts.row
    for entry in facts.creatives:
        size = Size(entry.width, entry.height)
        if not row.sizes or not entry.width or any(is_multiple(size, of) for of in row.sizes):
            continue
        named = named_sizes(name_facts(f"{creative_of(row)}.x")) or named_sizes(
            name_facts(file_name(entry.address))
        )
        if not any(is_multiple(one, of) for one in named for of in row.sizes):
            continue
        texts = [str(of) for of in row.sizes]
        yield Found(
            code="pixels",
            path=entry.address,
            measured=Measured(value=str(size), unit="px", text=str(size)),
            allowed=Allowed(op="one_of", values=tuple(texts), unit="px", text=listing(texts)),
            where=at(row, "sizes", "creative"),
            occurrence=file_name(entry.address),
            words={"placement": row.place},
            applies_to=touched((row,)),
        )
