"""spec/role-unclear: the unit has several roles and not exactly one fits this file."""

from __future__ import annotations

from adqa.facts.assignment import AssignmentFacts
from adqa.report.model import Allowed, Measured, Owner, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing


@rule(
    id="spec/role-unclear",
    title="The role of this file in the ad unit is not clear",
    needs=AssignmentFacts,
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "none": "{name} ({measured}) fits none of the parts of {title}: {allowed}",
        "several": "{name} ({measured}) fits several parts of {title}: {allowed}",
    },
    fix={
        "none": "Export it at the size of the part it is meant for.",
        "several": "Say in adqa.toml or the campaign sheet which part it is.",
    },
    examples=(
        Example("clear", (AssignmentFacts(kind="image", named=("a/b",), taken_by=("a/b",)),)),
        Example(
            "no size fits",
            (
                AssignmentFacts(
                    kind="image",
                    width=10,
                    height=10,
                    unclear_roles=(("Rotator", ("logo", "background"), ()),),
                ),
            ),
            codes=("none",),
        ),
        Example(
            "two fit",
            (
                AssignmentFacts(
                    kind="image", unclear_roles=(("Rotator", ("logo", "background"), ("logo", "background")),)
                ),
            ),
            codes=("several",),
        ),
    ),
    since="0.1",
)
def judge(facts: AssignmentFacts) -> Judgement:
    """A unit made of several files cannot be judged before it is known which file is which."""
    size = f"{facts.width}x{facts.height}" if facts.width else "size not known"
    for title, roles, fitting in facts.unclear_roles:
        names = fitting or roles
        yield Found(
            code="several" if fitting else "none",
            measured=Measured(value=size, unit="px", text=size),
            allowed=Allowed(op="one_of", values=names, text=listing(list(names))),
            occurrence=title,
            words={"title": title},
        )
