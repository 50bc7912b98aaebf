"""url/junk-parameter: parameters of the visit of whoever copied the address."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import found, landing
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.edit import without_parameters
from adqa.urls.junk import SESSION_IN_PATH


@rule(
    id="url/junk-parameter",
    title="The URL carries somebody's click, session or personal data",
    needs=UrlFacts,
    subject="url",
    severity=Severity.WARNING,
    owner=Owner.ACCOUNT_MANAGER,
    messages={
        "click-id": "{url} carries the trace of one earlier click: {measured}",
        "session": "{url} carries one visitor's session: {measured}",
        "personal": "{url} carries a mail address in {measured}",
    },
    fix="Take it out; it came along when the address was copied.",
    examples=(
        Example("campaign parameters", landing("https://a.com/?utm_source=x&cid=12")),
        Example("filled in at every click", landing("https://a.com/?gclid={gclid}&dclid=%%PATTERN:click%%")),
        Example("a click of Google Ads", landing("https://a.com/?a=1&gclid=Cj0KCQ"), codes=("click-id",)),
        Example("a session", landing("https://a.com/?PHPSESSID=3fa9"), codes=("session",)),
        Example("a session in the path", landing("https://a.com/tv;jsessionid=3FA9"), codes=("session",)),
        Example("a mail address", landing("https://a.com/?email=jo@b.com"), codes=("personal",)),
    ),
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Every visitor of the ad is then counted as the one who copied the address, or shares a session."""
    if not facts.is_page:
        return
    kinds = {name: kind for kind, name in facts.junk if kind != "preview"}
    gone = [one.raw for one in facts.parameters if one.name in kinds]
    correction = SESSION_IN_PATH.sub("", without_parameters(facts.address, gone))
    for code in ("click-id", "session", "personal"):
        names = [name for name, kind in kinds.items() if kind == code]
        if names:
            yield found(facts, code, listing(names, "and"), correction=correction, safe=True)
