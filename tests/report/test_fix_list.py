"""What each owner gets: the desk's own texts, totals that add up, and no more than can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from adqa.report.campaign import BookedRecord, RowVerdict
from adqa.report.fix_list import MOST_BULLETS, FixList, fix_lists
from adqa.report.letter import MOST_WORDS, as_html, as_markdown, as_text, letter, subject, words
from adqa.report.model import Finding, Measured, Owner, Severity, Verdict
from adqa.report.report import Report
from report.campaigns import (
    HEADER,
    NORTHPEAK,
    booking,
    case_a,
    case_b,
    not_arrived,
    on_rows,
    record,
    row,
    touching,
    two_partners,
)
from report.samples import SAMPLES, Art, build, finding, heavy, wrong_size

CASE_A = """\
Subject: Lumen "Aurora" – 27 of 38 ready, 5 fixes and 6 files needed by Thu 14 May, 12:00 CT

Hi Jo,

Thanks for the Aurora files. 27 of 38 are ready to go. To start on Thu 21 May we need the
following by Thu 14 May, 12:00 CT:

Please fix (5)
 • Aurora_A_728x90_v2.jpg – is 728x91, needs 728x90
 • Aurora_A_300x600.gif – is 212 KB, limit 150 KB
 • Aurora_A_160x600.zip and Aurora_A_320x50.zip – click tag missing; see attached for the line to add
 • Aurora_B_970x250.jpg – is a PNG with a .jpg name; please export as JPG

Still to come (6)
 • Aurora B: 300x250, 728x90, 160x600, 300x600
 • Aurora A: 320x100, 970x90

One question: what are hero_new.jpg and "banner (1).jpg" for?

The attached list has every line. Please keep the file names and send only the changed files.

Thank you,
"""
CASE_B = """\
Subject: Q2 sheet v7 – 4 rows need an answer before I can traffic

Hi, 113 of 117 rows are good to go; I am starting with those. Open:
 • Row 17: 300x250 creative on a 300x600 placement. OK to use Aurora_A_300x600? It is delivered and ready.
 • Row 52: Aurora_v3 goes in; which creative goes out?
 • Rows 31 and 64: nothing runs on Tue 19 May (A ends 18 May, B starts 20 May). Which date moves?
