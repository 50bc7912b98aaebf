"""Handing over: approved, clean lines as the trafficker's sheet, the others held with a reason."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

from adqa.campaign.find import find_sheets, read_house_campaign
from adqa.campaign.model import Campaign
from adqa.campaign.workbook.fresh import CellContent, Marked, SheetData, new_workbook
from adqa.campaign.workbook.text import delimited_text
from adqa.commands.check import Progress, check
from adqa.config import Config, find_config, load_config
from adqa.delivery import discover
from adqa.errors import UsageError
from adqa.handover import adcp, cm360, gam, neutral
from adqa.handover.held import HELD_HEADER, Held, held_lines, held_rows, held_tab, place_text
from adqa.handover.line import Line, files_of, sent_on_text
from adqa.handover.marks import counts, earlier, marked, read_exports, record_of, write_export
from adqa.handover.select import Selection, select
from adqa.handover.table import Table
from adqa.output import write_whole
from adqa.records.store import Store, record_folder
from adqa.report.safe_text import visible
from adqa.units import count_text, group

Form = Literal["cm360", "gam", "neutral", "csv", "adcp"]
FORMS: tuple[Form, ...] = get_args(Form)
_TABLES: dict[Form, tuple[Table, Table]] = {
    "cm360": (cm360.SHEET, cm360.PLACEMENTS),
    "gam": (gam.SHEET, gam.PLACEMENTS),
    "neutral": (neutral.SHEET, neutral.PLACEMENTS),
    "csv": (neutral.SHEET, neutral.PLACEMENTS),
}
"""Form → its sheet, and its sheet of placements without creatives."""
_SHOWN = 40
"""Lines on what is held in a terminal."""
_NAMED = 3
"""Files named there."""
_FILES_HEADER = (
    *("Row", "Placement", "Placement ID", "Creative", "File", "SHA-256", "Content ID"),
    *("Since the last hand-over", "Sent on although held"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A hand-over that was made."""

    files: tuple[Path, ...]
    lines: tuple[Line, ...]
    held: tuple[Held, ...]
    left_out: Mapping[str, int]
    """Rows that are nobody's turn: printed words → count."""
    record: Path
    """Where this hand-over is on record."""
    first: bool
    """Nothing of this campaign was handed over in this form before."""
    words: tuple[str, ...] = ()
    """What else to say."""

    @property
    def rows(self) -> int:
        """Rows of the sheet of which something goes."""
        return len({line.row.id for line in self.lines})

    def text(self) -> str:
        """The same for the terminal: both counts, who holds what, and where it is."""
        what = count_text(len(self.lines) + len(self.held), "line")
        lines = [f"{what}: {group(len(self.lines))} handed over, {group(len(self.held))} held"]
        for words, count in self.left_out.items():
            lines.append(f"{count_text(count, 'row')} {words.lower()}, so neither")
        if not self.first:
            marks = counts(line.mark for line in self.lines)
            lines.append(", ".join(f"{group(count)} {what}" for what, count in marks.items()))
        if self.held:
            listed = held_lines(self.held)
            lines += ["", f"HELD ({group(len(self.held))})", *listed[:_SHOWN]]
            if len(listed) > _SHOWN:
                lines.append("  … the others stand on the tab Held")
        lines += ["", *self.words] if self.words else []
        lines.append(" · ".join(str(file) for file in self.files[:_NAMED]))
        if len(self.files) > _NAMED:
            lines[-1] += f" · +{group(len(self.files) - _NAMED)} more"
        return "\n".join(visible(line) for line in lines) + "\n"


def export(
    paths: Iterable[str | Path],
    *,
    to: Form,
    out: Path,
    by: str,
    recorded: datetime,
    as_of: date | None = None,
    campaign: Iterable[str | Path] | Campaign | None = None,
    config: Path | Config | None = None,
    placements_only: bool = False,
    include: Mapping[str, str] | None = None,
    hosted_at: str | None = None,
    jobs: int | None = None,
    cache: bool = True,
    progress: Progress | None = None,
) -> Exported:
    """Checks a campaign and writes what may go into the folder `out`, in the form of an ad server.

    It never refuses as a whole: what is held stands on a tab of its own with reason, owner and due time.
    `placements_only` writes placements without their creatives, so that tags can be issued. `include` sends
    held rows on (row id → reason), which goes on record with `by`, whoever hands over, and `recorded`, the
    moment. `hosted_at` is where files are hosted under their own names, for AdCP manifests.

    Raises UsageError if there is no campaign, a row to be sent on is not there, or something cannot be
    written; SheetError, ConfigError, SpecError as `check` does.
    """
    arguments = [str(path) for path in paths]
    settings = config if isinstance(config, Config) else load_config(config or find_config(arguments))
    _refuse(to, by, placements_only, hosted_at)
    booked = _campaign(arguments, campaign, settings)
    store = Store(record_folder(arguments, root=settings.root, sheet=next(iter(booked.files), None)))
    new_record = store.is_new
    with check(
        arguments,
        as_of=as_of,
        campaign=booked,
        config=settings,
        jobs=jobs,
        cache=cache,
        exporting=not placements_only,
        progress=progress,
    ) as report:
        delivered = files_of(report)
        table = None if to == "adcp" else _TABLES[to][placements_only]
        maker = adcp.Manifests(delivered.values(), hosted_at) if table is None else None
        selection = select(
            report,
            booked,
            delivered,
            include=include,
            by=by,
            placements_only=placements_only,
            unfit=maker.unfit if maker else table.unfit if table else lambda line: "",
        )
        day = report.header.as_of
    exports, problems = read_exports(store.folder)
    before = earlier(exports, to=to, placements_only=placements_only, campaign=booked.name)
    selection = marked(selection, before, year=date.fromisoformat(day).year if day else None)
    files = _Folder(out, _name(booked, to, placements_only, len(before) + 1))
    if maker is not None:
        _write_manifests(files, selection, maker)
    elif table is not None:
        _write_table(files, selection, booked, table, delimited=to == "csv", placements_only=placements_only)
    record = write_export(
        store.folder,
        record_of(
            selection,
            recorded=recorded,
            as_of=day,
            by=by,
            to=to,
            placements_only=placements_only,
            campaign=booked.name,
            files=files.written,
        ),
    )
    return Exported(
        files=tuple(files.written),
        lines=selection.lines,
        held=selection.held,
        left_out={verdict.words: len(rows) for verdict, rows in selection.left_out.items()},
        record=record,
        first=not before,
        words=(*_words(selection), *problems, *([store.where()] if new_record else [])),
    )


