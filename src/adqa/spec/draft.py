"""A house spec drafted from a table: what the table says as limits, what it leaves open as comments.

Nothing is guessed and nothing is dropped: a cell that is not understood stands in the draft as a comment
with its reference, and so does every column, row and sheet that was not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from adqa.errors import UsageError
from adqa.spec.table import Table, read_tables, reference

_CALLED = {
    "name": "unit; ad unit; unit name; ad unit name; name; ad name; placement; placement name; ad placement; "
    "position; slot; ad slot; product; ad product; banner; banner name; ad type; creative type; creative; "
    "ad format; package; item",
    "size": "size; sizes; dimension; dimensions; ad size; banner size; creative size; pixel size; pixels; "
    "w x h; wxh; width x height; size w x h; size wxh; dimensions w x h; dimensions wxh; size in pixels; "
    "aspect ratio; ratio; ad dimensions; asset size; image size",
    "width": "width; w",
    "height": "height; h",
    "weight": "weight; max weight; maximum weight; file weight; weight limit; file size; filesize; "
    "max file size; max filesize; maximum file size; file size limit; size limit; max size; maximum size; "
    "file size max; load; initial load; max load; initial file size; max initial file load size",
    "formats": "format; formats; file format; file formats; file type; file types; filetype; filetypes; "
    "accepted formats; accepted file formats; accepted file types; allowed formats; type; types",
    "animation": "animation; max animation; animation length; max animation length; animation time; "
    "max animation time; animation duration; animated; animation limit; animation looping; animation loops; "
    "animation allowed",
    "loops": "loops; max loops; loop; looping; number of loops; loop limit",
    "fps": "fps; max fps; frame rate; max frame rate; framerate; frames per second",
    "lead_time": "lead time; deadline; material deadline; creative deadline; turnaround; materials due; "
    "delivery deadline",
}
"""Column → what people call it, in small letters and without marks."""

_HEADINGS = {phrase: key for key, text in _CALLED.items() for phrase in text.split("; ")}
_UNITS = {"kb", "mb", "kib", "mib", "bytes", "px", "sec", "secs", "s", "seconds"}
_IMAGE = ("jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "apng")
_OTHER = {"html5": "html5", "html": "html5", "zip": "html5", "mp4": "video", "mov": "video", "webm": "video"}
_SIZE = re.compile(
    r"w?\s*(\d{2,5})\s*(?:px|w)?\s*(?:[x×*]|by)\s*h?\s*(\d{2,5})(?!\d)\s*(?:pixels|px|h)?", re.IGNORECASE
)
_RATIO = re.compile(r"(?<![\d:])(\d{1,2}(?:\.\d{1,2})?)\s*:\s*(\d{1,2}(?:\.\d{1,2})?)(?![\d:])")
_WEIGHT = re.compile(
    r"(?:max(?:imum)?\.?|up to|≤|<=)?\s*(\d+(?:[.,]\d+)*)\s*(bytes|b|kib|mib|kb|mb|k|m)?"
    r"\s*(?:max(?:imum)?\.?)?",
    re.IGNORECASE,
)
_EMPTY = {"", "-", "–", "—", "n/a", "na", "n.a."}
_NO = {
    "no",
    "none",
    "static",
    "static only",
    "not allowed",
    "not permitted",
    "forbidden",
    "n",
    "✗",
    "no animation",
}
_YES = {"yes", "y", "allowed", "ok", "✓", "permitted", "animated"}
_FILLERS = re.compile(
    r"\b(max(imum)?|up to|total|in|and|or|of|animation|looping|length|min(imum)?)\b|[.,;/+&|()]"
)


@dataclass(slots=True)
class _Row:
    """What one row of the table says about a unit."""

    name: str
    place: str
    """`row 5` or `Display, row 5`."""
    source: str
    sizes: list[str] = field(default_factory=list)
    """As they stand in YAML; exact ones can carry conditions."""
    limits: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Place in the spec → (value as YAML, cell reference)."""
    kinds: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    """Comments: what was not given or not understood."""
    cells: dict[str, str] = field(default_factory=dict)
    """Column → reference of its cell."""

    @property
    def exact(self) -> bool:
        """Whether every size is one pixel size, so that it can stand in a condition."""
        return bool(self.sizes) and all("{" not in size for size in self.sizes)


