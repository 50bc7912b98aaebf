"""The list that goes with a mail: a new workbook of that owner's lines only, with fixed columns.

It is built from a fix list and nothing else, so that no hidden row, rate, budget, ID, note or path of the
original workbook can be in it.
"""

from __future__ import annotations

from adqa.report.fix_list import FixList
from adqa.report.letter import subject

COLUMNS = ("Creative", "Size", "Placement", "What is wrong", "How to fix", "Due")
"""All that a partner sees; a list of the house begins with the row."""


def partner_book(one: FixList) -> bytes:
    """The bytes of the .xlsx; the same list, the same bytes."""
    from adqa.campaign.workbook.fresh import SheetData, new_workbook

    lines = [(each.creative, each.size, each.placement, each.wrong, each.fix, each.due) for each in one.lines]
    if one.for_partner:
        table = SheetData("To do", COLUMNS, lines, notes=(subject(one),))
    else:
        rows = [(each.row, *line) for each, line in zip(one.lines, lines, strict=True)]
        table = SheetData("To do", ("Row", *COLUMNS), rows, notes=(subject(one),))
    return new_workbook([table])
