"""How a reporter is written: one module in `reporters/` with one `REPORTER`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from adqa.engine.evidence import Evidence
from adqa.report.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """A report format. `render` streams bytes, opens nothing and reads no clock."""

    name: str
    title: str
    media_type: str
    suffix: str
    """File ending, with the dot."""
    render: Callable[[Report, Evidence], Iterator[bytes]]
    pictures: bool = False
    """The format shows stills, so the probe that takes them is planned."""
