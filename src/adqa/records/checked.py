"""Putting a check on record beside its campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adqa.config import Config
from adqa.errors import UsageError
from adqa.records.runs import record_of
from adqa.records.store import Store, record_folder, rule_set_version
from adqa.registry import load_registry
from adqa.report.report import Report


def record_check(
    report: Report, arguments: Sequence[str], config: Config, *, recorded: datetime
) -> list[str]:
    """Records a check of a campaign; gives what to say about it: where the record is, or why there is none.

    A folder that cannot be written (a read-only share) is no reason to lose the report. A check of the
    changed rows alone is no round of the campaign and goes on no record.
    """
    if report.campaign is not None and report.campaign.since:
        return []
    sheets = report.campaign.sheets if report.campaign else ()
    store = Store(record_folder(arguments, root=config.root, sheet=next(iter(sheets), None)))
    first = store.is_new
    run = record_of(
        report,
        recorded=recorded,
        rules=rule_set_version(load_registry()),
        previous=store.last_run(report.campaign.name if report.campaign else ""),
    )
    try:
        store.add_run(run)
    except UsageError as error:
        return [f"No record was kept: {error}"]
    return [store.where()] if first else []
