"""url/malformed: the text is no complete web address."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import EARLY, EARLY_MESSAGE, early, excerpt, found, landing
from adqa.rules.base import Example, Judgement, rule

_MESSAGES = {
    "words": "{url} is no web address: {measured}",
    "relative": "{url} is only a part of an address: {measured}",
    "no-scheme": "{url} has no https:// in front: {measured}",
    "mistyped-scheme": "{url} begins with a mistyped https://: {measured}",
    "encoded": "{url} is percent-encoded as a whole: {measured}",
    "with-text": "{url} has other text around the address: {measured}",
    "several": "{url} holds more than one address: {measured}",
    "bad-host": "{url} names a site that cannot exist: {measured}",
    "other-scheme": "{url} is no web page but a {measured} link",
}
_FIXES = {
    "words": "Give the full address of the page, beginning with https://.",
    "relative": "Give the full address of the page, beginning with https:// and the site.",
    "no-scheme": "Write it as {corrected}.",
    "mistyped-scheme": "Write it as {corrected}.",
    "encoded": "Write it as {corrected}.",
    "with-text": "Leave only {corrected}.",
    "several": "Keep the one that people shall reach, and give the other a row or column of its own.",
    "bad-host": "Copy the address from the browser again.",
    "other-scheme": "Give the https address of a page.",
}


@rule(
    id="url/malformed",
    title="The URL is no complete web address",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"no-scheme": Severity.WARNING, EARLY: Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    messages={**_MESSAGES, EARLY: EARLY_MESSAGE},
    fix={**_FIXES, EARLY: "{advice}"},
    examples=(
        Example("a web address", landing("https://www.bestbuy.com/site/tv/6534615.p?skuId=6534615")),
        Example("an international name", landing("https://münchen.de/")),
        Example("a click macro in front", landing("%%CLICK_URL_UNESC%%https://www.example.net/")),
        Example("an address that the platform fills in", landing("{lpurl}?utm_source=google")),
        Example("a site that a macro names", landing("https://${HOST}/tv")),
        Example("a placeholder has its own rule", landing("TBD")),
        Example("no URL at all", landing("n/a")),
        Example("words", landing("the new TV page"), codes=("words",)),
        Example("a path", landing("/site/tv/6534615.p"), codes=("relative",)),
        Example("a page without its site", landing("tv/index.html"), codes=("relative",)),
        Example("without https", landing("www.bestbuy.com/tv"), codes=("no-scheme",)),
        Example("without https, with slashes", landing("//www.bestbuy.com/tv"), codes=("no-scheme",)),
        Example("without a colon", landing("https//www.bestbuy.com/tv"), codes=("mistyped-scheme",)),
        Example("with backslashes", landing("https:\\\\www.bestbuy.com\\tv"), codes=("mistyped-scheme",)),
        Example("one letter too many", landing("htttps://www.bestbuy.com/tv"), codes=("mistyped-scheme",)),
        Example("begun twice", landing("https://https://www.bestbuy.com/tv"), codes=("mistyped-scheme",)),
        Example("encoded", landing("https%3A%2F%2Fwww.bestbuy.com%2Ftv"), codes=("encoded",)),
        Example("in quotes", landing('"https://www.bestbuy.com/tv"'), codes=("with-text",)),
        Example("words before it", landing("HP: https://www.bestbuy.com/tv"), codes=("with-text",)),
        Example("two in one cell", landing("https://a.com/1\nhttps://b.com/2"), codes=("several",)),
        Example("a space in the site", landing("https://best buy.com/tv"), codes=("bad-host",)),
        Example("a mail address", landing("mailto:jo@bestbuy.com"), codes=("other-scheme",)),
        Example("words before it is due", landing("the new page", before_due=True), codes=(EARLY,)),
    ),
    changes="Without https:// in front, which is easily added, a warning. Before its due time a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """No ad server can send anybody to it, or it takes whatever it makes of it."""
    if facts.form in _MESSAGES:
        clear = facts.form in ("no-scheme", "mistyped-scheme", "encoded", "with-text")
        text = facts.scheme if facts.form == "other-scheme" else excerpt(facts.text)
        one = found(
            facts,
            facts.form,
            text,
            correction=facts.address if clear else "",
            corrected=excerpt(facts.address),
        )
        yield early(facts, one, _MESSAGES, _FIXES)
