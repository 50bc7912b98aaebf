"""What may not leave the house towards one partner, and whether a text says it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_SHORTEST = 3
"""Shorter words stand in too many texts to give anything away."""
_WORD = re.compile(r"\w+")


class Private:
    """Names that one partner must not read: those of others, IDs, places on a disk.

    Each secret is filed under its rarest word, so that a text is compared with few of them.
    """

    def __init__(self, secrets: Iterable[str], known: Iterable[str] = ()) -> None:
        """`known` is what the partner has or is told anyway; a secret that is part of it is none."""
        told = "\n".join(known).casefold()
        told_words = set(_WORD.findall(told))
        folded = {one.strip().casefold() for one in secrets}
        words = {one: _WORD.findall(one) for one in folded if len(one) >= _SHORTEST}
        common = Counter(word for listed in words.values() for word in set(listed))
        self._filed: dict[str, list[str]] = defaultdict(list)
        for secret, listed in words.items():
            rarest = min(listed, key=lambda word: (common[word], word), default="")
            if rarest and not (rarest in told_words and secret in told):
                self._filed[rarest].append(secret)

    def names(self, *texts: str) -> bool:
        """Whether one of the texts has a secret as whole words."""
        text = "\n".join(texts).casefold()
        return any(
            secret in text and _whole(secret, text)
            for word in set(_WORD.findall(text)) & self._filed.keys()
            for secret in self._filed[word]
        )


def _whole(secret: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None
