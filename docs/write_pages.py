"""Writes the generated pages: one for each rule, their index, and the index of ad units.

    python docs/write_pages.py

A test compares the committed pages with what this writes, so they cannot drift.
"""

from __future__ import annotations

from pathlib import Path

from adqa.commands.explain import explain, rule_index
from adqa.registry import load_registry
from adqa.spec.catalogue import Catalogue

HERE = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Path below docs/ → text of every generated page."""
    found = {f"rules/{id_}.md": explain(id_) for id_ in load_registry().rules}
    found["rules/README.md"] = _rules()
    found["specs.md"] = _specs()
    return found


def _rules() -> str:
    rows = rule_index()
    for id_ in load_registry().rules:
        rows = rows.replace(f"| {id_} |", f"| [{id_}]({id_}.md) |")
    return (
        "# Rules\n\nSeverity `by the limit`: a certain must is an error, any other must or should a warning, "
        "an info a note.\nUnder an assumed ad unit nothing is above a warning.\n\n" + rows
    )


def _specs() -> str:
    catalogue = Catalogue()
    lines = [
        "# Ad units",
        "",
        "`adqa specs publisher/unit` shows every limit with its strength and source.",
        "",
        "| unit | title | channel | status | revision | sources |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for id_ in catalogue.ids():
        unit = catalogue.unit(id_)
        used = sorted({unit.source_key(limit, place) for place, limit, _ in unit.limits()})
        sources = "; ".join(
            f"[{one.title}]({one.url})" if one.url else one.title
            for one in (unit.sources[key] for key in used)
        )
        lines.append(
            f"| {id_} | {unit.title} | {unit.channel or '–'} | {unit.status} | {unit.revision} | {sources} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the pages and removes those of rules that are gone."""
    wanted = pages()
    for old in (HERE / "rules").rglob("*.md"):
        if old.relative_to(HERE).as_posix() not in wanted:
            old.unlink()
    for name, text in wanted.items():
        file = HERE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