def draft_spec(path: Path, publisher: str = "house", title: str | None = None) -> str:
    """A spec document in YAML made from a table of ad units, one row a unit or a size of one.

    Raises UsageError if the file cannot be read, holds no such table, or the publisher is no usable key.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", publisher):
        raise UsageError(f"{publisher!r} cannot be a publisher's key; use small letters, digits and dashes")
    path = Path(path)
    rows: list[_Row] = []
    sources: dict[str, str | None] = {}
    left: list[str] = []
    for table in read_tables(path):
        name = f"sheet {table.sheet!r}" if table.sheet else "the table"
        key = "table" if not sources else f"table-{len(sources) + 1}"
        found = [] if table.hidden else list(_rows(table, key, left))
        if found:
            sources[key] = table.sheet
            rows += found
        elif any(any(row) for row in table.rows):
            left.append(
                f"{name} is hidden and was not read" if table.hidden else f"no ad units found in {name}"
            )
    if not rows:
        raise UsageError(
            f"{path} holds no table of ad units: a row of headings is needed, with a size (or width and "
            "height) and a name, a weight or a format"
        )
    lines = _document(rows, path.name, publisher, title or path.stem, sources)
    if left:
        lines += ["", "# Not read:", *(f"# - {one}" for one in left)]
    return "\n".join(lines) + "\n"


# --- from cells to rows


def _rows(table: Table, source: str, left: list[str]) -> Iterator[_Row]:
    columns: dict[str, int] = {}
    headings: tuple[str, ...] = ()
    name = ""
    where = f"{table.sheet}, row" if table.sheet else "row"
    for number, cells in enumerate(table.rows):
        if not any(cells):
            continue
        heading = _columns(cells, table.rows[number + 1 :])
        if heading:
            columns, headings, name = heading, cells, ""
            continue
        filled = [column for column, text in enumerate(cells) if text]
        read = [key for key in columns if columns[key] < len(cells) and cells[columns[key]]]
        if not columns or set(read) <= {"name"}:
            text = " | ".join(cells[column] for column in filled)
            left.append(f"{where} {number + 1}: {text}")
            continue
        own = cells[columns["name"]] if "name" in read else ""
        row = _Row(own or name, f"{where} {number + 1}", source)
        if "name" in columns and not own:
            row.said.append(
                f"the name stands in a row above ({row.place} has none)" if name else "not given: a name"
            )
        name = own or name
        _read_cells(row, cells, columns, headings, number)
        row.name = row.name or ", ".join(row.sizes)
        yield row


def _columns(cells: tuple[str, ...], below: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """Which column holds what, if this row is one of headings; else empty."""
    found: dict[str, int] = {}
    called_format: list[int] = []
    for column, text in enumerate(cells):
        key = _heading(text)
        if key == "formats" and not _names_formats(column, below):
            called_format.append(column)
            continue
        if key == "weight" and _looks_like_sizes(column, below):
            key = "size"
        if key and key not in found:
            found[key] = column
    if called_format and "name" not in found:
        found["name"] = called_format[0]
    sized = "size" in found or {"width", "height"} <= found.keys()
    return found if sized and found.keys() & {"name", "weight", "formats"} else {}


def _heading(text: str) -> str | None:
    if re.search(r"\d\d", text):
        return None  # "W300 x H250" is a size, not the heading of one
    words = re.sub(r"[^a-z ]+", " ", text.lower().replace("×", "x")).split()
    plain = [word for word in words if word not in _UNITS]
    if {"kb", "mb", "kib", "mib", "bytes"} & set(words) and plain in ([], ["max"], ["size"], ["limit"]):
        return "weight"
    return _HEADINGS.get(" ".join(words)) or _HEADINGS.get(" ".join(plain))


def _names_formats(column: int, below: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a column called "format" holds file formats; many sheets call the ad unit that."""
    words = [word for row in below for word in _words(row[column] if column < len(row) else "")]
    return any(word in _IMAGE or word in _OTHER for word in words)


def _looks_like_sizes(column: int, below: tuple[tuple[str, ...], ...]) -> bool:
    return any(column < len(row) and _SIZE.search(row[column]) for row in below)


