"""The articles in the columns that have words, from the full-text indexes.

Owns keeping what the words sought last have found, so that counting after listing, and a filter that is set
while a search is on, need not seek again.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence

from reader.library.columns import Columns
from reader.library.touched import mended
from reader.library.walking import negated_numbers

_KEPT = 8  # sets, each of a bit an article; numbers, of eight bytes, only of the words sought last


class WordSets:
    """Looks words up in one index, for one snapshot of its articles.

    Of articles that have changed since the snapshot was made it may tell anything. Of all others the answer
    is always the same: what is kept stays true.
    """

    def __init__(
        self, db: sqlite3.Connection, columns: Columns, touched: Sequence[int], *, only_kept: bool = False
    ) -> None:
        """Take what is to be looked up in.

        Args:
            touched: Negated numbers of the articles that have changed, ascending.
            only_kept: Whether nothing may be sought that is not kept.
        """
        self._db = db
        self._columns = columns
        self._touched = touched
        self._only_kept = only_kept

    def find(self, table: str, expression: str) -> int | None:
        """Return the set of articles that match a full-text expression, or None if it may not be sought."""
        found = self._look_up(table, expression)
        if found is not None and not isinstance(found, int):
            found = self._columns.set_of(found)
            self._keep(table, expression, found)
        return found

    def numbers(self, table: str, expression: str) -> array[int]:
        """Return the negated numbers of articles that match a full-text expression, ascending."""
        found = self._look_up(table, expression)
        if found is None:
            return array("q")
        return self._columns.numbers_in(found) if isinstance(found, int) else found

    def _look_up(self, table: str, expression: str) -> int | array[int] | None:
        found = self._columns.kept.get((table, expression))
        if found is None:
            if self._only_kept:
                return None
            sql = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?"
            numbers = array("q", negated_numbers(self._db, sql, (expression,)))
            found = mended(numbers, self._touched)
        self._keep(table, expression, found)
        return found

    def _keep(self, table: str, expression: str, found: int | array[int]) -> None:
        kept = self._columns.kept
        with self._columns.keeping:
            kept.pop((table, expression), None)
            if not isinstance(found, int):
                for words in [words for words, held in kept.items() if not isinstance(held, int)]:
                    del kept[words]
            kept[table, expression] = found
            while len(kept) > _KEPT:
                del kept[next(iter(kept))]
