"""Errors adqa raises for wrong use; each names the place and the remedy.

    AdqaError
    ├── UsageError      wrong arguments, nothing to check
    ├── SpecError       a spec document that cannot be used
    ├── ConfigError     adqa.toml or a baseline that cannot be used
    ├── SheetError      a campaign sheet that cannot be read
    └── PluginError     a plugin that does not import

A fault in a *creative* is never an exception: it is a finding. The CLI turns every AdqaError into one
sentence and exit code 2.
"""

from __future__ import annotations


class AdqaError(Exception):
    """Base of all errors adqa raises on purpose; `str(error)` is one complete sentence."""


class UsageError(AdqaError):
    """The call cannot be carried out: a path that does not exist, nothing to check."""


class SpecError(AdqaError):
    """A spec document cannot be used; the text names file, line, key and the nearest right key."""


class ConfigError(AdqaError):
    """A configuration or baseline file cannot be used."""


class SheetError(AdqaError):
    """A campaign sheet cannot be read; the text names the file, the tab if it is one, and the remedy."""


class PluginError(AdqaError):
    """A plugin or built-in module could not be imported; nothing is dropped silently."""
