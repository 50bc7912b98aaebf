"""Mails as files: a draft that a mail program opens ready to send, the same bytes for the same words.

`X-Unsent: 1` makes Outlook open the file as a draft instead of a message received. There is no From, Date
or Message-ID: the mail program that sends it knows those, and a file that named them would change with
every run or lie.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

from adqa.report.safe_text import visible

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
_BETWEEN = re.compile(r'[;,\n](?=(?:[^"]*"[^"]*")*[^"]*$)')
"""What parts two addresses; a comma in a quoted name does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


def eml(
    to: str,
    subject: str,
    text: str,
    html: str,
    attachments: Iterable[Attachment] = (),
    cc: Iterable[str] = (),
) -> bytes:
    """A draft with the same words as text and as HTML.

    `to` and `cc` are what people type into an address field: `Jo Park <jo@example.com>`, several parted by
    commas or semicolons. What is no address is left out, so that a mail is never sent to a wrong place.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    for header, addresses in (("To", _addresses([to])), ("Cc", _addresses(cc))):
        if addresses:
            message[header] = addresses
    message["Subject"] = visible(subject)
    message.set_content(_encodable(text), cte="quoted-printable")
    message.add_alternative(_encodable(html), subtype="html", cte="quoted-printable")
    files = list(attachments)
    for one in files:
        main, _, sub = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=visible(one.name))
    _name_boundaries(message, subject, text, html, files)
    return message.as_bytes()


def _addresses(typed: Iterable[str]) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for name, address in getaddresses([part for one in typed for part in _BETWEEN.split(one)]):
        user, at, host = address.rpartition("@")
        if at and user and host and address.isascii() and address.isprintable() and " " not in address:
            found.setdefault(address.casefold(), Address(visible(name), user, host))
    return tuple(found.values())


def _encodable(text: str) -> str:
    """Lone surrogates, as in a file name that is not valid UTF-8, cannot be sent; they show as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _name_boundaries(
    message: EmailMessage, subject: str, text: str, html: str, files: Iterable[Attachment]
) -> None:
    """Boundaries made of what they part, as the library would draw them at random."""
    digest = hashlib.sha256()
    for part in (subject, text, html):
        digest.update(part.encode("utf-8", "backslashreplace") + b"\0")
    for one in files:
        digest.update(one.content)
    for number, container in enumerate(one for one in message.walk() if one.is_multipart()):
        container.set_boundary(f"=_{number}_{digest.hexdigest()[:40]}")
