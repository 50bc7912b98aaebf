"""From a delivery to facts: read and hash every creative, ask the cache, let workers measure the rest.

Knows no spec: what to measure comes in as probes. `check`, `inspect` and `match` all start here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from heapq import merge
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from adqa.addresses import ARCHIVE, file_name, natural_key
from adqa.container import ArchiveError
from adqa.delivery import Creative, Delivery, Problem
from adqa.engine.cache import FactCache, cache_folder
from adqa.engine.evidence import Evidence
from adqa.engine.pool import SECONDS_PER_CREATIVE, WorkerPool
from adqa.engine.read import Reader, package_id, sha256
from adqa.engine.stream import InspectionStream, Item
from adqa.engine.work import Result
from adqa.facts.file import FileFacts, NameFacts
from adqa.facts.name import name_facts
from adqa.platform_support import usable_cores
from adqa.probes import Probe
from adqa.registry import Registry
from adqa.report.model import Reason
from adqa.report.report import adapter
from adqa.rules.base import Undecided

_KIND_OF_EXTENSION = {
    "zip": "archive",
    **dict.fromkeys(("mp4", "mov", "webm", "m4v"), "video"),
    **dict.fromkeys(("mp3", "wav", "ogg", "m4a"), "audio"),
}


@dataclass(slots=True)
class Delivered:
    """One delivered thing with everything measured of it."""

    address: str
    key: str
    """Its stable name: the path below the project's folder or the typed argument."""
    kind: str
    creative: Creative | None
    """None for something that could not even be opened."""
    facts: dict[type, Any]
    missing: dict[type, Undecided] = field(default_factory=dict)
    """Fact models without a value, and why."""
    digest: str | None = None
    """SHA-256 of the delivered bytes; None for a folder."""
    content_id: str | None = None
    unreadable: bool = False
    not_fetched: bool = False
    """Only a pointer of Git LFS is here: nothing is known of the file but its name."""


Wanted = Callable[[Delivered], frozenset[Probe]]
"""Which probes to take of a thing, known by kind, name and place."""


