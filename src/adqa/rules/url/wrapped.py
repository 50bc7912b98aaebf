"""url/wrapped: the address of a mail scanner or a redirect instead of the page's own."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import EARLY, EARLY_MESSAGE, early, excerpt, found, landing
from adqa.rules.base import Example, Judgement, rule

_MESSAGES = {
    "mail": "{url} is a link of {measured}, as mails carry it, not the page's own address",
    "opaque": "{url} is a link of {measured}, as mails carry it, and does not show the page's own address",
    "redirect": "{url} goes through {measured} instead of straight to the page",
}
_FIXES = {
    "mail": "Use the address inside: {inside}.",
    "opaque": "Open it, and give the address that the browser then shows.",
    "redirect": "Use the address inside: {inside}.",
}
_SAFE_LINK = (
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.target.com%2Fp%2Ftv&data=05%7C01"
)


@rule(
    id="url/wrapped",
    title="The URL is a wrapped link",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"redirect": Severity.WARNING, EARLY: Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    messages={**_MESSAGES, EARLY: EARLY_MESSAGE},
    fix={**_FIXES, EARLY: "{advice}"},
    examples=(
        Example("the page's own address", landing("https://www.target.com/p/tv")),
        Example("a site of Google", landing("https://www.google.com/chromebook/")),
        Example("Outlook", landing(_SAFE_LINK), codes=("mail",)),
        Example(
            "Proofpoint",
            landing("https://urldefense.com/v3/__https://www.target.com/p/tv__;!!AbC!x$"),
            codes=("mail",),
        ),
        Example("Mimecast", landing("https://protect-us.mimecast.com/s/abc"), codes=("opaque",)),
        Example(
            "a search result",
            landing("https://www.google.com/url?q=https://www.target.com/p/tv&sa=D"),
            codes=("redirect",),
        ),
        Example("Outlook, not due yet", landing(_SAFE_LINK, before_due=True), codes=(EARLY,)),
    ),
    changes="A redirect of a search engine or network is a warning. Before its due time a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """Such links belong to one company's mail, expire, and show a warning page to everybody else."""
    if not facts.wrapped_by or (facts.wrapped_in == "redirect" and facts.is_tracker):
        return
    code = "opaque" if facts.opaque else facts.wrapped_in
    correction = "" if facts.opaque else facts.address
    one = found(facts, code, facts.wrapped_by, correction=correction, inside=excerpt(facts.address))
    yield early(facts, one, _MESSAGES, _FIXES)
