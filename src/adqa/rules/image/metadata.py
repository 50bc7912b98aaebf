"""image/metadata: blocks in the file that carry no picture."""

from __future__ import annotations

from adqa.facts.image import ImageFacts, Metadata
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing, weight_text

BULK_FROM = 1_000
"""Bytes below which metadata is not worth a word."""


def _art(metadata: Metadata) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, metadata=metadata),)


@rule(
    id="image/metadata",
    title="The file carries metadata",
    needs=ImageFacts,
    severity=Severity.NOTE,
    severities={"place": Severity.WARNING, "personal": Severity.WARNING},
    kinds=("image",),
    changes="The place where a picture was taken, or data on a person: a warning.",
    messages={
        "place": "{name} tells where it was taken (GPS position)",
        "personal": "{name} carries data on a person or device: {measured}",
        "camera": "{name} names the camera it was taken with",
        "bulk": "{name} carries {measured} of metadata",
    },
    fix={
        "place": "Export it without metadata before it goes public.",
        "personal": "Export it without metadata before it goes public.",
        "camera": "Export it without metadata.",
        "bulk": "Export it for the web, without metadata, to save {measured}.",
    },
    examples=(
        Example("none", _art(Metadata())),
        Example("a few bytes, just below the limit", _art(Metadata(bytes=999))),
        Example(
            "at the limit, one byte over what is left alone", _art(Metadata(bytes=1_000)), codes=("bulk",)
        ),
        Example("a position", _art(Metadata(bytes=300, gps=True)), codes=("place",)),
        Example(
            "a name and a serial number",
            _art(Metadata(bytes=300, personal=("owner name", "serial number"))),
            codes=("personal",),
        ),
        Example("a camera", _art(Metadata(bytes=300, camera=True)), codes=("camera",)),
        Example(
            "everything",
            _art(Metadata(bytes=30_000, gps=True, camera=True, personal=("owner name",))),
            codes=("place", "personal", "bulk"),
        ),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Metadata is published with the ad: it costs weight and may give away who took a picture, and where."""
    metadata = facts.metadata
    if metadata.gps:
        yield Found(code="place", measured=Measured(value=True, text="GPS position"))
    if metadata.personal:
        yield Found(
            code="personal",
            measured=Measured(
                value=", ".join(metadata.personal), text=listing(list(metadata.personal), "and")
            ),
        )
    elif metadata.camera and not metadata.gps:
        yield Found(code="camera", measured=Measured(value=True, text="camera"))
    if metadata.bytes >= BULK_FROM:
        yield Found(
            code="bulk",
            measured=Measured(value=metadata.bytes, unit="bytes", text=weight_text(metadata.bytes)),
        )
