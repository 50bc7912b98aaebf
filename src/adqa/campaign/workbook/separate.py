"""A workbook of answers beside a file that is not written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adqa.campaign.sheets.grid import Book, Grid
from adqa.campaign.workbook.fresh import CellContent, Marked, SheetData, new_workbook
from adqa.campaign.workbook.rows import COMMENT, OURS, TITLES, QaRow, QaTab

_ROW = "Row"


def separate_workbook(
    headers: Mapping[str, int], rows: Sequence[QaRow], tab: QaTab, book: Book | None
) -> bytes:
    """The tab QA, and a tab for each of the user's with its answers, beside the texts of a book if given."""
    sheets = [
        SheetData(
            "QA",
            tab.table,
            tab.rows,
            notes=(tab.title, *(": ".join(pair) for pair in tab.numbers), *tab.notes),
        )
    ]
    answers: dict[str, dict[int, QaRow]] = {}
    for row in rows:
        answers.setdefault(row.tab, {})[row.row] = row
    grids = {grid.tab: grid for grid in book.grids} if book else {}
    for name in dict.fromkeys([*grids, *answers]):
        grid = grids.get(name) or Grid(tab=name, rows={})
        sheets.append(_with_texts(grid, headers.get(name, 0), answers.get(name, {})))
    return new_workbook(sheets)


def _with_texts(grid: Grid, header: int, answers: Mapping[int, QaRow]) -> SheetData:
    columns = range(1, max((column for cells in grid.rows.values() for column in cells), default=0) + 1)

    def texts(row: int) -> list[str]:
        cells = grid.rows.get(row, {})
        return [cells[column].text if column in cells else "" for column in columns]

    titles = [TITLES[key] for key in (*OURS, COMMENT)]
    body: list[list[CellContent]] = []
    for row in sorted({*grid.rows, *answers}):
        if row > header:
            answer = answers.get(row)
            ours: list[CellContent] = [getattr(answer, key) for key in OURS] if answer else []
            if answer:
                ours[0] = Marked(answer.status, answer.level)
            body.append([row, *texts(row), *ours])
    above = [" · ".join(filter(None, texts(row))) for row in sorted(grid.rows) if row < header]
    return SheetData(
        grid.tab or "Sheet", (_ROW, *texts(header), *titles), body, notes=tuple(filter(None, above))
    )
