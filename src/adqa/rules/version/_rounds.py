"""Short ways to write two rounds of a creative in the examples of rules."""

from __future__ import annotations

from adqa.facts.version import VersionFacts, version_facts
from adqa.rules.campaign._bookings import a_file


def rounds(before: str, now: str, *, changed: bool) -> tuple[VersionFacts]:
    """A creative under its names before and now."""
    old, new = a_file(before, content="old"), a_file(now, content="new" if changed else "old")
    (found,) = version_facts([old], [new])
    return (found,)
