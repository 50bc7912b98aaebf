"""file/duplicate: the same content was delivered under two names."""

from __future__ import annotations

from adqa.addresses import file_name
from adqa.facts.delivery import DeliveryFacts, IndexEntry
from adqa.facts.name import name_facts
from adqa.report.model import Measured, Related, Severity
from adqa.rules._sizes import is_multiple, named_sizes
from adqa.rules.base import Example, Found, Judgement, rule


def _entry(address: str, kind: str = "image") -> IndexEntry:
    return IndexEntry(address=address, kind=kind, format="png", width=300, height=250, content_id="same")


def _case(*entries: IndexEntry) -> tuple[DeliveryFacts]:
    return (DeliveryFacts(same_content=(entries,)),)


@rule(
    id="file/duplicate",
    title="The same content stands under two names",
    needs=DeliveryFacts,
    severity=Severity.NOTE,
    severities={"two-sizes": Severity.ERROR, "package": Severity.WARNING},
    follows=("size/name-mismatch", "version/same-content"),
    subject="delivery",
    messages={
        "same": "{name} is the same as {measured}",
        "two-sizes": "{name} is the same as {measured}, but they are named for two sizes",
        "package": "{name} is the same as {measured}, but they are named for two sizes",
    },
    fix={
        "same": "Keep one of them, unless both names are booked.",
        "two-sizes": "Keep the one that is named for its size, and send the art of the other size.",
        "package": "Ask whether the package adapts to both sizes; if not, send the other one.",
    },
    examples=(
        Example("all different", (DeliveryFacts(),)),
        Example("twice", _case(_entry("a.png"), _entry("a (1).png")), codes=("same",)),
        Example(
            "a size and its double density",
            _case(_entry("a_300x250.png"), _entry("a_600x500.png")),
            codes=("same",),
        ),
        Example(
            "for two sizes", _case(_entry("a_300x250.png"), _entry("a_728x90.png")), codes=("two-sizes",)
        ),
        Example(
            "a package for two sizes",
            _case(_entry("a_300x250.zip", "html5"), _entry("a_728x90.zip", "html5")),
            codes=("package",),
        ),
    ),
    changes="An error where the names claim two sizes; a warning for a package, which may adapt to both. "
    "With a campaign sheet, what the two are booked for counts.",
    since="0.1",
)
def judge(facts: DeliveryFacts) -> Judgement:
    """A copy left in the delivery is trafficked twice, or one of the names was meant to hold other art."""
    for group in facts.same_content:
        first = group[0]
        for other in group[1:]:
            yield Found(
                code=_code(first, other),
                path=other.address,
                measured=Measured(value=first.address, text=_told_apart(first.address, other.address)),
                occurrence=other.address,
                related=(Related(path=first.address, text="the other file"),),
            )


def _code(first: IndexEntry, other: IndexEntry) -> str:
    """Whether the two names can both be right: they cannot if they state sizes that one art cannot have."""
    sizes, others = (named_sizes(name_facts(file_name(one.address))) for one in (first, other))
    if not sizes or not others:
        return "same"
    if any(is_multiple(one, two) or is_multiple(two, one) for one in sizes for two in others):
        return "same"
    return "package" if other.kind == "html5" else "two-sizes"


def _told_apart(address: str, other: str) -> str:
    """The file name, with as many folders before it as tell it from the other one."""
    parts, others = address.split("/"), other.split("/")
    count = 1
    while parts[-count:] == others[-count:] and count < len(parts):
        count += 1
    return "/".join(parts[-count:])
