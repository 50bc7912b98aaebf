"""Reading dates as people type them into campaign sheets. Pure functions; no clock.

The grammar is small and own: the general parsers guess silently (a missing year is this year's, the 13th
makes one cell day-first and its neighbour month-first, `TBD` fails like a typing error). Here a cell is
read into every day it can mean; the order of day and month is decided once for a column, the year comes
from the campaign, and what is not understood says so.

    read_date(value)  ──>  DateReading      what one cell can mean
    decide_order(...) ──>  "mdy" | "dmy"    over the readings of a column
    resolve(...)      ──>  ResolvedDate     what it does mean
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from adqa.campaign.sheets.date_words import (
    BLANK,
    DATE_FORMS,
    FILLER,
    FROM,
    MONTHS,
    OPEN_ENDED,
    SEPARATOR,
    TENTATIVE,
    TIME,
    UNTIL,
    WEEK_ENDING,
    WEEK_FORMS,
    WEEK_OF,
    WEEKDAY,
    WEEKDAYS,
)
from adqa.campaign.sheets.weeks import FiscalYear, WeekCalendar, week_start
from adqa.units import day_text, listing

Order = Literal["mdy", "dmy"]
DateCode = Literal["impossible_date", "ambiguous_dates", "no_year", "not_understood"]
_Date = date
Bound = Literal["", "from", "until", "week", "week_ending"]

OPEN_ENDED_FROM = 2099
"""Years from here on stand for "no end"; systems that demand an end date are given one of them."""
_FIRST_YEAR, _EMPTY_YEAR = 1970, 1900
_LONGEST = 200
_SERIALS = range(25_569, 80_000)
"""Excel's numbers of the days from 1970 to 2119."""
_SERIAL_ZERO = date(1899, 12, 30)
_LEAP_YEAR = 2024
_MIDNIGHT, _NOON, _LAST_MINUTE = time(0), time(12), time(23, 59)
_WEEKDAY = re.compile(WEEKDAY)
_SPACES = re.compile(r"[ ]+")
_BEFORE_DATE = re.compile(r"[ ,]+(?:on[ ])?")
_BEFORE_WORD = re.compile(r"[ ,]*\(?(?=[a-z])")
_AFTER_WORD = re.compile(r"\)?,?[ ]+")
_MORE_WEEKS = re.compile(r"[ ]?-[ ]?(\d{1,2})(?![\d/])")
_WORD = re.compile(r"[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day that a text can mean."""

    month: int
    day: int
    year: int | None = None
    order: Order | None = None
    """The order of day and month under which it means this; None if it means nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A numbered week."""

    number: int
    year: int | None = None
    iso: bool = False
    """Written as ISO 8601 has it, `2026-W20`, which says what calendar it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One date with what stands beside it."""

    days: tuple[Day, ...] = ()
    """Every day it can mean; none if it is a week, or a day that does not exist."""
    week: Week | None = None
    weekday: int | None = None
    """As written, Monday is 0."""
    time: time | None = None
    zone: str = ""
    """As written: `ET`, `-05:00`, `Z`."""
    dotted: bool = False
    """Written with full stops, which hardly anybody does who puts the month first."""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """Everything one cell can mean."""

    text: str
    first: Moment | None = None
    last: Moment | None = None
    """The end, where the cell holds a range."""
    bound: Bound = ""
    """What a single date bounds, if the cell says so (`from`, `thru`, `w/c`)."""
    tentative: str = ""
    """What says that the date is not firm: `TBD`, `mid-May`."""
    open_ended: bool = False
    code: DateCode | None = None
    problem: str = ""
    """What is wrong with the text itself, in words."""

    @property
    def blank(self) -> bool:
        """Whether the cell says nothing at all."""
        return not (self.first or self.tentative or self.open_ended or self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDate:
    """What one cell means."""

    text: str
    date: _Date | None = None
    """The day, the first of a range or of a week; None unless it is firm."""
    last: _Date | None = None
    """The last day of a range or of a week, inclusive."""
    bound: Bound = ""
    time: time | None = None
    """Of the single date, or of the end of a range."""
    zone: str = ""
    tentative: str = ""
    """What stands there instead of a firm date."""
    open_ended: bool = False
    """No end: `ongoing`, `TFN`, an end in 2099 or later."""
    ends_at_midnight: bool = False
    """Written as 12:00 AM: as an end it would leave that day out."""
    year_assumed: bool = False
    """The year comes from the campaign."""
    remark: str = ""
    """What a person should know though the date stands: the weekday is another one."""
    code: DateCode | None = None
    problem: str = ""
    """Why there is no date, in words."""

    @property
    def end(self) -> _Date | None:
        """The day as an end: the last of a range or of a week, else the day itself."""
        return self.last if self.last or self.open_ended else self.date


# --- reading one cell


def read_date(
    value: object, *, serials: bool = False, compact: Literal["mdy", "dmy", "ymd"] | None = None
) -> DateReading:
    """Reads what a cell can mean as a date, a range of dates or words in their place.

    `serials` says that bare numbers are Excel's day numbers, as in a date column; `compact` gives the order
    of six digits without anything between them, which are no date otherwise.
    """
    if isinstance(value, date) and value.year <= _EMPTY_YEAR:
        problem = f"{value.year}-{value.month:02}-{value.day:02} is what Excel makes of an empty date"
        return DateReading(text=str(value), code="impossible_date", problem=problem)
    if isinstance(value, datetime):
        moment = replace(_known(value.date()), time=value.time().replace(microsecond=0))
        return DateReading(text=_shown(value), first=moment)
    if isinstance(value, date):
        return DateReading(text=value.isoformat(), first=_known(value))
    if value is None:
        return DateReading(text="")
    if isinstance(value, bool):
        return _not_understood(str(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if serials and (found := _serial(text)):
        return found
    return _Reader(text, compact).read()


def _known(day: date) -> Moment:
    return Moment(days=(Day(month=day.month, day=day.day, year=day.year),), text=day.isoformat())


def _shown(value: datetime) -> str:
    return value.replace(tzinfo=None).isoformat(" ", "minutes")


def _serial(text: str) -> DateReading | None:
    """A day by Excel's number of it, with the time of day in its fraction."""
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", text.strip()):
        return None
    number = float(text)
    if int(number) not in _SERIALS:
        return None
    moment = _known(_SERIAL_ZERO + timedelta(days=int(number)))
    if seconds := round(number % 1 * 86_400) % 86_400:
        moment = replace(moment, time=(datetime.min + timedelta(seconds=seconds)).time())
    return DateReading(text=text.strip(), first=moment)


def _not_understood(text: str, why: str = "is not understood as a date") -> DateReading:
    return DateReading(text=text, code="not_understood", problem=f"{shorten(text)} {why}")


def shorten(text: str) -> str:
    """A text from a sheet in quotes, cut where it is long."""
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, compact: Literal["mdy", "dmy", "ymd"] | None) -> None:
        self._text = " ".join(text.split())
        plain = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", self._text))
        self._plain = plain.replace("’", "'").replace("\u200b", "").lower()
        self._shown = self._text if len(self._text) == len(self._plain) else self._plain
        self._compact = compact
        self._place = 0
        self._moments: list[Moment] = []
        self._apart = False
        """Whether two dates stand beside each other with nothing that makes them a range."""
        self._bound: Bound = ""
        self._tentative = self._open = False
        self._unknown: list[str] = []

    def read(self) -> DateReading:
        """What the text can mean."""
        text = self._text
        if self._plain in BLANK:
            return DateReading(text=text)
        if len(self._plain) > _LONGEST:
            return _not_understood(text)
        while self._place < len(self._plain):
            self._step()
        if self._tentative:
            return DateReading(text=text, tentative=text)
        if self._unknown:
            return _not_understood(text)
        if self._apart or len(self._moments) > 2 or (self._open and len(self._moments) == 2):
            return _not_understood(text, "holds several dates; give one, or a start and an end")
        first, last = (*self._moments, None, None)[:2]
        for moment in self._moments:
            if not moment.days and not moment.week:
                problem = f"{shorten(moment.text)} is no day that exists"
                return DateReading(text=text, code="impossible_date", problem=problem)
        if not first and not self._open:
            return _not_understood(text)
        bound: Bound = "" if last else self._bound
        return DateReading(text=text, first=first, last=last, bound=bound, open_ended=self._open)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._plain, self._place)
        if match and match.end() > self._place:
            self._place = match.end()
            return match
        return None

    def _step(self) -> None:
        if self._take(OPEN_ENDED):
            self._open = True
        elif self._take(WEEK_OF):
            self._bound = "week"
        elif self._take(WEEK_ENDING):
            self._bound = "week_ending"
        elif self._take_moment():
            return
        elif self._take(TENTATIVE):
            self._tentative = True
        elif self._moments and self._take(SEPARATOR):
            self._take_moment(joined=True)
        elif self._take(FROM):
            self._bound = "from"
        elif self._take(UNTIL):
            self._bound = "until"
        elif not self._take(FILLER):
            word = self._take(_WORD)
            self._unknown.append(word[0] if word else "")

    def _take_moment(self, *, joined: bool = False) -> bool:
        """Reads a date with the weekday and time around it; keeps the place if there is none."""
        begin = self._place
        weekday = self._weekday()
        early = self._take(TIME)
        self._take(_BEFORE_DATE)
        found = self._date() or self._week()
        if not found:
            self._place = begin
            return False
        text = self._shown[begin : self._place].strip()
        self._take(_BEFORE_WORD)
        weekday = self._weekday() if weekday is None else weekday
        self._take(_AFTER_WORD)
        late = self._take(TIME) or early
        self._apart = self._apart or (bool(self._moments) and not joined)
        *others, moment = found
        moment = replace(moment, text=text)
        if late:
            clock = _time(late)
            moment = replace(moment, time=clock, zone=(late["zone"] or "").upper())
            if clock is None:
                self._unknown.append(late[0])
        if not others:
            moment = replace(moment, weekday=weekday)
        self._moments += [*(replace(one, text=text) for one in others), moment]
        return True

    def _weekday(self) -> int | None:
        match = self._take(_WEEKDAY)
        if match:
            self._take(_SPACES)
        return WEEKDAYS[match["weekday"]] if match else None

    def _date(self) -> list[Moment]:
        for form, pattern in DATE_FORMS:
            if form == "told" and not self._compact:
                continue
            begin = self._place
            if match := self._take(pattern):
                if moments := _FORMS[form](match, self._compact or "mdy"):
                    return moments
                self._place = begin
        return []

    def _week(self) -> list[Moment]:
        for pattern in WEEK_FORMS:
            if match := self._take(pattern):
                first = _week(match.groupdict())
                following = self._take(_MORE_WEEKS) if first.week else None
                if first.week and following:
                    return [first, Moment(week=replace(first.week, number=int(following[1])))]
                return [first]
        return []


# --- one form of writing a date each; an empty answer lets the next form try


def _days(*meant: tuple[str | None, str | int, str | int, Order | None], dotted: bool = False) -> Moment:
    """A moment of the days that exist among (year, month, day, order)."""
    days = []
    for year_text, month, day, order in meant:
        year = _year(year_text)
        if _exists(year, int(month), int(day)):
            days.append(Day(month=int(month), day=int(day), year=year, order=order))
    return Moment(days=tuple(days), dotted=dotted)


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return year is None or year >= _FIRST_YEAR


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.lstrip("'"))
    return number + 2000 if number < 100 else number


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".")]


