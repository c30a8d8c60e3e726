"""An in-memory snapshot of which articles have which speakers, topics and outlets: one bitmap a label.

An article is a bit. Its position counts from the newest article, so that bitmaps stay dense although ids have
gaps. Bitmaps are Roaring bitmaps (Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software
Library", 2018): small for rare labels, quick to intersect for frequent ones. How many quotations an article
has is a bit-sliced index (O'Neil and Quass 1997): one bitmap for each binary digit.

Owns building the snapshot from the tables, its form in the index, and counting on it. Refuses to know which
articles have changed since: their ids stand in the table ``dirty``, and who counts has to look them up.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, chain, compress, groupby, pairwise, repeat
from operator import itemgetter, or_, sub

from pyroaring import BitMap

from reader.library.labels import COUNTED

_SNAPSHOT = "columns"  # the note that tells one snapshot from another
_NEXT_SNAPSHOT = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"
# By name: that is nearly the order in which labels are counted, and neighbours in memory are read sooner.
_POSTINGS = """
SELECT l.id, -t.article FROM labels l CROSS JOIN tags t INDEXED BY tags_label ON t.label = l.id
WHERE l.kind = ? AND l.articles > 0 ORDER BY l.name
"""
# Of so many positions in a row a Roaring bitmap keeps few as an array, and more as a bit field, which is far
# quicker to intersect. So few articles are counted by what is outside them.
_CONTAINER, _MOST_IN_ARRAY = 65_536, 4_096
_ARTICLES_PER_GAP = 8  # where fewer than one article in so many is left out, the stretches between are copied
_ARTICLES_PER_ID_LOOKED_UP = 8  # fewer than one id in so many are looked up one by one
_WINDOW = 512  # ids that are looked up together
_MOST_OF_RARE_LABEL = 4  # articles; a bitmap takes as much memory as sixty of their positions
_NO_ARTICLES = BitMap()


class Columns:
    """A snapshot of all articles and their labels. Threads may share it: only what it remembers changes.

    Attributes:
        snapshot: Tells this snapshot from others.
        everything: All articles.
        word_hits: What the latest full-text searches found, by table and expression, the last one at the end.
        listed_words: The latest full-text search that was only listed: table, expression, negated ids.
        lock: Held by who changes ``word_hits``.
    """

    def __init__(self, db: sqlite3.Connection, snapshot: int) -> None:
        data: dict[str, bytes] = dict(db.execute("SELECT name, data FROM columns").fetchall())
        self.snapshot = snapshot
        self.word_hits: dict[tuple[str, str], BitMap] = {}
        self.listed_words: tuple[str, str, array[int]] | None = None
        self.lock = threading.Lock()
        # Negated, so that newest first is ascending; where an id stands is its position.
        self._ids = _unpack_array("q", data["ids"])
        self.everything = BitMap(range(len(self._ids)))
        bitmaps = _unpack_bitmaps(data["label sizes"], data["label bitmaps"])
        self._frequent = dict(zip(_unpack_array("q", data["frequent labels"]), bitmaps, strict=True))
        self._rare_positions = _unpack_array("I", data["rare positions"])
        self._rare_labels = _unpack_array("q", data["rare labels"])  # ascending
        self._rare_ends = array("I", accumulate(data["rare sizes"], initial=0))
        self._counter = _LabelCounter((), self)
        self._quotation_slices = [*_unpack_bitmaps(data["slice sizes"], data["slice bitmaps"])]

    def find_positions(self, ids: array[int]) -> BitMap:
        """Return the articles with these negated ids; those that are not in the snapshot are left out.

        Args:
            ids: Ascending, each once.
        """
        known, size = self._ids, len(self._ids)
        if len(ids) * _ARTICLES_PER_ID_LOOKED_UP < size:
            sought = zip(map(bisect_left, repeat(known), ids), ids, strict=True)
            return BitMap([place for place, each in sought if place < size and known[place] == each])
        # Small sets fit into the processor's cache; where nearly all are sought, most windows are equal.
        positions, first = array("I"), 0
        for start in range(0, size, _WINDOW):
            window = known[start : start + _WINDOW]
            end = bisect_left(ids, window[-1] + 1, first)
            some, first = ids[first:end], end
            places = range(start, start + len(window))
            if some == window:
                positions.extend(places)
            elif some:
                positions.extend(compress(places, map(frozenset(some).__contains__, window)))
        # Not as runs: many are slower to intersect.
        return BitMap(positions, optimize=False)

    def fetch_ids(self, found: BitMap) -> array[int]:
        """Return the negated ids of articles, ascending."""
        left_out = self.everything - found
        if len(left_out) * _ARTICLES_PER_GAP > len(self._ids):
            return array("q", map(self._ids.__getitem__, found))
        ids, start = array("q"), 0
        for gap in left_out:
            ids += self._ids[start:gap]
            start = gap + 1
        return ids + self._ids[start:]

    def with_label(self, label: int) -> BitMap:
        """Return the articles that have a label."""
        bitmap = self.bitmap_of_frequent(label)
        return BitMap(self.positions_of_rare(label)) if bitmap is None else bitmap

    def bitmap_of_frequent(self, label: int) -> BitMap | None:
        """Return the articles of a label that has a bitmap, else None."""
        return self._frequent.get(label)

    def positions_of_rare(self, label: int) -> array[int]:
        """Return the few articles of a label that has no bitmap, none if it has one."""
        place = bisect_left(self._rare_labels, label)
        if self._rare_labels[place : place + 1] != array("q", [label]):
            return array("I")
        return self._rare_positions[self._rare_ends[place] : self._rare_ends[place + 1]]

    def between(self, start: int, end: int) -> BitMap:
        """Return the articles with ids from start to before end."""
        return BitMap(range(bisect_left(self._ids, 1 - end), bisect_left(self._ids, 1 - start)))

    def quoting(self) -> BitMap:
        """Return the articles that have quotations."""
        return reduce(or_, self._quotation_slices, _NO_ARTICLES)

    def count_quotations(self, found: BitMap) -> int:
        """Return how many quotations these articles have together."""
        digits = map(found.intersection_cardinality, self._quotation_slices)
        return sum(count << power for power, count in enumerate(digits))

    def count_labels(self, labels: Sequence[int], found: BitMap) -> list[int]:
        """Return for each label how many of these articles have it.

        Args:
            labels: Looked up once, as long as this is the same object.
        """
        counter = self._counter  # another thread may count other labels
        if counter.labels is not labels:
            counter = self._counter = _LabelCounter(labels, self)
        return counter.count(found)


class _LabelCounter:
    """Counts the articles of labels among those found.

    Frequent labels are counted by intersecting bitmaps. Of the others, more than half, a bitmap would take
    hundreds of bytes for a few articles: their articles are looked up one by one.
    """

    def __init__(self, labels: Sequence[int], columns: Columns) -> None:
        self.labels = labels
        self._everything = columns.everything
        self._bitmaps: list[BitMap] = []
        self._positions, self._ends = array("I"), array("I", [0])
        frequent, rare = array("I"), array("I")
        for place, label in enumerate(labels):
            bitmap = columns.bitmap_of_frequent(label)
            if bitmap is not None:
                frequent.append(place)
                self._bitmaps.append(bitmap)
            else:
                rare.append(place)
                self._positions += columns.positions_of_rare(label)
                self._ends.append(len(self._positions))
        # Counts come for frequent labels first: where the count of each label stands among them.
        self._order = array("I", [0]) * len(labels)
        for index, place in enumerate(chain(frequent, rare)):
            self._order[place] = index

    def count(self, found: BitMap) -> list[int]:
        """Return how many of these articles each label has, in order."""
        everything, bitmaps = self._everything, self._bitmaps
        if len(found) > _MOST_IN_ARRAY * (1 + len(everything) // _CONTAINER):
            counts = list(map(found.intersection_cardinality, bitmaps))
        else:
            outside = everything - found
            counts = list(map(sub, map(len, bitmaps), map(outside.intersection_cardinality, bitmaps)))
        totals = array("I", accumulate(map(found.__contains__, self._positions), initial=0))
        at_ends = list(map(totals.__getitem__, self._ends))
        counts += map(sub, at_ends[1:], at_ends)
        return list(map(counts.__getitem__, self._order))


def load_columns(db: sqlite3.Connection, loaded: Columns | None) -> Columns | None:
    """Return the snapshot that the index holds: the one already loaded, if it is the same; None if none."""
    snapshot = _read_snapshot(db)
    if snapshot is None:
        return None
    return loaded if loaded is not None and loaded.snapshot == snapshot else Columns(db, snapshot)


def are_current(db: sqlite3.Connection, loaded: Columns) -> bool:
    """Tell whether a snapshot is the one that the index holds."""
    return loaded.snapshot == _read_snapshot(db)


def _read_snapshot(db: sqlite3.Connection) -> int | None:
    row = db.execute("SELECT value FROM notes WHERE name = ?", (_SNAPSHOT,)).fetchone()
    return None if row is None else int(row[0])


def build_columns(db: sqlite3.Connection) -> None:
    """Put a snapshot of all articles into the index; belongs inside a write transaction."""
    ids, quotes = array("q"), array("I")
    for article, count in db.execute("SELECT -id, quotes FROM articles ORDER BY id DESC"):
        ids.append(article)
        quotes.append(count)
    positions = {article: position for position, article in enumerate(ids)}
    by_label = dict(_read_postings(db, positions))
    slices = [
        BitMap(compress(range(len(ids)), [count >> power & 1 for count in quotes]))
        for power in range(max(quotes, default=0).bit_length())
    ]
    frequent = {label: found for label, found in by_label.items() if len(found) > _MOST_OF_RARE_LABEL}
    rare = {label: found for label, found in sorted(by_label.items()) if label not in frequent}
    columns = {"ids": ids.tobytes(), "frequent labels": array("q", frequent).tobytes()}
    columns["label sizes"], columns["label bitmaps"] = _pack_bitmaps(frequent.values())
    columns["rare labels"] = array("q", rare).tobytes()
    columns["rare sizes"] = bytes(map(len, rare.values()))
    columns["rare positions"] = array("I", chain.from_iterable(rare.values())).tobytes()
    columns["slice sizes"], columns["slice bitmaps"] = _pack_bitmaps(slices)
    db.execute("DELETE FROM columns")
    db.executemany("INSERT INTO columns VALUES (?, ?)", columns.items())
    db.execute("DELETE FROM dirty")
    db.execute(_NEXT_SNAPSHOT, (_SNAPSHOT,))


def _read_postings(db: sqlite3.Connection, positions: dict[int, int]) -> Iterator[tuple[int, BitMap]]:
    """Yield each label with its articles."""
    for kind in COUNTED:
        for label, rows in groupby(db.execute(_POSTINGS, (kind,)), key=itemgetter(0)):
            yield label, BitMap([positions[article] for _, article in rows])


def _pack_bitmaps(bitmaps: Iterable[BitMap]) -> tuple[bytes, bytes]:
    """Return the sizes of serialised bitmaps, and the bitmaps one after the other."""
    packed = [bitmap.serialize() for bitmap in bitmaps]
    return array("I", map(len, packed)).tobytes(), b"".join(packed)


def _unpack_bitmaps(sizes: bytes, data: bytes) -> Iterator[BitMap]:
    for start, end in pairwise(accumulate(_unpack_array("I", sizes), initial=0)):
        yield BitMap.deserialize(data[start:end])


def _unpack_array(code: str, data: bytes) -> array[int]:
    values: array[int] = array(code)
    values.frombytes(data)
    return values
