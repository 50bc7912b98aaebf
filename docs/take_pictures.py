"""Takes the README's picture: the report of the shipped intake, in a real browser.

    python docs/take_pictures.py

Needs Chromium (or Chrome) and the development dependencies.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import adqa
from adqa.registry import load_registry

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "report.png"
WIDTH, HEIGHT = 1180, 1090
"""Of the top of the page: the numbers, who has to do what, and what is awaited."""


def main() -> None:
    """Writes docs/images/report.png."""
    browser = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if browser is None:
        sys.exit("no Chromium or Chrome was found; install one first")
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "report.html"
        page_file.write_bytes(_report())
        with sync_playwright() as play:
            window = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = window.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(page_file.as_uri())
            picture = _shot(page)
            window.close()
    PICTURE.parent.mkdir(exist_ok=True)
    picture.quantize(200).save(PICTURE, optimize=True)


def _report() -> bytes:
    reporter = load_registry().reporters["html"]
    intake = [ROOT / "fixtures" / "monday" / "from Northpeak"]
    with adqa.check(intake, as_of=date(2026, 5, 11), formats=["html"], cache=False) as report:
        return b"".join(reporter.render(report, report.evidence)).replace(str(ROOT).encode() + b"/", b"")


def _shot(page: Page) -> Image.Image:
    data = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
    return Image.open(io.BytesIO(data)).convert("RGB")


if __name__ == "__main__":
    main()
