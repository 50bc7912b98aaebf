"""version/not-as-booked: the version in a file name is another one than the sheet books."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.campaign.booking import Deliverable
from adqa.campaign.matches import Match
from adqa.campaign.names import read_name, version_text
from adqa.facts.campaign import MatchFacts
from adqa.report.model import Allowed, Measured, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._bookings import a_booking, a_file
from adqa.units import listing


def _case(name: str, *versions: str) -> tuple[MatchFacts]:
    booked: list[Deliverable] = [a_booking(version=version) for version in versions]
    matches = tuple(
        Match(deliverable=one.key, address=name, by="name", how="named on row 17") for one in booked
    )
    return (MatchFacts(entry=a_file(name), matches=matches, booked=tuple(booked)),)


@rule(
    id="version/not-as-booked",
    title="The version in the file name is not the one booked",
    needs=MatchFacts,
    severity=Severity.ERROR,
    subject="creative",
    messages={"other": "{name} is {measured}; the sheet books {allowed}"},
    fix="Send {allowed}, or correct the version on the sheet.",
    examples=(
        Example("as booked", _case("Aurora_A_300x250_v2.jpg", "v2")),
        Example("written otherwise", _case("Aurora_A_300x250_V02.jpg", "2")),
        Example("no version in the name", _case("Aurora_A_300x250.jpg", "v2")),
        Example("no version on the sheet", _case("Aurora_A_300x250_v2.jpg", "")),
        Example("a letter for a variant on the sheet", _case("Aurora_A_300x250_v2.jpg", "A")),
        Example("booked elsewhere in this version", _case("Aurora_A_300x250_v2.jpg", "v1", "v2")),
        Example("another version", _case("Aurora_A_300x250_v3.jpg", "v2"), codes=("other",)),
    ),
    changes="Only where both the name and the sheet state a number.",
    since="0.1",
)
def judge(facts: MatchFacts) -> Judgement:
    """Either last week's art is about to run, or the sheet is out of date; both end in the wrong ad."""
    version = read_name(file_name(facts.entry.address)).version
    booked = [one.booked_version for one in facts.booked]
    if not facts.matches or version is None or not booked or None in booked or version in booked:
        return
    texts = sorted({version_text(one) for one in booked if one})
    touched = dict.fromkeys(touched for one in facts.booked for touched in one.touches)
    yield Found(
        code="other",
        measured=Measured(value=version_text(version), text=version_text(version)),
        allowed=Allowed(op="one_of", values=tuple(texts), text=listing(texts)),
        applies_to=tuple(touched),
    )
