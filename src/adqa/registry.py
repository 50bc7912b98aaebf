"""The registry: rules, inspectors and reporters, from the walked package and from plugins.

Built-ins are found by walking their packages; plugins come from the entry-point groups `adqa.rules`,
`adqa.inspectors` and `adqa.reporters`, each naming a module or package to walk. A module that does not
import stops the program: nothing is dropped silently. No heavy library is imported here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from adqa.errors import PluginError
from adqa.inspectors.base import Inspector
from adqa.probes import Probe
from adqa.report.base import Reporter
from adqa.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything adqa can do, by id."""

    rules: dict[str, Rule]
    inspectors: dict[str, Inspector]
    """By kind of creative."""
    reporters: dict[str, Reporter]

    def inspector_for(self, format_: str | None) -> Inspector | None:
        """The inspector that takes a format, or None."""
        return next((one for one in self.inspectors.values() if format_ in one.formats), None)

    def probe_of(self, fact: type) -> Probe | None:
        """The probe that gives a fact model; None for facts that are always there."""
        for inspector in self.inspectors.values():
            for probe, model in inspector.facts.items():
                if model is fact:
                    return probe
        return None


@cache
def load_registry() -> Registry:
    """The registry of this installation. Raises PluginError naming the module that does not import."""
    rules = {one.id: one for one in _collect("rules", Rule, "id")}
    return Registry(
        rules=dict(sorted(rules.items())),
        inspectors=load_inspectors(),
        reporters=dict(sorted((one.name, one) for one in _collect("report.reporters", Reporter, "name"))),
    )


@cache
def load_inspectors() -> dict[str, Inspector]:
    """The inspectors by kind of creative; all that a worker process needs."""
    return {one.kind: one for one in _collect("inspectors", Inspector, "kind")}


def _collect(package: str, wanted: type[Any], key: str) -> Iterator[Any]:
    seen: dict[str, str] = {}
    builtin = f"adqa.{package}"
    group = f"adqa.{package.rpartition('.')[2]}"
    sources = [("", builtin)] + [(one.name, one.value) for one in sorted(entry_points(group=group), key=str)]
    for plugin, name in sources:
        for module in _walk(name, plugin):
            for value in vars(module).values():
                if not isinstance(value, wanted):
                    continue
                id_ = getattr(value, key)
                if plugin and not str(id_).startswith(f"{plugin}-"):
                    raise PluginError(f"plugin {plugin!r}: {id_!r} must begin with {plugin + '-'!r}")
                if seen.setdefault(id_, module.__name__) != module.__name__:
                    raise PluginError(f"{id_!r} is defined twice: in {seen[id_]} and in {module.__name__}")
                yield value


def _walk(name: str, plugin: str) -> Iterator[ModuleType]:
    """A module and everything below it, except modules whose names begin with `_`."""
    try:
        module = importlib.import_module(name)
    except Exception as error:  # whatever a module raises at import, it is named and stops the program
        what = f"plugin {plugin!r} ({name})" if plugin else f"the module {name}"
        raise PluginError(f"{what} does not import: {type(error).__name__}: {error}") from error
    yield module
    for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not found.name.startswith("_"):
            yield from _walk(f"{name}.{found.name}", plugin)
