"""The user's own file with our columns in it, or a file of its own where theirs must not be touched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from adqa.campaign.sheets.grid import Book
from adqa.campaign.workbook.book_part import BookPart, Tab
from adqa.campaign.workbook.delimited import annotate_text
from adqa.campaign.workbook.drawings import clear_of, drawn_columns
from adqa.campaign.workbook.errors import CannotEdit
from adqa.campaign.workbook.package import Package
from adqa.campaign.workbook.refs import LAST_COLUMN, area
from adqa.campaign.workbook.rows import COMMENT, OURS, TITLES, WIDTHS, Annotated, QaRow, QaTab, TickTab
from adqa.campaign.workbook.separate import separate_workbook
from adqa.campaign.workbook.sheet_xml import NewCell, Sheet
from adqa.campaign.workbook.styles import CONTENT_TYPE, Formats, empty_styles, with_formats
from adqa.campaign.workbook.summary_tab import tab_xml, tick_xml
from adqa.campaign.workbook.tables import tables_of

_PACKAGE, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OURS_ALREADY = re.compile(r"\.qa(?: \(\d+\))?$")


def annotate(
    content: bytes,
    *,
    name: str,
    headers: Mapping[str, int],
    rows: Sequence[QaRow],
    tab: QaTab,
    book: Book | None = None,
    ticks: TickTab | None = None,
) -> Annotated:
    """The file `name` with the answers to its rows.

    `headers` gives the header row of each tab. `book` is what was read from the file: delimited text needs
    it for its dialect, and the texts of an old `.xls` are taken from it. `ticks` is what people check by
    hand; an Excel workbook gets a tab for it. A file that was annotated before gets its columns brought up
    to date. Of several answers to one row the last holds.
    """
    path = PurePath(name)
    stem = _OURS_ALREADY.sub("", path.stem)
    try:
        if content.startswith(_PACKAGE):
            changed, notes = _annotate_package(content, headers, rows, tab, ticks)
        elif content.startswith(_COMPOUND) and _ENCRYPTED in content:
            raise CannotEdit("it is protected with a password")
        elif book is not None and book.format == "csv":
            changed, notes = annotate_text(content, book, headers.get("", 1), rows)
        else:
            note = (
                f"{path.name} is in a format that cannot be added to; the answers are in a new .xlsx beside "
                "the texts of its rows, without its formats and formulas"
            )
            changed = separate_workbook(headers, rows, tab, book)
            return Annotated(content=changed, file_name=f"{stem}.qa.xlsx", notes=(note,))
    except CannotEdit as reason:
        note = f"{path.name} was left as it is because {reason}; the answers are in a workbook of their own"
        changed = separate_workbook(headers, rows, tab, None)
        return Annotated(content=changed, file_name=f"{stem}.qa.xlsx", notes=(note,))
    return Annotated(content=changed, file_name=f"{stem}.qa{path.suffix}", notes=tuple(notes))


def _annotate_package(
    content: bytes, headers: Mapping[str, int], rows: Sequence[QaRow], tab: QaTab, ticks: TickTab | None
) -> tuple[bytes, list[str]]:
    package = Package(content)
    _refuse_sealed(package)
    book = BookPart(package)
    if book.locked:
        raise CannotEdit("its structure is protected")
    formats = _formats(package, book)
    answers: dict[str, dict[int, QaRow]] = defaultdict(dict)
    for row in rows:
        answers[row.tab][row.row] = row
    notes = []
    filters: list[str] = []
    for one in book.tabs:
        answered = answers.pop(one.name, {})
        if one.part and (answered or book.columns(one).get("status")):
            notes += _annotate_tab(package, book, one, headers.get(one.name), answered, formats, filters)
    tab = replace(tab, notes=(*tab.notes, *filters))
    notes += [f"There is no tab {name} to write to; see the tab QA" for name in answers]
    book.put_qa_tab(tab_xml(tab, book.space, formats))
    if ticks is not None:
        book.add_tick_tab(tick_xml(ticks, book.space, formats))
    return package.build(), notes


def _refuse_sealed(package: Package) -> None:
    """Raises CannotEdit for a package that a change would break."""
    names = [name.casefold() for name in package.names()]
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise CannotEdit("it is digitally signed and a change would break the signature")
    if any(name.startswith("xl/revisions/") for name in names):
        raise CannotEdit("it is shared with a history of changes, which a change from outside would break")


def _formats(package: Package, book: BookPart) -> Formats:
    name = book.related("styles")
    if name is None:
        name = (
            "xl/styles.xml" if package.name("xl/styles.xml") is None else package.new_name("xl/styles{}.xml")
        )
        package.add(name, empty_styles(book.space), CONTENT_TYPE)
        package.relate(book.name, book.relationship_type("styles"), name)
    name, part = package.part(name)
    text, formats = with_formats(part.text)
    if text != part.text:
        package.put(name, part.bytes_of(text))
    return formats


def _annotate_tab(
    package: Package,
    book: BookPart,
    tab: Tab,
    header: int | None,
    answers: Mapping[int, QaRow],
    formats: Formats,
    remarks: list[str],
) -> list[str]:
    """Puts the answers into one tab; gives what the user should know. Raises CannotEdit.

    `remarks` take what is worth a line on the tab QA only.
    """
    known = book.columns(tab)
    status = known.get("status")
    if status is not None:
        header = status[0] if header is None else header
    if header is None:
        raise CannotEdit(f"the header of tab {tab.name} is not known")
    name, part = package.part(tab.part)
    sheet = Sheet(part.text, {header, *answers}, status[1] if status else None)
    if sheet.protected:
        return [f"Tab {tab.name} is protected and was left as it is; its answers are on the tab QA"]
    places = {key: place[1] for key, place in known.items() if place is not None}
    missing = [key for key in OURS if key not in places] + [COMMENT] * (COMMENT not in known)
    first = _first_free(package, sheet, name, header, missing) if missing else 0
    new = {key: first + number for number, key in enumerate(missing)}
    places |= new
    cells = {
        number: {places[key]: _cell(answer, key, formats) for key in OURS}
        for number, answer in answers.items()
    }
    cells[header] = {column: NewCell(TITLES[key], formats.header) for key, column in new.items()}
    over = [row for row in sheet.answered if row > header and row not in answers]
    text = sheet.edited(
        cells,
        {row: [places[key] for key in OURS] for row in over},
        {new[key]: WIDTHS[key] for key in missing},
    )
    package.put(name, part.bytes_of(text))
    if new:
        book.remember(tab, new, header)
    remarks += _filter_note(sheet, tab, max(places[key] for key in OURS))
    return []


def _cell(answer: QaRow, key: str, formats: Formats) -> NewCell:
    return NewCell(
        str(getattr(answer, key)), formats.levels[answer.level] if key == "status" else formats.body
    )


def _first_free(package: Package, sheet: Sheet, name: str, header: int, missing: Sequence[str]) -> int:
    """The column right of all that is used, and where no drawing lies.

    A table that ends there is widened whatever lies beside it, or else kept at a distance.
    """
    tables = tables_of(package, name)
    used = max([sheet.used_column, *(table.area.right for table in tables)])
    beside = [table for table in tables if table.area.right == used]
    titles = [TITLES[key] for key in missing]
    joins = next((table for table in beside if table.takes(header, titles)), None)
    first = used + 1
    if joins is None:
        first = clear_of(first + bool(beside), len(missing), drawn_columns(package, name))
    if first + len(missing) - 1 > LAST_COLUMN:
        raise CannotEdit("one of its tabs has no room at the right")
    if joins is not None:
        package.put(joins.name, joins.widened(titles))
    return first


def _filter_note(sheet: Sheet, tab: Tab, last: int) -> list[str]:
    """Sorting by a filter moves only the filter's own columns: our answers would stand beside other rows."""
    found = sheet.root.child("autoFilter")
    if found is None or area(found.attributes.get("ref", "")).right >= last:
        return []
    note = (
        f"The filter of tab {tab.name} was left as it is: it hides rows, but do not sort with it unless you "
        "widen it to the QA columns first"
    )
    return [note]
