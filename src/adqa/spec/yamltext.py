"""YAML read as text, with the line of every key.

The usual loader turns `4:5` into 245, `2.10` into 2.1 and `no` into false, and keeps the last of two
equal keys. Here every scalar stays text, a repeated key is refused, and the models decide the types.
"""

from __future__ import annotations

from typing import Any

import yaml

from adqa.errors import SpecError

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Located(dict[str, Any]):
    """A mapping that remembers where each of its keys stands."""

    def __init__(self, pairs: dict[str, Any], lines: dict[str, str]) -> None:
        super().__init__(pairs)
        self.lines = lines
        """Key → `file:line`."""

    def merged(self, over: Located) -> Located:
        """This mapping with `over` laid on top; mappings merge, everything else is replaced, `~` removes."""
        pairs, lines = dict(self), dict(self.lines)
        for key, value in over.items():
            if value == "~":
                pairs.pop(key, None)
                continue
            below = pairs.get(key)
            merges = (
                isinstance(below, Located)
                and isinstance(value, Located)
                and "variants" not in {*below, *value}
            )
            pairs[key] = below.merged(value) if merges else value
            lines[key] = over.lines[key]
        return Located(pairs, lines)


def read_yaml(text: str, name: str) -> Located:
    """The mapping a document holds. Raises SpecError with file, line and what is wrong."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise SpecError(f"{name}{line}: this is not valid YAML: {problem}") from None
    if not isinstance(node, yaml.MappingNode):
        raise SpecError(f"{name}: a spec document is a mapping with publisher, title, sources and units")
    value = _value(node, name)
    assert isinstance(value, Located)
    return value


def _value(node: yaml.Node, name: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Any] = {}
        lines: dict[str, str] = {}
        for key_node, value_node in node.value:
            key, place = str(key_node.value), f"{name}:{key_node.start_mark.line + 1}"
            if key in pairs:
                raise SpecError(f"{place}: the key {key!r} stands here a second time; keep one of them")
            pairs[key], lines[key] = _value(value_node, name), place
        return Located(pairs, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, name) for one in node.value]
    return node.value


def line_of(data: Any, path: tuple[str | int, ...], name: str) -> str:
    """`file:line` of the deepest part of `path` that stands in the document."""
    found = name
    for step in path:
        if isinstance(data, Located) and step in data:
            found = data.lines[str(step)]
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return found
