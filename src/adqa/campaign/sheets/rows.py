"""From records to rows of the campaign: each cell is understood, or named as a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import lru_cache
from itertools import count
from typing import Any

from adqa.campaign.model import (
    Accepted,
    CellProblem,
    Flight,
    ProblemCode,
    Row,
    Serving,
    SheetApproval,
    SheetLimits,
    State,
)
from adqa.campaign.qa_codes import codes_accepted
from adqa.campaign.sheets.actions import Asked, action_of_column, action_of_note, is_trafficked, state_of
from adqa.campaign.sheets.cells import (
    files_of,
    is_file,
    is_mark,
    is_nothing,
    is_tag,
    is_to_come,
    messages_of,
    salesforce_id,
)
from adqa.campaign.sheets.dates import ResolvedDate
from adqa.campaign.sheets.dating import Dates
from adqa.campaign.sheets.headers import MANY
from adqa.campaign.sheets.layout import Axis, Record, Source, Table
from adqa.campaign.sheets.values import (
    LimitReading,
    SizeReading,
    read_contacts,
    read_formats,
    read_rotation,
    read_seconds,
    read_sizes,
    read_skus,
    read_weight,
    read_yes_no,
)
from adqa.units import Size, parse_size

_PLAIN = (
    "campaign", "advertiser", "brand", "publisher", "placement", "placement_id", "package", "unit", "channel",
    "device", "market", "locale", "creative", "creative_id", "message", "version", "status", "built_by",
    "news",    "landing_url", "final_url", "click_tracker", "tag", "price", "offer", "lead_time",
)  # fmt: skip
"""Fields that are text as it stands."""
_LINKED = frozenset({"landing_url", "final_url", "asset", "tag", "click_tracker"})
_AWAITED = frozenset({"landing_url", "final_url", "asset", "tag", "click_tracker", "creative", "tracker"})
_HOLDING = frozenset({"sizes", "start", "end", "dates", "creative", "placement", "asset"})
"""Without these, a row cannot be judged as booked."""
_PARENTS: Mapping[str, str] = {
    name: parent
    for parent, names in {
        "sizes": ("width", "height"),
        "flight": ("start", "end", "dates"),
        "creative_flight": ("creative_start", "creative_end"),
        "limits": ("weight", "formats", "seconds", "loops", "characters", "specs"),
        "trackers": ("tracker",),
        "disclaimers": ("disclaimer",),
        "approval": ("approved_by", "approved_on", "approved_version"),
        "accepted": ("accepted_by", "accepted_until", "accepted_note", "accepted_rules"),
        "owner": ("contact",),
    }.items()
    for name in names
}
"""Field of a column → field of a row that it ends in."""
_SERVED: tuple[tuple[str, Serving], ...] = (
    (r"\b(?:3p|3ps|third[- ]?party|3rd[- ]?party|tags?|js|javascript|iframe|vast|redirect)\b", "tag"),
    (r"\b(?:tracking|tracker|pixel|1x1)\b", "tracking"),
    (r"\bnative\b", "native"),
    (r"\b(?:hosted|1p|first[- ]?party|1st[- ]?party|site[- ]?served|files?|assets?|publisher)\b", "hosted"),
)  # fmt: skip
_KINDS: tuple[tuple[str, str], ...] = (
    (r"\bvast\b", "vast"),
    (r"\b(?:video|mp4|mov|webm|in-?stream|pre-?roll|mid-?roll|post-?roll|ctv)\b", "video"),
    (r"\b(?:audio|mp3|wav)\b", "audio"),
    (r"\bnative\b", "native"),
    (r"\b(?:html5?|rich ?media|zip)\b", "html5"),
    (r"\b(?:3p|third[- ]?party|3rd[- ]?party|tags?)\b", "tag"),
    (r"\b(?:image|images|static|jpe?g|png|gif|webp|still)\b", "image"),
)
_LEAD = re.compile(r"\b\d+\s*(?:(?:business|working|calendar)\s+)?(?:days?|bd|wd)\b", re.IGNORECASE)
_COMPANY = re.compile(r"\(([^()@]{2,60})\)")
_CANCELLED_NOTE = re.compile(r"[,.;:–—(!]|\s-\s|\s+(?:by|per|on|as of|due)\s")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a tab."""

    file: str
    tab: str
    label: str
    """What ids of rows begin with."""
    table: Table
    dates: Dates
    whole: Mapping[str, Source] = field(default_factory=dict)
    """Fields that lines above the table say for all its rows."""
    tabs: Mapping[str, str] = field(default_factory=dict)
    """Such a field → the tab in which it stands."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Field → text that the name of the tab gives."""


