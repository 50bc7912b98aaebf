"""`reapprove.html`: what changed since it was approved, before and after side by side.

One page to attach to a mail: complete in itself, it fetches nothing and needs no script. Everything from a
delivery is escaped; a Content-Security-Policy allows nothing but the page's own style.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from adqa import __version__
from adqa.commands.diff import FileChange, FileDiff
from adqa.report.diff_text import approved_by, passing, reapproval_mails, totals

if TYPE_CHECKING:
    from jinja2 import Template


PAGE = "reapprove.html"


def reapprove_page(found: FileDiff, *, campaign: str = "") -> bytes:
    """The page for everything that changed and has to be looked at again."""
    shown = found.to_approve
    others = [one for one in found.of("changed") if one not in shown]
    text = _template().render(
        found=found,
        campaign=campaign,
        shown=shown,
        others=others,
        kept=[one for one in found.changes if one.kept],
        state=passing(shown),
        totals=totals(found).replace("   ", " · "),
        version=__version__,
    )
    return text.encode()


def write_reapproval(
    found: FileDiff, folder: Path, *, campaign: str = "", due: str = "", to: Mapping[str, str] | None = None
) -> list[Path]:
    """Writes `reapprove.html`, and a mail with it for each approver as `.eml` and `.txt`.

    `to` gives the address of an approver by name. Raises UsageError if something cannot be written.
    """
    from adqa.output import write_whole
    from adqa.report.mail import HTML, Attachment, eml

    campaign = campaign or found.campaign
    page = reapprove_page(found, campaign=campaign)
    files = {PAGE: page}
    attached = [Attachment(name=PAGE, media_type=HTML, content=page)]
    for one in reapproval_mails(found, campaign=campaign, due=due):
        address = (to or {}).get(one.approver, "")
        name = "-".join("".join(char if char.isalnum() else " " for char in one.approver.lower()).split())
        files[f"mail-{name}-approval.eml"] = eml(address, one.subject, one.text, one.html, attached)
        text = f"Subject: {one.subject}\n\n{one.text}"
        files[f"mail-{name}-approval.txt"] = text.encode("utf-8", "backslashreplace")
    for name, content in files.items():
        write_whole(folder / name, [content])
    return [folder / name for name in files]


def _source(png: bytes | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""


def _dimensions(png: bytes | None) -> tuple[int, int]:
    """Width and height from a PNG's header."""
    return (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) if png else (0, 0)


def _anchor(one: FileChange) -> str:
    return f"c-{hashlib.sha256(one.path.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


@cache
def _template() -> Template:
    from markupsafe import Markup

    from adqa.report.reporters._templates import page_environment
    from adqa.report.reporters._words import sentence
    from adqa.units import count_text, group, short_day_text

    environment = page_environment()
    page = resources("adqa.report.reporters").joinpath("page")
    style = page.joinpath("page.css").read_text("utf-8") + page.joinpath("reapprove.css").read_text("utf-8")
    hash_ = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {
        "style": Markup(style),
        "policy": f"default-src 'none'; img-src data:; style-src 'sha256-{hash_}'; base-uri 'none'; "
        "form-action 'none'",
        "anchor": _anchor,
        "approved_by": approved_by,
        "count_text": count_text,
        "dimensions": _dimensions,
        "group": group,
        "sentence": sentence,
        "short_day_text": short_day_text,
        "source": _source,
    }
    return environment.get_template("reapprove.html")
