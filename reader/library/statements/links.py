"""Links: pairs of utterances of different articles that are versions of each other.

A shingle has a posting list: the speakers of articles that have it. Comparing all of a list with each other
would cost its square, so a speaker is compared with all others of the list only if it is one of the
representatives, the four with the lowest numbers; else with the representatives. Speakers are numbered by
the paths of their articles, so that what is found depends on what is in the library only, never on the
order in which it came. When the representatives of a shingle change, the articles of new ones are compared
anew; those of former ones can only lose links, so they are looked at only if they have any: hence the cost
of an article does not grow with the library.

Owns the tables ``shingles`` and ``links``. Belongs inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from reader.library.statements.fingerprints import MOST_UTTERANCES, PLACE_BITS, unpack_shingles
from reader.library.statements.matching import DateGap, are_versions
from reader.library.statements.utterance_cache import CachedUtterance, UtteranceCache
from reader.memory import collection_paused

_REPRESENTATIVES = 4  # of a shingle; statements of forty versions need no more
_SHINGLES_PER_QUERY = 5_000


_LEAST_SHARED_BY_ONE = {DateGap.NEAR: 1, DateGap.UNKNOWN: 2, DateGap.WEEKS: 3, DateGap.FAR: 5}
_LEAST_SHARED_BY_TWO = {DateGap.NEAR: 3, DateGap.UNKNOWN: 4, DateGap.WEEKS: 6, DateGap.FAR: 8}
_LEAST_SHARED_BY_ANY_TWO = min(_LEAST_SHARED_BY_TWO.values())
_SPEAKER_KEY = MOST_UTTERANCES - 1  # mask: the speaker key in the number of a speaker


class ShingleIndex:
    """The posting lists of shingles, with the representatives of those that were needed kept in memory.

    Attributes:
        promoted: Keys of articles that have not changed, but of which a speaker became a representative.
        demoted: Keys of those of which a speaker no longer is one.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._representatives: dict[int, Sequence[int]] = {}
        self.promoted: set[int] = set()
        self.demoted: set[int] = set()

    def update(self, changes: Iterable[tuple[int, bytes | None, bytes | None]]) -> None:
        """Put the new fingerprints of articles in place of the old ones; called once.

        Args:
            changes: Key of an article, its packed fingerprints in the table, and those it is to have.
        """
        gone: dict[int, list[int]] = defaultdict(list)
        come: dict[int, list[int]] = defaultdict(list)
        changed = set()
        for key, old, new in changes:
            held, holds = set(unpack_shingles(old)), set(unpack_shingles(new))
            _add_postings(key, held - holds, gone)
            _add_postings(key, holds - held, come)
            changed.add(key)
        before = dict(self._read_representatives(gone.keys() | come.keys()))
        # In the order of the table, so that a large batch walks through it once.
        self._db.executemany("DELETE FROM shingles WHERE hash = ? AND speaker = ?", _sorted_postings(gone))
        self._db.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", _sorted_postings(come))
        # A full list of representatives that loses one takes the next of the table.
        after = dict(
            self._read_representatives(
                shingle for shingle in gone if len(before.get(shingle, ())) == _REPRESENTATIVES
            )
        )
        self._representatives = {
            shingle: sorted(new)[:_REPRESENTATIVES] if len(new) > 1 else () for shingle, new in come.items()
        }
        for shingle, speakers in before.items():
            now = after.get(shingle)
            if now is None:
                now = _merge_representatives(speakers, come.get(shingle, ()), gone.get(shingle, ()))
            self._representatives[shingle] = now
            if now != speakers:
                self.promoted.update(speaker >> PLACE_BITS for speaker in now if speaker not in speakers)
                self.demoted.update(speaker >> PLACE_BITS for speaker in speakers if speaker not in now)
        self.promoted -= changed
        self.demoted -= changed

    def load(self, shingles: Set[int]) -> None:
        """Read the representatives of more shingles, which the update did not change."""
        self._representatives.update(self._read_representatives(shingles - self._representatives.keys()))

    def candidates(self, speaker: int, shingles: Iterable[int]) -> Iterator[Iterable[int]]:
        """Yield for each shingle of a speaker those it is to be compared with, itself perhaps too."""
        for shingle in shingles:
            # An article that was written anew and is still pending may have shingles not loaded.
            first = self._representatives.get(shingle, ())
            if len(first) == _REPRESENTATIVES and speaker in first:
                every = self._db.execute("SELECT speaker FROM shingles WHERE hash = ?", (shingle,))
                yield chain.from_iterable(every)
            elif first:
                yield first

    def _read_representatives(self, shingles: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield shingles that the table has, each with its representatives in order."""
        ordered = sorted(shingles)
        for start in range(0, len(ordered), _SHINGLES_PER_QUERY):
            rows = self._db.execute(
                f"""SELECT s.value, (SELECT group_concat(speaker) FROM (
                        SELECT speaker FROM shingles WHERE hash = s.value
                        ORDER BY speaker LIMIT {_REPRESENTATIVES}))
                    FROM json_each(?) s WHERE EXISTS (SELECT 1 FROM shingles WHERE hash = s.value)""",
                (f"[{','.join(map(str, ordered[start : start + _SHINGLES_PER_QUERY]))}]",),
            )
            for shingle, speakers in rows:
                # The order of group_concat is not defined.
                yield shingle, sorted(map(int, speakers.split(",")))


def _merge_representatives(speakers: list[int], come: Sequence[int], gone: Sequence[int]) -> list[int]:
    """Return the representatives of a shingle after some speakers have come and gone."""
    if not gone and len(speakers) == _REPRESENTATIVES and min(come) > speakers[-1]:
        return speakers
    return sorted({*speakers, *come}.difference(gone))[:_REPRESENTATIVES]


def _add_postings(key: int, pairs: Iterable[int], target: dict[int, list[int]]) -> None:
    """Add the speakers of one article to the posting lists of its shingles."""
    for pair in pairs:
        target[pair >> PLACE_BITS].append(key << PLACE_BITS | pair & (MOST_UTTERANCES - 1))


def _sorted_postings(speakers: Mapping[int, list[int]]) -> Iterator[tuple[int, int]]:
    for shingle in sorted(speakers):
        for speaker in sorted(speakers[shingle]):
            yield shingle, speaker


def least_shared(one: int, other: int) -> Mapping[DateGap, int]:
    """Return how many shingles two speakers must share to be compared: nearly as many as a match must have.

    Args:
        one: Speaker key.
        other: Likewise; 0 is unknown.
    """
    return _LEAST_SHARED_BY_ONE if one == other != 0 else _LEAST_SHARED_BY_TWO


class Linker:
    """Brings the links in line with what has come and gone.

    Attributes:
        changed: Utterances that gained or lost a link: their statements may have changed.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._index = ShingleIndex(db)
        self.cache = UtteranceCache(db)
        self.changed: set[int] = set()

    def link(self, changes: Sequence[tuple[int, bytes | None, bytes | None]]) -> None:
        """Process pending changes.

        Args:
            changes: Key of an article, its packed fingerprints in the table, and those it is to have; None
                of the latter means that the article is gone.
        """
        # Nothing made here is in a reference cycle.
        with collection_paused():
            self._index.update(changes)
            pairs: dict[int, Iterable[int]] = {key: unpack_shingles(new) for key, _, new in changes}
            # A new article has no links yet, and the update has read its shingles.
            known = [key for key, old, _ in changes if old is not None]
            for key in self._index.promoted | set(filter(self._is_linked, self._index.demoted)):
                article = self.cache.get(key)
                pairs[key] = article.pairs() if article else ()
                known.append(key)
            self._index.load({pair >> PLACE_BITS for key in known for pair in pairs[key]})
            for key in known:
                self._unlink(key)
            # Articles that print the same words mostly have the same lowest shingle, so both are cached.
            for key in sorted(pairs, key=lambda key: (min(pairs[key], default=0), key)):
                self._link_article(key, pairs)

    def _is_linked(self, key: int) -> bool:
        low = key << PLACE_BITS
        found = self._db.execute(
            "SELECT 1 FROM links WHERE one >= ? AND one < ? LIMIT 1", (low, low + MOST_UTTERANCES)
        )
        return found.fetchone() is not None

    def _unlink(self, key: int) -> None:
        low, high = key << PLACE_BITS, (key << PLACE_BITS) + MOST_UTTERANCES
        rows = self._db.execute(
            "DELETE FROM links WHERE one >= ? AND one < ? RETURNING one, other", (low, high)
        ).fetchall()
        self._db.executemany("DELETE FROM links WHERE one = ? AND other = ?", [(b, a) for a, b in rows])
        self.changed.update(number for row in rows for number in row)

    def _link_article(self, key: int, dirty: Mapping[int, Iterable[int]]) -> None:
        """Link the utterances of an article.

        Args:
            dirty: Keys of all articles to be linked, with their fingerprints; a pair of them is compared
                once, from the lower one.
        """
        speakers: dict[int, list[int]] = defaultdict(list)
        for pair in dirty[key]:
            speakers[pair & _SPEAKER_KEY].append(pair >> PLACE_BITS)
        candidates = [
            (speaker, other, count)
            for speaker, shingles in speakers.items()
            for other, count in self._find_candidates(key << PLACE_BITS | speaker, shingles)
            if (there := other >> PLACE_BITS) > key or there not in dirty
        ]
        self.cache.load_dates(
            {key, *(other >> PLACE_BITS for _, other, _ in candidates)} if candidates else ()
        )
        for speaker, other, count in candidates:
            there, other_speaker = other >> PLACE_BITS, other & _SPEAKER_KEY
            gap = self.cache.date_gap(key, there)
            if count >= least_shared(speaker, other_speaker)[gap]:
                self._compare_speakers(key, speaker, there, other_speaker, gap)

    def _find_candidates(self, number: int, shingles: Iterable[int]) -> Iterable[tuple[int, int]]:
        """Return the speakers that share enough shingles with a speaker of the same day, and how many."""
        shared = Counter(chain.from_iterable(self._index.candidates(number, shingles)))
        speaker = number & _SPEAKER_KEY or -1
        # Nearly all pairs end here: by chance two share a shingle or two.
        return [
            (other, count)
            for other, count in shared.items()
            if count >= _LEAST_SHARED_BY_ANY_TWO or other & _SPEAKER_KEY == speaker
        ]

    def _compare_speakers(self, key: int, speaker: int, there: int, other_speaker: int, gap: DateGap) -> None:
        article, found = self.cache.get(key), self.cache.get(there)
        if article is None or found is None:
            return
        ours = [each for each in article.utterances if each.cut.speaker_key == speaker]
        theirs = [each for each in found.utterances if each.cut.speaker_key == other_speaker]
        for one in ours:
            for other in theirs:
                if _are_linked(one, other, gap):
                    first = key << PLACE_BITS | one.cut.place
                    second = there << PLACE_BITS | other.cut.place
                    self._db.executemany(
                        "INSERT OR IGNORE INTO links VALUES (?, ?)", [(first, second), (second, first)]
                    )
                    self.changed |= {first, second}


def _are_linked(one: CachedUtterance, other: CachedUtterance, gap: DateGap) -> bool:
    return not one.shingles.isdisjoint(other.shingles) and are_versions(
        one.words,
        other.words,
        (one.cut.surname, other.cut.surname),
        gap,
        (one.cut.fragment, other.cut.fragment),
    )
