"""Dates for people: as far as they are known, and no further."""

import pytest

from reader.text.partial_date import (
    PartialDate,
    format_date,
    format_day,
    format_days,
    format_months,
    format_within_day,
    format_years,
)

EVENING = PartialDate(2025, 12, 2, 19, 42)
DAY = PartialDate(2025, 12, 2)
YEARLESS = PartialDate(month=8, day=29)
INFERRED = PartialDate(2025, 8, 29, inferred=True)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (PartialDate(2025, 12, 2, 7, 5), "2 Dec 2025 07:05"),
        (DAY, "2 Dec 2025"),
        (YEARLESS, "29 Aug"),
        (INFERRED, "~29 Aug 2025"),
        (PartialDate(2025, 8), "Aug 2025"),
        (PartialDate(2025), "2025"),
        (None, "undated"),
    ],
    ids=str,
)
def test_a_date_is_written_as_far_as_it_is_known(date, written):
    assert format_date(date) == written


def test_a_weekday_is_written_only_where_the_day_is_known():
    assert format_date(DAY, weekday=True) == "Tue 2 Dec 2025"
    assert format_date(PartialDate(2025, 12), weekday=True) == "Dec 2025"
    assert format_date(YEARLESS, weekday=True) == "29 Aug"


def test_a_day_is_written_without_its_time():
    assert format_day(EVENING) == "2 Dec 2025"
    assert format_day(None) == "undated"


@pytest.mark.parametrize(
    ("date", "written"),
    [(EVENING, "19:42"), (DAY, ""), (None, ""), (INFERRED, "~29 Aug 2025"), (YEARLESS, "29 Aug")],
    ids=str,
)
def test_below_a_heading_that_names_the_day_only_the_rest_is_written(date, written):
    assert format_within_day(date) == written


@pytest.mark.parametrize(
    ("first", "last", "days", "months", "years"),
    [
        (DAY, EVENING, "2 Dec 2025", "Dec 2025", "2025"),
        (PartialDate(2025, 8, 28), PartialDate(2025, 8, 29), "28–29 Aug 2025", "Aug 2025", "2025"),
        (PartialDate(2025, 8, 28), INFERRED, "~28–29 Aug 2025", "Aug 2025", "2025"),
        (PartialDate(2025, 8, 30), PartialDate(2025, 9, 2), "30 Aug – 2 Sep 2025", "Aug – Sep 2025", "2025"),
        (PartialDate(2024, 12), DAY, "Dec 2024 – 2 Dec 2025", "Dec 2024 – Dec 2025", "2024–2025"),
        (PartialDate(2025), DAY, "2025 – 2 Dec 2025", "2025 – Dec 2025", "2025"),
    ],
    ids=["one day", "one month", "inferred", "two months", "two years", "a whole year"],
)
def test_a_span_of_time_says_nothing_twice(first, last, days, months, years):
    assert format_days(first, last) == days
    assert format_months(first, last) == months
    assert format_years(first, last) == years


def test_an_inferred_year_stays_marked():
    assert format_days(INFERRED, DAY) == "~29 Aug – 2 Dec 2025"
    assert format_days(INFERRED, INFERRED) == "~29 Aug 2025"
    assert format_days(PartialDate(2025, 8, 27), INFERRED) == "~27–29 Aug 2025"
