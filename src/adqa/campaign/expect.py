"""A campaign out of what stood in an e-mail: sizes, versions and a due date, without any sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import product
from pathlib import Path

from adqa.campaign.model import Campaign, Row
from adqa.errors import UsageError
from adqa.units import Size, parse_size

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


def campaign_given(
    sheets: Sequence[str | Path],
    expect: str | None,
    versions: str | None,
    due: date | None,
    *,
    none: bool = False,
) -> list[str | Path] | Campaign | None:
    """What a command says about the campaign; None leaves it to what lies among the files.

    Raises UsageError if the ways to say it are mixed, or a size cannot be read.
    """
    if sum((bool(sheets), expect is not None, none)) > 1:
        raise UsageError("give one of --campaign, --expect and --no-campaign")
    if expect is None and (versions or due):
        raise UsageError("--versions and --due say more about --expect; give the sizes with it")
    if none:
        return []
    if expect is None:
        return list(sheets) or None
    try:
        sizes = [parse_size(one) for one in expect.split(",") if one.strip()]
    except ValueError as error:
        raise UsageError(f"--expect {expect}: {error}") from None
    if not sizes:
        raise UsageError("--expect names no size; write it like 300x250,728x90")
    named = [one.strip() for one in (versions or "").split(",") if one.strip()]
    return expected(sizes, named, due.date() if isinstance(due, datetime) else due)
