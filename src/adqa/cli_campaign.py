"""The commands around a campaign: sign-off, what changed, and the sheet itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adqa.cli_shared import (
    AS_OF,
    CONFIG,
    day_of,
    engine_options,
    make_folder,
    out_text,
    paths_argument,
    read_arguments,
    settings_for,
)

if TYPE_CHECKING:
    from adqa.records.lockfile import Scope

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
    on: Any,
    scope: Scope,
    of: str,
    evidence: Path | None,
    conditions: str,
    sheet_file: Path | None,
    config: Path | None,
) -> None:
    """Put on record that somebody approved creatives as they are now."""
    from datetime import UTC, datetime

    from adqa.commands.approve import approve as run_approve

    arguments = read_arguments(paths)
    settings = settings_for(config, arguments)
    found = run_approve(
        arguments,
        by=by,
        on=day_of(on, settings),
        recorded=datetime.now(UTC),
        role=role,
        scope=scope,
        of=of,
        evidence=evidence,
        conditions=conditions,
        config=settings,
        sheet=sheet_file,
    )
    out_text(found.text())


@click.command()
@click.argument("old", type=click.Path(exists=True))
@click.argument("new", type=click.Path(exists=True))
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
    old: str,
    new: str,
    format_: str,
    out: Path | None,
    due: str,
    show_all: bool,
    as_of: Any,
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

    settings = settings_for(config, [new])
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
