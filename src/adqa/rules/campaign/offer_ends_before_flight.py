"""campaign/offer-ends-before-flight: the offer is over before the row stops running."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from adqa.campaign.model import Row
from adqa.facts.campaign import RowFacts
from adqa.facts.delivery import IndexEntry
from adqa.report.model import Allowed, Measured, Owner, Related, Severity
from adqa.rules.base import Example, Found, Judgement, rule
from adqa.rules.campaign._rows import a_row, day, file_entry, flight, row_facts
from adqa.rules.campaign._say import at, creative_of, ended, stem_of, touched
from adqa.units import Size, count_text, short_day_text

_UNTIL = r"(?:thru|through|until|till|ends?(?: on)?|expires?(?: on)?|valid (?:thru|through|until))"
_DATE = re.compile(rf"\b{_UNTIL}\W{{0,2}} ?(\d{{1,2}})[/.](\d{{1,2}})(?![/.]?\d)", re.IGNORECASE)
_LASTING = re.compile(r"(?<![a-z])(?:evergreen|always[ _-]?on)(?![a-z])", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)

_LASTS = file_entry("Aurora_evergreen_300x250.jpg", "300x250")
_SALE = a_row(creative="Aurora_sale_300x250", flight=flight(14, 24), offer_end=day(18))


def _said(words: str) -> tuple[RowFacts]:
    return (row_facts(a_row(creative="Aurora", flight=flight(14, 24), offer=words)),)


@rule(
    id="campaign/offer-ends-before-flight",
    title="The offer ends before the row does",
    needs=RowFacts,
    subject="row",
    severity=Severity.ERROR,
    severities={"no-year": Severity.WARNING},
    owner=Owner.ACCOUNT_MANAGER,
    changes="A warning where the end is read from words that name no year.",
    messages={
        "ends": "Offer {verb} {measured}; this row {until}",
        "no-year": '"{offer}" {verb} {measured}, if this year is meant; this row {until}',
    },
    fix={"ends": "{advice}.", "no-year": "{advice}."},
    examples=(
        Example("no offer", (row_facts(a_row(flight=flight(14, 24))),)),
        Example("it ends with the row", (row_facts(a_row(flight=flight(14, 24), offer_end=day(24))),)),
        Example("the row is over", (row_facts(_SALE, as_of=day(25)),)),
        Example("tentative", (row_facts(a_row(flight=flight(14, 24, tentative="?"), offer_end=day(18))),)),
        Example("the end of the row is not known", (row_facts(a_row(offer_end=day(18))),)),
        Example("words that name a later day", _said("Save $200 thru 5/24")),
        Example("words that may be a later day", _said("Save thru 6/5")),
        Example("a size that is no date", _said("ends of 3/8 inch, until 300x250")),
        Example("before it ends", (row_facts(_SALE, as_of=day(10)),), codes=("ends",)),
        Example(
            "after it ended, and another creative is ready",
            (row_facts(_SALE, as_of=day(20), ready=(_LASTS,)),),
            codes=("ends",),
        ),
        Example(
            "what is ready is of another product",
            (row_facts(_SALE, ready=(file_entry("Lumen_evergreen_300x250.jpg", "300x250"),)),),
            codes=("ends",),
        ),
        Example(
            "the row has no end",
            (row_facts(a_row(flight=flight(14, None, open_ended=True), offer_end=day(18))),),
            codes=("ends",),
        ),
        Example("it ends before the row starts",
                (row_facts(a_row(flight=flight(14, 24), offer_end=day(10))),), codes=("ends",)),
        Example("only words say so", _said("Save $200 thru 5/18"), codes=("no-year",)),
    ),
    since="0.1",
)  # fmt: skip
def judge(facts: RowFacts) -> Judgement:
    """An ad for an offer that is over sends people to a price they do not get; that is a legal matter."""
    row, runs = facts.row, facts.row.runs
    if runs.tentative or ended(row, facts.as_of) or (runs.end is None and not runs.open_ended):
        return
    code, offer_end, said = "ends", row.offer_end, ""
    if offer_end is None:
        code, (offer_end, said) = "no-year", _in_words(row)
    if offer_end is None or (runs.end and offer_end >= runs.end):
        return
    over = facts.as_of is not None and offer_end < facts.as_of
    verb = ("ended" if over else "ends") if code == "ends" else "ends on"
    lasting = _lasting(row, facts.ready)
    swap = (
        f"swap in {stem_of(lasting.address)} (ready)" if lasting else "swap in a creative without the offer"
    )
    yield Found(
        code=code,
        measured=Measured(
            value=offer_end.isoformat(), text=short_day_text(offer_end, runs.end.year if runs.end else None)
        ),
        allowed=Allowed(op="at_least", value=runs.end.isoformat() if runs.end else None, text=_until(row)),
        where=at(row, "offer_end", "offer"),
        related=(Related(path=lasting.address, text="ready, without an offer that ends"),) if lasting else (),
        words={
            "verb": verb,
            "offer": said,
            "until": _runs_until(row, offer_end),
            "advice": f"End the row, or {swap}",
        },
        applies_to=touched((row,)),
    )


def _in_words(row: Row) -> tuple[date | None, str]:
    """The last day that the words of the offer can mean, without a year; None if they may mean a later one.

    `5/6` is read both ways round, in the year in which the row ends.
    """
    year = (row.runs.end or row.runs.start or date.min).year
    if year == date.min.year:
        return None, ""
    for text in (row.offer, *row.copy.values(), row.message):
        found = _DATE.search(text)
        days = list(_readings(int(found[1]), int(found[2]), year)) if found else []
        if days:
            return max(days), text
    return None, ""


def _readings(first: int, second: int, year: int) -> Iterator[date]:
    for month, number in ((first, second), (second, first)):
        try:
            yield date(year, month, number)
        except ValueError:
            continue


def _lasting(row: Row, ready: Sequence[IndexEntry]) -> IndexEntry | None:
    """The one ready creative of this product and size that says of itself that it lasts."""
    words = {word.casefold() for word in _WORD.findall(creative_of(row))[:1]}
    found = [
        one
        for one in ready
        if _LASTING.search(stem_of(one.address))
        and Size(one.width, one.height) in row.sizes
        and words & {word.casefold() for word in _WORD.findall(stem_of(one.address))}
    ]
    return found[0] if len(found) == 1 else None


def _until(row: Row) -> str:
    return short_day_text(row.runs.end) if row.runs.end else "no end"


def _runs_until(row: Row, offer_end: date) -> str:
    runs = row.runs
    if runs.end is None:
        return "runs on without an end"
    first = max(offer_end + timedelta(days=1), runs.start or offer_end)
    days = count_text((runs.end - first).days + 1, "day")
    return f"runs until {short_day_text(runs.end, offer_end.year)} ({days} with an expired offer)"
