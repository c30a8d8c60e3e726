"""Who is in which article, as compact columns in memory: any filter is counted at about the same cost.

A set of articles is an integer with one bit an article, the newest the highest. Each frequent label is such
a set, so that counting it under a filter is one operation. Rare labels are runs of article places, by label
and by article: the shorter way is taken.

Columns are a snapshot, sealed into the index so that the next start need not make it again. Articles
written or taken out since are listed in the table ``dirty``; the caller counts those by joins.

Owns the layout of the columns and counting on them. ``sealing`` makes them.

Which columns are in memory, and whether they are still those that are sealed.

Owns the stamp by which one snapshot is told from another.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress, repeat
from operator import getitem, sub

_FEW = 8  # a set of fewer than one article in so many is looked at article by article
_STRETCH = 512
_FEW_SOUGHT = 20  # so many times fewer numbers are sought one by one
_AS_DIGITS = bytes([48, 49]) + bytes(254)
_AS_FLAGS = bytes(48) + bytes([0, 1]) + bytes(206)


def pack_flags(flags: bytes | bytearray) -> int:
    """Return a set of articles, given one byte each, as an integer."""
    return int(flags.translate(_AS_DIGITS) or b"0", 2)


class Columns:
    """A snapshot of all articles and their labels. Threads may share it: only ``kept`` ever changes.

    Attributes:
        stamp: Tells one snapshot from another.
        everything: The set of all articles.
        kept: Sets of articles that have words, or their numbers, by table and expression, the one asked for
            last at the end.
        keeping: Who changes what is kept holds this lock.
    """

    def __init__(self, db: sqlite3.Connection, stamp: int) -> None:
        blobs: dict[str, bytes] = dict(db.execute("SELECT name, data FROM columns").fetchall())
        self.stamp = stamp
        self.kept: dict[tuple[str, str], int | array[int]] = {}
        self.keeping = threading.Lock()
        # Negated numbers, so that newest first is ascending.
        self._numbers = _unpack("q", blobs["numbers"])
        self._size = len(self._numbers)
        self.everything = (1 << self._size) - 1
        self._planes = self._sets(blobs["planes"])
        self._frequent = dict(zip(_unpack("q", blobs["frequent"]), self._sets(blobs["bits"]), strict=True))
        self._rare = _unpack("q", blobs["rare"])
        self._places = _unpack("I", blobs["places"])
        self._ends = _unpack("I", blobs["ends"])
        self._by_article = _unpack("I", blobs["by article"])
        self._article_ends = _unpack("I", blobs["article ends"])

    def set_of(self, numbers: Sequence[int]) -> int:
        """Return the set of articles with these negated numbers; those not in the snapshot are left out.

        Args:
            numbers: Ascending, each once.
        """
        if len(numbers) * _FEW_SOUGHT < self._size:
            return pack_flags(self._sought(numbers))
        # By stretches, of which each fits into the processor's cache; many are full or empty.
        flags: list[bytes] = []
        first = 0
        for start in range(0, self._size, _STRETCH):
            stretch = self._numbers[start : start + _STRETCH]
            end = bisect_left(numbers, stretch[-1] + 1, first)
            some = numbers[first:end]
            if some == stretch:
                flags.append(b"\1" * len(stretch))
            elif some:
                flags.append(bytes(map(frozenset(some).__contains__, stretch)))
            else:
                flags.append(bytes(len(stretch)))
            first = end
        return pack_flags(b"".join(flags))

    def _sought(self, numbers: Sequence[int]) -> bytearray:
        flags = bytearray(self._size)
        place = 0
        for number in numbers:
            place = bisect_left(self._numbers, number, place)
            if place < self._size and self._numbers[place] == number:
                flags[place] = 1
        return flags

    def numbers_in(self, found: int) -> array[int]:
        """Return the negated numbers of a set of articles, ascending."""
        if found.bit_count() * _FEW > self._size:
            return array("q", compress(self._numbers, self._flags(found)))
        return array("q", map(getitem, repeat(self._numbers), self._places_in(found)))

    def with_label(self, label: int) -> int:
        """Return the set of articles that have a label."""
        bits = self._frequent.get(label)
        if bits is not None:
            return bits
        index = bisect_left(self._rare, label)
        if index == len(self._rare) or self._rare[index] != label:
            return 0
        flags = bytearray(self._size)
        for place in self._places[self._ends[index - 1] if index else 0 : self._ends[index]]:
            flags[place] = 1
        return pack_flags(flags)

    def between(self, start: int, end: int) -> int:
        """Return the set of articles with numbers from start to before end."""
        first, last = bisect_left(self._numbers, 1 - end), bisect_left(self._numbers, 1 - start)
        return ((1 << (last - first)) - 1) << (self._size - last)

    def quoting(self) -> int:
        """Return the set of articles that have quotations."""
        bits = 0
        for plane in self._planes:
            bits |= plane
        return bits

    def quotations(self, found: int) -> int:
        """Return the number of quotations in a set of articles."""
        return sum((plane & found).bit_count() << power for power, plane in enumerate(self._planes))

    @cached_property
    def labels(self) -> array[int]:
        """All labels, in the order of their counts."""
        return array("q", [*self._frequent, *self._rare])

    def counts(self, found: int) -> list[int]:
        """Return for each label how many articles of a set have it."""
        frequent = [(bits & found).bit_count() for bits in self._frequent.values()]
        size, inside = self._size, found.bit_count()
        if inside * _FEW < size:
            return frequent + self._count_by_article(found)
        if (size - inside) * _FEW < size:
            outside = self._count_by_article(self.everything ^ found)
            return frequent + list(map(sub, self._totals, outside))
        return frequent + self._count_by_label(found)

    @cached_property
    def _starts(self) -> array[int]:
        """Where the run of each rare label begins."""
        return array("I", [0, *self._ends][:-1])

    @cached_property
    def _totals(self) -> array[int]:
        """How many articles have each rare label."""
        return array("I", map(sub, self._ends, self._starts))

    def _flags(self, found: int) -> bytes:
        """Return a set of articles as one byte each, the newest first."""
        return bin(found)[2:].zfill(self._size).encode().translate(_AS_FLAGS)

    def _places_in(self, found: int) -> Iterator[int]:
        """Yield the places of a set of articles."""
        flags = self._flags(found)
        if found.bit_count() * _FEW > self._size:
            yield from compress(range(self._size), flags)
            return
        place = flags.find(1)
        while place >= 0:
            yield place
            place = flags.find(1, place + 1)

    def _count_by_article(self, found: int) -> list[int]:
        labels, ends = self._by_article, self._article_ends
        runs = array("I")
        for place in self._places_in(found):
            runs += labels[ends[place] : ends[place + 1]]
        counts = [0] * len(self._rare)
        for index, count in Counter(runs).items():
            counts[index] = count
        return counts

    def _count_by_label(self, found: int) -> list[int]:
        held = bytes(map(getitem, repeat(self._flags(found)), self._places))
        return list(map(held.count, repeat(1), self._starts, self._ends))

    def _sets(self, data: bytes) -> list[int]:
        width = (self._size + 7) // 8
        return [int.from_bytes(data[at : at + width], "big") for at in range(0, len(data), width or 1)]


def _unpack(code: str, data: bytes) -> array[int]:
    values: array[int] = array(code)
    values.frombytes(data)
    return values


_STAMP = "columns sealed"
_NEXT_STAMP = "INSERT INTO notes VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


def load_columns(db: sqlite3.Connection, loaded: Columns | None) -> Columns | None:
    """Return the columns as sealed, those already loaded if they are the same; None if there are none."""
    stamp = _read_stamp(db)
    if stamp is None:
        return None
    return loaded if loaded is not None and loaded.stamp == stamp else Columns(db, stamp)


def loaded_columns(db: sqlite3.Connection, loaded: Columns | None) -> Columns | None:
    """Return the columns already loaded if they are as sealed."""
    return loaded if loaded is not None and loaded.stamp == _read_stamp(db) else None


def stamp_anew(db: sqlite3.Connection) -> None:
    """Say that the columns are others now; belongs inside the transaction that writes them."""
    db.execute(_NEXT_STAMP, (_STAMP,))


def _read_stamp(db: sqlite3.Connection) -> int | None:
    row = db.execute("SELECT value FROM notes WHERE name = ?", (_STAMP,)).fetchone()
    return None if row is None else int(row[0])
