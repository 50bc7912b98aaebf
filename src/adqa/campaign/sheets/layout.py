"""Where the table of a tab stands and what each of its columns and lines is.

Nothing below the header is dropped in silence: every line with content becomes a record or is counted
under the reason why it is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from adqa.campaign.sheets.cells import is_mark
from adqa.campaign.sheets.grid import Cell, Grid, column_letters
from adqa.campaign.sheets.headers import (
    MANY,
    OURS,
    UNUSED,
    Meaning,
    decided,
    is_size_text,
    key,
    meaning,
    words,
)
from adqa.campaign.sheets.profiles import Profile, recognised

_LOOKED_THROUGH = 80
"""Lines among which the header is looked for."""
_SAMPLE = 200
"""Lines by which the values of a column are judged."""
_BOOKS = frozenset(
    {"sizes", "creative_sizes", "width", "creative", "asset", "message", "placement", "unit", "tag"}
)
"""Without one of these a row of headers is none of a campaign sheet."""
IDENTITY = ("campaign", "advertiser", "publisher", "placement", "placement_id", "package", "unit", "channel",
            "device", "market")  # fmt: skip
"""Fields that a block of lines shares and that are often written in its first line only."""
_SHARED = ("start", "end", "dates", "due", "due_time", "owner", "contact", "email", "lead_time")
"""Fields that go on with them, where a line says nothing of its own of where it belongs."""
_CONTENT = frozenset(
    {
        "sizes",
        "creative_sizes",
        "width",
        "creative",
        "asset",
        "message",
        "tag",
        "landing_url",
        "version",
        "specs",
    }
)
_SIZE_HEADER = re.compile(r"\D{0,24}?(\d{2,5})\s*[x×*]\s*(\d{2,5})(?!\d)\D{0,16}", re.IGNORECASE)
_AXIS_HEADER = re.compile(
    r"(message|version|concept|creative|variant|ad|banner|asset|file|motiv)[\s#_-]*([a-z]|\d{1,2})",
    re.IGNORECASE,
)
_GROUP_ROW = re.compile(r"([^:]{2,40}):\s*(.+?)\s*(?:\(\d+ (?:records?|items?)\))?$")


@dataclass(frozen=True, slots=True)
class Source:
    """One cell as the source of one field."""

    cell: Cell
    row: int
    column: int
    header: str
    hint: str = ""
    number: str = ""

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def letters(self) -> str:
        return column_letters(self.column) if self.column else ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A column that books: one for each size, or for each creative or message."""

    kind: Literal["size", "message", "creative"]
    name: str
    """`300x250`, `A`."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    number: int
    header: str
    meaning: Meaning | None
    rank: int = 0
    """Of several columns for one field, the lowest rank counts first."""
    axis: Axis | None = None

    @property
    def field(self) -> str:
        """Field it fills; empty if it fills none."""
        return self.meaning.field if self.meaning and self.meaning.field not in (UNUSED, OURS) else ""


@dataclass(slots=True)
class Record:
    """One line of a sheet, its cells by field."""

    row: int
    values: dict[str, list[Source]]
    booked: list[tuple[Axis, Source]] = field(default_factory=list)
    """Cells of columns for sizes or creatives that book something."""
    struck: bool = False
    hidden: bool = False
    comments: list[str] = field(default_factory=list)
    loose: list[Source] = field(default_factory=list)
    """Struck cells of a line that is not struck as a whole."""


@dataclass(slots=True)
class Table:
    """Everything read of one tab before its cells are understood."""

    header_row: int = 0
    columns: list[Column] = field(default_factory=list)
    profile: Profile | None = None
    records: list[Record] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    preamble: list[tuple[str, Source]] = field(default_factory=list)
    """(field, cell) of the lines above the table."""
    title: str = ""
    lone: list[Source] = field(default_factory=list)
    """Lines of one word that head nothing."""

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of columns that hold something and are not read."""
        return tuple(
            column.header
            for column in self.columns
            if column.header and not column.axis and not column.field and not _is(column, OURS)
        )


