"""The column QA code of an annotated sheet: which rules it names, and which of them somebody accepted.

Whoever accepts a row accepts what its QA code names. The copy that the next check gives back marks these, so
that a fault which came later is not taken for one that was accepted.
"""

from __future__ import annotations

import re

_CODE = re.compile(
    r"([a-z][a-z0-9_]*/[a-z0-9-]+(?::[a-z0-9_]+)?)(?:\s*\(accepted: ([^)]*)\))?", re.IGNORECASE
)


def accepted_code(rule: str, by: str) -> str:
    """`weight/file (accepted: M. Ruiz)`."""
    return f"{rule} (accepted: {_name(by)})"


def codes_accepted(text: str, by: str) -> tuple[str, ...]:
    """The rules of a cell that `by` accepted: those marked with that name, else those without a mark."""
    found = [(match[1].casefold(), match[2]) for match in _CODE.finditer(text)]
    own = [rule for rule, name in found if name is not None and _folded(name) == _folded(_name(by))]
    return tuple(dict.fromkeys(own or [rule for rule, name in found if name is None]))


def _name(by: str) -> str:
    return " ".join(re.sub(r"[()]", " ", by).split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
