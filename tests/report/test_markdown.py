"""Markdown, read back with a CommonMark parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.campaign import RowVerdict
from adqa.report.model import Severity, Verdict, Waived
from adqa.report.report import Report
from adqa.report.reporters.markdown import REPORTER, code, escaped
from adqa.report.safe_text import visible
from report.campaigns import case_a, case_b
from report.samples import SAMPLES, Art, build, every_outcome, finding, heavy, hostile, many, realistic

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {"<!-- -->", "<code>", "</code>"}
ALL = {**SAMPLES, "realistic": realistic}


def page(report: Report) -> str:
    with report:
        return b"".join(REPORTER.render(report, NO_EVIDENCE)).decode()


def tokens(text: str) -> Iterator[Token]:
    """All tokens, nested ones too."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def cells(text: str) -> list[list[str]]:
    """The text of the rows of all tables as a reader sees it, head rows left out."""
    rows: list[list[str]] = []
    before = ""
    for token in READER.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif before == "td_open":
            rows[-1].append(shown_text(token))
        before = token.type
    return [row for row in rows if row]


def shown_text(inline: Token) -> str:
    return "".join(one.content for one in inline.children or () if not one.type.startswith("html"))


def running_text(text: str) -> Iterator[str]:
    """Pieces of text between tags; GitHub looks for mentions and references in each that is no code."""
    for token in READER.parse(text):
        code_tags = 0
        for one in token.children or ():
            code_tags += {"<code>": 1, "</code>": -1}.get(one.content, 0) if one.type == "html_inline" else 0
            if one.type == "text" and not code_tags:
                yield one.content


@pytest.mark.parametrize("sample", ALL)
def test_the_four_numbers(sample: str) -> None:
    report = ALL[sample]()
    summary = report.summary
    first = page(report).splitlines()[0]
    numbers = [int(one.replace(",", "")) for one in re.findall(r"([\d,]+) (?:ready|to|missing|not)", first)]
    assert numbers == [summary.ready, summary.to_fix, summary.missing, summary.not_fully_checked]


def test_every_outcome() -> None:
    text = page(every_outcome())
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "## 4 ready (1 of them: please check) · 1 to fix · 2 missing · 3 not fully checked",
        "### Missing (2)",
        "### To fix (1)",
        "### Please check (1)",
        "### Not fully checked (3)",
        "### Accepted, not counted (1)",
        "### To check by eye (2)",
        "### About this report",
    ]
    assert (
        "| `over.jpg` | weighs 212 KB; limit 150 KB (62 KB over) "
        "| 62 KB must go: export again with stronger compression or fewer frames. | `weight/file` |"
    ) in text
    for line in (
        (
            "- ~~`waived.jpg` weighs 219 KB; limit 150 KB (69 KB over)~~ accepted by M. Ruiz: "
            "accepted by mail; up to 220 KB; until Sun 24 May 2026"
        ),
        "- [ ] The logo stands on the left and is not covered.",
        "- 1 note, counted and not listed",
        "- 1 known from the baseline, not counted",
        "- Not checked in this run: landing pages, words in the picture",
        "- Nothing on it could be judged: `empty.jpg` → name its ad unit, or check by hand",
    ):
        assert line in text.splitlines()
    assert "[Display creative guide §2.1, read Sun 1 Feb 2026](<https://ads.example.com/display>)" in text
    assert "image/profile" not in text


def test_hostile_text_is_text() -> None:
    text = page(hostile())
    found = list(tokens(text))
    assert {one.content for one in found if one.type == "html_inline"} <= HARMLESS
    assert not any(one.type in ("html_block", "fence", "code_block", "image") for one in found)
    links = [one.attrs["href"] for one in found if one.type == "link_open"]
    assert set(links) <= {"https://ads.example.com/display"}
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert all(len(row) == 4 for row in cells(text))
    names = {row[0] for row in cells(text)}
    assert "]]>&amp;\"'{{7*7}}{% raw %}.jpg › img/]]>&amp;\"'{{7*7}}{% raw %}.jpg" in names


