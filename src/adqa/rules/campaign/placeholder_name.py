"""campaign/placeholder-name: the sheet has a placeholder where a name belongs."""

from __future__ import annotations

import re

from adqa.facts.campaign import RowFacts
from adqa.report.model import Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, row_facts
from adqa.rules.campaign._say import at, stem_of, touched

_PLACEHOLDER = re.compile(
    r"tb[dcas]|to be (?:determined|confirmed|decided|advised|announced)|placeholder(?:[ _-]?\d+)?|x{3,}|\?+|"
    r"n/?a|lorem ipsum.*|(?:insert|enter|add)[ _-].*(?:name|here)|(?:creative|placement|file)[ _-]?name"
    r"|[<\[{](?!\d).*[>\]}]|untitled(?:[ _-]?\d+)?|dummy|sample|example|asdf+",
    re.IGNORECASE,
)


@rule(
    id="campaign/placeholder-name",
    title="A placeholder stands where a name belongs",
    needs=RowFacts,
    subject="row",
    severity=Severity.WARNING,
    severities={"waiting": Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A note for the name of a creative before it is due.",
    messages={
        "creative": '"{measured}" stands where the creative should be named',
        "waiting": '"{measured}" stands where the creative will be named',
        "placement": '"{measured}" stands where the placement should be named',
    },
    fix={
        "creative": "Put the name of the creative in.",
        "waiting": "Put the name of the creative in once it is known.",
        "placement": "Put the name of the placement in.",
    },
    examples=(
        Example("names", (row_facts(a_row(creative="Aurora_A")),)),
        Example("nothing", (row_facts(a_row(placement="", creative="")),)),
        Example("words that only contain them", (row_facts(a_row(creative="Sample_Sale_TBD-Cafe")),)),
        Example("to be decided", (row_facts(a_row(creative="TBD")),), codes=("creative",)),
        Example("of the template", (row_facts(a_row(creative="<Creative name>")),), codes=("creative",)),
        Example("a file", (row_facts(a_row(asset="placeholder_1.jpg")),), codes=("creative",)),
        Example("not due yet", (row_facts(a_row(creative="TBD"), before_due=True),), codes=("waiting",)),
        Example("a placement", (row_facts(a_row(placement="[Insert placement]")),), codes=("placement",)),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: RowFacts) -> Judgement:
    """Placeholders are trafficked as they stand, and then stand in every report."""
    row = facts.row
    creative = "waiting" if facts.before_due else "creative"
    named = row.creative or stem_of(row.asset)
    for code, name, field in ((creative, named, "creative"), ("placement", row.placement, "placement")):
        if _PLACEHOLDER.fullmatch(name.strip()):
            yield Found(
                code=code,
                measured=Measured(value=name, text=name.strip()),
                where=at(row, field, "asset"),
                occurrence=field,
                applies_to=touched((row,)),
            )
