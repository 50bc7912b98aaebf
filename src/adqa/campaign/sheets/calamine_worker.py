"""The process in which calamine reads one workbook: its bytes on standard input, values on standard output.

It is a process of its own because a workbook that says it has billions of rows or texts makes calamine ask
for the memory at once, and Rust ends the process that does not get it.
"""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from adqa.campaign.sheets.cell_text import time_text
from adqa.engine.wire import read_frame, write_frame
from adqa.platform_support import limit_memory

MEMORY_LIMIT = 2 * 1024**3
"""Address space in bytes: room for the largest rectangle that is laid out, several times."""


def main() -> None:
    """Answers with the tabs in a blob; `failed` is empty, `password`, or names what could not be read."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit_memory(MEMORY_LIMIT)
    _, (content,) = read_frame(sys.stdin.buffer)
    tabs, failed = _tabs(content)
    write_frame(results, {"failed": failed}, (json.dumps(tabs).encode(),))


def _tabs(content: bytes) -> tuple[list[dict[str, Any]], str]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    tabs: list[dict[str, Any]] = []
    place = "workbook"
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            place = about.name
            sheet = book.get_sheet_by_name(about.name)
            left = sheet.start[1] + 1 if sheet.start else 1
            tabs.append(
                {
                    "name": about.name,
                    "hidden": about.visible != SheetVisibleEnum.Visible,
                    "rows": [
                        [
                            number,
                            [
                                [column, _plain(value)]
                                for column, value in enumerate(row, left)
                                if value != ""
                            ],
                        ]
                        for number, row in enumerate(sheet.iter_rows(), 1)
                        if any(value != "" for value in row)
                    ],
                    "merged": sheet.merged_cell_ranges or [],
                }
            )
    except PasswordError:
        return [], "password"
    except BaseException:  # calamine's own errors, OSError, and Rust panics, which are no Exception
        return [], place
    return tabs, ""


def _plain(value: object) -> object:
    """A value as JSON has it; days and times of day carry a sign that they are."""
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time | timedelta):
        return time_text(value)
    return value


if __name__ == "__main__":
    main()