def test_nobody_is_called() -> None:
    """GitHub finds these in the text of the finished page, outside of code: an escape would not do."""
    for piece in running_text(page(hostile())):
        assert not re.search(r"@\w|#\d|gh-\d|://|www\.", piece, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x", "www.evil.example", "a@b.example", "#12", "GH-12", "1. x", "- x", "+ x",
        "# x", "---", "===", "> q", "~~~", "```", "a|b", "a\\|b", "![a](b)", "[a]: http://x", "[^1]", "&lt;",
        "<!-- x", "*a*", "_a_", "$x$", "12) x", "- [ ] x", "<b>", "`",
    ],
)  # fmt: skip
def test_text_in_a_list_stays_text(text: str) -> None:
    found = list(tokens(f"- {escaped(text)}"))
    assert "".join(one.content for one in found if one.type == "text") == text
    assert {one.type for one in found} - {"text", "html_inline"} == {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close",
        "list_item_close", "bullet_list_close",
    }  # fmt: skip
    for piece in running_text(f"- {escaped(text)}"):
        assert not re.search(r"@\w|#\d|gh-\d|://|www\.", piece, re.IGNORECASE)


@given(st.text(min_size=1))
def test_any_text_stays_text(text: str) -> None:
    shown = visible(text).strip()
    assert cells(f"| a |\n| --- |\n| x{escaped(text)} |") == [[f"x{shown}"]]


@given(st.text(min_size=1))
def test_any_name_stays_a_name(text: str) -> None:
    assert cells(f"| a |\n| --- |\n| {code(text)} |") == [[visible(text)]]


def test_a_thousand_fixes_fit_and_each_fault_is_shown() -> None:
    text = page(many())
    assert len(text.encode()) < 65_536
    assert text.count("`weight/file`") == 20
    assert text.count("`size/not-allowed`") == 20
    assert "**+1,103 more**" in text
    assert "### To fix (1,143 fixes on 1,000 creatives)" in text


def test_many_faults_of_every_kind_fit() -> None:
    long = "x" * 900
    arts = [
        Art(
            f"d/{long}_{n}.jpg",
            Verdict.FAIL,
            [
                heavy(f"d/{long}_{n}.jpg", 200_000 + n, code=f"code-{n}", severity=severity)
                for severity in (Severity.ERROR, Severity.WARNING)
            ],
        )
        for n in range(60)
    ]
    text = page(build(arts))
    assert len(text.encode()) < 65_536
    assert "### About this report" in text
    assert text.count("**+") >= 2


def test_accepted_ones_are_struck_through() -> None:
    waived = Waived(reason="by mail *now*", owner="A~~B", until=None)
    text = page(build([Art("d/a.jpg", findings=[finding("d/a.jpg", waived=waived)])]))
    found = list(tokens(text))
    assert sum(one.type == "s_open" for one in found) == 1
    assert any(one.type == "text" and "A~~B" in one.content for one in found)


def test_a_campaign_has_its_head_and_what_is_awaited() -> None:
    text = page(case_a())
    assert "**Aurora · Lumen · starts Thu 21 May 2026** · as of Mon 11 May 2026" in text
    assert "38 booked · 27 ready · 5 to fix · 6 waiting (due Thu 14 May 12:00 CT)" in text
    assert (
        "### Waiting (6)\n\n- Northpeak Studio, due Thu 14 May 12:00 CT: A: 320x100 970x90 · B: 300x250"
        in text
    )
    assert "### Which is it? (2)" in text
    assert "For: **Northpeak Studio**" in text
    assert "### Missing" not in text
    assert "### Missing (6)\n\n- Northpeak Studio, was due Thu 14 May 12:00 CT: " in page(
        case_a(RowVerdict.MISSING)
    )


def test_what_is_wrong_with_rows_stands_under_them() -> None:
    text = page(case_b())
    assert "117 live rows · 113 ready (3 of them: please check) · 4 to fix" in text
    assert "| rows 31, 64 | Nothing runs on Tue 19 May" in text
    assert "### Please decide (1)" in text
