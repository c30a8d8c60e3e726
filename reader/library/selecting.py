"""From a query to the SQL of its hits: looks up what its names mean, then asks ``filters``."""

from __future__ import annotations

import sqlite3

from reader.library.filters import Labels, Selection, names, select
from reader.library.labels import find_labels
from reader.library.query import Query
from reader.library.store import Store


def look_up(db: sqlite3.Connection, query: Query) -> Labels:
    """Return the labels that each name of a query means."""
    return {name: find_labels(db, name) for name in names(query)}


def make_selection(store: Store, query: Query) -> Selection:
    """Return the SQL of a query's hits; the empty query selects every article."""
    with store.guarded() as db:
        return select(query, look_up(db, query), store.state.library)
