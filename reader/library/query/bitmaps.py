"""The articles that a query finds, worked out on the bitmaps of the columns instead of asking the tables.

Owns which queries can be answered so, and completing the answer: articles that have changed since the columns
were built, and conditions that no bitmap holds, such as the user's marks, are looked up in the tables.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from pyroaring import BitMap

from reader.articles.model import Precision
from reader.library.columns import Columns
from reader.library.query.nodes import Is, When
from reader.library.query.plan import (
    AllOf,
    AnyOf,
    Condition,
    Labelled,
    Match,
    Negated,
    NotSaid,
    ResolvedQuery,
)
from reader.library.query.sql import Selection, fetch_negated_ids, read_negated_ids, select
from reader.library.store import Store

_MOST_DIRTY = 1_000  # articles that are looked at one by one
_MOST_DIRTY_WITH_WORDS = 100  # likewise, where each has to be sought in the full-text index
_WORD_SEARCHES = 8  # as many are kept
_LARGE_RESULT_SHARE = 8  # of the articles, one in so many are very many


@dataclass(frozen=True, slots=True)
class BitmapHits:
    """The articles of a query.

    Attributes:
        clean: Those that have not changed since the columns were built.
        dirty: The ids of the others.
    """

    clean: BitMap
    dirty: list[int]


class WordSearch:
    """Searches the full-text indexes, and remembers the latest answers as long as the columns are the same.

    So counting after listing, and a filter that is set while words are sought, need not seek them again. Of
    articles that have changed since the columns were built an answer may tell anything.
    """

    def __init__(self, db: sqlite3.Connection, columns: Columns, *, only_known: bool = False) -> None:
        """Take what is to be searched.

        Args:
            only_known: Whether nothing may be sought whose answer is not remembered.
        """
        self._db = db
        self._columns = columns
        self._only_known = only_known

    def find(self, table: str, expression: str) -> BitMap | None:
        """Return the articles that match a full-text expression, or None if it may not be sought."""
        columns, key = self._columns, (table, expression)
        found = columns.word_hits.get(key)
        if found is None:
            listed = columns.listed_words
            if listed is not None and listed[:2] == key:
                found = columns.find_positions(listed[2])
            elif self._only_known:
                return None
            else:
                found = columns.find_positions(self._seek(table, expression))
        with columns.lock:
            columns.word_hits.pop(key, None)
            columns.word_hits[key] = found
            while len(columns.word_hits) > _WORD_SEARCHES:
                del columns.word_hits[next(iter(columns.word_hits))]
        return found

    def list_ids(self, table: str, expression: str) -> array[int] | None:
        """Return the negated ids of all articles that match, changed ones too; None if they are known."""
        columns, key = self._columns, (table, expression)
        if key in columns.word_hits or (columns.listed_words or ())[:2] == key:
            return None
        ids = self._seek(table, expression)
        columns.listed_words = table, expression, ids
        return ids[:]

    def _seek(self, table: str, expression: str) -> array[int]:
        sql = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?"
        return array("q", read_negated_ids(self._db, sql, (expression,)))


def search_columns(store: Store, columns: Columns, resolved: ResolvedQuery) -> BitmapHits:
    """Return the articles that a query finds, whatever it asks for."""
    with store.guarded() as db:
        selection = select(resolved)
        found = evaluate_bitmap(resolved.condition, columns, WordSearch(db, columns))
        ids = array("q", fetch_negated_ids(db, selection) if found is None else ())
        dirty = _read_dirty(db)
        unsure = columns.find_positions(dirty)
        if found is not None:
            return BitmapHits(found - unsure, _search_dirty(db, selection, len(dirty)))
    changed = [-each for each in set(ids).intersection(dirty)] if dirty else []
    return BitmapHits(columns.find_positions(ids) - unsure, changed)


def search_ids(
    store: Store, columns: Columns, resolved: ResolvedQuery, *, at_once: bool = False
) -> array[int] | None:
    """Return the ids of the articles that a query finds, negated, ascending; None if no bitmap can tell.

    Args:
        at_once: Neither seek words that have not been sought before, nor list very many articles, the first
            of which are soon found otherwise.
    """
    with store.guarded() as db:
        words = WordSearch(db, columns, only_known=at_once)
        condition = resolved.condition
        if isinstance(condition, Match) and condition is resolved.text and not at_once:
            ids = words.list_ids(condition.table, condition.expression)
            if ids is not None:
                return ids
        found = evaluate_bitmap(condition, columns, words)
        if found is None or (at_once and len(found) * _LARGE_RESULT_SHARE > len(columns.everything)):
            return None
        dirty = _read_dirty(db)
        if not dirty:
            return columns.fetch_ids(found)
        clean = columns.fetch_ids(found - columns.find_positions(dirty))
        changed = [-each for each in _search_dirty(db, select(resolved), len(dirty))]
    return array("q", sorted([*clean, *changed]))


def _read_dirty(db: sqlite3.Connection) -> array[int]:
    """Return the negated ids of the articles that changed, ascending."""
    return array("q", [-each for (each,) in db.execute("SELECT article FROM dirty ORDER BY article DESC")])


def _search_dirty(db: sqlite3.Connection, selection: Selection, dirty: int) -> list[int]:
    """Return the ids of those of the changed articles that a selection finds.

    Args:
        dirty: How many have changed.
    """
    if not dirty:
        return []
    few = dirty < (_MOST_DIRTY_WITH_WORDS if selection.source == "words" else _MOST_DIRTY)
    # The plus keeps the database from looking at very many one by one.
    id_column = selection.id if few else f"+{selection.id}"
    sql = f"{selection.sql} AND {id_column} IN (SELECT article FROM dirty)"
    return [article for (article,) in db.execute(sql, selection.parameters)]


def evaluate_bitmap(condition: Condition, columns: Columns, words: WordSearch) -> BitMap | None:
    """Return the articles in the columns that meet a condition, or None if bitmaps cannot tell."""
    match condition:
        case Match():
            return words.find(condition.table, condition.expression)
        case Labelled() if condition.field.in_columns:
            return reduce(or_, map(columns.with_label, condition.ids), BitMap())
        case When() if condition.period.precision is not Precision.MINUTE:
            return columns.between(*condition.bound.ids(condition.period))
        case Is() if condition.flag.bitmap is not None:
            return condition.flag.bitmap(columns)
        case NotSaid():
            return columns.everything
        case Negated():
            inner = evaluate_bitmap(condition.part, columns, words)
            return None if inner is None else columns.everything - inner
        case AnyOf():
            return _join(or_, BitMap(), condition.parts, columns, words)
        case AllOf():
            # Words are sought last: in vain where bitmaps cannot tell of the rest.
            parts = sorted(condition.parts, key=lambda part: isinstance(part, Match))
            return _join(and_, columns.everything, parts, columns, words)
        case _:
            return None


def _join(
    operator: Callable[[BitMap, BitMap], BitMap],
    start: BitMap,
    parts: Iterable[Condition],
    columns: Columns,
    words: WordSearch,
) -> BitMap | None:
    joined = start
    for part in parts:
        found = evaluate_bitmap(part, columns, words)
        if found is None:
            return None
        joined = operator(joined, found)
    return joined