def _read_cells(
    row: _Row, cells: tuple[str, ...], columns: dict[str, int], headings: tuple[str, ...], number: int
) -> None:
    def cell(key: str) -> tuple[str, str, str]:
        column = columns[key]
        text = cells[column] if column < len(cells) else ""
        return text, reference(number, column), headings[column]

    for key, read in _READERS.items():
        if key not in columns:
            continue
        text, place, heading = cell(key)
        if text.strip().lower() in _EMPTY:
            if key in ("loops", "fps") and any(one.startswith("animation") for one in row.limits):
                continue  # the column of the animation says it all
            row.said.append(f"not given: {heading} ({place} is empty)")
        elif (rest := read(row, text, place, heading)) is not None:
            row.said.append(f"not understood: {heading} ({place}) says {text!r}{rest}")
    if "size" not in columns:
        row.sizes += _from_sides(row, cell("width"), cell("height"))
    for column, text in enumerate(cells):
        if text and column not in columns.values():
            heading = (
                headings[column]
                if column < len(headings) and headings[column]
                else "a column without heading"
            )
            row.said.append(f"not read: {heading} ({reference(number, column)}) says {text!r}")


def _from_sides(row: _Row, width: tuple[str, str, str], height: tuple[str, str, str]) -> list[str]:
    found = [re.fullmatch(r"(\d{1,5})\s*(?:px)?", text) for text, _, _ in (width, height)]
    if found[0] and found[1] and int(found[0][1]) and int(found[1][1]):
        row.cells["sizes"] = f"{width[1]}, {height[1]}"
        return [f"{int(found[0][1])}x{int(found[1][1])}"]
    row.said.append(
        f"not understood: {width[2]} and {height[2]} say {width[0]!r} and {height[0]!r} ({width[1]})"
    )
    return []


def _read_size(row: _Row, text: str, place: str, heading: str) -> str | None:
    rest = _SIZE.sub(" ", text)
    sizes = [f"{int(width)}x{int(height)}" for width, height in _SIZE.findall(text)]
    ratios = [] if sizes else [f"{left}:{right}" for left, right in _RATIO.findall(rest)]
    rest = _RATIO.sub(" ", rest) if ratios else rest
    bound = re.search(
        r"\b(min(?:imum)?|at least|or larger|max(?:imum)?|up to|or smaller)\b", rest, re.IGNORECASE
    )
    if any(0 in map(int, size.split("x")) for size in sizes):
        return ""
    if bound:
        rest = rest.replace(bound[0], " ")
    left = " ".join(re.sub(r"[,;/|&+().]|\b(and|or|px|pixels)\b", " ", rest, flags=re.IGNORECASE).split())
    if not (sizes or ratios) or re.search(r"\d", left) or (bound and len(sizes) != 1):
        return ""
    if bound:
        side = "min" if bound[1].lower() in ("min", "minimum", "at least", "or larger") else "max"
        sizes = [f"{{{side}: {sizes[0]}}}"]
    row.sizes += [*sizes, *(f"{{ratio: {ratio}}}" for ratio in ratios)]
    row.cells["sizes"] = place
    return f"; read as {', '.join(row.sizes)}" if left else None


def _read_weight(row: _Row, text: str, place: str, heading: str) -> str | None:
    match = _WEIGHT.fullmatch(text.strip())
    if not match:
        return ""
    number, unit = match[1], (match[2] or _unit_of(heading) or "").lower()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", number):
        number = number.replace(",", "")
    if not unit or not re.fullmatch(r"\d+([.,]\d{1,2})?", number) or not float(number.replace(",", ".")):
        return "" if unit else "; no unit stands in the cell or its heading"
    spelled = {"b": "bytes", "bytes": "bytes", "k": "KB", "m": "MB", "kib": "KiB", "mib": "MiB"}
    row.limits["weight.file"] = (f"{number.replace(',', '.')} {spelled.get(unit, unit.upper())}", place)
    return None


def _unit_of(heading: str) -> str | None:
    match = re.search(r"\b(bytes|kib|mib|kb|mb)\b", heading, re.IGNORECASE)
    return match[1] if match else None


def _read_formats(row: _Row, text: str, place: str, heading: str) -> str | None:
    words = _words(text)
    images = [word for word in words if word in _IMAGE]
    kinds = dict.fromkeys(
        [*(["image"] if images else []), *(_OTHER[word] for word in words if word in _OTHER)]
    )
    if not kinds:
        return ""
    row.kinds = tuple(kinds)
    row.cells["kind"] = place
    if images:
        row.limits["formats"] = (f"[{', '.join(dict.fromkeys(images))}]", place)
    left = [word for word in words if word not in _IMAGE and word not in _OTHER and word not in ("and", "or")]
    return f"; read as {', '.join(word for word in words if word not in left)}" if left else None


