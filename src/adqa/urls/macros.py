"""Macros of ad servers and buying platforms: which stand in a URL, whose they are, whether they would work.

A macro is told by its brackets and by its name. Brackets alone say which platforms it may belong to; a name
that is known narrows that. Names are from the platforms' public macro lists; a name that is not listed is
unknown, which is no fault by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

PLATFORMS = {
    "gam": "Google Ad Manager",
    "cm360": "Campaign Manager 360",
    "dv360": "Display & Video 360",
    "xandr": "Xandr",
    "ttd": "The Trade Desk",
    "adobe": "Adobe Advertising",
    "adform": "Adform",
    "equativ": "Equativ",
    "kevel": "Kevel",
    "getintent": "Getintent",
    "eplanning": "e-planning",
    "openrtb": "OpenRTB",
    "vast": "VAST",
    "adcp": "AdCP",
    "google_ads": "Google Ads",
    "microsoft_ads": "Microsoft Advertising",
    "meta": "Meta",
    "tiktok": "TikTok",
}
"""Platform id → name for people."""

ANYWHERE = "privacy"
"""Family of the consent macros, which every platform replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """One macro as it stands in a URL."""

    text: str
    """As written."""
    families: tuple[str, ...]
    """Platforms that it may belong to; `privacy` stands for all."""
    known: bool
    """Its name is on a list of one of them, in whatever case."""
    correct: str
    """As the platform spells it; the text itself where that is right or not known."""
    encoded: bool = False
    """Percent-encoded, so that no platform would recognise it."""
    start: int
    end: int
    """Place in the text, the end exclusive."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GAM = _names(
    "CLICK_URL_UNESC CLICK_URL_ESC CLICK_URL_ESC_ESC CACHEBUSTER DEST_URL DEST_URL_ESC DEST_URL_ESC_ESC"
    " VIEW_URL_UNESC VIEW_URL_ESC SITE WIDTH HEIGHT ADUNIT SCHEME REFERRER_URL_UNESC REFERRER_URL_ESC"
    " ADVERTISING_IDENTIFIER_PLAIN ADVERTISING_IDENTIFIER_TYPE ADVERTISING_IDENTIFIER_IS_LAT"
    " WINNING_PRICE WINNING_PRICE_ESC DEST_URL_UNESC TFCD"
)
_DV360_AND_XANDR = _names("CLICK_URL CLICK_URL_ENC CACHEBUSTER CREATIVE_ID CAMPAIGN_ID")
_DV360 = _names(
    "CLICK_URL_ENC_ENC SOURCE_URL SOURCE_URL_ENC INSERTION_ORDER_ID LINE_ITEM_ID UNIVERSAL_SITE_ID"
    " DC_DBM_TOKEN"
)
_XANDR = _names(
    "ADV_CODE ADV_FREQ ADV_ID AGE APPNEXUS_AUCTION_ID BIDPRICE BID_PRICE CARRIER_ID CPG_CODE CPG_ID"
    " CP_CODE CP_ID CREATIVE_CODE CREATIVE_HEIGHT CREATIVE_SIZE CREATIVE_WIDTH DEAL_ID DEVICE_AAID"
    " DEVICE_APPLE_IDA DEVICE_IFA_TYPE DEVICE_IFA DEVICE_MAKE_ID DEVICE_MD5 DEVICE_MODEL_ID"
    " DEVICE_ODIN DEVICE_OPENUDID DEVICE_SHA1 DEVICE_WIN_ID EXT_APP_ID GENDER GEO_LAT GEO_LON HEIGHT"
    " INV_SOURCE_ID IO_CODE IO_ID IS_PREVIEW MEDIA_URL PMT_RULE_ID POSTAL_CODE PRICE_PAID"
    " PUBLISHER_CODE PUBLISHER_ID REFERER_URL_ENC REFERER_URL REM_USER RESERVE_PRICE SCHEME"
    " SECOND_PRICE SEG_CODES SEG_IDS SELLER_MEMBER_ID SITE_ID SSP_DATA SUPPLY_TYPE TAG_CODE1"
    " TAG_CODE2 TAG_ID TIMESTAMP USER_AGENT_ENC USER_AGENT USER_CITY USER_COUNTRY USER_ID USER_IP"
    " USER_LOCALE USER_STATE USE_COOKIES VIDEO_CONTEXT VIDEO_PLAYBACK_METHOD VIDEO_PLAYER_HEIGHT"
    " VIDEO_PLAYER_WIDTH WIDTH XANDR_DOMAIN PT1 PT2 PT3 PT4 PT5 PT6 PT7 PT8 PT9"
)
_PRIVACY = re.compile(
    r"GDPR|GDPR_APPLIES|GDPR_CONSENT(_\d+|_STRING)?|GDPR_PD|US_PRIVACY|GPP_SID|GPP_STRING(_\d+)?"
    r"|ADDTL_CONSENT|LIMITED_ADS|LTD"
)
_VAST = _names(
    "TIMESTAMP CACHEBUSTING CONTENTPLAYHEAD MEDIAPLAYHEAD BREAKPOSITION BLOCKEDADCATEGORIES ADCATEGORIES"
    " ADCOUNT TRANSACTIONID PLACEMENTTYPE ADTYPE UNIVERSALADID BREAKMAXDURATION BREAKMINDURATION BREAKMAXADS"
    " BREAKMINADLENGTH BREAKMAXADLENGTH IFA IFATYPE CLIENTUA SERVERUA DEVICEUA SERVERSIDE DEVICEIP LATLONG"
    " DOMAIN PAGEURL APPBUNDLE VASTVERSIONS APIFRAMEWORKS EXTENSIONS VERIFICATIONVENDORS OMIDPARTNER"
    " MEDIAMIME PLAYERCAPABILITIES CLICKTYPE PLAYERSTATE INVENTORYSTATE PLAYERSIZE ADPLAYHEAD ASSETURI"
    " CONTENTID CONTENTURI PODSEQUENCE ADSERVINGID CLICKPOS ERRORCODE REASON LIMITADTRACKING REGULATIONS"
    " GDPRCONSENT GPPSTRING GPPSECTIONID STOREID STOREURL"
)
_CM360 = _names("ebuy epid ecid eaid esid eadv erid")
_KEVEL = _names("timestamp device.ifa request.domain")
_META = _names(
    "ad.id ad.name adset.id adset.name campaign.id campaign.name placement site_source_name product.id"
)
_GOOGLE_ADS = _names(
    "lpurl lpurl+2 lpurl+3 unescapedlpurl escapedlpurl escapedlpurl+2 escapedlpurl+3 campaignid adgroupid"
    " feeditemid targetid loc_interest_ms loc_physical_ms matchtype network creative gclid device devicemodel"
    " keyword placement target param1 param2 random adposition adtype product_channel product_country"
    " product_id product_language product_partition_id store_code merchant_id extensionid sourceid ignore"
)
_MICROSOFT_ADS = _names(
    "adid adgroup adgroupid bidmatchtype campaign campaignid device feeditemid keyword loc_interest_ms"
    " loc_physical_ms lpurl matchtype msclkid network orderitemid param1 param2 param3 querystring targetid"
)
_ADCP = _names(
    "CLICK_URL CACHEBUSTER SKU GTIN ITEM_PRICE CREATIVE_ID MEDIA_BUY_ID PACKAGE_ID TIMESTAMP DEVICE_TYPE"
)
_TIKTOK = _names("CAMPAIGN_ID CAMPAIGN_NAME AID AID_NAME CID CID_NAME PLACEMENT CLICKID")

_MACRO = re.compile(
    r"(?P<adform>%%c1;cp(?:dir)?=)"
    r"|%%(?P<percents>[A-Za-z][A-Za-z0-9_]*(?::[^%&?#\s]+)?)%%"
    r"|%(?P<cm360>[eE][A-Za-z]{2,6})!"
    r"|(?P<letter>^%c(?=https?:|%u|$)|(?<=[=;/,])%[nupkgshim](?=[&;/?#,]|$)|^%u$|(?<=%c)%u$)"
    r"|\$\{(?P<dollar>[A-Za-z0-9_.]+)\}"
    r"|\$(?P<eplanning>ccid|random)\b"
    r"|\[%(?P<variable>[^%\]\s]+)%\]"
    r"|\[\[(?P<double>[A-Za-z_]+)\]\]"
    r"|\[(?P<equativ>sas_\w+(?:\|\w+)?)\]"
    r"|(?<![\w\]])\[(?P<square>[A-Za-z][A-Za-z_]{2,})\]"
    r"|\{\{(?P<curly>[^{}]+)\}\}"
    r"|\{(?P<brace>_?[A-Za-z][\w.+]*(?::[^{}]*)?)\}"
    r"|(?<=[=/])__(?P<tiktok>[A-Z][A-Z_]*[A-Z])__"
)
_ENCODED = re.compile(
    r"%25%25[A-Za-z_]+%25%25|%24(?:%7B|\{)\w+(?:%7D|\})|\$%7B\w+%7D"
    r"|%7B%7B[\w.]+%7D%7D|%7B[\w+]+%7D|%5B[A-Z]{3,}%5D",
    re.IGNORECASE,
)
_ESCAPES = (("%25", "%"), ("%24", "$"), ("%7B", "{"), ("%7D", "}"), ("%5B", "["), ("%5D", "]"))

RANDOM_NUMBERS = _names(
    "timestamp random rand cachebuster cachebreaker cachebusting cb ord rnd randomnumber random_number"
)
"""Words that, in brackets, ask the trafficker to put the ad server's cache-buster there."""