def _is(column: Column, name: str) -> bool:
    return column.meaning is not None and column.meaning.field == name


# --- the header


def read_table(
    grid: Grid, fixed: Mapping[str, str] | None = None, header_row: int | None = None
) -> Table | None:
    """The table of a tab; None if there is none. `fixed` are fields by key of a header (a mapping file)."""
    lines = [(number, _filled(grid.rows[number])) for number in sorted(grid.rows)]
    lines = [(number, cells) for number, cells in lines if cells]
    at = _header_at(lines, fixed or {}, header_row)
    if at is None:
        return _bare_list(lines, grid)
    first, last = at
    table = Table(header_row=lines[last][0])
    body = lines[last + 1 :]
    table.columns, table.profile = _columns(lines[first][1], lines[last][1], first != last, body, fixed or {})
    if first != last:
        table.notes.append(f"header in two rows, {lines[first][0]} and {lines[last][0]}, read together")
    if table.profile and table.profile.erase:
        body = [(number, _erased(cells, table.profile.erase)) for number, cells in body]
    _Lines(table, grid, fixed or {}).read(body)
    _note_same_field(table)
    return table


def _filled(cells: Mapping[int, Cell]) -> dict[int, Cell]:
    return {column: cell for column, cell in sorted(cells.items()) if cell.text or cell.error}


def _erased(cells: dict[int, Cell], erase: str) -> dict[int, Cell]:
    return {column: cell for column, cell in cells.items() if cell.text != erase}


Line = tuple[int, dict[int, Cell]]


def _header_at(lines: Sequence[Line], fixed: Mapping[str, str], given: int | None) -> tuple[int, int] | None:
    """Indexes of the first and the last line of the header."""
    if given is not None:
        index = next((at for at, (number, _) in enumerate(lines) if number == given), None)
        return None if index is None else (index, index)
    scores = [
        _header_score(cells, fixed, lines[at + 1 : at + 40])
        for at, (_, cells) in enumerate(lines[:_LOOKED_THROUGH])
    ]
    best = max(scores, default=0)
    if not best:
        return None
    index = next(at for at, score in enumerate(scores) if score and score * 2 >= best)
    below = index + 1
    if (
        below < len(lines)
        and lines[below][0] - lines[index][0] == 1
        and _is_second(lines, index, below, fixed)
    ):
        return index, below
    above = index - 1
    if index and lines[index][0] - lines[above][0] == 1 and _is_group(lines[above][1], lines[index][1]):
        return above, index
    return index, index


def _field_of(text: str, fixed: Mapping[str, str]) -> str:
    given = fixed.get(key(text))
    if given:
        return given
    found = meaning(text)
    return found.field if found else ""


def _header_score(cells: Mapping[int, Cell], fixed: Mapping[str, str], below: Sequence[Line]) -> int:
    """How much a line looks like a row of headers; 0 if it is none."""
    texts = {key(cell.text): cell.text for cell in cells.values() if cell.text}
    profile = recognised(list(texts.values()))
    if profile is not None and len(texts) > 2:
        return 2 * sum(profile.field(text) is not None for text in texts.values())
    axes = [text for text in texts.values() if axis_of(text)]
    sized = [text for text in axes if _SIZE_HEADER.fullmatch(text)]
    fields = {_field_of(text, fixed) for text in texts.values()} - {"", OURS}
    used = fields - {UNUSED}
    if sum(_is_value(cell) for cell in cells.values()) > len(sized):
        return 0
    if not sized and _sizes_below(cells, fixed, below):
        return 2 * len(used)
    if len(fields) + len(axes) < max(1, len(texts)) / 4:
        return 0
    if len(axes) >= 2 and (used or _marks_below(cells, below)) and len(sized) != len(texts):
        return 0 if _goes_on_as_form(cells, below) else len(used) + len(axes)
    return 2 * len(used) if used & _BOOKS and len(used) > 1 and not sized else 0


