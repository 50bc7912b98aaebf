"""Addresses: how every delivered thing is named, and the order reports list them in.

An address is the argument as typed, then the POSIX path below it, with `!/` between an archive and its
member: `in/may.zip!/mpu/banner.zip!/img/a.png`.
"""

from __future__ import annotations

import re
import unicodedata

ARCHIVE = "!/"

_DIGITS = re.compile(r"([0-9]+)")


NaturalKey = tuple[tuple[str | tuple[int, str], ...], str]


def natural_key(address: str) -> NaturalKey:
    """Sort key: NFC, code point order, runs of digits as numbers; ties fall back to the address itself."""
    parts = _DIGITS.split(unicodedata.normalize("NFC", address))
    key: list[str | tuple[int, str]] = [parts[0]]
    for run, text in zip(parts[1::2], parts[2::2], strict=True):
        key[-1] = f"{key[-1]}0"  # a number stands where digits stand among the other characters
        key += [_number(run), text]
    return tuple(key), address


def _number(digits: str) -> tuple[int, str]:
    """Orders as the number does; `int` refuses more than 4,300 digits, which a member of a zip may have."""
    significant = digits.lstrip("0")
    return len(significant), significant


def member_of(archive: str, member: str) -> str:
    """Address of a member of an archive."""
    return f"{archive}{ARCHIVE}{member}"


def below(folder: str, name: str) -> str:
    """Address of an entry of a folder."""
    return f"{folder.rstrip('/')}/{name}" if folder not in ("", "/") else f"{folder}{name}"


def file_name(address: str) -> str:
    """The last part of an address: the name people know the file by."""
    return address.rsplit("/", 1)[-1]


def folder_of(address: str) -> str:
    """The address of what holds this one; the address itself if nothing does."""
    head = address.rpartition("/")[0]
    return head.removesuffix("!") if head else address