def _words(text: str) -> list[str]:
    return [word.strip(".") for word in re.split(r"[^a-z0-9.]+", text.lower()) if word.strip(".")]


def _read_animation(row: _Row, text: str, place: str, heading: str) -> str | None:
    said = text.strip().lower()
    if said in _NO:
        row.limits["animation.allowed"] = ("forbidden", place)
        return None
    if said in _YES:
        row.limits["animation.allowed"] = ("allowed", place)
        return None
    if said.isdigit():
        if re.search(r"\bloop", heading, re.IGNORECASE):
            said += " loops"
        elif re.search(r"\b(s|secs?|seconds)\b", heading, re.IGNORECASE):
            said += " s"
    found: dict[str, str] = {}
    for key, pattern, unit in _MOTION:
        for match in re.finditer(pattern, said):
            if key in found:
                return "; more than one value"
            found[key] = f"{match[1]} {unit}"
        said = re.sub(pattern, " ", said)
    left = " ".join(_FILLERS.sub(" ", said).split())
    if left or not found:
        return ""
    for key, value in found.items():
        row.limits[f"animation.{key}"] = (value, place)
    return None


_MOTION = (
    ("duration", r"(?<![\d.,])(\d+(?:\.\d+)?)\s*(?:seconds|second|secs|sec|s)\b", "s"),
    ("duration", r"(?<![\d:]):(\d{2})(?!\d)", "s"),
    ("frame_rate", r"(\d+(?:\.\d+)?)\s*fps\b", "fps"),
    ("loops", r"(\d+)\s*(?:x\s*)?(?:loops?|times|plays)\b", "loops"),
)


def _number_of(place_in_spec: str, unit: str) -> Callable[[_Row, str, str, str], str | None]:
    def read(row: _Row, text: str, place: str, heading: str) -> str | None:
        match = re.fullmatch(rf"(?:max\.?|up to)?\s*(\d+)\s*(?:x|{unit}|loop|max\.?)?", text.strip().lower())
        if match:
            row.limits[place_in_spec] = (f"{match[1]} {unit}", place)
        return None if match else ""

    return read


def _read_lead_time(row: _Row, text: str, place: str, heading: str) -> str | None:
    match = re.fullmatch(
        r"(\d+)\s*((?:business|working|calendar)?\s*(?:days?|weeks?|hours?))(?:\s*(?:prior|before).*)?",
        text.strip().lower(),
    )
    if match:
        row.limits["lead_time"] = (f"{match[1]} {' '.join(match[2].split())}", place)
    return None if match else ""


_READERS: dict[str, Callable[[_Row, str, str, str], str | None]] = {
    "size": _read_size,
    "weight": _read_weight,
    "formats": _read_formats,
    "animation": _read_animation,
    "loops": _number_of("animation.loops", "loops"),
    "fps": _number_of("animation.frame_rate", "fps"),
    "lead_time": _read_lead_time,
}
"""Each gives None if the cell was read in full, else what to add to the comment about it."""


# --- from rows to units


def _units(rows: Iterable[_Row]) -> list[list[_Row]]:
    """Rows of one unit together: same name, and no size said twice with different limits."""
    units: list[list[_Row]] = []
    for row in rows:
        for unit in units:
            if (
                _key(unit[0].name) == _key(row.name)
                and row.name
                and all(_goes_with(row, one) for one in unit)
            ):
                unit.append(row)
                break
        else:
            units.append([row])
    return units


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _goes_with(row: _Row, other: _Row) -> bool:
    """Whether two rows of one name can be one unit: nothing differs, or their sizes tell them apart."""
    if row.source != other.source or row.kinds != other.kinds:
        return False
    same = {key: value for key, (value, _) in row.limits.items()} == {
        key: value for key, (value, _) in other.limits.items()
    }
    return same or (row.exact and other.exact and not set(row.sizes) & set(other.sizes))


def _slugs(units: Iterable[list[_Row]]) -> Iterator[str]:
    used: set[str] = set()
    for unit in units:
        slug = re.sub(r"[^a-z0-9]+", "-", unit[0].name.lower()).strip("-") or "unit"
        number, made = 1, slug
        while made in used:
            number += 1
            made = f"{slug}-{number}"
        used.add(made)
        yield made


