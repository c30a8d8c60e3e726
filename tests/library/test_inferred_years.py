"""A date without a year gets one from its neighbours."""

from datetime import date
from itertools import pairwise

import pytest
from made_library import Made

from reader.articles.model import PartialDate, Precision
from reader.library.article_ids import END, FIRST_DATED, group_bounds, group_day, group_key, region_of
from reader.library.inferred import nearest_year
from reader.library.lists.articles import find_articles
from reader.library.query.fields import Bound
from reader.library.query.periods import read_period
from reader.library.query.query import Query


@pytest.mark.parametrize(
    ("month", "day", "median", "year"),
    [
        (8, 29, date(2025, 9, 1), 2025),
        (12, 30, date(2025, 1, 5), 2024),
        (1, 2, date(2024, 12, 20), 2025),
        (7, 2, date(2024, 1, 1), 2023),
        (2, 29, date(2025, 6, 1), 2024),
        (2, 29, date(1900, 1, 1), 1896),
        (1, 1, date(1, 6, 1), 1),
        (12, 31, date(9999, 12, 1), 9999),
    ],
)
def test_the_nearest_year(month, day, median, year):
    distance = abs((date(year, month, day) - median).days)
    assert nearest_year(month, day, median) == year
    assert distance <= 366 * 4


def dates(store):
    rows = find_articles(store, Query()).rows(0, 100)
    return {row.path: (row.date.isoformat(), row.date.inferred) if row.date else None for row in rows}


def test_the_year_is_decided_anew_when_the_dates_change(library):
    library.write(Made("bare.md", date="--03-01"))
    assert dates(library.store)["bare.md"] == ("--03-01", False)
    assert find_articles(library.store, Query()).groups[0].day is None
    library.write(Made("a.md", date="2020-02-01"))
    assert dates(library.store)["bare.md"] == ("2020-03-01", True)
    library.write(Made("b.md", date="2024-02-01"), Made("c.md", date="2024-02-02"))
    assert dates(library.store)["bare.md"] == ("2024-03-01", True)
    first = find_articles(library.store, Query()).groups[0]
    assert (first.day, first.precision) == (date(2024, 3, 1), Precision.DAY)
    library.write(removed=("a.md", "b.md", "c.md"))
    assert dates(library.store)["bare.md"] == ("--03-01", False)
    library.store.db.execute("INSERT INTO words (words) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2025-08-29T14:30", date(2025, 8, 29), Precision.DAY),
        ("2025-08-29", date(2025, 8, 29), Precision.DAY),
        ("2025-08", date(2025, 8, 1), Precision.MONTH),
        ("2025", date(2025, 1, 1), Precision.YEAR),
        ("9999-12-31", date(9999, 12, 31), Precision.DAY),
        ("0001", date(1, 1, 1), Precision.YEAR),
    ],
)
def test_a_number_tells_the_group_of_its_date(text, day, precision):
    start, cell, limit = region_of(PartialDate.fromisoformat(text))
    assert FIRST_DATED <= start < cell <= limit <= END
    for number in (start, cell - 1, limit - 1):
        assert group_day(group_key(number)) == (day, precision)
        low, high = group_bounds(group_key(number))
        assert low <= number < high


def test_numbers_follow_the_date():
    texts = ["2025", "2025-01", "2025-01-01", "2025-01-01T00:00", "2025-01-01T23:59", "2025-02", "2026"]
    regions = [region_of(PartialDate.fromisoformat(text)) for text in texts]
    assert [one[2] <= other[0] or one[1] <= other[0] for one, other in pairwise(regions)]
    assert sorted(regions) == regions
    assert region_of(None)[2] <= regions[0][0]


def test_a_period_admits_what_is_known_well_enough():
    def admits(bound, period, text):
        low, high = bound.ids(read_period(period, date(2025, 1, 1)))
        start, cell, _ = region_of(PartialDate.fromisoformat(text))
        assert (low <= start < high) == (low <= cell - 1 < high)
        return low <= start < high

    assert admits(Bound.ON, "2025-08", "2025-08")
    assert admits(Bound.ON, "2025-08", "2025-08-31")
    assert not admits(Bound.ON, "2025-08-01", "2025-08")
    assert not admits(Bound.ON, "2025-01", "2025")
    assert admits(Bound.AFTER, "2025-08", "2025-08")
    assert not admits(Bound.BEFORE, "2025-08", "2025-08")
    assert admits(Bound.BEFORE, "2025-08", "2025")
