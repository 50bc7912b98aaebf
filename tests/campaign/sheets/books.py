"""Workbooks made for tests: written by xlsxwriter, then changed part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.grid import Book, Grid
from adqa.errors import SheetError

DATA = Path(__file__).parent / "data"
"""plain.xls was saved by LibreOffice; protected.xlsx was encrypted by msoffcrypto-tool, password "secret"."""


def workbook(fill: Callable[[Any], None], **options: object) -> bytes:
    """A workbook that a function fills."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as book:
        fill(book)
    return content.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with changed parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return packed.getvalue()


def read(content: bytes | str, folder: Path, name: str = "sheet.xlsx") -> Book:
    """A book read from bytes."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_book(path)


def read_or_refusal(content: bytes, folder: Path, name: str = "sheet.xlsx") -> Book | str:
    """A book read from bytes, or the sentence that refuses them; any other exception is a fault."""
    try:
        return read(content, folder, name)
    except SheetError as error:
        return str(error)


def texts(grid: Grid) -> dict[int, dict[int, str]]:
    """What a person sees, by row and column."""
    return {number: {column: cell.text for column, cell in row.items()} for number, row in grid.rows.items()}
