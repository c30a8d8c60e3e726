"""How many of the articles found have each speaker, topic and outlet: always right, at any size.

Without a filter the counts are kept in the tables. Under one they are counted on the sealed columns where
there are some, and by joins where there are few hits, for a small library, and for the articles that
changed since.

Owns the choice between them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from reader.library import labels as fields
from reader.library.columns import Columns, load_columns
from reader.library.counting import find_set
from reader.library.filters import Selection, select
from reader.library.model import Facets
from reader.library.nodes import Field
from reader.library.query import Query
from reader.library.selecting import look_up
from reader.library.store import Store
from reader.library.walking import negated
from reader.library.wordsets import WordSets

_FEW = 1_000  # hits; below, joins are quicker than columns
_FEW_IN = 60  # so are hits fewer than one in so many articles
_AT_ONCE = 10_000
_COLUMNS_HOLD = (Field.SPEAKER, Field.TOPIC, Field.SOURCE)


def count_facets(store: Store, query: Query) -> Facets:
    """Count speakers, topics and outlets of the articles that a query finds."""
    if query.is_empty:
        return _kept_counts(store)
    with store.guarded() as db:
        meanings = look_up(db, query)
        selection = select(query, meanings, store.state.library)
        columns = store.columns = load_columns(db, store.columns)
        if columns is None:
            return _count_by_joins(store, negated(db, selection))
        touched = _touched(db)
        found = None
        if all(name.field in _COLUMNS_HOLD for name in meanings):
            found = find_set(query.root, meanings, columns, WordSets(db, columns, frozenset(touched)))
        if found is not None:
            changed = _changed_hits(db, selection, len(touched))
            return _count_on_columns(store, columns, found & ~columns.set_of(touched), changed)
        numbers = negated(db, selection)
        if len(numbers) < max(_FEW, columns.everything.bit_length() // _FEW_IN):
            return _count_by_joins(store, numbers)
        changed = [-number for number in set(touched).intersection(numbers)]
        settled = sorted(set(numbers).difference(touched)) if changed else numbers
        return _count_on_columns(store, columns, columns.set_of(settled), changed)


def _touched(db: sqlite3.Connection) -> list[int]:
    """Return the negated numbers of the articles that changed since the columns were sealed."""
    return [-number for (number,) in db.execute("SELECT article FROM touched ORDER BY article DESC")]


def _changed_hits(db: sqlite3.Connection, selection: Selection, touched: int) -> list[int]:
    """Return the hits among the articles that changed since the columns were sealed."""
    if not touched:
        return []
    # A few are looked at one by one; the plus keeps the database from doing so with very many.
    number = selection.number if touched < _FEW else f"+{selection.number}"
    sql = f"{selection.sql} AND {number} IN (SELECT article FROM touched)"
    return [number for (number,) in db.execute(sql, selection.parameters)]


def _count_on_columns(store: Store, columns: Columns, found: int, changed: Sequence[int]) -> Facets:
    articles, quotations = found.bit_count(), columns.quotations(found)
    labels, counts = columns.labels, columns.counts(found)
    if changed:
        more, extra = _joined(store.db, changed)
        articles, quotations = articles + len(changed), quotations + more
        extra.update(dict(zip(labels, counts, strict=True)))
        labels, counts = list(extra), list(extra.values())
    return Facets(articles, quotations, *store.roster().arrange(labels, counts))


def _count_by_joins(store: Store, numbers: Sequence[int]) -> Facets:
    """Count few articles, given by their negated numbers."""
    quotations, counts = _joined(store.db, [-number for number in numbers])
    return Facets(len(numbers), quotations, *store.roster().arrange([*counts], [*counts.values()]))


def _joined(db: sqlite3.Connection, numbers: Sequence[int]) -> tuple[int, Counter[int]]:
    """Return the number of quotations in articles, and how many of them have each label."""
    quotations, counts = 0, Counter[int]()
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        total = db.execute(f"SELECT sum(quotes) FROM articles WHERE id IN ({marks})", some).fetchone()[0]
        quotations += total or 0
        # A speaker may have two forms in one article: count the article once.
        pairs = db.execute(f"SELECT DISTINCT article, label FROM tags WHERE article IN ({marks})", some)
        counts.update(label for _, label in pairs)
    return quotations, counts


def _kept_counts(store: Store) -> Facets:
    roster = store.roster()
    if roster.whole is None:
        with store.guarded() as db:
            articles = db.execute("SELECT coalesce(sum(articles), 0) FROM groups").fetchone()[0]
            quotations = db.execute("SELECT coalesce(sum(quotes * articles), 0) FROM tallies").fetchone()[0]
            rows = db.execute(
                "SELECT id, articles FROM labels WHERE kind <= ? AND articles > 0", (fields.SOURCE,)
            ).fetchall()
        labels, counts = [row[0] for row in rows], [row[1] for row in rows]
        roster.whole = Facets(articles, quotations, *roster.arrange(labels, counts))
    return roster.whole
