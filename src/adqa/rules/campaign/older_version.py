"""campaign/older-version: an earlier round of a creative came along."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.facts.campaign import MatchFacts
from adqa.report.model import Measured, Owner, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_file, put_aside


@rule(
    id="campaign/older-version",
    title="An older version was delivered too",
    needs=MatchFacts,
    severity=Severity.NOTE,
    owner=Owner.ACCOUNT_MANAGER,
    subject="creative",
    messages={"older": "{name} is older and is not used; {measured} is"},
    fix="Nothing is to do; if the older one is meant, book it by its name.",
    examples=(
        Example("the only one", (MatchFacts(entry=a_file("Aurora_A_300x250.jpg")),)),
        Example(
            "the round before",
            (
                put_aside(
                    "Aurora_A_300x250_v1.jpg", "older-version", "older, not used", "Aurora_A_300x250_v2.jpg"
                ),
            ),
            codes=("older",),
        ),
    ),
    since="0.1",
)
def judge(facts: MatchFacts) -> Judgement:
    """Of several rounds only the last is judged; naming the others shows that none was overlooked."""
    aside = facts.aside
    if aside is not None and aside.code == "older-version":
        name = file_name(aside.belongs_to)
        yield Found(
            code="older",
            measured=Measured(value=aside.belongs_to, text=name),
            related=(Related(path=aside.belongs_to, text="used instead"),),
        )
