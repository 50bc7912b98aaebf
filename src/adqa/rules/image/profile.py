"""image/profile: the image carries another colour profile than sRGB."""

from __future__ import annotations

from adqa.facts.image import ColourProfile, ImageFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule


def _art(profile: ColourProfile | None) -> tuple[ImageFacts]:
    return (ImageFacts(format="jpeg", width=300, height=250, profile=profile),)


@rule(
    id="image/profile",
    title="The colour profile is not sRGB",
    needs=ImageFacts,
    severity=Severity.NOTE,
    kinds=("image",),
    follows=("image/cmyk", "image/colour-model"),
    messages={"not-srgb": "{name} carries {profile}"},
    fix="Convert to sRGB.",
    examples=(
        Example("no profile", _art(None)),
        Example("sRGB", _art(ColourProfile(name="sRGB IEC61966-2.1", bytes=3_144, srgb=True))),
        Example(
            "Adobe RGB", _art(ColourProfile(name="Adobe RGB", bytes=560, srgb=False)), codes=("not-srgb",)
        ),
        Example("no name", _art(ColourProfile(name="", bytes=560, srgb=False)), codes=("not-srgb",)),
    ),
    since="0.1",
)
def judge(facts: ImageFacts) -> Judgement:
    """Ad servers drop profiles when they re-code a picture; colours of another space then look dull."""
    if facts.profile and not facts.profile.srgb:
        name = facts.profile.name
        yield Found(
            code="not-srgb",
            measured=Measured(value=facts.profile.name, text=name or "no name"),
            allowed=Allowed(op="exactly", value="sRGB", text="sRGB"),
            words={"profile": f"the colour profile {name}" if name else "a colour profile without a name"},
        )
