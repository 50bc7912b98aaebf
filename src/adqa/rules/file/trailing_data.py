"""file/trailing-data: something stands in the file after the picture has ended."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Measured, Reason, Severity
from adqa.rules._words import format_name
from adqa.rules.base import Example, Found, Judgement, Undecided, rule
from adqa.units import weight_text

_FOREIGN = {"zip", "rar", "7z", "gzip", "html", "swf", "pdf"}
"""What does not belong behind a picture and may do something when it is opened."""


def _art(count: int | None, format_: str | None) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, trailing_bytes=count, trailing_format=format_),)


@rule(
    id="file/trailing-data",
    title="Data stands after the end of the picture",
    needs=ImageFacts,
    severity=Severity.NOTE,
    severities={"foreign": Severity.WARNING},
    kinds=("image",),
    changes="An archive, a page or a program behind the picture: a warning.",
    messages={
        "more": "{name} carries {measured} after the end of the picture",
        "foreign": "{name} carries {measured} after the end of the picture ({what})",
    },
    fix={
        "more": "Export it again, or save it anew in a picture editor, to drop them.",
        "foreign": "Export it again, and ask where the file came from: nothing but a picture belongs there.",
    },
    examples=(
        Example("nothing after the picture", _art(0, None)),
        Example("one byte of padding", _art(1, "padding"), codes=("more",)),
        Example("the trailer of a phone", _art(240, "samsung"), codes=("more",)),
        Example("unknown bytes", _art(5_000, None), codes=("more",)),
        Example("an archive", _art(5_000, "zip"), codes=("foreign",)),
        Example("a page", _art(800, "html"), codes=("foreign",)),
        Example("a format without an end mark", _art(None, None), codes=("unknown",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Such bytes are loaded and never shown; scanners of exchanges refuse pictures that hide other files."""
    if facts.trailing_bytes is None:
        yield Undecided(
            Reason.ENGINE_CANNOT_SEE, f"{format_name(facts.format)} does not mark where the picture ends"
        )
    elif facts.trailing_bytes:
        foreign = facts.trailing_format in _FOREIGN
        yield Found(
            code="foreign" if foreign else "more",
            measured=Measured(
                value=facts.trailing_bytes, unit="bytes", text=weight_text(facts.trailing_bytes)
            ),
            words={"what": format_name(facts.trailing_format or "")},
        )
