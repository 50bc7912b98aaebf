"""What a host says: whose site it is, and whether the public can reach it."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import Any, Literal

HostKind = Literal["public", "local", "address", "macro", "none"]
"""`local`: only reachable from within a network or a machine; `address`: a bare public IP address."""

_LOCAL_SUFFIXES = (
    *("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private"),
    *("test", "invalid", "localdomain", "home.arpa"),
)
"""Names that no public resolver answers: reserved by RFC 2606, 6761, 6762 and 8375, or usual in offices."""

_STAGES = r"stage|staging|stg|qa|uat|preprod|pre-prod"
_SHORT_STAGES = r"dev|develop|development|test|testing|preview"
_STAGE_LABEL = re.compile(
    rf"(?:(?:.*-)?(?:{_STAGES})\d{{0,2}}(?:-.*)?|(?:www\d?-|m-|app-|shop-|site-)?(?:{_SHORT_STAGES})\d{{0,2}}"
    rf"|(?:{_SHORT_STAGES})\d{{0,2}}-(?:www|shop|site|app|m))"
)
_DEPLOYED_PREVIEW = re.compile(r"deploy-preview-\d+--[^.]*")
_HOSTED_PREVIEWS = (
    *("ngrok.io", "ngrok.app", "ngrok-free.app", "loca.lt", "trycloudflare.com", "pantheonsite.io"),
    *("wpengine.com", "wpenginepowered.com", "myshopify.com", "shopifypreview.com", "webflow.io"),
    *("vercel.app", "netlify.app", "herokuapp.com", "azurewebsites.net", "pages.dev", "web.app"),
)
"""Names that hosting services give a site before, or beside, its own domain."""

_SHARED_FILES = (
    ("Google Drive", r"drive\.google\.com/.+"),
    ("Google Docs", r"docs\.google\.com/(?:document|spreadsheets|presentation)/.+"),
    ("Dropbox", r"(?:www\.)?dropbox\.com/(?:s|sh|scl|t|transfer)/.+"),
    ("WeTransfer", r"(?:[\w-]+\.)?wetransfer\.com/downloads/.+|we\.tl/.+"),
    ("Figma", r"(?:www\.)?figma\.com/(?:file|design|proto|board)/.+"),
    ("SharePoint", r"[\w-]+\.sharepoint\.com/.+"),
    ("OneDrive", r"onedrive\.live\.com/.+|1drv\.ms/.+"),
    ("Box", r"(?:[\w-]+\.)?app\.box\.com/.+"),
    ("Frame.io", r"app\.frame\.io/.+|f\.io/.+"),
)
"""Service → addresses of what people share there; the rest of these sites is public."""

_SHORTENERS = frozenset(
    (
        *("bit.ly", "bitly.com", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "buff.ly", "is.gd"),
        *("v.gd", "rb.gy", "rebrand.ly", "cutt.ly", "t.ly", "lnkd.in", "trib.al", "dlvr.it"),
        *("s.id", "shorturl.at", "tiny.cc", "soo.gd", "bl.ink", "snip.ly", "short.io", "adf.ly"),
    )
)


def host_kind(host: str) -> HostKind:
    """Whether the public can reach a host, as far as its name says."""
    if not host:
        return "none"
    name = host.rstrip(".")
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        local = "." not in name or name.endswith(tuple(f".{one}" for one in _LOCAL_SUFFIXES))
        return "local" if local else "public"
    return "address" if address.is_global else "local"


def staging_mark(host: str) -> str:
    """The part of a host that says staging, `qa2` or `www-dev`; empty if none does.

    The registrable domain's own words (`dev.to`, `preview.com`) say nothing.
    """
    deployed = _DEPLOYED_PREVIEW.match(host)
    if deployed:
        return deployed.group()
    marks = [label for label in host.split(".") if _STAGE_LABEL.fullmatch(label)]
    if not marks:
        return ""
    below = host.removesuffix(site_of(host)).split(".")
    return next((one for one in marks if one in below), "")


def hosted_preview(host: str) -> str:
    """The hosting service whose own name the host carries; empty if none."""
    return next((one for one in _HOSTED_PREVIEWS if host.endswith(f".{one}")), "")


def shared_files(host: str, path: str) -> str:
    """The service on which an address is a shared file or draft; empty if it is none."""
    place = host + path
    return next((what for what, pattern in _SHARED_FILES if re.fullmatch(pattern, place)), "")


def is_shortener(host: str) -> bool:
    """Whether a host gives out short links."""
    return host.removeprefix("www.") in _SHORTENERS


def within(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies below it; never so for a public suffix such as `co.uk`."""
    return host == domain or (host.endswith(f".{domain}") and bool(site_of(domain)))


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable domain of a host by the public suffix list: `www.shop.co.uk` → `shop.co.uk`.

    Empty for an address, a single label, and a public suffix itself.
    """
    return str(_suffixes().privatesuffix(host.rstrip(".")) or "")


@cache
def _suffixes() -> Any:
    """The whole list as it came with the library, so that two users of one hosting service are two sites."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
