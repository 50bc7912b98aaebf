"""Probes: what to measure and under which conditions, from a closed vocabulary.

Inspectors see probes and never a spec. The plan merges the probes that the applicable rules and formats
need into the smallest set; a fact that no probe asked for is unknown with reason `not_requested`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Probe:
    """One measurement; `key` names it in the cache."""

    name: str

    @property
    def key(self) -> str:
        """Identity of the probe including its conditions."""
        return self.name


BYTES = Probe("bytes")
"""Count, signature and readability of the bytes."""
DECODE = Probe("decode")
"""Every frame decoded; dimensions, colour, motion."""
SURFACE = Probe("surface")
"""Edges and commonest colour, for rules about borders and empty pictures."""
PERCEPTUAL = Probe("perceptual")
"""Difference hash and sharpness, for relation rules."""
STILLS = Probe("stills")
"""Thumbnail, first and last frame as evidence, for formats that show pictures."""
