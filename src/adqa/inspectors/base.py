"""How an inspector is written: one module with one `INSPECTOR`, found by walking the package.

An inspector is given bytes that were bounded before, the formats it recognises by signature, and the
probes to take. It gives one fact value per probe. What it cannot read it raises as `Unreadable`, which
becomes one finding; any other exception is a crash of adqa on that creative and stops nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from adqa.facts.file import Readability
from adqa.probes import Probe


class Unreadable(Exception):
    """The content cannot be read; `text` is one sentence for people."""

    def __init__(self, state: Readability, text: str) -> None:
        super().__init__(text)
        self.state = state
        self.text = text


@dataclass(slots=True)
class Inspected:
    """What an inspector found: one fact per probe, and evidence blobs by their SHA-256."""

    facts: dict[Probe, Any]
    evidence: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """A kind of content adqa can measure."""

    kind: str
    """Kind of creative this inspector serves, as specs name it."""
    formats: frozenset[str]
    """Formats by signature (see `adqa.inspectors.sniff`) it takes."""
    facts: dict[Probe, type]
    """The fact model each of its probes gives."""
    version: int
    """Rises when the same bytes may give other facts; part of the cache key."""
    libraries: tuple[str, ...]
    """Distributions whose version is part of the cache key."""
    inspect: Callable[[bytes, str, frozenset[Probe]], Inspected]
    """(content, format, probes) → facts. Raises Unreadable."""
