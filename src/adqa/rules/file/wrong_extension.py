"""file/wrong-extension: the content is of another format than the name says."""

from __future__ import annotations

from adqa.facts.assignment import AssignmentFacts
from adqa.facts.file import FileFacts, NameFacts
from adqa.facts.name import name_facts
from adqa.report.model import Allowed, Measured, Reason, Severity, Suggestion
from adqa.rules._words import format_name, same_format
from adqa.rules.base import Example, Found, Judgement, Undecided, rule

_BY_EXTENSION = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
    "pjpeg": "jpeg",
    "pjp": "jpeg",
    "png": "png",
    "apng": "png",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
    "avifs": "avif",
    "svg": "svg",
    "bmp": "bmp",
    "dib": "bmp",
    "tif": "tiff",
    "tiff": "tiff",
    "heic": "heif",
    "heif": "heif",
    "ico": "ico",
    "mp4": "mp4",
    "m4v": "mp4",
    "mov": "mov",
    "webm": "webm",
    "mp3": "mp3",
    "wav": "wav",
    "ogg": "ogg",
    "m4a": "m4a",
    "flac": "flac",
}
_EXTENSIONS = {"jpeg": "jpg", "heif": "heic", "tiff": "tif"}
_BROWSERS_SNIFF = {"jpeg", "png", "gif", "webp", "avif"}
"""Browsers show these by content, whatever name or type the server sends."""
_OTHER_PLAYERS = {"in-store", "dooh"}
"""Channels whose players choose the decoder by the name."""


def _case(
    name: str, format_: str | None, accepted: tuple[str, ...] = (), channel: str = "onsite-display"
) -> tuple[NameFacts, FileFacts, AssignmentFacts]:
    return (
        name_facts(name),
        FileFacts(bytes=9_000, format=format_, readable="ok" if format_ else "not_recognised"),
        AssignmentFacts(kind="image", accepted_formats=accepted, channels=(channel,)),
    )


@rule(
    id="file/wrong-extension",
    title="The content is not what the extension says",
    needs=(NameFacts, FileFacts, AssignmentFacts),
    severity=Severity.ERROR,
    severities={"both-accepted": Severity.WARNING, "none": Severity.WARNING},
    kinds=("image", "video", "audio"),
    changes="A warning where the unit takes both formats for a web page, as browsers go by the content.",
    messages={
        "differs": "{name} is {measured}, not {allowed}",
        "both-accepted": "{name} is {measured}, not {allowed}; this unit takes both",
        "none": "{name} is {measured} and has no extension that says so",
    },
    fix={
        "differs": "Rename it to {better} if {measured} is meant; else export it as {allowed}.",
        "both-accepted": "Rename it to {better}.",
        "none": "Rename it to {better}.",
    },
    examples=(
        Example("JPEG as .jpg", _case("a.jpg", "jpeg")),
        Example("JPEG as .JFIF", _case("a.JFIF", "jpeg")),
        Example("a sequence of AVIF pictures", _case("a.avifs", "avif")),
        Example("animated PNG as .png", _case("a.png", "apng")),
        Example("TIFF as .tif", _case("a.tif", "tiff")),
        Example("PNG as .jpg", _case("a.jpg", "png"), codes=("differs",)),
        Example(
            "PNG as .jpg, both accepted", _case("a.jpg", "png", ("jpeg", "png")), codes=("both-accepted",)
        ),
        Example("PNG as .jpg, only one accepted", _case("a.jpg", "png", ("jpeg",)), codes=("differs",)),
        Example(
            "PNG as .jpg on a screen in a shop",
            _case("a.jpg", "png", ("jpeg", "png"), "in-store"),
            codes=("differs",),
        ),
        Example("SVG as .png, both accepted", _case("a.png", "svg", ("png", "svg")), codes=("differs",)),
        Example("no extension", _case("banner", "png"), codes=("none",)),
        Example("a size taken for an extension", _case("banner.300x250", "png"), codes=("none",)),
        Example("two extensions, the first is right", _case("a.png.jpg", "png"), codes=("differs",)),
        Example("unknown content", _case("a.png", None), codes=("unknown",)),
    ),
    since="0.1",
)
def judge(name: NameFacts, file: FileFacts, units: AssignmentFacts) -> Judgement:
    """Ad servers send the type by the extension; upload forms and players then refuse or mistake the file."""
    if file.format is None:
        yield Undecided(Reason.UNREADABLE, "the content has no known format to compare the extension with")
        return
    true = same_format(file.format)
    said = _BY_EXTENSION.get(name.extension)
    if said == true:
        return
    better = _renamed(name.stem if said else name.name, true)
    both = {said, true} <= _BROWSERS_SNIFF & set(units.accepted_formats)
    served_by_content = both and not _OTHER_PLAYERS & set(units.channels)
    yield Found(
        code="none" if said is None else "both-accepted" if served_by_content else "differs",
        measured=Measured(value=file.format, text=format_name(file.format)),
        allowed=Allowed(op="exactly", value=said, text=format_name(said)) if said else None,
        suggestion=Suggestion(replacement=better, safe=False) if served_by_content or not said else None,
        words={"better": better},
    )


def _renamed(stem: str, format_: str) -> str:
    """`a` → `a.png`; `a.png`, left over when `.jpg` is taken off, stays."""
    if _BY_EXTENSION.get(stem.rpartition(".")[2].lower()) == format_:
        return stem
    return f"{stem}.{_EXTENSIONS.get(format_, format_)}"