def _numeric(match: re.Match[str], compact: str) -> list[Moment]:
    a, b, year = match["a"], match["b"], match.groupdict().get("y")
    dotted = "." in match["sep"]
    if int(a) == int(b):
        return [_days((year, a, b, None), dotted=dotted)]
    return [_days((year, a, b, "mdy"), (year, b, a, "dmy"), dotted=dotted)]


def _month_and_days(match: re.Match[str], compact: str) -> list[Moment]:
    """`May 14-24, 2026`, `14-24 May`: both ends of a range within a month."""
    if int(match["d"]) > int(match["e"]):
        return []
    month, year = _month(match), match["y"]
    return [_days((year, month, match[end], None)) for end in ("d", "e")]


def _dotted_days(match: re.Match[str], compact: str) -> list[Moment]:
    return [_days((match["y"], match["m"], match[end], "dmy"), dotted=True) for end in ("d", "e")]


def _slashed_days(match: re.Match[str], compact: str) -> list[Moment]:
    ends = [_days((None, match["m"], match[end], "mdy")) for end in ("d", "e")]
    return ends if all(end.days for end in ends) and int(match["d"]) <= int(match["e"]) else []


def _named_month(match: re.Match[str], compact: str) -> list[Moment]:
    return [_days((match["y"], _month(match), match["d"], None))]


