"""Finds which utterances of different articles are versions of each other, as articles come and go.

Two articles are compared if voices in them share a kept shingle, and, where very many voices share one, if
one of the two is among its few first ones (voices are numbered by the paths of their articles). Those that
share one shingle only must also be one speaker's, or one of them nobody's. Thus the cost of an article does
not grow with the library, and what is found depends on what is in the library only, never on the way there:
when the first voices of a shingle change, those that join or leave them are compared anew.

Owns the tables ``shingles`` and ``links``. Belongs inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.library.listening import Heard, Listener
from reader.library.matching import Apart, are_versions, how_far
from reader.library.utterances import MOST, PLACE_BITS, Utterance, unpack_shingles

_FIRST = 8
"""Voices of one shingle that all others are compared with."""


class Linker:
    """Brings shingles and links in line with what has come and gone.

    Attributes:
        disturbed: Utterances whose statement may have changed.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.listener = Listener(db)
        self.disturbed: set[int] = set()
        self._heads: dict[int, Sequence[int]] = {}

    def link(self, changes: Iterable[tuple[int, bytes | None, bytes | None]]) -> None:
        """Work off changes.

        Args:
            changes: Key of an article, what the shingles hold of it, and what they are to hold; None of
                the latter means that the article is gone.
        """
        gone: dict[int, list[int]] = defaultdict(list)
        come: dict[int, list[int]] = defaultdict(list)
        keys: set[int] = set()
        lost: set[int] = set()
        for key, old, new in changes:
            (lost if new is None else keys).add(key)
            _sort_out(key, old, new, gone, come)
        self._update(gone, come)
        for shingle in gone.keys() | come.keys():
            keys |= self._moved(shingle, gone.get(shingle, []), come.get(shingle, []))
        keys -= lost
        for key in keys | lost:
            self._unlink(key)
        for key in sorted(keys):
            self._find(key, keys)

    def _update(self, gone: dict[int, list[int]], come: dict[int, list[int]]) -> None:
        # In the order of the table, so that a large batch walks through it once.
        self._db.executemany(
            "DELETE FROM shingles WHERE hash = ? AND voice = ?",
            [(shingle, voice) for shingle in sorted(gone) for voice in gone[shingle]],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)",
            [(shingle, voice) for shingle in sorted(come) for voice in sorted(come[shingle])],
        )

    def _moved(self, shingle: int, gone: Sequence[int], come: Sequence[int]) -> set[int]:
        """Return the keys of voices that joined or left the first ones of a shingle."""
        rows = self._db.execute(
            "SELECT voice FROM shingles WHERE hash = ? ORDER BY voice LIMIT ?", (shingle, _FIRST + len(come))
        )
        voices = [voice for (voice,) in rows]
        now = voices[:_FIRST]
        self._heads[shingle] = now if len(now) > 1 else ()
        new = set(come)
        before = sorted([voice for voice in voices if voice not in new] + [*gone])[:_FIRST]
        return {voice >> PLACE_BITS for voice in {*before} ^ {*now} if voice not in new and voice not in gone}

    def _unlink(self, key: int) -> None:
        low, high = key << PLACE_BITS, (key << PLACE_BITS) + MOST
        rows = self._db.execute(
            "DELETE FROM links WHERE one >= ? AND one < ? RETURNING one, other", (low, high)
        ).fetchall()
        self._db.executemany("DELETE FROM links WHERE one = ? AND other = ?", [(b, a) for a, b in rows])
        self.disturbed.update(number for row in rows for number in row)

    def _find(self, key: int, dirty: set[int]) -> None:
        """Link the utterances of an article; pairs of dirty articles are looked at from the lower key."""
        heard = self.listener.hear(key)
        if heard is None:
            return
        voices: dict[int, set[int]] = defaultdict(set)
        for utterance in heard.utterances:
            voices[utterance.voice] |= utterance.shingles
        for voice, shingles in voices.items():
            number = key << PLACE_BITS | voice
            for other in self._candidates(number, shingles):
                there = other >> PLACE_BITS
                if there == key or (there in dirty and there < key):
                    continue
                found = self.listener.hear(there)
                if found is not None:
                    self._compare(key, heard, voice, there, found, other & (MOST - 1))

    def _candidates(self, number: int, shingles: Iterable[int]) -> list[int]:
        """Return the voices that a voice is compared with."""
        shared: Counter[int] = Counter()
        for shingle in shingles:
            shared.update(self._company(shingle, number))
        voice = number & (MOST - 1)
        return [
            other
            for other, count in shared.items()
            if count > 1 or not voice or other & (MOST - 1) in (0, voice)
        ]

    def _company(self, shingle: int, number: int) -> Sequence[int]:
        head = self._heads.get(shingle)
        if head is None:
            rows = self._db.execute(
                "SELECT voice FROM shingles WHERE hash = ? ORDER BY voice LIMIT ?", (shingle, _FIRST)
            )
            head = self._heads[shingle] = [voice for (voice,) in rows]
        if len(head) < _FIRST or number not in head:
            return head
        every = self._db.execute("SELECT voice FROM shingles WHERE hash = ?", (shingle,))
        return [voice for (voice,) in every]

    def _compare(
        self, key: int, heard: Heard, voice: int, there: int, found: Heard, other_voice: int
    ) -> None:
        apart = how_far(heard.date, found.date)
        theirs = [each for each in found.utterances if each.voice == other_voice and each.shingles]
        for one in heard.utterances:
            if one.voice != voice:
                continue
            for other in theirs:
                if _match(one, other, apart):
                    first = key << PLACE_BITS | one.place
                    second = there << PLACE_BITS | other.place
                    self._db.executemany(
                        "INSERT OR IGNORE INTO links VALUES (?, ?)", [(first, second), (second, first)]
                    )
                    self.disturbed |= {first, second}


def _match(one: Utterance, other: Utterance, apart: Apart) -> bool:
    return not one.shingles.isdisjoint(other.shingles) and are_versions(
        one.words, other.words, (one.voice, other.voice), apart
    )


def _sort_out(
    key: int,
    old: bytes | None,
    new: bytes | None,
    gone: dict[int, list[int]],
    come: dict[int, list[int]],
) -> None:
    """Add to what goes and comes, by shingle, the voices of one article."""
    before, after = set(unpack_shingles(old)), set(unpack_shingles(new))
    for pairs, target in ((before - after, gone), (after - before, come)):
        for pair in pairs:
            target[pair >> PLACE_BITS].append(key << PLACE_BITS | pair & (MOST - 1))
