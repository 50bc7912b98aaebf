"""The image inspector: JPEG, PNG, APNG, GIF, WebP, AVIF, BMP, TIFF and SVG.

A file is first walked without decoding a pixel, one module per format: that gives its true end, its
metadata, its motion and the size of the canvas, which is checked against the guards before anything is
expanded. The decoder then gets the picture alone, without metadata and without what follows its end, and
must decode every frame. An SVG is read and never rendered.

Nothing here imports Pillow until the first image is inspected.
"""

from __future__ import annotations

from adqa.facts.image import ImageFacts, PerceptualFacts, StillFacts, SurfaceFacts
from adqa.inspectors.base import Inspected, Inspector
from adqa.probes import DECODE, PERCEPTUAL, STILLS, SURFACE, Probe


def _inspect(content: bytes, format_: str, probes: frozenset[Probe]) -> Inspected:
    from adqa.inspectors.image._measure import measure

    return measure(content, format_, probes)


INSPECTOR = Inspector(
    kind="image",
    formats=frozenset({"jpeg", "png", "apng", "gif", "webp", "avif", "bmp", "tiff", "svg", "heif", "ico"}),
    facts={DECODE: ImageFacts, SURFACE: SurfaceFacts, PERCEPTUAL: PerceptualFacts, STILLS: StillFacts},
    version=2,
    libraries=("pillow",),
    inspect=_inspect,
)