@dataclass(slots=True)
class Built:
    """Rows of one tab, with what could not be understood."""

    rows: list[Row] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    contacts: list[tuple[str, str, str]] = field(default_factory=list)
    """(owner, contact, e-mail) as rows name them."""
    ids: set[str] = field(default_factory=set)
    said: set[tuple[str, int, str, str]] = field(default_factory=set)
    """Problems named so far: what several rows take from one cell is named once."""
    sizes_from: dict[str, list[int]] = field(default_factory=dict)
    """Field from whose text sizes were read → rows."""


def build_rows(setting: Setting) -> Built:
    """All rows of a tab."""
    built = Built()
    for record in setting.table.records:
        _RowReader(setting, record, built).read()
    return built


@dataclass(frozen=True, slots=True)
class _Slot:
    """One thing a line books: a size, a message, a file, as far as its columns name them apart."""

    suffix: str
    changes: Mapping[str, Any]
    struck: bool = False


class _RowReader:
    """Reads one record."""

    def __init__(self, setting: Setting, record: Record, built: Built) -> None:
        self._setting = setting
        self._record = record
        self._built = built
        self._columns: dict[str, str] = {}
        self._values = dict(record.values)
        self._found: dict[str, list[Source]] = {}

    def read(self) -> None:
        """Adds the rows of this record and its problems."""
        self._report_errors()
        for name, source in self._setting.whole.items():
            self._values.setdefault(name, [source])
        row = self._row()
        for slot in self._slots(row):
            changes = dict(slot.changes)
            if slot.struck and row.state != "cancelled":
                changes |= {"state": "cancelled", "state_reason": "struck through"}
            changes["serving"] = self._serving(row, changes)
            self._built.rows.append(
                replace(row, id=self._id(row.id + slot.suffix), columns=dict(self._columns), **changes)
            )

    def _id(self, wanted: str) -> str:
        """The id, with a number behind it where forms beside each other share a line."""
        taken = self._built.ids
        made = next(
            one
            for number in count(1)
            if (one := wanted if number == 1 else f"{wanted}#{number}") not in taken
        )
        taken.add(made)
        return made

    # -- sources

    def _report_errors(self) -> None:
        booked = [source for _, source in self._record.booked]
        for name, found in (*self._record.values.items(), ("sizes", booked)):
            for source in found:
                if source.cell.error and source.row == self._record.row:
                    cached = source.cell.error == "no cached value"
                    said = (
                        "the formula in this cell has never been calculated"
                        if cached
                        else f"the cell shows the error {source.cell.error}"
                    )
                    remedy = (
                        "Open the sheet in Excel, save it, and give the saved file"
                        if cached
                        else "Repair the formula or type the value"
                    )
                    code: ProblemCode = "no_cached_value" if cached else "error_cell"
                    self._problem(source, code, said, remedy, holds=name in _HOLDING)
        for source in self._record.loose:
            self._problem(
                source,
                "other",
                f'"{source.text}" is struck through, the rest of the row is not; it was read as it stands',
                "Delete the old value, or strike through the whole row",
            )

    def _problem(
        self, source: Source, code: ProblemCode, text: str, remedy: str, *, tab: str = "", holds: bool = False
    ) -> None:
        """Names a problem; once, however often the cell is looked at."""
        mark = (tab or self._setting.tab, source.row, source.letters, code)
        if mark in self._built.said:
            return
        self._built.said.add(mark)
        self._built.problems.append(
            CellProblem(
                file=self._setting.file,
                tab=tab or self._setting.tab,
                row=source.row,
                column=source.letters,
                header=source.header,
                code=code,
                text=text,
                remedy=remedy,
                holds=holds,
            )
        )

    def _sources(self, name: str) -> list[Source]:
        """Cells of a field that say something."""
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = self._look_for(name) if name in self._values else []
        return known

    def _look_for(self, name: str) -> list[Source]:
        found = [one for one in self._values[name] if not one.cell.error and not is_nothing(one.text)]
        if name in _AWAITED:
            waiting = [one for one in found if is_to_come(one.text)]
            for source in waiting:
                if source.row == self._record.row:
                    said = f'says "{source.text}", so it is still to come'
                    self._problem(source, "other", said, "Fill it in once it is known")
            found = [one for one in found if one not in waiting]
        for source in found[: None if name in MANY else 1]:
            self._used(name, source)
        return found

    def _used(self, name: str, source: Source) -> None:
        if source.row == self._record.row and source.column:
            self._columns.setdefault(name, source.letters)
            if name in _PARENTS:
                self._columns.setdefault(_PARENTS[name], source.letters)

    def _first(self, name: str) -> Source | None:
        found = self._sources(name)
        return found[0] if found else None

    def _text(self, name: str) -> str:
        source = self._first(name)
        if source is None:
            return self._setting.named.get(name, "")
        if name in _LINKED and source.cell.link and "://" not in source.text:
            return source.cell.link
        return source.text

    # -- the row

    def _row(self) -> Row:
        values: dict[str, Any] = {name: self._text(name) for name in _PLAIN}
        values["lead_time"] = values["lead_time"] or self._lead_in_due()
        if self._setting.table.profile and "Salesforce" in self._setting.table.profile.title:
            values["placement_id"] = salesforce_id(values["placement_id"])
        sizes, size_text, kind = self._sizes()
        notes = self._notes()
        asked = self._asked(notes)
        state, reason = self._state(values["status"], notes)
        owner, email = self._owner()
        record = self._record
        return Row(
            id=f"{self._setting.label}!{record.row}",
            file=self._setting.file,
            tab=self._setting.tab,
            row=record.row,
            sizes=sizes,
            size_text=size_text,
            creative_sizes=self._creative_sizes(),
            kind=self._kind() or kind,
            limits=self._limits(),
            asset=self._text("asset"),
            flight=self._flight("start", "end", "dates"),
            creative_flight=self._flight("creative_start", "creative_end", ""),
            live_from=self._day("live_from"),
            rotation=self._rotation(),
            trackers=tuple(
                (source.letters, line.strip())
                for source in self._sources("tracker")
                for line in source.text.splitlines()
                if "//" in line or is_tag(line)
            ),
            utm={
                name.removeprefix("utm."): self._text(name)
                for name in sorted(self._values)
                if name.startswith("utm.") and self._text(name)
            },
            skus=tuple(
                dict.fromkeys(sku for source in self._sources("skus") for sku in read_skus(source.text))
            ),
            offer_end=self._day("offer_end"),
            copy=self._copy(),
            disclaimers=tuple(source.text for source in self._sources("disclaimer")),
            owner=owner,
            email=email,
            due=None if self._lead_in_due() else self._day("due"),
            due_time=self._due_time(),
            approval=self._approval(),
            accepted=self._accepted(),
            notes=notes,
            action=asked.action if asked else None,
            action_text=asked.text if asked else self._text("action"),
            swaps_in=asked.swaps_in if asked else "",
            swaps_out=asked.swaps_out if asked else "",
            state=state,
            state_reason=reason,
            trafficked=is_trafficked(values["status"]) or (asked is not None and asked.action == "no_change"),
            hidden=record.hidden,
            **values,
        )

    def _serving(self, row: Row, changes: Mapping[str, Any]) -> Serving:
        """How a row is served, as far as the sheet says it."""
        said = self._text("serving")
        for pattern, serving in _SERVED:
            if said and re.search(pattern, said, re.IGNORECASE):
                return serving
        if row.tag:
            return "tag"
        if not changes.get("sizes", row.sizes) and row.size_text:
            kind = _sizes_in(row.size_text).kind
            if kind in ("tracking", "native"):
                return "tracking" if kind == "tracking" else "native"
        if row.kind in ("tag", "native"):
            return "tag" if row.kind == "tag" else "native"
        if is_file(changes.get("asset", row.asset)):
            return "hosted"
        profile = self._setting.table.profile
        return profile.serving if profile else "unknown"

    # -- sizes

    def _sizes(self) -> tuple[tuple[Size, ...], str, str]:
        found = self._sources("sizes")
        if not found and not self._record.booked:
            sized = self._width_and_height()
            return sized or self._sizes_of_names()
        text = ", ".join(source.text for source in found[: None if not self._setting.table.header_row else 1])
        if not text:
            return (), "", ""
        reading = _sizes_in(text)
        if not reading.understood and not is_to_come(text):
            said = f'"{text}" is not understood as a size'
            self._problem(
                found[0], "not_understood", said, "Write it like 300x250, one or several", holds=True
            )
        return reading.sizes, text, _kind_of_size(reading.kind)

    def _width_and_height(self) -> tuple[tuple[Size, ...], str, str] | None:
        width, height = self._first("width"), self._first("height")
        if width is None or height is None:
            return None
        text = f"{width.text}x{height.text}"
        reading = _sizes_in(text)
        self._used("sizes", width)
        return reading.sizes, text, _kind_of_size(reading.kind)

    def _sizes_of_names(self) -> tuple[tuple[Size, ...], str, str]:
        """Sizes inside names, where no cell says them; the receipt tells from which."""
        for name in ("placement", "unit", "creative", "asset", "specs"):
            for source in self._sources(name):
                reading = _sizes_in(source.text)
                if reading.sizes:
                    self._columns["sizes"] = source.letters
                    self._built.sizes_from.setdefault(name, []).append(self._record.row)
                    return reading.sizes, ", ".join(map(str, reading.sizes)), ""
        return (), "", ""

    def _creative_sizes(self) -> tuple[Size, ...]:
        source = self._first("creative_sizes")
        if source is None:
            return ()
        if "sizes" not in self._values and not self._record.booked:
            self._columns["sizes"] = source.letters
        reading = _sizes_in(source.text)
        if not reading.understood:
            said = f'"{source.text}" is not understood as a size'
            self._problem(source, "not_understood", said, "Write it like 300x250")
        return reading.sizes

    # -- kinds, limits, copy

    def _kind(self) -> str:
        """The kind that the first column which names exactly one says."""
        for source in self._sources("kind"):
            kinds = _kinds_of(source.text)
            if len(kinds) == 1:
                return kinds[0]
        return ""

    def _limits(self) -> SheetLimits:
        weight = self._limit("weight", read_weight, _weight_within)
        formats = self._formats()
        seconds = self._limit("seconds", read_seconds, _seconds_within)
        loops = self._loops()
        for source in self._sources("specs"):
            weight = weight or _weight_within(source.text)
            formats = formats or _formats_within(source.text)
            seconds = seconds or _seconds_within(source.text)
        return SheetLimits(
            weight=weight, formats=formats, seconds=seconds, loops=loops, characters=self._characters()
        )

    def _limit(
        self, name: str, read: Callable[[str, str], LimitReading], within: Callable[[str], str | None]
    ) -> str | None:
        source = self._first(name)
        if source is None:
            return None
        reading = read(source.text, f"{source.header} {source.hint}")
        value = reading.value or within(source.text)
        if value is None and reading.problem and read_yes_no(source.text) is None:
            self._problem(
                source,
                "not_understood",
                f'"{source.text}" {reading.problem}',
                "Write the number with its unit",
            )
        return value

    def _formats(self) -> tuple[str, ...]:
        source = self._first("formats")
        if source is None:
            return ()
        reading = read_formats(source.text)
        if not reading.formats and not _kinds_of(source.text):
            said = f'"{source.text}" names no file type'
            self._problem(source, "not_understood", said, "Write file types like JPG, PNG, HTML5")
        return reading.formats

    def _loops(self) -> int | None:
        source = self._first("loops")
        if source is None:
            return None
        number = re.search(r"\d+", source.text)
        if number is None:
            self._problem(
                source, "not_understood", f'"{source.text}" is no number of loops', "Write it like 3"
            )
            return None
        return int(number[0])

    def _characters(self) -> dict[str, int]:
        limits: dict[str, int] = {}
        for name, found in self._values.items():
            if name.startswith("copy."):
                number = re.search(r"\d+", found[0].hint)
                if number:
                    limits[_copy_name(found[0], name)] = int(number[0])
        source = self._first("characters")
        if source is not None:
            pairs = re.findall(r"([A-Za-z][A-Za-z ]*?)\s*[:=(]?\s*(?:max\.?\s*)?(\d+)", source.text)
            if pairs:
                limits |= {"_".join(word.casefold().split()): int(number) for word, number in pairs}
            elif source.text.isdigit() and len(self._copy()) == 1:
                limits[next(iter(self._copy()))] = int(source.text)
            else:
                self._problem(
                    source,
                    "not_understood",
                    f'"{source.text}" does not say for which text it holds',
                    "Write it like Headline 35, Body 90",
                )
        return limits

    def _copy(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name, found in self._values.items():
            if name.startswith("copy."):
                for source in found:
                    if source.text and not source.cell.error and not is_nothing(source.text):
                        self._used(name, source)
                        texts.setdefault(_copy_name(source, name), source.text)
        return texts

    def _rotation(self) -> Any:
        source = self._first("rotation")
        return read_rotation(source.text) if source else None

    # -- dates

    def _resolved(self, name: str) -> ResolvedDate | None:
        source = self._first(name)
        if source is None:
            return None
        above = source is self._setting.whole.get(name)
        tab = self._setting.tabs[name] if above else self._setting.tab
        meant = self._setting.dates.resolved(source, tab)
        if meant.code and meant.code not in ("ambiguous_dates", "no_year"):
            remedy = "Write the date like 2026-05-21"
            self._problem(source, meant.code, meant.problem, remedy, tab=tab, holds=name in _HOLDING)
        return meant

    def _day(self, name: str) -> date | None:
        meant = self._resolved(name)
        return (meant.last or meant.date) if meant and name != "live_from" else meant.date if meant else None

    def _flight(self, first: str, last: str, both: str) -> Flight:
        begin = self._resolved(first)
        end = self._resolved(last)
        span = self._resolved(both) if both and begin is None and end is None else None
        if span is not None:
            begin = span if span.bound != "until" else None
            end = span if span.last or span.bound == "until" or span.open_ended or span.tentative else None
        elif begin is not None and begin.bound == "until":
            begin, end = None, end or begin
        elif begin is not None and end is None and begin.last is not None:
            end = begin
        start_day = begin.date if begin else None
        end_day = (end.last or end.date) if end else None
        if end is begin and end is not None and end.last is None:
            end_day = None
        tentative = next((_not_firm(one) for one in (begin, end) if one is not None and _not_firm(one)), "")
        said = end is not None and (end.open_ended or end_day is not None or bool(end.code))
        return Flight(
            start=start_day,
            end=None if end is not None and end.open_ended else end_day,
            tentative=tentative,
            open_ended=bool(end and end.open_ended) or (start_day is not None and not said and not tentative),
            ends_at_midnight=bool(end and end.ends_at_midnight),
        )

    def _lead_in_due(self) -> str:
        """`5 business days before start` in a column for due dates."""
        source = self._first("due")
        return source.text if source and _LEAD.search(source.text) else ""

    def _due_time(self) -> time | None:
        source = self._first("due_time")
        if source is not None:
            match = re.search(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?", source.text, re.IGNORECASE)
            if match and int(match[1]) < 24:
                hour = (
                    int(match[1]) % 12 + (12 if (match[3] or "").lower() == "p" else 0)
                    if match[3]
                    else int(match[1])
                )
                return time(hour, int(match[2] or 0))
            self._problem(
                source, "not_understood", f'"{source.text}" is no time of day', "Write it like 12:00"
            )
        meant = self._resolved("due") if source is None and not self._lead_in_due() else None
        return meant.time if meant and meant.time and meant.time != time() else None

    # -- people

    def _owner(self) -> tuple[str, str]:
        """Who delivers, and the address: a partner, else the company or the person of the contact."""
        owner, contact, mail = self._first("owner"), self._first("contact"), self._first("email")
        name = address = person = ""
        for source in (owner, contact, mail):
            if source is None:
                continue
            read = _person(source.text)
            if source is not owner:
                person = person or read.name
            name = name or read.company or read.name
            address = address or read.email
        if name or address:
            self._built.contacts.append((name, person if person != name else "", address))
        return name, address

    def _approval(self) -> SheetApproval | None:
        by = self._text("approved_by")
        on = self._day("approved_on")
        if (not by and on is None) or re.fullmatch(r"(?:no|not yet|pending|n)\W*", by, re.IGNORECASE):
            return None
        return SheetApproval(by=by, on=on, version=self._text("approved_version"))

    def _accepted(self) -> Accepted | None:
        by = self._text("accepted_by")
        if not by:
            return None
        known = any(column.field == "accepted_rules" for column in self._setting.table.columns)
        return Accepted(
            by=by,
            until=self._day("accepted_until"),
            note=self._text("accepted_note"),
            rules=codes_accepted(self._text("accepted_rules"), by) if known else None,
        )

    # -- notes and what they ask for

    def _notes(self) -> str:
        texts = [source.text for source in self._sources("notes")]
        return "; ".join(dict.fromkeys((*texts, *(one for one in self._record.comments if one))))

    def _asked(self, notes: str) -> Asked | None:
        column = self._text("action")
        asked = action_of_column(column) if column else None
        said = _asked_in(notes)
        if said and (asked is None or asked.action in ("add", "no_change") or said.action == asked.action):
            return said
        return asked

    def _state(self, status: str, notes: str) -> tuple[State, str]:
        if self._record.struck:
            return "cancelled", "struck through"
        found = state_of(status)
        if found:
            return found
        for part in _CANCELLED_NOTE.split(notes)[:1]:
            said = state_of(part)
            if said and len(part.split()) <= 2 and said[0] == "cancelled":
                return "cancelled", f"notes say “{notes[:40]}”"
        return "live", ""

    # -- what one line books

    def _slots(self, row: Row) -> Iterator[_Slot]:
        messages = messages_of(row.message)
        if self._record.booked:
            for axis, source in self._record.booked:
                yield from self._booked(row, axis, source, messages)
            return
        files = files_of(row.asset)
        if len(files) > 1:
            for number, name in enumerate(files, 1):
                yield _Slot(f"#{number}", {"asset": name, **_size_of_file(name, row)})
            return
        if len(messages) > 1:
            for message in messages:
                yield _Slot(f"#{message}", {"message": message})
            return
        yield _Slot("", {})

    def _booked(self, row: Row, axis: Axis, source: Source, messages: Sequence[str]) -> Iterator[_Slot]:
        text = source.text
        changes: dict[str, Any] = {}
        if axis.kind == "size":
            self._columns = {**self._columns, "sizes": source.letters}
            changes |= {"sizes": (parse_size(axis.name),), "size_text": axis.name}
        elif axis.kind == "message":
            self._columns = {**self._columns, "message": source.letters}
            changes["message"] = axis.name
        struck = source.cell.struck
        if is_mark(text):
            if axis.kind == "creative":
                changes["message"] = axis.name
        elif is_file(text) or (source.cell.link and "://" in source.cell.link):
            changes["asset"] = text if is_file(text) else source.cell.link
        elif axis.kind != "size" and _sizes_in(text).sizes and len(text) <= 12:
            changes |= {"sizes": _sizes_in(text).sizes, "size_text": text}
        elif axis.kind == "size" and (len(text) <= 3 or len(messages_of(text)) > 1):
            messages = messages_of(text)
        elif is_to_come(text):
            self._problem(
                source, "other", f'says "{text}", so it is still to come', "Fill it in once it is known"
            )
        else:
            changes["creative"] = text
        names = messages if axis.kind == "size" else ()
        if len(names) > 1 or (names and names[0] != row.message):
            for message in names:
                yield _Slot(f"#{axis.name}-{message}", {**changes, "message": message}, struck)
            return
        yield _Slot(f"#{axis.name}", changes, struck)


@lru_cache(maxsize=4096)
def _sizes_in(text: str) -> SizeReading:
    return read_sizes(text)


@lru_cache(maxsize=4096)
def _asked_in(note: str) -> Asked | None:
    return action_of_note(note)


def _not_firm(meant: ResolvedDate) -> str:
    """What stands there instead of a firm date; a date that could be two days is not firm either."""
    return meant.tentative or (meant.text if meant.code in ("ambiguous_dates", "no_year") else "")


@dataclass(frozen=True, slots=True)
class _Person:
    name: str = ""
    company: str = ""
    email: str = ""


@lru_cache(maxsize=4096)
def _person(text: str) -> _Person:
    """`Jo Park (Northpeak Studio) <jo@x.com>` with the person, the company and the address apart."""
    company = _COMPANY.search(text)
    plain = text.replace(company[0], " ", 1) if company else text
    found = read_contacts(plain)
    first = next((one for one in found if one.email), found[0] if found else None)
    name = next((one.name for one in found if one.name), "")
    return _Person(name, company[1].strip() if company else "", first.email if first else "")


def _copy_name(source: Source, name: str) -> str:
    return name.removeprefix("copy.") + (f"_{source.number}" if source.number else "")


def _kind_of_size(kind: str | None) -> str:
    return kind if kind in ("video", "audio", "native") else ""


def _kinds_of(text: str) -> list[str]:
    plain = text.casefold()
    return [kind for pattern, kind in _KINDS if re.search(pattern, plain)]


def _size_of_file(name: str, row: Row) -> dict[str, Any]:
    """Of several booked sizes, the one that stands in the name of a file."""
    sizes = tuple(size for size in _sizes_in(name).sizes if size in row.sizes)
    return {"sizes": sizes, "size_text": ", ".join(map(str, sizes))} if sizes else {}


_WEIGHT = re.compile(r"(\d[\d.,]*)\s*(KB|MB|KiB|MiB|k)\b", re.IGNORECASE)
_SECONDS = re.compile(
    r"(?<![\d:]):?(\d{1,3}(?:\.\d+)?)\s*-?\s*(?:s|sec|secs|seconds?)\b|(?<!\d):(\d{2})\b", re.IGNORECASE
)


_FORMATS = re.compile(r"\b(?:jpe?g|png|gif|webp|svg|html5|mp4|mov|webm)\b", re.IGNORECASE)


def _weight_within(text: str) -> str | None:
    found = _WEIGHT.search(text)
    return read_weight(f"{found[1]} {found[2]}").value if found else None


def _formats_within(text: str) -> tuple[str, ...]:
    return read_formats(" ".join(_FORMATS.findall(text))).formats


def _seconds_within(text: str) -> str | None:
    found = _SECONDS.search(text)
    return read_seconds(f"{found[1] or found[2]} s").value if found else None
