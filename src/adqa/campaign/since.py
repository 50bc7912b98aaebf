"""Which rows of a sheet are new or differ from an older one: all that a check with `--since` looks at again.

Stricter than the list of changes that people read: whatever a check reads of a row counts, so that a lower
weight limit is no less a change than another size. Where a row stands, and in which order the columns, says
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from adqa.campaign.changes import joined_rows
from adqa.campaign.model import Campaign, Row

_SAYS_NOTHING = frozenset({"id", "file", "tab", "row", "columns", "hidden", "trackers"})


def since_rows(old: Campaign, new: Campaign) -> frozenset[str]:
    """Ids of the rows of the new sheet that are new or differ; a cancelled row needs no check."""
    return frozenset(
        after.id
        for before, after in joined_rows(old.rows, new.rows)
        if after is not None
        and after.state != "cancelled"
        and (before is None or _content(before) != _content(after))
    )


def _content(row: Row) -> dict[str, Any]:
    """Everything a row says."""
    said = {one.name: _folded(getattr(row, one.name)) for one in fields(row) if one.name not in _SAYS_NOTHING}
    return {**said, "trackers": sorted(text for _, text in row.trackers)}


def _folded(value: Any) -> Any:
    """A value without what a person would not call a difference: spaces around and between words."""
    if isinstance(value, str):
        return " ".join(value.split())
    return dict(value) if isinstance(value, Mapping) else value
