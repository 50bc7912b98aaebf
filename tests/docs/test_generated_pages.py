"""The generated pages are what docs/write_pages.py writes today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _pages() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("write_pages", ROOT / "docs" / "write_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


def test_pages_are_up_to_date() -> None:
    wanted = _pages()
    rules = ROOT / "docs" / "rules"
    there = {file.relative_to(ROOT / "docs").as_posix() for file in rules.rglob("*.md")} | {"specs.md"}
    assert there == set(wanted)
    stale = [name for name, text in wanted.items() if (ROOT / "docs" / name).read_text("utf-8") != text]
    assert not stale, "run python docs/write_pages.py"
