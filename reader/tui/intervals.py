"""Stretches of a text, found again by the line that shows them.

Owns the search for what overlaps. Stretches may nest, as quotations do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Intervals:
    """Half-open stretches by start; answers which of them overlap another.

    Args:
        starts: Where each begins, ascending.
        ends: Where each ends.
    """

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._starts = starts
        self._ends = ends
        # The furthest end so far never falls, so it can be searched, whatever nests in what.
        self._reach = list(accumulate(ends, max))

    def overlapping(self, start: int, end: int) -> list[int]:
        """Return the numbers of the stretches that share a character with ``start:end``, by start."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [number for number in range(first, last) if self._ends[number] > start]
