"""Facts of creatives, without any opinion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from adqa.delivery import discover
from adqa.errors import UsageError
from adqa.inspection import Inspection, SubjectKeys
from adqa.probes import STILLS
from adqa.registry import load_registry
from adqa.units import listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One creative as measured."""

    path: str
    kind: str
    sha256: str | None
    content_id: str | None
    facts: tuple[Any, ...]
    """Fact values, such as `FileFacts` and `ImageFacts`, by kind of fact."""
    unknown: dict[str, str]
    """Kind of fact → why it could not be measured."""

    def as_json(self) -> dict[str, Any]:
        """The same as plain data; `facts` is keyed by kind of fact, each with its version."""
        return {
            "path": self.path,
            "kind": self.kind,
            "sha256": self.sha256,
            "content_id": self.content_id,
            "facts": {one.KIND: {"version": one.VERSION, **asdict(one)} for one in self.facts},
            "unknown": self.unknown,
        }


def inspect(
    paths: Iterable[str | Path] | str | Path, *, jobs: int | None = None, cache: bool = True
) -> Iterator[Inspected]:
    """Measures everything delivered, in address order, one creative at a time.

    Raises UsageError if a path does not exist or holds nothing to measure.
    """
    arguments = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    registry = load_registry()
    delivery = discover(arguments)
    if not delivery.creatives and not delivery.problems:
        raise UsageError(f"there is nothing to inspect in {listing(arguments, 'and')}")
    stills = {inspector.facts.get(STILLS) for inspector in registry.inspectors.values()}
    probes = {kind: frozenset(inspector.facts) - {STILLS} for kind, inspector in registry.inspectors.items()}
    with Inspection(registry, jobs=jobs, cache=cache) as inspection:
        keys = SubjectKeys(arguments, None)
        for one in inspection.run(delivery, keys, lambda thing: probes.get(thing.kind, frozenset())):
            unknown = {
                str(getattr(model, "KIND", model.__name__)): why.text
                for model, why in one.missing.items()
                if model not in stills
            }
            if one.creative is not None and one.kind not in registry.inspectors:
                unknown["content"] = f"{one.kind} is recognised but not looked into by this version"
            yield Inspected(
                path=one.address,
                kind=one.kind,
                sha256=one.digest,
                content_id=one.content_id,
                facts=tuple(sorted(one.facts.values(), key=lambda fact: str(fact.KIND))),
                unknown=unknown,
            )
