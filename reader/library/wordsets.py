"""The set of articles in the columns that have words, from the full-text indexes.

Owns keeping the sets of the words sought last, so that a filter set while a search is on need not seek again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from reader.library.columns import Columns
from reader.library.walking import negated_numbers

_KEPT = 8  # sets, each of a bit an article


class WordSets:
    """Looks words up in one index, for one snapshot of its articles."""

    def __init__(self, db: sqlite3.Connection, columns: Columns, touched: Collection[int]) -> None:
        self._db = db
        self._columns = columns
        self._touched = touched

    def find(self, table: str, expression: str) -> int:
        """Return the set of articles that match a full-text expression.

        Those that changed since the snapshot was made may be missing, or be in it wrongly.
        """
        kept = self._columns.kept
        # Of an article that has not changed the answer is always the same: what is kept stays true.
        found = kept.pop((table, expression), None)
        if found is None:
            found = self._columns.set_of(self._numbers(table, expression))
        kept[table, expression] = found
        while len(kept) > _KEPT:
            del kept[next(iter(kept))]
        return found

    def _numbers(self, table: str, expression: str) -> list[int]:
        sql = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC"
        numbers = negated_numbers(self._db, sql, (expression,))
        return [number for number in numbers if number not in self._touched] if self._touched else numbers
