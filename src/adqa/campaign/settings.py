"""What a house says once about all its campaigns, in `adqa.toml`: units, calendar, partners, URL policy."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from adqa.spec.base import Model, OneOrMany, nearest


class PartnerSettings(Model):
    """Somebody who delivers, under the names that sheets use."""

    name: str
    also: OneOrMany[str] = ()
    """Other spellings of the name."""
    contact: str = ""
    email: str = ""


Per = Literal["campaign", "placement", "creative"]


class ManualItem(Model):
    """Something that only a person can check."""

    text: str
    per: Per = "campaign"
    """One box for the campaign, or one for each placement or creative."""
    who: str = ""


STARTER = (
    ManualItem(text="Budget and dates in the ad server are those of the order", who="ad ops"),
    ManualItem(text="Geo targeting is set", who="ad ops"),
    ManualItem(text="Frequency cap is set", who="ad ops"),
    ManualItem(text="Pixels fire on the landing page", who="ad ops"),
    ManualItem(text="Seen on a test page", per="placement", who="ad ops"),
    ManualItem(text="A second pair of eyes has looked at it", who="account manager"),
)
"""What teams keep on a list of their own; taken with `manual_starter = true`."""


class UrlSettings(Model):
    """What links must be in this house; nothing of it is checked unless it is given."""

    domains: OneOrMany[str] = ()
    """Registered domains a landing page may be on."""
    utm: Literal["required", "optional", "forbidden"] | None = None
    utm_keys: OneOrMany[str] = ()
    """Parameters that must be there, e.g. `utm_source`."""
    unique_content: bool = False
    """Each creative has a `utm_content` of its own."""
    ends_with_question_mark: bool = False
    tracker_pairs: bool = False
    """An impression tracker comes with a click tracker and the other way round."""
    cache_buster: bool = False
    shorteners: Literal["allowed", "forbidden"] = "allowed"
    max: Annotated[int | None, Field(gt=0)] = None
    """Longest link, in characters."""
    platform: str | None = None
    """Ad server whose macros are expected, e.g. `cm360`."""

    @field_validator("platform")
    @classmethod
    def _platform_is_known(cls, name: str | None) -> str | None:
        from adqa.urls.macros import PLATFORMS

        if name is not None and name not in PLATFORMS:
            said = f"{name!r} is not known here{nearest(name, PLATFORMS)}; known are {', '.join(PLATFORMS)}"
            raise PydanticCustomError("platform", "{said}", {"said": said})
        return name


class CampaignSettings(Model):
    """Everything about sheets and schedules that a house may set."""

    date_order: Literal["mdy", "dmy"] | None = None
    """Which of 5/6/2026 is the day, where the sheet itself does not tell."""
    weeks: str | None = None
    """Calendar of week numbers: `iso`, `us`, `nrf-4-5-4`."""
    mapping: str | None = None
    """Mapping file for sheets with columns of their own, below adqa.toml."""
    country: str = "US"
    """ISO 3166 code of the publisher's holiday calendar."""
    region: str | None = None
    lead_time: str | None = None
    """Used where neither the sheet nor the unit says when files are due, e.g. `5 business days`."""
    due_time: time = time(12)
    """Time of day at which files are due."""
    naming: str | None = None
    """Naming preset that creative names must follow."""
    on_no_answer: Literal["pause"] | None = None
    """What the house does with rows whose partner does not answer; mails promise nothing else."""

    @field_validator("lead_time")
    @classmethod
    def _lead_time(cls, given: str | None) -> str | None:
        # The schedule imports this module.
        from adqa.campaign.schedule import read_lead_time

        if given is not None and read_lead_time(given) is None:
            said = f"{given!r} is no lead time; write it like '5 business days'"
            raise PydanticCustomError("lead_time", "{said}", {"said": said})
        return given

    @field_validator("country")
    @classmethod
    def _holidays_are_known(cls, code: str) -> str:
        from holidays import list_supported_countries

        known = list_supported_countries()
        if code and code not in known:
            said = f"the holidays of {code!r} are not known{nearest(code, known)}; write an ISO code like US"
            raise PydanticCustomError("country", "{said}", {"said": said})
        return code

    @field_validator("due_time", mode="before")
    @classmethod
    def _time_of_day(cls, given: object) -> object:
        if isinstance(given, str):
            try:
                return time.fromisoformat(given.strip())
            except ValueError:
                said = f"{given!r} is no time of day; write it like 12:00"
                raise PydanticCustomError("time", "{said}", {"said": said}) from None
        return given
