"""Whether the rules, units and roles that `adqa.toml` names are there: a misspelt one would do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from adqa.config import FILE_NAME, Config
from adqa.errors import AdqaError, ConfigError
from adqa.registry import Registry
from adqa.spec.base import nearest
from adqa.spec.catalogue import Catalogue
from adqa.spec.model import AdUnitSpec


def refuse_unknown_names(config: Config, registry: Registry, catalogue: Catalogue, as_of: date) -> None:
    """Raises ConfigError that names every rule, unit and role that is not there, with the nearest that is."""
    problems = list(_rules(config, registry))
    places: list[tuple[str, tuple[str, ...], str | None]] = [("spec", config.spec, None)]
    places += [(f"paths.{index}", rule.spec, rule.role) for index, rule in enumerate(config.paths)]
    places += [
        (f"waivers.{index}", (waiver.spec,), None)
        for index, waiver in enumerate(config.waivers)
        if waiver.spec is not None
    ]
    for place, specs, role in places:
        try:
            units = list(_units(config.placed(specs), catalogue, as_of))
        except AdqaError as error:
            problems.append(f"{place}: {error}")
            continue
        roles = sorted({known for unit in units for known in unit.assets})
        if role is not None and role not in roles:
            hint = f"{nearest(role, roles)}; known roles: {', '.join(roles)}"
            problems.append(f"{place}: {', '.join(specs)} has no role {role!r}{hint}")
    if problems:
        raise ConfigError("\n".join(f"{FILE_NAME}: {problem}" for problem in problems))


def _rules(config: Config, registry: Registry) -> Iterator[str]:
    named = [("severity", name) for name in config.severity]
    named += [(f"waivers.{index}", waiver.rule) for index, waiver in enumerate(config.waivers)]
    for place, name in named:
        id_, mark, code = name.partition(":")
        if id_ not in registry.rules:
            hint = nearest(id_, registry.rules)
            yield f"{place}: there is no rule {id_!r}{hint} (adqa explain lists them all)"
        elif mark and code not in (codes := registry.rules[id_].messages):
            yield f"{place}: {id_} has no code {code!r}; its codes are {', '.join(codes)}"


def _units(names: Iterable[str], catalogue: Catalogue, as_of: date) -> Iterator[AdUnitSpec]:
    """The units named; one that is not in force today is there all the same."""
    for name in names:
        if "/" in name and not name.lower().endswith((".yaml", ".yml")):
            yield catalogue.unit(name)
        else:
            yield from catalogue.resolve(name, as_of)
