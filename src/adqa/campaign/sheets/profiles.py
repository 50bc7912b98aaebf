"""Systems whose sheets are known by their columns: CM360, DV360, Amazon … Each is one file of `profiles`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from adqa.campaign.model import Serving
from adqa.campaign.sheets.headers import FOLDER, key, read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Columns of one system, and how to know it."""

    title: str
    """What the receipt calls it."""
    source: str
    """Where its columns are documented."""
    requires: frozenset[str]
    """Keys of headers that must all be there."""
    some: frozenset[str]
    at_least: int
    """How many of `some` must be there."""
    share: float
    """Part of the headers that the profile must know."""
    columns: Mapping[str, str]
    """Key of a header → field; of several for one field, the first named counts before the others."""
    date_order: Literal["mdy", "dmy"] | None
    erase: str
    """Text of a cell that stands for an empty one."""
    serving: Serving
    """How all of its rows are served, if that is what the sheet is for."""
    tab: str
    """Field that the name of a tab fills."""
    tabs: frozenset[str]
    """Names of tabs that make the workbook one of this system."""
    read_tab: str

    def field(self, header: str) -> str | None:
        """The field of a header, `-` for one that is not used; None if the profile does not know it."""
        return self.columns.get(key(header))


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, by title."""
    found = [_profile(file.name) for file in FOLDER.glob("*.yaml") if file.name != "words.yaml"]
    return tuple(sorted(found, key=lambda one: one.title))


def _profile(name: str) -> Profile:
    data = read_data(name)
    order = data.get("date_order")
    return Profile(
        title=data["title"],
        source=data["source"],
        requires=frozenset(map(key, data.get("requires", ()))),
        some=frozenset(map(key, data.get("any", ()))),
        at_least=int(data.get("at_least", 0)),
        share=float(data.get("share", 0.5)),
        columns={key(header): field for header, field in (data.get("columns") or {}).items()},
        date_order="mdy" if order == "mdy" else "dmy" if order == "dmy" else None,
        erase=data.get("erase", ""),
        serving=data.get("serving", "unknown"),
        tab=data.get("tab", ""),
        tabs=frozenset(map(key, data.get("tabs", ()))),
        read_tab=key(data.get("read_tab", "")),
    )


def recognised(headers: Sequence[str]) -> Profile | None:
    """The profile that a row of headers belongs to; the one that knows most of them if there are several."""
    keys = {key(header) for header in headers if header}
    fitting = [one for one in profiles() if _fits(one, keys)]
    return max(fitting, key=lambda one: (len(keys & _known(one)), one.title), default=None)


def recognised_book(tabs: Iterable[str]) -> Profile | None:
    """The profile that a workbook belongs to by the names of its tabs."""
    names = {key(tab) for tab in tabs}
    return next((one for one in profiles() if one.tabs and one.tabs <= names), None)


def _known(profile: Profile) -> set[str]:
    return {*profile.columns, *profile.requires, *profile.some}


def _fits(profile: Profile, keys: set[str]) -> bool:
    if not (profile.requires or profile.some) or not profile.requires <= keys:
        return False
    if len(profile.some & keys) < profile.at_least:
        return False
    return len(keys & _known(profile)) >= profile.share * len(keys)
