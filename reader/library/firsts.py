"""Which of several dates is the earliest, as far as that can be told.

Owns the comparison of dates of different precision. Pure.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime

from reader.articles.model import PartialDate
from reader.library.model import FirstSeen


def find_first(dates: Sequence[PartialDate | None]) -> FirstSeen:
    """Return which of the dates may be the earliest; one without a year counts as none."""
    bounds = [(index, *_bounds(when)) for index, when in enumerate(dates) if when is not None and when.year]
    undated = len(dates) - len(bounds)
    if not bounds:
        return FirstSeen((), undated)
    latest = min(last for _, _, last in bounds)
    return FirstSeen(tuple(index for index, first, _ in bounds if first <= latest), undated)


def _bounds(when: PartialDate) -> tuple[datetime, datetime]:
    """Return the first and the last minute that a date may mean."""
    year = when.year or 1
    last_month = when.month or 12
    last_day = when.day or monthrange(year, last_month)[1]
    first = datetime(year, when.month or 1, when.day or 1, when.hour or 0, when.minute or 0)
    if when.hour is not None:
        return first, first
    return first, datetime(year, last_month, last_day, 23, 59)
