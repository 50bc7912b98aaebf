"""security/active-svg: an SVG that does more than show a picture."""

from __future__ import annotations

from adqa.facts.image import ImageFacts
from adqa.report.model import Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing

_WORDS = {
    "script": "a script",
    "event handler": "event handlers",
    "foreign object": "embedded HTML",
    "external reference": "references to other files",
}


def _svg(*content: str) -> tuple[ImageFacts]:
    return (ImageFacts(format="svg", width=300, height=250, active_content=content),)


@rule(
    id="security/active-svg",
    title="An SVG holds more than a picture",
    needs=ImageFacts,
    severity=Severity.WARNING,
    kinds=("image",),
    messages={"active": "{name} holds {measured}"},
    fix="Export it again as a plain picture: no scripts, no HTML, words as outlines, images inside the file.",
    examples=(
        Example("a plain picture", _svg()),
        Example("a script", _svg("script"), codes=("active",)),
        Example("several things", _svg("event handler", "external reference"), codes=("active",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """A script in a picture runs with the rights of the page; ad servers refuse such files or strip them.

    Shown as an image, an SVG loads nothing from elsewhere, so what it refers to is missing on the page.
    """
    if facts.active_content:
        names = [_WORDS.get(one, one) for one in facts.active_content]
        yield Found(
            code="active",
            measured=Measured(value=", ".join(facts.active_content), text=listing(names, "and")),
        )
