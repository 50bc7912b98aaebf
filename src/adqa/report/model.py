"""Values a report is made of; their fields are the keys of the JSON report.

Plain frozen dataclasses, so that judging thousands of creatives stays cheap; Pydantic reads the same
classes at the boundary (JSON Schema, baseline files).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal


class Severity(StrEnum):
    """How much a finding matters: error = do not traffic, warning = a person decides, note = counted."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _SEVERITY_ORDER.index(self)

    def at_most(self, cap: Severity) -> Severity:
        """This severity, lowered to `cap` if it is graver."""
        return self if self.rank >= cap.rank else cap


_SEVERITY_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Outcome(StrEnum):
    """How one rule on one subject ended."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    CRASHED = "crashed"


class Reason(StrEnum):
    """Why a run ended unknown; a closed list."""

    NOT_REQUESTED = "not_requested"
    MISSING_EXTRA = "missing_extra"
    NOT_SUPPLIED = "not_supplied"
    UNREADABLE = "unreadable"
    ENGINE_CANNOT_SEE = "engine_cannot_see"
    DEPENDS_ON_CONTEXT = "depends_on_context"
    BLOCKED = "blocked"
    TIMED_OUT = "timed_out"
    LOW_CONFIDENCE = "low_confidence"


class Verdict(StrEnum):
    """What a creative may do; ordered from the worst."""

    FAIL = "fail"
    INCOMPLETE = "incomplete"
    REVIEW = "review"
    PASS = "pass"

    @property
    def words(self) -> str:
        """The printed words; ids never appear in text for people."""
        return _VERDICT_WORDS[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _VERDICT_ORDER.index(self)


_VERDICT_ORDER = (Verdict.FAIL, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.PASS)
_VERDICT_WORDS = {
    Verdict.FAIL: "To fix",
    Verdict.INCOMPLETE: "Not fully checked",
    Verdict.REVIEW: "Ready, please check",
    Verdict.PASS: "Ready",
}


class Owner(StrEnum):
    """Who fixes a finding by default."""

    PARTNER = "creative partner"
    ACCOUNT_MANAGER = "account manager"
    AD_OPS = "ad ops"
    WEB_TEAM = "web team"
    LEGAL = "legal"


SubjectKind = Literal["asset", "creative", "set", "row", "placement", "url", "delivery", "campaign", "spec"]
OF_ROWS: tuple[SubjectKind, ...] = ("row", "placement", "url", "campaign")
"""What a finding is about if it is listed under the rows it touches, and not under a file."""
Operator = Literal["at_most", "at_least", "between", "exactly", "one_of", "matches", "present", "absent"]
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a rule ran on."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was found: the exact value, its unit, and the words for people."""

    value: Scalar
    unit: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the unit allows."""

    op: Operator
    value: Scalar = None
    values: tuple[Scalar, ...] = ()
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that explains a finding."""

    path: str
    member: str | None = None
    where: dict[str, Scalar] = field(default_factory=dict)
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A correction that is certain; `safe` if applying it cannot lose anything."""

    replacement: str
    where: dict[str, Scalar] = field(default_factory=dict)
    safe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """Where a limit was read."""

    title: str
    url: str | None = None
    section: str | None = None
    read_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """Why a finding does not count."""

    reason: str
    owner: str
    until: str | None
    up_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One broken limit."""

    rule: str
    code: str
    severity: Severity
    subject: Subject
    path: str
    member: str | None = None
    spec: str | None = None
    message: str
    measured: Measured | None = None
    allowed: Allowed | None = None
    fix: str
    source: SourceRef | None = None
    where: dict[str, Scalar] = field(default_factory=dict)
    strength: str | None = None
    confidence: str | None = None
    original_severity: Severity | None = None
    """Severity before `adqa.toml` changed it, else None."""
    severity_reason: str | None = None
    related: tuple[Related, ...] = ()
    suggestion: Suggestion | None = None
    owner: Owner
    evidence: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    fingerprint: str = ""
    waived: Waived | None = None
    waiver_ended: str | None = None
    """Words on the waiver that covered this finding until it ended."""
    baselined: bool = False

    @property
    def counts(self) -> bool:
        """Whether the finding bears on the verdict: neither waived nor known from the baseline."""
        return self.waived is None and not self.baselined


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One rule on one subject under one spec (None: hygiene, independent of a spec)."""

    rule: str
    subject: Subject
    path: str
    member: str | None = None
    spec: str | None = None
    outcome: Outcome
    reason: Reason | None = None
    text: str = ""
    """For unknown and crashed: what happened, in one sentence."""
    remedy: str | None = None
    """The command or column that would settle an unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecVerdict:
    """Verdict of a creative under one spec."""

    spec: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRecord:
    """One file of a creative."""

    role: str | None
    path: str
    member: str | None
    kind: str
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreativeRecord:
    """One creative as the report lists it."""

    id: str
    path: str
    kind: str
    sha256: str | None
    content_id: str | None
    assets: tuple[AssetRecord, ...]
    specs: tuple[str, ...]
    assumed: bool
    """The unit was assumed from kind and size, because none was named."""
    verdict: Verdict
    verdicts: tuple[SpecVerdict, ...]
    counts: dict[str, int]
    """Runs of this creative by outcome."""
    decided: str = ""
    """How the delivery was read as this creative, where that took a decision."""
    facts: dict[str, Any]
    """Fact kind → facts, each with its `version`."""
