"""The commands: parse, call the library function of the same name, set the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adqa import __version__
from adqa.cli_campaign import approve, campaigns, diff, export, kickoff, sheet, tick
from adqa.cli_shared import (
    AS_OF,
    CONFIG,
    ReaderLeft,
    day_of,
    engine_options,
    make_folder,
    moment_of,
    out_text,
    paths_argument,
    print_list,
    read_arguments,
    settings_for,
)
from adqa.errors import AdqaError, UsageError
from adqa.platform_support import exit_on_terminate

if TYPE_CHECKING:
    from adqa.commands.check import Progress
    from adqa.config import Config
    from adqa.report.report import Report

_PROGRESS_FROM = 200
"""Creatives from which a progress bar is worth its flicker; fewer are done within a second or two."""


def main() -> None:
    """Entry point of the console script and of `python -m adqa`."""
    _prepare_streams()
    exit_on_terminate()
    try:
        code = adqa.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        code = 130
        _complain("stopped")
    except click.ClickException as error:
        code = error.exit_code
        error.show()
    except AdqaError as error:
        code = 2
        _complain(str(error))
    except Exception as error:  # a fault of adqa must not pass for findings, nor show a traceback
        code = 3
        _complain(_own_fault(error))
    sys.exit(code if isinstance(code, int) else 0)


def _prepare_streams() -> None:
    """Streams that can be written to whatever was closed, and that take every character."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _complain(text: str) -> None:
    from adqa.report.safe_text import visible

    lines = [visible(line) for line in text.split("\n")]
    with suppress(OSError):
        click.echo("adqa: " + "\n".join(lines), err=True)


def _own_fault(error: Exception) -> str:
    """What happened and where, in one line that can be sent to the makers."""
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    said = f"{type(error).__name__}: {error}"
    return f"adqa {__version__} failed ({said}; {place}); this is no finding, please report this line"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="adqa", message="%(prog)s %(version)s")
def adqa() -> None:
    """Creative-asset QA: files against ad-unit specs, before a campaign goes live.

    Start with `adqa check FOLDER`.
    """


