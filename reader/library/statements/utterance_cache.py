"""A cache of utterances, read back from the index to be compared.

Owns which articles are kept in memory while links are found. An article is known by its key.
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
    fingerprint,
    utterance_words,
)
from reader.library.statements.matching import DateGap, date_gap, day_number, gap_of_days

_MOST_CACHED = 2_000  # articles


class CachedUtterance:
    """An utterance with its content words and fingerprint, each computed when first needed.

    Attributes:
        cut: Where it stands in its article.
    """

    def __init__(self, text: str, cut: Utterance) -> None:
        self._text = text
        self.cut = cut

    @cached_property
    def words(self) -> list[int]:
        """Its content words, as numbers."""
        return utterance_words(self._text, self.cut)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Its fingerprint."""
        return fingerprint(self.words)

    def count_words(self) -> int:
        """Return how many words it has, of any weight."""
        return count_words(self._text, self.cut)


class ArticleUtterances:
    """The utterances of an article, by their places.

    Attributes:
        number: The article's number in the index.
    """

    def __init__(self, number: int, text: str, utterances: tuple[Utterance, ...]) -> None:
        self.number = number
        self.utterances = [CachedUtterance(text, utterance) for utterance in utterances]

    def pairs(self) -> set[int]:
        """Return its fingerprints: pairs of shingle and speaker key, as packed."""
        return {
            shingle << PLACE_BITS | each.cut.speaker_key
            for each in self.utterances
            for shingle in each.shingles
        }


class UtteranceCache:
    """Reads articles by their keys and keeps those it read last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cached: dict[int, ArticleUtterances | None] = {}
        self._dates: dict[int, tuple[str | None, int | None]] = {}

    def get(self, key: int) -> ArticleUtterances | None:
        """Return the utterances of an article, or None if it is no longer in the index."""
        if key in self._cached:
            return self._cached[key]
        if len(self._cached) >= _MOST_CACHED:
            del self._cached[next(iter(self._cached))]
        article = self._cached[key] = self._read(key)
        return article

    def load_dates(self, keys: Collection[int]) -> None:
        """Read the dates of articles, for ``date_gap``."""
        unknown = [key for key in keys if key not in self._dates]
        if not unknown:
            return
        self._dates.update(dict.fromkeys(unknown, (None, None)))
        rows = self._db.execute(
            """SELECT ak.key, a.date FROM json_each(?) k CROSS JOIN article_keys ak ON ak.key = k.value
               JOIN articles a ON a.id = ak.article WHERE a.date NOT NULL""",
            (f"[{','.join(map(str, unknown))}]",),
        )
        for key, date in rows:
            self._dates[key] = date, day_number(date)

    def date_gap(self, key: int, other: int) -> DateGap:
        """Return how far apart two articles with loaded dates are, as printed, without an inferred year."""
        (date, day), (other_date, other_day) = self._dates[key], self._dates[other]
        if day is None or other_day is None:
            return date_gap(_read_date(date), _read_date(other_date))
        return gap_of_days(abs(day - other_day))

    def find_form(self, article: int, speaker: str | None) -> int | None:
        """Return the number of the form of a speaker whom an article names."""
        if speaker is None:
            return None
        row = self._db.execute(
            "SELECT f.id FROM tags t JOIN forms f ON f.id = t.form WHERE t.article = ? AND f.name = ?",
            (article, speaker),
        ).fetchone()
        return row and int(row[0])

    def _read(self, key: int) -> ArticleUtterances | None:
        row = self._db.execute(
            """SELECT a.id, b.text, b.details FROM article_keys ak JOIN articles a ON a.id = ak.article
               JOIN bodies b ON b.id = a.body WHERE ak.key = ?""",
            (key,),
        ).fetchone()
        if row is None:
            return None
        article, packed, details = row
        text = unpack_text(packed)
        return ArticleUtterances(
            article, text, find_utterances(text, build_quotations(unpack_details(details), {}))
        )


@lru_cache(maxsize=1 << 14)
def _read_date(text: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(text) if text else None