class Inspection:
    """Cache, reader and workers of one run. Close it to free them."""

    def __init__(
        self,
        registry: Registry,
        *,
        jobs: int | None = None,
        cache: bool = True,
        seconds: float = SECONDS_PER_CREATIVE,
    ) -> None:
        """`jobs` worker processes, by default as many as cores may be used; `cache` keeps facts between runs.

        A creative that takes longer than `seconds` ends unknown.
        """
        self._seconds = seconds
        self._registry = registry
        self._jobs = jobs or usable_cores()
        self._stack = ExitStack()
        self._cache = FactCache(cache_folder() if cache else None)
        self._stack.callback(self._cache.close)
        self._reader = Reader()
        self._stack.callback(self._reader.close)
        self._engines: dict[str, str] = {}

    def __enter__(self) -> Inspection:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes cache and archives; evidence cannot be read afterwards."""
        self._stack.close()

    @property
    def evidence(self) -> Evidence:
        """Pictures taken in this and in earlier runs."""
        return Evidence(self._cache.blob)

    def run(self, delivery: Delivery, keys: SubjectKeys, wanted: Wanted) -> Iterator[Delivered]:
        """Everything delivered in address order, creatives and what could not be opened alike."""
        stream: InspectionStream[Delivered] = InspectionStream(
            self._cache, partial(WorkerPool, self._jobs, seconds=self._seconds), self._jobs
        )
        both: Iterator[Creative | Problem] = merge(
            delivery.creatives, delivery.problems, key=lambda one: natural_key(one.address)
        )
        items = (
            _problem(one, keys) if isinstance(one, Problem) else self._item(one, keys, wanted) for one in both
        )
        for item in stream.run(items):
            assert item.result is not None
            self._take_facts(item.payload, item.result, frozenset(item.keys))
            yield item.payload

    def _item(self, creative: Creative, keys: SubjectKeys, wanted: Wanted) -> Item[Delivered]:
        name = name_facts(file_name(creative.address))
        one = Delivered(
            creative.address, keys.of(creative.address), creative.kind, creative, facts={NameFacts: name}
        )
        content = None
        try:
            if creative.member is not None:
                content = self._reader.read(creative.member)
                one.digest = one.content_id = sha256(content)
                one.facts[FileFacts] = FileFacts(bytes=len(content), format=creative.format)
            if creative.package:
                one.content_id = package_id(creative, self._reader)
        except ArchiveError as error:
            size = creative.member.size if creative.member else 0
            one.facts[FileFacts] = FileFacts(
                bytes=size, format=creative.format, readable=error.state, problem=error.text
            )
            one.unreadable = True
            content = None
        cache_keys: dict[str, str] = {}
        inspector = self._registry.inspectors.get(creative.kind)
        if inspector is not None and content is not None and creative.format in inspector.formats:
            engine = self._engine(inspector.kind)
            for probe in sorted(wanted(one) & inspector.facts.keys()):
                cache_keys[probe.name] = f"{one.digest}:{probe.key}:{engine}"
        return Item(one, content if cache_keys else None, creative.format, creative.kind, cache_keys)

    def _engine(self, kind: str) -> str:
        """Everything besides content and probe that decides a fact: inspector and library versions."""
        if kind not in self._engines:
            inspector = self._registry.inspectors[kind]
            versions = ",".join(f"{name}={version(name)}" for name in inspector.libraries)
            self._engines[kind] = f"{kind}/{inspector.version}:{versions}"
        return self._engines[kind]

    def _take_facts(self, one: Delivered, result: Result, asked: frozenset[str]) -> None:
        """Puts what inspection gave on the thing; says why the rest is missing. `asked` names probes."""
        if result.unreadable:
            state, text = result.unreadable
            file: FileFacts = one.facts[FileFacts]
            one.facts[FileFacts] = FileFacts(
                bytes=file.bytes, format=file.format, readable=state, problem=text
            )
            one.unreadable = True
        inspector = self._registry.inspectors.get(one.kind)
        for probe, model in inspector.facts.items() if inspector else ():
            if probe.name not in result.facts:
                one.missing[model] = _why_missing(one, result, asked=probe.name in asked)
                continue
            try:
                one.facts[model] = adapter(model).validate_json(result.facts[probe.name])
            except ValidationError:
                text = "what was measured of this file came back garbled"
                one.missing[model] = Undecided(Reason.ENGINE_CANNOT_SEE, text, "run again with --no-cache")
        if FileFacts not in one.facts:
            nothing = Undecided(
                Reason.ENGINE_CANNOT_SEE, "an unzipped folder has no file weight", "zip the folder"
            )
            one.missing.setdefault(FileFacts, nothing)


def _why_missing(one: Delivered, result: Result, *, asked: bool) -> Undecided:
    if one.not_fetched:
        return one.missing[FileFacts]
    if one.unreadable:
        return Undecided(Reason.UNREADABLE, "the file cannot be opened")
    if result.timed_out:
        return Undecided(Reason.TIMED_OUT, result.crashed or "")
    if result.crashed:
        return Undecided(Reason.ENGINE_CANNOT_SEE, f"adqa failed on this file: {result.crashed}")
    if asked:
        return Undecided(Reason.ENGINE_CANNOT_SEE, "this cannot be measured in a file of this format")
    return Undecided(Reason.NOT_REQUESTED, "not measured in this run", "--all")


def _problem(problem: Problem, keys: SubjectKeys) -> Item[Delivered]:
    name = name_facts(file_name(problem.address))
    kind = _KIND_OF_EXTENSION.get(name.extension, "image" if name.extension else "folder")
    file = FileFacts(bytes=0, format=None, readable=problem.state, problem=problem.text)
    one = Delivered(
        problem.address,
        keys.of(problem.address),
        kind,
        None,
        facts={NameFacts: name, FileFacts: file},
        unreadable=True,
    )
    if problem.state == "not_fetched":
        del one.facts[FileFacts]
        one.missing[FileFacts] = Undecided(Reason.NOT_SUPPLIED, problem.text, "fetch it with git lfs pull")
        one.not_fetched = True
    return Item(one, None, "", kind)


class SubjectKeys:
    """Stable names of addresses: the path below a project's folder, else below the typed argument."""

    def __init__(self, arguments: Sequence[str], root: str | None) -> None:
        """`root` is the folder of `adqa.toml`, if there is one."""
        self._root = Path(os.path.realpath(root)) if root else None
        typed = (one.replace("\\", "/").rstrip("/") for one in arguments)
        self._prefixes = [(f"{one}/", self._below_root(one)) for one in sorted(typed, key=len, reverse=True)]

    def of(self, address: str) -> str:
        """The key of an address."""
        for prefix, below in self._prefixes:
            if address.startswith(prefix):
                rest = address[len(prefix) :]
                return f"{below}/{rest}" if below else rest
        outer, mark, inner = address.partition(ARCHIVE)
        return (self._below_root(outer) or file_name(outer)) + mark + inner

    def _below_root(self, path: str) -> str:
        """A path below the root; empty if it is the root itself, lies elsewhere or there is no root."""
        if self._root is None:
            return ""
        resolved = Path(os.path.realpath(path))
        if self._root not in resolved.parents:
            return ""
        return PurePosixPath(resolved.relative_to(self._root)).as_posix()
