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
from typing import overload

from reader.library import labels
from reader.library.lists.listing import Facet, Facets
from reader.text.folding import fold

COUNTED = (labels.SPEAKER, labels.TOPIC, labels.SOURCE)
"""The kinds of labels that facets count, in their order there."""

_MOST_FREQUENT = 100  # more than any list of names beside the articles shows


class SortedFacets(Sequence[Facet]):
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
        return self._sort(max(1, min(nlargest(_MOST_FREQUENT, self._counts), default=1)))

    @cached_property
    def _order(self) -> list[int]:
        """The places of all names."""
        return self._sort(1)

    def _sort(self, least: int) -> list[int]:
        """Return the places of the names that have so many articles or more."""
        places = [place for place, count in enumerate(self._counts) if count >= least]
        places.sort(key=self._counts.__getitem__, reverse=True)  # which leaves ties as they were
        return places


class FacetNames:
    """The labels of speakers, topics and outlets in order: by kind, and in the alphabet.

    Attributes:
        labels: Their numbers in this order.
        whole: The facets of the whole library, once they have been counted.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        # The pluses keep the database from fetching one label after the other by way of an index.
        rows = db.execute(
            "SELECT id, kind, name FROM labels WHERE +kind <= ? AND +articles > 0", (labels.SOURCE,)
        ).fetchall()
        self.whole: Facets | None = None
        rows.sort(key=lambda row: (row[1], fold(row[2]), row[2]))
        self.labels = array("q", [label for label, _, _ in rows])
        kinds = bytes(kind for _, kind, _ in rows)
        names = [name for _, _, name in rows]
        self._bounds = [(bisect_left(kinds, kind), bisect_right(kinds, kind)) for kind in COUNTED]
        self._names = [names[start:end] for start, end in self._bounds]
        self._places = {label: place for place, label in enumerate(self.labels)}

    def sort_facets(
        self, counts: Mapping[int, int], in_order: Sequence[int] | None = None
    ) -> tuple[SortedFacets, ...]:
        """Return the facets of each kind.

        Args:
            counts: Articles by label; labels of other kinds are left out.
            in_order: Articles of each of ``labels``, to be added.
        """
        total = [0] * len(self.labels) if in_order is None else list(in_order)
        for label, count in counts.items():
            place = self._places.get(label)
            if place is not None:
                total[place] += count
        return tuple(
            SortedFacets(total[start:end], names)
            for (start, end), names in zip(self._bounds, self._names, strict=True)
        )
