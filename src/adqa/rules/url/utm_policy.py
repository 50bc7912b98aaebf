"""url/utm-policy: UTM parameters against what was agreed on them."""

from __future__ import annotations

from adqa.facts.url import UrlFacts, UrlPolicy
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.edit import without_parameters
from adqa.urls.utm import UNASSIGNED, channel

_REQUIRED, _FORBIDDEN = UrlPolicy(utm="required"), UrlPolicy(utm="forbidden")
_OPTIONAL = UrlPolicy(utm="optional")
_TAGGED = "https://a.com/?utm_source=lumen&utm_medium=display&utm_campaign=aurora"


@rule(
    id="url/utm-policy",
    title="UTM parameters are not as agreed",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    severities={"forbidden": Severity.ERROR},
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "missing": "{url} lacks {measured}",
        "forbidden": "{url} has UTM parameters, which are not accepted here: {measured}",
        "differs": "{url} has {parameter}={measured}; the sheet says {expected}",
        "channel": "{url} has utm_medium={measured}, which Google Analytics counts as Unassigned",
    },
    fix={
        "missing": "Add what is missing.",
        "forbidden": "Take them out.",
        "differs": "Make both the same.",
        "channel": "Use a medium that Analytics knows, such as display, cpm, email or paid_social.",
    },
    examples=(
        Example("nothing was agreed", landing("https://a.com/?utm_medium=whatever")),
        Example("all there", landing(_TAGGED, policy=_REQUIRED)),
        Example("none where none may be", landing("https://a.com/?sku=1", policy=_FORBIDDEN)),
        Example("as on the sheet", landing(_TAGGED, utm_expected={"Source": "lumen"})),
        Example("filled in later", landing("https://a.com/?utm_id=%ebuy!", utm_expected={"utm_id": "7"})),
        Example("a medium that is known", landing("https://a.com/?utm_medium=CPM", policy=_OPTIONAL)),
        Example(
            "one is missing", landing("https://a.com/?utm_source=x", policy=_REQUIRED), codes=("missing",)
        ),
        Example("not accepted", landing(_TAGGED, policy=_FORBIDDEN), codes=("forbidden",)),
        Example("another source", landing(_TAGGED, utm_expected={"utm_source": "Lumen"}), codes=("differs",)),
        Example(
            "a medium that nobody knows",
            landing("https://a.com/?utm_medium=hero", policy=_OPTIONAL),
            codes=("channel",),
        ),
    ),
    changes="Where the unit forbids them an error. Nothing is asked where nothing was agreed.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Reports are put together by these parameters, and a retailer's own site is broken up by them."""
    if not facts.is_page:
        return
    policy, utm = facts.policy, facts.utm
    if policy.utm == "forbidden":
        if utm:
            gone = [one.raw for one in facts.parameters if one.name.lower() in utm]
            rest = without_parameters(facts.address, gone)
            yield found(facts, "forbidden", listing(list(utm), "and"), correction=rest, safe=True)
        return
    if policy.utm == "required":
        missing = [name for name in policy.utm_required if name not in utm]
        if missing:
            yield found(facts, "missing", listing(missing, "and"))
    for name, expected in facts.utm_expected.items():
        value = utm.get(name, "")
        if value and expected and value != expected and not facts.holds_macro(value):
            yield found(facts, "differs", value, occurrence=name, parameter=name, expected=expected)
    medium = utm.get("utm_medium", "")
    if policy.utm and medium and channel(utm) == UNASSIGNED and not facts.holds_macro(medium):
        yield found(facts, "channel", medium)
