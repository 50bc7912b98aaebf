"""Takes the README's picture: the report of the shipped delivery, in a real browser.

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
WIDTH, HEIGHT = 1180, 760
GAP, PAPER = 24, (243, 244, 246)
SHOWN = "Aurora_A_mail_970x250.jpg"
"""A creative with a finding drawn on its picture."""


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
            top, card = _shot(page, 0, 304), _shot_of(page, SHOWN)
            window.close()
    picture = Image.new("RGB", (WIDTH, top.height + GAP + card.height), PAPER)
    picture.paste(top, (0, 0))
    picture.paste(card, (0, top.height + GAP))
    PICTURE.parent.mkdir(exist_ok=True)
    picture.quantize(200).save(PICTURE, optimize=True)


def _report() -> bytes:
    reporter = load_registry().reporters["html"]
    delivery = [ROOT / "fixtures" / "aurora" / "delivery"]
    with adqa.check(delivery, as_of=date(2026, 5, 11), formats=["html"], cache=False) as report:
        return b"".join(reporter.render(report, report.evidence)).replace(str(ROOT).encode() + b"/", b"")


def _shot(page: Page, top: int, height: int) -> Image.Image:
    data = page.screenshot(clip={"x": 0, "y": top, "width": WIDTH, "height": height})
    return Image.open(io.BytesIO(data)).convert("RGB")


def _shot_of(page: Page, name: str) -> Image.Image:
    card = page.locator("article", has_text=name).last
    card.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    return _padded(Image.open(io.BytesIO(card.screenshot())).convert("RGB"))


def _padded(card: Image.Image) -> Image.Image:
    page = Image.new("RGB", (WIDTH, card.height + GAP), PAPER)
    page.paste(card, ((WIDTH - card.width) // 2, 0))
    return page


if __name__ == "__main__":
    main()
