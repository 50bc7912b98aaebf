"""The words of dates in campaign sheets, and the patterns made of them."""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "january jan januar janvier janv enero ene",
    "february feb februar février fevrier févr fevr febrero",
    "march mar märz maerz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août aout agosto",
    "september sept sep septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic",
)
"""English, and what German, French and Spanish partners write."""
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES = ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu",
                  "friday fri", "saturday sat", "sunday sun")  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}


def _any_of(words: str) -> str:
    """A pattern for phrases set apart by `|`, the longest first, with a full stop where one is usual."""
    phrases = sorted((" ".join(one.split()) for one in words.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(one).replace(r"\ ", r"[ -]") for one in phrases) + ")"


MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})(?![^\W\d_])\.?,?"
_END = r"(?![^\W_])"

OPEN_ENDED = re.compile(
    _any_of(
        "tfn | ufn | till further notice | til further notice | until further notice | ongoing | on going | "
        "evergreen | always on | open ended | open end | no end | no end date | indefinite | indefinitely | "
        "perpetual | continuous | permanent | bau | does not end | never ends | onwards | onward | "
        "and onwards"
    )
    + _END
)
_PARTS_OF_TIME = r"(?:month|week|year|q[1-4]|spring|summer|fall|autumn|winter)"
_SOME_OF = (
    r"(?:beginning|start|middle|end|early|mid|late|beg)(?:[ -]+(?:of[ ]+)?|[.]?[ ]*)"
    rf"(?:{MONTH}(?:[ ,]+\d{{4}}\b)?|{_PARTS_OF_TIME})(?![ -]?\d)"
)
_MONTH_ALONE = rf"{MONTH}(?:[ ,/-]+(?:\d{{4}}|'\d{{2}}))?(?![ ,/-]*\d)"
_QUARTER = r"(?:q[1-4]|h[12]|fy)(?:[ ,/-]*(?:fy)?[ ]?'?(?:\d{4}|\d{2}))?\b"
_PERIOD = r"p\d{1,2}[ ]?w\d\b"
_NOT_FIRM = _any_of(
    "tbd | tbc | tba | t.b.d. | t.b.c. | to be determined | to be confirmed | to be announced | hold | "
    "on hold | pending | asap | tentative | tentatively | approx | approx. | approximately | circa | ca. | "
    "around | about | est | est. | estimated | target | targeted | proposed | preliminary | maybe | likely | "
    "expected | not confirmed | unconfirmed | not set | unknown | awaiting | waiting | soon | later | "
    "next week | this week | next month | this month | tomorrow | today | now | immediately | "
    "upon approval | when approved | when ready | spring | summer | fall | autumn | winter | holiday"
)
TENTATIVE = re.compile(rf"{_SOME_OF}|{_MONTH_ALONE}|{_QUARTER}|{_PERIOD}|{_NOT_FIRM}{_END}|[~?]+")
_TO = "to | thru | through | until | till | til"
UNTIL = re.compile(
    "'?"
    + _any_of(f"{_TO} | ends | end | ending | exp | expires | expiring | up to | by | due")
    + rf"{_END}\.?:?"
)
FROM = re.compile(
    _any_of(
        "from | start | starts | starting | begin | begins | beginning | launch | launches | launching | "
        "live | goes live | go live | live from | as of | effective | onwards from"
    )
    + _END
    + ":?"
)
_WEEK = r"(?:wk|week)"
WEEK_OF = re.compile(
    rf"(?:w[/.]?[cbo]\.?|{_WEEK}s?\.?[ ](?:of|commencing|beginning|starting)){_END}[.:]?"
    rf"|{_WEEK}\.?[ ](?=\d{{1,2}}[/.]\d)"
)
WEEK_ENDING = re.compile(rf"(?:w/e|{_WEEK}\.?[ ]ending){_END}[.:]?")
FILLER = re.compile(
    r"[-,.;:()\[\]@|*\s]+|"
    + _any_of(
        "date | dates | flight | flights | the | on | at | of | confirmed | final | firm | incl | incl. | "
        "inclusive | including"
    )
    + _END
)
SEPARATOR = re.compile(rf"[ ]*(?:-+>?|→|/(?=\d{{4}}-)|'?{_any_of(_TO + ' | bis')}{_END})[ ]*")
BLANK = frozenset({"", "-", "--", "n/a", "na", "n.a.", "none", "null", "nil", "."})

