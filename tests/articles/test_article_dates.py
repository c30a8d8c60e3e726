from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.dates import (
    complete_date,
    find_dates,
    find_path_date,
    known_months,
    parse_moment,
    parse_time,
)
from reader.text.wordlists import read_sections


def parse_date(text, **options):
    found = parse_moment(text, **options)
    return found.date if found else None


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1998 Nov 4", "1998-11-04"),
        ("1998, November 4", "1998-11-04"),
        ("1998-Nov-04", "1998-11-04"),
        ("1998. november 4.", "1998-11-04"),
        ("1998 m. lapkričio 4 d.", "1998-11-04"),
        ("1998. gada 4. novembris", "1998-11-04"),
        ("4 Nov 98", "1998-11-04"),
        ("4-Nov-98", "1998-11-04"),
        ("Nov. 4, '98", "1998-11-04"),
        ("4 Nov 98 18:20", "1998-11-04T18:20"),
        ("4. listopadu 2025", "2025-11-04"),
        ("4. listopada 2025.", "2025-10-04"),
        ("4 listopada 2025", "2025-11-04"),
        ("4 Νοεμβρίου 2025", "2025-11-04"),
        ("4 noiembrie 2025, 18:20", "2025-11-04T18:20"),
        ("4. marraskuuta 2025", "2025-11-04"),
        ("4 नवंबर 2025", "2025-11-04"),
        ("4 نوفمبر 2025", "2025-11-04"),
        ("4 בנובמבר 2025", None),
        ("ngày 4 tháng 11 năm 2025", "2025-11-04"),
        ("lapkritis 2025", "2025-11"),
        ("1887-06-21", "1887-06-21"),
        ("4 August 1884", "1884-08-04"),
        ("1605-11-05", "1605-11-05"),
        ("1500", "1500"),
        ("1499-11-05", None),
        ("2025-03-04T00:00:00Z", "2025-03-04"),
        ("2025-03-04T00:00:00.000+02:00", "2025-03-04"),
        ("Tue, 04 Mar 2025 00:00:00 +0000", "2025-03-04"),
        ("2025-03-04T00:00:01Z", "2025-03-04T00:00"),
        ("1741046400", "2025-03-04"),
        # A year that is written, but not understood, is not left out.
        ("4 Nov year 1998", None),
        ("Nov 4 in 1998", None),
    ],
)
def test_a_written_year_is_read_or_the_date_is_none(text, expected):
    date = parse_date(text)
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2 Dec 1630 GMT", None),
        ("LONDON, Nov 4 19:42", "--11-04"),
        ("29 people in 2025", None),
        ("25 can 2025", None),
        ("Room 12, floor 3, 2024 plan", None),
    ],
)
def test_numbers_beside_words_are_no_dates(line, expected):
    found = find_dates(line)
    assert (found[0].date.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("13 Nov 2025 21:15 UTC+2", 120),
        ("13 Nov 2025 21:15 GMT-3", -180),
        ("13 Nov 2025 21:15 UTC+5:30", 330),
        ("13 Nov 2025 21:15 (UTC+10)", 600),
        ("13 Nov 2025 21:15 GMT+2.5", None),
        ("2025-11-03T23:30:00-05:00", -300),
        ("2025-11-03T23:30:00Z", 0),
        ("2025-11-03T23:30", None),
        ("2025-11-03 23:30 +0530", 330),
        ("Mon, 03 Nov 2025 23:30:00 GMT", 0),
        ("3 November 2025, 23:30 CET", 60),
        ("Nov. 3, 2025, 11:30 p.m. EST", -300),
        ("11:30 PM EST Nov 3, 2025", -300),
        ("3 November 2025 23:30 (UTC +01:00)", 60),
        ("3 November 2025, 23:30 CST", None),
        ("3 November 2025", None),
        ("1764704520", 0),
    ],
)
def test_the_offset_of_a_known_time_zone_is_kept(text, offset):
    found = parse_moment(text)
    assert found is not None
    assert found.offset == offset


def test_no_name_of_a_month_means_two():
    words = Counter(word for line in read_sections("articles/months.txt")["months"] for word in line.split())
    assert [word for word, count in words.items() if count > 1] == []
    assert not words.keys() & known_months().keys()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2025-03-04-ferries-stop", "2025-03-04"),
        ("2025_03_04 ferries", "2025-03-04"),
        ("2025.03.04", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("20250304T1820-ferries", "2025-03-04"),
        ("ferries-2025-03-04", "2025-03-04"),
        ("ferries_20250304", "2025-03-04"),
        ("Ferries (2025-03-04)", "2025-03-04"),
        ("04.03.2025 Ferries", "2025-03-04"),
        ("4 March 2025 Ferries", "2025-03-04"),
        ("posts/2025/03/04/ferries", "2025-03-04"),
        ("2025/03/04", "2025-03-04"),
        ("2025/03/04-ferries", "2025-03-04"),
        ("2025/03-04/ferries", "2025-03-04"),
        ("2025/2025-03/ferries", "2025-03"),
        ("2025/03/ferries", "2025-03"),
        ("news/2025/ferries", "2025"),
        ("2024/2025-03-04/ferries", "2025-03-04"),
        ("2025/March/04/ferries", "2025-03-04"),
        ("2025/03-march/4/ferries", "2025-03-04"),
        ("2025/März/ferries", "2025-03"),
        ("2025/may-resigns", "2025"),
        ("2025-03", "2025-03"),
        ("2025-13-04-ferries", None),
        ("2025-02-30-ferries", None),
        ("120250304", None),
        ("budget 2025", None),
        ("The year 2025 in ferries", None),
        ("ferries/route-12-2025", None),
        ("1234-56-78", None),
        ("202503041530 ferry", "2025-03-04"),
        ("20250304153059-ferry", "2025-03-04"),
        ("202503049930 ferry", None),
    ],
)
def test_a_path_is_read_for_its_date(path, expected):
    date = find_path_date(path)
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1998-W45-3", "1998-11-04"),
        ("1998W453", "1998-11-04"),
        ("1998-W46", "1998-11"),
        ("1998-W45", "1998-11"),
        ("2024-W05", "2024"),
        ("2020-W53-7", "2021-01-03"),
        ("2021-W53-1", None),
        ("2020-W53", None),
    ],
)
def test_weeks_of_a_year_are_dates(text, expected):
    found = parse_moment(text)
    assert (found.date.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("written", "other", "expected"),
    [
        (None, "2025-03", "2025-03"),
        ("--03-04", "2025-03-04", "2025-03-04"),
        ("--03-04", "2025", "2025-03-04"),
        ("2025", "2025-03-04", "2025-03-04"),
        ("--03-05", "2025-03-04", None),
        ("2024", "2025-03-04", None),
        ("2025-03", "2025", None),
    ],
)
def test_a_path_completes_a_date_and_never_contradicts_it(written, other, expected):
    date = complete_date(parse_date(written) if written else None, parse_date(other))
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4. 11. 1998", "1998-11-04"),
        ("4 de noviembre del 1998", "1998-11-04"),
        ("4 d’octubre de 1998", "1998-10-04"),
        ("4. 13. 1998", None),
    ],
)
def test_a_day_is_read_with_blanks_and_articles_between(text, expected):
    date = parse_date(text)
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("12. brezna 2024", "2024-03-12"),
        ("12. března 2024", "2024-03-12"),
        ("3 pazdziernika 2019", "2019-10-03"),
        ("5 subat 2021", "2021-02-05"),
    ],
)
def test_names_of_months_are_read_without_their_accents_too(line, date):
    assert [found.date.isoformat() for found in find_dates(line)] == [date]
