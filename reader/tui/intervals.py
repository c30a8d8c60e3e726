"""Stretches of a text, found again by the line that shows them.

Owns the search for what overlaps. Stretches may nest, as quotations do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Intervals:
    """Half-open stretches by start; answers which of them overlap another."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._stretches = stretches
        self._starts = [start for start, _ in stretches]
        # The furthest end so far never falls, so it can be searched, whatever nests in what.
        self._reach = list(accumulate((end for _, end in stretches), max))

    def overlapping(self, start: int, end: int) -> list[int]:
        """Return the numbers of the stretches that share a character with ``start:end``, by start."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [number for number in range(first, last) if self._stretches[number][1] > start]
