"""file/unreadable: the file cannot be opened or is not whole."""

from __future__ import annotations

from adqa.facts.file import FileFacts, Readability
from adqa.report.model import Severity
from adqa.rules.base import Example, Found, Judgement, rule

_OTHERS = (
    "truncated",
    "damaged",
    "too-large",
    "not-recognised",
    "no-access",
    "broken-link",
    "encrypted",
)
_ABOUT_IT = ("the file ", "the archive ", "the folder ")


def _bad(state: Readability, problem: str, size: int = 5_120) -> tuple[FileFacts]:
    return (FileFacts(bytes=size, format=None, readable=state, problem=problem),)


@rule(
    id="file/unreadable",
    title="The file cannot be opened",
    needs=FileFacts,
    severity=Severity.ERROR,
    messages={"empty": "{name} is empty (0 bytes)", **dict.fromkeys(_OTHERS, "{name} {what}")},
    fix={
        "empty": "Send the file again; only its name arrived.",
        "truncated": "Send the file again; the copy was cut off on its way.",
        "damaged": "Open it in the program it was made with, export it again and send that.",
        "too-large": "Send a smaller file, or the files without the archive around them.",
        "not-recognised": "Export it in a format the ad unit takes.",
        "no-access": "Give read access to this file, or copy it to another folder.",
        "broken-link": "Send the file itself instead of the link.",
        "encrypted": "Send it without a password.",
    },
    examples=(
        Example("whole", (FileFacts(bytes=84_000, format="jpeg"),)),
        Example("0 bytes", _bad("empty", "the file has no content", 0), codes=("empty",)),
        Example(
            "cut off",
            _bad("truncated", "the file is cut off: it ends before the picture does"),
            codes=("truncated",),
        ),
        Example(
            "damaged",
            _bad("damaged", "the file is damaged: its picture cannot be decoded"),
            codes=("damaged",),
        ),
        Example(
            "a bomb",
            _bad("too_large", "the archive would expand to more than 4 GB; not opened"),
            codes=("too-large",),
        ),
        Example(
            "no known signature",
            _bad("not_recognised", "HEIF pictures cannot be opened by this version"),
            codes=("not-recognised",),
        ),
        Example(
            "no rights",
            _bad("no_access", "the file cannot be opened (Permission denied)", 0),
            codes=("no-access",),
        ),
        Example(
            "a dead link",
            _bad("broken_link", "this link leads to a file that is not there", 0),
            codes=("broken-link",),
        ),
        Example(
            "a password", _bad("encrypted", "the archive is locked with a password"), codes=("encrypted",)
        ),
    ),
    since="0.1",
)
def judge(facts: FileFacts) -> Judgement:
    """A file that does not open is served as an empty frame, and nothing else about it could be checked."""
    if facts.readable != "ok":
        yield Found(code=facts.readable.replace("_", "-"), words={"what": _what(facts.problem)})


def _what(problem: str) -> str:
    """The problem as something said of the file, whose name stands before it."""
    for start in _ABOUT_IT:
        if problem.startswith(start):
            return problem.removeprefix(start)
    return f"cannot be used: {problem or 'it cannot be read'}"