# --- from units to YAML


def _document(
    rows: list[_Row], file: str, publisher: str, title: str, sources: dict[str, str | None]
) -> list[str]:
    lines = [
        f"# Drafted from {_comment(file)}. Compare it with the table, fill in what is not given, then set",
        "# `status: active` and the confidence of the source to high.",
        f"publisher: {publisher}",
        f"title: {_scalar(title)}",
        'schema: "1"',
        "sources:",
    ]
    for key, sheet in sources.items():
        lines += [f"  {key}:", f"    title: {_scalar(file)}"]
        if sheet:
            lines.append(f"    section: {_scalar(sheet)}")
        lines.append("    confidence: medium # read by a program; nobody has compared it yet")
    lines += ["defaults:", "  status: draft", "units:"]
    units = _units(rows)
    for unit, slug in zip(units, _slugs(units), strict=True):
        lines += _unit(unit, slug)
    return lines


def _unit(unit: list[_Row], slug: str) -> Iterator[str]:
    first = unit[0]
    yield f"  {slug}:"
    yield f"    title: {_scalar(first.name or slug)} # {_comment(', '.join(row.place for row in unit))}"
    yield f"    source: {first.source}"
    for row in unit:
        for text in row.said:
            yield f"    # {_comment(text)}"
    yield "    assets:"
    yield "      main:"
    if first.kinds:
        kinds = first.kinds[0] if len(first.kinds) == 1 else f"[{', '.join(first.kinds)}]"
        yield f"        kind: {kinds} # {first.cells['kind']}"
    else:
        yield "        kind: image # not given: taken as a picture"
    sizes = list(dict.fromkeys(size for row in unit for size in row.sizes))
    if sizes:
        places = ", ".join(row.cells["sizes"] for row in unit if row.sizes)
        yield f"        sizes: [{', '.join(sizes)}] # {places}"
    else:
        yield "        # not given: sizes"
    yield from _limit(unit, "formats", "        ")
    yield from _group(unit, "weight", ("file",))
    yield from _group(unit, "animation", ("allowed", "duration", "loops", "frame_rate"))
    yield from _limit(unit, "lead_time", "    ", gap=False)


def _group(unit: list[_Row], group: str, keys: tuple[str, ...]) -> Iterator[str]:
    if any(f"{group}.{key}" in row.limits for row in unit for key in keys):
        yield f"        {group}:"
        for key in keys:
            yield from _limit(unit, f"{group}.{key}", "          ", gap=False)
    else:
        yield f"        # not given: {group}"


def _limit(unit: list[_Row], place: str, indent: str, *, gap: bool = True) -> Iterator[str]:
    """One limit; where the rows differ, a variant for the sizes of each."""
    key = place.rpartition(".")[2]
    groups: dict[str, list[_Row]] = {}
    for row in unit:
        if place in row.limits:
            groups.setdefault(row.limits[place][0], []).append(row)
    places = {value: ", ".join(row.limits[place][1] for row in rows) for value, rows in groups.items()}
    kind = "kind: image" if place == "formats" and len(unit[0].kinds) > 1 else ""
    if not groups:
        if gap:
            yield f"{indent}# not given: {key}"
    elif len(groups) == 1 and sum(map(len, groups.values())) == len(unit):
        value = next(iter(groups))
        whole = f"{{{_BARE[place]}: {value}, when: {{{kind}}}}}" if kind else value
        yield f"{indent}{key}: {whole} # {places[value]}"
    else:
        yield f"{indent}{key}:"
        yield f"{indent}  variants:"
        for value, rows in groups.items():
            sizes = f"size: [{', '.join(dict.fromkeys(size for row in rows for size in row.sizes))}]"
            when = ", ".join(filter(None, [kind, sizes]))
            yield f"{indent}    - {{{_BARE[place]}: {value}, when: {{{when}}}}} # {places[value]}"


_BARE = {
    "formats": "any_of",
    "weight.file": "max",
    "animation.allowed": "value",
    "animation.duration": "max",
    "animation.loops": "max",
    "animation.frame_rate": "max",
    "lead_time": "min",
}


def _scalar(text: str) -> str:
    """Text as a YAML value on one line."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._()/-]*", text) and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """Text that ends no comment: one line, nothing that YAML refuses."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())
