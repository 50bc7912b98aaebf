"""The account manager's files: the page, the sheet with its QA columns, and the mails, in one folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from adqa.campaign.sheets.book import read_book
from adqa.campaign.workbook.annotate import annotate
from adqa.campaign.workbook.give_back import write_annotated
from adqa.output import refuse_to_overwrite, write_report
from adqa.registry import Registry
from adqa.report.manual import tick_tab
from adqa.report.qa_rows import qa_rows, qa_tab
from adqa.report.report import Report
from adqa.report.send import write_mails
from adqa.units import listing

FOLDER = "adqa-report"


@dataclass(slots=True)
class Written:
    """What was written, and a line about it for the end of the terminal text."""

    page: Path
    words: list[str] = field(default_factory=list)


def default_folder(arguments: Sequence[str]) -> Path:
    """`adqa-report` beside the folder that is checked, never inside it."""
    first = Path(os.path.abspath(arguments[0]))
    folder = first if first.is_dir() else first.parent
    beside = (folder.parent if first.is_dir() else folder) / FOLDER
    try:
        return Path(os.path.relpath(beside))
    except ValueError:  # another drive of Windows
        return beside


def write_folder(
    report: Report, folder: Path, registry: Registry, *, on_no_answer: Literal["pause"] | None = None
) -> Written:
    """Writes the page, a copy of every sheet with its QA columns, and a mail for everybody with open points.

    `on_no_answer` is what this house does with rows whose partner does not answer.

    Raises UsageError if something cannot be written.
    """
    page = folder / "report.html"
    refuse_to_overwrite([page], [])
    write_report(report, "html", page, registry)
    written = Written(page)
    if report.campaign is None:
        return written
    books = [_annotated(report, sheet, folder, written) for sheet in report.campaign.sheets]
    mails = [file for file in write_mails(report, folder, on_no_answer=on_no_answer) if file.suffix == ".eml"]
    parts = [f"workbook {_shown(files)}" for files in (list(filter(None, books)),) if files]
    if mails:
        parts.append(f"mail {_shown(mails)}")
    if parts:
        written.words.insert(0, " · ".join(parts))
    return written


def _annotated(report: Report, sheet: str, folder: Path, written: Written) -> Path | None:
    """A copy of one sheet with its QA columns; None for what is no workbook of the user's."""
    file = Path(sheet)
    if report.campaign is None or not file.is_file() or file.suffix.lower() in (".yaml", ".yml"):
        return None
    headers = report.campaign.headers.get(sheet, {})
    made = annotate(
        file.read_bytes(),
        name=file.name,
        headers=headers,
        rows=qa_rows(report, sheet),
        tab=qa_tab(report),
        book=read_book(file),
        ticks=tick_tab(report.header.manual),
    )
    given = write_annotated(made, folder, inputs=[file])
    written.words += [*made.notes, *filter(None, [given.note])]
    return given.path


def _shown(files: Iterable[Path]) -> str:
    return listing([file.name for file in files], "and")
