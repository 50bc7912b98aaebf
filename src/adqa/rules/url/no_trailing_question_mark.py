"""url/no-trailing-question-mark: no place for parameters to be appended, where the house rules ask for it."""

from __future__ import annotations

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Owner, Severity
from adqa.rules._url import excerpt, found, landing
from adqa.rules.base import Example, Judgement, rule

_OPEN = UrlPolicy(open_query=True)


@rule(
    id="url/no-trailing-question-mark",
    title="The URL has no ? to append parameters to",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={"closed": "{url} has no ? at its end, so parameters cannot be appended: {measured}"},
    fix="Add ? at its end.",
    examples=(
        Example("nobody asks for it", landing("https://a.com/tv")),
        Example("open", landing("https://a.com/tv?", policy=_OPEN)),
        Example("with parameters", landing("https://a.com/tv?a=1", policy=_OPEN)),
        Example("closed", landing("https://a.com/tv", policy=_OPEN), codes=("closed",)),
        Example(
            "closed, before a fragment", landing("https://a.com/tv#top", policy=_OPEN), codes=("closed",)
        ),
    ),
    changes="A house rule, off by default.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Where a later step appends parameters as they are, they become part of the page's name."""
    if facts.policy.open_query and facts.is_page and "?" not in facts.address.partition("#")[0]:
        before, mark, fragment = facts.address.partition("#")
        yield found(
            facts, "closed", excerpt(facts.address), correction=f"{before}?{mark}{fragment}", safe=True
        )