def _sizes_below(cells: Mapping[int, Cell], fixed: Mapping[str, str], below: Sequence[Line]) -> bool:
    """Whether a column is called one of sizes and holds some: a header, whatever else stands in the line."""
    columns = [
        column for column, cell in cells.items() if _field_of(cell.text, fixed) in ("sizes", "creative_sizes")
    ]
    return any(column in line and is_size_text(line[column].text) for column in columns for _, line in below)


def _is_value(cell: Cell) -> bool:
    """Whether a cell holds something that is no header: a number, a date, an address, a size."""
    if meaning(cell.text):
        return False
    if not isinstance(cell.value, str):
        return cell.value is not None and not isinstance(cell.value, bool)
    return (
        "://" in cell.text or is_size_text(cell.text) or bool(re.fullmatch(r"[\d\s./:,%$€£-]{4,}", cell.text))
    )


def _marks_below(cells: Mapping[int, Cell], below: Sequence[Line]) -> bool:
    columns = [number for number, cell in cells.items() if axis_of(cell.text)]
    return any(column in line for _, line in below for column in columns)


def _goes_on_as_form(cells: Mapping[int, Cell], below: Sequence[Line]) -> bool:
    """Whether sizes beside each other are values of a form, because keys stand below their own key."""
    first = min(cells)
    keys = [meaning(line[first].text) for _, line in below if first in line]
    return bool(keys) and all(keys)


def axis_of(header: str) -> Axis | None:
    """What a column books by its header: a size (`300x250`), or one of several creatives (`Message A`)."""
    size = _SIZE_HEADER.fullmatch(header.strip())
    if size:
        return Axis("size", f"{int(size[1])}x{int(size[2])}")
    numbered = _AXIS_HEADER.fullmatch(header.strip())
    if numbered:
        whole = numbered[1].casefold() in ("creative", "ad", "banner", "asset", "file")
        return Axis("creative" if whole else "message", numbered[2].upper())
    return None


def _is_second(lines: Sequence[Line], index: int, below: int, fixed: Mapping[str, str]) -> bool:
    """Whether the line below a header goes on with it: `Flight` above `Start` and `End`."""
    cells = lines[below][1]
    if any(_is_value(cell) for cell in cells.values()):
        return False
    above = lines[index][1]
    own = {number: cell for number, cell in cells.items() if cell.text != _text(above, number)}
    known = [cell for cell in own.values() if _field_of(cell.text, fixed) or axis_of(cell.text)]
    return len(known) >= 2 and len(known) * 3 >= len(own) * 2


def _is_group(above: Mapping[int, Cell], header: Mapping[int, Cell]) -> bool:
    """Whether the line above a header groups its columns, so that it changes what one of them means."""
    if any(_is_value(cell) for cell in above.values()) or len(above) < 2:
        return False
    groups = _spread(above, header)
    changed = 0
    for number, cell in header.items():
        whole = _together(groups.get(number, ""), cell.text)
        alone = meaning(cell.text)
        changed += bool(whole and (alone is None or alone.field != whole))
    return changed > 0


def _together(group: str, text: str) -> str:
    """The field of a header below a group header (`Flight` above `Start`); empty if they make none."""
    return words().fields.get(key(f"{group} {text}"), "") if group and group != text else ""


def _text(cells: Mapping[int, Cell], number: int) -> str:
    return cells[number].text if number in cells else ""


def _spread(above: Mapping[int, Cell], header: Mapping[int, Cell]) -> dict[int, str]:
    """Group headers carried to the right, as far as the next one."""
    spread: dict[int, str] = {}
    current = ""
    for number in sorted({*above, *header}):
        current = _text(above, number) or current
        spread[number] = current
    return spread


