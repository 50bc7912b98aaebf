"""url/placeholder: words that stand where the real address, or a part of it, is to come."""

from __future__ import annotations

from adqa.facts.url import UrlFacts
from adqa.report.model import Owner, Severity
from adqa.rules._url import EARLY, EARLY_MESSAGE, early, excerpt, found, landing, tracker
from adqa.rules.base import Example, Judgement, rule
from adqa.units import listing
from adqa.urls.leftovers import asks_for_random
from adqa.urls.macros import CACHE_BUSTERS

_MESSAGES = {
    "whole": "{url} is a placeholder: {measured}",
    "part": "{url} has a placeholder in it: {measured}",
    "random-number": "{url} waits for a random number at {measured}",
}
_FIXES = {
    "whole": "Give the address of the page.",
    "part": "Fill in what belongs there.",
    "random-number": "Put {macro} there when it is trafficked.",
}


@rule(
    id="url/placeholder",
    title="A placeholder stands in the URL",
    needs=UrlFacts,
    subject="url",
    severity=Severity.ERROR,
    severities={"random-number": Severity.NOTE, EARLY: Severity.NOTE},
    owner=Owner.ACCOUNT_MANAGER,
    messages={**_MESSAGES, EARLY: EARLY_MESSAGE},
    fix={**_FIXES, EARLY: "{advice}"},
    examples=(
        Example("a page", landing("https://www.bestbuy.com/tv?list=[1,2]")),
        Example("macros", tracker("https://t.a.com/p?r=%%CACHEBUSTER%%&e=[ERRORCODE]")),
        Example("words that only look like it", landing("https://www.xxxl.de/todo-list?q=insertion")),
        Example("no URL at all", landing("n/a")),
        Example("to be done", landing("TBD"), codes=("whole",)),
        Example("a hash", landing("#"), codes=("whole",)),
        Example("nothing behind https", landing("https://"), codes=("whole",)),
        Example("an instruction", landing("[INSERT CLICK URL]"), codes=("whole",)),
        Example("an example's site", landing("https://www.example.com/"), codes=("part",)),
        Example("your site", landing("https://www.your-domain.com/"), codes=("part",)),
        Example("crosses", landing("https://a.com/?utm_campaign=xxxx"), codes=("part",)),
        Example("a name in brackets", landing("https://a.com/?u=[campaign name]"), codes=("part",)),
        Example("a random number", tracker("https://t.a.com/p;ord=[timestamp]?"), codes=("random-number",)),
        Example(
            "a random number in a known ad server",
            tracker("https://t.a.com/p?ord=[timestamp]", platform="gam"),
            codes=("random-number",),
        ),
        Example("a random number in a page", landing("https://a.com/?r=[random]"), codes=("part",)),
        Example("to be done, not due yet", landing("TBD", before_due=True), codes=(EARLY,)),
    ),
    changes="A random number that the ad server puts into a tracker is a note. Before its due time a note.",
    since="0.2",
)
def judge(facts: UrlFacts) -> Judgement:
    """It goes live as it is, and people land nowhere."""
    if facts.form == "placeholder":
        yield early(facts, found(facts, "whole", excerpt(facts.text)), _MESSAGES, _FIXES)
    if not facts.has_address:
        return
    randoms = [one for one in facts.placeholders if facts.is_tracker and asks_for_random(one)]
    others = [one for one in facts.placeholders if one not in randoms]
    if others:
        yield early(facts, found(facts, "part", excerpt(listing(others, "and"))), _MESSAGES, _FIXES)
    if randoms:
        macro = CACHE_BUSTERS.get(facts.platform or "", "the ad server's cache-buster macro")
        yield found(facts, "random-number", listing(randoms, "and"), macro=macro)
