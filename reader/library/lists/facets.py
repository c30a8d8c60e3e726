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

from reader.library import labels
from reader.library.columns import Columns, load_columns
from reader.library.model import Facets
from reader.library.query.bitmaps import find_on_columns
from reader.library.query.plan import resolve_names
from reader.library.query.query import Query
from reader.library.query.sql import fetch_negated_ids, select
from reader.library.store import Store

_FEW_IN = 1_000  # of hits fewer than one in so many articles, joins are quicker than columns
_AT_ONCE = 10_000


def count_facets(store: Store, query: Query) -> Facets:
    """Count speakers, topics and outlets of the articles that a query finds."""
    if query.is_empty:
        return _kept_counts(store)
    resolved = resolve_names(store, query)
    with store.guarded() as db:
        columns = store.columns = load_columns(db, store.columns)
        if columns is None:
            return _count_by_joins(store, fetch_negated_ids(db, select(resolved)))
        found = find_on_columns(store, columns, resolved)
        if found.settled.bit_count() < columns.everything.bit_length() // _FEW_IN:
            numbers = [*columns.numbers_in(found.settled), *(-number for number in found.changed)]
            return _count_by_joins(store, numbers)
        return _count_on_columns(store, columns, found.settled, found.changed)


def _count_on_columns(store: Store, columns: Columns, found: int, changed: Sequence[int]) -> Facets:
    articles, quotations = found.bit_count(), columns.quotations(found)
    more, extra = _joined(store.db, changed)
    rankings = store.roster().arrange_columns(columns.labels, columns.counts(found), extra)
    return Facets(articles + len(changed), quotations + more, *rankings)


def _count_by_joins(store: Store, numbers: Sequence[int]) -> Facets:
    """Count few articles, given by their negated numbers."""
    quotations, counts = _joined(store.db, [-number for number in numbers])
    return Facets(len(numbers), quotations, *store.roster().arrange(counts))


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
            total = "SELECT coalesce(sum(quotes * articles), 0) FROM quote_counts"
            quotations = db.execute(total).fetchone()[0]
            rows = db.execute(
                "SELECT id, articles FROM labels WHERE kind <= ? AND articles > 0", (labels.SOURCE,)
            ).fetchall()
        roster.whole = Facets(articles, quotations, *roster.arrange(dict(rows)))
    return roster.whole
