"""Ticks on record: who checked by hand what only a person can see; one file for each act, written once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from adqa.output import write_whole
from adqa.records.lockfile import RecordProblem
from adqa.report.report import adapter

TICKS_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One box that somebody ticked, or took back."""

    text: str
    """What was checked, in the words of the list."""
    per: Literal["campaign", "placement", "creative"]
    of: str = ""
    """Which placement or creative."""
    by: str
    on: str
    """Day on which it was checked."""
    recorded: str
    """When it was put on record."""
    campaign: str = ""
    taken_back: bool = False


def write_ticks(folder: Path, ticks: Sequence[Tick]) -> Path:
    """Puts one act of ticking on record under a name of its own. Raises UsageError."""
    data = {"ticks_version": TICKS_VERSION, "ticks": [asdict(one) for one in ticks]}
    body = (json.dumps(data, indent=1, ensure_ascii=True) + "\n").encode()
    place = folder / "ticks" / f"{ticks[0].on}-{hashlib.sha256(body).hexdigest()[:16]}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        write_whole(place, [body])
    return place


def read_ticks(folder: Path) -> tuple[tuple[Tick, ...], tuple[RecordProblem, ...]]:
    """All ticks on record in the order in which they were made, and what cannot be used. Never raises."""
    found: list[Tick] = []
    problems = []
    place = folder / "ticks"
    for file in sorted(place.glob("*.json")) if place.is_dir() else []:
        name = f"ticks/{file.name}"
        try:
            data: dict[str, Any] = json.loads(file.read_bytes())
            if data["ticks_version"] > TICKS_VERSION:
                text = "was written by a newer adqa; update adqa to use it"
                problems.append(RecordProblem(file=name, code="newer", text=text))
                continue
            found += adapter(list[Tick]).validate_python(data["ticks"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
            text = "cannot be read: it is damaged, and what it ticked is open again"
            problems.append(RecordProblem(file=name, code="damaged", text=text))
    return tuple(sorted(found, key=lambda one: one.recorded)), tuple(problems)
