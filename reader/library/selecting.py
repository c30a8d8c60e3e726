"""From a query to the SQL of its hits: looks up what its names mean, then asks ``filters``."""

from __future__ import annotations

from reader.library.filters import Selection, names, select
from reader.library.labels import find_labels
from reader.library.query import Query
from reader.library.store import Store


def make_selection(store: Store, query: Query) -> Selection:
    """Return the SQL of a query's hits; the empty query selects every article."""
    with store.guarded() as db:
        meanings = {name: find_labels(db, name) for name in names(query)}
    return select(query, meanings, store.state.library)