def _columns(
    above: Mapping[int, Cell],
    header: Mapping[int, Cell],
    double: bool,
    body: Sequence[Line],
    fixed: Mapping[str, str],
) -> tuple[list[Column], Profile | None]:
    groups = _spread(above, header) if double else {}
    numbers = sorted({*header, *(above if double else ())})
    texts = {number: _text(header, number) or _text(above, number) for number in numbers}
    profile = recognised(list(texts.values()))
    samples = _samples(body, numbers)
    axes = _axes(texts, samples, profile)
    columns = []
    for number in numbers:
        text = texts[number]
        if number in axes:
            columns.append(Column(number, text, None, axis=axes[number]))
            continue
        found = _meaning(text, groups.get(number, ""), samples[number], profile, fixed)
        columns.append(Column(number, text, found, _rank(text, found, profile)))
    return _with_ours(_with_one_size_column(columns, samples)), profile


def _axes(
    texts: Mapping[int, str], samples: Mapping[int, Sequence[str]], profile: Profile | None
) -> dict[int, Axis]:
    """Columns that book, each for a size or a creative; a single one is a column like any other."""
    found = {number: axis for number, text in texts.items() if (axis := axis_of(text))}
    if not found:
        letters = {number: text for number, text in texts.items() if re.fullmatch(r"[A-F]", text)}
        if all(is_mark(text) for number in letters for text in samples[number]):
            found = {number: Axis("message", text) for number, text in letters.items()}
    if len(found) < 2 or (profile and any(profile.field(texts[number]) for number in found)):
        return {}
    return found


def _with_one_size_column(columns: list[Column], samples: Mapping[int, Sequence[str]]) -> list[Column]:
    """Sizes of creatives are the sizes where no others are; `Placement \\ Size` before sizes is a place."""
    fields = {column.field for column in columns}
    sized = any(column.axis and column.axis.kind == "size" for column in columns)
    if sized:
        return [
            replace(column, meaning=Meaning("placement"))
            if column.field == "sizes" and not any(map(is_size_text, samples[column.number]))
            else column
            for column in columns
        ]
    if fields & {"sizes", "width"} or "creative_sizes" not in fields:
        return columns
    return [
        replace(column, meaning=Meaning("sizes")) if column.field == "creative_sizes" else column
        for column in columns
    ]


def _samples(body: Sequence[Line], numbers: Iterable[int]) -> dict[int, list[str]]:
    samples: dict[int, list[str]] = {number: [] for number in numbers}
    for _, cells in body[:_SAMPLE]:
        for number, cell in cells.items():
            if number in samples and not cell.error:
                samples[number].append(cell.text)
    return samples


def _meaning(
    text: str, group: str, values: Sequence[str], profile: Profile | None, fixed: Mapping[str, str]
) -> Meaning | None:
    given = fixed.get(key(text)) or (profile.field(text) if profile else None)
    alone = meaning(text)
    if given:
        return Meaning(given, alone.hint if alone else "", alone.number if alone else "")
    whole = _together(group, text)
    if whole:
        return Meaning(whole, alone.hint if alone else "", alone.number if alone else "")
    return decided(text, alone, values) if alone else None


def _rank(text: str, found: Meaning | None, profile: Profile | None) -> int:
    """Order among columns for one field: as the profile, else the vocabulary, names them."""
    if found is None:
        return 0
    if profile and key(text) in profile.columns:
        return list(profile.columns).index(key(text))
    order = list(words().fields)
    return 10_000 + (order.index(key(text)) if key(text) in words().fields else len(order))


def _with_ours(columns: list[Column]) -> list[Column]:
    """QA columns of an earlier check, those with everyday names among them included."""
    keys = [key(column.header) for column in columns]
    if "qastatus" not in keys:
        return columns
    first = keys.index("qastatus")
    last = max(at for at, name in enumerate(keys) if name in ("qastatus", "qacode", "yourcomment"))
    ours = [
        Column(column.number, column.header, Meaning(OURS))
        if first <= at <= last and not column.field.startswith("accepted")
        else column
        for at, column in enumerate(columns)
    ]
    if "qacode" in keys and any(column.field == "accepted_by" for column in columns):
        at = keys.index("qacode")  # says what it is that was accepted
        ours[at] = Column(columns[at].number, columns[at].header, Meaning("accepted_rules"))
    return ours


