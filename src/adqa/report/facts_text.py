"""Facts of a creative, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from adqa.commands.inspect import Inspected
from adqa.report.safe_text import visible

_INDENT = "  "


def inspected_text(one: Inspected) -> str:
    """One creative: its address, then a line for every fact that is not empty."""
    lines = [f"{visible(one.path)} ({one.kind})"]
    for fact in one.facts:
        lines.append(f"{_INDENT}{fact.KIND}")
        lines += _lines(fact, 2)
    for kind, why in one.unknown.items():
        lines.append(f"{_INDENT}{kind}: not known ({visible(why)})")
    return "\n".join(lines) + "\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    for field in fields(value):
        item = getattr(value, field.name)
        name = field.name.replace("_", " ")
        if item is None or item == "" or item == ():
            continue
        if is_dataclass(item):
            yield f"{_INDENT * depth}{name}"
            yield from _lines(item, depth + 1)
        elif isinstance(item, tuple) and is_dataclass(item[0]):
            for index, part in enumerate(item, 1):
                yield f"{_INDENT * depth}{name} {index}"
                yield from _lines(part, depth + 1)
        else:
            yield f"{_INDENT * depth}{name}: {_word(item)}"


def _word(item: Any) -> str:
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, tuple):
        return ", ".join(
            "x".join(map(str, one)) if isinstance(one, tuple) else visible(str(one)) for one in item
        )
    return visible(str(item))
