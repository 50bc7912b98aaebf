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
    from adqa.campaign.changes import SheetDiff
    from adqa.campaign.kickoff import kickoff
    from adqa.campaign.model import Campaign
    from adqa.campaign.sheets.read import read_campaign
    from adqa.commands.approve import Approved, approve
    from adqa.commands.campaigns import RollUp, campaigns
    from adqa.commands.check import check
    from adqa.commands.diff import FileDiff, diff
    from adqa.commands.explain import explain
    from adqa.commands.export import Exported, export
    from adqa.commands.inspect import Inspected, inspect
    from adqa.commands.match import Matches, match
    from adqa.commands.sheet import sheet
    from adqa.commands.specs import load_spec, specs
    from adqa.commands.tick import tick
    from adqa.delivery import Delivery, discover
    from adqa.errors import AdqaError, ConfigError, PluginError, SheetError, SpecError, UsageError
    from adqa.report.model import Finding, Outcome, Run, Severity, Verdict
    from adqa.report.report import Report

_HOMES = {
    "AdqaError": "adqa.errors",
    "Approved": "adqa.commands.approve",
    "Campaign": "adqa.campaign.model",
    "ConfigError": "adqa.errors",
    "Delivery": "adqa.delivery",
    "Exported": "adqa.commands.export",
    "FileDiff": "adqa.commands.diff",
    "Finding": "adqa.report.model",
    "Inspected": "adqa.commands.inspect",
    "Matches": "adqa.commands.match",
    "Outcome": "adqa.report.model",
    "PluginError": "adqa.errors",
    "Report": "adqa.report.report",
    "RollUp": "adqa.commands.campaigns",
    "Run": "adqa.report.model",
    "Severity": "adqa.report.model",
    "SheetDiff": "adqa.campaign.changes",
    "SheetError": "adqa.errors",
    "SpecError": "adqa.errors",
    "UsageError": "adqa.errors",
    "Verdict": "adqa.report.model",
    "approve": "adqa.commands.approve",
    "campaigns": "adqa.commands.campaigns",
    "check": "adqa.commands.check",
    "diff": "adqa.commands.diff",
    "discover": "adqa.delivery",
    "explain": "adqa.commands.explain",
    "export": "adqa.commands.export",
    "inspect": "adqa.commands.inspect",
    "kickoff": "adqa.campaign.kickoff",
    "load_spec": "adqa.commands.specs",
    "match": "adqa.commands.match",
    "read_campaign": "adqa.campaign.sheets.read",
    "sheet": "adqa.commands.sheet",
    "specs": "adqa.commands.specs",
    "tick": "adqa.commands.tick",
}

__all__ = [
    "AdqaError",
    "Approved",
    "Campaign",
    "ConfigError",
    "Delivery",
    "Exported",
    "FileDiff",
    "Finding",
    "Inspected",
    "Matches",
    "Outcome",
    "PluginError",
    "Report",
    "RollUp",
    "Run",
    "Severity",
    "SheetDiff",
    "SheetError",
    "SpecError",
    "UsageError",
    "Verdict",
    "__version__",
    "approve",
    "campaigns",
    "check",
    "diff",
    "discover",
    "explain",
    "export",
    "inspect",
    "kickoff",
    "load_spec",
    "match",
    "read_campaign",
    "sheet",
    "specs",
    "tick",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'adqa' has no attribute {name!r}")