def _note_same_field(table: Table) -> None:
    by_field: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.field and column.field not in MANY:
            by_field.setdefault(column.field + (column.meaning.number if column.meaning else ""), []).append(
                column
            )
    for columns in by_field.values():
        profile = table.profile.columns if table.profile else {}
        if all(key(column.header) in profile for column in columns):
            continue
        if len({key(column.header) for column in columns}) > 1:
            columns.sort(key=lambda one: (one.rank, one.number))
            names = " and ".join(f"{one.header} ({column_letters(one.number)})" for one in columns)
            table.notes.append(f"{names} say the same; the first of them that is filled counts")


def _bare_list(lines: Sequence[Line], grid: Grid) -> Table | None:
    """A list of sizes without any header; lines such as DESKTOP hold for those below them."""
    sized = {column for _, cells in lines for column, cell in cells.items() if is_size_text(cell.text)}
    rows = [1 for _, cells in lines if any(is_size_text(cell.text) for cell in cells.values())]
    if not sized or len(rows) * 10 < len(lines) * 4:
        return None
    table = Table(notes=["no header row; the cells with sizes were read"])
    others = {column for _, cells in lines for column in cells} - sized
    table.columns = [Column(number, "", Meaning("sizes")) for number in sorted(sized)]
    table.columns += [Column(number, f"column {column_letters(number)}", None) for number in sorted(others)]
    device: list[Source] = []
    for number, cells in lines:
        found = [
            Source(cell, number, column, "") for column, cell in cells.items() if is_size_text(cell.text)
        ]
        if not found:
            texts = [Source(cell, number, column, "") for column, cell in cells.items()]
            device = texts[:1] if is_device(texts[0].text) else []
            table.skipped["section" if device else "line without a size"] += 1
            continue
        values = {"sizes": found, "device": device} if device else {"sizes": found}
        struck = all(one.cell.struck for one in found)
        table.records.append(Record(number, values, struck=struck, hidden=number in grid.hidden_rows))
    return table


# --- the lines below it


@dataclass(slots=True)
class _Block:
    """What lines above say for the lines below."""

    section: dict[str, Source] = field(default_factory=dict)
    section_used: bool = True
    section_source: Source | None = None
    parent: dict[str, Source] = field(default_factory=dict)
    last: dict[str, Source] = field(default_factory=dict)


