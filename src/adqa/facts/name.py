"""Reading a delivered file name."""

from __future__ import annotations

import re

from adqa.facts.file import NameFacts

SIZE = r"(?<!\d)(\d{2,5})[ _]?[xX×*][ _]?(\d{2,5})(?!\d)"
"""A size as people write it in names: `300x250`, `300 x 250`, `300*250`."""
_SIZE = re.compile(SIZE + r"(?! ?(?:cm|mm)(?![a-z]))", re.IGNORECASE)
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
