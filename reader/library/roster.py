"""The names of speakers, topics and outlets in alphabetical order, kept in memory while they are the same.

Owns turning counts by label into facets. A library has far fewer names than articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import compress
from typing import overload

from reader.library import labels as fields
from reader.library.folding import fold
from reader.library.listing import Facet, Facets

COUNTED = (fields.SPEAKER, fields.TOPIC, fields.SOURCE)
"""The kinds of labels that facets count, in their order there."""

_COUNT_SHIFT = 32
_RANK_MASK = (1 << _COUNT_SHIFT) - 1


class Ranking(Sequence[Facet]):
    """Names with their counts, of which each facet is only made when it is looked at."""

    def __init__(self, keys: Sequence[int], names: Sequence[str]) -> None:
        self._keys = keys
        self._names = names

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Facet: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Facet]: ...
    def __getitem__(self, place: int | slice) -> Facet | Sequence[Facet]:
        """Return one facet, or several of them."""
        if isinstance(place, slice):
            return Ranking(self._keys[place], self._names)
        key = self._keys[place]
        return Facet(self._names[key & _RANK_MASK], -(key >> _COUNT_SHIFT))


class Roster:
    """Names of labels by their rank in the alphabet.

    Attributes:
        whole: The facets of the whole library, once they have been counted.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(
            "SELECT id, kind, name FROM labels WHERE kind <= ? AND articles > 0", (fields.SOURCE,)
        ).fetchall()
        self.whole: Facets | None = None
        rows.sort(key=lambda row: (fold(row[2]), row[2]))
        self._names = [name for _, _, name in rows]
        self._kinds = bytes(kind for _, kind, _ in rows)
        self._ranks = {label: rank for rank, (label, _, _) in enumerate(rows)}

    def arrange(self, labels: Sequence[int], counts: Sequence[int]) -> tuple[Ranking, ...]:
        """Return facets of each kind, the most frequent first, ties by name.

        Args:
            labels: Their numbers; those of other kinds are left out.
            counts: For each of them, its number of articles.
        """
        # One integer a facet sorts several times faster than a tuple: minus the count, then the rank.
        keys: list[int] = [
            rank - (count << _COUNT_SHIFT)
            for rank, count in zip(map(self._ranks.get, labels), counts, strict=True)
            if count and rank is not None
        ]
        keys.sort()
        kinds = list(map(self._kinds.__getitem__, map(_RANK_MASK.__and__, keys)))
        return tuple(Ranking(list(compress(keys, map(kind.__eq__, kinds))), self._names) for kind in COUNTED)
