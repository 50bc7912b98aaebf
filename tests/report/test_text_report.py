"""The text for terminals: short, worst first, in words, and safe to print."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from rich.cells import cell_len

from adqa.engine.evidence import NO_EVIDENCE
from adqa.report.model import Owner, Severity, Subject, Verdict
from adqa.report.report import Report
from adqa.report.reporters.text import LIMIT, render, terminal
from report.samples import SAMPLES, Art, build, every_outcome, finding, heavy, realistic

ALL = {**SAMPLES, "realistic": realistic}
HEADING = re.compile(r"^[A-Z][A-Z ,]+(\([\w, ]+\))?( +for: [a-z ]+)?$")


def lines_of(
    report: Report, *, width: int = 100, colour: bool = False, show_all: bool = False, more: str | None = None
) -> list[str]:
    with report:
        return terminal(
            report, NO_EVIDENCE, width=width, colour=colour, show_all=show_all, more=more
        ).splitlines()


def section(lines: list[str], title: str) -> list[str]:
    """The lines below a heading, without it."""
    start = next(number for number, line in enumerate(lines) if line.startswith(title))
    end = next((number for number, line in enumerate(lines) if number > start and not line), len(lines))
    return lines[start + 1 : end]


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("name", ALL)
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    for line in lines_of(ALL[name](), width=width):
        assert cell_len(line) <= width, line


@pytest.mark.parametrize("show_all", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_nothing_unseen_is_printed(name: str, show_all: bool) -> None:
    with ALL[name]() as report:
        text = terminal(report, NO_EVIDENCE, width=80, colour=False, show_all=show_all)
    unseen = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen <= {"\n"}
    assert text.encode()


def test_colour_is_the_only_control_sequence() -> None:
    with SAMPLES["hostile"]() as report:
        text = terminal(report, NO_EVIDENCE, width=80, colour=True, show_all=True)
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\x1b[31mred" not in text


@pytest.mark.parametrize("name", ALL)
def test_words_of_the_trade_only(name: str) -> None:
    text = "\n".join(lines_of(ALL[name](), show_all=True)).replace("Not checked in this run:", "")
    assert not re.search(r"\b(incomplete|subjects?|runs?|facts|not_applicable|unknown|crashed)\b", text)


def test_the_whole_text_of_a_small_report() -> None:
    art = Art("in/over.jpg", Verdict.FAIL, findings=[heavy("in/over.jpg", 212_000)], specs=())
    report = build([art, Art("in/good.jpg", specs=())])
    report.header = replace(report.header, arguments=("in",), specs=())
    assert lines_of(report, width=80) == [
        "adqa checked in as of Mon 11 May 2026",
        "2 files delivered · 2 creatives",
        "",
        "1 ready · 1 to fix · 0 missing · 0 not fully checked",
        "",
        "TO FIX (1)                                                 for: creative partner",
        "  over.jpg  weighs 212 KB; limit 150 KB (62 KB over)",
        "            → 62 KB must go: export again with stronger compression or fewer",
        "            frames. [weight/file]",
        "",
    ]


def test_the_worst_comes_first() -> None:
    headings = [
        line.split(" (")[0] for line in lines_of(every_outcome(), show_all=True) if HEADING.match(line)
    ]
    assert headings == [
        "MISSING",
        "TO FIX",
        "PLEASE CHECK",
        "NOT FULLY CHECKED",
        "NOTES",
        "ACCEPTED, NOT COUNTED",
        "TO CHECK BY EYE",
    ]


def test_a_thousand_fixes_are_twenty_lines_and_a_count() -> None:
    fixes = section(lines_of(SAMPLES["many"](), more="adqa-report/report.html"), "TO FIX")
    shown = sum(line.startswith("  banner_") for line in fixes)
    assert shown == LIMIT
    assert len(fixes) == LIMIT + 2, "the advice they share, and the count"
    assert fixes[-1] == f"  +{1_143 - shown:,} more: adqa-report/report.html"


def test_what_was_left_out_names_the_option_where_there_is_no_page() -> None:
    assert section(lines_of(SAMPLES["many"]()), "TO FIX")[-1].endswith(" more: shown with --all")


def test_all_means_all() -> None:
    lines = lines_of(SAMPLES["many"](), show_all=True)
    assert sum(line.startswith("  banner_") for line in lines) == 1_143
    assert not any(" more: " in line for line in lines)


def test_many_missing_sets_are_bounded_too() -> None:
    lost = [
        finding(
            "in",
            "campaign/missing-size",
            "required",
            subject=Subject(kind="set", id=f"set {number}"),
            message=f"set {number}: 1 of 2 required sizes delivered; missing 300x250",
            measured=None,
            where={"missing": "300x250", "set": number},
            fix="Send 300x250.",
            member=str(number),
        )
        for number in range(50)
    ]
    listed = section(lines_of(build([Art("in/a.jpg")], lost)), "MISSING (50)")
    assert len(listed) == LIMIT + 1
    assert listed[-1] == "  +40 more: shown with --all"


def test_fixes_of_several_owners_stand_under_their_names() -> None:
    path = "in/a.jpg"
    found = [
        heavy(path, 212_000),
        finding(path, "naming/preset", "order", owner=Owner.ACCOUNT_MANAGER, measured=None, fix="Rename it."),
    ]
    lines = lines_of(build([Art(path, Verdict.FAIL, findings=found)]))
    assert [line for line in lines if "for: " in line] == [" for: creative partner", " for: account manager"]


def test_the_same_fault_under_two_units_is_one_line() -> None:
    path = "in/a.jpg"
    found = [heavy(path, 212_000), heavy(path, 212_000, spec="iab/fixed")]
    lines = lines_of(build([Art(path, Verdict.FAIL, findings=found)]))
    assert sum("weighs 212 KB" in line for line in lines) == 1
    assert any(line.startswith("TO FIX (1)") for line in lines)


def test_advice_for_several_files_is_said_once() -> None:
    arts = [
        Art(f"in/{name}.jpg", Verdict.FAIL, findings=[heavy(f"in/{name}.jpg", weight)])
        for name, weight in (("a", 212_000), ("b", 190_000))
    ]
    fixes = section(lines_of(build(arts)), "TO FIX (2)")
    assert [line.strip() for line in fixes] == [
        "a.jpg  weighs 212 KB; limit 150 KB (62 KB over)",
        "b.jpg  weighs 190 KB; limit 150 KB (40 KB over)",
        "→ Export again with stronger compression or fewer frames. [weight/file]",
    ]


def test_creatives_that_share_a_name_are_told_apart() -> None:
    arts = [
        Art(path, Verdict.FAIL, findings=[heavy(path, 212_000)])
        for path in ("delivery/A/x.jpg", "delivery/B/x.jpg")
    ]
    fixes = section(lines_of(build(arts)), "TO FIX (2)")
    assert [line.split()[0] for line in fixes[:2]] == ["A/x.jpg", "B/x.jpg"]


def test_notes_are_counted_and_listed_only_on_demand() -> None:
    assert "1 note, shown with --all" in lines_of(every_outcome())
    listed = section(lines_of(every_outcome(), show_all=True), "NOTES (1)")
    assert any("Adobe RGB" in line for line in listed)


def test_accepted_findings_stay_and_say_who_and_until_when() -> None:
    name, why = section(lines_of(every_outcome()), "ACCEPTED, NOT COUNTED (1)")
    assert name.split() == ["waived.jpg", "weighs", "219", "KB;", "limit", "150", "KB", "(69", "KB", "over)"]
    assert why.strip() == "accepted by M. Ruiz: accepted by mail; up to 220 KB; until Sun 24 May 2026"


def test_a_file_that_cannot_be_read_is_one_fault() -> None:
    lines = lines_of(realistic())
    assert sum("broken.jpg" in line for line in lines) == 1
    assert not any("cannot be opened" in line for line in lines)


def test_what_was_not_asked_for_is_named_once() -> None:
    lines = lines_of(every_outcome())
    assert [line for line in lines if "landing pages" in line] == [
        "Not checked in this run: landing pages, words in the picture"
    ]


def test_a_check_that_failed_is_said_where_no_creative_waits_for_it() -> None:
    lines = lines_of(SAMPLES["hostile"]())
    assert "COULD NOT BE CHECKED" in lines
    assert not any("(0)" in line for line in lines)


def test_nothing_delivered_is_said() -> None:
    assert "No creative was found." in lines_of(SAMPLES["empty"]())


def test_the_reporter_writes_the_same_without_colour() -> None:
    with every_outcome() as report:
        text = b"".join(render(report, NO_EVIDENCE)).decode()
    assert text.splitlines() == lines_of(every_outcome())


def test_a_warning_alone_is_ready_and_says_please_check() -> None:
    path = "in/a.jpg"
    near = heavy(path, 152_000, code="near", severity=Severity.WARNING)
    lines = lines_of(build([Art(path, Verdict.REVIEW, findings=[near])]))
    assert "1 ready (please check) · 0 to fix · 0 missing · 0 not fully checked" in lines
