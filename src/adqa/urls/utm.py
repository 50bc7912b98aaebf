"""UTM parameters as Google Analytics 4 reads them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

KEYS = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "utm_id"),
    *("utm_source_platform", "utm_creative_format", "utm_marketing_tactic"),
)
"""The parameters that Analytics reads, in lower case as it does."""

_OTHER_USE = frozenset(
    (
        *("utm_name", "utm_cid", "utm_reader", "utm_place", "utm_userid", "utm_pubreferrer"),
        *("utm_swu", "utm_viz_id", "utm_audience", "utm_adset", "utm_adgroup", "utm_ad"),
        *("utm_device", "utm_network", "utm_matchtype", "utm_keyword", "utm_placement"),
        *("utm_creative", "utm_channel", "utm_format", "utm_group", "utm_type", "utm_date"),
        *("utm_location", "utm_brand"),
    )
)
"""Parameters of other tools in the same manner of writing; not misspelt."""

_PAID = re.compile(r".*cp.*|ppc|retargeting|paid.*")
_EMAIL = re.compile(r"email|e-mail|e_mail|e mail")
_CHANNELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Display", re.compile(r"display|banner|expandable|interstitial|cpm")),
    ("Paid", _PAID),
    ("Affiliates", re.compile(r"affiliate")),
    ("Email", _EMAIL),
    ("SMS", re.compile(r"sms")),
    ("Audio", re.compile(r"audio")),
    ("Referral", re.compile(r"referral|app|link")),
    ("Organic Social", re.compile(r"social|social-network|social-media|sm|social network|social media")),
    ("Organic Video", re.compile(r".*video.*")),
    ("Organic Search", re.compile(r"organic")),
    ("Mobile Push Notifications", re.compile(r".*push|.*mobile.*|.*notification.*")),
)
"""Channel → values of utm_medium that lead to it, in the order of Google's default channel group.

The paid channels are told apart by lists of sites that only Analytics has, so they are one here.
"""

UNASSIGNED = "Unassigned"


def channel(parameters: Mapping[str, str]) -> str:
    """The channel of Google Analytics that source and medium lead to; empty if the URL names neither."""
    source, medium = parameters.get("utm_source", "").lower(), parameters.get("utm_medium", "").lower()
    if not source and not medium:
        return ""
    for name, pattern in _CHANNELS:
        if pattern.fullmatch(medium):
            return name
    if _EMAIL.fullmatch(source):
        return "Email"
    return "SMS" if source == "sms" else UNASSIGNED


def meant(name: str) -> str:
    """The UTM parameter that a misspelt one stands for; empty if it is none, or spelled right."""
    if name in KEYS or name.lower() in _OTHER_USE:
        return ""
    plain = name.strip().lower().replace("-", "_").replace(" ", "")
    if plain in KEYS:
        return plain
    if not plain.startswith(("utm_", "umt_", "utn_", "ut_", "tm_", "uttm_")) or plain in _OTHER_USE:
        return ""
    near = difflib.get_close_matches(plain, KEYS, n=1, cutoff=0.88)
    return near[0] if near and abs(len(near[0]) - len(plain)) <= 1 else ""