def _year_month_day(match: re.Match[str], compact: str) -> list[Moment]:
    return [_days((match["y"], match["m"], match["d"], None))]


def _eight_digits(match: re.Match[str], compact: str) -> list[Moment]:
    text = match["c"]
    moment = _days((text[:4], text[4:6], text[6:], None))
    return [moment] if text[:2] in ("19", "20") else []


def _six_digits(match: re.Match[str], compact: str) -> list[Moment]:
    parts = dict(zip(compact, (match["c"][:2], match["c"][2:4], match["c"][4:]), strict=True))
    return [_days((parts["y"], parts["m"], parts["d"], None))]


_FORMS = {
    "ymd": _year_month_day,
    "days_dotted": _dotted_days,
    "numeric": _numeric,
    "slash_days": _slashed_days,
    "month_days": _month_and_days,
    "days_month": _month_and_days,
    "month_first": _named_month,
    "day_first": _named_month,
    "year_first": _named_month,
    "compact": _eight_digits,
    "told": _six_digits,
    "no_year": _numeric,
}


def _week(found: dict[str, str | None]) -> Moment:
    number = int(found["n"] or 0)
    if iso := found.get("iso"):
        year = int(iso)
        if day := found.get("day"):
            try:
                exact = date.fromisocalendar(year, number, int(day))
            except ValueError:
                return Moment()
            return _known(exact)
        return Moment(week=Week(number=number, year=year, iso=True))
    text = next((found[key] for key in ("fy", "y", "y2", "y3") if found.get(key)), None)
    return Moment(week=Week(number=number, year=_year(text)))


