"""The ad units for a creative, in words."""

from __future__ import annotations

from collections.abc import Iterator

from adqa.commands.match import Change, Match, Matches
from adqa.report.safe_text import visible
from adqa.units import count_text


def matches_text(found: Matches, most: int) -> str:
    """What takes a creative as it is, then what would take it after which change; `most` units at most."""
    return "\n".join(_lines(found, most)) + "\n"


def _lines(found: Matches, most: int) -> Iterator[str]:
    size = f" ({found.size})" if found.size else ""
    yield f"{visible(found.path)}{size}"
    if found.problem:
        yield f"  Nothing can be said: {visible(found.problem)}"
        return
    fits = found.fitting
    if not fits:
        yield "  No ad unit known here takes it as it is"
    for one in found.matches[:most]:
        yield f"  {_headline(one)}"
        for text in (*one.broken, *(f"cannot be told: {text}" for text in one.unknown)):
            yield f"      {visible(text)}"
        if one.fits and one.please_check:
            yield f"      please check: {visible('; '.join(one.please_check))}"
    left = [one for one in found.matches[most:] if one.change is not Change.OTHER]
    if left:
        yield f"  +{count_text(len(left), 'more ad unit')} within reach, shown with --most {most + len(left)}"


def _headline(one: Match) -> str:
    role = "" if one.role == "main" else f", as {one.role}"
    unit = f"{one.spec}{role} ({visible(one.title)})"
    if one.fits:
        return f"fits              {unit}"
    if one.change is Change.NOTHING:
        return f"perhaps           {unit}"
    return f"{one.change.value:17} {unit}"
