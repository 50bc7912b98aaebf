"""version/unchanged: the version rose and the content is the same."""

from __future__ import annotations

from adqa.campaign.names import version_text
from adqa.facts.version import VersionFacts
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.version._rounds import rounds


@rule(
    id="version/unchanged",
    title="A new version with the old content",
    needs=VersionFacts,
    severity=Severity.WARNING,
    subject="creative",
    messages={"unchanged": "{name} is the same as {measured} of the delivery before"},
    fix="Ask whether the right file was exported; send the new art, or keep the old name.",
    examples=(
        Example("new art", rounds("A_300x250_v1.jpg", "A_300x250_v2.jpg", changed=True)),
        Example("sent again as it was", rounds("A_300x250_v1.jpg", "A_300x250_v1.jpg", changed=False)),
        Example(
            "a new number alone",
            rounds("A_300x250_v1.jpg", "A_300x250_v2.jpg", changed=False),
            codes=("unchanged",),
        ),
    ),
    since="0.1",
)
def judge(facts: VersionFacts) -> Judgement:
    """Somebody raised the number for a change that is not in the file: what was asked for is missing."""
    if facts.entry.content_id != facts.before.content_id or not facts.entry.content_id:
        return
    if (facts.version or ()) > (facts.version_before or ()):
        text = version_text(facts.version_before) if facts.version_before else "the version without a number"
        yield Found(
            code="unchanged",
            measured=Measured(value=text, text=text),
            related=(Related(path=facts.before.address, text="the delivery before"),),
        )
