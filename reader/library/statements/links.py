"""Finds which utterances of different articles are versions of each other, as articles come and go.

Two articles are compared if voices in them are in company (company.py) by a shingle. Voices of different
speakers, and those of articles that are far apart in time, must be so by several. What is found depends on
what is in the library only: when the first voices of a shingle change, those that join them are compared
anew. Those that leave them can lose links, but find none, so that only those that have any are looked at:
hence the cost of an article does not grow with the library.

Owns the table ``links``. Belongs inside a write transaction.

Which voices share a shingle, and which of them a voice is compared with.

A voice is in company with all others of a shingle if it is one of the first, else with the first ones only.
Voices are numbered by the paths of their articles, so that who is first depends on what is in the library
only, never on the way there.

Owns the table ``shingles``. Belongs inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from reader.library.statements.fingerprints import MOST, PLACE_BITS, unpack_shingles
from reader.library.statements.matching import Apart, are_versions
from reader.library.statements.utterance_cache import Listener, Words
from reader.memory import collection_paused

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


_FEWEST_OF_ONE = {Apart.NEAR: 1, Apart.UNTOLD: 2, Apart.WEEKS: 3, Apart.FAR: 5}
_FEWEST_OF_TWO = {Apart.NEAR: 3, Apart.UNTOLD: 4, Apart.WEEKS: 6, Apart.FAR: 8}
_LEAST = min(_FEWEST_OF_TWO.values())
_VOICE = MOST - 1  # the bits of a voice that tell whose it is


def fewest(one: int, other: int) -> Mapping[Apart, int]:
    """Return how many shingles two voices must share to be compared: nearly as many as a match must have.

    Args:
        one: Voice, without its article.
        other: Likewise; 0 is nobody's that is known.
    """
    return _FEWEST_OF_ONE if one == other != 0 else _FEWEST_OF_TWO


class Linker:
    """Brings links in line with what has come and gone.

    Attributes:
        disturbed: Utterances whose statement may have changed.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._company = Company(db)
        self.listener = Listener(db)
        self.disturbed: set[int] = set()

    def link(self, changes: Sequence[tuple[int, bytes | None, bytes | None]]) -> None:
        """Work off changes.

        Args:
            changes: Key of an article, what the shingles hold of it, and what they are to hold; None of
                the latter means that the article is gone.
        """
        # None of all the lists and words is in a cycle.
        with collection_paused():
            self._company.update(changes)
            pairs: dict[int, Iterable[int]] = {key: unpack_shingles(new) for key, _, new in changes}
            # What holds nothing yet has no links, and no shingles but those that the update met.
            known = [key for key, old, _ in changes if old is not None]
            for key in self._company.joined | set(filter(self._is_linked, self._company.left)):
                heard = self.listener.hear(key)
                pairs[key] = heard.pairs() if heard else ()
                known.append(key)
            self._company.learn({pair >> PLACE_BITS for key in known for pair in pairs[key]})
            for key in known:
                self._unlink(key)
            # Those that print the same words mostly have the same lowest shingle: once read they are at hand.
            for key in sorted(pairs, key=lambda key: (min(pairs[key], default=0), key)):
                self._find(key, pairs)

    def _is_linked(self, key: int) -> bool:
        low = key << PLACE_BITS
        found = self._db.execute("SELECT 1 FROM links WHERE one >= ? AND one < ? LIMIT 1", (low, low + MOST))
        return found.fetchone() is not None

    def _unlink(self, key: int) -> None:
        low, high = key << PLACE_BITS, (key << PLACE_BITS) + MOST
        rows = self._db.execute(
            "DELETE FROM links WHERE one >= ? AND one < ? RETURNING one, other", (low, high)
        ).fetchall()
        self._db.executemany("DELETE FROM links WHERE one = ? AND other = ?", [(b, a) for a, b in rows])
        self.disturbed.update(number for row in rows for number in row)

    def _find(self, key: int, dirty: Mapping[int, Iterable[int]]) -> None:
        """Link the utterances of an article.

        Args:
            dirty: Keys of all articles that are looked at, with their shingles; a pair of them is looked at
                from the lower one.
        """
        voices: dict[int, list[int]] = defaultdict(list)
        for pair in dirty[key]:
            voices[pair & _VOICE].append(pair >> PLACE_BITS)
        met = [
            (voice, other, count)
            for voice, shingles in voices.items()
            for other, count in self._meet(key << PLACE_BITS | voice, shingles)
            if (there := other >> PLACE_BITS) > key or there not in dirty
        ]
        self.listener.learn_dates({key, *(other >> PLACE_BITS for _, other, _ in met)} if met else ())
        for voice, other, count in met:
            there, other_voice = other >> PLACE_BITS, other & _VOICE
            apart = self.listener.apart(key, there)
            if count >= fewest(voice, other_voice)[apart]:
                self._compare(key, voice, there, other_voice, apart)

    def _meet(self, number: int, shingles: Iterable[int]) -> Iterable[tuple[int, int]]:
        """Return the voices that share enough with a voice, if they are of one day, and how many shingles."""
        shared = Counter(chain.from_iterable(self._company.of(number, shingles)))
        voice = number & _VOICE or -1
        # Nearly all end here: what two have in common by chance is a shingle or two.
        return [
            (other, count) for other, count in shared.items() if count >= _LEAST or other & _VOICE == voice
        ]

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
