"""Files that stand in for a creative: the backup image of an HTML5 package, the poster of a video."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adqa.addresses import file_name, folder_of
from adqa.campaign.claims import Bookings
from adqa.campaign.delivered import Delivered
from adqa.campaign.matches import Aside
from adqa.campaign.names import COMPANION
from adqa.units import Size

_ONLY_BACKUP = frozenset(("backup", "backups", "fallback", "failover", "bkp", "backupimage"))
"""Of these words, those that no creative of its own is called by."""
_CALLED = {"html5": "backup image", "video": "poster"}


@dataclass(frozen=True, slots=True)
class Companions:
    """What was decided on images beside packages and videos."""

    asides: Mapping[str, Aside]
    """Address → why an image is not a creative of its own."""
    booked: Mapping[str, str]
    """Address → what was assumed of an image that the sheet books although a package has its name."""


def find_companions(files: Sequence[Delivered], bookings: Bookings) -> Companions:
    """Images beside a package or video of the same size and name, unless the sheet books such an image.

    A name or folder that says backup, static or fallback makes an image the companion of the only
    package of its size, too. A backup without its package is set aside as well: it is no creative.
    """
    by_name: dict[tuple[str, ...], list[Delivered]] = defaultdict(list)
    by_size: dict[Size | None, list[Delivered]] = defaultdict(list)
    for one in files:
        if one.entry.kind in _CALLED:
            by_name[one.name.identity].append(one)
            by_size[one.told_size].append(one)
    asides: dict[str, Aside] = {}
    booked: dict[str, str] = {}
    for one in files:
        if one.entry.kind != "image":
            continue
        said = COMPANION & {*one.name.words, *one.folder_words}
        size = one.told_size
        owner = _owner(one, by_name[one.name.identity])
        if owner is None and said and len(by_size.get(size, ())) == 1:
            owner = by_size[size][0]
        if owner is None and not said & _ONLY_BACKUP:
            continue
        if bookings.books_image(one, size):
            if owner:
                called = _CALLED[owner.entry.kind]
                booked[one.address] = f"not taken as the {called} of {file_name(owner.address)}"
            continue
        if owner:
            called = f"{_CALLED[owner.entry.kind]} of {file_name(owner.address)}"
            text = f"{called}; the sheet books no image{_of(size)}"
        else:
            text = "a backup image; the package it belongs to is not here"
        asides[one.address] = Aside(
            address=one.address, code="companion", text=text, belongs_to=owner.address if owner else ""
        )
    return Companions(asides, booked)


def _owner(image: Delivered, same_name: Sequence[Delivered]) -> Delivered | None:
    """The package of the same name and size; of several the one nearest to the image."""
    fitting = [
        one for one in same_name if image.told_size is None or one.told_size in (None, image.told_size)
    ]
    if not image.name.identity:
        place = _place(image)
        fitting = [one for one in fitting if _place(one) == place or folder_of(one.address) == place]
    beside = [one for one in fitting if folder_of(one.address) == folder_of(image.address)]
    chosen = beside or fitting
    return chosen[0] if chosen else None


def _place(one: Delivered) -> str:
    """The folder it lies in; that above if the folder only says backup."""
    folder = folder_of(one.address)
    return folder_of(folder) if file_name(folder).casefold() in COMPANION else folder


def _of(size: Size | None) -> str:
    return f" of {size}" if size else ""
