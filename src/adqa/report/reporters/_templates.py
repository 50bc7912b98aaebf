"""How pages are printed: what comes from a delivery is escaped, and its unseen characters are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def page_environment() -> Environment:
    """The templates in `page/`, with nothing in them yet but how they print."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from adqa.report.safe_text import visible

    def shown(value: Any) -> Any:
        """Unseen characters are shown in whatever the template prints."""
        return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)

    return Environment(
        loader=PackageLoader("adqa.report.reporters", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
