"""Which voices share a shingle, and which of them a voice is compared with.

A voice is in company with all others of a shingle if it is one of the first, else with the first ones only.
Voices are numbered by the paths of their articles, so that who is first depends on what is in the library
only, never on the way there.

Owns the table ``shingles``. Belongs inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from reader.library.utterances import MOST, PLACE_BITS, unpack_shingles

_FIRST = 4
"""Voices of one shingle that all others are compared with: statements of forty versions need no more."""

_AT_ONCE = 5_000  # shingles of one query


class Company:
    """Brings the shingles in line with what has come and gone, and tells of those that it has met since.

    Attributes:
        joined: Keys of articles that have not changed, but of which a voice is now among the first.
        left: Keys of those of which a voice no longer is.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._first: dict[int, Sequence[int]] = {}
        self.joined: set[int] = set()
        self.left: set[int] = set()

    def update(self, changes: Iterable[tuple[int, bytes | None, bytes | None]]) -> None:
        """Put what articles are to hold in place of what they held; once.

        Args:
            changes: Key of an article, what the shingles hold of it, and what they are to hold.
        """
        gone: dict[int, list[int]] = defaultdict(list)
        come: dict[int, list[int]] = defaultdict(list)
        changed = set()
        for key, old, new in changes:
            held, holds = set(unpack_shingles(old)), set(unpack_shingles(new))
            _sort_out(key, held - holds, gone)
            _sort_out(key, holds - held, come)
            changed.add(key)
        before = dict(self._first_voices(gone.keys() | come.keys()))
        # In the order of the table, so that a large batch walks through it once.
        self._db.executemany("DELETE FROM shingles WHERE hash = ? AND voice = ?", _rows(gone))
        self._db.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", _rows(come))
        # Who follows those that are gone was not looked at before.
        after = dict(
            self._first_voices(shingle for shingle in gone if len(before.get(shingle, ())) == _FIRST)
        )
        self._first = {shingle: sorted(new)[:_FIRST] if len(new) > 1 else () for shingle, new in come.items()}
        for shingle, voices in before.items():
            now = after.get(shingle)
            if now is None:
                now = _first_of(voices, come.get(shingle, ()), gone.get(shingle, ()))
            self._first[shingle] = now
            if now != voices:
                self.joined.update(voice >> PLACE_BITS for voice in now if voice not in voices)
                self.left.update(voice >> PLACE_BITS for voice in voices if voice not in now)
        self.joined -= changed
        self.left -= changed

    def learn(self, shingles: Set[int]) -> None:
        """Meet more shingles, which the update did not change."""
        self._first.update(self._first_voices(shingles - self._first.keys()))

    def of(self, voice: int, shingles: Iterable[int]) -> Iterator[Iterable[int]]:
        """Yield for each shingle of a voice the voices in company with it, itself perhaps too."""
        for shingle in shingles:
            # None has one of an article that was written anew and still waits.
            first = self._first.get(shingle, ())
            if len(first) == _FIRST and voice in first:
                every = self._db.execute("SELECT voice FROM shingles WHERE hash = ?", (shingle,))
                yield chain.from_iterable(every)
            elif first:
                yield first

    def _first_voices(self, shingles: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield shingles that the table has, each with its first voices in order."""
        ordered = sorted(shingles)
        for start in range(0, len(ordered), _AT_ONCE):
            rows = self._db.execute(
                f"""SELECT s.value, (SELECT group_concat(voice) FROM
                        (SELECT voice FROM shingles WHERE hash = s.value ORDER BY voice LIMIT {_FIRST}))
                    FROM json_each(?) s WHERE EXISTS (SELECT 1 FROM shingles WHERE hash = s.value)""",
                (f"[{','.join(map(str, ordered[start : start + _AT_ONCE]))}]",),
            )
            for shingle, voices in rows:
                # In what order they are joined is not laid down.
                yield shingle, sorted(map(int, voices.split(",")))


def _first_of(voices: list[int], come: Sequence[int], gone: Sequence[int]) -> list[int]:
    """Return the first voices of a shingle, once some have come and gone."""
    if not gone and len(voices) == _FIRST and min(come) > voices[-1]:
        return voices
    return sorted({*voices, *come}.difference(gone))[:_FIRST]


def _sort_out(key: int, pairs: Iterable[int], target: dict[int, list[int]]) -> None:
    """Add the voices of one article to those of its shingles."""
    for pair in pairs:
        target[pair >> PLACE_BITS].append(key << PLACE_BITS | pair & (MOST - 1))


def _rows(voices: Mapping[int, list[int]]) -> Iterator[tuple[int, int]]:
    for shingle in sorted(voices):
        for voice in sorted(voices[shingle]):
            yield shingle, voice
