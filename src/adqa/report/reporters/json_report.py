"""JSON for programs: everything the report holds, under a published schema, written as it is read.

Pictures are named by their hash and never embedded. What is written is valid in every reader: a lone
surrogate, as a file name of a careless system may carry, is written as the text of its escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from adqa.engine.evidence import Evidence
from adqa.report.base import Reporter
from adqa.report.campaign import BookedRecord, CampaignHead, RowRecord
from adqa.report.model import Finding, Run
from adqa.report.report import Report, adapter
from adqa.report.schema import NUMBERS

_LONE = re.compile(r"[\ud800-\udfff]")
_CHUNK = 64 * 1024


def render(report: Report, evidence: Evidence) -> Iterator[bytes]:
    """The report, one creative, finding and run a line."""
    waiting = bytearray()
    for text in _parts(report):
        waiting += _LONE.sub(lambda char: f"\\\\u{ord(char[0]):04x}", text).encode()
        if len(waiting) > _CHUNK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _parts(report: Report) -> Iterator[str]:
    header = report.header
    header_part = {
        "schema_version": header.schema_version,
        "adqa_version": header.adqa_version,
        "as_of": header.as_of or None,
        "arguments": header.arguments,
        "summary": {name: getattr(report.summary, name) for name in NUMBERS} | asdict(report.summary),
        "specs": [asdict(one) for one in header.specs],
        "notes": header.notes,
        "not_checked": header.not_checked,
        "materials": [asdict(one) for one in header.materials],
        "waivers_unused": header.waivers_unused,
        "manual": [asdict(one) for one in header.manual],
    }
    yield json.dumps(header_part, indent=1, ensure_ascii=False).removesuffix("\n}")
    yield from _list("creatives", report.creative_lines())
    yield from _list("findings", (_line(Finding, one) for one in report.findings()))
    yield from _list("runs", (_line(Run, one) for one in report.runs()))
    campaign = report.campaign
    head = (
        {one.name: _plain(getattr(campaign, one.name)) for one in fields(CampaignHead)} if campaign else None
    )
    yield ',\n "campaign": ' + json.dumps(head, ensure_ascii=False)
    yield from _list("rows", (_line(RowRecord, one) for one in campaign.rows) if campaign else ())
    yield from _list("booked", (_line(BookedRecord, one) for one in campaign.booked) if campaign else ())
    yield "\n}\n"


def _list(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f',\n "{name}": ['
    between = "\n  "
    for line in lines:
        yield between + line
        between = ",\n  "
    yield "]" if between == "\n  " else "\n ]"


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return [asdict(one) if is_dataclass(one) and not isinstance(one, type) else one for one in value]


def _line(kind: type, value: Any) -> str:
    return json.dumps(adapter(kind).dump_python(value, mode="json"), ensure_ascii=False)


REPORTER = Reporter(name="json", title="JSON", media_type="application/json", suffix=".json", render=render)
