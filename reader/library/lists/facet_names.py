"""The names of speakers, topics and outlets in alphabetical order, kept in memory while they are the same.

Owns turning counts by label into facets. A library has far fewer names than articles, yet many more than
anybody looks at: only the most frequent are put in order until somebody asks for the others.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import compress
from typing import overload

from reader.library import labels
from reader.library.lists.listing import Facet, Facets
from reader.text.folding import fold

COUNTED = (labels.SPEAKER, labels.TOPIC, labels.SOURCE)
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
        # The pluses keep the database from fetching one label after the other by way of an index.
        rows = db.execute(
            "SELECT id, kind, name FROM labels WHERE +kind <= ? AND +articles > 0", (labels.SOURCE,)
        ).fetchall()
        self.whole: Facets | None = None
        rows.sort(key=lambda row: (row[1], fold(row[2]), row[2]))
        kinds = bytes(kind for _, kind, _ in rows)
        names = [name for _, _, name in rows]
        self._bounds = [(bisect_left(kinds, kind), bisect_right(kinds, kind)) for kind in COUNTED]
        self._names = [names[start:end] for start, end in self._bounds]
        self._ranks = {label: rank for rank, (label, _, _) in enumerate(rows)}
        self._columns: tuple[Sequence[int], Sequence[int]] = (), ()

    def arrange(self, counts: Mapping[int, int]) -> tuple[Ranking, ...]:
        """Return facets of each kind from counts by label; labels of other kinds are left out."""
        return self._arranged([0] * len(self._ranks), counts)

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
            places = array("I", [len(labels)]) * len(self._ranks)
            for place, label in enumerate(labels):
                if label in self._ranks:
                    places[self._ranks[label]] = place
            self._columns = labels, places
        return self._arranged(list(map([*counts, 0].__getitem__, self._columns[1])), more)

    def _arranged(self, by_rank: list[int], more: Mapping[int, int]) -> tuple[Ranking, ...]:
        for label, count in more.items():
            rank = self._ranks.get(label)
            if rank is not None:
                by_rank[rank] += count
        return tuple(
            Ranking(by_rank[start:end], names)
            for (start, end), names in zip(self._bounds, self._names, strict=True)
        )
