"""Mails as text: one for each owner with something to do, each with address and subject, to be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.report import Report
from adqa.report.reporters._words import four_numbers

_RULE = "-" * 72


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The numbers for whoever sends the mails, then the mails."""
    from adqa.report.send import as_file, mails

    yield f"{four_numbers(report.summary)}\n".encode()
    none = True
    for one in mails(report):
        none = False
        yield f"\n{_RULE}\n{as_file(one)}".encode("utf-8", "backslashreplace")
    if none:
        yield b"\nNobody is asked for anything, so there is no mail.\n"


REPORTER = Reporter(
    name="mail", title="Mails", media_type="text/plain; charset=utf-8", suffix=".txt", render=render
)
