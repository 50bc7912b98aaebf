"""Finding what is built in and what plugins bring: packages are walked, there is no list to keep.

Built-ins are found by walking their packages; plugins come from the entry-point groups `adqa.rules`,
`adqa.inspectors` and `adqa.reporters`, each naming a module or package to walk. A module that does not
import stops the program: nothing is dropped silently. Light, as every worker process begins here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from adqa.errors import PluginError
from adqa.inspectors.base import Inspector


@cache
def load_inspectors() -> dict[str, Inspector]:
    """The inspectors by kind of creative; all that a worker process needs."""
    return {one.kind: one for one in collect("inspectors", Inspector, "kind")}


def collect(package: str, wanted: type[Any], key: str) -> Iterator[Any]:
    """Every value of a type in a package and in its plugins; `key` is the attribute that names it."""
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
