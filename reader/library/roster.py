"""The names of speakers, topics and outlets in alphabetical order, kept in memory while they are the same.

Owns turning counts by label into facets. A library has far fewer names than articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reader.library import labels as fields
from reader.library.folding import fold
from reader.library.model import Facet, Facets

COUNTED = (fields.SPEAKER, fields.TOPIC, fields.SOURCE)
"""The kinds of labels that facets count, in their order there."""

_COUNT_SHIFT = 32
_RANK_MASK = (1 << _COUNT_SHIFT) - 1


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
        self._kinds = {label: kind for label, kind, _ in rows}
        self._ranks = {label: rank for rank, (label, _, _) in enumerate(rows)}

    def arrange(self, counts: Iterable[tuple[int, int]]) -> tuple[tuple[Facet, ...], ...]:
        """Return facets of each kind, the most frequent first, ties by name.

        Args:
            counts: Label and number of articles; labels of other kinds are left out.
        """
        # One integer a facet sorts several times faster than a tuple: minus the count, then the rank.
        keys: dict[int, list[int]] = {kind: [] for kind in COUNTED}
        kinds, ranks = self._kinds, self._ranks
        for label, count in counts:
            kind = kinds.get(label)
            if kind is not None and count:
                keys[kind].append(ranks[label] - (count << _COUNT_SHIFT))
        for kind in COUNTED:
            keys[kind].sort()
        return tuple(
            tuple(
                map(
                    Facet,
                    [self._names[key & _RANK_MASK] for key in keys[kind]],
                    [-(key >> _COUNT_SHIFT) for key in keys[kind]],
                )
            )
            for kind in COUNTED
        )
