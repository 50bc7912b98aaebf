"""How a rule is written: one decorated function in one file.

A rule names the facts it needs and, if it judges a limit, where that limit stands in the spec. It yields
a `Found` for each broken limit and nothing otherwise. It has no pass branch, no severity logic, no test
for missing facts and no formatting beyond its own words: the engine does those once for all rules. It
never opens a file, a socket or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from adqa.report.model import (
    Allowed,
    Measured,
    Owner,
    Reason,
    Related,
    Scalar,
    Severity,
    SubjectKind,
    Suggestion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One broken limit as the rule saw it; the engine adds rule, spec, source, severity and fingerprint."""

    code: str
    measured: Measured | None = None
    allowed: Allowed | None = None
    where: dict[str, Scalar] = field(default_factory=dict)
    occurrence: str = ""
    """What tells two findings of one rule on one subject apart (an edge, a name); part of the fingerprint."""
    related: tuple[Related, ...] = ()
    suggestion: Suggestion | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """Further values for the message and fix templates."""
    path: str | None = None
    """Address this finding is about, where that is not the subject's own."""
    applies_to: tuple[str, ...] = ()
    """What else it touches: `row:Display!17`, `placement:HP Hero`, `booked:aurora a|300x250||`."""
    owner: Owner | None = None
    """Who fixes it, where that is not the rule's owner."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rule cannot tell from these facts; the run ends unknown."""

    reason: Reason
    text: str
    remedy: str | None = None


Judgement = Iterator[Found | Undecided]


UNKNOWN = "unknown"
"""Stands for Undecided in the codes of an example; no finding has this code."""


@dataclass(frozen=True, slots=True)
class Example:
    """A good or bad case that is documentation and test at once."""

    title: str
    facts: tuple[Any, ...]
    """In the order of the rule's `needs`."""
    limit: Any = None
    """The limit as a spec would write it: a text or a mapping."""
    codes: tuple[str, ...] = ()
    """Codes the rule must yield, in order; empty for a good case. `unknown` stands for Undecided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with everything people read about it."""

    id: str
    title: str
    why: str
    needs: tuple[type, ...]
    judge: Callable[..., Iterable[Found | Undecided]]
    reads: str | None
    severity: Severity | None
    """Default severity; None where the limit's strength and confidence decide."""
    severities: Mapping[str, Severity]
    """Severity of single codes; for a rule that reads a limit it only ever lowers."""
    owner: Owner
    kinds: frozenset[str]
    """Kinds of creative the rule applies to; empty: every kind."""
    fix: Mapping[str, str]
    messages: Mapping[str, str]
    examples: tuple[Example, ...]
    follows: tuple[str, ...]
    """Rules whose finding on the same subject explains this one, which is then folded under it."""
    subject: SubjectKind
    yields_to: str | None
    """Place of a limit: where the creative's unit sets it, this hygiene rule does not run."""
    changes: str
    """What raises or lowers the severity, in words for the rule index."""
    since: str

    @property
    def only_notes(self) -> bool:
        """Nothing this rule finds is above a note; such a rule never costs a measurement of its own."""
        return self.severity is Severity.NOTE and set(self.severities.values()) <= {Severity.NOTE}

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]


def rule(
    *,
    id: str,  # noqa: A002 - the word of the contract, used as a keyword only
    title: str,
    needs: type | tuple[type, ...],
    messages: Mapping[str, str],
    fix: str | Mapping[str, str],
    examples: tuple[Example, ...],
    since: str,
    reads: str | None = None,
    severity: Severity | None = None,
    severities: Mapping[str, Severity] | None = None,
    owner: Owner = Owner.PARTNER,
    kinds: Iterable[str] = (),
    follows: tuple[str, ...] = (),
    subject: SubjectKind = "asset",
    yields_to: str | None = None,
    changes: str = "",
) -> Callable[[Callable[..., Iterable[Found | Undecided]]], Rule]:
    """Makes a Rule of a judging function.

    The function takes the facts named by `needs` in that order, then the limit if `reads` names one. Its
    docstring says why the rule matters to a campaign. Raises ValueError at import if the rule is not
    complete, so that a faulty rule stops the program instead of being dropped.
    """

    def decorate(judge: Callable[..., Iterable[Found | Undecided]]) -> Rule:
        if not judge.__doc__:
            raise ValueError(f"rule {id}: the docstring says why the rule matters and is missing")
        if (severity is None) == (reads is None) and severity is None:
            raise ValueError(f"rule {id}: give a severity, or a limit to take it from")
        fixes = dict.fromkeys(messages, fix) if isinstance(fix, str) else dict(fix)
        if UNKNOWN in messages:
            raise ValueError(f"rule {id}: the code {UNKNOWN!r} stands for an answer that cannot be given")
        if set(fixes) != set(messages):
            raise ValueError(f"rule {id}: every code needs a message and a fix")
        return Rule(
            id=id,
            title=title,
            why=" ".join(judge.__doc__.split()),
            needs=needs if isinstance(needs, tuple) else (needs,),
            judge=judge,
            reads=reads,
            severity=severity,
            severities=MappingProxyType(dict(severities or {})),
            owner=owner,
            kinds=frozenset(kinds),
            fix=MappingProxyType(fixes),
            messages=MappingProxyType(dict(messages)),
            examples=examples,
            follows=follows,
            subject=subject,
            yields_to=yields_to,
            changes=changes,
            since=since,
        )

    return decorate
