"""The one place that decides how grave a finding is."""

from __future__ import annotations

from adqa.report.model import Severity
from adqa.rules.base import Rule
from adqa.spec.base import Confidence, Strength


def limit_severity(strength: Strength, confidence: Confidence) -> Severity:
    """Severity of a broken limit: must is an error only once its source is confirmed with high confidence."""
    if strength is Strength.MUST:
        return Severity.ERROR if confidence is Confidence.HIGH else Severity.WARNING
    return Severity.WARNING if strength is Strength.SHOULD else Severity.NOTE


def severity_of(
    rule: Rule,
    code: str,
    *,
    strength: Strength | None = None,
    confidence: Confidence | None = None,
    assumed: bool = False,
) -> Severity:
    """Severity of a finding before `adqa.toml` changes it.

    A limit gives strength and confidence; the rule may lower single codes. A hygiene rule has its own
    default. Under an assumed unit nothing is above a warning.
    """
    if strength is not None and confidence is not None and rule.severity is None:
        severity = limit_severity(strength, confidence)
        severity = severity.at_most(rule.severities.get(code, Severity.ERROR))
    else:
        severity = rule.severities.get(code, rule.severity or Severity.ERROR)
    return severity.at_most(Severity.WARNING) if assumed else severity
