"""Mails as files: names of owners, the mail about an offer that is over, the format for pasting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adqa.report.campaign import PartnerRecord, RowVerdict
from adqa.report.fix_list import fix_lists
from adqa.report.letter import as_text
from adqa.report.offer_mail import offer_letter, offer_subject, offers_over
from adqa.report.report import Report
from adqa.report.reporters.mail import render
from adqa.report.send import mails, offer_mails, write_mails
from report.campaigns import HEADER, booking, case_a, case_d, record, row
from report.samples import SAMPLES, build

CASE_D = """\
Hi Jo, the $200 offer on Aurora 55" ended Monday 18 May and the price is back to $849.99.
Four creatives on nine placements still show "Save $200 thru 5/18" and are booked to Sunday 24 May.
Please tell us by 14:00 CT today: (a) swap to "Aurora evergreen", all four sizes are here and ready, or (b) pause until you send new art.
Without an answer we will pause at 14:00 CT.
"""  # noqa: E501 - the text as it is printed


def waiting_for(*names: str) -> Report:
    """A campaign in which one creative of each of these partners has not arrived."""
    rows = [row(number, owner=name) for number, name in enumerate(names, 6)]
    booked = [
        booking(
            f"Aurora {one.row}", "300x250", [one], owner=one.owner, creatives=(), verdict=RowVerdict.WAITING
        )
        for one in rows
    ]
    partners = [PartnerRecord(name=name, contact="", email="") for name in names]
    return build([], header=HEADER, campaign=record(rows, booked, partners=partners))


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (("Northpeak Studio",), ["northpeak"]),
        (("Northpeak Studio", "Northpeak Agency"), ["northpeak-studio", "northpeak-agency"]),
        (("Müller & Söhne GmbH",), ["muller-sohne"]),
        (("Studio",), ["studio"]),
        (("株式会社ルーメン",), ["株式会社ルーメン"]),
        (("../../etc/passwd",), ["etc-passwd"]),
        (("***",), ["owner"]),
        (("A/B", "A B"), ["a-b", "a-b-2"]),
        (("x" * 300,), ["x" * 40]),
    ],
)
def test_an_owner_is_a_short_safe_unique_file_name(names: tuple[str, ...], slugs: list[str]) -> None:
    with waiting_for(*names) as report:
        assert [one.slug for one in mails(report)] == slugs


@pytest.mark.parametrize(
    ("contact", "email", "to"),
    [
        ("Jo Park", "jo@northpeak.example", "Jo Park <jo@northpeak.example>"),
        ("Park, Jo", "jo@northpeak.example", '"Park, Jo" <jo@northpeak.example>'),
        ("", "jo@northpeak.example", "jo@northpeak.example"),
        ("Jo Park", "jo@northpeak.example; ana@lumen.example", "jo@northpeak.example; ana@lumen.example"),
        ("Jo Park", "", ""),
    ],
)
def test_the_recipient_is_the_contact(contact: str, email: str, to: str) -> None:
    with waiting_for("Northpeak") as report:
        assert report.campaign is not None
        partner = PartnerRecord(name="Northpeak", contact=contact, email=email)
        report.campaign = replace(report.campaign, partners=(partner,))
        (one,) = mails(report)
    assert one.to == to


# --- an offer that is over


def test_wednesday_s_mail_to_the_partner_is_the_desk_s_own() -> None:
    with case_d() as report:
        (found,) = offers_over(report)
    assert (found.creatives, found.placements, found.replacement) == (4, 9, "Aurora evergreen")
    told = replace(found, offer='$200 offer on Aurora 55"', shown="Save $200 thru 5/18", price_now="$849.99")
    assert offer_subject(told) == (
        "Aurora – offer ended 18 May, creative still running to 24 May: pause or swap today?"
    )
    text = as_text(offer_letter(told, answer_by="14:00 CT", on_no_answer="pause"))
    assert text.split() == CASE_D.split()


def test_an_action_is_promised_only_if_the_house_has_set_it() -> None:
    with case_d() as report:
        (found,) = offers_over(report)
    for answer_by in ("", "14:00 CT"):
        text = as_text(offer_letter(found, answer_by=answer_by))
        assert "Without an answer" not in text
        assert "the offer on Aurora ended Monday 18 May." in text
    assert "Please tell us today: (a) swap" in as_text(offer_letter(found, on_no_answer="pause"))
    assert "we will pause" not in as_text(offer_letter(found, on_no_answer="pause"))


def test_without_anything_to_swap_in_new_art_is_asked_for() -> None:
    with case_d() as report:
        found = replace(offers_over(report)[0], replacement="", creatives=1, placements=1)
    text = as_text(offer_letter(found))
    assert "One creative on one placement still shows it and is booked to Sunday 24 May." in text
    assert "(a) send new art today, or (b) pause until you send new art" in text
    assert offer_subject(found).endswith("creative still running to 24 May: pause or send new art today?")


@pytest.mark.parametrize(("as_of", "count"), [("2026-05-18", 0), ("2026-05-19", 1)])
def test_an_offer_is_over_on_the_day_after_its_last(as_of: str, count: int) -> None:
    with case_d() as report:
        report.header = replace(report.header, as_of=as_of)
        assert len(offers_over(report)) == count


def test_each_row_is_told_what_fits_it() -> None:
    with case_d() as report:
        (one,) = fix_lists(report)
    assert {line.row: line.fix for line in one.lines}["Display 7"].endswith(
        "Aurora_evergreen_728x90 (ready)."
    )
    assert len(one.lines) == 9
    assert one.to_fix[0].names == ("rows 6, 10 and 14",)


def test_the_offer_s_mail_lies_beside_the_others(tmp_path: Path) -> None:
    with case_d() as report:
        files = write_mails(report, tmp_path, answer_by="14:00 CT", on_no_answer="pause")
        (mail,) = offer_mails(report)
    assert [file.name for file in files] == [
        *("mail-account-manager.eml", "mail-account-manager.txt", "list-account-manager.xlsx"),
        *("mail-northpeak-studio-offer.eml", "mail-northpeak-studio-offer.txt"),
    ]
    assert "Without an answer we will pause at 14:00 CT." in files[-1].read_text("utf-8")
    assert mail.to == "Jo Park <jo@northpeak.example>"


# --- the format


def test_the_format_has_every_mail_with_address_and_subject() -> None:
    with case_a() as report:
        text = b"".join(render(report, report.evidence)).decode()
        (one,) = mails(report)
    assert f"To: Jo Park <jo@northpeak.example>\nSubject: {one.subject}\n\n{one.text}" in text


def test_the_format_says_so_when_there_is_nothing_to_send() -> None:
    with SAMPLES["all_pass"]() as report:
        assert "there is no mail" in b"".join(render(report, report.evidence)).decode()
