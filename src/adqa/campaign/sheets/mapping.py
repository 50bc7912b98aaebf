"""A mapping file: what the columns of a house's own sheet mean, where their names do not say it.

columns:
  Plcmt Nm: placement
  Dims: sizes
  Buyer: "-"              # known, says nothing of placements
header_row: 7             # only where it is not found
tabs: [Onsite, Offsite]   # only these are read
date_order: dmy
year: 2026
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from adqa.campaign.document import load_model
from adqa.campaign.sheets.book import read_book
from adqa.campaign.sheets.grid import Grid, column_letters
from adqa.campaign.sheets.headers import OURS, UNUSED, key, words
from adqa.campaign.sheets.layout import Column, read_table
from adqa.campaign.sheets.tabs import sorted_tabs
from adqa.spec.base import Model, OneOrMany, nearest


class MappingFile(Model):
    """The file as people write it."""

    columns: dict[str, str] = Field(default_factory=dict)
    header_row: int | None = Field(None, gt=0)
    tabs: OneOrMany[str] = ()
    date_order: Literal["mdy", "dmy"] | None = None
    year: int | None = Field(None, ge=2000, lt=2100)

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        known = {*words().first, UNUSED}
        for header, name in columns.items():
            if name not in known:
                said = f"{name!r} (for the column {header!r}) is no field{nearest(name, known)}"
                raise PydanticCustomError("field", "{said}", {"said": said})
        return columns


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping file, ready to be looked up in."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Key of a header → field."""
    header_row: int | None = None
    tabs: frozenset[str] = frozenset()
    date_order: Literal["mdy", "dmy"] | None = None
    year: int | None = None


def read_mapping(path: str | os.PathLike[str]) -> ColumnMapping:
    """Reads a mapping file. Raises SheetError with file, line and remedy."""
    _, given = load_model(path, MappingFile)
    return ColumnMapping(
        columns={key(header): name for header, name in given.columns.items()},
        header_row=given.header_row,
        tabs=frozenset(key(tab) for tab in given.tabs),
        date_order=given.date_order,
        year=given.year,
    )


def draft_mapping(path: str | os.PathLike[str]) -> str:
    """A mapping file for a sheet, to be completed by hand: each header with its best guess.

    What is understood without a mapping file stands as it is read; a header that resembles a known one is
    proposed in a comment, and so is every other one. Raises SheetError if the sheet cannot be read.
    """
    book = read_book(Path(path))
    lines = [
        f'# Mapping for {Path(path).name}. Name it under [campaign] in adqa.toml: mapping = "FILE"',
        '# Left: the header of a column. Right: what it holds; "-" if it says nothing of placements.',
        f"# What a column can hold: {', '.join(sorted(words().first))}",
        "columns:",
    ]
    done: set[str] = set()
    any_known = False
    for grid in sorted_tabs(book)[0]:
        table = read_table(grid)
        columns = table.columns if table else list(_widest(grid))
        place = f"{grid.tab}: " if grid.tab else ""
        found = f"header in row {table.header_row}" if table else "no header row was recognised"
        lines.append(f"  # {place}{found}")
        for column in columns:
            if not column.header or key(column.header) in done or _ours(column):
                continue
            done.add(key(column.header))
            line, known = _drafted(column)
            any_known = any_known or known
            lines.append(f"  {line}")
    if not any_known:
        lines[3] = "columns: {}"
    return "\n".join(lines) + "\n"


def _ours(column: Column) -> bool:
    return column.meaning is not None and column.meaning.field == OURS


def _drafted(column: Column) -> tuple[str, bool]:
    """One line of the draft, and whether it stands without a comment sign."""
    header = _quoted(column.header)
    if column.axis:
        return f"# {header}: one column for each {column.axis.kind}", False
    if column.meaning is not None:
        name = column.meaning.field
        return f"{header}: {_quoted(name) if name == UNUSED else name}", True
    near = get_close_matches(key(column.header), words().fields, n=1, cutoff=0.75)
    if near:
        return f"# {header}: {words().fields[near[0]]}  # looks like {words().written[near[0]]!r}", False
    return f"# {header}: ?  # unknown", False


def _quoted(text: str) -> str:
    """A text as a YAML key or value that stays what it is."""
    import json

    plain = all(letter.isalnum() or letter in " _./()" for letter in text)
    return text if plain and text[:1].isalpha() and ": " not in text else json.dumps(text, ensure_ascii=False)


def _widest(grid: Grid) -> Iterator[Column]:
    """The cells of the fullest of the first lines, where no header was recognised."""
    lines = [grid.rows[row] for row in sorted(grid.rows)[:20]]
    widest = max(lines, key=lambda cells: sum(bool(cell.text) for cell in cells.values()), default={})
    for number, cell in sorted(widest.items()):
        if cell.text:
            yield Column(number, cell.text or column_letters(number), None)
