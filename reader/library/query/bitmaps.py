"""The articles that a query finds, worked out on the sealed columns instead of asking the tables.

Owns which queries can be answered so, and what is left to be asked: articles that have changed since the
columns were sealed, and conditions that they do not hold.

The articles that have changed since the columns were sealed: what columns cannot tell of.

Owns reading them, finding out which of them a query finds, and putting that right in a run of numbers.

The articles in the columns that have words, from the full-text indexes.

Owns keeping what the words sought last have found, so that counting after listing, and a filter that is set
while a search is on, need not seek again.

The set of articles that a query finds, worked out on the columns, and on the sets of its words.

Owns which queries can be answered so. What the user has marked needs the tables.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from reader.articles.model import Precision
from reader.library.columns import Columns
from reader.library.query.nodes import Is, When
from reader.library.query.plan import AllOf, AnyOf, Condition, Labelled, Match, Negated, ResolvedQuery
from reader.library.query.sql import Selection, fetch_negated_ids, read_negated_ids, select
from reader.library.store import Store

_FEW = 1_000  # articles that are looked at one by one
_FEW_WITH_WORDS = 100  # likewise, where each has to be sought in the full-text index


def read_dirty(db: sqlite3.Connection) -> list[int]:
    """Return the negated numbers of the articles that changed, ascending."""
    return [-number for (number,) in db.execute("SELECT article FROM dirty ORDER BY article DESC")]


def changed_hits(db: sqlite3.Connection, selection: Selection, dirty: int) -> list[int]:
    """Return the numbers of those among them that a selection finds.

    Args:
        dirty: How many there are.
    """
    if not dirty:
        return []
    few = dirty < (_FEW_WITH_WORDS if selection.source == "words" else _FEW)
    # The plus keeps the database from looking at very many one by one.
    number = selection.number if few else f"+{selection.number}"
    sql = f"{selection.sql} AND {number} IN (SELECT article FROM dirty)"
    return [number for (number,) in db.execute(sql, selection.parameters)]


def mended(numbers: array[int], dirty: Sequence[int], found: Collection[int] = ()) -> array[int]:
    """Return a run of numbers without those dirty, but with those of them that are found.

    Args:
        numbers: Negated, ascending, each once; so are the others.
    """
    if not dirty:
        return numbers
    right, at = array("q"), 0
    for number in dirty:
        place = bisect_left(numbers, number, at)
        right.extend(numbers[at:place])
        if number in found:
            right.append(number)
        at = place + (place < len(numbers) and numbers[place] == number)
    right.extend(numbers[at:])
    return right


_KEPT = 8  # sets, each of a bit an article; numbers, of eight bytes, only of the words sought last


class WordSets:
    """Looks words up in one index, for one snapshot of its articles.

    Of articles that have changed since the snapshot was made it may tell anything. Of all others the answer
    is always the same: what is kept stays true.
    """

    def __init__(
        self, db: sqlite3.Connection, columns: Columns, dirty: Sequence[int], *, only_kept: bool = False
    ) -> None:
        """Take what is to be looked up in.

        Args:
            dirty: Negated numbers of the articles that have changed, ascending.
            only_kept: Whether nothing may be sought that is not kept.
        """
        self._db = db
        self._columns = columns
        self._dirty = dirty
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
            numbers = array("q", read_negated_ids(self._db, sql, (expression,)))
            found = mended(numbers, self._dirty)
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


def evaluate_bitmap(condition: Condition, columns: Columns, words: WordSets) -> int | None:
    """Return the set of articles in the columns that meet a condition, or None if columns cannot tell."""
    match condition:
        case Match():
            return words.find(condition.table, condition.expression)
        case Labelled() if condition.field.in_columns:
            return reduce(or_, map(columns.with_label, condition.ids), 0)
        case When() if condition.period.precision is not Precision.MINUTE:
            return columns.between(*condition.bound.ids(condition.period))
        case Is() if condition.flag.bitmap is not None:
            return condition.flag.bitmap(columns)
        case Negated():
            inner = evaluate_bitmap(condition.part, columns, words)
            return None if inner is None else columns.everything ^ inner
        case AnyOf():
            return _reduced(or_, 0, condition.parts, columns, words)
        case AllOf():
            # Words are sought last: in vain where columns cannot tell of the rest.
            parts = sorted(condition.parts, key=lambda part: isinstance(part, Match))
            return _reduced(and_, columns.everything, parts, columns, words)
        case _:
            return None


def _reduced(
    join: Callable[[int, int], int], start: int, parts: Iterable[Condition], columns: Columns, words: WordSets
) -> int | None:
    joined = start
    for part in parts:
        found = evaluate_bitmap(part, columns, words)
        if found is None:
            return None
        joined = join(joined, found)
    return joined


_MANY_IN = 8  # of the articles, one in so many are very many


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of a query.

    Attributes:
        settled: The set of those that are in the columns as they are.
        changed: The numbers of the others.
    """

    settled: int
    changed: list[int]


def find_on_columns(store: Store, columns: Columns, resolved: ResolvedQuery) -> Found:
    """Return the articles that a query finds; those that columns cannot tell are asked for."""
    with store.guarded() as db:
        dirty = read_dirty(db)
        settled = evaluate_bitmap(resolved.condition, columns, WordSets(db, columns, dirty))
        if settled is not None:
            untouched = settled & ~columns.set_of(dirty)
            return Found(untouched, changed_hits(db, select(resolved), len(dirty)))
        numbers = fetch_negated_ids(db, select(resolved))
    changed = [-number for number in set(dirty).intersection(numbers)]
    return Found(columns.set_of(mended(array("q", numbers), dirty)), changed)


def find_numbers(
    store: Store, columns: Columns, resolved: ResolvedQuery, *, at_once: bool = False
) -> array[int] | None:
    """Return the numbers of the articles that a query finds, negated, ascending; None if columns cannot tell.

    Args:
        at_once: Neither seek words that have not been sought before, nor number very many articles, the first
            of which are not far to seek.
    """
    with store.guarded() as db:
        dirty = read_dirty(db)
        words = WordSets(db, columns, dirty, only_kept=at_once)
        condition, text = resolved.condition, resolved.text
        if text is not None and text is condition and not at_once:
            numbers = words.numbers(text.table, text.expression)
        else:
            settled = evaluate_bitmap(condition, columns, words)
            if settled is None:
                return None
            if at_once and settled.bit_count() * _MANY_IN > columns.everything.bit_length():
                return None
            numbers = columns.numbers_in(settled)
        changed = {-number for number in changed_hits(db, select(resolved), len(dirty))}
    return mended(numbers, dirty, changed)
