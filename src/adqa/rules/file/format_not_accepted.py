"""file/format-not-accepted: the ad unit does not take this format."""

from __future__ import annotations

from adqa.facts.file import FileFacts
from adqa.report.model import Allowed, Measured, Reason
from adqa.rules._words import format_name, same_format
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.spec.limits import FormatsLimit
from adqa.units import listing


@rule(
    id="file/format-not-accepted",
    title="The ad unit does not accept this file format",
    needs=FileFacts,
    reads="formats",
    messages={"format": "{name} is {measured}; must be {allowed}"},
    fix="Export it as {allowed}; renaming the file does not change its format.",
    examples=(
        Example("accepted", (FileFacts(bytes=9_000, format="jpeg"),), ["jpg", "png"]),
        Example("an animated PNG is a PNG", (FileFacts(bytes=9_000, format="apng"),), "png"),
        Example("WebP", (FileFacts(bytes=9_000, format="webp"),), ["jpg", "png"], ("format",)),
        Example("a photo of a phone", (FileFacts(bytes=9_000, format="heif"),), ["jpg", "png"], ("format",)),
        Example(
            "cut off, still of the wrong format",
            (FileFacts(bytes=9_000, format="tiff", readable="truncated", problem="the end is missing"),),
            "jpg",
            ("format",),
        ),
        Example(
            "empty",
            (FileFacts(bytes=0, format=None, readable="empty", problem="no content"),),
            "jpg",
            ("unknown",),
        ),
    ),
    since="0.1",
)
def judge(facts: FileFacts, limit: FormatsLimit) -> Judgement:
    """Upload forms refuse other formats, or an ad server converts them and changes colours and motion.

    The content counts, not the extension.
    """
    if facts.format is None:
        yield Undecided(Reason.UNREADABLE, "the content has no known format")
    elif facts.format not in limit.any_of and same_format(facts.format) not in limit.any_of:
        yield Found(
            code="format",
            measured=Measured(value=facts.format, text=format_name(facts.format)),
            allowed=Allowed(
                op="one_of", values=limit.any_of, text=listing([format_name(one) for one in limit.any_of])
            ),
        )
