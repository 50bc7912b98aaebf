"""Where a limit was written: keeping each limit with its source when units inherit and extend.

A limit without a source of its own has that of the asset, unit or `defaults` it is written in. Laid over or
under another unit it must keep it, or a publisher's number would be quoted from the house's own sheet.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from adqa.spec.base import Limit, Model
from adqa.spec.model import AssetSpec, ByEye, UnitFields
from adqa.spec.yamltext import REMOVE, Located


def sourced(unit: Located, source: str = "") -> Located:
    """The unit with every limit saying its source; `source` is that of limits which name none.

    A limit that gives its value takes the place of an inherited one, conditions and all; one that gives
    only a strength or a note changes the inherited one.
    """
    return _mapping(unit, UnitFields, source_of(unit) or source)


def source_of(raw: Located) -> str:
    """The `source` of a unit, asset or `defaults`; empty if it has none."""
    source = raw.get("source")
    return source if isinstance(source, str) and source is not REMOVE else ""


def _mapping(raw: Located, model: type[Model], source: str) -> Located:
    kinds = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    if model is AssetSpec:
        source = source_of(raw) or source
    pairs = {key: _value(value, kinds.get(key), source, raw.lines[key]) for key, value in raw.items()}
    return Located(pairs, raw.lines)


def _value(value: Any, kind: Any, source: str, line: str) -> Any:
    if value is REMOVE:
        return value
    origin = get_origin(kind)
    if origin is Annotated:
        return _value(value, get_args(kind)[0], source, line)
    if origin is dict and isinstance(value, Located):
        below = get_args(kind)[1]
        pairs = {key: _value(one, below, source, value.lines[key]) for key, one in value.items()}
        return Located(pairs, value.lines)
    if origin is tuple:
        item = get_args(kind)[0]
        if isinstance(item, type) and issubclass(item, Limit):
            return _limit(value, item, source, line)
        if item is ByEye and isinstance(value, list):
            return [_limit(one, ByEye, source, line) for one in value]
    if isinstance(kind, type) and issubclass(kind, Model) and isinstance(value, Located):
        return _mapping(value, kind, source)
    return value


def _limit(value: Any, kind: type[Model], source: str, line: str) -> Any:
    if isinstance(value, Located):
        pairs, lines = {"source": source, **value}, {"source": line, **value.lines}
        return Located(pairs, lines, whole="variants" in value or kind.BARE in value)
    if not kind.BARE:
        return value
    return Located({kind.BARE: value, "source": source}, {kind.BARE: line, "source": line}, whole=True)
