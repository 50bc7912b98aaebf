"""What the commands share: arguments, options, the day of judging, and printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adqa.errors import UsageError
from adqa.platform_support import reader_left

if TYPE_CHECKING:
    from adqa.config import Config

F = TypeVar("F", bound=Callable[..., Any])


class ReaderLeft(click.exceptions.Exit):
    """Whoever read the output has seen enough (`| head`): no fault, and no reason to go on printing."""


def paths_argument(command: F) -> F:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def engine_options(command: F) -> F:
    for option in (
        click.option("--no-cache", is_flag=True, help="Measure everything anew."),
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Workers [default: cores]."),
    ):
        command = option(command)
    return command


CONFIG = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="adqa.toml to use instead of the nearest one.",
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    metavar="YYYY-MM-DD[THH:MM]",
    help="Day (or moment) of judging [default: now].",
)


def read_arguments(paths: Sequence[str]) -> list[str]:
    """The paths, with `-` replaced by the list on standard input (one a line, or separated by NUL)."""
    found: list[str] = []
    for path in paths:
        if path != "-":
            found.append(path)
            continue
        listed = sys.stdin.buffer.read().removeprefix(b"\xef\xbb\xbf")
        ends = b"\0" if b"\0" in listed else b"\n"
        lines = (line if ends == b"\0" else line.removesuffix(b"\r") for line in listed.split(ends))
        found += [os.fsdecode(line) for line in lines if line.strip()]
    if not found:
        raise UsageError("the list on standard input is empty, so there is nothing to check")
    return found


def settings_for(config: Path | None, arguments: list[str]) -> Config:
    from adqa.config import find_config, load_config

    return load_config(config or find_config(arguments))


def moment_of(as_of: Any, settings: Config) -> date:
    """The day or moment of judging: as given, else now in the house's time zone (else UTC)."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(settings.time_zone) if settings.time_zone else UTC
    if as_of is None:
        return datetime.now(zone).replace(second=0, microsecond=0)
    given: datetime = as_of
    return given.replace(tzinfo=zone) if given.hour or given.minute else given.date()


def day_of(as_of: Any, settings: Config) -> date:
    """The day of judging."""
    from datetime import datetime

    moment = moment_of(as_of, settings)
    return moment.date() if isinstance(moment, datetime) else moment


def make_folder(out: Path | None) -> None:
    if out is None:
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {out} cannot be made: {error.strerror}") from None


def print_list(items: Iterable[dict[str, Any]]) -> None:
    """Prints a JSON array, one element at a time."""
    import json

    first = True
    for one in items:
        out_text(("[" if first else ",") + "\n" + json.dumps(one, ensure_ascii=True, indent=1))
        first = False
    out_text("[]\n" if first else "\n]\n")


def out_text(text: str | bytes) -> None:
    """Prints. Raises ReaderLeft if nobody reads any more, UsageError if it cannot be written."""
    try:
        click.echo(text, nl=False)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere
        if reader_left(error):
            raise ReaderLeft(0) from None
        raise UsageError(f"the output cannot be written: {error.strerror}") from None
