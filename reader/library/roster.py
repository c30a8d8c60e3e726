"""The names of speakers, topics and outlets in alphabetical order, kept in memory while they are the same.

Owns turning counts by label into facets. A library has far fewer names than articles, yet many more than
anybody looks at: only the most frequent are put in order until somebody asks for the others.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import compress
from typing import overload

from reader.library import labels as fields
from reader.library.folding import fold
from reader.library.listing import Facet, Facets

COUNTED = (fields.SPEAKER, fields.TOPIC, fields.SOURCE)
"""The kinds of labels that facets count, in their order there."""

_MOST_FREQUENT = 100  # more than any list of names beside the articles shows


class Ranking(Sequence[Facet]):
    """Names with their counts, the most frequent first, ties by name; each facet is made when looked at."""

    def __init__(self, counts: Sequence[int], names: Sequence[str]) -> None:
        """Take names in alphabetical order and their counts; those that no article has are left out."""
        self._counts = counts
        self._names = names
        self._length = len(counts) - counts.count(0)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Facet: ...
    @overload
    def __getitem__(self, place: slice) -> list[Facet]: ...
    def __getitem__(self, place: int | slice) -> Facet | list[Facet]:
        """Return one facet, or several of them."""
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(self._length))]
        index = range(self._length)[place]
        first = self._first
        chosen = first[index] if index < len(first) else self._order[index]
        return Facet(self._names[chosen], self._counts[chosen])

    @cached_property
    def _first(self) -> list[int]:
        """The places of the most frequent names."""
        least = max(1, min(nlargest(_MOST_FREQUENT, self._counts), default=1))
        return self._sorted(list(map(least.__le__, self._counts)))

    @cached_property
    def _order(self) -> list[int]:
        """The places of all names."""
        return self._sorted(self._counts)

    def _sorted(self, chosen: Sequence[object]) -> list[int]:
        places = list(compress(range(len(self._counts)), chosen))
        places.sort(key=self._counts.__getitem__, reverse=True)  # which leaves ties as they were
        return places


class Roster:
    """Names of labels by their rank: by kind, and in the alphabet.

    Attributes:
        whole: The facets of the whole library, once they have been counted.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(
            "SELECT id, kind, name FROM labels WHERE kind <= ? AND articles > 0", (fields.SOURCE,)
        ).fetchall()
        self.whole: Facets | None = None
        rows.sort(key=lambda row: (row[1], fold(row[2]), row[2]))
        kinds = bytes(kind for _, kind, _ in rows)
        self._names = [name for _, _, name in rows]
        self._bounds = [(bisect_left(kinds, kind), bisect_right(kinds, kind)) for kind in COUNTED]
        self._ranks = {label: rank for rank, (label, _, _) in enumerate(rows)}
        self._columns: tuple[Sequence[int], list[int]] = (), []

    def arrange(self, counts: Mapping[int, int]) -> tuple[Ranking, ...]:
        """Return facets of each kind from counts by label; labels of other kinds are left out."""
        ranks = self._ranks
        found = sorted((ranks[label], count) for label, count in counts.items() if label in ranks)
        by_rank = [rank for rank, _ in found]
        rankings = []
        for bounds in self._bounds:
            start, end = (bisect_left(by_rank, bound) for bound in bounds)
            names = [self._names[rank] for rank in by_rank[start:end]]
            rankings.append(Ranking([count for _, count in found[start:end]], names))
        return tuple(rankings)

    def arrange_columns(
        self, labels: Sequence[int], counts: Sequence[int], more: Mapping[int, int]
    ) -> tuple[Ranking, ...]:
        """Return facets of each kind from the counts of all labels, in one order for as long as possible.

        Args:
            labels: Their numbers; while this is the same object, it is known where their names stand.
            counts: For each of them, its number of articles.
            more: What is to be added, by label.
        """
        if self._columns[0] is not labels:
            places = [len(labels)] * len(self._names)
            for place, label in enumerate(labels):
                if label in self._ranks:
                    places[self._ranks[label]] = place
            self._columns = labels, places
        by_rank = list(map([*counts, 0].__getitem__, self._columns[1]))
        for label, count in more.items():
            if label in self._ranks:
                by_rank[self._ranks[label]] += count
        return tuple(Ranking(by_rank[start:end], self._names[start:end]) for start, end in self._bounds)