ESCAPED = {
    "%%CLICK_URL_UNESC%%": "%%CLICK_URL_ESC%%",
    "%%TTD_CLK%%": "%%TTD_CLK_ESC%%",
    "${CLICK_URL}": "${CLICK_URL_ENC}",
    "${TM_CLICK_URL}": "${TM_CLICK_URL_URLENC}",
}
"""Click macro to put before a URL → the same for the value of a parameter."""

CACHE_BUSTERS = {
    "gam": "%%CACHEBUSTER%%",
    "cm360": "%n",
    "dv360": "${CACHEBUSTER}",
    "xandr": "${CACHEBUSTER}",
    "adobe": "${TM_RANDOM}",
    "kevel": "{{timestamp}}",
    "getintent": "[[RANDOM]]",
    "eplanning": "$random",
    "vast": "[CACHEBUSTING]",
    "adcp": "{CACHEBUSTER}",
}
"""Platform → its macro for a random number."""


def find_macros(text: str) -> tuple[Macro, ...]:
    """The macros of a URL in order, those that were percent-encoded by mistake among them."""
    plain = [macro for match in _MACRO.finditer(text) if (macro := _macro(match))]
    taken = [(one.start, one.end) for one in plain]
    encoded = [
        macro
        for match in _ENCODED.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        if (macro := _encoded(match))
    ]
    return tuple(sorted([*plain, *encoded], key=lambda one: one.start)) if encoded else tuple(plain)


