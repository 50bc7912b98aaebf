"""adqa: creative-asset QA before a campaign goes live.

    >>> import adqa
    >>> with adqa.check(["delivery/"], spec="google-ads/image") as report:
    ...     print(report.summary.ready, report.summary.to_fix)

Names are imported when first used, so that `import adqa` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from adqa.commands.check import check
    from adqa.commands.explain import explain
    from adqa.commands.inspect import Inspected, inspect
    from adqa.commands.match import Matches, match
    from adqa.commands.specs import load_spec, specs
    from adqa.delivery import Delivery, discover
    from adqa.errors import AdqaError, ConfigError, PluginError, SpecError, UsageError
    from adqa.report.model import Finding, Outcome, Run, Severity, Verdict
    from adqa.report.report import Report

_HOMES = {
    "AdqaError": "adqa.errors",
    "ConfigError": "adqa.errors",
    "Delivery": "adqa.delivery",
    "Finding": "adqa.report.model",
    "Inspected": "adqa.commands.inspect",
    "Matches": "adqa.commands.match",
    "Outcome": "adqa.report.model",
    "PluginError": "adqa.errors",
    "Report": "adqa.report.report",
    "Run": "adqa.report.model",
    "Severity": "adqa.report.model",
    "SpecError": "adqa.errors",
    "UsageError": "adqa.errors",
    "Verdict": "adqa.report.model",
    "check": "adqa.commands.check",
    "discover": "adqa.delivery",
    "explain": "adqa.commands.explain",
    "inspect": "adqa.commands.inspect",
    "load_spec": "adqa.commands.specs",
    "match": "adqa.commands.match",
    "specs": "adqa.commands.specs",
}

__all__ = [
    "AdqaError",
    "ConfigError",
    "Delivery",
    "Finding",
    "Inspected",
    "Matches",
    "Outcome",
    "PluginError",
    "Report",
    "Run",
    "Severity",
    "SpecError",
    "UsageError",
    "Verdict",
    "__version__",
    "check",
    "discover",
    "explain",
    "inspect",
    "load_spec",
    "match",
    "specs",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'adqa' has no attribute {name!r}")
