"""Parameters that belong to one person's visit and come along when an address is copied from a browser."""

from __future__ import annotations

import re
from typing import Literal

JunkKind = Literal["click-id", "session", "personal", "preview"]

_CLICK_IDS = frozenset(
    (
        *("gclid", "gclsrc", "gbraid", "wbraid", "dclid", "fbclid", "msclkid", "ttclid", "twclid"),
        *("li_fat_id", "igshid", "igsh", "yclid", "epik", "scclid", "sccid", "rdt_cid", "mc_eid"),
        *("_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "vero_id"),
        *("oly_enc_id", "oly_anon_id", "_ga", "_gl", "srsltid", "mkt_tok", "_kx", "wickedid"),
        *("ef_id", "s_kwcid", "irclickid", "cjevent"),
    )
)
_SESSIONS = re.compile(
    r"php_?sess(?:ion)?id|j?session_?id|jsessionid|asp\.net_sessionid|aspsessionid\w*|cfid|cftoken|sess_?id"
    r"|auth_?token|access_?token|id_token"
)
_PREVIEWS = {
    "preview": {"true", "1"},
    "preview_theme_id": None,
    "_preview": {"true", "1"},
    "wcmmode": {"disabled", "preview"},
    "preview_nonce": None,
    "is_preview": {"true", "1"},
}
"""Name → values that show a draft; None: any."""
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def junk_kind(name: str, value: str) -> JunkKind | None:
    """What sort of leftover a parameter is; None if it may be meant to stand there.

    The caller leaves out values that are macros: those are filled in anew at every click.
    """
    plain = name.lower()
    if not value:
        return None
    if plain in _CLICK_IDS:
        return "click-id"
    if _SESSIONS.fullmatch(plain):
        return "session"
    values = _PREVIEWS.get(plain, set())
    if values is None or value.lower() in values:
        return "preview"
    return "personal" if _PERSONAL.fullmatch(value) and "mail" in plain else None


SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
