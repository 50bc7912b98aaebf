"""One piece of inspection work and its result, and the function that does it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from adqa.facts.file import Readability
from adqa.inspectors.base import Inspector, Unreadable
from adqa.probes import Probe


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Content to inspect with one inspector and some probes."""

    content: bytes
    format: str
    kind: str
    """Kind of creative, which names the inspector."""
    probes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What inspection gave: facts as JSON text by probe name, or why there are none."""

    facts: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    unreadable: tuple[Readability, str] | None = None
    """(state, sentence) if the content cannot be read."""
    crashed: str | None = None
    """What happened if adqa itself failed on this content."""
    timed_out: bool = False


def inspect_content(task: Task, inspectors: Mapping[str, Inspector]) -> Result:
    """Runs one inspector. Every exception ends here: as unreadable, or as a crash on this content alone."""
    try:
        wanted = frozenset(map(Probe, task.probes))
        inspected = inspectors[task.kind].inspect(task.content, task.format, wanted)
        facts = {probe.name: _text(value) for probe, value in inspected.facts.items()}
        return Result(facts=facts, evidence=inspected.evidence)
    except Unreadable as problem:
        return Result(unreadable=(problem.state, problem.text))
    except MemoryError:
        return Result(crashed="the file needs more memory than one creative may take")
    except Exception as error:  # an inspector's bug must cost one creative, not the run
        return Result(crashed=f"{type(error).__name__}: {error}")


def _text(value: Any) -> str:
    """A fact as JSON that every reader takes: a lone surrogate, as damaged metadata may give, is a `?`."""
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a fact, without the deep copy `asdict` makes of what they hold."""
    return {field.name: getattr(value, field.name) for field in fields(value)}
