"""The utterances of articles read back from the index, for as long as they are needed.

Owns which of them are kept in memory while statements are found. An article is known by its key.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from reader.articles.model import PartialDate
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.utterances import Utterance, count_words, find_utterances

_KEPT = 2_000  # articles


@dataclass(frozen=True, slots=True)
class Heard:
    """An article's utterances.

    Attributes:
        article: Its number in the index.
        date: As printed, without an inferred year.
    """

    article: int
    date: PartialDate | None
    text: str
    utterances: tuple[Utterance, ...]

    def words(self, place: int) -> int:
        """Return how many words the utterance of that place has."""
        return count_words(self.text, self.utterances[place])


class Listener:
    """Reads articles by their keys and remembers those it read last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: dict[int, Heard | None] = {}

    def hear(self, key: int) -> Heard | None:
        """Return the utterances of an article, or None if it is no longer in the index."""
        if key in self._kept:
            return self._kept[key]
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        heard = self._kept[key] = self._read(key)
        return heard

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
            """SELECT a.id, a.date, b.text, b.details FROM heard h JOIN articles a ON a.id = h.article
               JOIN bodies b ON b.id = a.body WHERE h.key = ?""",
            (key,),
        ).fetchone()
        if row is None:
            return None
        article, date, packed, details = row
        text = unpack_text(packed)
        quotations = build_quotations(unpack_details(details), {})
        return Heard(
            article,
            PartialDate.fromisoformat(date) if date else None,
            text,
            find_utterances(text, quotations),
        )
