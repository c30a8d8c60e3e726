"""The utterances of articles read back from the index, for as long as they are needed.

Owns which of them are kept in memory while statements are found. An article is known by its key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from functools import cached_property, lru_cache

from reader.articles.model import PartialDate
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.statements.fingerprints import (
    PLACE_BITS,
    Utterance,
    count_words,
    find_utterances,
    shingles_in,
    words_in,
)
from reader.library.statements.matching import Apart, day_of, how_far, of_days

_KEPT = 2_000  # articles


class Words:
    """An utterance of an article with its weighty words, worked out when they are looked at."""

    def __init__(self, text: str, utterance: Utterance) -> None:
        self._text = text
        self.utterance = utterance

    @cached_property
    def words(self) -> list[int]:
        """The weighty words, as numbers."""
        return words_in(self._text, self.utterance)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The shingles by which they are found."""
        return shingles_in(self.words)

    def count(self) -> int:
        """Return how many words it has, of any weight."""
        return count_words(self._text, self.utterance)


class Heard:
    """An article's utterances, by their places.

    Attributes:
        article: Its number in the index.
    """

    def __init__(self, article: int, text: str, utterances: tuple[Utterance, ...]) -> None:
        self.article = article
        self.utterances = [Words(text, utterance) for utterance in utterances]

    def pairs(self) -> set[int]:
        """Return its shingles with their voices, as packed."""
        return {
            shingle << PLACE_BITS | each.utterance.voice
            for each in self.utterances
            for shingle in each.shingles
        }


class Listener:
    """Reads articles by their keys and remembers those it read last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: dict[int, Heard | None] = {}
        self._dates: dict[int, tuple[str | None, int | None]] = {}

    def hear(self, key: int) -> Heard | None:
        """Return the utterances of an article, or None if it is no longer in the index."""
        if key in self._kept:
            return self._kept[key]
        if len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        heard = self._kept[key] = self._read(key)
        return heard

    def learn_dates(self, keys: Collection[int]) -> None:
        """Read the dates of articles, for ``apart``."""
        unknown = [key for key in keys if key not in self._dates]
        if not unknown:
            return
        self._dates.update(dict.fromkeys(unknown, (None, None)))
        rows = self._db.execute(
            """SELECT h.key, a.date FROM json_each(?) k CROSS JOIN heard h ON h.key = k.value
               JOIN articles a ON a.id = h.article WHERE a.date NOT NULL""",
            (f"[{','.join(map(str, unknown))}]",),
        )
        for key, date in rows:
            self._dates[key] = date, day_of(date)

    def apart(self, key: int, other: int) -> Apart:
        """Tell how far apart two articles of known dates are, as printed, without an inferred year."""
        (date, day), (other_date, other_day) = self._dates[key], self._dates[other]
        if day is None or other_day is None:
            return how_far(_read_date(date), _read_date(other_date))
        return of_days(abs(day - other_day))

    def form(self, article: int, speaker: str | None) -> int | None:
        """Return the number of the form of a speaker whom an article names."""
        if speaker is None:
            return None
        row = self._db.execute(
            "SELECT f.id FROM tags t JOIN forms f ON f.id = t.form WHERE t.article = ? AND f.name = ?",
            (article, speaker),
        ).fetchone()
        return row and int(row[0])

    def _read(self, key: int) -> Heard | None:
        row = self._db.execute(
            """SELECT a.id, b.text, b.details FROM heard h JOIN articles a ON a.id = h.article
               JOIN bodies b ON b.id = a.body WHERE h.key = ?""",
            (key,),
        ).fetchone()
        if row is None:
            return None
        article, packed, details = row
        text = unpack_text(packed)
        return Heard(article, text, find_utterances(text, build_quotations(unpack_details(details), {})))


@lru_cache(maxsize=1 << 14)
def _read_date(text: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(text) if text else None
