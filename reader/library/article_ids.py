"""Article ids that follow the date, so that the newest that match come first out of every index.

An id is ``(day + 1024) << 21 | region << 19 | place``. The region tells what is known of the date: 0 the
year, 1 the month (both under their first day, right below its articles), 2 the day, 3 the minute. Undated
articles have the ids below all days. Every region has room for half a million articles.

Owns the mapping between dates and ids, and the groups into which a list by date falls: days, months and years
that are all that is known, and the undated. Refuses to hand out ids: ``writer`` knows which are free.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, repeat
from operator import neg, rshift
from typing import TYPE_CHECKING

from reader.library.listing import Group, LazySequence
from reader.text.partial_date import PartialDate, Precision

if TYPE_CHECKING:
    from reader.library.query.periods import Period


_DAY_BITS = 21
_REGION_BITS = 19
_OFFSET = 1024
_MINUTE_STEP = 256
_YEAR, _MONTH, _DAY, _MINUTE = range(4)

FIRST_DATED = (_OFFSET + 1) << _DAY_BITS
"""Smallest id of a dated article; undated ones have smaller ids, from 1."""

END = (_OFFSET + date.max.toordinal() + 1) << _DAY_BITS
"""All ids are smaller."""


_LEAST_TO_SEEK_GROUP_ENDS = 15_000  # so many are not looked at one by one


def region_of(when: PartialDate | None) -> tuple[int, int, int]:
    """Return where an article of this date belongs: first id and end of its cell, end of its region.

    A date without a year counts as undated.
    """
    if when is None or when.year is None:
        return 1, FIRST_DATED, FIRST_DATED
    day = date(when.year, when.month or 1, when.day or 1).toordinal() + _OFFSET
    if when.hour is not None:
        start = (day << _DAY_BITS) + (_MINUTE << _REGION_BITS)
        cell = start + (when.hour * 60 + (when.minute or 0)) * _MINUTE_STEP
        return cell, cell + _MINUTE_STEP, (day + 1) << _DAY_BITS
    region = _DAY if when.day else _MONTH if when.month else _YEAR
    start = (day << _DAY_BITS) + (region << _REGION_BITS)
    end = start + (1 << _REGION_BITS)
    return start, end, end


def group_key(article: int) -> int:
    """Return the key of the day, month, year or undated group that an article's id belongs to.

    Keys sort as their articles do.
    """
    if article < FIRST_DATED:
        return 0
    key = article >> _REGION_BITS
    return key - 1 if key & 3 == _MINUTE else key


def count_groups(articles: Iterable[int]) -> dict[int, int]:
    """Return how many articles belong to each group, by key, in the order in which groups come first."""
    counts: dict[int, int] = {}
    for region, count in Counter(map(rshift, articles, repeat(_REGION_BITS))).items():
        key = group_key(region << _REGION_BITS)
        counts[key] = counts.get(key, 0) + count
    return counts


def group_key_sql(article: str) -> str:
    """Return the SQL expression that is ``group_key`` of an expression for an article's id."""
    key = f"({article} >> {_REGION_BITS})"
    return f"CASE WHEN {article} < {FIRST_DATED} THEN 0 ELSE {key} - ({key} & 3 = {_MINUTE}) END"


def group_bounds(key: int) -> tuple[int, int]:
    """Return the first id of a group and the id after its last."""
    if key == 0:
        return 1, FIRST_DATED
    wide = 2 if key & 3 == _DAY else 1
    return key << _REGION_BITS, (key + wide) << _REGION_BITS


def group_day(key: int) -> tuple[date | None, Precision | None]:
    """Return the first day of a group and how much of the date is known; None for the undated."""
    if key == 0:
        return None, None
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.DAY)[key & 3]
    return date.fromordinal((key >> 2) - _OFFSET), precision


def make_group(key: int, first: int, count: int) -> Group:
    """Return the group of a key as lists show it."""
    day, precision = group_day(key)
    return Group(day, precision, first, count)


def day_of(article: int) -> int:
    """Return the ordinal of the day, or of the first day of the month or year, of a dated article."""
    return (article >> _DAY_BITS) - _OFFSET


def period_ids(period: Period) -> tuple[int, int, int, int]:
    """Return the ids that bound a period.

    An article of which only the month or year is known counts as of the first day, but never lies in a period
    that is shorter than what is known.

    Returns:
        The first id of its first day; the first of an article that lies in it; the first that is no more
        before it; the first of the day after it. A minute is bounded by its day; the time is compared apart.
    """
    start = (period.first.toordinal() + _OFFSET) << _DAY_BITS
    after = period.after
    end = END if after is None else (after.toordinal() + _OFFSET) << _DAY_BITS
    regions = {Precision.YEAR: _YEAR, Precision.MONTH: _MONTH, Precision.DAY: _DAY, Precision.MINUTE: _MINUTE}
    within = start + (regions[period.precision] << _REGION_BITS)
    return start, within, end if period.precision is Precision.MINUTE else start, end


class Groups(LazySequence[Group]):
    """Groups in order, of which each is only made when it is looked at.

    Attributes:
        firsts: The index of the first row of each.
    """

    def __init__(self, keys: Sequence[int], firsts: Sequence[int], total: int) -> None:
        self._keys = keys
        self.firsts = firsts
        self._total = total

    def __len__(self) -> int:
        return len(self._keys)

    def _make(self, index: int) -> Group:
        after = self.firsts[index + 1] if index + 1 < len(self) else self._total
        return make_group(self._keys[index], self.firsts[index], after - self.firsts[index])


def group_ids(ids: array[int], *, newest_first: bool) -> Groups:
    """Return the groups of articles in the order of their dates.

    Args:
        ids: Of the articles, negated.
    """
    if newest_first and len(ids) > _LEAST_TO_SEEK_GROUP_ENDS:
        return _find_group_ends(ids)
    counts = count_groups(map(neg, ids))
    firsts = [0, *accumulate(counts.values())]
    return Groups([*counts], firsts[:-1], len(ids))


def _find_group_ends(ids: array[int]) -> Groups:
    """Return the groups of negated ids, newest first, by seeking the end of each."""
    keys: list[int] = []
    firsts: list[int] = []
    place, total = 0, len(ids)
    while place < total:
        key = group_key(-ids[place])
        keys.append(key)
        firsts.append(place)
        # Most groups are short: look a little ahead before looking far.
        end, step = -group_bounds(key)[0] + 1, 16
        while place + step < total and ids[place + step] < end:
            step *= 4
        place = bisect_left(ids, end, place, min(total, place + step))
    return Groups(keys, firsts, total)