@adqa.command()
@paths_argument
@click.option("--spec", multiple=True, metavar="ID|FILE", help="Ad unit, as publisher/unit or a YAML file.")
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=FILE]", help="Report; repeatable.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for report.html, and with a sheet for its copy with QA columns and the mails "
    "[default with a sheet: adqa-report beside what is checked].",
)
@click.option(
    "--campaign",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SHEET",
    help="Sheet that booked the creatives; repeatable. Without it the one among the files is found.",
)
@click.option("--no-campaign", is_flag=True, help="Look at the files alone, whatever sheet lies among them.")
@click.option("--expect", metavar="SIZES", help="What was booked, without a sheet: 300x250,728x90.")
@click.option("--versions", metavar="A,B", help="With --expect: versions of each size.")
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="With --expect: when it is due."
)
@click.option(
    "--since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="OLD_SHEET",
    help="Check only rows that are new or changed against this older sheet.",
)
@click.option("--no-record", is_flag=True, help="Keep no record of this check beside the campaign.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    show_default=True,
    help="Mildest finding that gives exit code 1.",
)
@click.option("--strict", is_flag=True, help="Exit code 3 if anything was not fully checked.")
@click.option("--context", multiple=True, metavar="KEY=VALUE", help="market, device, route or environment.")
@AS_OF
@CONFIG
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Known findings: only new ones count.",
)
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write today's findings as the baseline.",
)
@click.option("--all", "show_all", is_flag=True, help="Show every line, and notes.")
@click.option("--all-runs", is_flag=True, help="List in the JSON report what passed, too.")
@click.option("-q", "--quiet", is_flag=True, help="Print the four numbers only.")
@engine_options
@click.pass_context
def check(
    context_: click.Context,
    paths: tuple[str, ...],
    spec: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    campaign: tuple[Path, ...],
    no_campaign: bool,
    expect: str | None,
    versions: str | None,
    due: date | None,
    since: Path | None,
    no_record: bool,
    fail_on: str,
    strict: bool,
    context: tuple[str, ...],
    as_of: date | None,
    config: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    show_all: bool,
    all_runs: bool,
    quiet: bool,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Check files, folders, globs and zips; `-` reads a list of paths from standard input.

    Without --spec, adqa.toml names the ad units; else the usual one of each size is assumed. Exit code: 0
    nothing to hold, 1 findings, 2 wrong use or nothing to check, 3 not fully checked (--strict).
    """
    from datetime import UTC, datetime

    from adqa.baseline import baseline_text
    from adqa.campaign.expect import campaign_given
    from adqa.commands.check import check as run_check
    from adqa.exits import exit_code
    from adqa.output import refuse_to_overwrite, targets, write_report, write_whole
    from adqa.registry import load_registry
    from adqa.report.model import Severity

    registry = load_registry()
    wanted = targets(formats, registry)
    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    written = [one.file for one in wanted if one.file] + ([write_baseline] if write_baseline else [])
    refuse_to_overwrite(
        written, [*arguments, *spec, *campaign, *_settings_files(config, arguments, settings)]
    )
    make_folder(out)
    on_terminal = next((one.format for one in wanted if one.file is None), "text")
    with (
        _progress(quiet) as progress,
        run_check(
            arguments,
            spec=spec,
            as_of=moment_of(as_of, settings),
            context=_context(context),
            campaign=campaign_given(campaign, expect, versions, due, none=no_campaign),
            since=since,
            config=settings,
            baseline=baseline,
            jobs=jobs,
            cache=not no_cache,
            # a page with pictures is written unless other formats were asked for
            formats=[one.format for one in wanted] + (["html"] if out or not formats else []),
            notes=show_all or strict,  # strict leaves nothing out that can be measured here
            all_runs=all_runs,
            progress=progress,
        ) as report,
    ):
        for one in wanted:
            if one.file is not None:
                write_report(report, one.format, one.file, registry)
        if write_baseline is not None:
            write_whole(write_baseline, [baseline_text(report).encode()])
        page = next((str(one.file) for one in wanted if one.format == "html" and one.file), None)
        said: list[str] = []
        if out is None and report.campaign is not None and not formats:
            from adqa.report.files import default_folder

            out = default_folder(arguments)
            make_folder(out)
        if out is not None:
            from adqa.report.files import write_folder

            files = write_folder(report, out, registry, on_no_answer=settings.campaign.on_no_answer)
            page, said = str(files.page), files.words
        if report.campaign is not None and not (no_record or since):
            from adqa.records.checked import record_check

            said = [*said, *record_check(report, arguments, settings, recorded=datetime.now(UTC))]
        with suppress(ReaderLeft):
            _print(report, on_terminal, page=page, said=said, show_all=show_all, quiet=quiet)
        if not report.summary.creatives and report.campaign is None:
            _complain("nothing here could be checked")
        context_.exit(exit_code(report.summary, fail_on=Severity(fail_on), strict=strict))


@adqa.command()
@paths_argument
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text")
@engine_options
def inspect(paths: tuple[str, ...], format_: str, no_cache: bool, jobs: int | None) -> None:
    """Show what is true of files, without any opinion."""
    from adqa.commands.inspect import inspect as run_inspect
    from adqa.report.facts_text import inspected_text

    found = run_inspect(read_arguments(paths), jobs=jobs, cache=not no_cache)
    if format_ == "json":
        print_list(one.as_json() for one in found)
    else:
        for one in found:
            out_text(inspected_text(one) + "\n")


@adqa.command()
@paths_argument
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--most", type=click.IntRange(min=1), default=5, show_default=True, help="Units shown.")
@AS_OF
@CONFIG
@engine_options
def match(
    paths: tuple[str, ...],
    format_: str,
    most: int,
    as_of: date | None,
    config: Path | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Show which ad units would take a file, by the smallest change that makes it fit."""
    from dataclasses import asdict

    from adqa.commands.match import match as run_match
    from adqa.report.match_text import matches_text

    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    found = run_match(
        arguments, as_of=day_of(as_of, settings), config=settings, jobs=jobs, cache=not no_cache
    )
    if format_ == "json":
        print_list(asdict(one) for one in found)
    else:
        for one in found:
            out_text(matches_text(one, most) + "\n")


@adqa.command()
@click.argument("query", required=False)
@click.option(
    "--validate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check a spec document of your own.",
)
@click.option(
    "--draft",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draft a spec document from a table (CSV, TSV or XLSX).",
)
@click.option("--publisher", default="house", show_default=True, help="With --draft: the publisher's key.")
@CONFIG
def specs(
    query: str | None, validate: Path | None, draft: Path | None, publisher: str, config: Path | None
) -> None:
    """Find ad units, show one, validate your own document, or draft one from a table."""
    from adqa.commands import specs as library

    if validate is not None:
        out_text(library.validate(validate))
    elif draft is not None:
        out_text(library.draft(draft, publisher=publisher))
    else:
        out_text(library.specs(query, config=settings_for(config, ["."])))


@adqa.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a rule; without one, list them all."""
    from adqa.commands.explain import explain as run_explain
    from adqa.commands.explain import rule_index

    out_text(run_explain(rule) if rule else rule_index())


# --- what the commands share


def _settings_files(config: Path | None, arguments: list[str], settings: Config) -> Iterator[Path]:
    """What the settings were read from."""
    from adqa.config import find_config

    if file := config or find_config(arguments):
        yield file
        yield from settings.house_files()


def _context(pairs: Sequence[str]) -> dict[str, str]:
    from adqa.spec.resolve import CONTEXT_KEYS

    found: dict[str, str] = {}
    for pair in pairs:
        key, mark, value = pair.partition("=")
        if not mark or key not in CONTEXT_KEYS:
            keys = ", ".join(CONTEXT_KEYS)
            raise UsageError(f"--context {pair} is not understood; write KEY=VALUE, with KEY one of {keys}")
        found[key] = value
    return found


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar on the error stream while many creatives are checked, if somebody is watching."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = None

        def advance(done: int, total: int) -> None:
            nonlocal task
            if total >= _PROGRESS_FROM:
                if task is None:
                    task = bar.add_task("Checking", total=total)
                bar.update(task, completed=done)

        yield advance


def _print(
    report: Report, format_: str, *, page: str | None, said: Sequence[str], show_all: bool, quiet: bool
) -> None:
    from adqa.registry import load_registry

    if format_ != "text":
        for part in load_registry().reporters[format_].render(report, report.evidence):
            out_text(part)
        return
    if quiet:
        from adqa.report.reporters._words import four_numbers

        out_text(four_numbers(report.summary) + "\n")
        return
    from shutil import get_terminal_size

    from adqa.report.reporters.text import terminal

    watched = sys.stdout.isatty()
    text = terminal(
        report,
        report.evidence,
        width=max(get_terminal_size((100, 24)).columns, 60) if watched else 100,
        colour=watched and "NO_COLOR" not in os.environ,
        show_all=show_all,
        more=page,
        written=said,
    )
    out_text(text)


for one in (approve, campaigns, diff, export, kickoff, sheet, tick):
    adqa.add_command(one)
