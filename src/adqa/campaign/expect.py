"""A campaign out of what stood in an e-mail: sizes, versions and a due date, without any sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

from adqa.campaign.model import Campaign, Row
from adqa.units import Size

WHERE = "the command line"
"""What stands for a sheet's name."""


def expected(sizes: Sequence[Size], versions: Sequence[str] = (), due: date | None = None) -> Campaign:
    """One booked creative for every size and version, due by the end of a day."""
    rows = tuple(
        Row(
            id=f"!{number}",
            file=WHERE,
            tab="",
            row=number,
            sizes=(size,),
            size_text=str(size),
            message=version,
            due=due,
            serving="hosted",
        )
        for number, (size, version) in enumerate(product(sizes, versions or ("",)), 1)
    )
    return Campaign(rows=rows)
