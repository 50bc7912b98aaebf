"""The page in a real Chromium: complete in itself, harmless, usable and true to the numbers."""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

from adqa.engine.evidence import NO_EVIDENCE, Evidence
from adqa.facts.image import ImageFacts, StillFacts
from adqa.registry import load_registry
from adqa.report.model import CreativeRecord, Owner, Severity, Verdict
from adqa.report.report import Report
from adqa.report.reporters._page import Pictures, anchor, shapes
from adqa.report.reporters.html_report import REPORTER, render
from report.samples import SAMPLES, Art, build, every_outcome, finding, heavy, realistic, wrong_size

ALL = {**SAMPLES, "realistic": realistic}
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("ADQA_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert found, "these tests need Chromium; set ADQA_CHROMIUM to its path"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Opened:
    """A page that was opened, and everything it did that it should not do."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def watch(self, address: str) -> None:
        """Notes whatever a page that is complete in itself never does."""

        def dismissed(dialog: Dialog) -> None:
            self.trouble.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def asked(request: Request) -> None:
            if request.url.partition("#")[0] != address and not request.url.startswith("data:"):
                self.trouble.append(f"request: {request.url}")

        self.page.on("console", lambda message: self.trouble.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("popup", lambda popup: self.trouble.append(f"popup: {popup.url}"))
        self.page.on("dialog", dismissed)
        self.page.on("request", asked)

    def shown(self, selector: str) -> list[str]:
        """Names of the creatives that can be seen."""
        return [one.inner_text() for one in self.page.locator(f"{selector} h3").all() if one.is_visible()]

    def numbers(self) -> list[int]:
        return [int(text.replace(",", "")) for text in self.page.locator(".numbers b").all_inner_texts()]


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def opened(report: Report, *, width: int = 1280, **options: Any) -> Opened:
        with report:
            (tmp_path / "page.html").write_bytes(b"".join(render(report, report.evidence)))
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        one = Opened(context.new_page())
        address = (tmp_path / "page.html").as_uri()
        one.watch(address)
        one.page.goto(address)
        return one

    yield opened
    for context in contexts:
        context.close()


def html_of(report: Report) -> str:
    with report:
        return b"".join(render(report, report.evidence)).decode("utf-8", "strict")


# --- harmless and complete in itself


@pytest.mark.parametrize("name", ALL)
def test_the_page_asks_for_nothing_and_complains_about_nothing(open_page: Open, name: str) -> None:
    one = open_page(ALL[name]())
    one.page.locator("#filters [name=text]").fill("a")
    one.page.mouse.wheel(0, 5_000)
    one.page.wait_for_timeout(50)
    assert one.trouble == []


def test_hostile_names_and_words_are_only_ever_text(open_page: Open) -> None:
    one = open_page(SAMPLES["hostile"]())
    page = one.page
    page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    page.wait_for_timeout(50)
    assert one.trouble == []
    assert page.locator("script").count() == 1
    assert page.locator("[onerror], [onclick], iframe, object, embed, img[src=x], main b > b, u").count() == 0
    links = page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links
    assert all(link.startswith(("#", "https://", "http://")) for link in links)
    text = page.locator("body").inner_text()
    assert "<script>alert(1)</script>.jpg" in text
    assert "gpj.\\u202eexe.jpg" in text
    assert "]]>&amp;\"'{{7*7}}{% raw %}.jpg" in text


@pytest.mark.parametrize("name", ALL)
def test_no_unseen_character_is_in_the_page(name: str) -> None:
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", html_of(ALL[name]())
    )


def test_the_policy_allows_this_script_and_no_other(open_page: Open) -> None:
    one = open_page(every_outcome())
    one.page.evaluate(
        """() => {
            const made = document.createElement("script");
            made.textContent = "document.title = 'taken over'";
            document.body.append(made);
        }"""
    )
    assert one.page.title() == "1 to fix, 4 ready – creative check"
    assert any("Content Security Policy" in words for words in one.trouble)


def test_sources_are_linked_only_if_they_are_web_pages(open_page: Open) -> None:
    one = open_page(every_outcome())
    assert one.page.locator(".problem a[href='https://ads.example.com/display']").count() == 2
    assert open_page(SAMPLES["hostile"]()).page.locator(".problem dd a").count() == 0


# --- the numbers


@pytest.mark.parametrize("name", ALL)
def test_the_page_counts_what_the_summary_counts(open_page: Open, name: str) -> None:
    report = ALL[name]()
    summary = report.summary
    one = open_page(report)
    cards = one.page.locator(".creative")
    assert one.numbers() == [summary.ready, summary.to_fix, summary.missing, summary.not_fully_checked]
    assert cards.count() == summary.creatives
    for verdict in Verdict:
        assert one.page.locator(f".creative[data-verdict={verdict}]").count() == summary.verdicts[verdict]


def test_one_fault_is_one_line_and_one_count(open_page: Open) -> None:
    one = open_page(SAMPLES["many"]())
    assert one.page.locator(".owner-head .count").inner_text() == "1,143 points on 1,000 creatives"
    assert one.page.locator(".owner .line").count() == 1_143
    assert one.page.locator(".owner .group").count() == 2
    assert one.page.locator(".owner .times").all_inner_texts() == ["1,000×", "143×"]


def test_numbers_lead_to_what_they_count(open_page: Open) -> None:
    one = open_page(every_outcome())
    for link in one.page.locator(".numbers a[href]").all():
        target = one.page.locator(link.get_attribute("href") or "")
        assert target.count() == 1
        assert target.is_visible()
    assert open_page(SAMPLES["empty"]()).page.locator(".numbers a[href]").count() == 0


def test_every_link_inside_the_page_has_its_target(open_page: Open) -> None:
    for name in ALL:
        one = open_page(ALL[name]())
        missing = one.page.evaluate(
            """() => [...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1))
                .filter(id => !document.getElementById(id))"""
        )
        assert missing == []


# --- filters and buttons


def test_filters_show_what_they_say(open_page: Open) -> None:
    one = open_page(every_outcome())
    form = one.page.locator("#filters")
    state = form.locator("output")
    assert state.inner_text() == "8 shown"

    form.get_by_label("Result").select_option("fail")
    assert one.shown(".creative") == ["over.jpg"]
    assert state.inner_text() == "1 of 8 shown"
    assert not one.page.locator("#ready").is_visible()

    form.get_by_role("button", name="Show all").click()
    assert state.inner_text() == "8 shown"
    assert one.page.locator("#ready").is_visible()

    form.locator("[name=rule]").select_option("image/profile")
    assert one.shown(".creative") == ["noted.jpg"]
    form.get_by_role("button", name="Show all").click()

    form.get_by_label("Find").fill("WAIVED ruiz")
    assert one.shown(".creative") == ["waived.jpg"]
    form.get_by_label("Find").fill("no such words")
    assert one.shown(".creative") == []
    assert state.inner_text() == "0 of 8 shown"


def test_the_owner_filter_finds_who_fixes_it(open_page: Open) -> None:
    arts = [
        Art("in/a.jpg", Verdict.FAIL, findings=[heavy("in/a.jpg", 212_000)]),
        Art("in/b.jpg", Verdict.FAIL, findings=[heavy("in/b.jpg", 212_000, owner=Owner.AD_OPS)]),
    ]
    one = open_page(build(arts))
    select = one.page.get_by_label("Who fixes it")
    assert select.locator("option").all_inner_texts() == ["Everybody", "creative partner", "ad ops"]
    select.select_option("ad ops")
    assert one.shown(".creative") == ["b.jpg"]


def test_a_link_to_a_filtered_creative_shows_it_again(open_page: Open) -> None:
    one = open_page(every_outcome())
    one.page.get_by_label("Result").select_option("pass")
    one.page.locator(".owner .file", has_text="over.jpg").click()
    target = one.page.locator(f"[id='{anchor('delivery/over.jpg')}']")
    target.wait_for(state="visible")
    assert one.page.locator("#filters output").inner_text() == "8 shown"


def test_the_fix_list_is_copied_as_plain_text(open_page: Open) -> None:
    one = open_page(every_outcome(), permissions=["clipboard-read", "clipboard-write"])
    one.page.get_by_role("button", name="Copy as text").click()
    one.page.get_by_text("Copied").wait_for()
    assert one.page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "• over.jpg – weighs 212 KB; limit 150 KB (62 KB over)",
        "  62 KB must go: export again with stronger compression or fewer frames.",
        "• near.jpg – weighs 212 KB; limit 150 KB (62 KB over) (waiver by M. Ruiz ended Mon 18 May 2026)",
        "  62 KB must go: export again with stronger compression or fewer frames.",
    ]


def test_a_thousand_creatives_stay_usable(open_page: Open) -> None:
    one = open_page(SAMPLES["many"]())
    took = one.page.evaluate(
        """() => {
            const field = document.querySelector("#filters [name=text]"), start = performance.now();
            field.value = "banner_99";
            field.dispatchEvent(new Event("input", {bubbles: true}));
            document.body.offsetHeight;
            return performance.now() - start;
        }"""
    )
    assert one.page.locator("#filters output").inner_text() == "11 of 1,000 shown"
    assert took < 2_000


def test_without_script_everything_is_there(open_page: Open) -> None:
    one = open_page(every_outcome(), java_script_enabled=False)
    assert len(one.shown(".creative")) == 8
    assert not one.page.locator("#filters").is_visible()
    assert not one.page.locator(".copy").is_visible()
    one.page.locator(".creative summary").first.click()
    assert one.page.get_by_text("SHA-256").first.is_visible()


# --- what stands on a card


def test_a_card_says_what_is_wrong_and_how_to_fix_it(open_page: Open) -> None:
    one = open_page(realistic())
    card = one.page.locator(f"[id='{anchor('Aurora_delivery/A/Aurora_A_300x600_anim.gif')}']")
    assert card.locator(".verdict").inner_text() == "To fix"
    assert card.locator(".outline").inner_text() == "Aurora_delivery/A · GIF · 300x600 · 212 KB · moves 27 s"
    words = card.locator(".problem").nth(1).inner_text().split("\n")
    assert list(filter(None, words)) == [
        "To fix Weighs 212 KB; limit 150 KB (62.3 KB over)",
        *("Measured", "212 KB", "Allowed", "150 KB"),
        *("How to fix", "62.3 KB must go: export again with stronger compression or fewer frames."),
        *("Who", "Creative partner", "Asked by", "Onsite display"),
        *("Source", "Display creative guide §2.1, read Sun 1 Feb 2026", "weight/file"),
    ]
    assert card.locator("figcaption").all_inner_texts() == ["First frame", "Last frame"]
    card.locator("summary", has_text="What was measured").click()
    table = card.locator(".table").inner_text()
    for part in ("212 KB (212,304 bytes)", "300x600 px", "14 frames, 9 s once through, plays 3 times"):
        assert part in table


def test_accepted_findings_are_struck_through_with_their_reason(open_page: Open) -> None:
    one = open_page(every_outcome())
    entry = one.page.locator("#accepted .group")
    assert entry.locator("del").inner_text() == "Weighs 219 KB; limit 150 KB (69 KB over)"
    assert "Accepted by M. Ruiz: accepted by mail; up to 220 KB; until Sun 24 May 2026" in entry.inner_text()
    struck = one.page.locator(".creative .accepted del").all_inner_texts()
    assert struck == ["Weighs 230 KB; limit 150 KB (80 KB over)", "Weighs 219 KB; limit 150 KB (69 KB over)"]


def test_notes_are_folded_and_by_eye_boxes_are_not_ticked(open_page: Open) -> None:
    one = open_page(every_outcome())
    assert not one.page.get_by_text("Good to know").is_visible()
    one.page.locator("#about summary", has_text="Notes (1)").click()
    assert one.page.get_by_text("Good to know").is_visible()
    boxes = one.page.locator("#by-eye input[type=checkbox]")
    assert [box.is_checked() for box in boxes.all()] == [False, False]


def test_a_changed_severity_says_so(open_page: Open) -> None:
    one = open_page(every_outcome())
    assert one.page.get_by_text(
        "Changed by your settings, else “To fix”: agreed with the publisher"
    ).is_visible()


def test_units_are_named_with_revision_and_source(open_page: Open) -> None:
    about = open_page(realistic()).page.locator("#about").inner_text()
    assert "example-retail/display · revision 3fa9c01d77e2" in about
    assert "assumed, as none was named · medium confidence in its source" in about


def test_a_file_that_cannot_be_read_is_one_fault(open_page: Open) -> None:
    one = open_page(realistic())
    card = one.page.locator(f"[id='{anchor('Aurora_delivery/B/Aurora_B_160x600_broken.jpg')}']")
    assert card.locator(".problem").count() == 1
    assert "broken" not in one.page.locator("#not-checked").inner_text()


@pytest.mark.parametrize("name", ALL)
def test_words_of_the_trade_only(open_page: Open, name: str) -> None:
    one = open_page(ALL[name]())
    one.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    text = one.page.locator("body").inner_text().replace("Not checked in this run:", "")
    assert not re.search(r"\b(incomplete|subjects?|runs?|facts|not_applicable|unknown|crashed)\b", text)


# --- pictures


def test_every_picture_is_shown(open_page: Open) -> None:
    page = open_page(realistic()).page
    page.wait_for_function("[...document.images].every(one => one.complete)")
    sizes = page.evaluate("[...document.images].map(one => one.naturalWidth)")
    assert len(sizes) == 22
    assert min(sizes) > 0
    assert page.locator("img:not([alt]), img[alt='']").count() == 0


def test_missing_edges_are_drawn_on_the_picture(open_page: Open) -> None:
    page = open_page(realistic()).page
    card = page.locator(f"[id='{anchor('Aurora_delivery/B/Aurora_B_970x250_white.jpg')}']")
    picture = card.locator("img").bounding_box()
    top, right = (one.bounding_box() for one in card.locator(".edge").all())
    assert picture
    assert top
    assert right
    assert (top["x"], top["y"], top["width"]) == pytest.approx(
        (picture["x"], picture["y"], picture["width"]), abs=0.6
    )
    assert right["x"] + right["width"] == pytest.approx(picture["x"] + picture["width"], abs=0.6)
    assert right["height"] == pytest.approx(picture["height"], abs=0.6)
    assert card.locator(".legend").inner_text() == "Marked: top and right edge"
    page.get_by_label("Draw on pictures").uncheck()
    assert not card.locator(".edge").first.is_visible()


def test_the_safe_zone_is_drawn_to_scale(open_page: Open) -> None:
    page = open_page(realistic()).page
    card = page.locator(f"[id='{anchor('Aurora_delivery/A/Aurora_A_970x90_final_FINAL.png')}']")
    picture, inner = card.locator("img").bounding_box(), card.locator(".inner").bounding_box()
    assert picture
    assert inner
    scale = picture["width"] / 970
    assert inner["x"] - picture["x"] == pytest.approx(80 * scale, abs=1.5)
    assert inner["width"] == pytest.approx((970 - 160) * scale, abs=3)
    assert inner["height"] == pytest.approx((90 - 20) * scale, abs=3)
    assert (
        card.locator(".legend").inner_text()
        == "Hatched: keep free (80 px left and right, 10 px top and bottom)"
    )


def test_a_wrong_size_is_drawn_over_the_nearest_right_one() -> None:
    drawn = shapes(wrong_size("a.jpg", "300x500", ["300x250", "300x600", "160x600"]))
    assert drawn
    assert (drawn.delivered_text, drawn.wanted_text) == ("300x500 delivered", "300x600 asked")
    assert drawn.delivered.width == drawn.wanted.width
    assert drawn.wanted.height == pytest.approx(drawn.delivered.height * 600 / 500, abs=0.2)
    assert shapes(wrong_size("a.jpg", "728x91", ["728x90"])) is None
    assert shapes(heavy("a.jpg", 212_000)) is None


def creative(**stills: str | None) -> CreativeRecord:
    facts = (
        ImageFacts(format="jpeg", width=300, height=250),
        StillFacts(thumbnail="t", **stills),
    )
    with build([Art("a.jpg", facts=facts)]) as report:
        return next(report.creatives())


def test_pictures_stop_when_the_page_is_full() -> None:
    pictures = Pictures(Evidence({"t": DOT}.get), room=len(DOT))
    shots, reason = pictures.shots(creative(), [])
    assert (len(shots), reason) == (1, "")
    assert pictures.shots(creative(), []) == ([], "Left out to keep this page small")


def test_a_blob_that_is_gone_or_no_picture_is_not_shown() -> None:
    for evidence in (NO_EVIDENCE, Evidence({"t": b"<svg onload=alert(1)>"}.get)):
        assert Pictures(evidence).shots(creative(), []) == ([], "No picture")


def test_an_animated_creative_shows_first_and_last_frame() -> None:
    shots, _ = Pictures(Evidence({"t": DOT, "f": DOT, "l": DOT}.get)).shots(creative(first="f", last="l"), [])
    assert [shot.caption for shot in shots] == ["First frame", "Last frame"]


@pytest.mark.parametrize(
    "where", [{"edge": "inside"}, {"safe_left": "80"}, {"x": 1, "y": -2, "width": 3, "height": 4}]
)
def test_a_place_that_is_not_understood_is_not_drawn(where: dict[str, Any]) -> None:
    found = finding("a.jpg", where=where)
    (shot,), _ = Pictures(Evidence({"t": DOT}.get)).shots(creative(), [found])
    drawn = (shot.edges, shot.boxes, shot.zone and shot.zone.inner.x)
    assert drawn in (([], [], None), ([], [], 0.0))


def test_a_box_is_drawn_where_the_finding_says() -> None:
    found = finding("a.jpg", where={"x": 10, "y": 20, "width": 30, "height": 40})
    (shot,), _ = Pictures(Evidence({"t": DOT}.get)).shots(creative(), [found])
    assert [(one.x, one.y, one.width, one.height) for one in shot.boxes] == [(10, 20, 30, 40)]


# --- reading it


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ALL)
def test_nothing_is_wider_than_the_window(open_page: Open, name: str, width: int) -> None:
    page = open_page(ALL[name](), width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_dark_system_gets_a_dark_page(open_page: Open) -> None:
    light, dark = (
        open_page(every_outcome(), color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    )
    assert (light, dark) == ("rgb(244, 245, 247)", "rgb(17, 21, 28)")


def test_paper_shows_everything_that_is_folded_as_more(open_page: Open) -> None:
    page = open_page(SAMPLES["hostile"]()).page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.locator("#filters").is_visible()
    assert len([one for one in page.locator(".owner .line").all() if one.is_visible()]) == 10


def test_the_keyboard_reaches_the_creatives_first(open_page: Open) -> None:
    page = open_page(every_outcome()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the creatives"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#creatives"


def test_every_field_has_a_label_and_headings_never_skip_a_level(open_page: Open) -> None:
    page = open_page(realistic()).page
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input, select')].filter(one => !one.labels.length).length"
    )
    assert unnamed == 0
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") == "en"


def luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(char * 2 for char in colour[1:])
    parts = [int(full[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_pair_of_colours_can_be_read() -> None:
    style = files("adqa.report.reporters").joinpath("page", "page.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    pairs = [("ink", "card"), ("ink", "ground"), ("soft", "card"), ("soft", "ground"), ("soft", "sunk")]
    pairs += [("link", "card"), ("link", "ground"), ("pass", "pass-bg"), ("review", "review-bg")]
    pairs += [("fail", "fail-bg"), ("incomplete", "incomplete-bg")]
    for scheme in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", scheme))
        for one, other in pairs:
            low, high = sorted((luminance(colours[one]), luminance(colours[other])))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (one, other)


# --- how it is written


@pytest.mark.parametrize("name", ALL)
def test_the_same_report_gives_the_same_page(name: str) -> None:
    assert html_of(ALL[name]()) == html_of(ALL[name]())


def test_the_page_is_written_piece_by_piece() -> None:
    with SAMPLES["many"]() as report:
        sizes = [len(piece) for piece in render(report, NO_EVIDENCE)]
    assert len(sizes) > 10
    assert max(sizes) < 200_000
    assert sum(sizes) < 2_500_000


def test_pictures_are_asked_for() -> None:
    assert load_registry().reporters["html"] is REPORTER
    assert REPORTER.pictures


def test_a_creative_with_a_warning_only_is_ready_and_stands_with_those_to_check(open_page: Open) -> None:
    path = "in/a.jpg"
    near = heavy(path, 152_000, code="near", severity=Severity.WARNING)
    one = open_page(build([Art(path, Verdict.REVIEW, findings=[near])]))
    assert one.numbers() == [1, 0, 0, 0]
    assert one.page.locator(".numbers small").inner_text() == "please check"
    assert one.page.locator(".card .verdict").inner_text() == "Ready, please check"


def test_a_creative_in_a_folder_is_named_with_it_where_names_repeat(open_page: Open) -> None:
    arts = [
        Art(f"delivery/{folder}/x.jpg", Verdict.FAIL, [heavy(f"delivery/{folder}/x.jpg", 212_000)])
        for folder in "AB"
    ]
    report = build(arts)
    report.header = replace(report.header, arguments=("delivery",))
    assert open_page(report).shown(".card") == ["A/x.jpg", "B/x.jpg"]