class _Lines:
    """Goes through the lines below a header and says what each of them is."""

    def __init__(self, table: Table, grid: Grid, fixed: Mapping[str, str]) -> None:
        self._table = table
        self._grid = grid
        self._fixed = fixed
        self._block = _Block()
        self._carried: list[int] = []
        self._footer = False
        self._use(table.columns)

    def _use(self, columns: Sequence[Column]) -> None:
        self._columns = {column.number: column for column in columns}
        self._headers = {column.number: key(column.header) for column in columns if column.header}
        self._fields = {column.field for column in columns if column.field}
        self._identity = [column.number for column in columns if column.field in IDENTITY]

    def read(self, body: Sequence[Line]) -> None:
        filled = sorted(count for _, cells in body[:_SAMPLE] if (count := self._count(cells)) > 1)
        self._usual = filled[len(filled) // 2] if filled else 0
        self._sparse = self._sparse_columns(body)
        for at, (number, cells) in enumerate(body):
            reason = self._line(number, cells, body[at + 1 :])
            if reason:
                self._table.skipped[reason] += 1
        self._end_section()
        if self._carried:
            self._table.notes.append(f"values carried down from the row above in {rows_text(self._carried)}")

    def _count(self, cells: Mapping[int, Cell]) -> int:
        return sum(1 for number in cells if number in self._columns and not _is(self._columns[number], OURS))

    def _sparse_columns(self, body: Sequence[Line]) -> set[int]:
        """Columns of places that are filled in the first line of each block only."""
        sample = [cells for _, cells in body[:_SAMPLE] if self._count(cells) > 1]
        if not sample:
            return set()
        return {
            number
            for number in self._identity
            if number in sample[0] and 2 * sum(number in cells for cells in sample) <= len(sample)
        }

    def _line(self, number: int, cells: dict[int, Cell], rest: Sequence[Line]) -> str:
        """Reads one line; the reason if it is no record."""
        texts = list(dict.fromkeys(cell.text for cell in cells.values() if cell.text))
        if self._repeats_header(cells):
            return "repeated header"
        switched = self._new_header(number, cells, rest)
        if switched:
            return switched
        values = self._values(number, cells)
        booked = self._booked(number, cells)
        kind = " ".join(source.text for source in values.get("row_kind", ())).strip().casefold()
        if kind and kind in words().lines["not_ads"]:
            return f"{kind} row"
        first = texts[0] if texts else ""
        if self._is_total(first, values):
            return "total"
        if self._is_footer(first) or (len(texts) == 1 and self._in_footer(rest)):
            self._footer = True
            return "footer"
        if self._is_parent(kind, values, booked):
            self._end_section()
            self._block.parent = {name: found[0] for name, found in values.items() if name != "row_kind"}
            return "package"
        broken = any(cell.error for cell in cells.values())
        if len(texts) == 1 and not booked and not broken and self._is_heading(number, cells, texts[0]):
            return self._heading(number, cells, texts[0], rest)
        if not values and not booked:
            return "nothing in the columns read"
        if not booked and set(values) <= {"notes", "row_kind"}:
            return "note"
        self._add(number, cells, values, booked, kind)
        return ""

    # -- kinds of lines

    def _repeats_header(self, cells: Mapping[int, Cell]) -> bool:
        same = sum(1 for number, cell in cells.items() if self._headers.get(number) == key(cell.text))
        return same >= 2 and same * 2 > len(cells)

    def _new_header(self, number: int, cells: dict[int, Cell], rest: Sequence[Line]) -> str:
        """Another table below the first: its own headers count from here on."""
        known = {_field_of(cell.text, self._fixed) for cell in cells.values()} - {"", UNUSED, OURS}
        if len(known) < 3 or not known & _BOOKS or any(_is_value(cell) for cell in cells.values()):
            return ""
        if 3 * sum(bool(_field_of(cell.text, self._fixed)) for cell in cells.values()) < 2 * len(cells):
            return ""
        self._end_section()
        columns, _ = _columns(cells, cells, False, rest, self._fixed)
        self._use(columns)
        self._block = _Block()
        have = {key(column.header) for column in self._table.columns}
        self._table.columns += [column for column in columns if key(column.header) not in have]
        self._table.notes.append(f"another header in row {number}; the rows below it are read by it")
        return "second header"

    def _is_total(self, first: str, values: Mapping[str, list[Source]]) -> bool:
        if set(values) & {"creative", "asset", "tag", "landing_url", "message"} or _has_size(values):
            return False
        plain = re.sub(r"[^\w\s-]+", " ", first.casefold()).strip()
        return any(
            re.fullmatch(rf"{re.escape(word)}(?:\s+\S+){{0,3}}|(?:\S+\s+){{1,3}}{re.escape(word)}", plain)
            for word in words().lines["totals"]
        )

    def _is_footer(self, first: str) -> bool:
        plain = first.casefold()
        return (
            any(plain.startswith(word) for word in words().lines["footers"]) or "all rights reserved" in plain
        )

    def _in_footer(self, rest: Sequence[Line]) -> bool:
        """Whether a line of one text stands among the lines that a report ends with."""
        if any(self._count(cells) > 1 for _, cells in rest):
            return False
        return self._footer or any(self._is_footer(next(iter(cells.values())).text) for _, cells in rest)

    def _is_parent(self, kind: str, values: Mapping[str, list[Source]], booked: Sequence[object]) -> bool:
        if booked or _has_size(values) or set(values) & {"creative", "asset", "tag"}:
            return False
        if kind in words().lines["parents"]:
            return True
        name = " ".join(source.text for source in values.get("placement", ())).casefold()
        return not kind and bool(re.search(r"^(?:package|roadblock|pkg)\b|\((?:package|roadblock)\)", name))

    def _is_heading(self, number: int, cells: Mapping[int, Cell], text: str) -> bool:
        """Whether a line of one text heads the lines below it."""
        column, cell = next(iter(cells.items()))
        known = self._columns.get(column)
        if isinstance(cell.value, int | float) or (is_size_text(text) and known and known.field == "sizes"):
            return False
        if len(self._columns) == 1:
            return False
        if len(cells) > 1 or not known or not known.field or is_device(text) or _GROUP_ROW.match(text):
            return True
        return self._usual >= 3 and known.field not in ("creative", "asset", "sizes", "tag", "message")

    def _heading(self, number: int, cells: Mapping[int, Cell], text: str, rest: Sequence[Line]) -> str:
        column, cell = next(iter(cells.items()))
        source = Source(cell, number, column, "")
        known = self._columns.get(column)
        if self._footer or len(text) > 80 or text.startswith("*") or not rest:
            placed = known is not None and known.field in IDENTITY and len(text) <= 60
            if placed and not self._footer and not text.endswith((".", "!")) and not text.startswith("*"):
                self._table.lone.append(source)
                return "heading of nothing"
            return "footer" if self._footer else "note"
        self._end_section()
        self._block = _Block(section_used=False, section_source=source)
        grouped = _GROUP_ROW.match(text)
        found = meaning(grouped[1]) if grouped else None
        if grouped and found and found.field in IDENTITY:
            self._block.section[found.field] = _said(source, grouped[2])
        else:
            self._block.section[self._section_field(text)] = source
        return "section"

    def _section_field(self, text: str) -> str:
        if is_device(text):
            return "device"
        if is_size_text(text) and "sizes" not in self._fields:
            return "sizes"
        return next(
            (name for name in ("placement", "unit", "package") if name not in self._fields), "package"
        )

    def _end_section(self) -> None:
        """A heading that no line followed may have been a placement: it is named, not dropped."""
        source = self._block.section_source
        if source is not None and not self._block.section_used:
            known = self._columns.get(source.column)
            if known is not None and known.field in IDENTITY and not is_device(source.text):
                self._table.lone.append(source)
        self._block.section_source = None

    # -- records

    def _values(self, number: int, cells: Mapping[int, Cell]) -> dict[str, list[Source]]:
        ranked: list[tuple[int, int, str, Source]] = []
        for column, cell in cells.items():
            known = self._columns.get(column)
            if known is None or not known.field or known.axis:
                continue
            found = known.meaning
            assert found is not None
            source = Source(cell, number, column, known.header, found.hint, found.number)
            ranked.append((known.rank, column, known.field, source))
        values: dict[str, list[Source]] = {}
        for _, _, name, source in sorted(ranked, key=lambda one: one[:2]):
            values.setdefault(name, []).append(source)
        for name in MANY & values.keys():
            values[name].sort(key=lambda one: one.column)
        return values

    def _booked(self, number: int, cells: Mapping[int, Cell]) -> list[tuple[Axis, Source]]:
        found = []
        for column, cell in cells.items():
            known = self._columns.get(column)
            if known and known.axis and books(cell.text):
                found.append((known.axis, Source(cell, number, column, known.header)))
        return found

    def _add(
        self,
        number: int,
        cells: Mapping[int, Cell],
        values: dict[str, list[Source]],
        booked: list[tuple[Axis, Source]],
        kind: str,
    ) -> None:
        for name in list(self._missing(values, booked)):
            values[name] = [self._block.last[name]]
            if number not in self._carried:
                self._carried.append(number)
        self._block.section_used = True
        for name, source in self._block.section.items():
            values.setdefault(name, [source])
        if self._block.parent and not (kind and "package" not in kind and self._has_children):
            self._inherit(values)
        self._block.last = {name: values[name][0] for name in (*IDENTITY, *_SHARED) if name in values}
        own = [cell for column, cell in cells.items() if self._matters(column)]
        struck = [cell for cell in own if cell.struck]
        names = [
            source.cell
            for name in ("placement", "creative", "asset", "sizes", "unit")
            for source in values.get(name, ())
            if source.row == number
        ]
        whole = bool(struck) and (
            2 * len(struck) > len(own) or (bool(names) and all(one.struck for one in names))
        )
        self._table.records.append(
            Record(
                number,
                values,
                booked,
                struck=whole,
                hidden=number in self._grid.hidden_rows,
                comments=[cell.comment for cell in self._grid.rows[number].values() if cell.comment],
                loose=[]
                if whole
                else [
                    source
                    for found in values.values()
                    for source in found
                    if source.row == number and source.cell.struck
                ],
            )
        )

    @property
    def _has_children(self) -> bool:
        return any(
            "package" in source.text.casefold()
            for record in self._table.records
            for source in record.values.get("row_kind", ())
        )

    def _matters(self, column: int) -> bool:
        known = self._columns.get(column)
        return known is not None and not _is(known, OURS)

    def _missing(self, values: Mapping[str, list[Source]], booked: Sequence[object]) -> Iterator[str]:
        """Fields that a line takes over from the one above it."""
        if not self._identity or not (booked or set(values) & _CONTENT):
            return
        alone = True
        for number in self._identity:
            name = self._columns[number].field
            if name in values:
                alone = False
                break
        last = self._block.last
        if alone:
            yield from (name for name in IDENTITY if name in last and self._has(name))
            both = not {"start", "end", "dates"} & values.keys()
            for name in _SHARED:
                dated = name in ("start", "end", "dates")
                if name in last and name not in values and (both or not dated):
                    yield name
            return
        for number in self._identity:
            name = self._columns[number].field
            if name in values:
                return
            if number in self._sparse and name in last:
                yield name

    def _has(self, name: str) -> bool:
        return any(self._columns[number].field == name for number in self._identity)

    def _inherit(self, values: dict[str, list[Source]]) -> None:
        """What the package above says holds for its placements where they say nothing."""
        parent = self._block.parent
        name = parent.get("placement") or parent.get("package") or parent.get("unit")
        if name and "package" not in values:
            values["package"] = [name]
        both = not {"start", "end", "dates"} & values.keys()
        for field_name, source in parent.items():
            dated = field_name in ("start", "end", "dates")
            if field_name in ("publisher", "campaign", "due", "owner", "contact", "email") or (
                dated and both
            ):
                values.setdefault(field_name, [source])


def _said(source: Source, text: str) -> Source:
    cell = Cell(value=text, text=text, struck=source.cell.struck)
    return Source(cell, source.row, source.column, source.header)


def _has_size(values: Mapping[str, list[Source]]) -> bool:
    return (
        any(
            is_size_text(source.text)
            for name in ("sizes", "creative_sizes", "width")
            for source in values.get(name, ())
        )
        or "width" in values
    )


def is_device(text: str) -> bool:
    """`DESKTOP`, `Mobile web`."""
    return " ".join(text.casefold().split()).strip(" :") in words().lines["devices"]


_NOT_BOOKED = frozenset(
    {"", "0", "no", "n", "-", "–", "—", "na", "none", "false", "nein", "non", "notbooked", "tbc"}
)


def books(text: str) -> bool:
    """Whether a cell below a size books it: an x, a number, a file name or a link, anything but a no."""
    plain = text.strip().casefold()
    return (plain not in _NOT_BOOKED and key(plain) not in _NOT_BOOKED | {""}) or plain in (
        "✓",
        "✔",
        "●",
        "•",
        "x",
    )


def rows_text(rows: Sequence[int]) -> str:
    """`row 9`, `rows 7-9, 12`."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    listed = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
    return f"row{'s' if len(set(rows)) > 1 else ''} {listed}"
