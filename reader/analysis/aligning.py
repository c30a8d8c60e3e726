"""Which words of one text are the words of another, in order.

Anchors first: stretches, then words, that both have exactly once, in the longest order that suits both
(patience diff, Bram Cohen). What lies between is small and is aligned exactly, by the weight of equal words
and forms of one word. Only what has neither anchor nor a bearable size stays unaligned, so that the time
grows about as the texts do, whatever is in them.

Owns the alignment of sequences of words. Pure; knows no text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

_STRETCH = 3  # words of an anchor, at first
_MOST_CELLS = 6_000  # pairs of words that are weighed between two anchors
_DEEPEST = 12  # how often anchors are sought between anchors
_EQUAL, _ALIKE = 4, 3

Pair = tuple[int, int]
Gap = tuple[int, int, int, int]
Alike = Callable[[str, str], bool]


def align(one: Sequence[str], other: Sequence[str], alike: Alike) -> list[Pair]:
    """Return pairs of places of words that are the same, or alike, in order.

    Args:
        alike: Tells whether two different words are forms of one.
    """
    pairs: list[Pair] = []
    gaps = [(0, len(one), 0, len(other), 0)]
    while gaps:
        low, high, left, right, depth = gaps.pop()
        while low < high and left < right and one[low] == other[left]:
            pairs.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and one[high - 1] == other[right - 1]:
            high, right = high - 1, right - 1
            pairs.append((high, right))
        if low == high or left == right:
            continue
        anchors = _anchors(one, other, (low, high, left, right), depth)
        if anchors:
            pairs += anchors
            ends = [(low - 1, left - 1), *anchors, (high, right)]
            gaps += [(a + 1, c, b + 1, d, depth + 1) for (a, b), (c, d) in pairwise(ends)]
        elif (high - low) * (right - left) <= _MOST_CELLS:
            pairs += _weigh(one, other, (low, high, left, right), alike)
    return sorted(pairs)


def _anchors(one: Sequence[str], other: Sequence[str], gap: Gap, depth: int) -> list[Pair]:
    low, high, left, right = gap
    if depth > _DEEPEST or (high - low) * (right - left) <= _MOST_CELLS // 8:
        return []
    for size in (_STRETCH, 1):
        first, second = _once(one, low, high, size), _once(other, left, right, size)
        common = [(place, second[words]) for words, place in first.items() if words in second]
        if common:
            return _longest(common)
    return []


def _once(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Return the stretches that come once, in order, with their places."""
    found: dict[tuple[str, ...], int] = {}
    for place in range(start, end - size + 1):
        stretch = tuple(words[place : place + size])
        found[stretch] = -1 if stretch in found else place
    return {stretch: place for stretch, place in found.items() if place >= 0}


def _longest(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest run of pairs that rises on both sides; they come rising on the first."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        last[rank : rank + 1] = [index]
        before.append(last[rank - 1] if rank else -1)
    chosen = [last[-1]]
    while before[chosen[-1]] >= 0:
        chosen.append(before[chosen[-1]])
    return [pairs[index] for index in reversed(chosen)]


def _weigh(one: Sequence[str], other: Sequence[str], gap: Gap, alike: Alike) -> Iterator[Pair]:
    """Yield the pairs of the heaviest common subsequence of a gap."""
    low, high, left, right = gap
    width = right - left
    rows = [[0] * (width + 1)]
    for place in range(high - 1, low - 1, -1):
        word, under = one[place], rows[-1]
        row = [0] * (width + 1)
        for column in range(width - 1, -1, -1):
            weight = _weight(word, other[left + column], alike)
            best = max(under[column], row[column + 1])
            row[column] = max(best, under[column + 1] + weight) if weight else best
        rows.append(row)
    rows.reverse()
    place, column = 0, 0
    while place < high - low and column < width:
        here = rows[place][column]
        weight = _weight(one[low + place], other[left + column], alike)
        if weight and here == rows[place + 1][column + 1] + weight:
            yield low + place, left + column
            place, column = place + 1, column + 1
        elif here == rows[place + 1][column]:
            place += 1
        else:
            column += 1


def _weight(one: str, other: str, alike: Alike) -> int:
    if one == other:
        return _EQUAL
    return _ALIKE if alike(one, other) else 0
