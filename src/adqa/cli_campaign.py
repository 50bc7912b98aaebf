"""The commands around a campaign: sign-off, what changed, and the sheet itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from adqa.cli_shared import (
    AS_OF,
    CONFIG,
    day_of,
    engine_options,
    make_folder,
    moment_of,
    out_text,
    paths_argument,
    read_arguments,
    settings_for,
)

if TYPE_CHECKING:
    from adqa.commands.export import Form
    from adqa.records.lockfile import Scope

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PLACE = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@paths_argument
@click.option("--by", required=True, metavar="NAME", help="Who approved.")
@click.option("--role", default="", metavar="ROLE", help="In which role: legal, brand …")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day [default: today].")
@click.option(
    "--scope",
    type=click.Choice(["creative", "size", "concept", "placement", "delivery"]),
    default="creative",
    show_default=True,
    help="What the approval covers beside the files named.",
)
@click.option("--of", default="", metavar="WHAT", help="With --scope: which size, concept or placement.")
@click.option("--evidence", type=_FILE, help="Mail or document that proves it; a copy is kept.")
@click.option("--conditions", default="", metavar="TEXT", help="What the approval depends on.")
@click.option("--campaign", "sheet_file", type=_FILE, metavar="SHEET", help="Sheet of the campaign.")
@CONFIG
def approve(
    paths: tuple[str, ...],
    by: str,
    role: str,
    on: date | None,
    scope: str,
    of: str,
    evidence: Path | None,
    conditions: str,
    sheet_file: Path | None,
    config: Path | None,
) -> None:
    """Put on record that somebody approved creatives as they are now."""
    from adqa.commands.approve import approve as run_approve

    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    found = run_approve(
        arguments,
        by=by,
        on=day_of(on, settings),
        recorded=datetime.now(UTC),
        role=role,
        scope=cast("Scope", scope),
        of=of,
        evidence=evidence,
        conditions=conditions,
        config=settings,
        sheet=sheet_file,
    )
    out_text(found.text())


@click.command()
@click.argument("old", type=_PLACE)
@click.argument("new", type=_PLACE)
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for reapprove.html and the mails to approvers.",
)
@click.option("--due", default="", metavar="WHEN", help="With --out: until when an answer is needed.")
@click.option("--all", "show_all", is_flag=True, help="Show every line.")
@AS_OF
@CONFIG
@engine_options
def diff(
    old: Path,
    new: Path,
    format_: str,
    out: Path | None,
    due: str,
    show_all: bool,
    as_of: date | None,
    config: Path | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Show what changed between two deliveries, two checks on record, or two sheets."""
    import json

    from adqa.commands.diff import FileDiff
    from adqa.commands.diff import diff as run_diff
    from adqa.report.diff_text import diff_text
    from adqa.report.reapprove import PAGE, write_reapproval

    settings = settings_for(config, [str(new)])
    found = run_diff(old, new, config=settings, as_of=day_of(as_of, settings), jobs=jobs, cache=not no_cache)
    page = None
    if out is not None and isinstance(found, FileDiff):
        make_folder(out)
        write_reapproval(found, out, due=due)
        page = str(out / PAGE)
    if format_ == "json":
        out_text(json.dumps(found.as_json(), ensure_ascii=True, indent=1) + "\n")
    else:
        out_text(diff_text(found, page=page, show_all=show_all))


@click.command()
@click.argument("file", type=_FILE)
@click.option("--draft", is_flag=True, help="Draft a mapping file for columns of its own.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print the campaign as YAML.")
@CONFIG
def sheet(file: Path, draft: bool, as_yaml: bool, config: Path | None) -> None:
    """Show how a sheet is read: which columns were understood, and which cells were not."""
    from adqa.commands.sheet import campaign_yaml, mapping_draft, receipt

    settings = settings_for(config, [str(file)])
    if draft:
        out_text(mapping_draft(file))
    else:
        out_text(campaign_yaml(file, settings) if as_yaml else receipt(file, settings))


