"""How many of the articles that a query finds have each speaker, topic and outlet: exact at any size.

Without a query the counts stand in the tables. Else they are counted on the bitmaps of the columns, where
there are some, and by joins where there are few hits, for a small library, and for the articles that have
changed since the columns were built.

Owns the choice between them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from reader.library import labels
from reader.library.model import Facets
from reader.library.query.plan import resolve_names
from reader.library.query.query import Query
from reader.library.query.sql import fetch_negated_ids, select
from reader.library.store import Store

_LABELS_PER_HIT_JOINED = 100  # of hits fewer than one to so many labels, joins are quicker than bitmaps
_JOINED_AT_ONCE = 10_000


def count_facets(store: Store, query: Query) -> Facets:
    """Count speakers, topics and outlets of the articles that a query finds."""
    if query.is_empty:
        return _read_counts(store)
    # Loaded with the first filter: the screen starts sooner without bitmaps.
    from reader.library.columns import load_columns
    from reader.library.query.bitmaps import search_columns

    resolved = resolve_names(store, query)
    with store.guarded() as db:
        columns = store.columns = load_columns(db, store.columns)
        if columns is None:
            return _count_by_joins(store, fetch_negated_ids(db, select(resolved)))
        names = store.facet_names()
        found = search_columns(store, columns, resolved)
        if len(found.clean) * _LABELS_PER_HIT_JOINED < len(names.labels):
            return _count_by_joins(store, [*columns.fetch_ids(found.clean), *(-each for each in found.dirty)])
        quotations, counts = _join(db, found.dirty)
        facets = names.sort_facets(counts, columns.count_labels(names.labels, found.clean))
        quotations += columns.count_quotations(found.clean)
        return Facets(len(found.clean) + len(found.dirty), quotations, *facets)


def _count_by_joins(store: Store, ids: Sequence[int]) -> Facets:
    """Count few articles, given by their negated ids."""
    quotations, counts = _join(store.db, [-each for each in ids])
    return Facets(len(ids), quotations, *store.facet_names().sort_facets(counts))


def _join(db: sqlite3.Connection, ids: Sequence[int]) -> tuple[int, Counter[int]]:
    """Return the number of quotations in articles, and how many of the articles have each label."""
    quotations, counts = 0, Counter[int]()
    for start in range(0, len(ids), _JOINED_AT_ONCE):
        some = ids[start : start + _JOINED_AT_ONCE]
        marks = ", ".join("?" * len(some))
        total = db.execute(f"SELECT sum(quotes) FROM articles WHERE id IN ({marks})", some).fetchone()[0]
        quotations += total or 0
        # A speaker may have two forms in one article: count the article once.
        pairs = db.execute(f"SELECT DISTINCT article, label FROM tags WHERE article IN ({marks})", some)
        counts.update(label for _, label in pairs)
    return quotations, counts


def _read_counts(store: Store) -> Facets:
    """Return the counts of the whole library, which the tables hold."""
    names = store.facet_names()
    if names.unfiltered is None:
        articles = store.count_articles()
        with store.guarded() as db:
            quotations = db.execute(
                "SELECT coalesce(sum(quotes * articles), 0) FROM quote_counts"
            ).fetchone()[0]
            counts = db.execute(
                "SELECT id, articles FROM labels WHERE kind <= ? AND articles > 0", (labels.SOURCE,)
            ).fetchall()
        names.unfiltered = Facets(articles, quotations, *names.sort_facets(dict(counts)))
    return names.unfiltered
