"""How many of the articles found have each speaker, topic and outlet.

Without a filter the counts are kept in the tables; under one they are counted.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.library import labels as fields
from reader.library.folding import fold
from reader.library.model import Facet, Facets
from reader.library.query import Query
from reader.library.selecting import make_selection
from reader.library.store import Store

_COUNTED = (fields.SPEAKER, fields.TOPIC, fields.SOURCE)


def count_facets(store: Store, query: Query) -> Facets:
    """Count speakers, topics and outlets of the articles that a query finds."""
    if query.is_empty:
        return _kept_counts(store)
    selection = make_selection(store, query)
    with store.guarded() as db:
        articles, quotations = db.execute(
            f"SELECT count(*), coalesce(sum(a.quotes), 0) FROM ({selection.sql}) h "
            "CROSS JOIN articles a ON a.id = h.id",
            selection.parameters,
        ).fetchone()
        rows = db.execute(
            f"SELECT l.kind, l.name, c.n FROM (SELECT t.label, count(DISTINCT t.article) AS n "
            f"FROM ({selection.sql}) h CROSS JOIN tags t ON t.article = h.id GROUP BY t.label) c "
            f"JOIN labels l ON l.id = c.label WHERE l.kind <= {fields.SOURCE}",
            selection.parameters,
        ).fetchall()
    return _facets(articles, quotations, rows)


def _kept_counts(store: Store) -> Facets:
    with store.guarded() as db:
        articles = db.execute("SELECT coalesce(sum(articles), 0) FROM groups").fetchone()[0]
        quotations = db.execute("SELECT coalesce(sum(quotes * articles), 0) FROM tallies").fetchone()[0]
        rows = db.execute(
            "SELECT kind, name, articles FROM labels WHERE kind <= ? AND articles > 0", (fields.SOURCE,)
        ).fetchall()
    return _facets(articles, quotations, rows)


def _facets(articles: int, quotations: int, rows: Iterable[tuple[int, str, int]]) -> Facets:
    counted: dict[int, list[Facet]] = {kind: [] for kind in _COUNTED}
    for kind, name, count in rows:
        counted[kind].append(Facet(name, count))
    ordered = (
        tuple(sorted(counted[kind], key=lambda facet: (-facet.count, fold(facet.value), facet.value)))
        for kind in _COUNTED
    )
    return Facets(articles, quotations, *ordered)