def _refuse(to: Form, by: str, placements_only: bool, hosted_at: str | None) -> None:
    if not by.strip():
        raise UsageError("say who hands over, with --by")
    if to == "adcp" and placements_only:
        raise UsageError("AdCP has manifests of creatives only; placements go as cm360, gam, neutral or csv")
    if hosted_at is not None and not hosted_at.startswith("https://"):
        raise UsageError(f"--hosted-at {hosted_at} is no address that starts with https://")


def _campaign(
    arguments: Sequence[str], given: Iterable[str | Path] | Campaign | None, settings: Config
) -> Campaign:
    if isinstance(given, Campaign):
        return given
    sheets, notes = ([*given], []) if given is not None else find_sheets(discover(arguments))
    if not sheets:
        said = " ".join(notes) or "no sheet among the files reads as a campaign's; name it with --campaign"
        raise UsageError(f"nothing can be handed over: {said}")
    return read_house_campaign(sheets, settings)


def _words(selection: Selection) -> list[str]:
    words = [f"For the campaign as a whole: {text}" for text in selection.errors]
    if selection.tags:
        words.append(
            f"{count_text(selection.tags, 'line')} with a third-party tag, whose content was not checked"
        )
    sent = [line for line in selection.lines if line.sent_on]
    words += [
        f"Sent on although held: {place_text(line.record.tab, [line.record.row])} ({line.sent_on.held_for}); "
        f"{line.sent_on.by}: {line.sent_on.reason}"
        for line in sent
        if line.sent_on
    ]
    words += [f"{id_} was not held, so nothing had to be sent on" for id_ in selection.not_held]
    return words


# --- files


class _Folder:
    """The folder of a hand-over; an earlier one in it is never written over."""

    def __init__(self, folder: Path, stem: str) -> None:
        self._folder = folder
        self.stem = stem
        self.written: list[Path] = []

    def write(self, ending: str, content: bytes) -> Path:
        """Writes a file whose name begins with the stem."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self._folder} cannot be made: {error.strerror}") from None
        place, number = self._folder / f"{self.stem}{ending}", 1
        while place.exists():
            number += 1
            stem, _, suffix = f"{self.stem}{ending}".rpartition(".")
            place = self._folder / f"{stem} ({number}).{suffix}"
        write_whole(place, [content])
        self.written.append(place)
        return place


def _name(campaign: Campaign, to: Form, placements_only: bool, number: int) -> str:
    """`aurora-launch-cm360`, `aurora-launch-cm360-placements-2`."""
    title = campaign.name or (Path(campaign.files[0]).stem if campaign.files else "campaign")
    parts = [_slug(title) or "campaign", to, *(["placements"] if placements_only else [])]
    return "-".join([*parts, *([str(number)] if number > 1 else [])])


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60]


def _write_table(
    files: _Folder, selection: Selection, campaign: Campaign, table: Table, *, delimited: bool,
    placements_only: bool,
) -> None:  # fmt: skip
    if delimited:
        files.write(".csv", _delimited(table.header, table.rows(selection.lines)))
        files.write("-held.csv", _delimited(HELD_HEADER, held_rows(selection.held)))
        return
    tabs = [table.tab(selection.lines, campaign), held_tab(selection.held)]
    if not placements_only and "SHA-256" not in table.header:
        tabs.append(_files_tab(selection.lines))
    files.write(".xlsx", new_workbook(tabs))


def _write_manifests(files: _Folder, selection: Selection, maker: adcp.Manifests) -> None:
    names = []
    for number, line in enumerate(selection.lines, 1):
        ending = f"-{number:03d}-{_slug(line.creative_name) or 'creative'}.json"
        names.append(files.write(ending, adcp.manifest_bytes(maker.manifest(line))).name)
    book = new_workbook([adcp.tab(selection.lines, names), held_tab(selection.held)])
    files.write(".xlsx", book)
    files.written.insert(0, files.written.pop())


def _files_tab(lines: Sequence[Line]) -> SheetData:
    """Which bytes were handed over, for formats that have no columns for hashes."""
    rows = [
        (
            place_text(line.record.tab, [line.record.row]),
            line.row.place,
            line.row.placement_id,
            line.creative_name,
            line.file.path if line.file else None,
            line.file.sha256 if line.file else None,
            line.file.content_id if line.file else None,
            line.mark,
            sent_on_text(line),
        )
        for line in lines
    ]
    return SheetData("Files", _FILES_HEADER, rows)


def _delimited(header: Sequence[str], rows: Iterable[Sequence[CellContent]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: CellContent) -> str:
    if isinstance(value, Marked):
        return delimited_text(value.text)
    return "" if value is None else delimited_text(str(value))
