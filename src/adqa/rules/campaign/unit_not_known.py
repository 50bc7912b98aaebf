"""campaign/unit-not-known: the sheet names an ad unit of which no spec is known."""

from __future__ import annotations

from adqa.facts.campaign import CampaignFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, campaign_facts
from adqa.rules.campaign._say import at, touched
from adqa.units import count_text

_HERO = a_row(9, unit="HP Hero – Desktop")


@rule(
    id="campaign/unit-not-known",
    title="No spec is known for an ad unit of the sheet",
    needs=CampaignFacts,
    subject="campaign",
    severity=Severity.NOTE,
    owner=Owner.AD_OPS,
    messages={
        "no-spec": "`{unit}` ({measured}): no spec known; judged by the sheet's own columns and file hygiene"
    },
    fix="Put `{line}` below [units] in adqa.toml, with the unit that is meant.",
    examples=(
        Example("all are known", (campaign_facts(_HERO),)),
        Example(
            "one name on two rows",
            (campaign_facts(_HERO, unresolved={"HP Hero – Desktop": (_HERO, a_row(10))}),),
            codes=("no-spec",),
        ),
        Example(
            "a name with quotes",
            (campaign_facts(_HERO, unresolved={'The "Wall"': (_HERO,)}),),
            codes=("no-spec",),
        ),
    ),
    since="0.1",
)
def judge(facts: CampaignFacts) -> Judgement:
    """Sheets never name a spec; until somebody says once which one is meant, its limits are not checked."""
    for name, rows in facts.unresolved_units.items():
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        line = f'"{quoted}" = "publisher/unit"'
        yield Found(
            code="no-spec",
            path=rows[0].file,
            measured=Measured(value=len(rows), unit="rows", text=count_text(len(rows), "row")),
            where=at(rows[0], "unit"),
            occurrence=name,
            words={"unit": name, "line": line},
            applies_to=touched(rows),
        )