_YEAR = r"(?P<y>\d{4}|'?\d{2})(?!\d|[ ]?:|[ ]?[ap]\.?m\b)"
_ORDINAL = r"(?:st|nd|rd|th)?(?![\d:])"
_D, _E = rf"(?P<d>\d{{1,2}}){_ORDINAL}", rf"(?P<e>\d{{1,2}}){_ORDINAL}"
_M = rf"(?P<month>{MONTH})"
_NO_OTHER = rf"(?![ ]?[-/ ]?[ ]?{MONTH}|/)"
_DASH = r"[ ]?(?:-|to|thru|through)[ ]?"
_NUMERIC = r"(?P<a>\d{1,2})(?P<sep>[ ]?/[ ]?|-|\.[ ]?)(?P<b>\d{1,2})"
_YEAR_BEHIND_DAY = rf"(?:,?[ ]?(?=\d{{4}})|[-/]|,?[ ]?(?=')){_YEAR}{_NO_OTHER}"
_YEAR_BEHIND_MONTH = rf"(?:[ ,]+|[-/]|(?=\d)|(?=')){_YEAR}{_NO_OTHER}"

DATE_FORMS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("ymd", r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
        (
            "days_dotted",
            r"(?P<d>\d{1,2})\.?[ ]?-[ ]?(?P<e>\d{1,2})\.[ ]?(?P<m>\d{1,2})\.[ ]?(?P<y>\d{4}|\d{2})?(?!\d)",
        ),
        ("numeric", rf"{_NUMERIC}(?P=sep)(?P<y>\d{{4}}|'?\d{{2}})(?!\d)"),
        (
            "slash_days",
            r"(?P<m>\d{1,2})/(?P<d>\d{1,2})[ ]?-[ ]?(?P<e>\d{1,2})(?![\d/.:-])(?![ ]?[ap]m\b)",
        ),
        ("month_days", rf"{_M}[ ]?{_D}{_DASH}{_E}{_NO_OTHER}(?:,?[ ]*{_YEAR})?"),
        ("days_month", rf"{_D}\.?{_DASH}{_E}\.?[ ]?{_M}(?:[ ,]*{_YEAR}{_NO_OTHER})?"),
        ("month_first", rf"{_M}[ ]?[-/]?[ ]?{_D}(?:{_YEAR_BEHIND_DAY})?"),
        ("day_first", rf"{_D}\.?[ ]?(?:of[ ])?[-/]?[ ]?{_M}(?:{_YEAR_BEHIND_MONTH})?"),
        ("year_first", rf"(?P<y>\d{{4}})[-/ ]{_M}[-/ ]?{_D}"),
        ("compact", r"(?P<c>\d{8})(?!\d)"),
        ("told", r"(?P<c>\d{6})(?!\d)"),
        ("no_year", r"(?P<a>\d{1,2})(?P<sep>[ ]?/[ ]?|-)(?P<b>\d{1,2})(?![\d/])"),
        ("no_year", r"(?P<a>\d{1,2})(?P<sep>\.[ ]?)(?P<b>\d{1,2})\.(?!\d)"),
    )
)
"""Ways to write a date, tried in this order; some hold the days of a range."""
_FISCAL = r"(?:fy[ ]?'?(?P<fy>\d{4}|\d{2})[ ,/-]*)?"
_WEEK_YEAR = r"(?:[ ,/-]*(?:fy[ ]?'?(?P<y>\d{4}|\d{2})|(?P<y2>(?:19|20)\d{2})|'(?P<y3>\d{2})))?(?!\d)"
WEEK_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<iso>\d{4})-?w(?P<n>\d{2})(?:-?(?P<day>[1-7]))?(?!\d)",
        rf"{_FISCAL}(?:f[ ]?w|fiscal[ ]{_WEEK})[ .#]*(?P<n>\d{{1,2}})(?!\d){_WEEK_YEAR}",
        rf"{_FISCAL}(?:weeks?|wks?|kw|cw|w)[ .#]*(?P<n>\d{{1,2}})(?![\d/]){_WEEK_YEAR}",
    )
)
_CLOCK = (
    r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?[ ]?(?P<half>[ap])?(?(half)\.?m?\.?)"
    r"|(?P<h2>\d{1,2})[ ]?(?P<half2>[ap])\.?m\b\.?"
    r"|(?P<word>noon|midnight|eod|cob|eob|end[ ]of[ ]day|close[ ]of[ ]business)"
)
_ZONE = (
    r"(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?(?!\d)|[+-]\d{2}(?::?\d{2})?(?!\d)|(?:z|utc|gmt|[ecmp][sd]?t|bst|cest|cet"
    r"|eastern|central|mountain|pacific)\b"
)
TIME = re.compile(rf"(?:[t@,]|at|um)?[ ]?(?:{_CLOCK})(?![\d:])(?:[ ]?\(?(?P<zone>{_ZONE})\)?)?")
