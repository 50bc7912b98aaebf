"""Reading a delivered file name."""

from __future__ import annotations

import re

from adqa.facts.file import NameFacts

_SIZE = re.compile(r"(?<!\d)(\d{2,5})[xX×](\d{2,5})(?!\d)")
_DENSITY = re.compile(r"@([2-4])x", re.IGNORECASE)


def name_facts(name: str) -> NameFacts:
    """Facts about a file name without folders."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, extension = name, ""
    density = _DENSITY.search(stem)
    return NameFacts(
        name=name,
        stem=stem,
        extension=extension.lower(),
        sizes=tuple((int(width), int(height)) for width, height in _SIZE.findall(stem)),
        density=int(density[1]) if density else None,
    )
