"""What URLs say, one by one and all of a campaign together; read without asking the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from adqa.urls.encoding import Fault
from adqa.urls.hosts import site_of, staging_mark
from adqa.urls.junk import JunkKind
from adqa.urls.macros import Macro
from adqa.urls.parse import Form, Parameter
from adqa.urls.products import Product

Role = Literal["landing", "final", "click_tracker", "impression_tracker", "other"]
UtmPolicy = Literal["required", "optional", "forbidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlPolicy:
    """What the unit, the project or the sheet asks of URLs; nothing is asked by default."""

    domains: tuple[str, ...] = ()
    """Domains a landing page may be on, with all below them; empty: any."""
    max_length: int | None = None
    utm: UtmPolicy | None = None
    """None: nobody has said anything, and UTM rules report only what is broken in any house."""
    utm_required: tuple[str, ...] = ("utm_source", "utm_medium", "utm_campaign")
    """Parameters that must be there where UTMs are required."""
    utm_content_unique: bool = False
    """Each creative has an utm_content of its own."""
    open_query: bool = False
    """House rule: ends with `?`, or has a query, so that parameters can be appended."""
    tracker_pair: bool = False
    """House rule: a click and an impression tracker, or none of them."""
    cache_buster: bool = False
    """House rule: impression trackers carry a macro for a random number."""
    no_shorteners: bool = False
    """House rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlFacts:
    """One URL of the campaign, with what was said about it.

    A wrapped URL (by a mail scanner) is described by what is inside; so is one with a slip that is clear.
    """

    KIND: ClassVar[str] = "url"
    VERSION: ClassVar[int] = 1

    text: str
    """As delivered, without white space around it."""
    role: Role
    platform: str | None = None
    """Ad server or buying platform that will run it, an id of `adqa.urls.macros.PLATFORMS`."""
    form: Form
    lead: str = ""
    """Click macros in front of the address."""
    address: str = ""
    """The web address meant; empty if there is none."""
    wrapped_by: str = ""
    wrapped_in: Literal["", "mail", "redirect"] = ""
    opaque: bool = False
    """Wrapped so that only the wrapping product knows what is inside."""
    scheme: str = ""
    host: str = ""
    """As browsers resolve it, in lower case and punycode."""
    port: int | None = None
    credentials: bool = False
    path: str = ""
    query: str = ""
    fragment: str = ""
    parameters: tuple[Parameter, ...] = ()
    faults: tuple[Fault, ...] = ()
    encoded: str = ""
    """The address with its faults put right; empty if it has none, or that would be a guess."""
    macros: tuple[Macro, ...] = ()
    """Macros of the address, a click macro in front of it among them."""
    placeholders: tuple[str, ...] = ()
    junk: tuple[tuple[JunkKind, str], ...] = ()
    """(kind, name) of parameters of somebody's visit."""
    product: Product | None = None

    policy: UrlPolicy = UrlPolicy()
    skus: tuple[str, ...] = ()
    """SKUs that the sheet gives for it."""
    utm_expected: Mapping[str, str] = field(default_factory=dict)
    """UTM parameters that the sheet gives for it in columns."""
    landing: UrlFacts | None = None
    """Of a final URL: the landing URL of the same row."""
    before_due: bool = False
    """It need not be there yet, so that what stands there for the time being is no fault."""

    @property
    def is_tracker(self) -> bool:
        """Whether it counts something instead of being a page."""
        return self.role in ("click_tracker", "impression_tracker")

    @property
    def is_page(self) -> bool:
        """Whether people are meant to see it, and its parts can be judged."""
        return not self.is_tracker and self.has_address

    @property
    def has_address(self) -> bool:
        """Whether there is an address whose parts can be judged."""
        return bool(self.address) and self.form != "bad-host" and not self.opaque

    @property
    def site(self) -> str:
        """The registrable domain."""
        return site_of(self.host)

    @property
    def staging(self) -> str:
        """The part of the host that says staging, empty if none does."""
        return staging_mark(self.host)

    @property
    def utm(self) -> dict[str, str]:
        """UTM parameters by name in lower case; the first of equal names."""
        found: dict[str, str] = {}
        for one in self.parameters:
            if one.name.lower().startswith("utm_"):
                found.setdefault(one.name.lower(), one.value)
        return found

    def holds_macro(self, text: str) -> bool:
        """Whether a part of this URL is filled in by a platform."""
        return any(one.text in text for one in self.macros)


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlUse:
    """One URL where the campaign uses it."""

    url: UrlFacts
    place: str
    """What people call it: `row 17`."""
    row: str
    """Id of the row, `Display!17`."""
    creative: str = ""
    message: str = ""
    """Message or concept, `Save $200`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlSetFacts:
    """All URLs of a campaign, in sheet order."""

    KIND: ClassVar[str] = "urls"
    VERSION: ClassVar[int] = 1

    uses: tuple[UrlUse, ...] = ()
    policy: UrlPolicy = UrlPolicy()
