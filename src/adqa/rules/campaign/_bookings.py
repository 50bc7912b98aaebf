"""Short ways to write booked and delivered creatives in the examples of rules."""

from __future__ import annotations

from typing import Any

from adqa.campaign.booking import Deliverable
from adqa.campaign.matches import Aside, AsideCode, Question, QuestionCode
from adqa.facts.campaign import MatchFacts
from adqa.facts.delivery import IndexEntry
from adqa.rules.campaign._rows import a_row, file_entry
from adqa.units import parse_size


def a_booking(message: str = "A", size: str = "300x250", **fields: Any) -> Deliverable:
    """A creative booked on one row, Aurora A 300x250 unless said otherwise."""
    given = {
        "key": f"{message}|{size}|{fields.get('locale', '')}|".casefold(),
        "label": f"Aurora {message} {size}",
        "group": message,
        "size": parse_size(size),
        "size_text": size,
        **dict.fromkeys(("creative", "asset", "creative_id", "locale", "version", "kind"), ""),
        "message": message,
        "rows": (a_row(size=size, message=message),),
    }
    return Deliverable(**{**given, **fields})


def a_file(name: str, size: str = "300x250", content: str = "") -> IndexEntry:
    """A delivered image."""
    entry = file_entry(name, size)
    return IndexEntry(
        address=name,
        kind=entry.kind,
        format=entry.format,
        width=entry.width,
        height=entry.height,
        content_id=content or name,
    )


def asked(name: str, code: QuestionCode, text: str, *booked: Deliverable) -> MatchFacts:
    """A file that a person must place."""
    keys = tuple(one.key for one in booked)
    question = Question(address=name, code=code, text=text, candidates=keys)
    return MatchFacts(entry=a_file(name), question=question, booked=booked)


def put_aside(name: str, code: AsideCode, text: str, belongs_to: str = "") -> MatchFacts:
    """A file that is not judged against the sheet."""
    aside = Aside(address=name, code=code, text=text, belongs_to=belongs_to)
    return MatchFacts(entry=a_file(name), aside=aside)
