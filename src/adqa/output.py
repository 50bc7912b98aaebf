"""Writing reports where the user asked for them: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from adqa.delivery import is_own_page
from adqa.errors import UsageError
from adqa.inspectors.sniff import HEAD_BYTES, sniff
from adqa.registry import Registry
from adqa.report.report import Report


class Target:
    """One `-f FORMAT[=FILE]`."""

    __slots__ = ("file", "format")

    def __init__(self, text: str, registry: Registry) -> None:
        """Raises UsageError for an unknown format, or a file that cannot be written because of its folder."""
        self.format, mark, file = text.partition("=")
        self.file: Path | None = Path(file) if mark else None
        if self.format not in registry.reporters:
            known = ", ".join(registry.reporters)
            raise UsageError(f"there is no format {self.format!r}; formats are {known}")
        if mark and not file:
            raise UsageError(f"-f {text} names no file; write it like {self.format}=report.{self.format}")
        if self.file is not None and (os.path.isdir(self.file) or not os.path.isdir(self.file.parent)):
            said = (
                "is a folder"
                if os.path.isdir(self.file)
                else f"lies in {self.file.parent}, which is not there"
            )
            raise UsageError(f"{self.file} cannot be written: it {said}")


def targets(wanted: Iterable[str], registry: Registry) -> list[Target]:
    """The targets asked for. Raises UsageError if two of them want the same place."""
    found = [Target(text, registry) for text in wanted]
    places = [os.path.realpath(one.file) if one.file else None for one in found]
    if len(set(places)) < len(places):
        raise UsageError("two formats would go to the same place; give all but one a file: -f FORMAT=FILE")
    return found


def refuse_to_overwrite(files: Iterable[Path], inputs: Iterable[str | Path]) -> None:
    """Raises UsageError if a report would be written over what the check reads or over a creative."""
    read = {os.path.realpath(one) for one in inputs}
    for file in files:
        said = "the check reads it" if os.path.realpath(file) in read else _is_no_report(file)
        if said:
            raise UsageError(f"{file} cannot be written: {said}; name another file")


def _is_no_report(file: Path) -> str:
    """What a file is that must not be lost; empty if it may be written."""
    if not os.path.isfile(file):
        return ""
    try:
        with open(file, "rb") as stream:
            format_ = sniff(stream.read(HEAD_BYTES))
    except OSError:
        return ""
    if format_ in (None, "xml") or (format_ == "html" and is_own_page(str(file))):
        return ""
    return f"a file is there that is no report of adqa ({format_.upper()})"


def write_report(report: Report, format_: str, file: Path, registry: Registry) -> None:
    """Writes one format to a file, replacing it only when all of it is there. Raises UsageError."""
    write_whole(file, registry.reporters[format_].render(report, report.evidence))


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Writes a file by way of a temporary neighbour. Raises UsageError if that cannot be done."""
    if os.path.exists(file) and not os.path.isfile(
        file
    ):  # a device or a pipe takes the bytes, it is not to be replaced
        with _cannot_write(file), open(file, "wb") as stream:
            stream.writelines(parts)
        return
    real = os.path.realpath(file)
    with _cannot_write(file):
        handle, name = tempfile.mkstemp(prefix=".adqa-", dir=os.path.dirname(real))
    try:
        with os.fdopen(handle, "wb") as stream:
            for part in parts:
                with _cannot_write(file):
                    stream.write(part)
        with _cannot_write(file):
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, real)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


@contextmanager
def _cannot_write(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None


def _umask() -> int:
    """The permissions new files do not get; reading them needs setting them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