def _time(match: re.Match[str]) -> time | None:
    if word := match["word"]:
        return {"noon": _NOON, "midnight": _MIDNIGHT}.get(word, _LAST_MINUTE)
    hour, half = int(match["h"] or match["h2"]), match["half"] or match["half2"]
    minute, second = int(match["min"] or 0), int(match["s"] or 0)
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return _LAST_MINUTE
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def read_time(text: str) -> tuple[time, str] | None:
    """A time of day on its own with its zone as written: `12:00 PM CT`, `17:00`, `noon`, `EOD`."""
    match = TIME.fullmatch(" ".join(text.lower().split()))
    found = _time(match) if match else None
    return (found, (match["zone"] or "").upper()) if match and found is not None else None


# --- deciding and resolving


def decide_order(readings: Iterable[DateReading], house: Order | None = None) -> Order | None:
    """The order of day and month in a column.

    One value above 12 decides, or a weekday that fits one order only; else full stops mean day first; else
    the house setting. Values that contradict each other decide nothing: then the order is None.
    """
    moments = [moment for reading in readings for moment in (reading.first, reading.last) if moment]
    votes = {order for moment in moments if (order := _vote(moment))}
    if votes:
        return votes.pop() if len(votes) == 1 else None
    unsure = [moment for moment in moments if len(moment.days) > 1]
    if unsure and all(moment.dotted for moment in unsure):
        return "dmy"
    return house


def is_ambiguous(reading: DateReading) -> bool:
    """Whether the order of day and month is needed to know what a cell means."""
    return any(
        len(moment.days) > 1 and not _vote(moment) for moment in (reading.first, reading.last) if moment
    )


def _vote(moment: Moment) -> Order | None:
    days = _on_weekday(moment)
    return days[0].order if len(days) == 1 else None


def _on_weekday(moment: Moment) -> tuple[Day, ...]:
    """The days that fall on the weekday that stands there; all of them if it does not tell them apart."""
    if moment.weekday is None or len(moment.days) < 2 or any(day.year is None for day in moment.days):
        return moment.days
    fit = tuple(day for day in moment.days if _date(day, day.year).weekday() == moment.weekday)
    return fit or moment.days


def _date(day: Day, year: int | None) -> date:
    return date(year or _LEAP_YEAR, day.month, day.day)


def resolve(
    reading: DateReading,
    order: Order | None = None,
    year: int | tuple[date, date] | None = None,
    calendar: WeekCalendar | None = None,
) -> ResolvedDate:
    """What a cell means, once the order of its column is known.

    A year that does not stand there is `year`, or with a first and last day of the campaign the year that
    brings the day nearest to them; without one the cell has no date. A numbered week without a `calendar`
    is tentative.
    """
    resolved = ResolvedDate(
        text=reading.text,
        bound=reading.bound,
        tentative=reading.tentative,
        open_ended=reading.open_ended,
        code=reading.code,
        problem=reading.problem,
    )
    if reading.first is None or reading.code or reading.tentative:
        return resolved
    try:
        return _resolved(resolved, reading.first, reading.last, order, year, calendar)
    except _Unresolved as failure:
        if failure.code is None:
            return replace(resolved, tentative=reading.text, remark=failure.text)
        return replace(resolved, code=failure.code, problem=failure.text)


