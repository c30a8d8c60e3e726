import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.dates import find_dates, parse_date, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-26T23:55:00+02:00", "2025-11-26T23:55"),
        ("2025-11-26T23:55Z", "2025-11-26T23:55"),
        ("2025-11-26 23:55", "2025-11-26T23:55"),
        ("2025-11-26", "2025-11-26"),
        ("20251126", "2025-11-26"),
        ("20251126T2355", "2025-11-26T23:55"),
        ("2025/11/26", "2025-11-26"),
        ("2025.11.26", "2025-11-26"),
        ("Tue, 02 Dec 2025 19:42:00 GMT", "2025-12-02T19:42"),
        ("2 December 2025", "2025-12-02"),
        ("2nd of December, 2025", "2025-12-02"),
        ("2 Dec 2025 at 1942 GMT", "2025-12-02T19:42"),
        ("Dec. 2, 2025, 7:42 p.m.", "2025-12-02T19:42"),
        ("December 2, 2025 7:42 PM GMT+2", "2025-12-02T19:42"),
        ("December 2, 2025 Tuesday 7:42 PM GMT", "2025-12-02T19:42"),
        ("7:42 AM EST, December 2, 2025", "2025-12-02T07:42"),
        ("12:05 a.m., Dec 2 2025", "2025-12-02T00:05"),
        ("Sat 4 Oct 2025 10.00 BST", "2025-10-04T10:00"),
        ("26.11.2025, 23:55", "2025-11-26T23:55"),
        ("19:42 02.12.2025", "2025-12-02T19:42"),
        ("2.12.25", "2025-12-02"),
        ("11/26/2025November 26, 2025", "2025-11-26"),
        ("2 Dec 20252 Dec 2025", "2025-12-02"),
        ("2. Dezember 2025", "2025-12-02"),
        ("2 de diciembre de 2025", "2025-12-02"),
        ("1er août 2025", "2025-08-01"),
        ("2 грудня 2025, 19:42", "2025-12-02T19:42"),
        ("2025年12月2日", "2025-12-02"),
        ("November 2025", "2025-11"),
        ("2025-11", "2025-11"),
        ("2025", "2025"),
        ("Aug 29", "--08-29"),
        ("29 August", "--08-29"),
        ("--08-29", "--08-29"),
        ("1764704520", "2025-12-02T19:42"),
        ("1764704520000", "2025-12-02T19:42"),
    ],
)
def test_a_date_is_read_at_the_precision_it_has(text, expected):
    date = parse_date(text)
    assert date is not None
    assert date.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2025", "2025-02-30", "30 February 2025", "2025-13-01", "yesterday", "Friday", "2 hours ago",
        "", "12345", "no date", "--02-30", "99999999999999", "F-16", "10,000", "1:2", "2025-2026", "may",
    ],
)  # fmt: skip
def test_what_is_no_date_or_impossible_is_none(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("3/4/2025", True, "2025-04-03"),
        ("3/4/2025", False, "2025-03-04"),
        ("13/4/2025", False, "2025-04-13"),
        ("4/13/2025", True, "2025-04-13"),
        ("03.04.2025", False, "2025-04-03"),
        ("03-04-2025", True, "2025-04-03"),
    ],
)
def test_ambiguous_slashes_follow_the_setting_and_dots_do_not(text, day_first, expected):
    date = parse_date(text, day_first=day_first)
    assert date is not None
    assert date.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19:42", (19, 42)),
        ("7:42 p.m. GMT", (19, 42)),
        ("12:00 am", (0, 0)),
        ("Room 19:42", None),
        ("1942", None),
    ],
)
def test_a_time_stands_alone(text, expected):
    assert parse_time(text) == expected


@given(st.text("0123456789 ./-:,TZadec年月日", max_size=60), st.booleans())
def test_no_line_crashes_the_reading_of_dates(text, day_first):
    parse_date(text, day_first=day_first)
    parse_time(text)
    for found in find_dates(text, day_first=day_first):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.datetimes(),
    st.sampled_from(
        ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M"]
    ),
    st.sampled_from(["", "Z", "+02:00", "-0530"]),
)
def test_a_date_of_a_machine_is_read_as_in_any_line(moment, form, zone):
    text = moment.strftime(form) + (zone if "T" in form else "")
    found = find_dates(text)
    assert parse_date(text) == (found[0].date if found else None)


def test_a_day_that_is_none_is_no_date_of_a_machine_either():
    assert parse_date("2025-02-30T10:00") is None


@pytest.mark.parametrize(
    ("year", "expected"),
    [("00", 2000), ("25", 2025), ("68", 2068), ("69", 2069), ("70", 1970), ("98", 1998), ("99", 1999)],
)
def test_years_of_two_digits_are_1970_to_2069(year, expected):
    date = parse_date(f"4.11.{year}")
    assert date is not None
    assert date.year == expected
