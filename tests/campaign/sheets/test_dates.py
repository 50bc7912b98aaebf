"""Dates as people type them: read into all they can mean, and into a day only where that is sure."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adqa.campaign.sheets.dates import (
    DateReading,
    Order,
    decide_order,
    is_ambiguous,
    read_date,
    read_time,
    resolve,
)
from adqa.campaign.sheets.weeks import FiscalYear, WeekCalendar, week_start

MAY_21 = date(2026, 5, 21)


@pytest.mark.parametrize(
    "text",
    [
        "5/21/26",
        "05/21/2026",
        "21/05/2026",
        "21.05.2026",
        "21. 5. 2026",
        "2026-05-21",
        "2026/5/21",
        "20260521",
        "Thu 21 May 2026",
        "Thursday, May 21, 2026",
        "May 21, 2026",
        "May 21st 2026",
        "MAY-21-2026",
        "21-May-26",
        "21May26",
        "21 May '26",
        "21st of May 2026",
        "2026-May-21",
        "5-21-26",
        "21. Mai 2026",
        "21 mai 2026",
        "2026-05-21T09:30:00-05:00",
        "2026-05-21T23:59:59Z",
        "5/21/2026 9:30 AM",
        "5/21/2026 (Thu)",
        "2026-W21-4",
        "  5/21/2026.",
        "５/２１/２０２６",
        "5/21/2026 EOD",
        "11:59 PM ET 5/21/2026",
        "5/21/2026 @ 5pm CT",
        "Start date: 5/21/2026",
        "starts 5/21/2026",
        "thru 5/21/2026",
        "ends Thu 5/21/2026",
        "by 5/21/2026",
    ],
)
def test_one_day_with_its_year(text: str) -> None:
    resolved = resolve(read_date(text))
    assert (resolved.date, resolved.code, resolved.year_assumed) == (MAY_21, None, False)


@pytest.mark.parametrize(
    "text", ["5/21", "May 21", "21 May", "Thu, May 21", "21.5.", "5-21", "live 5/21", "by 5/21"]
)
def test_a_missing_year_comes_from_the_campaign(text: str) -> None:
    resolved = resolve(read_date(text), year=2026)
    assert (resolved.date, resolved.year_assumed) == (MAY_21, True)
    assert (resolve(read_date(text)).code, resolve(read_date(text)).date) == ("no_year", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/20", date(2026, 11, 20)),
        ("1/15", date(2027, 1, 15)),
        ("2/28", date(2027, 2, 28)),
        ("10/20", date(2026, 10, 20)),
    ],
)
def test_a_campaign_over_new_year_gives_each_day_its_year(text: str, expected: date) -> None:
    assert resolve(read_date(text), "mdy", (date(2026, 11, 1), date(2027, 2, 15))).date == expected


def test_a_campaign_of_several_years_gives_none() -> None:
    resolved = resolve(read_date("5/21"), "mdy", (date(2025, 1, 1), date(2027, 12, 31)))
    assert (resolved.date, resolved.code) == (None, "no_year")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5/14 - 5/24", (2026, 5, 14), (2026, 5, 24)),
        ("5/14-5/24", (2026, 5, 14), (2026, 5, 24)),
        ("5/14 to 5/24/26", (2026, 5, 14), (2026, 5, 24)),
        ("5/14/26 thru 5/24", (2026, 5, 14), (2026, 5, 24)),
        ("from 5/14 until 5/24", (2026, 5, 14), (2026, 5, 24)),
        ("5/14/26-5/24/26", (2026, 5, 14), (2026, 5, 24)),
        ("5/14-18", (2026, 5, 14), (2026, 5, 18)),
        ("May 14–24, 2026", (2026, 5, 14), (2026, 5, 24)),
        ("May 14-24", (2026, 5, 14), (2026, 5, 24)),
        ("14-24 May", (2026, 5, 14), (2026, 5, 24)),
        ("14 - 24 May 2026", (2026, 5, 14), (2026, 5, 24)),
        ("14 May - 24 May", (2026, 5, 14), (2026, 5, 24)),
        ("14 May-24 May", (2026, 5, 14), (2026, 5, 24)),
        ("May 14 - June 2, 2026", (2026, 5, 14), (2026, 6, 2)),
        ("14.-18.5.2026", (2026, 5, 14), (2026, 5, 18)),
        ("2026-05-14/2026-05-24", (2026, 5, 14), (2026, 5, 24)),
        ("20260514-20260524", (2026, 5, 14), (2026, 5, 24)),
        ("Mon 18 May – Sun 24 May", (2026, 5, 18), (2026, 5, 24)),
        ("12/28/26 – 1/3/27", (2026, 12, 28), (2027, 1, 3)),
        ("12/28 - 1/3", (2026, 12, 28), (2027, 1, 3)),
        ("12/28 - 1/3/27", (2026, 12, 28), (2027, 1, 3)),
        ("12/28/26 - 1/3", (2026, 12, 28), (2027, 1, 3)),
        ("w/c 5/18", (2026, 5, 18), (2026, 5, 24)),
        ("week of 5/18", (2026, 5, 18), (2026, 5, 24)),
        ("w/e 5/24", (2026, 5, 18), (2026, 5, 24)),
    ],
)
def test_ranges(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    resolved = resolve(read_date(text), "mdy", 2026)
    assert (resolved.date, resolved.last, resolved.end) == (date(*first), date(*last), date(*last))


def test_a_range_that_ends_before_it_begins() -> None:
    resolved = resolve(read_date("5/24/2026 - 5/14/2026"))
    assert (resolved.date, resolved.code) == (None, "impossible_date")
    assert "ends before it begins" in resolved.problem


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbc",
        "TBA.",
        "hold",
        "On hold",
        "ASAP",
        "mid-May",
        "early June",
        "Late May 2026",
        "end of May",
        "May",
        "May 2026",
        "Q2 2026",
        "H1",
        "5/18 (TBC)",
        "~5/18",
        "5/18?",
        "approx. 5/18",
        "TBD pending legal",
        "next week",
        "Summer",
        "beginning of June",
        "P4W2",
    ],
)
def test_what_is_not_firm_is_tentative_in_its_own_words(text: str) -> None:
    resolved = resolve(read_date(text), "mdy", 2026)
    assert (resolved.tentative, resolved.date, resolved.code) == (text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "TFN",
        "UFN",
        "until further notice",
        "Ongoing",
        "evergreen",
        "always on",
        "Always-On",
        "no end date",
        "12/31/2099",
        "31.12.2099",
        "9999-12-31",
        "12/31/99",
        "open-ended",
    ],
)
def test_what_has_no_end_is_open(text: str) -> None:
    resolved = resolve(read_date(text))
    assert (resolved.open_ended, resolved.date, resolved.end, resolved.code) == (True, None, None, None)


@pytest.mark.parametrize(
    "text", ["5/18/26 - TFN", "5/18/26 – ongoing", "5/18/26 onwards", "5/18/26 - 12/31/2099"]
)
def test_a_start_without_end(text: str) -> None:
    resolved = resolve(read_date(text), "mdy")
    assert (resolved.date, resolved.end, resolved.open_ended) == (date(2026, 5, 18), None, True)


def test_a_real_date_far_away_is_open_too() -> None:
    assert resolve(read_date(date(2099, 12, 31))).open_ended


@pytest.mark.parametrize(
    "text",
    [
        "29 Feb 2026",
        "2/29/2026",
        "13/13/2026",
        "4/31/2026",
        "2026-02-30",
        "00/00/0000",
        "April 31",
        "20261301",
        "2026-W54",
        "5/14 - 6/31",
    ],
)
def test_days_that_do_not_exist(text: str) -> None:
    resolved = resolve(read_date(text), "mdy", 2026, "iso")
    assert (resolved.date, resolved.code) == (None, "impossible_date")
    assert resolved.problem


def test_29_february_exists_in_some_years_only() -> None:
    assert resolve(read_date("2/29"), "mdy", 2028).date == date(2028, 2, 29)
    assert resolve(read_date("2/29"), "mdy", 2026).problem == '"2/29" is no day that exists in 2026'


def test_the_empty_date_of_excel() -> None:
    reading = read_date(date(1899, 12, 31))
    assert (reading.code, reading.problem) == (
        "impossible_date",
        "1899-12-31 is what Excel makes of an empty date",
    )


@pytest.mark.parametrize(
    "value",
    [
        "hello",
        "not 5/21",
        "2026",
        "052126",
        "46163",
        46163,
        True,
        "5/14, 5/21",
        "5/14 5/21 5/28",
        "5/21/2026 25:00",
        "5/6/7",
        "x" * 300,
        "300x250",
        "1.5",
        "May 14 and 21",
        "moved from 5/14 to 5/21 to 5/28",
    ],
)
def test_what_is_not_understood_says_so(value: object) -> None:
    resolved = resolve(read_date(value), "mdy", 2026)
    assert (resolved.date, resolved.code) == (None, "not_understood")
    assert str(value)[:60] in resolved.problem


@pytest.mark.parametrize("value", [None, "", " ", "-", "–", "n/a", "None"])
def test_blank(value: object) -> None:
    assert read_date(value).blank
    assert resolve(read_date(value)).date is None


def test_numbers_are_days_only_in_a_date_column() -> None:
    assert resolve(read_date(46163, serials=True)).date == MAY_21
    assert resolve(read_date("46163.5", serials=True)).time == time(12)
    assert resolve(read_date(46163.0, serials=True)).date == MAY_21
    assert read_date(300250, serials=True).code == "not_understood"
    assert resolve(read_date(20260521)).date == MAY_21


@pytest.mark.parametrize(("compact", "text"), [("mdy", "052126"), ("dmy", "210526"), ("ymd", "260521")])
def test_six_digits_only_if_told(compact: str, text: str) -> None:
    assert resolve(read_date(text, compact=compact)).date == MAY_21  # type: ignore[arg-type]  # a Literal


# --- order of day and month


def readings(*texts: object) -> list[DateReading]:
    return [read_date(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "house", "order"),
    [
        (["5/6/26", "5/21/26"], "dmy", "mdy"),
        (["5/6/26", "21/6/26"], "mdy", "dmy"),
        (["5/6/26", "21/6/26", "6/21/26"], "mdy", None),
        (["5/6/26"], None, None),
        (["5/6/26"], "dmy", "dmy"),
        (["5/5/26", "2026-05-21", "21 May 2026", "TBD", date(2026, 5, 21)], None, None),
        (["5.6.2026"], "mdy", "dmy"),
        (["5.6.2026", "5.21.2026"], None, "mdy"),
        (["Fri 5/6/2026"], "mdy", "dmy"),
        (["5/6 - 5/21"], None, "mdy"),
        (["5/6/26 - 7/6/26"], None, None),
    ],
)
def test_the_order_is_decided_for_a_column(
    texts: list[object], house: Order | None, order: Order | None
) -> None:
    assert decide_order(readings(*texts), house) == order


def test_an_ambiguous_day_names_what_it_can_be() -> None:
    reading = read_date("5/6/2026")
    assert is_ambiguous(reading)
    assert resolve(reading).problem == '"5/6/2026" can be Wed 6 May 2026 or Fri 5 Jun 2026'
    assert resolve(read_date("5/6"), year=2026).problem == '"5/6" can be 6 May or 5 Jun'
    assert (resolve(reading, "mdy").date, resolve(reading, "dmy").date) == (
        date(2026, 5, 6),
        date(2026, 6, 5),
    )
    assert not any(
        map(is_ambiguous, readings("5/21/26", "5/5/26", "2026-05-06", "Fri 5/6/2026", date(2026, 5, 6)))
    )


def test_a_day_possible_in_one_order_only_stands_against_its_column() -> None:
    assert resolve(read_date("21/5/2026"), "mdy").date == MAY_21


def test_another_weekday_is_remarked_and_the_date_stands() -> None:
    resolved = resolve(read_date("Fri 21 May 2026"))
    assert resolved.date == MAY_21
    assert resolved.remark == '"Fri 21 May 2026" names another weekday than that of Thu 21 May 2026'
    assert resolve(read_date("Thu 21 May 2026")).remark == ""


# --- time of day


@pytest.mark.parametrize(
    ("value", "clock", "zone", "midnight"),
    [
        ("5/24/2026 12:00 AM", time(0), "", True),
        ("5/24/2026 0:00", time(0), "", True),
        ("5/24/2026 12:00 PM", time(12), "", False),
        ("5/24/2026 11:59pm ET", time(23, 59), "ET", False),
        ("5/24/2026 24:00", time(23, 59), "", False),
        ("5/24/2026 17:30 (CT)", time(17, 30), "CT", False),
        ("2026-05-24T00:00:00-05:00", time(0), "-05:00", True),
        ("EOD 5/24/2026", time(23, 59), "", False),
        ("5/14/2026 12:00 AM - 5/24/2026 11:59 PM", time(23, 59), "", False),
        ("5/14/2026 9:00 AM - 5/24/2026 12:00 AM", time(0), "", True),
        (datetime(2026, 5, 24), time(0), "", True),
        (date(2026, 5, 24), None, "", False),
        ("5/24/2026", None, "", False),
    ],
)
def test_times(value: object, clock: time | None, zone: str, midnight: bool) -> None:
    resolved = resolve(read_date(value), "mdy")
    assert (resolved.end, resolved.time, resolved.zone) == (date(2026, 5, 24), clock, zone)
    assert resolved.ends_at_midnight is midnight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12:00 PM CT", (time(12), "CT")),
        ("17:00", (time(17), "")),
        ("noon", (time(12), "")),
        ("5pm", (time(17), "")),
        ("25:00", None),
        ("soon", None),
        ("", None),
        ("13:00 PM", None),
    ],
)
def test_a_time_on_its_own(text: str, expected: tuple[time, str] | None) -> None:
    assert read_time(text) == expected


# --- weeks


@pytest.mark.parametrize(
    "text", ["Wk 20", "W20", "week 20", "wk. 20", "FW20", "FW 20", "fiscal week 20", "FY26 FW20", "FW20 FY26"]
)
def test_a_week_is_tentative_without_a_calendar(text: str) -> None:
    resolved = resolve(read_date(text), year=2026)
    assert (resolved.tentative, resolved.date) == (text, None)
    assert "nrf-4-5-4" in resolved.remark
    assert resolve(read_date(text), year=2026, calendar="nrf-4-5-4").date == date(2026, 6, 14)


@pytest.mark.parametrize(
    ("text", "calendar", "first", "last"),
    [
        ("Wk 20", "iso", date(2026, 5, 11), date(2026, 5, 17)),
        ("Wk 20", "us", date(2026, 5, 10), date(2026, 5, 16)),
        ("2026-W20", None, date(2026, 5, 11), date(2026, 5, 17)),
        ("Wk 20-22", "iso", date(2026, 5, 11), date(2026, 5, 31)),
        ("FW16 - FW18", "nrf-4-5-4", date(2026, 5, 17), date(2026, 6, 6)),
        ("FW16", FiscalYear(2027, date(2026, 3, 1)), date(2026, 6, 14), date(2026, 6, 20)),
    ],
)
def test_weeks_under_a_calendar(text: str, calendar: WeekCalendar | None, first: date, last: date) -> None:
    resolved = resolve(read_date(text), year=2026, calendar=calendar)
    assert (resolved.date, resolved.last) == (first, last)


def test_the_retail_calendar() -> None:
    """First days and lengths of the years as the National Retail Federation prints them."""
    starts = {
        2022: (1, 30),
        2023: (1, 29),
        2024: (2, 4),
        2025: (2, 2),
        2026: (2, 1),
        2027: (1, 31),
        2028: (1, 30),
    }
    for year, (month, day) in starts.items():
        assert week_start("nrf-4-5-4", year, 1) == date(year, month, day)
    assert week_start("nrf-4-5-4", 2023, 53) == date(2024, 1, 28)
    assert week_start("nrf-4-5-4", 2026, 53) is None


def test_weeks_that_a_year_does_not_have() -> None:
    assert week_start("iso", 2026, 53) == date(2026, 12, 28)
    assert week_start("iso", 2025, 53) is None
    assert week_start("us", 2026, 1) == date(2025, 12, 28)
    assert week_start("us", 2026, 54) is None
    assert week_start(FiscalYear(2026, date(2026, 2, 1)), 2027, 1) is None


# --- any text


FORMS = ["%m/%d/%Y", "%d %B %Y", "%Y-%m-%d", "%b %d, %Y", "%d.%m.%Y", "%Y%m%d", "%d-%b-%y"]
texts = st.text(max_size=80) | st.from_regex(r"[0-9/.\- a-z:]{1,40}", fullmatch=True)


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_as_written(day: date, form: str) -> None:
    reading = read_date(day.strftime(form))
    assert resolve(reading, "dmy" if "." in form else "mdy").date == day


@given(texts, st.sampled_from(["mdy", "dmy", None]), st.sampled_from([None, "iso", "us", "nrf-4-5-4"]))
@example("0/0/0", "mdy", None)
@example("9999-12-31 - 12/31", "mdy", None)
@example("12/31/9999 - 1/1", "mdy", None)
@example("w/e 1970-01-01", None, None)
@example("w/c 9999-12-31", None, None)
@example("İ5/21/2026", "mdy", None)
def test_any_text_is_read_without_fault(
    text: str, order: Order | None, calendar: WeekCalendar | None
) -> None:
    reading = read_date(text, serials=True)
    resolved = resolve(reading, order, (date(2026, 5, 1), date(2026, 6, 1)), calendar)
    firm = resolved.date is not None
    assert not (firm and (resolved.code or resolved.tentative))
    assert firm or resolved.code or resolved.tentative or resolved.open_ended or reading.blank
