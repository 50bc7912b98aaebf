"""What rules about motion share."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Reason
from adqa.rules.base import Undecided
from adqa.units import count_text, listing, seconds_text

_WORDS = {"smil": "animation elements", "css": "style rules", "script": "a script"}


def motion_unknown(facts: ImageFacts) -> Undecided:
    """The answer for a file whose motion only playing it would show."""
    how = listing([_WORDS.get(one, one) for one in facts.unmeasured_motion], "and")
    return Undecided(
        Reason.ENGINE_CANNOT_SEE,
        f"this SVG moves by {how}, which this version does not play",
        "look at it in a browser",
    )


def times_text(plays: int) -> str:
    """`once`, `3 times`."""
    return "once" if plays == 1 else count_text(plays, "time")


def time_text(milliseconds: int, limit_ms: float) -> str:
    """A time in seconds; in milliseconds where rounding would hide a difference to the limit."""
    text = seconds_text(milliseconds / 1000)
    if milliseconds != limit_ms and text == seconds_text(limit_ms / 1000):
        return count_text(milliseconds, "ms", "ms")
    return text
