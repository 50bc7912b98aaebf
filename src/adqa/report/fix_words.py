"""What is wrong, in the words of a mail: found and needed, no rule, no severity, no blame.

A finding says everything; a bullet beside a file name has room for the numbers. Where a fault has no short
form here, its own message is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from adqa.addresses import file_name
from adqa.report.model import Finding, Severity
from adqa.report.safe_text import visible
from adqa.units import group, listing, spans

SEE_ATTACHED = "; see attached for the line to add"
"""Only a mail has something attached."""
_ENDS_AND_STARTS = re.compile(
    r"(?P<one>[^,]+)(?P<ends> ends [^,]+, )(?P<other>[^,]+)(?P<starts> starts [^,]+)"
)
_SPELLED_WITH_AN = {"AVIF", "SVG", "MP3", "MP4", "ICO", "HTML5"}


def said(finding: Finding) -> str:
    """What is wrong with a file, to stand behind its name and a dash: `is 728x91, needs 728x90`."""
    short = _SHORT.get(finding.rule)
    return visible((short(finding) if short else "") or _numbers(finding) or _message(finding))


def limit(finding: Finding) -> str:
    """What many files break alike, whatever was found on each: `over the limit of 150 KB`; may be empty."""
    if not _numbers(finding) or not finding.allowed:
        return ""
    needed = finding.allowed.text.removesuffix(" px")
    return visible(f"over the limit of {needed}" if finding.allowed.unit == "bytes" else f"must be {needed}")


def asked(finding: Finding) -> str:
    """What is open on rows, to stand behind their numbers and a colon, with what is to be answered."""
    short = _ASKED.get(finding.rule)
    return visible(short(finding) if short else "") or advised(finding)


def advised(finding: Finding) -> str:
    """What is wrong with rows and what to do about it, to stand behind their numbers and a colon."""
    return visible(f"{_lower(finding.message).rstrip('.')}. {finding.fix}")


def listed(finding: Finding) -> str:
    """What is wrong with rows, short, to stand beside their numbers; empty if it has no short form."""
    short = _LISTED.get(finding.rule)
    return visible(short(finding).rstrip(".")) if short else ""


def told(finding: Finding) -> str:
    """What a person should know of rows, in one sentence without its full stop."""
    if finding.rule == "campaign/rotation-sum" and finding.measured:
        return visible(f"add to {finding.measured.text}")
    if finding.rule == "url/utm-content-shared":
        return listed(finding)
    if (
        finding.rule == "approval/missing" and finding.code == "missing"
    ):  # the same of many files, which are told together
        return "is not approved"
    return visible(_lower(finding.message).rstrip("."))


def rows_text(rows: Iterable[tuple[str, int]]) -> str:
    """`row 17`, `rows 31 and 64`, `rows 77-79`; with the tab where there are several: `Display rows 3-5`."""
    tabs: dict[str, set[int]] = {}
    for tab, row in rows:
        tabs.setdefault(tab, set()).add(row)
    parts = [
        (f"{visible(tab)} " if len(tabs) > 1 and tab else "") + _numbers_text(sorted(numbers))
        for tab, numbers in tabs.items()
    ]
    return listing(parts, "and")


def names_text(names: Sequence[str], most: int) -> str:
    """`A, B and C`, or `A, B and 5 more`."""
    if len(names) <= most:
        return listing(list(names), "and")
    return listing([*names[:most], f"{group(len(names) - most)} more"], "and")


def _numbers_text(numbers: list[int]) -> str:
    return f"{'row' if len(numbers) == 1 else 'rows'} {listing(spans(numbers), 'and')}"


def _numbers(finding: Finding) -> str:
    """Found and allowed, where both are plain numbers."""
    found, allowed = finding.measured, finding.allowed
    if not found or not allowed or finding.severity is not Severity.ERROR:
        return ""
    if found.unit == allowed.unit == "bytes" and allowed.op == "at_most":
        return f"is {found.text}, limit {allowed.text}"
    if found.unit == allowed.unit == "px" and isinstance(found.value, str):
        return f"is {found.text.removesuffix(' px')}, needs {allowed.text.removesuffix(' px')}"
    return ""


def _message(finding: Finding) -> str:
    """The message without the file name; what to do follows where the message names no limit."""
    words = finding.message.removeprefix(f"{file_name(finding.member or finding.path)} ").rstrip(".")
    if finding.member:
        words = f"{file_name(finding.member)} {words}"
    return words if finding.allowed else f"{words}; {_lower(finding.fix).rstrip('.')}"


def _lower(words: str) -> str:
    """The words to go on a sentence; a name or an abbreviation keeps its capitals."""
    first = words.split(maxsplit=1)[0] if words.strip() else ""
    return words[:1].lower() + words[1:] if first[1:].islower() or first == "A" else words


def _clicktag(finding: Finding) -> str:
    return f"click tag missing{SEE_ATTACHED}"


def _extension(finding: Finding) -> str:
    found, named = finding.measured, finding.allowed
    if not found or not named:
        return ""
    article = "an" if found.text in _SPELLED_WITH_AN else "a"
    extension = file_name(finding.member or finding.path).rpartition(".")[2].lower()
    wanted = "JPG" if extension == "jpg" else named.text
    return f"is {article} {found.text} with a .{extension} name; please export as {wanted}"


def _size_mismatch(finding: Finding) -> str:
    found, needed, other = finding.measured, finding.allowed, finding.suggestion
    if not found or not needed:
        return ""
    words = f"{found.text} creative on a {needed.text} placement"
    return f"{words}. OK to use {other.replacement}? It is delivered and ready." if other else words + "."


def _swap(finding: Finding) -> str:
    found = finding.measured
    return f"{found.value} goes in; which creative goes out?" if found and found.value else ""


def _changed(finding: Finding) -> str:
    who = re.fullmatch(r"File changed after (.+) approved it on (.+?)\.?", finding.message)
    if not who:
        return ""
    asks = f"Ask for approval again, or put back what was there on {who[2]}?"
    return f"changed after {who[1]} approved on {who[2]}. {asks}"


def _uncovered(finding: Finding) -> str:
    what, between, why = finding.message.rstrip(".").partition(": ")
    return f"{_lower(what)} ({_told_apart(why)}). Which date moves?" if between else ""


def _told_apart(why: str) -> str:
    """`Aurora_A ends 18 May, Aurora_B starts 20 May` by what tells the two apart: `A ends …, B starts …`."""
    found = _ENDS_AND_STARTS.fullmatch(why)
    if not found:
        return why
    one, other = found["one"], found["other"]
    alike = [*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]
    start = max((at + 1 for at, (char, _) in enumerate(alike) if char in " _-"), default=0)
    if start in (len(one), len(other)):
        return why
    return f"{one[start:]}{found['ends']}{other[start:]}{found['starts']}"


def _listed_size(finding: Finding) -> str:
    found, needed = finding.measured, finding.allowed
    placement = next((one for one in finding.applies_to if one.startswith("placement:")), "")
    if finding.code != "assigned" or not found or not needed:
        return finding.message
    return f"creative is {found.text}, placement is {needed.text} ({placement.removeprefix('placement:')})"


def _listed_days(finding: Finding) -> str:
    _, _, why = finding.message.partition(": ")
    days = finding.measured.text if finding.measured else ""
    return f"no creative {days}: {_told_apart(why.rstrip('.'))}"


def _listed_shares(finding: Finding) -> str:
    days, _, said = finding.message.partition(": ")
    parts = said.partition("(")[2].partition(", row")[0]
    total = finding.measured.text if finding.measured else ""
    return f"{days}: rotation adds to {total} ({parts})"


def _listed_content(finding: Finding) -> str:
    return finding.message[finding.message.index("share ") :]


_SHORT: dict[str, Callable[[Finding], str]] = {
    "click/missing-clicktag": _clicktag,
    "file/wrong-extension": _extension,
}
_ASKED: dict[str, Callable[[Finding], str]] = {
    "approval/changed-after": _changed,
    "campaign/size-mismatch": _size_mismatch,
    "campaign/swap-without-outgoing": _swap,
    "campaign/uncovered-days": _uncovered,
}
_LISTED: dict[str, Callable[[Finding], str]] = {
    "campaign/rotation-sum": _listed_shares,
    "campaign/size-mismatch": _listed_size,
    "campaign/uncovered-days": _listed_days,
    "url/utm-content-shared": _listed_content,
}