Also: rows 77-79 add to 90 %. Rows 88-89 are hidden and 101-103 struck through; I treat the first as live, the last as cancelled.
"""  # noqa: E501 - the text as it is printed
REPORTS: dict[str, Callable[[], Report]] = {
    **SAMPLES,
    "case_a": case_a,
    "case_b": case_b,
    "two_partners": two_partners,
}


def lists_of(report: Report) -> dict[str, FixList]:
    return {one.name: one for one in fix_lists(report)}


def mail_of(one: FixList) -> str:
    return f"Subject: {subject(one)}\n\n{as_text(letter(one))}\n"


def flowed(text: str) -> str:
    """A mail without the line breaks within its paragraphs, and without empty lines."""
    text = re.sub(r"(?<=[^\n•])\n(?=[a-z])", " ", text)
    return "\n".join(line for line in text.splitlines() if line.strip())


def partner_report(
    *booked_and_found: tuple[BookedRecord, *tuple[Finding, ...]], as_of: str = "2026-05-11", **changes: object
) -> Report:
    """A campaign of one row; each argument is a booking, and what was found on its file."""
    rows = [row(6)]
    bookings, arts = [], []
    for one, *found in booked_and_found:
        booked = replace(one, rows=(rows[0].id,))
        bookings.append(booked)
        arts += [
            Art(path, Verdict.FAIL, [touching(each, booked) for each in found]) for path in booked.creatives
        ]
    absent = [not_arrived(one) for one in bookings if not one.creatives]
    campaign = record(rows, bookings, **changes)  # type: ignore[arg-type]  # arguments of record, by name
    return build(arts, absent, header=replace(HEADER, as_of=as_of), campaign=campaign)


# --- the desk's own texts


def test_monday_s_mail_to_the_partner_is_the_desk_s_own() -> None:
    with case_a() as report:
        (one,) = fix_lists(report)
    assert flowed(mail_of(one)) == flowed(CASE_A)
    assert (one.name, one.email) == ("Northpeak Studio", "jo@northpeak.example")


def test_tuesday_s_mail_to_the_account_manager_is_the_desk_s_own() -> None:
    with case_b() as report:
        manager = lists_of(report)["account manager"]
    assert flowed(mail_of(manager)) == flowed(CASE_B)


def test_monday_s_numbers_add_up() -> None:
    with case_a() as report:
        (one,) = fix_lists(report)
        campaign, summary = report.campaign, report.summary
    assert campaign is not None
    numbers = one.numbers
    assert (numbers.total, numbers.ready, numbers.to_fix, numbers.to_come) == (38, 27, 5, 6)
    assert numbers.elsewhere == numbers.on_hold == numbers.over == 0
    assert numbers.ready == summary.ready == campaign.count(RowVerdict.PASS)
    assert (one.fix_count, one.come_count) == (summary.to_fix, summary.waiting) == (5, 6)
    assert len(one.lines) == one.fix_count + one.come_count + len(one.questions) == 13


def test_tuesday_s_numbers_add_up() -> None:
    with case_b() as report:
        numbers = lists_of(report)["account manager"].numbers
    assert (numbers.total, numbers.ready, numbers.to_fix, numbers.elsewhere) == (117, 113, 4, 0)


# --- who gets what


def test_each_fault_goes_to_who_can_mend_it() -> None:
    with two_partners() as report:
        lists = lists_of(report)
    assert list(lists) == ["Northpeak Studio", "Birch & Vale", "account manager"]
    assert [one.creative for one in lists["Northpeak Studio"].lines] == [
        "Aurora_A_300x250.jpg",
        "Aurora A 728x90",
    ]
    assert [one.creative for one in lists["Birch & Vale"].lines] == ["Borealis X9_300x250.jpg"]


def test_what_would_name_another_partner_goes_to_the_account_manager() -> None:
    with two_partners() as report:
        wrong = [line.wrong for line in lists_of(report)["account manager"].lines]
    assert any("same picture as Borealis" in one for one in wrong)
    assert any("44107391" in one for one in wrong)
    assert "Fits Borealis X9" in wrong


def test_a_partner_is_found_by_its_contact_or_address_too() -> None:
    by_address = booking("Aurora A", "300x250", [row(6)], owner="JO@northpeak.example", creatives=())
    by_contact = booking("Aurora A", "728x90", [row(6)], owner="jo  park", creatives=())
    waiting = [(replace(one, verdict=RowVerdict.WAITING),) for one in (by_address, by_contact)]
    with partner_report(*waiting) as report:
        (one,) = fix_lists(report)
    assert (one.name, one.come_count) == ("Northpeak Studio", 2)


def test_without_a_named_partner_there_is_one_list_for_whoever_delivers() -> None:
    path = "Aurora_delivery/Aurora_A_300x250.jpg"
    one = booking("Aurora A", "300x250", [row(6)], owner="", verdict=RowVerdict.FAIL)
    with partner_report((one, heavy(path, 212_000)), partners=()) as report:
        (found,) = fix_lists(report)
    assert (found.name, found.email, found.numbers.total) == ("creative partner", "", 1)
    assert mail_of(found).startswith('Subject: Lumen "Aurora" – 0 of 1 ready, 1 fix needed by')
    assert "\nHi,\n" in mail_of(found)


def test_without_a_sheet_the_list_has_what_the_report_has() -> None:
    with SAMPLES["every_outcome"]() as report:
        (one,) = fix_lists(report)
        assert one.numbers.ready == report.summary.ready
        assert one.come_count == report.summary.missing == 2
    text = mail_of(one)
    assert "4 of 10 are ready to go, 3 are with us. We need the following:" in text
    assert "over.jpg – is 212 KB, limit 150 KB" in text
    assert "waived.jpg" not in text
    assert "known.jpg" not in text
    assert "noted.jpg" not in text


def test_the_web_team_gets_its_own_list() -> None:
    found = on_rows(
        "landing/not-found", "gone", [12, 13], "/site/aurora-55/6534615.p – 404 (12 May, 10:14 CT)",
        "Give the right product page.", Owner.WEB_TEAM,
    )  # fmt: skip
    rows = [row(number, "Traffic", verdict=RowVerdict.FAIL) for number in (12, 13)]
    with build([], [found], header=HEADER, campaign=record(rows, ())) as report:
        (one,) = fix_lists(report)
    assert one.owner is Owner.WEB_TEAM
    assert "Hi, could you look at this:" in mail_of(one)
    assert " • Rows 12-13: /site/aurora-55/6534615.p – 404 (12 May, 10:14 CT). Give" in mail_of(one)
    assert [line.row for line in one.lines] == ["Traffic 12", "Traffic 13"]


def test_what_ad_ops_need_an_answer_to_is_asked_once_in_lists_that_add_up() -> None:
    with case_b() as report:
        mails, sums = fix_lists(report), fix_lists(report, once=True)
    assert [len(one.to_fix) for one in mails] == [3, 2]
    assert sum(one.numbers.to_fix for one in sums) == 4


# --- days


@pytest.mark.parametrize(
    ("as_of", "in_subject", "in_text"),
    [
        ("2026-05-14", "1 file needed by Thu 14 May, 12:00 CT", "the following by Thu 14 May, 12:00 CT:"),
        ("2026-05-15", "1 file needed now (due Thu 14 May, 12:00 CT)", "as soon as you can (due Thu 14 May"),
    ],
)
def test_what_is_late_is_asked_for_now(as_of: str, in_subject: str, in_text: str) -> None:
    one = booking("Aurora A", "300x250", [row(6)], creatives=(), verdict=RowVerdict.MISSING)
    with partner_report((one,), as_of=as_of) as report:
        (found,) = fix_lists(report)
    assert in_subject in subject(found)
    assert in_text in mail_of(found)


def test_without_a_due_time_none_is_invented() -> None:
    one = booking(
        "Aurora A", "300x250", [row(6)], creatives=(), verdict=RowVerdict.MISSING, due="", due_at=None
    )
    with partner_report((one,)) as report:
        (found,) = fix_lists(report)
    assert subject(found).endswith("1 file needed")
    assert "To start on Thu 21 May we need the following:" in mail_of(found)


def test_what_is_due_later_says_so() -> None:
    first = booking("Aurora A", "300x250", [row(6)], creatives=(), verdict=RowVerdict.WAITING)
    later = replace(
        booking("Aurora B", "300x250", [row(6)], creatives=(), verdict=RowVerdict.WAITING),
        due="Mon 18 May 12:00 CT",
        due_at="2026-05-18T12:00:00-05:00",
    )
    with partner_report((first,), (later,)) as report:
        (one,) = fix_lists(report)
    assert " • Aurora A: 300x250\n • Aurora B: 300x250 (by Mon 18 May, 12:00 CT)\n" in mail_of(one)


def test_a_start_in_another_year_says_which() -> None:
    rows = [row(6, start="2027-01-04")]
    one = booking("Aurora A", "300x250", rows, creatives=(), verdict=RowVerdict.WAITING)
    with build([], [not_arrived(one)], header=HEADER, campaign=record(rows, [one])) as report:
        (found,) = fix_lists(report)
    assert "To start on Mon 4 Jan 2027 we need" in mail_of(found)


# --- bullets


def test_several_faults_of_one_file_are_one_bullet_and_several_lines() -> None:
    path = "Aurora_delivery/Aurora_A_300x250.jpg"
    one = booking("Aurora A", "300x250", [row(6)], verdict=RowVerdict.FAIL)
    with partner_report((one, heavy(path, 212_000), wrong_size(path, "300x251", ["300x250"]))) as report:
        (found,) = fix_lists(report)
    assert found.fix_count == 1
    assert (
        "Please fix (1)\n • Aurora_A_300x250.jpg – is 300x251, needs 300x250; is 212 KB, limit 150 KB"
        in mail_of(found)
    )
    assert [line.wrong for line in found.lines] == [
        "300x251 px; must be 300x250",
        "Weighs 212 KB; limit 150 KB (62 KB over)",
    ]


def test_a_fault_without_numbers_says_what_to_do() -> None:
    path = "Aurora_delivery/Aurora_A_300x250.jpg"
    broken = finding(
        path, "file/unreadable", "truncated", message="Aurora_A_300x250.jpg stops in the middle",
        measured=None, allowed=None, fix="Send the file again.",
    )  # fmt: skip
    with partner_report(
        (booking("Aurora A", "300x250", [row(6)], verdict=RowVerdict.FAIL), broken)
    ) as report:
        (one,) = fix_lists(report)
    assert "Aurora_A_300x250.jpg – stops in the middle; send the file again\n" in mail_of(one)


def test_a_warning_is_not_called_a_fix() -> None:
    path = "Aurora_delivery/Aurora_A_300x250.jpg"
    near = heavy(path, 152_300, severity=Severity.WARNING)
    with partner_report(
        (booking("Aurora A", "300x250", [row(6)], verdict=RowVerdict.REVIEW), near)
    ) as report:
        (one,) = fix_lists(report)
    assert subject(one).endswith("1 of 1 ready, 1 file to look at")
    assert "Nothing is held up; please look at the following:" in mail_of(one)
    assert "Please fix" not in mail_of(one)


def test_names_that_carry_their_size_are_given_whole() -> None:
    labels = ["Aurora_B_300x250_v2", "Aurora_B_728x90_v2"]
    booked = [
        (
            replace(
                booking("x", "300x250", [row(6)], creatives=(), verdict=RowVerdict.WAITING),
                key=label,
                label=label,
            ),
        )
        for label in labels
    ]
    with partner_report(*booked) as report:
        (one,) = fix_lists(report)
    assert " • Aurora_B_300x250_v2, Aurora_B_728x90_v2\n" in mail_of(one)


def test_files_of_one_name_are_told_apart_by_their_folders_and_by_no_more() -> None:
    paths = [f"/srv/private/Aurora/{folder}/banner.jpg" for folder in "AB"]
    booked = [
        (
            booking(f"Aurora {name}", "300x250", [row(6)], creatives=(path,), verdict=RowVerdict.FAIL),
            heavy(path, weight),
        )
        for name, path, weight in zip("AB", paths, (212_000, 199_000), strict=True)
    ]
    with partner_report(*booked) as report:
        (one,) = fix_lists(report)
    assert {point.names for point in one.to_fix} == {("A/banner.jpg",), ("B/banner.jpg",)}


def test_of_many_files_those_over_one_limit_share_a_bullet() -> None:
    with SAMPLES["many"]() as report:
        (one,) = fix_lists(report)
    assert one.fix_count == 1_000
    text = mail_of(one)
    assert "Please fix (1,000)\n" in text
    assert "and 137 more – must be 300x250; over the limit of 150 KB" in text
    assert "The attached list has all 1,143." in text


# --- what every mail keeps


@pytest.mark.parametrize("name", REPORTS)
def test_a_mail_is_short_polite_and_in_the_reader_s_words(name: str) -> None:
    with REPORTS[name]() as report:
        lists = fix_lists(report)
        rules = {one.rule for one in report.findings()}
    for one in lists:
        text = mail_of(one)
        assert words(letter(one)) <= MOST_WORDS
        assert text.count("•") <= MOST_BULLETS
        assert not [rule for rule in rules if rule in text]
        if name != "hostile":
            assert not re.search(
                r"\b(adqa|error|warning|severity|incomplete|failed|wrong|fault)\b", text, re.I
            )
        if one.for_partner:
            assert text.index("Thanks for") < text.index("ready to go") < text.index("Thank you,")


@pytest.mark.parametrize("count", [1, 12, 13, 40, 400])
def test_a_mail_stays_short_however_much_there_is_to_say(count: int) -> None:
    booked = []
    for number in range(count):
        path = f"Aurora_delivery/A rather long name of a file {number} of many.jpg"
        odd = finding(
            path, "image/odd", "odd", message=f"{number} things on it are not as they should be, we think",
            measured=Measured(value=number, text=str(number)), allowed=None,
            fix="Have a look at the picture and send it again with everything as it was agreed.",
        )  # fmt: skip
        booked.append(
            (
                booking(f"Aurora {number}", "300x250", [row(6)], creatives=(path,), verdict=RowVerdict.FAIL),
                odd,
            )
        )
    with partner_report(*booked) as report:
        (one,) = fix_lists(report)
    blocks = letter(one)
    assert words(blocks) <= MOST_WORDS
    assert f"Please fix ({count})" in as_text(blocks)
    shown = as_text(blocks).count("•")
    assert 1 <= shown <= MOST_BULLETS
    whole = "The attached list has every line." if shown == count else f"The attached list has all {count}."
    assert whole in as_text(blocks)


def test_the_three_forms_say_the_same_and_nothing_in_them_is_live() -> None:
    with SAMPLES["hostile"]() as report:
        (one,) = fix_lists(report)
    blocks = letter(one)
    html, markdown, text = as_html(blocks), as_markdown(blocks), as_text(blocks)
    assert "<script" not in html.lower()
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    assert not re.search(r"(src|href)=", re.sub(r">[^<]*<", "><", html))
    assert "<script" not in markdown
    assert "\x1b" not in text + html + markdown
    assert "\u202e" not in text + html + markdown
    for heading in ("Please fix (10)", "Thank you,"):
        assert heading in text
        assert heading in html
        assert heading in markdown


def test_html_has_inline_styles_only() -> None:
    with case_a() as report:
        (one,) = fix_lists(report)
    html = as_html(letter(one))
    assert not re.search(r"<(style|link|img|script|meta)|url\(|https?:", html)
    assert html.count("<li ") == mail_of(one).count("•") == 6
    assert NORTHPEAK.name not in html
