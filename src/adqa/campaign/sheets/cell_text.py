"""What a person sees in a cell of a workbook: its value under its number format, never rounded."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from adqa.campaign.sheets.grid import CellValue

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""Parts of a number format that are words or spaces rather than codes."""
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|\"\s*([$€£¥]|USD|EUR|GBP|CAD|AUD)\s*\"|\\?([$€£¥])")
_CLOCK = re.compile(r"h|(?<!m)s(?!e)", re.IGNORECASE)
_LONGEST_WHOLE = 10**21


def cell_text(value: CellValue, number_format: str = "") -> str:
    """The text of a value; a format adds the percent sign, the currency and leading zeros.

    Days are written as `2026-05-21`, whatever the format, so that they stay unambiguous; a number keeps all
    its digits, because a sheet that shows $800 for 799.99 means 799.99.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if not number_format:
        return number_text(value)
    positive = number_format.partition(";")[0]
    if "%" in _LITERAL.sub("", positive):
        return f"{number_text(Decimal(str(value)) * 100)}%"
    if re.fullmatch(r"0{2,}", positive) and isinstance(value, int) and value >= 0:
        return str(value).zfill(len(positive))
    text = number_text(value)
    if currency := _CURRENCY.search(positive):
        sign = next(part for part in currency.groups() if part)
        number = Decimal(text)
        cents = ".00" in positive and number == round(number, 2)
        return f"{sign}{number:,.2f}" if cents else f"{sign}{text}"
    return text


def number_text(value: int | float | Decimal) -> str:
    """A number with the digits Excel has, without an exponent and without zeros at its end."""
    if isinstance(value, int):
        return str(value)
    number = Decimal(f"{value:.15g}")
    if not number.is_finite() or not -20 < number.adjusted() < 21:
        return str(value)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shows_time(number_format: str) -> bool:
    """Whether a number format shows the time of day."""
    return bool(_CLOCK.search(_LITERAL.sub("", re.sub(r"\[\$[^\]]*\]", "", number_format))))


def time_text(value: time | timedelta) -> str:
    """A time of day or a length as people type it: `12:00`, `0:00:15`."""
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
    else:
        seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{sign}{hours}:{minutes:02}" + (f":{rest:02}" if rest or not hours else "")


def as_value(raw: object, number_format: str = "") -> CellValue:
    """A value as calamine gives it as the grid holds it: whole numbers whole, days with a time if shown."""
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < _LONGEST_WHOLE:
        return int(Decimal(f"{raw:.15g}"))
    if isinstance(raw, date) and not isinstance(raw, datetime) and shows_time(number_format):
        return datetime(raw.year, raw.month, raw.day)
    if isinstance(raw, datetime):
        moved = raw + timedelta(microseconds=500_000)
        return moved.replace(microsecond=0)
    return raw if isinstance(raw, bool | int | float | date) else None
