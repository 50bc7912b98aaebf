"""A mail as a file: opens as a draft, says the same in text and HTML, the same bytes every time."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from adqa.report.mail import XLSX, Attachment, eml

BOOK = Attachment(name="list-nörd.xlsx", media_type=XLSX, content=b"PK\x03\x04 not really")


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def draft(**changes: object) -> bytes:
    given: dict[str, object] = {"to": "Jo Park <jo@northpeak.example>", "subject": "Aurora – 27 of 38 ready"}
    given |= {"text": "Hi Jo,\n\n • one – two\n", "html": "<p>Hi Jo</p>", "attachments": [BOOK]}
    return eml(**(given | changes))  # type: ignore[arg-type]  # the arguments of eml, by name


def test_it_opens_as_a_draft_and_names_no_sender_date_or_id() -> None:
    message = read(draft())
    assert message["X-Unsent"] == "1"
    assert str(message["To"]) == "Jo Park <jo@northpeak.example>"
    assert str(message["Subject"]) == "Aurora – 27 of 38 ready"
    assert [name for name in ("From", "Date", "Message-ID", "Sender") if message[name] is not None] == []


def test_text_html_and_list_are_parts_of_it() -> None:
    message = read(draft())
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == "Hi Jo,\n\n • one – two\n"
    assert html is not None
    assert "<p>Hi Jo</p>" in html.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "list-nörd.xlsx"
    assert attached.get_content_type() == XLSX
    assert attached.get_content() == BOOK.content


def test_without_a_list_it_is_text_and_html_alone() -> None:
    message = read(draft(attachments=[]))
    assert message.get_content_type() == "multipart/alternative"
    assert list(message.iter_attachments()) == []


def test_the_same_words_give_the_same_bytes_and_others_do_not() -> None:
    assert draft() == draft()
    assert draft() != draft(text="Hi,\n")
    boundaries = re.findall(rb'boundary="([^"]+)"', draft())
    assert len(boundaries) == len(set(boundaries)) == 2


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("jo@northpeak.example", "jo@northpeak.example"),
        ("jo@northpeak.example; ana@lumen.example", "jo@northpeak.example, ana@lumen.example"),
        ("jo@northpeak.example, JO@northpeak.example", "jo@northpeak.example"),
        ('"Park, Jo" <jo@northpeak.example>', '"Park, Jo" <jo@northpeak.example>'),
        ("TBD; jo@northpeak.example", "jo@northpeak.example"),
        ("Jo <jo@northpeak.example>\nana@lumen.example", "Jo <jo@northpeak.example>, ana@lumen.example"),
    ],
)
def test_addresses_are_read_as_people_type_them(typed: str, read_as: str) -> None:
    assert str(read(draft(to=typed))["To"]) == read_as


@pytest.mark.parametrize("typed", ["", "TBD", "ask Jo", "@", "jo@", "jö@northpeak.example"])
def test_what_is_no_address_is_no_recipient(typed: str) -> None:
    assert read(draft(to=typed))["To"] is None


def test_a_copy_goes_to_those_named() -> None:
    assert str(read(draft(cc=["Ana <ana@lumen.example>"]))["Cc"]) == "Ana <ana@lumen.example>"


def test_a_line_break_in_a_subject_starts_no_header() -> None:
    message = read(draft(subject="Aurora\r\nBcc: all@lumen.example"))
    assert message["Bcc"] is None
    assert "Bcc" in str(message["Subject"])


def test_long_lines_and_lone_surrogates_can_be_sent() -> None:
    data = draft(text="x" * 5_000 + "lone\udc80\n", html="<p>lone\udc80</p>")
    assert max(map(len, data.split(b"\r\n"))) < 998
    text = read(data).get_body(("plain",))
    assert text is not None
    assert "lone\\udc80" in text.get_content()
