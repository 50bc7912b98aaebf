"""version/jump: a version number was passed over."""

from __future__ import annotations

from adqa.campaign.names import version_text
from adqa.facts.version import VersionFacts
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.version._rounds import rounds


@rule(
    id="version/jump",
    title="A version number was passed over",
    needs=VersionFacts,
    severity=Severity.NOTE,
    subject="creative",
    messages={"jump": "{name} follows {measured}; what lies between was never delivered"},
    fix="Nothing is to do unless something is said to be in the version between.",
    examples=(
        Example("the next one", rounds("A_300x250_v1.jpg", "A_300x250_v2.jpg", changed=True)),
        Example("the first number", rounds("A_300x250.jpg", "A_300x250_v2.jpg", changed=True)),
        Example("a step within", rounds("A_300x250_v1.jpg", "A_300x250_v1.1.jpg", changed=True)),
        Example(
            "two steps at once", rounds("A_300x250_v1.jpg", "A_300x250_v4.jpg", changed=True), codes=("jump",)
        ),
    ),
    since="0.1",
)
def judge(facts: VersionFacts) -> Judgement:
    """Rounds inside a studio are numbered too, so this only helps to find what somebody refers to."""
    if facts.version and facts.version_before and facts.version[0] > facts.version_before[0] + 1:
        text = version_text(facts.version_before)
        yield Found(
            code="jump",
            measured=Measured(value=text, text=text),
            related=(Related(path=facts.before.address, text="the delivery before"),),
        )
