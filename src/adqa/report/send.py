"""Mails ready to send, one for each owner with something to do, and their lists as workbooks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from adqa.report.fix_list import FixList, fix_lists
from adqa.report.letter import Block, as_html, as_text, letter, subject
from adqa.report.offer_mail import offer_letter, offer_subject, offers_over
from adqa.report.report import Report
from adqa.report.safe_text import visible

_KIND_OF_COMPANY = {
    *("studio", "studios", "agency", "group", "media", "inc", "llc", "ltd", "limited", "gmbh", "ag", "co"),
    *("corp", "company", "sa", "srl", "bv", "plc"),
}
"""Left out of file names at the end of a partner's name: `mail-northpeak.eml`."""
_ALONE = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail, and the list that goes with it."""

    list_: FixList | None = None
    """The lines behind it, if there is a list."""
    slug: str
    """The owner in file names, unique in the report."""
    to: str
    """`Jo Park <jo@northpeak.example>`; empty if no address is known."""
    subject: str
    text: str
    html: str


def mails(report: Report) -> Iterator[Mail]:
    """A mail for each owner with something to do, partners first."""
    lists = fix_lists(report)
    for one, slug in zip(lists, _slugs([one.name for one in lists]), strict=True):
        to = _to(one.contact, one.email)
        yield _mail(slug, to, subject(one), letter(one), one)


def offer_mails(
    report: Report, *, answer_by: str = "", on_no_answer: Literal["pause"] | None = None
) -> Iterator[Mail]:
    """A mail to each partner whose offer is over while its creatives still run."""
    offers = offers_over(report)
    for one, slug in zip(offers, _slugs([f"{one.partner} offer" for one in offers]), strict=True):
        blocks = offer_letter(one, answer_by=answer_by, on_no_answer=on_no_answer)
        yield _mail(slug, _to(one.contact, one.email), offer_subject(one), blocks)


def write_mails(
    report: Report, folder: Path, *, answer_by: str = "", on_no_answer: Literal["pause"] | None = None
) -> list[Path]:
    """Writes `mail-OWNER.eml`, `mail-OWNER.txt` and `list-OWNER.xlsx` for each owner with something to do.

    Where an offer is over while creatives run, also `mail-PARTNER-offer.eml` and `.txt`. The folder is
    there. Raises UsageError if a file cannot be written; none is ever left half.
    """
    from adqa.output import write_whole
    from adqa.report.mail import XLSX, Attachment, eml
    from adqa.report.partner_book import partner_book

    written = []
    offers = offer_mails(report, answer_by=answer_by, on_no_answer=on_no_answer)
    for one in (*mails(report), *offers):
        files: dict[str, bytes] = {}
        attached = []
        if one.list_:
            book = partner_book(one.list_)
            attached.append(Attachment(name=f"list-{one.slug}.xlsx", media_type=XLSX, content=book))
        files[f"mail-{one.slug}.eml"] = eml(one.to, one.subject, one.text, one.html, attached)
        files[f"mail-{one.slug}.txt"] = as_file(one).encode("utf-8", "backslashreplace")
        files |= {each.name: each.content for each in attached}
        for name, content in files.items():
            write_whole(folder / name, [content])
            written.append(folder / name)
    _remove_answered(folder, {one.name for one in written})
    return written


def _remove_answered(folder: Path, written: Collection[str]) -> None:
    """Removes mails of an earlier check in the same folder that have nothing left to ask.

    Only what is surely ours goes: an unsent mail, its text and its list. One that is open elsewhere stays.
    """
    for mail in folder.glob("mail-*.eml"):
        with suppress(OSError):
            if mail.name in written or b"X-Unsent: 1" not in mail.read_bytes()[:4096]:
                continue
            slug = mail.stem.removeprefix("mail-")
            for file in (mail, mail.with_suffix(".txt"), folder / f"list-{slug}.xlsx"):
                if file.name not in written:
                    file.unlink(missing_ok=True)


def as_file(one: Mail) -> str:
    """The mail as text with its address and subject, to be pasted."""
    to = f"To: {one.to}\n" if one.to else ""
    return f"{to}Subject: {one.subject}\n\n{one.text}"


def _mail(slug: str, to: str, subject: str, blocks: tuple[Block, ...], list_: FixList | None = None) -> Mail:
    text = as_text(blocks) + "\n"
    return Mail(slug=slug, to=to, subject=subject, text=text, html=as_html(blocks), list_=list_)


def _to(contact: str, email: str) -> str:
    """`Jo Park <jo@northpeak.example>`; several addresses, or one with a name, stay as they were typed."""
    if not contact or not _ALONE.fullmatch(email.strip()):
        return visible(email.strip())
    name = visible(contact)
    plain = all(char.isalnum() or char in " .-'" for char in name)
    quoted = name.replace("\\", "").replace('"', "")
    return (name if plain else f'"{quoted}"') + f" <{email.strip()}>"


def _slugs(names: Sequence[str]) -> list[str]:
    """Names of owners for files: short where that is unique, numbered where nothing else helps."""
    short = [_slug(name, short=True) for name in names]
    wanted = [
        one if short.count(one) == 1 else _slug(name, short=False)
        for one, name in zip(short, names, strict=True)
    ]
    taken: list[str] = []
    for one in wanted:
        number = 1
        while (slug := f"{one}-{number}" if number > 1 else one) in taken:
            number += 1
        taken.append(slug)
    return taken


def _slug(name: str, *, short: bool) -> str:
    folded = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = "".join(char.lower() if char.isalnum() else " " for char in folded).split()
    while short and len(words) > 1 and words[-1] in _KIND_OF_COMPANY:
        words.pop()
    return "-".join(words)[:_LONGEST].strip("-") or "owner"
