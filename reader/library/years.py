"""The year of a date that was printed without one, inferred from the other articles of the library.

Owns the choice: the year that brings the date nearest to the median of all dates that say their year, which a
single stray article cannot move far; of two, the earlier. Refuses to guess where no article says its year.
A module of its own, although mainly ``writer`` uses it: apart from the median it is pure.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from reader.library.article_ids import group_day
from reader.text.partial_date import PartialDate

_SEARCHED_YEARS = 8  # 29 February comes every fourth year, every eighth around 1900


def median_day(db: sqlite3.Connection) -> date | None:
    """Return the median day of the articles that say their year; None if none does."""
    counts = db.execute("SELECT key, known FROM groups WHERE known > 0 ORDER BY key").fetchall()
    middle = (sum(count for _, count in counts) - 1) // 2
    for key, count in counts:
        if middle < count:
            return group_day(key)[0]
        middle -= count
    return None


def nearest_year(month: int, day: int, median: date) -> int:
    """Return the year in which a month and day are nearest to the median; the earlier one of two."""
    distances: list[tuple[int, int]] = []
    for year in range(max(1, median.year - _SEARCHED_YEARS), min(9999, median.year + _SEARCHED_YEARS) + 1):
        try:
            distances.append((abs((date(year, month, day) - median).days), year))
        except ValueError:
            continue
    return min(distances)[1]


def complete(text: str | None, year: int | None) -> PartialDate | None:
    """Return a stored date with the year that was inferred for it, if any."""
    if text is None:
        return None
    when = PartialDate.fromisoformat(text)
    return when if year is None or when.year is not None else when.with_year(year)


def infer(text: str | None, median: date | None) -> int | None:
    """Return the year for a stored date that has none; None if it has one or there is no median."""
    if text is None or median is None or not text.startswith("--"):
        return None
    when = PartialDate.fromisoformat(text)
    return nearest_year(when.month or 1, when.day or 1, median)
