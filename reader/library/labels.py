"""Labels: the speakers, topics, outlets, places, authors and cues of a library, each with its id.

Owns the tables ``labels``, ``spellings`` and ``spelling_words``, and turning counts by label into facets.
Which labels a typed name means is found in ``query.plan``; who is one person is decided in ``people``. A
library has far fewer names than articles, yet many more than anybody looks at: only the most frequent are put
in order until somebody asks for the others.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from reader.library.listing import Facet, Facets, LazySequence
from reader.text.folding import fold, fold_words

SPEAKER, TOPIC, SOURCE, PLACE, AUTHOR, CUE = range(1, 7)
"""The kinds of labels, as the tables number them."""

_MOST_PARAMETERS = 500


COUNTED = (SPEAKER, TOPIC, SOURCE)
"""The kinds of labels that facets count, in their order there."""

_MOST_FREQUENT = 100  # more than any list of names beside the articles shows


def people_of(db: sqlite3.Connection, article: int) -> dict[str, str]:
    """Return the speakers of an article: as it names them to who they are in the whole library."""
    return dict(
        db.execute(
            "SELECT f.name, l.name FROM tags t JOIN forms f ON f.id = t.form JOIN labels l ON l.id = t.label "
            "WHERE t.article = ? AND t.form > 0",
            (article,),
        ).fetchall()
    )


def label_id(db: sqlite3.Connection, kind: int, name: str) -> int | None:
    """Return the id of a label, or None if there is none of that name."""
    row = db.execute("SELECT id FROM labels WHERE kind = ? AND name = ?", (kind, name)).fetchone()
    return None if row is None else int(row[0])


def names_of(db: sqlite3.Connection, labels: Sequence[int]) -> dict[int, str]:
    """Return the names of labels."""
    names: dict[int, str] = {}
    for start in range(0, len(labels), _MOST_PARAMETERS):
        some = labels[start : start + _MOST_PARAMETERS]
        marks = ", ".join("?" * len(some))
        names.update(db.execute(f"SELECT id, name FROM labels WHERE id IN ({marks})", some).fetchall())
    return names


def list_outlets(db: sqlite3.Connection) -> dict[int, int]:
    """Return the outlets in alphabetical order, each with its id of articles."""
    rows = db.execute(
        "SELECT name, id, articles FROM labels WHERE kind = ? AND articles > 0", (SOURCE,)
    ).fetchall()
    rows.sort(key=lambda row: (fold(row[0]), row[0]))
    return {number: count for _, number, count in rows}


class LabelIds:
    """Ids of labels while articles are written; forget the object when its transaction is rolled back."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[tuple[int, str], int] = {}

    def find_or_add(self, kind: int, name: str) -> int:
        """Return the id of a label, adding it if it is new."""
        label = self._ids.get((kind, name))
        if label is None:
            label = label_id(self._db, kind, name)
            if label is None:
                added = "INSERT INTO labels (kind, name) VALUES (?, ?) RETURNING id"
                label = int(self._db.execute(added, (kind, name)).fetchone()[0])
                spell(self._db, kind, label, [name])
            self._ids[kind, name] = label
        return label


def spell(db: sqlite3.Connection, kind: int, label: int, names: Iterable[str]) -> None:
    """Let a label be found by the words of these names."""
    for name in names:
        words = fold_words(name)
        db.execute("INSERT OR IGNORE INTO spellings VALUES (?, ?, ?)", (kind, " ".join(words), label))
        db.executemany(
            "INSERT OR IGNORE INTO spelling_words VALUES (?, ?, ?)", [(kind, word, label) for word in words]
        )


class SortedFacets(LazySequence[Facet]):
    """Names with their counts, the most frequent first, ties by name; each facet is made when looked at."""

    def __init__(self, counts: Sequence[int], names: Sequence[str]) -> None:
        """Take names in alphabetical order and their counts; those that no article has are left out."""
        self._counts = counts
        self._names = names
        self._length = len(counts) - counts.count(0)

    def __len__(self) -> int:
        return self._length

    def _make(self, index: int) -> Facet:
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
        labels: Their ids in this order.
        unfiltered: The facets of all articles, once they have been counted.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        # The pluses keep the database from fetching one label after the other by way of an index.
        rows = db.execute(
            "SELECT id, kind, name FROM labels WHERE +kind <= ? AND +articles > 0", (SOURCE,)
        ).fetchall()
        self.unfiltered: Facets | None = None
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
