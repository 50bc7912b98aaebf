"""Addresses: how every delivered thing is named, and the order reports list them in.

An address is the argument as typed, then the POSIX path below it, with `!/` between an archive and its
member: `in/may.zip!/mpu/banner.zip!/img/a.png`.
"""

from __future__ import annotations

import re
import unicodedata

ARCHIVE = "!/"

_DIGITS = re.compile(r"([0-9]+)")


def natural_key(address: str) -> tuple[str | int, ...]:
    """Sort key: NFC, code point order, runs of digits as numbers; ties fall back to the address itself."""
    parts: list[str | int] = list(_DIGITS.split(unicodedata.normalize("NFC", address)))
    parts[1::2] = [int(run) for run in parts[1::2]]
    return (*parts, address)


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
