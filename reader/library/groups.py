"""The headings of a list by date, of which each is only made when it is looked at.

Owns finding them in a run of numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import neg
from typing import overload

from reader.library.listing import Group
from reader.library.slots import count_groups, group_bounds, group_key, make_group

_MANY = 15_000  # numbers, of which most are leapt over


class Groups(Sequence[Group]):
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

    @overload
    def __getitem__(self, place: int) -> Group: ...
    @overload
    def __getitem__(self, place: slice) -> list[Group]: ...
    def __getitem__(self, place: int | slice) -> Group | list[Group]:
        """Return one group or several."""
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        index = range(len(self))[place]
        after = self.firsts[index + 1] if index + 1 < len(self) else self._total
        return make_group(self._keys[index], self.firsts[index], after - self.firsts[index])


def group_numbers(numbers: array[int], *, newest_first: bool) -> Groups:
    """Return the groups of articles in the order of their dates.

    Args:
        numbers: Of the articles, negated.
    """
    if newest_first and len(numbers) > _MANY:
        return _leap(numbers)
    counts = count_groups(map(neg, numbers))
    firsts = [0, *accumulate(counts.values())]
    return Groups([*counts], firsts[:-1], len(numbers))


def _leap(numbers: array[int]) -> Groups:
    """Leap from the end of one group to that of the next."""
    keys: list[int] = []
    firsts: list[int] = []
    place, total = 0, len(numbers)
    while place < total:
        key = group_key(-numbers[place])
        keys.append(key)
        firsts.append(place)
        # Most groups are short: look a little ahead before looking far.
        end, step = -group_bounds(key)[0] + 1, 16
        while place + step < total and numbers[place + step] < end:
            step *= 4
        place = bisect_left(numbers, end, place, min(total, place + step))
    return Groups(keys, firsts, total)
