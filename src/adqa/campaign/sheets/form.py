"""Keys and values: the lines above a table, and order forms that have no table at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from adqa.campaign.sheets.grid import Cell, Grid
from adqa.campaign.sheets.headers import OURS, UNUSED, Meaning, forms_of, key, words
from adqa.campaign.sheets.layout import Column, Record, Source, Table, is_device

WHOLE = frozenset(
    [
        "campaign",
        "campaign_id",
        "advertiser",
        "brand",
        "publisher",
        "market",
        "locale",
        "time_zone",
        "naming",
        "start",
        "end",
        "dates",
        "due",
        "due_time",
        "lead_time",
        "contact",
        "email",
        "owner",
        "weight",
        "formats",
        "seconds",
        "landing_url",
    ]
)
"""Fields that lines above a table may say for all of its rows."""
_NEEDED = frozenset({"sizes", "creative", "asset"})
_TITLE_WORDS = re.compile(
    r"insertion order|media plan|traffic(?:king)? ?sheet|trafficking|confidential|report|template|order form"
    r"|page \d"
    r"|creative specs?|mediaplan|matrix|asset list|size list|deliverables|placement list",
    re.IGNORECASE,
)


def read_preamble(
    lines: Sequence[tuple[int, Mapping[int, Cell]]],
) -> tuple[list[tuple[str, Source]], str, list[str]]:
    """(field, value) pairs, a title, and texts that are neither, of the lines above a table."""
    pairs: list[tuple[str, Source]] = []
    title = ""
    rest: list[str] = []
    done: set[int] = set()
    for at, (row, cells) in enumerate(lines):
        if at in done:
            continue
        filled = _own(cells)
        keys = {column: _key(cell.text) for column, cell in filled.items()}
        if len(filled) >= 2 and all(keys.values()) and at + 1 < len(lines):
            below_row, below = lines[at + 1]
            if all(column in filled and not _key(cell.text) for column, cell in _own(below).items()):
                pairs += [
                    (keys[column], Source(cell, below_row, column, filled[column].text))
                    for column, cell in _own(below).items()
                ]
                done.add(at + 1)
                continue
        found = _pairs(row, filled)
        pairs += [(name, source) for name, source in found if name]
        if not found:
            texts = [cell.text for cell in filled.values() if isinstance(cell.value, str)]
            if len(texts) == 1 and not title and _is_title(texts[0]):
                title = texts[0]
            rest += texts
    return pairs, title, rest


def _is_title(text: str) -> bool:
    """Whether a line above a table may name the campaign; the word for a document or a device does not."""
    return len(text) <= 80 and not is_device(text) and not _TITLE_WORDS.search(text)


def _own(cells: Mapping[int, Cell]) -> dict[int, Cell]:
    """The filled cells, one for each merged range."""
    own: dict[int, Cell] = {}
    before = ""
    for column in sorted(cells):
        cell = cells[column]
        if cell.text and not (cell.merged and cell.text == before):
            own[column] = cell
        before = cell.text
    return own


def _key(text: str) -> str:
    """The field a key of a form stands for; empty if it is none."""
    for form, _, _ in forms_of(text.rstrip(": ")):
        name = words().form.get(form, UNUSED if form in words().other else "")
        if name:
            return name
    return ""


def _pairs(row: int, filled: Mapping[int, Cell]) -> list[tuple[str, Source]]:
    """Keys of a line with their values; a key without value has no name, but the line counts as read."""
    found: list[tuple[str, Source]] = []
    waiting: tuple[str, str] | None = None
    for column, cell in filled.items():
        before, colon, after = cell.text.partition(":")
        name = _key(before) if colon and not after.startswith("//") else ""
        if name and after.strip():
            inside = Cell(value=after.strip(), text=after.strip(), struck=cell.struck)
            found.append((name, Source(inside, row, column, before.strip())))
            waiting = None
            continue
        name = _key(cell.text)
        if name and waiting is None:
            waiting = (name, cell.text)
            found.append(("", Source(cell, row, column, cell.text)))
        elif waiting is not None:
            found.append((waiting[0], Source(cell, row, column, waiting[1].rstrip(": "))))
            waiting = None
    return found


def read_form(grid: Grid) -> Table | None:
    """A tab that is one form, or several below or beside each other; None if it books nothing."""
    table = Table(notes=["a form of keys and values, not a table"])
    groups: list[dict[str, list[Source]]] = [{}]
    seen: list[str] = []
    for row in sorted(grid.rows):
        filled = _own(grid.rows[row])
        keyed = _values_of(row, filled)
        if not keyed:
            if filled:
                table.skipped["line of text"] += 1
            continue
        for name, header, sources in keyed:
            if name in groups[-1] and name != "tracker":
                groups.append({})
            groups[-1].setdefault(name, []).extend(sources)
            if header not in seen:
                seen.append(header)
                table.columns.append(Column(0, header, Meaning(name)))
    if not any(set(group) & _NEEDED for group in groups):
        return None
    later = {name for group in groups[1:] for name in group}
    shared = {name: found for name, found in groups[0].items() if name in WHOLE and name not in later}
    table.preamble = [(name, found[0]) for name, found in groups[0].items() if name in WHOLE]
    for group in groups:
        if set(group) & _NEEDED:
            table.records += _records({**shared, **group}, grid)
    return table


def _values_of(row: int, filled: Mapping[int, Cell]) -> list[tuple[str, str, list[Source]]]:
    keyed: list[tuple[str, str, list[Source]]] = []
    for column, cell in filled.items():
        before, colon, after = cell.text.partition(":")
        name = _key(before) if colon and after.strip() and not after.startswith("//") else ""
        if name:
            inside = Cell(value=after.strip(), text=after.strip(), struck=cell.struck)
            keyed.append((name, before.strip(), [Source(inside, row, column, before.strip())]))
            continue
        name = _key(cell.text)
        if name and name not in (UNUSED, OURS) and (not keyed or keyed[-1][2] or key(cell.text) == ""):
            keyed.append((name, cell.text.rstrip(": "), []))
        elif keyed:
            keyed[-1][2].append(Source(cell, row, column, keyed[-1][1]))
    return [one for one in keyed if one[2]]


def _records(group: Mapping[str, list[Source]], grid: Grid) -> list[Record]:
    """One record, or one for each column of values if the placements stand side by side."""
    columns = sorted({source.column for name in _NEEDED & group.keys() for source in group[name]})
    records = []
    for column in columns:
        values: dict[str, list[Source]] = {}
        for name, found in group.items():
            here = [source for source in found if source.column == column]
            values[name] = here or (found[:1] if len(found) == 1 or name in WHOLE else [])
        values = {name: found for name, found in values.items() if found}
        sized = next(values[name][0] for name in ("sizes", "creative", "asset") if name in values)
        records.append(
            Record(sized.row, values, struck=sized.cell.struck, hidden=sized.row in grid.hidden_rows)
        )
    return records
