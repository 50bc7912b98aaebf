"""url/staging-host: an address that the public cannot reach, or was not meant to."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import EARLY, EARLY_MESSAGE, early, found, landing, tracker
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.units import listing
from adqa.urls.hosts import host_kind, hosted_preview, shared_files

_MESSAGES = {
    "staging": "{url} leads to a staging address: {measured}",
    "local": "{url} leads to an address that only an internal network reaches: {measured}",
    "address": "{url} leads to a bare IP address: {measured}",
    "credentials": "{url} carries a user name or password for {measured}",
    "port": "{url} names a port: {measured}",
    "preview": "{url} asks for a preview: {measured}",
    "hosting": "{url} leads to a name of the hosting service, not of the site itself: {measured}",
    "shared-file": "{url} leads to a shared file or draft, not to a page: {measured}",
}
_LIVE = "Give the address of the live page."
_FIXES = {
    **dict.fromkeys(_MESSAGES, _LIVE),
    "credentials": "Give the address of the live page without them, and have the password changed.",
    "preview": "Give the address of the live page without it.",
}


@rule(
    id="url/staging-host",
    title="The URL leads to a staging, preview or internal address",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={
        **dict.fromkeys(("port", "preview", "hosting", "shared-file"), Severity.WARNING),
        EARLY: Severity.NOTE,
    },
    owner=Owner.ACCOUNT_MANAGER,
    messages={**_MESSAGES, EARLY: EARLY_MESSAGE},
    fix={**_FIXES, EARLY: "{advice}"},
    examples=(
        Example("a live page", landing("https://www.bestbuy.com/tv")),
        Example("words that are the site's own", landing("https://dev.to/tv")),
        Example("words within other words", landing("https://stagecoach.example.net/test-drive/qa")),
        Example("the site of a service for files", landing("https://www.dropbox.com/business")),
        Example("the usual port", landing("https://www.bestbuy.com:443/tv")),
        Example("a tracker at an IP address", tracker("https://8.8.8.8/p.gif")),
        Example("staging", landing("https://stage.bestbuy.com/tv"), codes=("staging",)),
        Example("a numbered test site", landing("https://www-qa2.bestbuy.com/tv"), codes=("staging",)),
        Example("this machine", landing("http://localhost:3000/tv"), codes=("local", "port")),
        Example("an office network", landing("https://10.0.0.5/tv"), codes=("local",)),
        Example("an IP address in disguise", landing("https://2130706433/tv"), codes=("local",)),
        Example("an intranet", landing("https://portal.corp/tv"), codes=("local",)),
        Example("an IP address", landing("https://8.8.8.8/tv"), codes=("address",)),
        Example("a password", landing("https://jo:secret@a.com/tv"), codes=("credentials",)),
        Example("a port", landing("https://a.com:8443/tv"), codes=("port",)),
        Example("a draft of the shop", landing("https://a.com/tv?preview=true"), codes=("preview",)),
        Example("a name of the hosting", landing("https://lumen.netlify.app/"), codes=("hosting",)),
        Example("a proof", landing("https://www.figma.com/proto/x"), codes=("shared-file",)),
        Example("staging, not due yet", landing("https://qa.a.com/", before_due=True), codes=(EARLY,)),
    ),
    changes="What may be public all the same (a port, a hosting service's name) is a warning. Before its due"
    " time a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """The tester sees the page and the public does not, and a password in a URL is published with the ad."""
    if facts.has_address:
        for one in _found(facts):
            yield early(facts, one, _MESSAGES, _FIXES)


def _found(facts: UrlFacts) -> list[Found]:
    kind = host_kind(facts.host)
    previews = [name for kind, name in facts.junk if kind == "preview"]
    hosting = hosted_preview(facts.host)
    seen = [
        ("local", facts.host if kind == "local" else ""),
        ("staging", facts.host if kind == "public" and facts.staging else ""),
        ("credentials", facts.host if facts.credentials else ""),
        ("port", f"{facts.host}:{facts.port}" if facts.port else ""),
    ]
    if not facts.is_tracker:
        seen += [
            ("address", facts.host if kind == "address" else ""),
            ("preview", listing(previews, "and")),
            ("hosting", facts.host if hosting and not facts.staging else ""),
            ("shared-file", shared_files(facts.host, facts.path)),
        ]
    return [found(facts, code, text) for code, text in seen if text]
