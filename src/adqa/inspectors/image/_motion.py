"""Motion as browsers play it."""

from __future__ import annotations

from collections.abc import Sequence

from adqa.facts.image import Animation

RAISED_UP_TO_MS = 10
"""Browsers play a frame with a stored delay of 10 ms or less …"""
RAISED_TO_MS = 100
"""… for 100 ms. A delay of 20 ms is honoured."""


def animation(delays: Sequence[float], plays: int | None) -> Animation | None:
    """The animation of some stored delays in milliseconds; None for a single frame."""
    if len(delays) < 2:
        return None
    played = [RAISED_TO_MS if one <= RAISED_UP_TO_MS else one for one in delays]
    total = sum(played)
    return Animation(
        frames=len(played),
        pass_ms=round(total),
        plays=plays,
        total_ms=None if plays is None else round(total * plays),
        last_change_ms=None if plays is None else round(total * plays - played[-1]),
        shortest_ms=max(1, round(min(played))),
        raised_frames=sum(one <= RAISED_UP_TO_MS for one in delays),
    )
