"""version/not-raised: the content changed and the version in the name did not."""

from __future__ import annotations

from adqa.campaign.names import version_text
from adqa.facts.version import VersionFacts
from adqa.report.model import Measured, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.version._rounds import rounds


@rule(
    id="version/not-raised",
    title="New content under the old name",
    needs=VersionFacts,
    severity=Severity.NOTE,
    subject="creative",
    messages={
        "same-version": "{name} has new content and is still {measured}",
        "same-name": "{name} has new content under the name it had before",
    },
    fix="Nothing is to do if the change was asked for; a new version number tells the two apart.",
    examples=(
        Example("sent again as it was", rounds("A_300x250_v1.jpg", "A_300x250_v1.jpg", changed=False)),
        Example("the number rose with it", rounds("A_300x250_v1.jpg", "A_300x250_v2.jpg", changed=True)),
        Example(
            "the number stayed",
            rounds("A_300x250_v1.jpg", "A_300x250_v1.jpg", changed=True),
            codes=("same-version",),
        ),
        Example("no number", rounds("A_300x250.jpg", "A_300x250.jpg", changed=True), codes=("same-name",)),
    ),
    changes="A change after approval is an error of its own.",
    since="0.1",
)
def judge(facts: VersionFacts) -> Judgement:
    """Corrections are often sent under the same name, as they are asked to be; it is good to know which."""
    known = facts.entry.content_id and facts.before.content_id
    if (
        not known
        or facts.entry.content_id == facts.before.content_id
        or facts.version != facts.version_before
    ):
        return
    related = (Related(path=facts.before.address, text="the delivery before"),)
    if facts.version is None:
        yield Found(code="same-name", related=related)
    else:
        text = version_text(facts.version)
        yield Found(code="same-version", measured=Measured(value=text, text=text), related=related)
