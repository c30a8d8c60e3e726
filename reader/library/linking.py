"""Finds which utterances of different articles are versions of each other, as articles come and go.

Two articles are compared if voices in them share a kept shingle, and, where very many voices share one, if
one of the two is among its few first ones (voices are numbered by the paths of their articles). Voices of
different speakers, and those of articles that are far apart in time, must share several. Thus the cost of an
article does not grow with the library, and what is found depends on what is in the library only, never on
the way there: when the first voices of a shingle change, those that join or leave them are compared anew.

Owns the tables ``shingles`` and ``links``. Belongs inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from reader.library.listening import Listener, Words
from reader.library.matching import Apart, are_versions
from reader.library.utterances import MOST, PLACE_BITS, unpack_shingles

_FIRST = 8
"""Voices of one shingle that all others are compared with."""

_AT_ONCE = 5_000  # shingles of one query
_FEW = 8  # voices that come with a shingle, as nearly always
_FEWEST_OF_ONE = {Apart.NEAR: 1, Apart.UNTOLD: 2, Apart.WEEKS: 3, Apart.FAR: 5}
_FEWEST_OF_TWO = {Apart.NEAR: 3, Apart.UNTOLD: 4, Apart.WEEKS: 6, Apart.FAR: 8}


def fewest(one: int, other: int) -> Mapping[Apart, int]:
    """Return how many shingles two voices must share to be compared: nearly as many as a match must have.

    Args:
        one: Voice, without its article.
        other: Likewise; 0 is nobody's that is known.
    """
    return _FEWEST_OF_ONE if one == other != 0 else _FEWEST_OF_TWO


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
        pairs: dict[int, Iterable[int]] = {}
        for key, old, new in changes:
            pairs[key] = unpack_shingles(new)
            _sort_out(key, old, new, gone, come)
        self._update(gone, come)
        moved = set(self._moved(gone, come)) - pairs.keys()
        pairs.update((key, self._pairs(key)) for key in moved)
        unknown = {pair >> PLACE_BITS for known in pairs.values() for pair in known} - self._heads.keys()
        self._heads.update((each, voices[:_FIRST]) for each, voices in self._first_voices(unknown, {}))
        for key in pairs:
            self._unlink(key)
        for key in sorted(pairs):
            self._find(key, pairs)

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

    def _moved(self, gone: Mapping[int, Sequence[int]], come: Mapping[int, Sequence[int]]) -> Iterator[int]:
        """Yield the keys of voices that joined or left the first ones of shingles, and keep those in mind."""
        for shingle, voices in self._first_voices(gone.keys() | come.keys(), come):
            self._heads[shingle] = voices[:_FIRST] if len(voices) > 1 else ()
            left, new = gone.get(shingle, ()), come.get(shingle, ())
            if len(voices) == len(new) and not left:
                continue
            now = voices[:_FIRST]
            others = {*new, *left}
            before = sorted([voice for voice in voices if voice not in others] + [*left])[:_FIRST]
            yield from {voice >> PLACE_BITS for voice in {*before} ^ {*now} if voice not in others}

    def _first_voices(
        self, shingles: Iterable[int], come: Mapping[int, Sequence[int]]
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield for each shingle the first voices that it has now, those that have come not counted."""
        usual = sorted(shingle for shingle in shingles if len(come.get(shingle, ())) <= _FEW)
        limits = [
            (usual[start : start + _AT_ONCE], _FIRST + _FEW) for start in range(0, len(usual), _AT_ONCE)
        ]
        limits += [([shingle], _FIRST + len(new)) for shingle, new in come.items() if len(new) > _FEW]
        for some, limit in limits:
            rows = self._db.execute(
                f"""SELECT s.value, (SELECT group_concat(voice) FROM
                        (SELECT voice FROM shingles WHERE hash = s.value ORDER BY voice LIMIT {limit}))
                    FROM json_each(?) s""",
                (f"[{','.join(map(str, some))}]",),
            )
            for shingle, voices in rows:
                yield shingle, sorted(map(int, voices.split(","))) if voices else []

    def _unlink(self, key: int) -> None:
        low, high = key << PLACE_BITS, (key << PLACE_BITS) + MOST
        rows = self._db.execute(
            "DELETE FROM links WHERE one >= ? AND one < ? RETURNING one, other", (low, high)
        ).fetchall()
        self._db.executemany("DELETE FROM links WHERE one = ? AND other = ?", [(b, a) for a, b in rows])
        self.disturbed.update(number for row in rows for number in row)

    def _pairs(self, key: int) -> Iterable[int]:
        """Return the shingles of an article with their voices, from its words."""
        heard = self.listener.hear(key)
        return heard.pairs() if heard else ()

    def _find(self, key: int, dirty: Mapping[int, Iterable[int]]) -> None:
        """Link the utterances of an article.

        Args:
            dirty: Keys of all articles that are looked at, with their shingles; a pair of them is looked at
                from the lower one.
        """
        voices: dict[int, list[int]] = defaultdict(list)
        for pair in dirty[key]:
            voices[pair & (MOST - 1)].append(pair >> PLACE_BITS)
        for voice, shingles in voices.items():
            for other, apart in self._candidates(key << PLACE_BITS | voice, shingles):
                there = other >> PLACE_BITS
                if there > key or there not in dirty:
                    self._compare(key, voice, there, other & (MOST - 1), apart)

    def _candidates(self, number: int, shingles: Iterable[int]) -> Iterator[tuple[int, Apart]]:
        """Yield the voices that a voice is compared with, and how far apart they are."""
        shared = Counter(chain.from_iterable(self._company(shingle, number) for shingle in shingles))
        key, voice, least = number >> PLACE_BITS, number & (MOST - 1), min(_FEWEST_OF_TWO.values())
        for other, count in shared.items():
            # Nearly all end here: what two have in common by chance is a shingle or two.
            if count < least and other & (MOST - 1) != voice:
                continue
            there = other >> PLACE_BITS
            if there != key and count >= fewest(voice, other & (MOST - 1))[self.listener.apart(key, there)]:
                yield other, self.listener.apart(key, there)

    def _company(self, shingle: int, number: int) -> Sequence[int]:
        head = self._heads[shingle]
        if len(head) < _FIRST or number not in head:
            return head
        every = self._db.execute("SELECT voice FROM shingles WHERE hash = ?", (shingle,))
        return [voice for (voice,) in every]

    def _compare(self, key: int, voice: int, there: int, other_voice: int, apart: Apart) -> None:
        heard, found = self.listener.hear(key), self.listener.hear(there)
        if heard is None or found is None:
            return
        ours = [each for each in heard.utterances if each.utterance.voice == voice]
        theirs = [each for each in found.utterances if each.utterance.voice == other_voice]
        for one in ours:
            for other in theirs:
                if _match(one, other, apart):
                    first = key << PLACE_BITS | one.utterance.place
                    second = there << PLACE_BITS | other.utterance.place
                    self._db.executemany(
                        "INSERT OR IGNORE INTO links VALUES (?, ?)", [(first, second), (second, first)]
                    )
                    self.disturbed |= {first, second}


def _match(one: Words, other: Words, apart: Apart) -> bool:
    return not one.shingles.isdisjoint(other.shingles) and are_versions(
        one.words,
        other.words,
        (one.utterance.name, other.utterance.name),
        apart,
        (one.utterance.fragment, other.utterance.fragment),
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