@click.command()
@paths_argument
@click.option(
    "--to",
    required=True,
    type=click.Choice(["cm360", "gam", "neutral", "csv", "adcp"]),
    help="Form of the hand-over.",
)
@click.option("--out", required=True, type=_FOLDER, help="Folder to write it into.")
@click.option("--by", required=True, metavar="NAME", help="Who hands over.")
@click.option("--campaign", multiple=True, type=_FILE, metavar="SHEET", help="Sheet of the campaign.")
@click.option("--placements-only", is_flag=True, help="Placements without creatives, to get tags.")
@click.option(
    "--include", multiple=True, metavar="ROW", help="Hand over a held row all the same; repeatable."
)
@click.option("--reason", default="", metavar="TEXT", help="With --include: why; kept on record.")
@click.option("--hosted-at", metavar="URL", help="Where the files are served from, for --to adcp.")
@AS_OF
@CONFIG
@engine_options
def export(
    paths: tuple[str, ...],
    to: str,
    out: Path,
    by: str,
    campaign: tuple[Path, ...],
    placements_only: bool,
    include: tuple[str, ...],
    reason: str,
    hosted_at: str | None,
    as_of: date | None,
    config: Path | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Hand over: the ready rows as the trafficker's sheet, the held ones with reason, owner and due time."""
    from adqa.commands.export import export as run_export
    from adqa.errors import UsageError

    if include and not reason:
        raise UsageError("--include needs a --reason, which is kept on record with your name")
    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    make_folder(out)
    found = run_export(
        arguments,
        to=cast("Form", to),
        out=out,
        by=by,
        recorded=datetime.now(UTC),
        as_of=moment_of(as_of, settings),
        campaign=list(campaign) or None,
        config=settings,
        placements_only=placements_only,
        include=dict.fromkeys(include, reason),
        hosted_at=hosted_at,
        jobs=jobs,
        cache=not no_cache,
    )
    out_text(found.text())


@click.command()
@click.argument("folders", nargs=-1, required=True, type=_PLACE, metavar="FOLDER...")
@click.option("--out", type=_FOLDER, help="Folder for the page, the workbooks and a report of each campaign.")
@AS_OF
@CONFIG
@engine_options
def campaigns(
    folders: tuple[Path, ...],
    out: Path | None,
    as_of: date | None,
    config: Path | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Sum up many campaigns: what is at risk and why, for a message of five lines and a page."""
    from adqa.commands.campaigns import campaigns as run_campaigns

    settings = settings_for(config, [str(folders[0])])
    if out is not None:
        make_folder(out)
    found = run_campaigns(
        folders,
        as_of=moment_of(as_of, settings),
        out=out,
        config=settings if config else None,
        jobs=jobs,
        cache=not no_cache,
    )
    out_text(found.text())


@click.command()
@click.argument("sheets", nargs=-1, type=_FILE, metavar="[SHEET]...")
@click.option("--spec", multiple=True, metavar="ID|FILE", help="Ad unit, instead of a sheet; repeatable.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Workbook to write."
)
@AS_OF
@CONFIG
def kickoff(
    sheets: tuple[Path, ...], spec: tuple[str, ...], out: Path, as_of: date | None, config: Path | None
) -> None:
    """Write the kick-off workbook: specs of what is booked, and a blank matrix of the files to send."""
    from adqa.campaign.kickoff import kickoff as run_kickoff
    from adqa.output import refuse_to_overwrite, write_whole

    settings = settings_for(config, [str(one) for one in sheets] or ["."])
    refuse_to_overwrite([out], sheets)
    found = run_kickoff(sheets, spec=spec, as_of=day_of(as_of, settings), config=settings)
    write_whole(out, [found.book])
    out_text(found.text())


@click.command()
@paths_argument
@click.option("--item", required=True, metavar="TEXT", help="The item of the list, or a part of its text.")
@click.option("--by", required=True, metavar="NAME", help="Who looked.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day [default: today].")
@click.option("--of", default="", metavar="NAME", help="Placement or creative [default: all of them].")
@click.option("--take-back", is_flag=True, help="Open the box again.")
@click.option("--campaign", multiple=True, type=_FILE, metavar="SHEET", help="Sheet of the campaign.")
@CONFIG
def tick(
    paths: tuple[str, ...],
    item: str,
    by: str,
    on: date | None,
    of: str,
    take_back: bool,
    campaign: tuple[Path, ...],
    config: Path | None,
) -> None:
    """Put on record that somebody checked by hand an item of the list of the house."""
    from adqa.commands.tick import tick as run_tick

    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    found = run_tick(
        arguments,
        item,
        by=by,
        on=day_of(on, settings),
        recorded=datetime.now(UTC),
        of=of,
        taken_back=take_back,
        campaign=list(campaign) or None,
        config=settings,
    )
    out_text(found.text())
