"""Putting an annotated file where people find it, without taking anything away from them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from adqa.campaign.workbook.delimited import has_comments
from adqa.campaign.workbook.package import CONTENT_TYPES, WRITTEN
from adqa.campaign.workbook.rows import Annotated
from adqa.errors import UsageError
from adqa.output import write_whole

_MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Where the file is now."""

    path: Path
    note: str
    """Why it has another name than usual; empty if it has not."""


def write_annotated(annotated: Annotated, folder: Path, *, inputs: Iterable[Path] = ()) -> GivenBack:
    """Writes the file into a folder that is there, beside an older copy if that one has to stay.

    A copy stays if it is an input, is open somewhere, or holds what people wrote since. Raises UsageError.
    """
    stem, dot, suffix = annotated.file_name.rpartition(".")
    read = {os.path.realpath(one) for one in inputs}
    first = ""
    for number in range(1, _MOST_COPIES + 1):
        path = folder / (annotated.file_name if number == 1 else f"{stem} ({number}){dot}{suffix}")
        reason = "was read in this check" if os.path.realpath(path) in read else _keeps(path)
        if not reason:
            try:
                write_whole(path, [annotated.content])
            except UsageError as error:
                if not isinstance(error.__context__, PermissionError) or not path.exists():
                    raise
                reason = "is open in another program"
            else:
                note = f"{annotated.file_name} {first}, so the new one is {path.name}" if first else ""
                return GivenBack(path, note)
        first = first or reason
    raise UsageError(f"{folder / annotated.file_name} {first}, and so it is with {_MOST_COPIES} copies of it")


def _keeps(path: Path) -> str:
    """Why a file may not be replaced; empty if it may."""
    if not path.exists():
        return ""
    if any((path.parent / lock).exists() for lock in (f"~${path.name}", f".~lock.{path.name}#")):
        return "is open in another program"
    try:
        content = path.read_bytes()
    except OSError:
        return "cannot be read"
    return "was changed since it was written" if _changed(content, path.suffix.lower()) else ""


def _changed(content: bytes, suffix: str) -> bool:
    """Whether somebody saved the file since adqa wrote it; programs put their own dates on the parts."""
    if suffix in (".csv", ".tsv", ".txt"):
        return has_comments(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.getinfo(CONTENT_TYPES).date_time != WRITTEN
    except (zipfile.BadZipFile, KeyError):
        return True