def _encoded(match: re.Match[str]) -> Macro | None:
    decoded = match.group()
    for code, character in _ESCAPES:
        decoded = re.sub(code, character, decoded, flags=re.IGNORECASE)
    inner = _MACRO.fullmatch(decoded)
    macro = _macro(inner) if inner else None
    if macro is None or not macro.known:
        return None
    return Macro(
        text=match.group(),
        families=macro.families,
        known=True,
        correct=macro.correct,
        encoded=True,
        start=match.start(),
        end=match.end(),
    )


def _macro(match: re.Match[str]) -> Macro | None:
    syntax = match.lastgroup or ""
    name, text = match[syntax], match.group()
    read = _READERS[syntax](name)
    if read is None:
        return None
    families, known, correct = read
    start = match.start(syntax) - match.start()
    spelled = text[:start] + correct + text[start + len(name) :]
    return Macro(
        text=text, families=families, known=known, correct=spelled, start=match.start(), end=match.end()
    )


_Read = tuple[tuple[str, ...], bool, str] | None
"""Families, whether the name is known, and the name as it must be spelled."""


def _percents(name: str) -> _Read:
    head, colon, rest = name.partition(":")
    upper = head.upper()
    if upper.startswith("TTD_"):
        return ("ttd",), True, upper + colon + rest
    known = upper in _GAM if not colon else upper in {"PATTERN", "FILE"}
    return ("gam",) if known else ("gam", "ttd"), known, (upper if known else head) + colon + rest


def _dollar(name: str) -> _Read:
    upper = name.upper()
    if _PRIVACY.fullmatch(upper):
        return (ANYWHERE,), True, name
    for names, families in (
        (_DV360_AND_XANDR, ("dv360", "xandr")),
        (_DV360, ("dv360",)),
        (_XANDR, ("xandr",)),
    ):
        if upper in names:
            return families, True, upper
    if upper.startswith("TM_"):
        return ("adobe",), True, upper
    if upper.startswith("AUCTION_"):
        return ("openrtb", "xandr", "dv360"), True, upper
    return ("dv360", "xandr", "adobe", "openrtb"), False, name


def _square(name: str) -> _Read:
    if name.lower() in RANDOM_NUMBERS and name != name.upper():
        return None
    if name.upper() in _VAST:
        return ("vast",), True, name.upper()
    filled_in = name.startswith(("INSERT", "YOUR", "ENTER", "ADD_", "REPLACE", "CLICK_"))
    return (("vast",), False, name) if name.isupper() and not filled_in else None


def _curly(name: str) -> _Read:
    lower = name.strip().lower()
    families = tuple(family for family, names in (("kevel", _KEVEL), ("meta", _META)) if lower in names)
    return families or ("kevel", "meta"), bool(families), name


def _brace(name: str) -> _Read:
    head = name.partition(":")[0]
    lower = head.lower()
    families = [family for family, names in _BRACES if lower in names]
    if name.startswith("_") or lower in {"ifmobile", "ifnotmobile", "ifsearch", "ifcontent"}:
        families += [one for one in ("google_ads", "microsoft_ads") if one not in families]
    if head.upper() in _ADCP:
        families.append("adcp")
    return tuple(families) or ("google_ads", "microsoft_ads", "adcp"), bool(families), name


_BRACES = (("google_ads", _GOOGLE_ADS), ("microsoft_ads", _MICROSOFT_ADS))

_READERS: dict[str, Callable[[str], _Read]] = {
    "adform": lambda name: (("adform",), True, name),
    "percents": _percents,
    "cm360": lambda name: (("cm360",), name.lower() in _CM360, name.lower()),
    "letter": lambda name: (("cm360",), True, name),
    "dollar": _dollar,
    "eplanning": lambda name: (("eplanning",), True, name),
    "variable": lambda name: (("gam",), True, name),
    "double": lambda name: (("getintent",), name.upper() in {"CLICK_ID", "RANDOM"}, name),
    "equativ": lambda name: (("equativ",), True, name),
    "square": _square,
    "curly": _curly,
    "brace": _brace,
    "tiktok": lambda name: (("tiktok",), name in _TIKTOK, name),
}