class _Unresolved(Exception):
    """Why a moment is no day; without a code it is only not firm."""

    def __init__(self, code: DateCode | None, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


def _resolved(
    resolved: ResolvedDate,
    first: Moment,
    last: Moment | None,
    order: Order | None,
    campaign: int | tuple[date, date] | None,
    calendar: WeekCalendar | None,
) -> ResolvedDate:
    one, two = _meant(first, order), _meant(last, order) if last else None
    year = one.year
    if year is None and two:
        year = two.year
    if year is None and (year := _campaign_year(one, campaign, calendar)) is None:
        raise _Unresolved(
            "no_year", f"{shorten(first.text)} has no year, and the campaign does not say which"
        )
    begin, until = _span(one, year, calendar, first.text)
    if last and two:
        end = _last_day(two, two.year or year, calendar, last.text)
        if end < begin and two.year is None:
            end = _last_day(two, year + 1, calendar, last.text)
        elif end < begin and one.year is None:
            begin, _ = _span(one, year - 1, calendar, first.text)
        if end < begin:
            raise _Unresolved("impossible_date", f"{shorten(resolved.text)} ends before it begins")
        until = end
    elif begin.year >= OPEN_ENDED_FROM:
        until = begin
    elif resolved.bound == "week":
        until = begin + timedelta(days=6)
    elif resolved.bound == "week_ending":
        begin, until = begin - timedelta(days=6), begin
    never = (until or begin).year >= OPEN_ENDED_FROM
    clock = (last or first).time
    return replace(
        resolved,
        date=None if begin.year >= OPEN_ENDED_FROM else begin,
        last=None if never else until,
        time=clock,
        zone=(last or first).zone,
        open_ended=resolved.open_ended or never,
        ends_at_midnight=clock == _MIDNIGHT,
        year_assumed=one.year is None and (two is None or two.year is None),
        remark=_on_other_weekday(first, begin) or (_on_other_weekday(last, until) if last and until else ""),
    )


def _meant(moment: Moment, order: Order | None) -> Day | Week:
    """What a moment means under the order of its column."""
    if moment.week:
        return moment.week
    days = _on_weekday(moment)
    if len(days) > 1:
        days = tuple(day for day in days if day.order == order) or days
    if len(days) > 1:
        meanings = [
            day_text(_date(day, day.year)) if day.year else _without_year(day_text(_date(day, None)))
            for day in sorted(days, key=lambda day: (day.month, day.day))
        ]
        raise _Unresolved("ambiguous_dates", f"{shorten(moment.text)} can be {listing(meanings)}")
    return days[0]


def _without_year(text: str) -> str:
    """`6 May` of `Mon 6 May 2024`."""
    return " ".join(text.split()[1:3])


def _campaign_year(
    meant: Day | Week, campaign: int | tuple[date, date] | None, calendar: WeekCalendar | None
) -> int | None:
    """The year that the campaign gives to a day without one; None if it gives none, or several."""
    if isinstance(meant, Week) and isinstance(calendar, FiscalYear):
        return calendar.year
    if campaign is None or isinstance(campaign, int):
        return campaign
    begin, end = campaign
    away: dict[int, int] = {}
    for year in range(max(begin.year - 1, 2), min(end.year + 2, 9998)):
        try:
            day, _ = _span(meant, year, calendar, "")
        except _Unresolved as failure:
            if failure.code is None:
                raise
            continue
        away[year] = max((begin - day).days, (day - end).days, 0)
    if list(away.values()).count(0) > 1:
        return None
    return min(away, key=away.__getitem__, default=None)


def _span(meant: Day | Week, year: int, calendar: WeekCalendar | None, text: str) -> tuple[date, date | None]:
    """The day, or the first and last of a week."""
    if isinstance(meant, Day):
        if not _exists(year, meant.month, meant.day):
            raise _Unresolved("impossible_date", f"{shorten(text)} is no day that exists in {year}")
        return date(year, meant.month, meant.day), None
    known: WeekCalendar | None = "iso" if meant.iso else calendar
    if known is None:
        raise _Unresolved(
            None,
            "a week number is a date only under a calendar: iso, us, nrf-4-5-4 or the house's fiscal year",
        )
    start = week_start(known, year, meant.number)
    if start is None:
        raise _Unresolved(
            "impossible_date", f"{shorten(text)} is no week of {year} in the calendar that is set"
        )
    return start, start + timedelta(days=6)


def _last_day(meant: Day | Week, year: int, calendar: WeekCalendar | None, text: str) -> date:
    first, last = _span(meant, year, calendar, text)
    return last or first


def _on_other_weekday(moment: Moment, day: date) -> str:
    if moment.weekday is None or moment.week or day.weekday() == moment.weekday:
        return ""
    return f"{shorten(moment.text)} names another weekday than that of {day_text(day)}"
