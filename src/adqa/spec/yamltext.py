"""YAML read as text, with the line of every key.

The usual loader turns `4:5` into 245, `2.10` into 2.1 and `no` into false, and keeps the last of two
equal keys. Here every scalar stays text, a repeated key is refused, and the models decide the types.
Anchors and merge keys (`<<`) work; a document that would grow out of bounds through them is refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from adqa.errors import SpecError

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Remove(str):
    """A class of its own, so that a quoted "~" stays text."""


REMOVE = _Remove("~")
"""Written as a value, takes away an inherited key."""

_MERGE = "<<"
_MOST_VALUES = 100_000
"""A publisher's page has hundreds of values; aliases of aliases reach billions from a few lines."""


class Located(dict[str, Any]):
    """A mapping that remembers where each of its keys stands."""

    def __init__(self, pairs: dict[str, Any], lines: dict[str, str], *, whole: bool = False) -> None:
        super().__init__(pairs)
        self.lines = lines
        """Key → `file:line`."""
        self.whole = whole
        """Laid over another mapping, this one takes its place instead of merging with it."""

    def merged(self, over: Located) -> Located:
        """This mapping with `over` laid on top; mappings merge, everything else is replaced, `~` removes."""
        pairs, lines = dict(self), dict(self.lines)
        for key, value in over.items():
            if value is REMOVE:
                pairs.pop(key, None)
                continue
            if isinstance(value, Located):
                below = pairs.get(key)
                if value.whole or not isinstance(below, Located):
                    below = Located({}, {}, whole=value.whole)
                value = below.merged(value)
            pairs[key], lines[key] = value, over.lines[key]
        return Located(pairs, lines, whole=self.whole)

    def without(self, *keys: str) -> Located:
        """This mapping without some keys."""
        return Located({key: value for key, value in self.items() if key not in keys}, self.lines)


def read_yaml(text: str, name: str) -> Located:
    """The mapping a document holds. Raises SpecError with file, line and what is wrong."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise SpecError(f"{name}:{line}: the character U+{code:04X} may not stand in YAML") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line_text = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        tabs = "; indent with spaces, not with tabs" if "\t" in text else ""
        raise SpecError(f"{name}{line_text}: this is not valid YAML: {problem}{tabs}") from None
    if not isinstance(node, yaml.MappingNode):
        said = "the file is empty; a" if node is None else "a"
        raise SpecError(f"{name}: {said} spec document is a mapping with publisher, title, sources and units")
    value = _Reader(name).value(node)
    assert isinstance(value, Located)
    return value


class _Reader:
    """Turns nodes into text, lists and mappings."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._open: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        self._count += 1
        if self._count > _MOST_VALUES:
            raise SpecError(
                f"{self._place(node)}: with its aliases written out this document has more than "
                f"{_MOST_VALUES:,} values; write the repeated part once and use `extends`"
            )
        if isinstance(node, yaml.ScalarNode):
            return REMOVE if node.value == REMOVE and not node.style else str(node.value)
        if id(node) in self._open:
            raise SpecError(f"{self._place(node)}: this part holds an alias of itself")
        self._open.add(id(node))
        found = (
            self._mapping(node) if isinstance(node, yaml.MappingNode) else list(map(self.value, node.value))
        )
        self._open.discard(id(node))
        return found

    def _mapping(self, node: yaml.MappingNode) -> Located:
        own = Located({}, {})
        base = Located({}, {})
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise SpecError(f"{place}: a key is one word, not a list or a mapping")
            key = str(key_node.value)
            if key in own:
                raise SpecError(f"{place}: the key {key!r} stands here a second time; keep one of them")
            value = self.value(value_node)
            if key == _MERGE:
                base = self._merge_key(value, place, base)
            else:
                own[key], own.lines[key] = value, place
        return Located({**base, **own}, {**base.lines, **own.lines})

    def _merge_key(self, value: Any, place: str, base: Located) -> Located:
        """`<<: *anchor` or a list of anchors; of several, the first that has a key counts."""
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, Located):
                raise SpecError(f"{place}: `<<` takes the anchor of a mapping, like `<<: *base`")
            base = Located({**one, **base}, {**one.lines, **base.lines})
        return base

    def _place(self, node: yaml.Node) -> str:
        return f"{self._name}:{node.start_mark.line + 1}"


def line_of(data: Any, path: tuple[str | int, ...], name: str) -> str:
    """`file:line` of the deepest part of `path` that stands in the document.

    A limit written as `{variants: […]}` is addressed by the number of the variant alone.
    """
    found = name
    for step in path:
        if isinstance(data, Located) and isinstance(step, int) and isinstance(data.get("variants"), list):
            data = data["variants"]
        if isinstance(data, Located) and step in data:
            found = data.lines[str(step)]
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            if isinstance(data, Located) and data.lines:
                found = next(iter(data.lines.values()))
    return found
